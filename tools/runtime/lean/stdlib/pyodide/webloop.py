"""In place of pyodide.webloop, which brings asyncio: no checker waits for anything.

Pyodide restores a snapshot only where these modules hold the JavaScript objects that its own hold.
"""

from pyodide_js._api import scheduleCallback  # type: ignore[import-not-found]  # noqa: F401


def _initialize_event_loop() -> None:
    """Pyodide asks for a loop when it starts."""
    from pyodide_js._api import config  # noqa: F401, PLC0415
