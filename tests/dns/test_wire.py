"""DNS messages: dnspython writes them, `checkers.dns.wire` reads them."""

import random
import struct

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rrset
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkers.dns import Answer, Question, Status
from checkers.dns.model import Fault
from checkers.dns.wire import MAX_ALIASES, answer, failed, query, reply

QUESTION = Question("example.com", "TXT")


def message(*records, question=QUESTION, flags="QR RD RA", rcode="NOERROR", authority=(), **changes):
    """Return the octets of a reply: records as zone-file lines, "owner TTL class type data"."""
    asked = dns.message.from_wire(query(question))
    made = dns.message.make_response(asked)
    made.flags = dns.flags.from_text(flags)
    made.set_rcode(dns.rcode.from_text(rcode))
    for section, lines in ((made.answer, records), (made.authority, authority)):
        for line in lines:
            owner, ttl, class_, type_, data = line.split(" ", 4)
            section.append(dns.rrset.from_text(owner, int(ttl), class_, type_, data))
    for name, value in changes.items():
        setattr(made, name, value)
    return made.to_wire(max_size=65535)


def read(*records, question=QUESTION, **how):
    return answer(question, message(*records, question=question, **how))


@pytest.mark.parametrize("question", [QUESTION, Question("_dmarc.example.com", "MX"), Question(".", "NS")])
def test_a_query_is_what_dnspython_reads_as_one(question):
    asked = dns.message.from_wire(query(question))
    assert (asked.id, asked.opcode(), asked.edns, asked.payload, asked.ednsflags & dns.flags.DO) == (0, 0, 0, 1232, 0)
    assert dns.flags.to_text(asked.flags) == "RD AD"
    assert [str(one) for one in asked.question] == [f"{question.name.rstrip('.')}. IN {question.type}"]


@pytest.mark.parametrize(
    ("name", "type_"),
    [("a..example", "A"), (f"{'a' * 64}.example", "A"), (".".join(["a" * 49] * 6), "A"), ("example.com", "NONSENSE")],
)
def test_what_cannot_be_asked_is_no_query(name, type_):
    assert query(Question(name, type_)) is None
    assert answer(Question(name, type_), message()).fault is Fault.MISMATCH


def test_a_name_of_255_octets_is_asked_and_answered():
    name = ".".join(["a" * 63, "b" * 63, "c" * 63, "d" * 61])
    question = Question(name, "A")
    assert read(f"{name}. 60 IN A 192.0.2.1", question=question).records == ("192.0.2.1",)


@pytest.mark.parametrize("name", ["a b=c.example.com", "ü.example.com", "a\tb.example.com", "*.example.com"])
def test_a_name_of_any_octets_is_asked_as_it_is(name):
    question = Question.ask(name, "A")
    labels = [*name.lower().encode().split(b"."), b""]
    assert dns.message.from_wire(query(question)).question[0].name.labels == tuple(labels)


@pytest.mark.parametrize(
    ("type_", "data", "shown"),
    [
        ("A", "192.0.2.1", "192.0.2.1"),
        ("AAAA", "2001:db8:0::1", "2001:db8::1"),
        ("MX", "10 MX.Example.net.", "10 mx.example.net"),
        ("MX", "0 .", "0 ."),
        ("NS", "NS.example.net.", "ns.example.net"),
        ("PTR", r"a\.b\032c.example.net.", r"a\.b\032c.example.net"),
        ("CNAME", "other.example.net.", "other.example.net"),
        ("SOA", "ns.example.net. root.example.net. 1 2 3 4 5", "ns.example.net. root.example.net. 1 2 3 4 5"),
        ("CAA", '0 issue "ca.example"', '0 issue "ca.example"'),
        ("TYPE65280", r"\# 2 abcd", r"\# 2 abcd"),
    ],
)
def test_records_stand_as_in_a_zone_file(type_, data, shown):
    question = Question("example.com", type_)
    assert read(f"example.com. 60 IN {type_} {data}", question=question).records == (shown,)


@pytest.mark.parametrize(
    ("data", "strings"),
    [
        ('"v=spf1 " "-all"', ("v=spf1 ", "-all")),
        ('""', ("",)),
        (r'"caf\195\169"', ("café",)),
        (r'"caf\195" "\169s"', ("caf", "és")),
        (r'"caf\233"', ("café",)),
        (r'"a\"b\\c\000"', ('a"b\\c\0',)),
    ],
)
def test_strings_are_kept_and_joined(data, strings):
    said = read(f"example.com. 60 IN TXT {data}")
    assert (said.records, said.strings) == (("".join(strings),), (strings,))


