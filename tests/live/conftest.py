"""A DNS server, and tests in threads of their own: Playwright leaves an event loop running in the one of all tests."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.live.server import serving


def pytest_pyfunc_call(pyfuncitem):
    """Run the test in a thread of its own, where no event loop runs: the command line starts one."""
    wanted = pyfuncitem._fixtureinfo.argnames
    given = {name: pyfuncitem.funcargs[name] for name in wanted}
    with ThreadPoolExecutor(1) as pool:
        pool.submit(pyfuncitem.obj, **given).result()
    return True


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The DNS server of a test process; each test has it serve what it needs."""
    with serving({}, tmp_path_factory.mktemp("dns")) as running:
        yield running


@pytest.fixture(params=["udp", "doh"])
def resolver(server, request):
    """The server's address, as `--resolver` takes it."""
    return server.address if request.param == "udp" else server.doh
