"""The content security policy of every page: nothing is loaded from elsewhere, and no inline script but those we know.

A page with a widget starts its worker from a script of its own (`shell/runtime-worker.js`), so that the worker obeys
this policy on every host; on these pages alone WebAssembly may be compiled. A page that offers live lookups may ask the
resolvers that it offers, by their addresses.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL)
_CHARSET = re.compile(r'<meta charset="utf-8">', re.IGNORECASE)
_WIDGET = re.compile(r'<script[^>]* src="[^"]*shell/main\.js"')

ANY_STYLE = "style-src 'self' 'unsafe-inline'"  # until the build has put a page's own styles into it
# No form is ever sent: the widgets read theirs, and what was pasted must not become part of an address.
_FIXED = (
    "base-uri 'none'",
    "form-action 'none'",
    "img-src 'self' data:",
    "require-trusted-types-for 'script'",
    ANY_STYLE,
)
# Firefox holds what is fetched for later against `default-src` alone: where there is such a link, everything that falls
# back on it is forbidden by its own name.
_ALL = "default-src 'none'"
_BUT_LATER = (
    "default-src 'self'; font-src 'none'; frame-src 'none'; manifest-src 'none'; media-src 'none'; object-src 'none'"
)
_LATER = re.compile(r"<link [^>]*\bdata-late\b")
_THEME = "default"  # the policy that partials/trusted-types.html makes for the theme's scripts
_WORKER = "postlotse"  # the one that shell/runtime-worker.js makes


def with_policy(html: str, *, live: bool = False, connect: Sequence[str] = ()) -> str:
    """Return a page with its policy in the head; its scripts may ask this site and the addresses in `connect`.

    Inline scripts are allowed by their hash. While the site is served live, the server puts a script of its own into
    every page: then any inline script may run.
    """
    policy = "; ".join(_directives(html, ["'unsafe-inline'"] if live else inline_hashes(html), connect))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return _CHARSET.sub(lambda match: f"{match[0]}\n{meta}", html, count=1)


def _directives(html: str, inline: Sequence[str], connect: Sequence[str]) -> Iterator[str]:
    widget = _WIDGET.search(html) is not None
    yield _BUT_LATER if _LATER.search(html) else _ALL
    yield from _FIXED
    yield " ".join(("script-src 'self'", *(("'wasm-unsafe-eval'",) if widget else ()), *inline))
    yield "worker-src 'self' blob:" if widget else "worker-src 'self'"
    yield f"trusted-types {_THEME} {_WORKER}" if widget else f"trusted-types {_THEME}"
    yield " ".join(("connect-src 'self'", *connect))


def inline_hashes(html: str) -> list[str]:
    """Return the hashes of a page's inline scripts, as a policy names them, without repetitions."""
    bodies = [
        match["body"]
        for match in _SCRIPT.finditer(html)
        if "src=" not in match["attributes"] and "application/json" not in match["attributes"]
    ]
    return list(dict.fromkeys(map(hashed, bodies)))


def hashed(content: str) -> str:
    """Return the hash of an inline script or style as a policy names it."""
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
