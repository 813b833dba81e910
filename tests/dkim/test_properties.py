"""What holds for keys and pastes of any kind."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkers import check, to_json
from checkers.dkim.base64text import read_base64, write_base64
from checkers.dkim.key import Trouble, read_key, stated_length
from tests.loader import load

RECORDS = [str(case["inputs"]["record"]) for case in load() if case["check"] == "dkim" and "record" in case["inputs"]]
PIECES = st.sampled_from(
    [
        "p=",
        "; ",
        '"',
        "\n",
        " ",
        "=",
        "-",
        "k=ed25519",
        "-----BEGIN PUBLIC KEY-----",
        "-----END PUBLIC KEY-----",
        "CNAME ",
    ]
) | st.sampled_from(RECORDS)


def spans(report):
    for finding in report["findings"]:
        yield from finding["spans"]
        yield from (edit["span"] for edit in finding["fix"] or ())
    yield from (fact["span"] for fact in report["facts"] if fact["span"])
    for part in report["parts"]:
        yield from spans(part)


@st.composite
def pastes(draw):
    text = "".join(draw(st.lists(PIECES | st.text(max_size=5), min_size=1, max_size=6)))
    start = draw(st.integers(0, len(text)))
    return (
        text[:start] + draw(st.sampled_from(["", ";", "*", "\n", "\u200b"])) + text[start + draw(st.integers(0, 3)) :]
    )


@settings(max_examples=300, deadline=None)
@given(text=pastes())
def test_no_paste_raises_and_spans_lie_inside_it(text):
    for span in spans(to_json(check("dkim", {"record": text}))):
        if not span["input"]:
            assert 0 <= span["start"] <= span["end"] <= len(text)


@settings(max_examples=200, deadline=None)
@given(record=st.sampled_from(RECORDS))
def test_a_corrected_text_needs_no_more_correction(record):
    fixed = check("dkim", {"record": record}).fixed
    if fixed is not None:
        again = check("dkim", {"record": fixed})
        assert again.fixed in {None, fixed}


@given(octets=st.binary(max_size=400))
def test_base64_is_read_as_it_is_written(octets):
    read = read_base64(write_base64(octets))
    assert read.octets == octets
    assert not read.odd
    assert read.padding == read.padding_wanted


@given(octets=st.binary(max_size=400) | st.binary(max_size=60).map(lambda tail: b"\x30\x82\x01\x22" + tail))
def test_any_octets_are_a_key_or_the_reason_why_not(octets):
    read = read_key(octets)
    assert (read.key is None) == (read.trouble is not None)
    if read.trouble is Trouble.TRUNCATED:
        assert stated_length(octets) == read.expected > read.size == len(octets)


@pytest.mark.parametrize("kept", [4, 31, 33, 50, 100, 255, 290, 293])
def test_a_key_cut_anywhere_says_how_much_is_missing(kept):
    whole = next(record for record in RECORDS if record.startswith("v=DKIM1; k=rsa; p=MIIBIjAN"))
    octets = base64.b64decode(whole.partition("p=")[2])
    assert len(octets) == 294
    report = check("dkim", {"record": f"v=DKIM1; p={write_base64(octets[:kept])}"})
    [missing] = [found.values["missing"] for found in report.findings if found.code == "dkim.truncated"]
    assert missing == 294 - kept
