"""The worker in a real browser, on an origin that exists in the browser alone: every request is answered here."""

import json
import mimetypes
from base64 import b64encode
from urllib.parse import urlsplit

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("runtime")]

ORIGIN = "https://postlotse.test"
CHECK = {"check": "spf", "inputs": {"record": "v=spf1 ipv4:192.0.2.1 -all"}, "lang": "en"}
RARE = (
    "From: MAILER-DAEMON@example.com\nTo: b@example.com\nSubject: Undeliverable\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=cp037\nContent-Transfer-Encoding: base64\n\n"
    + b64encode("<a@example.com>: 550 5.1.1 User unknown\n".encode("cp037")).decode()
)  # a charset so rare that the snapshot does not hold it

DOWNLOADED = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "snapshot.wasm", "words-en.json")  # what is counted

PAGE = """<!doctype html><html lang="en"><title>test</title><script type="module">
import { Runtime } from "/assets/shell/runtime.js";
globalThis.steps = [];
const onProgress = (progress) => steps.push(progress);
globalThis.make = (limits) => new Runtime({ base: `${location.origin}/assets/`, onProgress, limits });
globalThis.runtime = make();
globalThis.kind = (promise) => promise.then(() => "resolved", (error) => error.kind);
</script>"""


class Site:
    """Answers requests from the assets folder; `changed` answers a file name in another way."""

    def __init__(self, assets, page):
        self.assets, self.page = assets, page
        self.asked, self.changed, self.headers, self.console = [], {}, {}, []
        page.context.route("**/*", self.answer)
        page.on("console", lambda message: self.console.append(message.text))

    def answer(self, route):
        url = urlsplit(route.request.url)
        assert url.scheme + "://" + url.netloc == ORIGIN
        name = url.path.rpartition("/")[2]
        self.asked.append(name)
        file = self.assets / url.path.removeprefix("/assets/")
        headers = {"Content-Type": mimetypes.guess_type(name)[0] or "application/octet-stream"}
        if url.path == "/":
            route.fulfill(body=PAGE, headers={"Content-Type": "text/html"} | self.headers.get("", {}))
        elif name in self.changed:
            route.fulfill(**self.changed[name])
        elif file.is_file():
            body = file.read_bytes()
            route.fulfill(body=body, headers=headers | {"Content-Length": str(len(body))} | self.headers.get(name, {}))
        else:
            route.fulfill(status=404)

    def under(self, policy):
        """Open the page anew under a policy, which its worker obeys too."""
        self.headers[""] = {"Content-Security-Policy": policy}
        self.page.reload()
        self.page.wait_for_function("Boolean(globalThis.kind)")

    def run(self, script, argument=None):
        return self.page.evaluate(script, argument)

    def check(self, request=CHECK):
        return self.run("request => runtime.check(request)", request)

    def check_file(self, text):
        file = "new TextEncoder().encode(text).buffer"
        return self.run(f"text => runtime.check({{check: 'bounce', inputs: {{}}, file: {file}, lang: 'en'}})", text)


IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Safari/604.1"


def visited(chromium, assets, **options):
    context = chromium.new_context(**options)
    site = Site(assets, context.new_page())
    site.page.goto(ORIGIN)
    site.page.wait_for_function("Boolean(globalThis.kind)")
    yield site
    context.close()


@pytest.fixture
def site(chromium, assets):
    yield from visited(chromium, assets)


@pytest.fixture
def telephone(chromium, assets):
    """Where Python calls functions in another way: by its name, Pyodide takes it for a browser that lacks a feature."""
    yield from visited(chromium, assets, user_agent=IPHONE)


def test_nothing_is_loaded_before_the_start(site):
    assert "worker.js" not in site.asked
    assert "pyodide.asm.wasm" not in site.asked


def test_restores_and_checks(site):
    result = site.check()
    assert result["report"]["check"] == "spf"
    assert result["view"]["severity"] == result["report"]["verdict"]
    assert "python_stdlib.zip" not in site.asked
    assert not [line for line in site.console if "snapshot" in line]


def test_the_snapshot_holds_where_python_calls_functions_in_another_way(telephone):
    assert telephone.check()["report"]["check"] == "spf"
    assert not [line for line in telephone.console if "snapshot" in line]


def test_progress_counts_the_bytes_that_travel(site, assets):
    site.check()
    steps = site.run("steps")
    assert list(dict.fromkeys(step["step"] for step in steps)) == ["download", "start", "load", "check"]
    last = [step for step in steps if step["step"] == "download"][-1]
    manifest = json.loads((assets / "runtime" / "runtime.json").read_text("utf-8"))
    expected = sum(manifest["files"][name]["bytes"] for name in DOWNLOADED)
    assert (last["loaded"], last["total"]) == (expected, expected)


def test_a_check_of_a_record_does_not_wait_for_all_others(site):
    site.check()
    assert not {"bounces.wasm", "rooms.wasm", "words-en.codes.json"} & set(site.asked)


def test_nor_does_that_of_a_bounce(site):
    assert site.check_file(RARE)["report"]["check"] == "bounce"
    assert {"snapshot.wasm", "bounces.wasm", "words-en.codes.json"} <= set(site.asked)
    assert "rooms.wasm" not in site.asked
    assert not [line for line in site.console if "snapshot" in line]


