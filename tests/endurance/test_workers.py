"""The worker dies in the middle of a check, again and again: nothing typed is lost, the next try answers."""

import os
from pathlib import Path

import pytest

from tests.browser.shell import BOX, until
from tests.endurance.steps import BROKEN, GOOD, failed, impatient, judged, settled, start, submit

TIMES = int(os.environ.get("ENDURANCE", "12"))  # a hundred: ENDURANCE=100
PATIENCE = 2_000  # milliseconds for a check

# Each is run in the worker: it lets the next check begin and then does its worst.
DEATHS = {
    "killed without a word": "close()",
    "crashes": "setTimeout(() => { throw new Error('crashed on purpose') })",
    "hangs": "for (;;);",
}
TRAP = """
    () => {
        const say = self.postMessage.bind(self);
        let dead = false;
        self.postMessage = (message) => {
            if (dead) return;
            say(message);
            if (message.step !== "check") return;
            dead = true;
            %s;
        };
    }
"""


def pythons(page):
    """Return the workers that Python runs in; the search has one too."""
    return [worker for worker in page.workers if "search" not in worker.url]


@pytest.mark.parametrize("death", DEATHS)
def test_a_worker_that_dies_in_a_check(spf, death):
    page = spf(GOOD)
    impatient(page, PATIENCE)
    for number in range(-(-TIMES // len(DEATHS))):
        text, severity = (GOOD, "good") if number % 2 else (BROKEN, "blocks")
        start(page, text)
        submit(page)
        judged(page, severity)
        pythons(page)[-1].evaluate(TRAP % DEATHS[death])
        start(page, f"{text} ")
        submit(page)
        page.wait_for_selector(".pl-failure")
        settled(page)
        assert failed(page) in {"crash", "time-out"}
        assert page.input_value(BOX) == f"{text} "
        page.click(".pl-retry")
        until(page, "!document.querySelector('.pl-failure')")
        judged(page, severity)
    for _ in range(100):  # the browser takes seconds to end one that does not listen
        if len(pythons(page)) > 1:
            page.wait_for_timeout(100)
    assert len(pythons(page)) == 1


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="no such figures on this system")
def test_a_hundred_checks_take_no_more_memory_than_the_first(spf):
    page = spf(BROKEN)
    client = page.context.new_cdp_session(page)
    sizes = []
    for number in range(101):
        start(page, f"{BROKEN} ip4:192.0.2.{number}")
        page.click(".pl-run")
        until(page, "document.querySelector('.pl-stale')?.hidden")
        if number in {0, 100}:
            client.send("HeapProfiler.collectGarbage")
            sizes.append(resident(page))
    first, last = sizes
    print(f"memory of the tab: {first / 1024:.0f} MB after the first check, {last / 1024:.0f} MB after the hundredth")
    assert last <= 1.2 * first


def resident(page):
    """Return the KB that the tab's process holds for itself."""
    whole = page.context.browser.new_browser_cdp_session()
    found = whole.send("SystemInfo.getProcessInfo")["processInfo"]
    sizes = [private(one["id"]) for one in found if one["type"] == "renderer"]
    return max(sizes)


def private(process):
    """Return the KB of a process that are its own, 0 where it has gone."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))


def test_cancelled_again_and_again(spf):
    page = spf(GOOD)
    for number in range(TIMES):
        text = f"v=spf1 ip4:192.0.2.{number} -all"
        start(page, text)
        submit(page)
        page.wait_for_selector(".pl-wait:not([hidden]), .pl-result")
        page.keyboard.press("Escape")
        until(page, "!document.querySelector('.pl-widget[data-busy]')")
        assert page.input_value(BOX) == text
        assert failed(page) is None
    start(page, BROKEN)
    submit(page)
    until(page, "document.querySelector('.pl-result')?.dataset.severity === 'blocks'")
    settled(page)
    assert len(pythons(page)) == 1
