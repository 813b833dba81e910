import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkers.dns.model import Status
from checkers.dns.paste import looks_like_answer, read_paste
from checkers.dns.strings import read_strings

DIG = """; <<>> DiG 9.18.24 <<>> TXT example.com
;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1
;; QUESTION SECTION:
;example.com.\t\t\tIN\tTXT

;; ANSWER SECTION:
example.com.\t\t300\tIN\tTXT\t"one " "two"
example.com.\t\t300\tIN\tMX\t10 mail.example.com.
"""
NSLOOKUP_WINDOWS = 'Non-authoritative answer:\r\nexample.com\ttext =\r\n\r\n\t"one "\r\n\t"two"\r\n'
NSLOOKUP_UNIX = 'example.com\ttext = "one " "two"\n'
POWERSHELL_LIST = "Name    : example.com\nType    : TXT\nStrings : {one two}\n"
HOST = 'example.com descriptive text "one " "two"\n'
ZONE = '$TTL 3600\n@ IN TXT ( "one "\n  "two" )\n'


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (DIG, "example.com"),
        (NSLOOKUP_WINDOWS, "example.com"),
        (NSLOOKUP_UNIX, "example.com"),
        (POWERSHELL_LIST, "example.com"),
        (HOST, "example.com"),
        (ZONE, "@"),
        ('example.com. TXT "one two"', "example.com"),
    ],
    ids=["dig", "nslookup-windows", "nslookup-unix", "powershell-list", "host", "zone", "short"],
)
def test_txt_records_of_every_tool(text, name):
    paste = read_paste(text)
    txt = [record for record in paste.records if record.type == "TXT"]
    assert [(record.name, record.data.text) for record in txt] == [(name, "one two")]
    span = txt[0].data.span(0, 3)
    assert text[span.start : span.end] == "one"
    assert text[slice(*txt[0].lines)].strip()


def test_other_types_keep_their_data():
    assert [(record.type, record.data.text) for record in read_paste(DIG).records][1] == ("MX", "10 mail.example.com.")


@pytest.mark.parametrize(
    ("text", "status", "asked"),
    [
        (DIG, Status.NOERROR, "example.com"),
        ("** server can't find a.example: NXDOMAIN", Status.NXDOMAIN, "a.example"),
        ("*** dns can't find a.example: Non-existent domain", Status.NXDOMAIN, "a.example"),
        ("Host a.example not found: 2(SERVFAIL)", Status.SERVFAIL, "a.example"),
        (";; connection timed out; no servers could be reached", Status.TIMEOUT, ""),
        ("Resolve-DnsName : a.example : DNS name does not exist", Status.NXDOMAIN, "a.example"),
        ("a.example has no TXT record", Status.NOERROR, "a.example"),
    ],
)
def test_how_the_lookup_ended(text, status, asked):
    paste = read_paste(text)
    assert (paste.status, paste.asked) == (status, asked)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "v=spf1 a mx -all",
        "v=spf1 A MX -all",
        "v=spf1 a\nmx -all",
        "a mx txt",
        "550 5.7.1 in TXT we trust",
        "From: a@example.com",
    ],
)
def test_other_texts_are_no_answer(text):
    assert not looks_like_answer(text)
    assert read_paste(text) is None


@pytest.mark.parametrize(
    ("text", "strings"),
    [
        ('"a" "b"', ["a", "b"]),
        ('("a"\n"b")', ["a", "b"]),
        (r'"a\"b\\c\;"', ['a"b\\c;']),
        (r'"\226\128\156x\255"', ["\u201cx\xff"]),
        ('""a""', None),
        ('"a', None),
        ("a", None),
        ('"a"b', None),
        ("", None),
        ('""', [""]),
    ],
)
def test_strings(text, strings):
    read = read_strings(text)
    assert (read and [string.text for string in read]) == strings


@given(
    text=st.text()
    | st.sampled_from([DIG, NSLOOKUP_WINDOWS, ZONE, POWERSHELL_LIST]).flatmap(
        lambda t: st.integers(0, len(t)).map(lambda n: t[:n])
    )
)
def test_any_text_can_be_read(text):
    paste = read_paste(text)
    assert (paste is not None) is looks_like_answer(text)
    for record in paste.records if paste else ():
        assert 0 <= record.lines[0] <= record.lines[1] <= len(text) + 1
        if record.data.text:
            span = record.data.span(0, len(record.data))
            assert 0 <= span.start <= span.end <= len(text)
