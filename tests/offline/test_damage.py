"""What is stored and is not what the release says is never used, and mended where there is a network."""

import pytest

from tests.offline.visit import content, end_worker, install, press, release, state, tamper, until

STATUS = ".pl-offline [role=status]"


@pytest.mark.parametrize("damage", ["damaged", "", None])
def test_a_damaged_page_is_mended(page, line, damage):
    install(page, line)
    assert tamper(page, "/de/index.html", damage) == 1
    line.asked.clear()
    page.goto(f"{line.address}/de/")
    assert "Start 1" in page.content()
    assert "/de/" in line.asked
    assert "Start 1" in content(page, "/de/index.html")
    line.plugged = False
    page.reload()
    assert "Start 1" in page.content()


def test_a_damaged_page_is_not_shown_without_a_network(page, context, line):
    install(page, line)
    tamper(page, "/de/index.html")
    line.plugged = False
    with pytest.raises(Exception, match="ERR_"):
        page.goto(f"{line.address}/de/")
    other = context.new_page()
    other.goto(line.address)
    assert release(other) == {"1"}  # all else goes on


def test_a_damaged_worker_does_not_run_and_is_mended(page, line):
    install(page, line)
    page.goto(line.address)
    tamper(page, "/assets/shell/worker.js", 'postMessage(["damaged"])')
    line.plugged = False
    with pytest.raises(Exception, match="no worker"):
        page.evaluate("window.run()")
    line.plugged = True
    assert release(page) == {"1"}
    line.plugged = False
    assert release(page) == {"1"}


def test_a_damaged_checker_is_mended_from_what_the_browser_itself_kept(page, line):
    install(page, line)
    page.goto(line.address)
    tamper(page, "/assets/runtime/11111111/pyodide.mjs", 'export const release = "damaged"')
    line.plugged = False  # its name changes with its content: the browser need not ask whether it is still good
    assert release(page) == {"1"}


def test_damage_after_a_deployment_is_not_mended_with_another_release(page, line, two):
    install(page, line)
    page.goto(line.address)
    tamper(page, "/assets/shell/worker.js")
    line.serve(two)
    with pytest.raises(Exception, match="no worker"):
        page.evaluate("window.run()")
    page.reload()
    assert release(page) == {"2"}


def test_the_snapshot_is_mended_behind_for_the_next_start(page, line):
    install(page, line)
    page.goto(line.address)
    path = "/assets/runtime/11111111/snapshot.wasm"
    assert tamper(page, path) == 1
    assert page.evaluate("path => fetch(path).then(r => r.text())", path) == "damaged"  # the page's worker holds it
    until(lambda: len(content(page, path)) == 100_000)


def test_a_damaged_list_is_mended(page, line):
    install(page, line)
    assert tamper(page, "/offline.json", "{}") == 1
    end_worker(page)
    page.goto(line.address)
    assert release(page) == {"1"}
    line.plugged = False
    end_worker(page)
    page.reload()
    assert release(page) == {"1"}


def test_a_worker_that_was_ended_still_knows_which_release_each_page_has(page, line, two):
    install(page, line)
    page.goto(line.address)
    assert page.title() == "1"
    line.serve(two)
    end_worker(page)
    assert release(page) == {"1"}
    page.reload()
    end_worker(page)
    assert release(page) == {"2"}


def test_an_examination_finds_and_mends_everything(page, line):
    install(page, line)
    press(page, "examine")
    state(page, "examined")
    tamper(page, "/index.html")
    tamper(page, "/assets/same.txt", None)
    press(page, "examine")
    state(page, "mended")
    assert "2 of 17" in page.inner_text(STATUS)
    tamper(page, "/index.html")
    line.plugged = False
    press(page, "examine")
    state(page, "lost")
    assert "1 of 17" in page.inner_text(STATUS)
