"""Builds what runs in the browser: Pyodide, the standard library, the checkers, and a snapshot of all of them started.

The snapshot comes in layers: `snapshot.wasm` has what the check of a record needs, `rooms.wasm` upon it all the rest.

    python -m tools.runtime build OUT     OUT/runtime.json and OUT/<hash of the content>/

Order of the rooms: `wheels` (the checkers and what they require) and `stdlib` give sources, `instead` puts small files
of ours (`lean/`) in the place of large ones of theirs, `compiled` turns sources into bytecode, `trim` takes out of
Pyodide what only dynamic libraries need and `data` the names of characters and the texts of help, `lock` lists the
wheels, `snapshot.mjs` starts it all once under Node (for each layer `load.py`, `warm.py` and `freeze.py` run inside,
one after the other; `merge.mjs` and `memory.mjs` make the memory small), `build` puts the folder together.
"""
