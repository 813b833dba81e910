"""Writes into a built site what makes it work offline: `offline.json`, `release.json` and the service worker.

The release's name is the SHA-256 of the list, and the list holds the SHA-256 of every file: who has the worker's script
can tell of each byte whether it belongs to the same release.
"""

import json
import zlib
from hashlib import sha256
from pathlib import Path

from tools.hosting.hosts import HEADERS
from tools.offline.files import LIST, RELEASE, WORKER, needed

SOURCES = Path(__file__).parent / "worker"
PARTS = ("release", "store", "clients", "serve", "install", "events")  # in this order; they share one scope


def write(site: Path) -> None:
    """Write the three files for a site whose other files are all there; the same site gives the same bytes."""
    contents = {path: (site / path).read_bytes() for path in needed(site)}
    sizes = {
        "bytes": sum(map(len, contents.values())),
        "packed": sum(min(len(content), len(zlib.compress(content, 6))) for content in contents.values()),
    }
    headers = site / HEADERS  # they are kept with the files: others make another release
    policy = sha256(headers.read_bytes()).hexdigest() if headers.exists() else ""
    files = {path: [len(content), sha256(content).hexdigest()] for path, content in contents.items()}
    script = "".join((SOURCES / f"{part}.js").read_text("utf-8") for part in PARTS)
    listed = _json({**sizes, "headers": policy, "worker": sha256(script.encode()).hexdigest(), "files": files})
    release = sha256(listed).hexdigest()
    (site / LIST).write_bytes(listed)
    (site / RELEASE).write_bytes(_json({"release": release, **sizes}))
    (site / WORKER).write_text(f'const RELEASE = "{release}";\n{script}', "utf-8")


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
