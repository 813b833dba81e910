"""The content security policy of every page: nothing is loaded from elsewhere, and no inline script but those we know.

A page's policy does not reach into its workers: those obey the headers of their own response.
"""

import re
from base64 import b64encode
from hashlib import sha256

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL)
_CHARSET = re.compile(r'<meta charset="utf-8">', re.IGNORECASE)

_FIXED = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; worker-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
)


def with_policy(html: str, *, live: bool = False) -> str:
    """Return a page with its policy in the head.

    Inline scripts are allowed by their hash. While the site is served live, the server puts a script of its own into
    every page: then any inline script may run.
    """
    allowed = "'unsafe-inline'" if live else " ".join(inline_hashes(html))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{_FIXED} {allowed}">'
    return _CHARSET.sub(lambda match: f"{match[0]}\n{meta}", html, count=1)


def inline_hashes(html: str) -> list[str]:
    """Return the hashes of a page's inline scripts, as a policy names them, without repetitions."""
    bodies = [
        match["body"]
        for match in _SCRIPT.finditer(html)
        if "src=" not in match["attributes"] and "application/json" not in match["attributes"]
    ]
    digests = (b64encode(sha256(body.encode()).digest()).decode() for body in bodies)
    return list(dict.fromkeys(f"'sha256-{digest}'" for digest in digests))
