"""A release is put online at once: whoever asks meanwhile gets the files and the headers of one release."""

import re
import threading
import time

import pytest

from tests.hosting.conftest import small_site
from tests.hosting.servers import Caddy, Nginx
from tests.hosting.test_hosts import fetch
from tools.hosting.hosts import configuration
from tools.hosting.rules import rules

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("hosting")]
NAMES = ("first", "second")
NAME = re.compile("|".join(NAMES))
ENOUGH = 50  # answers of the new release


@pytest.mark.parametrize("kind", [Nginx, Caddy])
def test_no_answer_mixes_two_releases(kind, tmp_path):
    server = kind(tmp_path)
    releases = [small_site(tmp_path / name, f"'sha256-{name}'") for name in NAMES]
    texts = [configuration(server.file, rules(release), str(release)) for release in releases]
    seen, ended = [], threading.Event()

    def ask():
        while not ended.is_set():
            try:
                reply, body = fetch(server.address, "/")
            except ConnectionError:  # closed before it was heard: a browser asks again by itself
                continue
            policy = reply.getheader("Content-Security-Policy")
            seen.append((reply.status, *(NAME.search(text)[0] for text in (policy, body.decode()))))

    server.configure(texts[0])
    with server.running():
        visitor = threading.Thread(target=ask)
        visitor.start()
        try:
            until(lambda: len(seen) > ENOUGH)
            server.configure(texts[1])
            server.reload()
            until(lambda: seen.count((200, "second", "second")) > ENOUGH)
        finally:
            ended.set()
            visitor.join()
    assert set(seen) == {(200, name, name) for name in NAMES}


def until(condition):
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.01)
