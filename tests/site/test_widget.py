"""The form that the build puts around a page's examples: what a check asks is what its form shows."""

import re

import pytest

from checkers.checks import Check, Field, checks
from tools import widget
from tools.strings import languages, words

CHECK = Check(
    "spf",
    lambda *_: None,
    "record",
    (Field("domain"), Field("spf_result", ("", "pass")), Field("policy", lines=True)),
    asks=True,
)
WORDS = {
    **words("en"),
    "field/domain": "Domain & name",
    "field/spf/domain": "Its <domain>",
    "field/domain/help": "With `code` & more.",
    "field/spf_result": "Result",
    "field/policy": "Policy",
    "choice-of/spf/spf_result/pass": "It passed",
}


@pytest.fixture
def form(monkeypatch):
    monkeypatch.setattr(
        widget, "checks", lambda: {"spf": CHECK, "dkim": Check("dkim", CHECK.run, "record", CHECK.fields)}
    )
    return lambda name="spf": widget.widget(name, "", WORDS, "../")


def test_labels_are_the_check_s_own_or_the_general_ones_and_never_markup(form):
    assert '<label for="pl-field-domain">Its &lt;domain&gt;</label>' in form()
    assert '<label for="pl-field-domain">Domain &amp; name</label>' in form("dkim")


def test_help_describes_its_field(form):
    assert '<p class="pl-hint" id="pl-help-domain">With <code>code</code> &amp; more.</p>' in form()
    assert re.search(r'<input type="text" id="pl-field-domain"[^>]* aria-describedby="pl-help-domain"', form())


def test_choices_are_said_and_the_first_is_the_usual(form):
    options = re.findall(r'<option value="(.*?)">(.*?)</option>', form())
    assert options == [("", words("en")["field/unstated"]), ("pass", "It passed")]


def test_a_check_that_asks_takes_a_line_and_no_file(form):
    asks, takes = form(), form("dkim")
    assert '<input type="text" id="pl-text"' in asks
    assert "pl-choose" not in asks
    assert "<details" not in asks
    assert '<textarea id="pl-text"' in takes
    assert "pl-choose" in takes
    assert '<details class="pl-more">' in takes


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("check", checks())
def test_every_check_has_words_for_its_form(check, language):
    assert widget.widget(check, "", words(language), "../")
