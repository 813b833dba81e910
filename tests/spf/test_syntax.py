"""The grammar as one pattern, and what needs no second look, are what the rules behind them say."""

from hypothesis import given, settings
from hypothesis import strategies as st

from checkers.records.said import Say
from checkers.spf.grammar import fault
from checkers.spf.judge_term import is_ordinary, judge_term
from checkers.spf.parse import MAX_WORDS, parse, parse_term
from checkers.spf.sound import glance
from checkers.spf.syntax import is_valid
from checkers.text.mapped import Mapped
from tests.strategies import TERMS

PIECES = st.sampled_from(
    [*"abx019.:/%{}-_=+~? ", "%{i}", "%{d2r.}", "%{", "%%", "::", "ip6:", "ip4:", "a:", "mx", "include:", "ptr", "all",
     "1.2.3.4", "255.255.255.255", "/24", "//64", "/0", ".com", ".example.com", "exists:", "redirect=", "exp=", "foo=",
     "2001:db8:", ":1", "ffff", "\u00fc", "\u017f", "\u212a", "spf.protection.outlook.com", "10.0.0.0/8"]
)  # fmt: skip
WORDS = st.one_of(TERMS, st.lists(PIECES, max_size=9).map("".join)).map(lambda word: word.replace(" ", "") or "a")


@settings(max_examples=2000, deadline=None)
@given(word=WORDS)
def test_a_word_is_valid_where_no_rule_is_broken(word):
    assert is_valid(word) is (fault(parse_term(word, 0, len(word))) is None)


@settings(max_examples=1500, deadline=None)
@given(word=WORDS)
def test_nothing_is_said_about_what_is_ordinary(word):
    shown = glance(word)
    if shown and is_ordinary(shown):
        assert not list(judge_term(Say(Mapped.of(word)), parse_term(word, 0, len(word))))


@settings(max_examples=500, deadline=None)
@given(word=WORDS)
def test_a_glance_shows_what_parsing_finds(word):
    shown, term = glance(word), parse_term(word, 0, len(word))
    if shown:
        assert (shown.sign, shown.word, shown.value) == (term.qualifier.text, term.word, term.value.text)


def test_behind_many_words_only_broken_ones_are_kept():
    record = parse("v=spf1 " + "a " * (2 * MAX_WORDS) + "moo -all")
    assert [word.text for word in record.words] == [*["a"] * MAX_WORDS, "moo"]
