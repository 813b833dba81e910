import subprocess
from base64 import b64encode
from pathlib import Path

import pytest

from tools.runtime.node import PyodideError, PyodideRunner
from tools.runtime.program import node

pytestmark = [pytest.mark.pyodide, pytest.mark.xdist_group("runtime")]

HERE = Path(__file__).parent
RARE = (
    "From: MAILER-DAEMON@example.com\nTo: b@example.com\nSubject: Undeliverable\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=cp037\nContent-Transfer-Encoding: base64\n\n"
    + b64encode("<a@example.com>: 550 5.1.1 User unknown\n".encode("cp037")).decode()
)  # a charset so rare that the snapshot does not hold it
REQUESTS = (
    ({"check": "spf", "inputs": {"record": "v=spf1 ipv4:192.0.2.1 -all"}, "lang": "en"}, None),
    ({"check": "auto", "inputs": {"text": "550 5.1.1 <a@example.com>: Recipient unknown"}, "lang": "de"}, None),
    ({"check": "bounce", "inputs": {}, "lang": "en"}, RARE.encode()),
)


@pytest.fixture(scope="module")
def restored(built):
    with PyodideRunner(built) as runner:
        yield runner


@pytest.fixture(scope="module")
def ordinary(built):
    with PyodideRunner(built, ordinary=True) as runner:
        yield runner


@pytest.mark.parametrize(("request_", "file"), REQUESTS)
def test_both_starts_give_the_same(restored, ordinary, request_, file):
    assert restored.run(request_, file) == ordinary.run(request_, file)


def test_an_error_of_ours_names_no_input(restored):
    with pytest.raises(PyodideError) as caught:
        restored.run({"check": "no such check", "inputs": {}, "lang": "en"})
    assert caught.value.args[0]["kind"] == "internal"
    assert "UnknownCheckError" in caught.value.args[0]["detail"]
    assert "no such check" not in caught.value.args[0]["detail"]


def test_every_restored_interpreter_has_its_own_chance(built):
    drawn = {
        subprocess.run(node(HERE / "chance.mjs", built), check=True, capture_output=True, encoding="utf-8").stdout
        for _ in range(2)
    }
    assert len(drawn) == 2


def test_snapshot_file():
    subprocess.run(node(HERE / "snapshot_file.mjs"), check=True)


def test_a_character_has_no_name_and_is_known_all_the_same(built):
    said = subprocess.run(node(HERE / "names.mjs", built), check=True, capture_output=True, encoding="utf-8").stdout
    assert said.split() == ["KeyError", "?", "ValueError", "Ll", "e\u0301"]
