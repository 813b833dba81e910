"""The browser's door: questions out and octets in, whatever they are."""

import json
from base64 import b64decode, b64encode

import dns.message
import dns.rcode
import dns.rdatatype
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkers import check, to_json
from checkers.browser import Dialogue, run
from checkers.dns import zone_lookup
from checkers.dns.model import Fault
from tests.browser.resolver import reply

ZONE = {
    "example.com": {"TXT": ["v=spf1 include:_spf.example.com mx -all"], "MX": ["10 mx.example.com."]},
    "_spf.example.com": {"TXT": ["v=spf1 ip4:192.0.2.1 -all"]},
    "mx.example.com": {"A": ["192.0.2.2"]},
}
INPUTS = {"record": ZONE["example.com"]["TXT"][0], "domain": "example.com", "ip": "192.0.2.2"}


def begun(inputs=INPUTS):
    return Dialogue(json.dumps({"check": "spf", "inputs": inputs, "lang": "en"}))


def messages(asked):
    return [dns.message.from_wire(b64decode(question["message"])) for question in json.loads(asked)["questions"]]


def answered(query):
    name, type_ = query.question[0].name, dns.rdatatype.to_text(query.question[0].rdtype)
    types = ZONE.get(name.to_text(omit_final_dot=True))
    records = [f'"{record}"' if type_ == "TXT" else record for record in (types or {}).get(type_, ())]
    rcode = dns.rcode.NXDOMAIN if types is None else dns.rcode.NOERROR
    return reply(query, *(f"{name} {type_} {record}" for record in records), rcode=rcode)


def learned(dialogue, replies):
    dialogue.learn(json.dumps(replies))


def test_what_is_carried_gives_what_a_zone_gives():
    dialogue = begun()
    while asked := dialogue.ask():
        learned(dialogue, [{"message": b64encode(answered(query)).decode()} for query in messages(asked)])
    result = json.loads(dialogue.result())
    assert result["report"] == to_json(check("spf", INPUTS, lookup=zone_lookup(ZONE)))
    assert result["live"]["rounds"] >= 1
    replayed = json.loads(run(json.dumps({"check": "spf", "inputs": INPUTS | {"answers": result["live"]["answers"]}})))
    assert replayed["report"] == result["report"]


def test_without_a_question_there_is_nothing_live():
    dialogue = begun({"record": "v=spf1 -all"})
    assert dialogue.ask() == ""
    assert "live" not in json.loads(dialogue.result())


def test_a_name_that_no_message_can_hold_is_not_asked():
    dialogue = begun({"record": f"v=spf1 include:{'a' * 64}.example.com -all"})
    assert dialogue.ask() == ""
    assert json.loads(dialogue.result())["report"]["needs"] == []


def test_what_nobody_waited_for_stays_open():
    dialogue = begun()
    learned(dialogue, [None for _ in messages(dialogue.ask())])
    assert dialogue.ask() == ""
    assert json.loads(dialogue.result())["report"]["needs"]


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.SERVFAIL])
def test_a_fault_is_named_with_its_questions_and_settles_nothing(fault):
    dialogue = begun()
    learned(dialogue, [{"fault": fault.value} for _ in messages(dialogue.ask())])
    report = json.loads(dialogue.result())["report"]
    [found] = [found for found in report["findings"] if found["code"].startswith("lookup.")]
    assert found["code"] == f"lookup.{fault}"
    assert found["values"]["names"] == [f"{need['name']} {need['type']}" for need in report["needs"]]
    assert report["verdict"] == "unknown"
    assert begun_report()["facts"] == report["facts"]


def begun_report():
    return json.loads(begun().result())["report"]


def test_the_resolvers_own_failure_is_what_a_receiver_meets():
    dialogue = begun()
    while asked := dialogue.ask():
        learned(dialogue, [{"fault": "servfail"} for _ in messages(asked)])
    codes = {found["code"] for found in json.loads(dialogue.result())["report"]["findings"]}
    assert {"lookup.servfail", "spf.temperror"} <= codes


@settings(deadline=None)
@given(st.data())
def test_any_octets_can_come_back(data):
    dialogue = begun()
    for _ in range(40):
        if not (asked := dialogue.ask()):
            break
        replies = []
        for query in messages(asked):
            octets = bytearray(answered(query))
            for place in data.draw(st.lists(st.integers(0, len(octets) - 1), max_size=3)):
                octets[place] = data.draw(st.integers(0, 255))
            cut = data.draw(st.integers(0, len(octets)) | st.just(len(octets)))
            replies.append({"message": b64encode(data.draw(st.just(octets[:cut]) | st.binary(max_size=40))).decode()})
        learned(dialogue, replies)
    else:
        pytest.fail("never ends")
    json.loads(dialogue.result())
