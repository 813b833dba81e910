"""Which headers go with which file: the one table that every host's configuration and the preview are made from."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from tools.hosting.policies import site_policy

LASTING = "public, max-age=31536000, immutable"  # the name changes with the content
ASKED = "no-cache"  # kept, and asked about each time whether it is still the same
PURGED = "max-age=31536000"  # for a CDN alone (RFC 9213), which is told when a release changes

# What a page could do and ours never does (Permissions Policy).
_NEVER = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
    "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get",
    "screen-wake-lock", "usb", "xr-spatial-tracking",
)  # fmt: skip

# What every host must call our files by; WebAssembly is compiled while it arrives only under its own name.
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
}
COMPRESSED = frozenset({*TYPES, ".eml", ".map"}) - {".gz"}


@dataclass(frozen=True, slots=True)
class Rule:
    """Headers for the files whose path, from the site's root, fits `pattern` (`*` stands for anything)."""

    pattern: str
    headers: tuple[tuple[str, str], ...]


def rules(folder: Path) -> tuple[Rule, ...]:
    """Return the rules for a built site. Every rule that fits holds; no header is in two rules that fit one file.

    Raises ValueError where a page has no policy of its own.
    """
    everywhere = (
        ("Content-Security-Policy", site_policy(folder)),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", ", ".join(f"{name}=()" for name in _NEVER)),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
    )
    return (Rule("/*", everywhere), *(Rule(pattern, (("Cache-Control", LASTING),)) for pattern in lasting(folder)))


def lasting(folder: Path) -> list[str]:
    """Return the patterns of files whose name changes with their content: the runtime's folders."""
    found = sorted(path for path in (folder / "assets" / "runtime").iterdir() if path.is_dir())
    return [f"/{path.relative_to(folder).as_posix()}/*" for path in found]


def headers(path: str, every: tuple[Rule, ...]) -> dict[str, str]:
    """Return the headers of the file at `path`, which begins with a slash."""
    found = {name: value for rule in every if fnmatchcase(path, rule.pattern) for name, value in rule.headers}
    suffix = Path(path).suffix
    kind = {"Content-Type": TYPES[suffix]} if suffix in TYPES else {}
    return {"Cache-Control": ASKED} | kind | found
