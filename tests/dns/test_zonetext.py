"""What was answered live can be copied, and is the same again when it is pasted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkers.dns.answers import read_answers
from checkers.dns.model import Answer, Fault, Question, Status
from checkers.dns.zonetext import zone_text

LABEL = st.from_regex(r"[a-z0-9_](?:[a-z0-9_-]{0,20}[a-z0-9])?", fullmatch=True)
NAME = st.lists(LABEL, min_size=1, max_size=4).map(lambda labels: ".".join([*labels, "example"]))
STRING = st.text(st.characters(exclude_categories=("Cs",)), max_size=255)
AUTHENTIC = st.sampled_from([None, True, False])


def same(answers):
    pasted = read_answers(zone_text(answers))
    assert not pasted.unread
    assert {question: pasted.answers.get(question) for question in answers} == answers


@st.composite
def texts(draw):
    strings = draw(st.lists(st.lists(STRING, min_size=1, max_size=4).map(tuple), max_size=3, unique_by="".join))
    return "TXT", tuple("".join(record) for record in strings), tuple(strings)


def records(type_, data):
    return st.lists(data, max_size=4, unique=True).map(lambda found: (type_, tuple(found), ()))


DATA = st.one_of(
    texts(),
    records("A", st.ip_addresses(v=4).map(str)),
    records("AAAA", st.ip_addresses(v=6).map(str)),
    records("MX", st.builds("{} {}".format, st.integers(0, 65535), NAME | st.just("."))),
    records("PTR", NAME),
    records("NS", NAME),
)


@st.composite
def answer(draw, number):
    """Return an answer to a question of its own; `number` keeps the names apart."""
    type_, found, strings = draw(DATA)
    status = draw(st.sampled_from([Status.NXDOMAIN, Status.SERVFAIL, Status.NOERROR])) if not found else Status.NOERROR
    aliases = [] if status is Status.SERVFAIL else draw(st.lists(NAME, max_size=3, unique=True))
    name, *way = [f"n{number}-{place}.{name}" for place, name in enumerate([draw(NAME), *aliases])]
    return Question(name, type_), Answer(status, found, strings, tuple(way), draw(AUTHENTIC))


@settings(deadline=None)
@given(st.data())
def test_answers_come_back_as_they_were(data):
    count = data.draw(st.integers(0, 6))
    same(dict(data.draw(answer(number)) for number in range(count)))


@pytest.mark.parametrize("text", ['a"b', "a\\b", "a;b", "a\nb", "ü", "\u2028", "\x85", "“x”", "(", "", " ", "x" * 255])
def test_text_that_a_zone_file_must_escape(text):
    same({Question("example.com", "TXT"): Answer(Status.NOERROR, (text,), ((text,),))})


def test_a_name_of_the_greatest_length():
    name = ".".join(["a" * 63] * 3 + ["b" * 57, "com"])
    same({Question(name, "A"): Answer(Status.NOERROR, ("192.0.2.1",))})


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.SERVFAIL])
def test_what_answered_nothing_is_left_out(fault):
    assert zone_text({Question("example.com", "A"): Answer(Status.SERVFAIL, fault=fault)}) == ""


def test_the_resolvers_own_failure_is_kept():
    pasted = read_answers(zone_text({Question("example.com", "A"): Answer(Status.SERVFAIL, fault=Fault.SERVFAIL)}))
    assert pasted.answers[Question("example.com", "A")] == Answer(Status.SERVFAIL)


@pytest.mark.parametrize("name", ["a b.example.com", "a;b.example.com", "a\nb.example.com", 'a"b.example.com'])
def test_a_name_that_no_line_can_hold_is_left_out(name):
    answers = {
        Question(name, "A"): Answer(Status.NOERROR, ("192.0.2.1",)),
        Question("example.com", "A"): Answer(Status.NOERROR, ("192.0.2.2",)),
    }
    pasted = read_answers(zone_text(answers))
    assert not pasted.unread
    assert [answer.records for question, answer in pasted.answers.items() if question.type == "A"] == [("192.0.2.2",)]
