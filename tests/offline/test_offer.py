"""Offered, not imposed: nothing before the button, all or nothing after it, and nothing left when it is taken back."""

import pytest

from tests.offline.host import Line
from tests.offline.visit import caches, install, press, registrations, release, state, until

STATUS = ".pl-offline [role=status]"
QUOTA = 60_000  # bytes: not enough for the small site


def limit(page, line, size=None):
    """Let the browser allow the site so many bytes."""
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": line.address} | ({"quotaSize": size} if size else {}))


def test_nothing_happens_before_the_button(page, line):
    for path in ("/", "/de/", "/reference/offline/"):
        page.goto(line.address + path)
    state(page, "none")
    assert "kB" in page.inner_text(STATUS)
    page.wait_for_timeout(500)
    assert (registrations(page), caches(page)) == (0, [])
    assert not {"/sw.js", "/offline.json"} & set(line.asked)


def test_a_copy_that_cannot_be_kept_says_so(page, line):
    line.overrides["/release.json"] = (404, b"")
    page.goto(f"{line.address}/reference/offline/")
    state(page, "not-here")


def test_a_browser_without_service_workers_says_so(page, line):
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    page.goto(f"{line.address}/reference/offline/")
    state(page, "cannot")


def test_an_installation_that_breaks_off_is_nothing_and_goes_on_later(page, line):
    page.goto(f"{line.address}/reference/offline/")
    state(page, "none")
    line.left = 8
    press(page, "install")
    state(page, "network")
    until(lambda: registrations(page) == 0)
    line.plugged, line.left = True, None
    page.goto(line.address)
    assert release(page) == {"1"}  # the half of it serves nothing
    page.goto(f"{line.address}/reference/offline/")
    state(page, "none")
    line.asked.clear()
    press(page, "install")
    state(page, "ready")
    assert "/404.html" not in line.asked  # it had come


def test_an_update_that_breaks_off_leaves_the_old_release(page, line, two):
    install(page, line)
    line.serve(two)
    line.before = lambda path: setattr(line, "plugged", line.plugged and path != "/assets/shell/worker.js")
    page.goto(line.address)
    until(lambda: not line.plugged)
    page.goto(line.address)
    assert release(page) == {"1"}


def test_without_room_it_is_told_and_nothing_is_kept(page, line):
    page.goto(f"{line.address}/reference/offline/")
    state(page, "none")
    limit(page, line, QUOTA)
    press(page, "install")
    state(page, "room")
    assert caches(page) == []
    limit(page, line)
    press(page, "install")
    state(page, "ready")


def test_without_room_for_the_next_release_the_old_one_stays(page, line, two):
    install(page, line)
    limit(page, line, page.evaluate("navigator.storage.estimate().then(({usage}) => usage)") + QUOTA)
    line.serve(two)
    line.asked.clear()
    page.goto(line.address)
    assert page.title() == "2"
    until(lambda: "/offline.json" in line.asked)
    page.wait_for_timeout(1000)
    assert len(caches(page)) == 2  # the old release, and which clients have it
    line.plugged = False
    page.goto(line.address)
    assert release(page) == {"1"}


def test_removal_leaves_nothing_and_open_pages_go_on(page, context, line):
    install(page, line)
    other = context.new_page()
    other.goto(line.address)
    assert release(other) == {"1"}
    press(page, "remove")
    state(page, "removed")
    assert release(other) == {"1"}
    page.goto(line.address)
    page.wait_for_timeout(500)
    assert (registrations(page), caches(page)) == (0, [])
    line.plugged = False
    with pytest.raises(Exception, match="ERR_"):
        page.goto(line.address)


def test_a_copy_of_the_site_below_the_same_host_keeps_what_is_its_own(page, line):
    install(page, line)
    others = "postlotse-offline:/elsewhere/:1"
    page.evaluate("name => caches.open(name)", others)
    page.goto(f"{line.address}/reference/offline/")  # old releases are tidied away
    page.wait_for_timeout(500)
    assert others in caches(page)
    press(page, "remove")
    state(page, "removed")
    assert caches(page) == [others]


def test_what_was_removed_can_be_had_again(page, context, line):
    install(page, line)
    other = context.new_page()
    other.goto(line.address)
    press(page, "remove")
    state(page, "removed")
    press(page, "install")
    state(page, "ready")
    line.plugged = False
    other.reload()
    assert release(other) == {"1"}


def test_removal_in_the_middle_of_a_download_leaves_nothing(page, line):
    page.goto(f"{line.address}/reference/offline/")
    state(page, "none")
    held = []
    line.before = lambda path: until(lambda: held) if path == "/assets/shell/worker.js" else None
    press(page, "install")
    until(lambda: "/assets/same.txt" in line.asked)
    press(page, "remove")
    state(page, "removed")
    held.append(True)
    page.wait_for_timeout(1500)
    assert (registrations(page), caches(page)) == (0, [])


def test_the_worker_answers_only_what_this_site_is_asked_to_give(page, line, one):
    elsewhere = Line(one)
    elsewhere.headers = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
    install(page, line)
    page.goto(line.address)
    by_worker = {}
    page.on("response", lambda response: by_worker.update({response.url: response.from_service_worker}))
    page.evaluate("url => fetch(url).then(answer => answer.text())", f"{elsewhere.address}/assets/same.txt")
    page.evaluate("fetch('/assets/same.txt')")
    page.evaluate("fetch('/de/', {method: 'POST'})")
    elsewhere.close()
    assert by_worker == {
        f"{elsewhere.address}/assets/same.txt": False,
        f"{line.address}/assets/same.txt": True,
        f"{line.address}/de/": False,
    }
