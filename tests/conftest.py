import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def conformance():
    folder = Path(os.environ.get("CONFORMANCE_DIR", ROOT.parent / "shared" / "conformance")).resolve()
    if not folder.is_dir():
        pytest.skip(f"no conformance material at {folder}: set CONFORMANCE_DIR")
    return folder
