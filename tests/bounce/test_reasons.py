"""Reason words beside Sisimai's, over the conformance set."""

import json
from collections import Counter

from checkers.bounce.catalogue import Reason
from tests.bounce.given import bounce
from tests.bounce.reason_words import RULES, SAME

_NO_REASON = {"feedback", "vacation", "delivered", ""}  # no failure at all


def pairs(folder):
    """Yield (file, Sisimai's word, its alternatives, ours) for each recipient that both name."""
    folder = folder / "bounces" / "sisimai"
    for file, entry in sorted(json.loads((folder / "expected.json").read_text("utf-8")).items()):
        facts = [fact for fact in entry.get("facts") or () if fact["reason"] not in _NO_REASON]
        parts = bounce((folder / file).read_bytes()).parts if facts else ()
        if len(parts) == len(facts):
            others = [other["facts"] for other in entry.get("facts_alternatives") or ()]
            for number, (fact, part) in enumerate(zip(facts, parts, strict=True)):
                also = {other[number]["reason"] for other in others if len(other) > number}
                yield file, fact["reason"], also, part.fact("reason")


def test_every_reason_has_its_words_in_sisimai_or_is_ours_alone():
    assert {*SAME} | {"routing", "tenant"} == {*Reason}


def test_reasons_agree_with_sisimai(conformance):
    judged = list(pairs(conformance))
    wrong = [(file, said, ours) for file, said, also, ours in judged if not ({said, *also} & SAME[ours])]
    assert len(judged) > 300
    assert len(wrong) <= 0.1 * len(judged), wrong
    explained = [one for one in wrong if one[1:] in RULES]
    assert len(wrong) - len(explained) <= 0.06 * len(judged), Counter(one[1:] for one in wrong)
    assert {one[1:] for one in explained} == set(RULES), "a rule that explains nothing"