def test_a_text_of_64_kb_is_read():
    strings = " ".join(f'"{"x" * 255}"' for _ in range(254))
    said = read(f"example.com. 60 IN TXT {strings}")
    assert [len(record) for record in said.records] == [254 * 255]


def test_the_answer_of_no_records_is_told_from_that_of_no_name():
    assert read() == Answer(Status.NOERROR, authentic=False)
    assert read(rcode="NXDOMAIN", flags="QR RD RA AD") == Answer(Status.NXDOMAIN, authentic=True)


def test_records_of_another_name_class_or_type_are_passed_over():
    said = read("example.net. 60 IN TXT a", "example.com. 60 CH TXT b", "example.com. 60 IN A 192.0.2.1")
    assert (said.status, said.records) == (Status.NOERROR, ())


CHAIN = ("example.com. 60 IN CNAME A.example.net.", "a.example.net. 30 IN CNAME b.example.net.")


def test_aliases_are_followed_in_whatever_order_they_come():
    said = read(*reversed(CHAIN), "b.example.net. 90 IN TXT found")
    assert (said.records, said.aliases) == (("found",), ("a.example.net", "b.example.net"))


def test_an_alias_of_nothing_says_so():
    assert read(*CHAIN, rcode="NXDOMAIN") == Answer(
        Status.NXDOMAIN, aliases=("a.example.net", "b.example.net"), authentic=False
    )
    assert read(*CHAIN).aliases == ("a.example.net", "b.example.net")


def test_who_asks_for_the_alias_gets_it():
    question = Question("example.com", "CNAME")
    said = read(*CHAIN, question=question)
    assert (said.records, said.aliases) == (("a.example.net",), ())


def test_a_loop_of_aliases_is_a_failure():
    said = read(*CHAIN, "b.example.net. 60 IN CNAME a.example.net.")
    assert said == failed(Fault.SERVFAIL)


def test_a_chain_of_aliases_has_an_end():
    names = [f"n{number}.example.net." for number in range(MAX_ALIASES + 1)]
    links = [f"{one} 60 IN CNAME {other}" for one, other in zip(["example.com.", *names], names, strict=False)]
    assert read(*links, f"{names[-1]} 60 IN TXT x").fault is Fault.SERVFAIL
    assert read(*links[:-1], f"{names[-2]} 60 IN TXT x").records == ("x",)


SOA = "example.com. 300 IN SOA ns.example.com. root.example.com. 1 2 3 4 90"


@pytest.mark.parametrize(
    ("records", "how", "ttl"),
    [
        (("example.com. 60 IN TXT a", "example.com. 60 IN TXT b"), {}, 60),
        ((*CHAIN, "b.example.net. 90 IN TXT a"), {}, 30),
        ((), {"authority": (SOA,)}, 90),
        ((), {}, 0),
        ((), {"rcode": "NXDOMAIN", "authority": (SOA,)}, 90),
    ],
)
def test_how_long_an_answer_holds(records, how, ttl):
    assert reply(QUESTION, message(*records, **how)).ttl == ttl


@pytest.mark.parametrize(
    ("how", "fault"),
    [
        ({"rcode": "SERVFAIL"}, Fault.SERVFAIL),
        ({"rcode": "REFUSED"}, Fault.REFUSED),
        ({"rcode": "NOTIMP"}, Fault.REFUSED),
        ({"rcode": "BADVERS"}, Fault.REFUSED),  # its low four bits are those of NOERROR
        ({"rcode": "FORMERR", "sections": [[], [], [], []]}, Fault.REFUSED),
        ({"rcode": "SERVFAIL", "sections": [[], [], [], []]}, Fault.SERVFAIL),
        ({"sections": [[], [], [], []]}, Fault.MISMATCH),
        ({"flags": "QR TC RD RA"}, Fault.TRUNCATED),
        ({"flags": "RD RA"}, Fault.MALFORMED),
    ],
)
def test_each_fault_has_its_name(how, fault):
    assert read(**how) == failed(fault)


def test_a_server_that_only_refers_to_others_has_not_answered():
    delegates = ("com. 60 IN NS ns.example.net.",)
    assert read(flags="QR", authority=delegates).fault is Fault.REFUSED
    assert read(flags="QR RA", authority=delegates).fault is None
    assert read(flags="QR AA", authority=delegates).fault is None
    assert read(CHAIN[0], flags="QR AA").fault is Fault.REFUSED
    assert read(CHAIN[0], flags="QR AA", authority=("example.net. 60 IN SOA . . 1 2 3 4 5",)).fault is None