def test_another_check_starts_with_everything(site):
    assert site.check({**CHECK, "check": "auto", "inputs": {"text": "v=spf1 -all"}})["report"]["check"] == "auto"
    assert {"snapshot.wasm", "bounces.wasm", "rooms.wasm"} <= set(site.asked)
    assert not [line for line in site.console if "snapshot" in line]


@pytest.mark.parametrize("answer", [{"status": 404}, {"body": b"\0asm\1\0\0\0 something else"}])
def test_without_a_good_snapshot_it_starts_the_ordinary_way(site, answer):
    site.changed["snapshot.wasm"] = answer
    assert site.check()["report"]["check"] == "spf"
    assert "python_stdlib.zip" in site.asked
    assert any("snapshot not used" in line for line in site.console)


def test_a_snapshot_of_another_build_is_not_used(site, assets):
    [file] = (assets / "runtime").glob("*/snapshot.wasm")
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    site.changed["snapshot.wasm"] = {"body": bytes(content)}
    assert site.check()["report"]["check"] == "spf"
    assert any("not the content that was built" in line for line in site.console)


def test_what_the_snapshot_lacks_is_fetched_when_missed(site):
    site.check()
    assert "python_stdlib.zip" not in site.asked
    assert "5.1.1" in json.dumps(site.check_file(RARE)["report"])
    assert site.asked.count("python_stdlib.zip") == 1
    site.check_file(RARE)
    assert site.asked.count("python_stdlib.zip") == 1


def test_the_words_of_another_language_are_fetched_when_missed(site):
    site.check()
    assert "words-de.json" not in site.asked
    for _ in range(2):
        assert site.check({**CHECK, "lang": "de"})["view"]["severity_label"] == "Blockiert"
    assert site.asked.count("words-de.json") == 1


def test_without_its_words_it_starts_and_asks_for_them_again(site):
    site.changed["words-en.json"] = {"status": 404}
    site.run("runtime.start('spf')")
    site.changed.clear()
    assert site.check()["view"]["title"]
    assert site.asked.count("words-en.json") == 2


def test_cancel_while_starting_and_start_again(site):
    script = "async request => { const asked = kind(runtime.check(request)); runtime.cancel(); return asked; }"
    assert site.run(script, CHECK) == "cancelled"
    assert site.check()["report"]["check"] == "spf"


def test_cancel_after_the_start_and_start_again(site):
    site.check()
    script = (
        "async request => { const asked = kind(runtime.check(request)); await null; runtime.cancel(); return asked; }"
    )
    assert site.run(script, CHECK) == "cancelled"
    assert site.check()["report"]["check"] == "spf"


def test_too_large_an_input_is_refused_before_anything_is_loaded(site):
    script = (
        "kind(runtime.check({check: 'bounce', inputs: {}, file: new ArrayBuffer(32 * 1024 * 1024 + 1), lang: 'en'}))"
    )
    assert site.run(script) == "input-too-large"
    assert "worker.js" not in site.asked


@pytest.mark.parametrize("name", ["runtime.json", "pyodide.asm.wasm", "pyodide.mjs"])
def test_a_missing_file_is_a_failed_download_and_can_be_tried_again(site, name):
    site.changed[name] = {"status": 404}
    assert site.run("request => kind(runtime.check(request))", CHECK) == "download"
    site.changed.clear()
    assert site.check()["report"]["check"] == "spf"


def test_a_policy_without_webassembly_is_said_and_does_not_hang(site):
    site.under("script-src 'self' 'unsafe-inline'; worker-src 'self' blob:")
    assert site.run("request => kind(runtime.check(request))", CHECK) == "no-wasm"


def test_works_under_a_strict_policy(site):
    scripts = "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'"
    site.under(f"default-src 'none'; {scripts}; connect-src 'self'; worker-src 'self' blob:")
    assert site.check()["report"]["check"] == "spf"


def test_a_mistake_of_ours_leaves_the_interpreter_alive(site):
    assert site.run("kind(runtime.check({check: 'no such', inputs: {}, lang: 'en'}))") == "internal"
    before = len(site.asked)
    assert site.check()["report"]["check"] == "spf"
    assert len(site.asked) == before


def script(body):
    return {"body": body, "content_type": "text/javascript"}


def test_a_worker_that_breaks_is_a_crash_and_the_next_one_may_live(site):
    site.changed["worker.js"] = script("throw new Error('gone')")
    assert site.run("request => kind(runtime.check(request))", CHECK) == "crash"
    site.changed.clear()
    assert site.check()["report"]["check"] == "spf"


def test_silence_while_starting_ends(site):
    site.changed["worker.js"] = script("")
    ask = "request => kind(make({silence: 50, check: 50}).check(request))"
    assert site.run(ask, CHECK) == "boot-timeout"


def test_a_check_that_does_not_end_is_ended(site):
    site.changed["worker.js"] = script("onmessage = () => postMessage({type: 'ready', how: 'ordinary'})")
    ask = "request => kind(make({silence: 60000, check: 50}).check(request))"
    assert site.run(ask, CHECK) == "time-out"
