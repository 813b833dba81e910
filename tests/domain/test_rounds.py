"""In how many rounds a domain is judged, and that nothing is asked or judged twice."""

import pytest

from checkers.checks import checks
from checkers.dns import Book, Question, zone_lookup
from checkers.inputs import Inputs
from checkers.microsoft.view import with_microsoft
from checkers.run import Inquiry
from tests.domain.zones import cases

MAX_ROUNDS = 5
ASKED = {name: case for name, case in cases().items() if "zone" in case}


def judged(case):
    """Return the inquiry of a case when nothing is open, and what each round asked."""
    inquiry, rounds = Inquiry("domain", case["inputs"]), []
    while inquiry.open:
        rounds.append(inquiry.open)
        inquiry.learn(zone_lookup(case["zone"])(inquiry.open))
    return inquiry, rounds


@pytest.mark.parametrize("name", ASKED)
def test_a_domain_is_judged_in_few_rounds_and_no_question_is_asked_twice(name):
    _, rounds = judged(ASKED[name])
    asked = [question for questions in rounds for question in questions]
    assert len(rounds) <= MAX_ROUNDS
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("name", ASKED)
def test_the_report_is_the_same_as_if_all_had_been_known_at_once(name):
    inquiry, _ = judged(ASKED[name])
    given = Inputs(ASKED[name]["inputs"], "domain")
    book = Book(inquiry.answers)
    assert with_microsoft(checks()["domain"].run(given, book, None)) == inquiry.report
    assert not book.open


@pytest.mark.parametrize("name", ASKED)
def test_everything_that_is_asked_is_foreseen(name):
    inquiry, _ = judged(ASKED[name])
    book = Book(inquiry.answers)
    checks()["domain"].run(given := Inputs(ASKED[name]["inputs"], "domain"), book, None)
    foreseen, run = Reading(inquiry.answers), Reading(inquiry.answers)
    checks()["domain"].foresee(given, foreseen)
    checks()["domain"].run(given, run, None)
    assert run.read <= foreseen.read


class Reading(Book):
    """A book that notes what is asked in it, whether it knows the answer or not."""

    def __init__(self, answers):
        super().__init__(answers)
        self.read = set()

    def _find(self, question):
        if question.type != "CNAME" and (answer := super()._find(question)):
            self.read.add(question)
            return answer
        return super()._find(question)


def test_the_first_round_asks_all_that_can_be_foreseen():
    _, rounds = judged(cases()["typical: a mail server of one's own, with everything in order"])
    expected = {
        Question("example.com", "MX"),
        Question("_dmarc.example.com", "TXT"),
        Question("s2026._domainkey.example.com", "TXT"),
        Question("selector1._domainkey.example.com", "TXT"),
        Question("25.2.0.192.in-addr.arpa", "PTR"),
    }
    assert expected <= set(rounds[0])