@pytest.mark.parametrize(
    "other", [Question("example.org", "TXT"), Question("example.com", "A"), Question("www.example.com", "TXT")]
)
def test_an_answer_to_another_question_is_told(other):
    assert answer(QUESTION, message(question=other)) == failed(Fault.MISMATCH)


def test_the_case_of_a_name_is_no_difference():
    octets = message("example.com. 60 IN TXT a").replace(b"\7example\3com", b"\7eXaMPle\3cOm")
    assert answer(QUESTION, octets).records == ("a",)


def test_more_than_a_message_can_hold_is_too_large():
    assert answer(QUESTION, message() + bytes(65_536)) == failed(Fault.TOO_LARGE)


@pytest.mark.parametrize("type_", ["TXT", "MX", "A", "CNAME", "SOA"])
def test_every_part_of_a_message_alone_is_a_fault(type_):
    data = {"TXT": '"a" "b"', "MX": "1 mx.example.com.", "A": "192.0.2.1", "CNAME": "a.example.com."}
    question = Question("example.com", type_)
    whole = message(
        f"example.com. 60 IN {type_} {data.get(type_, '. . 1 2 3 4 5')}", question=question, authority=(SOA,)
    )
    assert answer(question, whole).fault is None
    assert {answer(question, whole[:end]).fault for end in range(len(whole))} == {Fault.MALFORMED}
    assert answer(question, whole + b"\0").fault is Fault.MALFORMED


@pytest.mark.parametrize("pointer", [0xC00C, 0xC01D, 0xFFFF, 0x8000, 0x4001])
def test_a_pointer_that_leads_nowhere_is_a_fault_or_a_name(pointer):
    octets = bytearray(message("example.com. 60 IN MX 1 mx.example.com.", question=Question("example.com", "MX")))
    at = octets.rindex(b"\2mx")
    octets[at : at + 2] = struct.pack("!H", pointer)
    assert answer(Question("example.com", "MX"), bytes(octets)).fault is Fault.MALFORMED


TYPES = st.sampled_from(["A", "AAAA", "CNAME", "MX", "NS", "PTR", "SOA", "TXT", "SPF", "CAA", "OPT", "ANY", "nonsense"])


def _sound(said):
    assert isinstance(said, Answer)
    assert (said.fault is None) != said.failed
    assert not (said.fault and said.records)
    assert not said.strings or ["".join(one) for one in said.strings] == list(said.records)


@given(st.text(max_size=300), TYPES, st.binary(max_size=600))
def test_no_octets_raise(name, type_, octets):
    _sound(answer(Question.ask(name, type_), octets))


@given(TYPES.filter(lambda type_: type_ != "nonsense"), st.binary(max_size=300), st.tuples(*[st.integers(0, 9)] * 3))
def test_no_octets_after_a_good_head_raise(type_, octets, counts):
    question = Question("example.com", type_)
    asked = query(question)[12:-11]
    _sound(answer(question, struct.pack("!6H", 0, 0x8180, 1, *counts) + asked + octets))


@given(st.randoms(use_true_random=False), st.integers(1, 8))
def test_no_octet_changed_raises(chance: random.Random, times):
    octets = bytearray(message(*CHAIN, 'b.example.net. 60 IN TXT "x" "y"', authority=(SOA,)))
    for _ in range(times):
        octets[chance.randrange(len(octets))] = chance.randrange(256)
    _sound(answer(QUESTION, bytes(octets)))


@given(st.lists(st.lists(st.binary(max_size=255), min_size=1, max_size=4), min_size=1, max_size=4))
def test_texts_come_back_as_dnspython_wrote_them(records):
    made = dns.message.from_wire(message())
    data = {dns.rdata.from_wire("IN", "TXT", b"".join(_counted(strings)), 0, _size(strings)) for strings in records}
    made.answer.append(dns.rrset.from_rdata_list("example.com.", 60, list(data)))
    said = answer(QUESTION, made.to_wire(max_size=65535))
    assert sorted(len(record) for record in said.strings) == sorted(len(one.strings) for one in data)


def _counted(strings):
    return [bytes([len(string)]) + string for string in strings]


def _size(strings):
    return sum(map(len, _counted(strings)))
