"""One tab of a browser, as the tests use it: whatever the wire, a visitor's own ways to a page."""

import json
import time
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Page

from tools.audit.browsers.wire import Wire

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # WebDriver 12.2: the name under which an element is passed
_KEYS = {"Control": "\ue009", "Shift": "\ue008", "Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "Space": " "}
_PATIENCE = 90.0  # seconds until a condition is given up; no test depends on how long something takes
_STEP = 0.1  # seconds between two looks


class Tab(Protocol):
    """A tab of a new visitor."""

    name: str

    def open(self, address: str) -> None:
        """Go to an address."""

    def run(self, body: str, *given: Any) -> Any:
        """Return what the body of a JavaScript function returns; `given` are its `arguments`."""

    def click(self, selector: str) -> None:
        """Click the element that a visitor would hit there."""

    def type(self, selector: str, text: str) -> None:
        """Type a text into a field."""

    def press(self, keys: str) -> None:
        """Press keys as in "Control+Enter"."""

    def choose(self, selector: str, file: Path) -> None:
        """Give a file to a file input."""

    def narrow(self, width: int) -> None:
        """Make the page so many CSS pixels wide."""

    def reload(self) -> None:
        """Load the page again."""

    def back(self) -> None:
        """Go back to the page before."""


class WireTab:
    """A tab of a browser that speaks WebDriver."""

    def __init__(self, name: str, wire: Wire) -> None:
        self.name = name
        self._wire = wire

    def open(self, address: str) -> None:
        """Go to an address."""
        self._wire.send("Navigate", url=address)
        # WebKitGTK's driver does not wait in a window that a script has opened.
        until(self, "return location.href === arguments[0] && document.readyState === 'complete'", address)

    def run(self, body: str, *given: Any) -> Any:
        """Return what a function's body returns."""
        function = f"(function () {{ {body} }}).apply(null, {json.dumps(given)})"
        said = self._wire.send("ExecuteScript", script=f"return JSON.stringify({function} ?? null)", args=[])
        return None if said is None else json.loads(said)  # None while one page gives way to the next

    def click(self, selector: str) -> None:
        """Click an element."""
        self._wire.send("ElementClick", id=self._find(selector))

    def type(self, selector: str, text: str) -> None:
        """Type a text."""
        self._wire.send("ElementSendKeys", id=self._find(selector), text=text)

    def press(self, keys: str) -> None:
        """Press keys together."""
        values = [_KEYS.get(key, key) for key in keys.split("+")]
        steps = [{"type": "keyDown", "value": value} for value in values]
        steps += [{"type": "keyUp", "value": value} for value in reversed(values)]
        self._wire.send("PerformActions", actions=[{"type": "key", "id": "keyboard", "actions": steps}])

    def choose(self, selector: str, file: Path) -> None:
        """Give a file to a file input; one that is not shown takes none from WebDriver, so it is shown for that."""
        self.run("document.querySelector(arguments[0]).hidden = false", selector)
        self._wire.send("ElementSendKeys", id=self._find(selector), text=str(file))

    def narrow(self, width: int) -> None:
        """Make the window so wide."""
        self._wire.send("SetWindowRect", width=width, height=800)
        outer = self.run("return innerWidth")
        if outer != width:
            self._wire.send("SetWindowRect", width=width + width - outer, height=800)

    def reload(self) -> None:
        """Load the page again."""
        self._wire.send("Refresh")

    def back(self) -> None:
        """Go back."""
        self._wire.send("Back")

    def _find(self, selector: str) -> str:
        return str(self._wire.send("FindElement", using="css selector", value=selector)[_ELEMENT])


class PlaywrightTab:
    """A tab of Chromium."""

    def __init__(self, name: str, page: Page) -> None:
        self.name = name
        self._page = page

    def open(self, address: str) -> None:
        """Go to an address."""
        self._page.goto(address)

    def run(self, body: str, *given: Any) -> Any:
        """Return what a function's body returns."""
        return self._page.evaluate(f"given => (function () {{ {body} }}).apply(null, given)", list(given))

    def click(self, selector: str) -> None:
        """Click an element."""
        self._page.click(selector)

    def type(self, selector: str, text: str) -> None:
        """Type a text."""
        self._page.focus(selector)
        self._page.keyboard.insert_text(text)

    def press(self, keys: str) -> None:
        """Press keys together."""
        self._page.keyboard.press(keys)

    def choose(self, selector: str, file: Path) -> None:
        """Give a file to a file input."""
        self._page.set_input_files(selector, file)

    def narrow(self, width: int) -> None:
        """Make the page so wide."""
        self._page.set_viewport_size({"width": width, "height": 800})

    def reload(self) -> None:
        """Load the page again."""
        self._page.reload()

    def back(self) -> None:
        """Go back."""
        self._page.go_back()


def until(tab: Tab, body: str, *given: Any) -> Any:
    """Wait until the body of a function returns something true, and return that; raises AssertionError."""
    deadline = time.monotonic() + _PATIENCE
    while not (found := tab.run(body, *given)):
        if time.monotonic() > deadline:
            raise AssertionError(f"{tab.name}: never came true: {body} {given}")
        time.sleep(_STEP)
    return found
