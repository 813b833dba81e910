"""Every file that Python starts from is held against the build's hash before it runs."""

import hashlib
import json

import pytest

from tests.security.stage import Tampering, Visitor
from tools.hosting.preview import served

WIDGET = "/authentication/spf/"
NEEDED = ["pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm"]


@pytest.fixture
def host(site_folder):
    return Tampering(site_folder)


@pytest.fixture
def visitor(chromium, host):
    with served(host) as address:
        one = Visitor(chromium, address)
        yield one
        one.context.close()


@pytest.fixture(scope="module")
def runtime(site_folder):
    return json.loads((site_folder / "assets" / "runtime" / "runtime.json").read_text("utf-8"))


def flipped(body):
    """Change one bit in the middle, where no format notices by itself."""
    changed = bytearray(body)
    changed[len(changed) // 2] ^= 1
    return bytes(changed)


def address(runtime, name):
    return f"/assets/runtime/{runtime['folder']}/{name}"


def outcome(visitor):
    page = visitor.open(WIDGET)
    page.fill("#pl-text", "v=spf1 -all")
    visitor.run()
    failed = page.query_selector(".pl-failure")
    return (failed.get_attribute("data-kind"), page.text_content(".pl-failure pre")) if failed else ("", "")


@pytest.mark.parametrize("name", NEEDED)
def test_a_changed_file_stops_the_start(visitor, host, runtime, name):
    host.changed[address(runtime, name)] = flipped
    kind, detail = outcome(visitor)
    assert kind == "download"
    assert detail.startswith(f"{name}: not the content that was built")


@pytest.mark.parametrize("name", ["pyodide.mjs", "pyodide.asm.js"])
def test_what_was_put_into_a_script_does_not_run(visitor, host, runtime, name):
    evil = b"globalThis.fetch('/evil-was-here');"
    host.changed[address(runtime, name)] = lambda body: evil + body
    asked = []
    visitor.context.on("request", lambda request: asked.append(request.url))
    assert outcome(visitor)[0] == "download"
    assert not [url for url in asked if "evil" in url]


def test_a_changed_snapshot_is_not_used(visitor, host, runtime):
    host.changed[address(runtime, "snapshot.wasm")] = flipped
    said = []
    visitor.page.on("console", lambda message: said.append(message.text))
    assert outcome(visitor) == ("", "")
    assert any("snapshot.wasm: not the content that was built" in text for text in said)


def test_changed_archives_stop_an_ordinary_start(chromium, site_folder, runtime):
    archives = [name for name in runtime["files"] if name.endswith((".whl", ".zip"))]
    assert len(archives) > 1
    for name in archives:
        host = Tampering(site_folder)
        host.changed = {address(runtime, "snapshot.wasm"): flipped, address(runtime, name): flipped}
        with served(host) as site:
            visitor = Visitor(chromium, site)
            kind, detail = outcome(visitor)
            visitor.context.close()
        assert (kind, detail.partition(":")[0]) == ("download", name)


@pytest.mark.parametrize("name", NEEDED)
def test_a_damaged_file_is_fetched_anew(visitor, host, runtime, name):
    """Files of the runtime are kept for a year: a damaged one must not stay."""
    host.changed[address(runtime, name)] = flipped
    assert outcome(visitor)[0] == "download"
    host.changed.clear()
    visitor.page.click(".pl-retry")
    visitor.page.wait_for_selector(".pl-widget:not([data-busy]) :is(.pl-result, .pl-failure)", state="attached")
    assert outcome(visitor)[0] in {"", "download"}
    assert outcome(visitor) == ("", "")


def test_changed_words_are_not_shown(visitor, host, runtime):
    """The words of the page's language come early; where they are not the build's the check has none to say."""
    host.changed[address(runtime, "words-en.json")] = lambda body: body.replace(b"valid", b"<img>")
    assert outcome(visitor)[0] != ""
    assert "<img>" not in visitor.page.text_content(".pl-outcome")


def test_every_file_has_a_hash(site_folder, runtime):
    folder = site_folder / "assets" / "runtime" / runtime["folder"]
    for path in folder.iterdir():
        if path.suffix in {".br", ".gz"}:
            continue
        assert runtime["files"][path.name]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
