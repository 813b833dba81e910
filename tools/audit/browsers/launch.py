"""Starts each browser for a new visitor, and ends it with everything that it left on the disk."""

import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools import browser
from tools.audit.browsers.tab import PlaywrightTab, Tab, WireTab
from tools.audit.browsers.wire import PATIENCE, Http, Marionette, WireError, wait_for_port
from tools.programs import ensure, find, free_port

_PREFERENCES = {
    "marionette.port": 0,  # whichever is free: the profile then says which
    "remote.prefs.recommended": True,
    "app.update.disabledForTesting": True,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "dom.disable_beforeunload": True,
}
_WEBKIT = {"WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}  # programs and Debian's packages of them
# A window without bars, which keep the others from being as narrow as a phone.
_BARE = "window.open('about:blank', '', 'toolbar=no,width=1280,height=800')"
_POPUPS = "--javascript-can-open-windows-automatically=true"
_SCREEN = "1400x1000x24"
_QUIT = 10  # seconds for a program to end by itself


class MissingError(Exception):
    """A browser, or what drives it, is not on this machine."""


class Firefox(WireTab):
    """Firefox's window has a least width: a narrow page is one that is zoomed, as a reader would do it."""

    def narrow(self, width: int) -> None:
        """Zoom until the page is so many CSS pixels wide."""
        self._wire.send("Marionette:SetContext", value="chrome")
        zoom = "const one = gBrowser.selectedBrowser; one.fullZoom = 1; one.fullZoom = window.innerWidth / arguments[0]"
        self._wire.send("ExecuteScript", script=zoom, args=[width])
        self._wire.send("Marionette:SetContext", value="content")


@contextmanager
def firefox() -> Iterator[Tab]:
    """Yield a tab of Firefox; raises MissingError."""
    program = next(iter((find(["firefox"]) or ensure(["firefox-esr"])).values()), None)
    if program is None:
        raise MissingError("no Firefox: install firefox-esr")
    with ExitStack() as stack:
        profile = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _PREFERENCES.items()]
        (profile / "user.js").write_text("\n".join(lines), "utf-8")
        stack.enter_context(running([
            program, "--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--width", "1280",
            "--height", "800", "--profile", str(profile),
        ]))  # fmt: skip
        wire = Marionette(_marionette_port(profile), {})
        yield Firefox("firefox", wire)


@contextmanager
def webkit() -> Iterator[Tab]:
    """Yield a tab of WebKitGTK; raises MissingError."""
    there = ensure(list(_WEBKIT), _WEBKIT)
    mini = next(iter(sorted(Path("/usr").glob("lib*/**/webkit2gtk-4.*/MiniBrowser"))), None)
    if len(there) < len(_WEBKIT) or mini is None:
        raise MissingError("no WebKitGTK: install webkit2gtk-driver and xvfb")
    with ExitStack() as stack:
        screen = stack.enter_context(_screen(there["Xvfb"]))
        home = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        port = free_port()
        places = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), home)
        stack.enter_context(running([there["WebKitWebDriver"], f"--port={port}"], DISPLAY=screen, **places))
        wait_for_port(port)
        wire = Http(f"http://127.0.0.1:{port}", {
            "browserName": "MiniBrowser",
            "webkitgtk:browserOptions": {"binary": str(mini), "args": ["--automation", _POPUPS]},
        })  # fmt: skip
        first = wire.send("GetWindowHandles")
        wire.send("ExecuteScript", script=_BARE, args=[])
        wire.send("SwitchToWindow", handle=next(one for one in wire.send("GetWindowHandles") if one not in first))
        yield WireTab("webkit", wire)


@contextmanager
def chromium() -> Iterator[Tab]:
    """Yield a tab of Chromium; raises MissingError."""
    program = browser.ensure()
    if program is None:
        raise MissingError("no Chromium: install chromium, or set BROWSER_PATH")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile, sync_playwright() as playwright:
        launch = playwright.chromium.launch_persistent_context
        context = launch(profile, executable_path=program, args=list(browser.ARGUMENTS))
        yield PlaywrightTab("chromium", context.pages[0])
        context.close()


BROWSERS = {"chromium": chromium, "firefox": firefox, "webkit": webkit}


@contextmanager
def running(command: list[str], **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in a group of its own, with more in its environment; nothing of the group outlives the context."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, env=os.environ | environment, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(_QUIT)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def _screen(program: str) -> Iterator[str]:
    """Yield the name of a screen that nobody sees; WebKitGTK draws on nothing less."""
    reading, writing = os.pipe()
    command = [program, "-displayfd", str(writing), "-screen", "0", _SCREEN, "-nolisten", "tcp"]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet, pass_fds=[writing])
    os.close(writing)
    try:
        with os.fdopen(reading) as said:
            yield f":{said.readline().strip()}"
    finally:
        process.terminate()
        process.wait(_QUIT)


def _marionette_port(profile: Path) -> int:
    """Return the port that a Firefox with this profile listens on; raises WireError where it never does."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with suppress(OSError, ValueError):
            port = int((profile / "MarionetteActivePort").read_text("utf-8"))
            wait_for_port(port)
            return port
        time.sleep(0.05)
    raise WireError("Firefox never said its port")
