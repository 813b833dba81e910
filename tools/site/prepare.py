"""What the pages need before MkDocs runs, compiled words and the Python runtime: made again only after a change."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from checkers import registry
from tools import facts, glossary, pages, pictures, rule_changes, status_codes, strings
from tools.runtime.build import build as build_runtime
from tools.site import frame
from tools.strings import ROOT

CACHE = ROOT / ".cache"
RUNTIME = ROOT / "build" / "runtime"

_NEVER = ("__pycache__", ".ruff_cache", ".mypy_cache", ".pytest_cache")


def prepare() -> None:
    """Make words and runtime, in that order: the words travel inside the runtime.

    Raises subprocess.CalledProcessError where the checkers do not start.
    """
    words()
    build_runtime(RUNTIME)


def words() -> None:
    """Compile catalogues and code pages to `checkers/locale/*.json`."""
    sources = [path for path in files(ROOT / "checkers" / "locale", ROOT / "docs") if path.suffix in {".po", ".md"}]
    wanted = digest([*sources, ROOT / "tools" / "pages.py", ROOT / "tools" / "strings.py"])
    outputs = [strings.LOCALE / f"{name}{end}" for name in strings.languages() for end in (".json", ".codes.json")]
    stamp = CACHE / "words.stamp"
    if not stamp.exists() or stamp.read_text("utf-8") != wanted or not all(output.exists() for output in outputs):
        pages.write_codes()
        strings.compile_all()
        CACHE.mkdir(exist_ok=True)
        stamp.write_text(wanted, "utf-8")
    caches = (frame.words, facts.rows, status_codes.content, registry.claims, glossary.terms, rule_changes.changes)
    for read in (*caches, pictures.words):
        read.cache_clear()  # `make serve` shows what the files say now


def files(*folders: Path) -> list[Path]:
    """Return every file under the folders that somebody wrote, sorted."""
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not any(part in _NEVER for part in path.parts))


def digest(paths: Iterable[Path]) -> str:
    """Return a hash of the files' names and contents; a file that is not there has no content."""
    total = sha256()
    for path in paths:
        content = path.read_bytes() if path.is_file() else b""
        total.update(f"{path.relative_to(ROOT).as_posix()}\0{len(content)}\0".encode() + content)
    return total.hexdigest()
