"""Configuration for hosts, made from the rules: what a host sends cannot differ from what the preview sends."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tools.hosting.rules import ASKED, LASTING, TYPES, Rule, rules

HEADERS = "_headers"  # read by Cloudflare Pages and Netlify from the site's root
CONFIGURATIONS = ("nginx.conf", "Caddyfile")  # for hosts that are configured beside the site

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    undefined=StrictUndefined,
    keep_trailing_newline=True,
    autoescape=False,  # noqa: S701  no markup is written
)


def configuration(name: str, every: tuple[Rule, ...]) -> str:
    """Return the file called `name`, one of `CONFIGURATIONS` or `HEADERS`, for the rules of a built site."""
    everywhere, *lasting = every
    return _TEMPLATES.get_template(name).render(
        rules=every,
        headers=everywhere.headers,
        lasting=[rule.pattern.removesuffix("*") for rule in lasting],
        kept=LASTING,
        asked=ASKED,
        types=[(suffix.removeprefix("."), kind.partition(";")[0]) for suffix, kind in sorted(TYPES.items())],
        packed=sorted({kind.partition(";")[0] for kind in TYPES.values()} - {"text/html"}),
    )


def write(site: Path, target: Path) -> None:
    """Write `_headers` and `.nojekyll` into a built site, and the other configurations into the folder `target`."""
    every = rules(site)
    (site / HEADERS).write_text(configuration(HEADERS, every), "utf-8")
    (site / ".nojekyll").touch()  # GitHub Pages would leave out names that begin with an underscore
    target.mkdir(parents=True, exist_ok=True)
    for name in CONFIGURATIONS:
        (target / name).write_text(configuration(name, every), "utf-8")
