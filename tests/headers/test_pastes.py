"""The same headers in every shape that copy and paste gives them say the same."""

import html
import re
import textwrap
from pathlib import Path

import pytest

from checkers import check

HEAD = (Path(__file__).parent / "message.eml").read_text("utf-8")
LINES = re.sub(r"\n[ \t]+", " ", HEAD)  # one field a line
FIELDS = LINES.strip().split("\n")


def columns(text, mark):
    return re.sub(r"^([\w-]+): ?", rf"\1{mark}", text, flags=re.MULTILINE)


def cut(text, width):
    """Return the lines cut anywhere."""
    return "\n".join(line[at : at + width] for line in text.split("\n") for at in range(0, max(len(line), 1), width))


def wrapped(text, width):
    """Return the lines broken between words."""
    lines = (textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) for line in text.split("\n"))
    return "\n".join(piece for pieces in lines for piece in pieces or [""])


SHAPES = {
    "one field a line": LINES,
    "CRLF": HEAD.replace("\n", "\r\n"),
    "CR": HEAD.replace("\n", "\r"),
    "all in one line": " ".join(HEAD.split()),
    "folding without the blank": re.sub(r"\n[ \t]+", "\n", HEAD),
    "HTML, set as it is": f"<html><body><pre>{html.escape(HEAD)}</pre></body></html>",
    "HTML with line breaks": "<div>" + html.escape(HEAD).replace("\n", "<br>\n").replace("  ", "&nbsp; ") + "</div>",
    "HTML in one line": "<div>" + html.escape(LINES).replace("\n", "</div><div>") + "</div>",
    "quoted": "> " + HEAD.replace("\n", "\n> "),
    "quoted twice": ">> " + HEAD.replace("\n", "\n>> "),
    "quoted without a blank": ">" + HEAD.replace("\n", "\n>"),
    "indented": "    " + HEAD.replace("\n", "\n    "),
    "indented, folding lost": re.sub(r"^[ \t]*", "  ", HEAD, flags=re.MULTILINE),
    "an empty line after each": HEAD.replace("\n", "\n\n"),
    "an empty line after each field": LINES.replace("\n", "\n\n"),
    "a table": columns(LINES, "\t"),
    "a numbered table": "\n".join(f"{n}\t{columns(line, chr(9))}" for n, line in enumerate(FIELDS, 1)),
    "names on lines of their own": columns(LINES, "\n"),
    "blanks before the colon": columns(LINES, " : "),
    "no blank after the colon": columns(LINES, ":"),
    "twice": f"{HEAD}\n{HEAD}",
    "words before": f"Hello, these are the headers:\n\n{HEAD}",
    "with a body": f"{HEAD}\nHello\n\nReceived by post: nothing.\n",
    "no-break spaces": HEAD.replace(" ", "\xa0"),
    "from a web page": HEAD.replace("<", "&lt;").replace(">", "&gt;"),
    "bytes": HEAD.encode(),
    "UTF-16": HEAD.encode("utf-16"),
    **{f"cut at {width}": cut(LINES, width) for width in (60, 72, 76, 78, 80, 100, 120, 998)},
    **{f"wrapped at {width}": wrapped(LINES, width) for width in (60, 72, 76, 78, 80, 100, 120)},
}


def facts(text):
    return {fact.name: fact.value for fact in check("headers", {"headers": text}).facts}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_says_the_same(shape):
    assert facts(SHAPES[shape]) == facts(HEAD)


def test_the_order_of_other_fields_does_not_matter():
    received = [line for line in FIELDS if line.startswith("Received:")]
    others = [line for line in FIELDS if not line.startswith("Received:")]
    assert facts("\n".join([*reversed(others), *received])) == facts(HEAD)


def test_places_point_at_what_was_read_in_every_shape():
    for shape, text in SHAPES.items():
        if isinstance(text, str):
            report = check("headers", {"headers": text})
            for name, value in (("cip", "203.0.113.7"), ("dmarc", "dmarc=fail"), ("sfv", "SPM")):
                [span] = [fact.span for fact in report.facts if fact.name == name]
                assert "".join(re.sub(r"[>\s]", "", text[span.start : span.end])) == value, (shape, name)
