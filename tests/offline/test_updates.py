"""Releases come and go: a page and its checks are always of one, and while there is a network of the host's."""

import pytest

from tests.offline.visit import install, press, release, state, stored, until

HOME = ("/", "/de/")


@pytest.mark.parametrize("path", HOME)
def test_without_a_network_pages_and_workers_are_there(page, line, path):
    install(page, line)
    line.plugged = False
    page.goto(line.address + path)
    assert release(page) == {"1"}


def test_a_page_that_is_missing_and_a_folder_without_its_slash(page, line):
    install(page, line)
    line.plugged = False
    assert page.goto(f"{line.address}/none/").status == 404
    assert "missing 1" in page.content()
    page.goto(f"{line.address}/de?q=1")
    assert page.url == f"{line.address}/de/?q=1"


def test_after_a_deployment_a_new_page_is_the_new_one_at_once(page, line, two):
    install(page, line)
    page.goto(line.address)
    assert release(page) == {"1"}
    line.serve(two)
    page.goto(f"{line.address}/de/")
    assert release(page) == {"2"}


def test_a_page_keeps_its_release_until_it_is_loaded_again(page, line, two):
    install(page, line)
    page.goto(line.address)
    line.serve(two)  # between the page and the start of its worker
    assert release(page) == {"1"}
    page.reload()
    assert release(page) == {"2"}


def test_two_tabs_keep_what_each_was_loaded_with(page, context, line, two):
    install(page, line)
    page.goto(line.address)
    line.serve(two)
    other = context.new_page()
    other.goto(line.address)
    assert release(other) == {"2"}
    until(lambda: stored(page) == 2)  # the new one is there beside the old, which the first tab has
    assert [release(page), release(other)] == [{"1"}, {"2"}]
    line.plugged = False
    assert release(page) == {"1"}
    until(lambda: page.reload() and release(page) == {"2"})


def test_a_worker_of_which_nobody_says_whose_it_is_gets_no_mixture(page, context, line, two):
    install(page, line)
    page.goto(line.address)
    page.evaluate("() => Object.assign(ServiceWorker.prototype, { postMessage: () => undefined })")
    assert release(page) == {"1"}  # the release that all pages have
    line.serve(two)
    other = context.new_page()
    other.goto(line.address)
    assert release(other) == {"2"}
    silence = "new Promise((_, reject) => setTimeout(reject, 10_000, new Error('no answer')))"
    with pytest.raises(Exception, match=r"no worker|no answer"):
        page.evaluate(f"Promise.race([window.run(), {silence}])")


def test_the_new_release_replaces_the_old_one_and_works_without_a_network(page, line, two):
    install(page, line)
    line.serve(two)
    line.asked.clear()
    page.goto(line.address)
    until(lambda: stored(page) == 2)
    assert "/assets/same.txt" not in line.asked  # what has not changed is not downloaded again

    def replaced():
        page.goto(f"{line.address}/reference/offline/")
        return stored(page) == 1

    until(replaced)
    line.plugged = False
    page.goto(line.address)
    assert release(page) == {"2"}


def test_a_deployment_in_the_middle_of_an_installation_is_never_a_mixture(page, line, two):
    page.goto(f"{line.address}/reference/offline/")
    state(page, "none")
    line.before = lambda path: line.serve(two) if path == "/assets/shell/worker.js" else None
    press(page, "install")
    state(page, "changed")
    line.before = lambda _: None
    press(page, "install")
    state(page, "ready")
    line.plugged = False
    page.goto(line.address)
    assert release(page) == {"2"}


def test_a_deployment_in_the_middle_of_an_update_leaves_the_old_release_working(page, line, two):
    install(page, line)
    line.serve(two)
    line.overrides["/assets/shell/worker.js"] = (200, b"half of another deployment")
    line.asked.clear()
    page.goto(line.address)
    until(lambda: "/assets/shell/worker.js" in line.asked)
    page.wait_for_timeout(500)
    line.plugged = False
    page.goto(line.address)
    assert release(page) == {"1"}
    line.plugged = True
    line.overrides.clear()
    page.goto(line.address)
    assert release(page) == {"2"}

    def updated():
        line.plugged = True
        page.goto(line.address)
        line.plugged = False
        page.goto(line.address)
        return page.title() == "2"

    until(updated)
    assert release(page) == {"2"}


def test_a_host_that_goes_back_is_followed(page, line, one, two):
    install(page, line)
    line.serve(two)
    page.goto(line.address)
    until(lambda: stored(page) == 2)
    line.serve(one)
    page.goto(line.address)
    assert release(page) == {"1"}


def test_a_host_without_releases_is_not_held_up_by_an_old_one(page, line, two):
    install(page, line)
    line.serve(two)
    line.overrides |= dict.fromkeys(("/sw.js", "/release.json", "/offline.json"), (404, b""))
    page.goto(line.address)
    assert release(page) == {"2"}


@pytest.mark.parametrize("answer", [(200, b"<p>Please log in"), (503, b""), (200, b'{"release": "soon"}')])
def test_a_network_that_is_none_does_not_keep_pages_away(page, line, answer):
    install(page, line)
    line.overrides["/release.json"] = answer
    line.overrides["/"] = answer
    page.goto(line.address)
    assert release(page) == {"1"}


def test_a_host_that_does_not_answer_is_not_waited_for(page, line):
    install(page, line)
    done = []
    line.before = lambda path: until(lambda: done) if path == "/release.json" else None
    page.goto(line.address)
    assert release(page) == {"1"}
    done.append(True)


def test_a_page_from_the_host_gets_nothing_of_the_kept_release(page, line, two):
    install(page, line)
    line.serve(two)
    page.goto(line.address)
    assert page.title() == "2"
    line.plugged = False
    with pytest.raises(Exception, match="no worker"):
        page.evaluate("window.run()")
