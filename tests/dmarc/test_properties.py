"""What holds for every record and every answer to a question."""

import itertools
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkers import check
from checkers.checks import checks
from checkers.dmarc.questions import QUESTIONS
from checkers.report import Severity
from tests.conftest import ROOT

PIECES = st.sampled_from(
    [
        *(
            "v=DMARC1",
            "v = DMARC1 ",
            "p=none",
            "p=reject",
            "sp=",
            "np=quarantine",
            "adkim=s",
            "aspf=x",
            "fo=1:d",
            "psd=y",
        ),
        *(
            "t=y",
            "pct=0",
            "pct=50",
            "rf=afrf",
            "ri=1",
            "rua=mailto:a@example.com",
            "ruf=b@example.org",
            "rua=",
            "mailto:",
        ),
        *(
            ";",
            "; ",
            ",",
            ":",
            "=",
            " ",
            "!10m",
            "\n",
            "\t",
            '"',
            "\u201c",
            "\u200b",
            "_dmarc.example.com. IN TXT ",
            "@",
            "%",
        ),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=14).map("".join)


@settings(max_examples=400, deadline=None)
@given(record=TEXTS, domain=TEXTS, spf=TEXTS, dkim=TEXTS)
def test_no_input_raises_and_spans_lie_inside(record, domain, spf, dkim):
    inputs = {"record": record, "domain": domain, "spf_result": "pass", "spf_domain": spf, "dkim_domains": dkim}
    report = check("dmarc", inputs)
    for found in report.findings:
        places = [*found.spans, *(edit.span for edit in (found.fix.edits if found.fix else ()))]
        for span in places:
            assert 0 <= span.start <= span.end <= len(inputs[span.input or "record"])


@settings(max_examples=300, deadline=None)
@given(rest=TEXTS)
def test_what_is_corrected_is_correct(rest):
    record = f"v=DMARC1; p=reject; {rest}".replace("\n", " ")
    fixed = check("dmarc", {"record": record}).fixed
    if fixed is not None:
        again = check("dmarc", {"record": fixed})
        assert again.fixed is None
        assert not [found.code for found in again.findings if found.fix]


@settings(max_examples=200, deadline=None)
@given(domain=TEXTS, reports=TEXTS, stage=TEXTS)
def test_the_builder_takes_any_answer(domain, reports, stage):
    inputs = {"domain": domain, "reports": reports, "stage": stage}
    report = check("dmarc-builder", inputs)
    for found in report.findings:
        for span in found.spans:
            assert 0 <= span.start <= span.end <= len(inputs[span.input or "domain"])


@pytest.mark.parametrize("reports", ["", "dmarc@example.com", "a+b@example.com, dmarc@example.com"])
def test_whatever_is_built_is_sound(reports):
    named = [field for field in QUESTIONS if field.choices]
    for answers in itertools.product(*(field.choices for field in named)):
        inputs = dict(zip((field.name for field in named), answers, strict=True))
        report = check("dmarc-builder", {"domain": "example.com", "reports": reports} | inputs)
        assert report.verdict not in {Severity.BLOCKS, Severity.RISKS, Severity.UNKNOWN}, inputs
        read = check("dmarc", {"record": report.fixed})
        assert {found.code for found in read.findings} <= {found.code for found in report.findings}


def test_the_builder_asks_what_its_form_shows():
    assert checks()["dmarc-builder"].inputs == ("domain", *(field.name for field in QUESTIONS))


def test_the_public_suffix_list_is_loaded_only_where_a_domain_is_judged():
    code = (
        "import sys; from checkers import check; check('dmarc', {'record': 'v=DMARC1; p=none'}); "
        "before = 'publicsuffixlist' in sys.modules; check('dmarc', {'domain': 'example.com'}); "
        "print(before, 'publicsuffixlist' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "True"]


def test_a_permission_has_no_corrected_text_without_its_name():
    name = "example.com._report._dmarc.reports.example"
    report = check("dmarc", {"record": f'{name}. 3600 IN TXT "v=DMARC1\u00a0;"'})
    assert any(found.fix for found in report.findings)
    assert report.fixed is None
