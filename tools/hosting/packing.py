"""What travels for a file: packed once, kept on the disk by the content's hash."""

import gzip
import hashlib
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

import brotli  # type: ignore[import-untyped]

from tools.strings import ROOT

_KEPT = ROOT / ".cache" / "packed"


def packed(file: Path, coding: str, quality: int = 11) -> tuple[bytes, str]:
    """Return what travels for a file under a content coding ("br", "gzip" or none), and its entity tag.

    What took long is kept on the disk by the content's hash.
    """
    return _packed(file, file.stat().st_mtime_ns, coding, quality)


@cache
def _packed(file: Path, _changed: int, coding: str, quality: int) -> tuple[bytes, str]:
    data = file.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    tag = f'"{digest[:20]}{f"-{coding}" if coding else ""}"'
    if not coding:
        return data, tag
    kept = _KEPT / f"{digest}.{quality}.{coding}"
    if not kept.exists():
        small = gzip.compress(data, 9, mtime=0) if coding == "gzip" else brotli.compress(data, quality=quality)
        kept.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=_KEPT, delete=False) as half:  # others may be packing the same file
            half.write(small)
        Path(half.name).replace(kept)
    return kept.read_bytes(), tag
