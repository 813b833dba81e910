"""The answers book: what is asked, what a name is an alias of, and what need not be worked out again."""

from checkers.dns import Answer, Book, Question, Status, zone_lookup
from checkers.dns.book import Memory

ADDRESS = Question("www.example.com", "A")
KNOWN = Answer(Status.NOERROR, ("192.0.2.1",))


def test_an_alias_on_the_way_answers_for_the_alias_too():
    zone = {"www.example.com": {"CNAME": ["web.example.net"]}, "web.example.net": {"A": ["192.0.2.1"]}}
    book = Book(zone_lookup(zone)([ADDRESS]))
    assert book.ask("www.example.com", "CNAME") == Answer(Status.NOERROR, ("web.example.net",))
    assert book.known("web.example.net", "CNAME") is None
    assert not book.open


def test_a_zone_says_whether_its_answers_are_authentic():
    zone = {"a.example": {"AD": True, "A": []}, "b.example": {"AD": False, "A": []}, "c.example": {"A": []}}
    said = zone_lookup(zone)([Question(name, "A") for name in zone])
    assert [answer.authentic for answer in said.values()] == [True, False, None]


def test_an_alias_that_leads_nowhere_is_told_with_its_target():
    said = zone_lookup({"a.example": {"CNAME": ["b.example"]}})([Question("a.example", "TXT")])
    assert list(said.values()) == [Answer(Status.NXDOMAIN, aliases=("b.example",))]


class Work:
    """Asks for an address, and counts how often it had to."""

    def __init__(self):
        self.done = 0

    def __call__(self, book):
        self.done += 1
        answer = book.ask("www.example.com", "A")
        return answer.records if answer else None


def test_work_is_done_again_only_where_an_answer_is_new():
    memory: Memory = {}
    work = Work()
    first, second = Book({}, memory), Book({}, memory)
    assert first.once("key", work) is second.once("key", work) is None
    assert work.done == 1
    assert first.open == second.open == (ADDRESS,)
    known = Book({ADDRESS: KNOWN, Question("other.example", "A"): KNOWN}, memory)
    assert known.once("key", work) == ("192.0.2.1",)
    assert work.done == 2
    assert not known.open
    assert Book({ADDRESS: KNOWN}, memory).once("key", work) == ("192.0.2.1",)
    assert work.done == 2


def test_work_inside_work_is_done_again_where_what_it_read_is_new():
    memory: Memory = {}
    work = Work()

    def around(book):
        return book.once("inner", work)

    assert Book({}, memory).once("outer", around) is None
    book = Book({ADDRESS: KNOWN}, memory)
    assert book.once("outer", around) == ("192.0.2.1",)
    assert work.done == 2


def test_work_sees_only_its_own_questions_as_open():
    book = Book()
    book.ask("example.org", "MX")
    assert book.once("key", lambda part: (part.ask("example.net", "A"), part.open)[1]) == (
        Question("example.net", "A"),
    )
    assert book.open == (Question("example.org", "MX"), Question("example.net", "A"))
