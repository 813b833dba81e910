"""What a visitor takes along: Markdown, JSON, letters and messages carry a hostile text as text."""

import email
import json
import re
from email import policy
from html.parser import HTMLParser
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from markdown_it import MarkdownIt

from checkers.browser import run
from checkers.checks import checks
from tests.security.stage import VALUES, text

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
COMMON = MarkdownIt("commonmark", {"html": True}).enable("table")
WRITES = ("delist", "abuse", "support")
RECEIVERS = re.compile(r"[\w.+-]+@(microsoft|office365\.microsoft)\.com")
HEADED = (
    "From: a@evil.example\nTo: {value}\nSubject: {value}\nMessage-ID: <{value}@evil.example>\n"
    "Received: from x (evil.example [192.0.2.1]) by y.outbound.protection.outlook.com; "
    "Tue, 24 Nov 2026 09:00:00 +0000\n\n"
    "550 5.7.606 Access denied, banned sending IP [192.0.2.1] {value}\n"
)


class _Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def results(check, content):
    """Yield the result of a check on a text in its main input, then in each of the others."""
    known = checks()[check]
    for name in known.inputs:
        asked = {"check": check, "inputs": {known.main: "192.0.2.1 550 5.7.606", name: content}, "lang": "en"}
        yield json.loads(run(json.dumps(asked)))


@pytest.mark.parametrize("check", checks())
@pytest.mark.parametrize("value", VALUES, ids=lambda value: value["id"])
def test_markdown_shows_it_as_text(check, value):
    for result in results(check, text(value)[:5000]):
        parser = _Elements()
        parser.feed(COMMON.render(result["view"]["markdown"]))
        for tag, attributes in parser.found:
            assert tag not in {"script", "img", "svg", "iframe", "object", "style", "form", "base", "meta", "math"}
            assert not {name for name in attributes if name.startswith("on")}
            address = attributes.get("href") or ""
            assert not address or address.startswith(("https://", "mailto:", "../", "#")) or ":" not in address
            assert "evil.example" not in address


@pytest.mark.parametrize("check", checks())
@pytest.mark.parametrize("value", VALUES, ids=lambda value: value["id"])
def test_a_terminal_is_told_nothing_but_text(check, value):
    for result in results(check, text(value)[:5000]):
        assert not CONTROLS.search(result["view"]["markdown"])


@pytest.mark.parametrize("check", WRITES)
@pytest.mark.parametrize("value", VALUES, ids=lambda value: value["id"])
def test_no_header_of_a_letter_is_added_or_led_elsewhere(check, value):
    content = text(value)[:5000]
    for given in (content, HEADED.replace("{value}", content)):
        for result in results(check, given):
            for written in result["view"]["texts"]:
                _harmless(written)


def _harmless(written):
    if written["href"]:
        address = urlsplit(written["href"])
        assert address.scheme == "mailto"
        assert RECEIVERS.fullmatch(unquote(address.path)), address.path
        assert set(parse_qs(address.query)) <= {"subject", "body"}
        assert all(
            "\n" not in subject and "\r" not in subject for subject in parse_qs(address.query).get("subject", ())
        )
    if written["kind"] == "message":
        message = email.message_from_string(written["text"], policy=policy.compat32)
        assert not [name for name in ("To", "Subject", "From") if len(message.get_all(name, ())) > 1]


def test_json_for_a_terminal_is_the_same_json(capsys, tmp_path):
    from checkers.__main__ import main

    file = tmp_path / "hostile.eml"
    file.write_bytes(b"From: a\xc2\x9b31m\x1b[0m@example.com\n\nx")
    main(["message", str(file), "--json"])
    said = capsys.readouterr().out
    assert not CONTROLS.search(said)
    assert "\x9b" in json.dumps(json.loads(said), ensure_ascii=False)
