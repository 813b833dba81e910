"""Configuration for hosts, made from the rules: what a host sends cannot differ from what the preview sends."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tools.hosting.rules import ASKED, LASTING, PURGED, TYPES, Rule, rules

FOLDER = "/srv/postlotse"  # where a host keeps the site, unless told otherwise
HEADERS = "_headers"  # read by Cloudflare Pages and Netlify from the site's root
# For hosts that are configured beside the site, and for those that build it themselves.
CONFIGURATIONS = ("nginx.conf", "Caddyfile", "github-pages.yml", "gitlab-pages.yml")

_HERE = Path(__file__).parent / "templates"
_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE),
    undefined=StrictUndefined,
    keep_trailing_newline=True,
    autoescape=False,  # noqa: S701  no markup is written
)


def configuration(name: str, every: tuple[Rule, ...], root: str = FOLDER) -> str:
    """Return the file called `name`, one of `CONFIGURATIONS` or `HEADERS`, for the rules of a built site.

    `root` is the folder that holds the site's index.html at the host.
    """
    if name.endswith(".yml"):  # the same for every site, and full of what a template would take for its own
        return (_HERE / name).read_text("utf-8")
    everywhere, *lasting = every
    return _TEMPLATES.get_template(name).render(
        root=root,
        rules=every,
        headers=everywhere.headers,
        lasting=[rule.pattern.removesuffix("*") for rule in lasting],
        kept=LASTING,
        asked=ASKED,
        purged=PURGED,
        types=[(suffix.removeprefix("."), kind.partition(";")[0]) for suffix, kind in sorted(TYPES.items())],
        packed=sorted({kind.partition(";")[0] for kind in TYPES.values()} - {"text/html"}),
    )


def complete(site: Path) -> None:
    """Write `_headers` and `.nojekyll` into a built site."""
    (site / HEADERS).write_text(configuration(HEADERS, rules(site)), "utf-8")
    (site / ".nojekyll").touch()  # GitHub Pages would leave out names that begin with an underscore


def write(site: Path, target: Path, root: str = FOLDER) -> None:
    """Write the configurations for a built site into the folder `target`.

    `root` is the folder that holds the site's index.html at the host.
    """
    every = rules(site)
    target.mkdir(parents=True, exist_ok=True)
    for name in CONFIGURATIONS:
        (target / name).write_text(configuration(name, every, root), "utf-8")
