import pytest

from checkers.dns import Answer, Book, Question, Status, zone_lookup

ZONE = {
    "Example.com.": {"TXT": ["one", ["split ", "in two"]], "MX": ["10 mail.example.com"]},
    "alias.example.com": {"CNAME": ["example.com."]},
    "loop.example.com": {"CNAME": ["loop.example.com"]},
    "dead.example.com": {"*": "timeout", "TXT": "servfail"},
}


def ask(name, type_):
    question = Question.ask(name, type_)
    return zone_lookup(ZONE)([question])[question]


def test_names_are_compared_without_case_and_final_dot():
    assert ask("EXAMPLE.com", "txt") == Answer(
        Status.NOERROR, ("one", "split in two"), (("one",), ("split ", "in two"))
    )


def test_an_absent_name_is_nxdomain_and_an_absent_type_is_empty():
    assert ask("nowhere.example", "TXT") == Answer(Status.NXDOMAIN)
    assert ask("example.com", "A") == Answer(Status.NOERROR)


def test_failures_are_what_they_say():
    assert ask("dead.example.com", "TXT").status is Status.SERVFAIL
    assert ask("dead.example.com", "A").status is Status.TIMEOUT


def test_an_alias_is_followed_and_a_loop_is_not_endless():
    assert ask("alias.example.com", "MX").records == ("10 mail.example.com",)
    assert ask("loop.example.com", "TXT").status is Status.SERVFAIL


@pytest.mark.parametrize("zone", [{"a": []}, {"a": {"TXT": "hello"}}, {"a": {"TXT": 1}}])
def test_another_shape_is_refused(zone):
    with pytest.raises(ValueError, match="zone"):
        zone_lookup(zone)


def test_the_book_remembers_each_open_question_once():
    book = Book({Question.ask("example.com", "TXT"): Answer(Status.NOERROR)})
    assert book.ask("Example.com", "TXT") == Answer(Status.NOERROR)
    assert book.ask("example.com", "MX") is None
    assert book.ask("example.com.", "mx") is None
    assert book.open == (Question("example.com", "MX"),)
