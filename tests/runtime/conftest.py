import shutil
from pathlib import Path

import pytest

from tools.runtime.build import ROOT, build
from tools.strings import compile_all

CACHE = ROOT / ".cache" / "runtime-tests"


@pytest.fixture(scope="session")
def built():
    compile_all()
    out = CACHE / "out"
    build(out, CACHE)
    return out


@pytest.fixture(scope="session")
def assets(built):
    """The site's assets folder as far as the runtime needs it."""
    folder = CACHE / "assets"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(built, folder / "runtime")
    shutil.copytree(Path(ROOT, "overrides", "assets", "shell"), folder / "shell")
    return folder
