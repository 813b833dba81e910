"""Builds what runs in the browser: Pyodide, the standard library, the checkers, and a snapshot of all of them started.

    python -m tools.runtime build OUT     OUT/runtime.json and OUT/<hash of the content>/

Order of the rooms: `wheels` (the checkers and what they require) and `stdlib` give sources, `compiled` turns sources
into bytecode, `lock` lists the wheels, `snapshot.mjs` starts it all once under Node, `build` puts the folder together.
"""
