import pytest

from tests.conftest import ROOT
from tools.runtime.node import PyodideRunner

BUILT = ROOT / "build" / "runtime"


@pytest.fixture(scope="module", params=[False, True], ids=["snapshot", "ordinary"])
def pyodide(request):
    """Pyodide under Node, restored from the snapshot and started the ordinary way."""
    assert (BUILT / "runtime.json").exists(), "there is no built runtime: run `make build`"
    with PyodideRunner(BUILT, ordinary=request.param) as runner:
        yield runner
