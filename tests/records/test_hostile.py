"""Any input is judged: places lie inside it, and the corrected record needs no further correction."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkers import check, to_json
from checkers.checks import checks

NAMES = ("mta-sts", "tls-rpt", "bimi", "dmarc")
PIECES = st.sampled_from(
    [
        *(
            "v=STSv1",
            "v=TLSRPTv1",
            "v=BIMI1",
            "v=DMARC1",
            "id=1",
            "rua=mailto:a@example.com",
            "l=https://example.com/l.svg",
        ),
        *(
            "; ",
            ";",
            ",",
            " ",
            "=",
            ":",
            "\n",
            "\r\n",
            '"',
            "\\;",
            "“",
            "\u200b",
            "\u00a0",
            "–",
            "\ufeff",
            "&quot;",
            "!10m",
        ),
        *("version: STSv1", "mode: enforce", "mx: *.example.com", "max_age: 604800", "Mode", "max-age: 1 week", "# x"),
        *("a=https://example.com/c.pem", "avp=brnd", "lps=a_b", "_smtp._tls.example.com. IN TXT ", "(", ")", "p=none"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=14).map("".join)
LONG = (
    ";",
    "a=b;",
    " ",
    "\u200b",
    '"',
    "'",
    "\\",
    "=",
    "\n",
    "a=b;\r\n",
    "mx:",
    "id ",
    "<b",
    "&nbsp;",
    "v = ",
    '"a" ',
    "(",
)


def places(report):
    for finding in report["findings"]:
        yield from finding["spans"]
        yield from (edit["span"] for edit in finding["fix"] or ())
    yield from (fact["span"] for fact in report["facts"] if fact["span"])


def inside(name, inputs):
    main = checks()[name].main
    report = to_json(check(name, inputs))
    for place in places(report):
        assert 0 <= place["start"] <= place["end"] <= len(inputs[place["input"] or main])
    return report


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(record=TEXTS)
def test_a_corrected_record_needs_no_correction(name, record):
    fixed = inside(name, {"record": record})["fixed"]
    if fixed is not None:
        assert inside(name, {"record": fixed})["fixed"] is None


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(record=TEXTS, policy=TEXTS, domain=st.sampled_from(["", "example.com", "x", "b\u00fccher.example"]))
def test_two_inputs_do_not_get_mixed_up(record, policy, domain):
    inside("mta-sts", {"record": record, "policy": policy, "domain": domain})


@pytest.mark.parametrize("start", ["", "v=STSv1; ", "version: STSv1\n"])
@pytest.mark.parametrize("piece", LONG)
def test_long_texts_of_one_piece(start, piece):
    text = (start + piece * 20_000)[:20_000]
    inside("mta-sts", {"record": text})
    inside("mta-sts", {"policy": text})
    inside("bimi", {"record": text.replace("STSv1", "BIMI1")})
