import pytest

from tests.live.server import serving


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The DNS server of a test process; each test has it serve what it needs."""
    with serving({}, tmp_path_factory.mktemp("dns")) as running:
        yield running


@pytest.fixture(params=["udp", "doh"])
def resolver(server, request):
    """The server's address, as `--resolver` takes it."""
    return server.address if request.param == "udp" else server.doh
