"""A DNS server, and tests in threads of their own: Playwright leaves an event loop running in the one of all tests."""

from concurrent.futures import Future
from threading import Thread

import pytest

from tests.live.server import serving


def pytest_pyfunc_call(pyfuncitem):
    """Run the test in a thread of its own, where no event loop runs: the command line starts one."""
    wanted = pyfuncitem._fixtureinfo.argnames
    given = {name: pyfuncitem.funcargs[name] for name in wanted}
    done = Future()

    def run():
        try:
            done.set_result(pyfuncitem.obj(**given))
        except BaseException as error:  # noqa: BLE001 - pytest's own for a skip is one, too
            done.set_exception(error)

    Thread(target=run, daemon=True).start()  # a pool would wait for a test that hangs
    done.result()
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
