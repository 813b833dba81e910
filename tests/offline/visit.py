"""What a visitor does and sees."""

import time

OFFER = ".pl-offline"
PREFIX = "postlotse-offline:/:"


def state(page, wanted, *, seconds=20):
    """Wait until the page about reading offline shows a state."""
    page.wait_for_selector(f'{OFFER}[data-state="{wanted}"]', timeout=seconds * 1000)


def press(page, name):
    page.click(f'{OFFER} [data-do="{name}"]')


def install(page, line):
    """Take the offer and wait until everything is there."""
    page.goto(f"{line.address}/reference/offline/")
    state(page, "none")
    press(page, "install")
    state(page, "ready")


def release(page):
    """Return of which releases a small site's page, its scripts and its workers are: one, or it is a mixture."""
    page.wait_for_function("() => window.run")
    workers = [*started(page, "window.run()"), *started(page, "window.runByAddress()")]
    return {page.title(), page.evaluate("window.scripts"), *workers}


def started(page, script):
    """Start a worker as a visitor does: once more where it says nothing.

    On a busy machine Chromium may lose what a worker asks for in the moment in which the next release takes over.
    """
    answer = page.evaluate(script) or page.evaluate(script)
    assert answer
    return answer


def caches(page):
    return page.evaluate("caches.keys()")


def stored(page):
    """Return how many releases are whole on the device."""
    return page.evaluate(
        """async (prefix) => {
          const names = (await caches.keys()).filter((name) => name.startsWith(prefix));
          const lists = await Promise.all(names.map((cacheName) => caches.match("/offline.json", { cacheName })));
          return lists.filter(Boolean).length;
        }""",
        PREFIX,
    )


def until(condition, *, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.1)


def tamper(page, path, content="damaged"):
    """Put something else in the place of a file of every release; None takes it away. Returns in how many it was."""
    return page.evaluate(
        """async ([prefix, path, content]) => {
          let count = 0;
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            const found = name.startsWith(prefix) && await cache.match(path);
            if (!found) continue;
            count += 1;
            if (content === null) await cache.delete(path);
            else await cache.put(path, new Response(content, { headers: found.headers }));
          }
          return count;
        }""",
        [PREFIX, path, content],
    )


def content(page, path):
    """Return what is stored of a file, None for nothing."""
    return page.evaluate("path => caches.match(path).then(found => found ? found.text() : null)", path)


def registrations(page):
    return page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)")


def end_worker(page):
    """End the service worker as the browser does when it has nothing to do: it forgets what it has not written down."""
    session = page.context.new_cdp_session(page)
    session.send("ServiceWorker.enable")
    session.send("ServiceWorker.stopAllWorkers")
    session.detach()
