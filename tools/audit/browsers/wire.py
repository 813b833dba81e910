"""The commands of W3C WebDriver over the two wires that browsers speak: HTTP and Firefox's Marionette.

Source: https://www.w3.org/TR/webdriver2/ and https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
"""

import json
import socket
import time
from typing import Any, Protocol
from urllib.request import Request, urlopen

PATIENCE = 120.0  # seconds for one command
_TRY = 0.05  # seconds between two tries to reach a program that is starting


class WireError(Exception):
    """The browser refused a command, or is not there."""


class Wire(Protocol):
    """A session with one browser."""

    def send(self, command: str, **given: Any) -> Any:
        """Return the value of a command by its name in the standard; raises WireError."""


_ROUTES = {
    "Navigate": ("POST", "url"),
    "Back": ("POST", "back"),
    "Refresh": ("POST", "refresh"),
    "ExecuteScript": ("POST", "execute/sync"),
    "FindElement": ("POST", "element"),
    "ElementClick": ("POST", "element/{id}/click"),
    "ElementSendKeys": ("POST", "element/{id}/value"),
    "PerformActions": ("POST", "actions"),
    "GetWindowHandles": ("GET", "window/handles"),
    "SwitchToWindow": ("POST", "window"),
    "SetWindowRect": ("POST", "window/rect"),
}


class Http:
    """WebDriver as it is standardised; `address` is the driver's, which must be running."""

    def __init__(self, address: str, capabilities: dict[str, Any]) -> None:
        self._session = address
        opened = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": capabilities}})
        self._session = f"{address}/session/{opened['sessionId']}"

    def send(self, command: str, **given: Any) -> Any:
        """Return the value of a command; raises WireError."""
        method, route = _ROUTES[command]
        path = route.format(**given)
        return self._ask(method, f"/{path}", given if method == "POST" else None)

    def _ask(self, method: str, path: str, given: Any) -> Any:
        body = None if given is None else json.dumps(given).encode()
        head = {"Content-Type": "application/json"}
        request = Request(self._session + path, body, head, method=method)  # noqa: S310  an address of this machine
        try:
            with urlopen(request, timeout=PATIENCE) as reply:  # noqa: S310
                return json.load(reply)["value"]
        except OSError as error:
            said = error.read().decode() if hasattr(error, "read") else ""
            raise WireError(f"{method} {path}: {error} {said}") from error


class Marionette:
    """Firefox's own wire: the same commands as JSON behind their length, on a TCP port of this machine."""

    def __init__(self, port: int, capabilities: dict[str, Any]) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self._rest = b""
        self._count = 0
        self._hear()
        self.send("NewSession", capabilities={"alwaysMatch": capabilities})

    def send(self, command: str, **given: Any) -> Any:
        """Return the value of a command, with its room where that is not "WebDriver"; raises WireError."""
        self._count += 1
        name = command if ":" in command else f"WebDriver:{command}"
        message = json.dumps([0, self._count, name, given]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._hear()
        if error:
            raise WireError(f"{command}: {error['error']}: {error['message']}")
        return result.get("value", result) if isinstance(result, dict) else result

    def _hear(self) -> Any:
        while b":" not in self._rest:
            self._read()
        length, _, self._rest = self._rest.partition(b":")
        while len(self._rest) < int(length):
            self._read()
        message, self._rest = self._rest[: int(length)], self._rest[int(length) :]
        return json.loads(message)

    def _read(self) -> None:
        found = self._socket.recv(1 << 16)
        if not found:
            raise WireError("the browser has gone")
        self._rest += found


def wait_for_port(port: int, seconds: float = 30.0) -> None:
    """Wait until something listens on a port of this machine; raises WireError."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError as error:
            if time.monotonic() > deadline:
                raise WireError(f"nothing listens on port {port}") from error
            time.sleep(_TRY)
        else:
            return
