"""Pyodide's script without what the interpreter does not ask for: sound, pictures, all that a library may want.

Anything unexpected raises ValueError: a new version of Pyodide may be built in another way.
"""

import re
import subprocess
from collections import Counter
from collections.abc import Set as AbstractSet

from tools.runtime.program import node

_OFFERED = re.compile(r"var wasmImports=\{([^{}]*)\}")
_ENTRY = re.compile(r"([A-Za-z_$][\w$]*)(?::([A-Za-z_$][\w$]*))?")
_TYPE = re.compile(r'\b([A-Za-z_$][\w$]*)\.sig="\w*";')
_SHARED = re.compile(r'(?<=[;=])Module\["([A-Za-z_$][\w$]*)"\]=(?:\1;)?')
_NAMED = re.compile(r'(?:\.|\[")([A-Za-z_$][\w$]*)')
_CHANGED = (
    # What it prepares when it starts for drawing and for programs that run in a loop, and how it knows pictures.
    (re.compile(r"for\(let i=0;i<32;\+\+i\)tempFixedLengthArray\.push\(new Array\(i\)\);"), ""),
    (re.compile(r"for\(var i=0;i<=288;\+\+i\)\{miniTempWebGL\w+\[i\]=\w+\.subarray\(0,i\)\}"), ""),
    (re.compile(r'(?:Module\["\w+"\]=MainLoop\.\w+;)+MainLoop\.init\(\);'), ""),
    (re.compile(r"registerPostMainLoop\(\(\)=>SDL[^()]*\(\)\);"), ""),
    (re.compile(r'(?:if\(typeof Browser!="undefined"\))?Browser\.init\(\);?'), ""),
    # It reads a line of Python, which takes longer than to run it; a snapshot has what this would import.
    (
        re.compile(r'(finalizeBootstrap=function\((\w),\w\)\{.{0,40}=)(API\.rawRun\("import _pyodide_core"\))'),
        r'\1\2?[0,""]:\3',
    ),
)
# The policy of every page forbids it, and what it is for is libraries; with it no name could be missed.
_EVAL = re.compile(r"(?<![\w.$])eval\(")


def lean(script: str, loader: str, needed: AbstractSet[str], kept: AbstractSet[str]) -> str:
    """Return Pyodide's script with those functions that are `needed`, by the names that the interpreter has for them.

    `loader` is the script that starts it; `kept` are names that others read from what it shares.
    Raises ValueError where the script is not as expected, subprocess.CalledProcessError where it cannot be read.
    """
    found = _OFFERED.search(script)
    if not found:
        raise ValueError("the script offers its functions in an unknown way")
    entries = [_entry(text) for text in found[1].split(",")]
    missing = needed - {name for name, _ in entries}
    if missing:
        raise ValueError(f"the script does not offer {sorted(missing)}")
    offered = [(name, function) for name, function in entries if name in needed]
    listed = ",".join(f"{name}:{function}" for name, function in offered)
    script = script.replace(found[0], f"var wasmImports={{{listed}}}")
    functions = {function for _, function in offered}
    script = _TYPE.sub(lambda match: match[0] if match[1] in functions else "", script)
    for before, after in _CHANGED:
        script, count = before.subn(after, script)
        if not count:
            raise ValueError(f"nothing in the script is as {before.pattern}")
    named = Counter(_NAMED.findall(script + loader))
    script = _SHARED.sub(lambda match: match[0] if named[match[1]] > 1 or match[1] in kept else "", script)
    command = node("shake.mjs")
    shaken = subprocess.run(command, check=True, input=_EVAL.sub("(0,eval)(", script).encode(), stdout=subprocess.PIPE)
    return shaken.stdout.decode()


def _entry(text: str) -> tuple[str, str]:
    match = _ENTRY.fullmatch(text)
    if not match:
        raise ValueError(f"the script offers a function in an unknown way: {text[:80]}")
    return match[1], match[2] or match[1]
