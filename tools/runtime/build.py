"""Puts the runtime together: OUT/runtime.json and the folder that it names.

The folder's name is the hash of what is in it, so hosts and browsers may keep it for ever. What it was made from is
remembered in a cache folder; nothing is made twice.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tools.runtime.compiled import compile_archive
from tools.runtime.lock import lock
from tools.runtime.program import node
from tools.runtime.stdlib import write_stdlib
from tools.runtime.trim import trim
from tools.runtime.wheels import checkers_wheel, installed_wheel, requirements
from tools.strings import LOCALE, languages

ROOT = Path(__file__).resolve().parents[2]
PYODIDE = ROOT / "node_modules" / "pyodide"
SHELL = ROOT / "overrides" / "assets" / "shell"
STDLIB = "python_stdlib.zip"
MANIFEST = "runtime.json"
_LOADER, _SCRIPT, _WASM = "pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm"


def build(out: Path, cache: Path = ROOT / ".cache" / "runtime") -> bool:
    """Bring `out` up to date with the sources; return False where it was so already.

    Raises subprocess.CalledProcessError where the checkers cannot be compiled or do not start.
    """
    made_from = cache / f"made-from-{hashlib.sha256(str(out.resolve()).encode()).hexdigest()[:16]}"
    sources = _hash([*_own_sources(), *_checkers_sources()])
    if (out / MANIFEST).exists() and made_from.exists() and made_from.read_text("ascii") == sources:
        return False
    cache.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="stage-", dir=cache) as temporary:
        stage = Path(temporary)
        folder = stage / "folder"
        folder.mkdir()
        _interpreter(folder)
        shutil.copyfile(_stdlib(cache, stage), folder / STDLIB)
        content = lock(PYODIDE, _wheels(stage, folder))
        (stage / "lock.json").write_text(json.dumps(content), "utf-8")
        for language in languages():
            for words in (f"{language}.json", f"{language}.codes.json"):
                shutil.copyfile(LOCALE / words, folder / f"words-{words}")
        image = _snapshot(folder, stage / "lock.json")
        _publish(folder, content, image, out)
    made_from.write_text(sources, "ascii")
    return True


def _interpreter(folder: Path) -> None:
    """Write Pyodide's own files into `folder`; raise ValueError for a Pyodide that is not built as the one we know."""
    shutil.copyfile(PYODIDE / _LOADER, folder / _LOADER)
    script, loader = ((PYODIDE / name).read_text("utf-8") for name in (_SCRIPT, _LOADER))
    trimmed = trim(script, loader, (PYODIDE / _WASM).read_bytes())
    (folder / _SCRIPT).write_bytes(trimmed.script.encode())
    (folder / _WASM).write_bytes(trimmed.module)


def _stdlib(cache: Path, stage: Path) -> Path:
    """Return the compiled standard library, which changes with Pyodide and this package alone."""
    path = cache / f"stdlib-{_hash(_own_sources())[:16]}.zip"
    if not path.exists():
        write_stdlib(PYODIDE, stage / "source.zip")
        compile_archive(stage / "source.zip", stage / STDLIB)
        for old in cache.glob("stdlib-*.zip"):
            old.unlink(missing_ok=True)
        (stage / STDLIB).replace(path)
    return path


def _wheels(stage: Path, folder: Path) -> dict[Path, Path]:
    plain = stage / "wheels"
    plain.mkdir()
    made = [checkers_wheel(ROOT, plain), *(installed_wheel(package, plain) for package in requirements(ROOT))]
    tag = f"cp{sys.version_info.major}{sys.version_info.minor}-none-any"
    wheels = {path: folder / path.name.replace("py3-none-any", tag) for path in sorted(made)}
    for source, target in wheels.items():
        compile_archive(source, target, bare=True)
    return wheels


def _snapshot(folder: Path, lock_file: Path) -> dict[str, Any]:
    # No terminal and nothing of this machine: it would be in the memory. Windows starts nothing without SYSTEMROOT.
    environment = {"TZ": "UTC"} | {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    command = node("snapshot.mjs", folder, lock_file)
    said = subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env=environment)
    image: dict[str, Any] = json.loads(said.stdout.splitlines()[-1])
    return image


def _publish(folder: Path, content: dict[str, Any], image: dict[str, Any], out: Path) -> None:
    files = {path.name: _described(path) for path in sorted(folder.iterdir())}
    name = hashlib.sha256(json.dumps([files, content], sort_keys=True).encode()).hexdigest()[:16]
    out.mkdir(parents=True, exist_ok=True)
    if not (out / name).exists():
        shutil.move(folder, out / name)
    manifest = folder.parent / MANIFEST
    described = {"folder": name, "files": files, "image": image, "lock": content}
    manifest.write_text(json.dumps(described, indent=1, sort_keys=True) + "\n", "utf-8")
    shutil.move(manifest, out / MANIFEST)
    for old in out.iterdir():
        if old.is_dir() and old.name != name:
            shutil.rmtree(old)


def _described(path: Path) -> dict[str, int | str]:
    data = path.read_bytes()
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _own_sources() -> list[Path]:
    shared = [SHELL / "worker-interpreter.js", SHELL / "worker-snapshot.js"]
    here = Path(__file__).parent
    return [*shared, *here.rglob("*.py"), *here.glob("*.mjs"), ROOT / "package-lock.json", ROOT / "requirements.lock"]


def _checkers_sources() -> Iterable[Path]:
    yield ROOT / "pyproject.toml"
    for path in (ROOT / "checkers").rglob("*"):
        if path.suffix in {".py", ".toml", ".json"}:
            yield path


def _hash(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(paths):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(ROOT).as_posix()} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()
