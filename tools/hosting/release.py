"""A release: the site with packed copies in one archive, checksums, the bill of materials; twice the same bytes."""

import gzip
import hashlib
import io
import os
import tarfile
import tomllib
from pathlib import Path

from tools.hosting.hosts import CONFIGURATIONS, complete, write
from tools.hosting.packing import packed
from tools.hosting.rules import COMPRESSED
from tools.hosting.sbom import sbom

_WORTH = 1024  # bytes: a smaller file travels in one packet either way
_CODINGS = {"br": ".br", "gzip": ".gz"}
_OWNER_ONLY_WRITES = 0o644
_RELEASES = "/srv/releases"  # where a host unpacks them, each beside the others


def release(root: Path, site: Path, target: Path) -> list[Path]:
    """Write archive, bill of materials, host configurations and SHA256SUMS for a built site into the folder `target`.

    The archive's name holds the version and a hash of its content: a release is put beside the last one and switched to
    at once. Returns what was written. Raises ValueError and OSError for a site that is not whole.
    """
    target.mkdir(parents=True, exist_ok=True)
    complete(site)
    version = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    content = {path.relative_to(site).as_posix(): path.read_bytes() for path in _files(site)}
    content |= dict(_packed(site, content))
    digest = _digest(content)
    name = f"postlotse-{version}-{digest[:16]}"
    write(site, target, f"{_RELEASES}/{name}")
    archive = target / f"{name}.tar.gz"
    archive.write_bytes(_archive(name, content))
    bill = target / f"{name}.cdx.json"
    bill.write_text(sbom(root, site), "utf-8")
    written = [archive, bill, *(target / name for name in CONFIGURATIONS)]
    sums = target / "SHA256SUMS"
    sums.write_text("".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in written))
    return [*written, sums]


def _files(site: Path) -> list[Path]:
    return sorted(path for path in site.rglob("*") if path.is_file())


def _packed(site: Path, content: dict[str, bytes]) -> list[tuple[str, bytes]]:
    """Return a packed copy for every file that gets smaller by it, as nginx and Caddy look for them."""
    found = []
    for name, data in content.items():
        if Path(name).suffix not in COMPRESSED or len(data) < _WORTH:
            continue
        for coding, suffix in _CODINGS.items():
            small, _ = packed(site / name, coding)
            if len(small) < len(data):
                found.append((name + suffix, small))
    return found


def _digest(content: dict[str, bytes]) -> str:
    total = hashlib.sha256()
    for name in sorted(content):
        total.update(f"{name}\0{len(content[name])}\0".encode() + content[name])
    return total.hexdigest()


def _archive(top: str, content: dict[str, bytes]) -> bytes:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name in sorted(content):
            entry = tarfile.TarInfo(f"{top}/{name}")
            entry.size, entry.mode = len(content[name]), _OWNER_ONLY_WRITES
            entry.mtime = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
            tar.addfile(entry, io.BytesIO(content[name]))
    return gzip.compress(raw.getvalue(), 6, mtime=0)
