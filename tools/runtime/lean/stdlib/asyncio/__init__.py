"""In place of asyncio, which Pyodide's core imports when it starts: no checker waits for anything."""


def get_event_loop() -> None:
    """Raise RuntimeError: there is none."""
    raise RuntimeError
