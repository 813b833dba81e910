"""Against the package that the list comes with, rule by rule and around each rule."""

import pytest
from publicsuffixlist import PublicSuffixList

from checkers.text.suffixes import suffixes

THEIRS = PublicSuffixList()
RULES = sorted(THEIRS._publicsuffix)
ODD = (
    "",
    ".",
    "a..b",
    "com.",
    "COM",
    "Example.Co.UK.",
    "no-such-tld",
    "a.no-such-tld",
    "-",
    "..",
    "a.b.\ud800",
    "\n.com",
)


def same(name):
    ours = suffixes()
    for unknown in (True, False):
        assert ours.publicsuffix(name, accept_unknown=unknown) == THEIRS.publicsuffix(name, accept_unknown=unknown), (
            name
        )
        assert ours.privatesuffix(name, accept_unknown=unknown) == THEIRS.privatesuffix(name, accept_unknown=unknown), (
            name
        )
    assert ours.is_public(name) == THEIRS.is_public(name), name


def test_every_rule():
    assert len(RULES) > 9000
    for rule in RULES:
        name = rule.lstrip("!").replace("*", "star")
        for around in (name, f"x.{name}", f"y.x.{name}", name.partition(".")[2] or name):
            same(around)


@pytest.mark.parametrize("name", ODD)
def test_odd_names(name):
    same(name)
