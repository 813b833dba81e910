"""A log with thousands of recipients is said in a table; only the first are said one by one."""

import json

import pytest

from checkers.browser import run
from checkers.words.view import MAX_PARTS
from tools.strings import languages

LOG = "".join(
    f"Nov 24 10:00:{number % 60:02} mx postfix/smtp[1]: {number:06X}: to=<user{number}@example.com>, "
    "relay=mx.example.com[192.0.2.1]:25, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: "
    "550 5.1.1 User unknown)\n"
    for number in range(MAX_PARTS + 2)
)


@pytest.mark.parametrize("language", languages())
def test_the_parts_left_out_are_counted(language):
    said = json.loads(run(json.dumps({"check": "bounce", "inputs": {"bounce": LOG}, "lang": language})))
    assert len(said["report"]["parts"]) == MAX_PARTS + 2
    assert len(said["view"]["parts"]) == MAX_PARTS
    assert said["view"]["left_out"].startswith("2 ")
    assert said["view"]["left_out"] in said["view"]["markdown"]
    marks = {mark for piece in said["view"]["source"] for mark in piece.get("marks", ())}
    assert max(marks) < sum(len(part["findings"]) for part in said["view"]["parts"]) + len(said["view"]["findings"])
