"""Builds what runs in the browser: Pyodide, the standard library, the checkers, and a snapshot of all of them started.

    python -m tools.runtime build OUT     OUT/runtime.json and OUT/<hash of the content>/

Order of the rooms: `wheels` (the checkers and what they require) and `stdlib` give sources, `compiled` turns sources
into bytecode, `trim` takes out of Pyodide what only dynamic libraries need and `data` the names of characters and the
texts of help, `lock` lists the wheels, `snapshot.mjs` starts it all once under Node (`load.py`, `warm.py` and
`freeze.py` run inside, one after the other; `merge.mjs` and `memory.mjs` make the memory small), `build` puts the
folder together.
"""
