import re
import subprocess

import pytest

from tools.runtime.build import PYODIDE
from tools.runtime.program import node
from tools.runtime.trim import trim
from tools.runtime.wasm import (
    CALLS,
    CODE,
    DATA,
    ELEMENT,
    EXPORT,
    FUNCTION,
    IMPORT,
    START,
    Reader,
    bodies,
    elements,
    exports,
    imports,
    instructions,
    sections,
    signed,
    written,
)  # fmt: skip

SCRIPT, LOADER = ((PYODIDE / name).read_text("utf-8") for name in ("pyodide.asm.js", "pyodide.mjs"))
MODULE = (PYODIDE / "pyodide.asm.wasm").read_bytes()


@pytest.fixture(scope="module")
def trimmed():
    return trim(SCRIPT, LOADER, MODULE)


def test_it_is_smaller_and_still_a_module(trimmed, tmp_path):
    assert len(trimmed.module) < 0.85 * len(MODULE)
    assert len(trimmed.script) < 0.3 * len(SCRIPT)
    path = tmp_path / "module.wasm"
    path.write_bytes(trimmed.module)
    script = tmp_path / "validate.cjs"
    script.write_text("process.exit(WebAssembly.validate(require('fs').readFileSync(process.argv[2])) ? 0 : 1)")
    subprocess.run(node(script, path), check=True)


def test_what_the_script_names_is_there(trimmed):
    before, now = ({entry.name for entry in exports(dict(sections(one))[EXPORT])} for one in (MODULE, trimmed.module))
    named = set(re.findall(r'\["(\w+)"\]', trimmed.script))
    assert len(named & before) > 50
    assert named & before <= now


def test_what_the_module_asks_for_is_there(trimmed):
    asked = {entry.name for entry in imports(dict(sections(trimmed.module))[IMPORT])}
    assert len(asked) > 200
    assert not {name for name in asked if name not in trimmed.script}
    assert not {name for name in asked if "_gl" in name}


def test_the_script_is_as_before_but_for_what_it_lacks(trimmed):
    for gone in ("texStorage2D", "IMG_Load_RW", "DeviceMotion"):
        assert gone in SCRIPT
        assert gone not in trimmed.script
    assert "eval(" not in trimmed.script.replace("(0,eval)(", "")


def test_no_long_zeros_travel(trimmed):
    data = dict(sections(trimmed.module))[DATA]
    assert not re.search(rb"\0{100}", data)
    assert len(data) < 0.75 * len(dict(sections(MODULE))[DATA])


def test_nothing_alive_calls_what_was_emptied(trimmed):
    whole, parts = dict(sections(MODULE)), dict(sections(trimmed.module))
    imported = sum(entry.kind == FUNCTION for entry in imports(whole[IMPORT]))
    empty = {
        index + imported
        for index, (now, before) in enumerate(zip(bodies(parts[CODE]), bodies(whole[CODE]), strict=True))
        if now == b"\0\0\x0b" != before
    }
    assert len(empty) > 1000
    for index, body in enumerate(bodies(parts[CODE])):
        if index + imported not in empty:
            assert empty.isdisjoint(named for code, named in instructions(body) if code in CALLS)
    assert empty.isdisjoint([Reader(parts[START]).number(), *elements(parts[ELEMENT])])


@pytest.mark.parametrize(
    ("script", "module", "said"),
    [
        (SCRIPT.replace("___memory_base=", "___other_base="), MODULE, "unknown place"),
        (SCRIPT.replace("var wasmImports=", "var otherImports="), MODULE, "unknown way"),
        (SCRIPT, b"<!doctype html>", "no WebAssembly"),
    ],
    ids=["place", "way", "module"],
)
def test_another_pyodide_is_refused(script, module, said):
    with pytest.raises(ValueError, match=said):
        trim(script, LOADER, module)


def test_an_unknown_instruction_is_refused():
    with pytest.raises(ValueError, match="0xfd"):
        list(instructions(b"\0\xfd\x0b"))


def test_sections_come_out_as_they_went_in():
    assert written(sections(MODULE)) == MODULE
    assert Reader(b"\xe5\x8e\x26").number() == 624485
    assert Reader(b"\xc0\xbb\x78").signed() == -123456
    for value in (0, 1, 63, 64, -1, -64, -65, 1024, 3_336_788):
        assert Reader(signed(value)).signed() == value
