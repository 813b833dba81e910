"""Each known change of a message is named, and nothing else is."""

import base64
import quopri

import pytest

from checkers import check
from checkers.dns import zone_lookup
from checkers.words import catalogue
from tests.message.signing import ED25519, KEY, SHORT_KEY, crlf, ed25519_record, signed, signed_ed25519, zone

HEAD = """From: Anna <anna@example.com>
To: bob@example.org
Subject: Figures
Date: Mon, 23 Nov 2026 10:00:00 +0100
Message-ID: <1@example.com>
MIME-Version: 1.0
"""
PLAIN = HEAD + "Content-Type: text/plain; charset=utf-8\n\nHello Bob,\n\nthese are the figures.\n\nAnna\n"
UMLAUTS = PLAIN.replace("Hello", "Grüße, lieber")
ENCODED = HEAD.replace("MIME-Version: 1.0\n", "MIME-Version: 1.0\nContent-Transfer-Encoding: 8bit\n")
PARTS = (
    HEAD
    + """Content-Type: multipart/alternative; boundary="b1"

--b1
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Grüße

--b1
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit

<p>Grüße</p>

--b1--
"""
)
KEYS = zone() | zone(SHORT_KEY, domain="example.net") | {"e._domainkey.example.com": {"TXT": [ed25519_record()]}}


def explained(message):
    """Return the body's changes and the head's; empty where the signature holds or nothing explains it."""
    report = check("message", {"message": message, "ip": "192.0.2.1"}, lookup=zone_lookup(KEYS))
    part = next(part for part in report.parts if part.check == "dkim")
    found = {one.code: one.values["change"] for one in part.findings if "change" in one.values}
    words = catalogue("en").words
    assert all(f"value/change/{change}" in words for changes in found.values() for change in changes)
    body = found.get("signature.body-added") or found.get("signature.body-explained") or []
    return body, found.get("signature.head-field") or found.get("signature.head-explained") or []


def after(message, mark, text):
    """Return a message with a text put in behind a mark."""
    assert mark in message
    return message.replace(mark, mark + text, 1)


def swap(message, old, new):
    assert old in message
    return message.replace(old, new, 1)


BODIES = {
    "footer": (PLAIN, lambda m: m + b"-- \r\nlist\r\n"),
    "banner": (PLAIN, lambda m: after(m, b"\r\n\r\n", b"CAUTION\r\n\r\n")),
    "part-footer": (PARTS, lambda m: after(m, "Grüße\r\n".encode(), b"\r\nfooter\r\n")),
    "part-banner": (PARTS, lambda m: after(m, b"8bit\r\n\r\n", b"CAUTION\r\n")),
    "part-added": (PARTS, lambda m: swap(m, b"--b1--", b"--b1\r\nContent-Type: text/plain\r\n\r\nads\r\n--b1--")),
    "from-mangled": (PLAIN.replace("these", "From now on"), lambda m: swap(m, b"\nFrom now", b"\n>From now")),
    "dots-doubled": (PLAIN.replace("these", ".these"), lambda m: swap(m, b"\n.these", b"\n..these")),
    "dots-lost": (PLAIN.replace("these", "..these"), lambda m: swap(m, b"\n..these", b"\n.these")),
    "lines-wrapped": (PLAIN, lambda m: swap(m, b"the figures", b"the!\r\n  figures")),
    "blank-start": (PLAIN, lambda m: after(m, b"\r\n\r\n", b"\r\n\r\n")),
    "blank-start-lost": (PLAIN.replace("\n\nHello", "\n\n\nHello"), lambda m: swap(m, b"\r\n\r\n\r\n", b"\r\n\r\n")),
    "byte-order-mark": (PLAIN, lambda m: after(m, b"\r\n\r\n", b"\xef\xbb\xbf")),
    "carriage-returns": (PLAIN, lambda m: m.replace(b"figures.\r\n", b"figures.\r\r\n")),
    "safe-links": (
        PLAIN.replace("figures.", "https://example.com/a?b=c"),
        lambda m: swap(
            m,
            b"https://example.com/a?b=c",
            b"https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.com%2Fa%3Fb%3Dc&data=05%7C02",
        ),
    ),
}
SIMPLE_BODIES = {
    "trailing-space": (PLAIN, lambda m: m.replace(b"figures.\r\n", b"figures. \t\r\n")),
    "signature-space": (PLAIN.replace("Anna\n", "-- \nAnna\n"), lambda m: swap(m, b"-- \r\n", b"--\r\n")),
    "tabs": (PLAIN.replace("these", "\tthese"), lambda m: swap(m, b"\tthese", b"        these")),
    "blank-lines-doubled": (
        PLAIN.replace("\n\nthese", "\nthese").replace("figures.\n\n", "figures.\n"),
        lambda m: m[: m.index(b"Hello")] + m[m.index(b"Hello") :].replace(b"\r\n", b"\r\n\r\n"),
    ),
}


@pytest.mark.parametrize(("change", "form"), [(name, form) for name in BODIES for form in ("relaxed", "simple")])
def test_change_of_the_body(change, form):
    text, make = BODIES[change]
    before = signed(crlf(text), form=f"relaxed/{form}")
    assert explained(before) == ([], [])
    if change != "carriage-returns" or form == "simple":
        assert explained(make(before)) == ([change], [])


@pytest.mark.parametrize("change", SIMPLE_BODIES)
def test_change_that_simple_alone_minds(change):
    text, make = SIMPLE_BODIES[change]
    assert explained(make(signed(crlf(text), form="relaxed/simple"))) == ([change], [])


def test_two_changes_of_the_body():
    text, make = BODIES["from-mangled"]
    assert explained(make(signed(crlf(text))) + b"footer\r\n")[0] == ["from-mangled", "footer"]


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_transfer_encoding(encoding):
    before = signed(crlf(ENCODED + "Content-Type: text/plain; charset=utf-8\n\nGrüße\n"))
    head, _, body = before.partition(b"\r\n\r\n")
    encode = quopri.encodestring if encoding == "quoted-printable" else base64.encodebytes
    coded = encode(body).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    after_it = swap(head, b"8bit", encoding.encode()) + b"\r\n\r\n" + coded
    assert explained(after_it)[0] == ["reencoded"]


def test_transfer_encoding_of_parts():
    before = signed(crlf(PARTS))
    coded = before.replace("Grüße".encode(), b"Gr=C3=BC=C3=9Fe").replace(b"8bit", b"quoted-printable")
    assert explained(coded)[0] == ["reencoded"]


def test_charset():
    before = signed(crlf(UMLAUTS))
    head, _, body = before.partition(b"\r\n\r\n")
    assert explained(head + b"\r\n\r\n" + body.decode().encode("latin-1"))[0] == ["charset"]


def test_message_wrapped_by_a_list():
    before = signed(crlf(PLAIN))
    head, _, body = before.partition(b"\r\n\r\n")
    wrapped = (
        swap(head, b"text/plain; charset=utf-8", b'multipart/mixed; boundary="L"')
        + b"\r\n\r\n--L\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        + body
        + b"\r\n--L\r\nContent-Type: text/plain\r\n\r\nlist footer\r\n--L--\r\n"
    )
    assert explained(wrapped) == (["wrapped"], ["content-type"])


def test_signed_with_bare_line_feeds():
    import hashlib

    body = crlf(PLAIN).partition(b"\r\n\r\n")[2]
    right = base64.b64encode(hashlib.sha256(body).digest())
    wrong = base64.b64encode(hashlib.sha256(body.replace(b"\r\n", b"\n")).digest())
    message = signed(crlf(PLAIN), form="relaxed/simple")
    assert right in message.replace(b"\r\n ", b"")
    assert explained(message.replace(b"\r\n ", b"").replace(right, wrong))[0] == ["line-feeds"]


HEADS = {
    "subject-tag": [
        lambda m: swap(m, b"Subject: ", b"Subject: [list] "),
        lambda m: swap(m, b"Subject: ", b"Subject: [EXTERNAL]"),
        lambda m: swap(m, b"Subject: ", b"Subject: ***SPAM*** "),
        lambda m: swap(m, b"Subject: ", b"Subject: (list) [x] "),
        lambda m: swap(m, b"Subject: ", b"Subject: WARNING: "),
    ],
    "field-added": [
        lambda m: swap(m, b"MIME-Version: 1.0\r\n", b"MIME-Version: 1.0\r\nTo: others@example.org\r\n"),
    ],
    "field-removed": [lambda m: swap(m, b"MIME-Version: 1.0\r\n", b"")],
    "from-rewritten": [
        lambda m: swap(
            m,
            b"From: Anna <anna@example.com>",
            b"From: Anna via list <l@example.org>\r\nX-Original-From: Anna <anna@example.com>",
        ),
        lambda m: swap(
            m, b"From: Anna <anna@example.com>", b"From: l@example.org\r\nReply-To: Anna <anna@example.com>"
        ),
    ],
    "content-type": [lambda m: swap(m, b"charset=utf-8", b'charset="utf-8"')],
}


@pytest.mark.parametrize(("change", "number"), [(name, n) for name, makes in HEADS.items() for n in range(len(makes))])
@pytest.mark.parametrize("form", ["relaxed/relaxed", "simple/relaxed"])
def test_change_of_the_head(change, number, form):
    assert explained(HEADS[change][number](signed(crlf(PLAIN), form=form))) == ([], [change])


def test_encoded_words():
    before = signed(crlf(PLAIN.replace("Figures", "Zahlen für März")))
    coded = "=?UTF-8?B?" + base64.b64encode("Zahlen für März".encode()).decode() + "?="
    assert explained(swap(before, "Zahlen für März".encode(), coded.encode())) == ([], ["words-recoded"])


@pytest.mark.parametrize(
    "make",
    [
        lambda m: swap(m, b"Anna <anna", b"Anna\r\n <anna"),
        lambda m: swap(m, b"text/plain; charset", b"text/plain;\r\n\tcharset"),
    ],
)
def test_folds_count_in_simple_alone(make):
    assert explained(make(signed(crlf(PLAIN), form="simple/simple"))) == ([], ["refolded"])
    assert explained(make(signed(crlf(PLAIN)))) == ([], [])


def test_spaces_behind_all_colons():
    before = signed(crlf(PLAIN), form="simple/simple")
    names = (b"From", b"To", b"Subject", b"Date", b"Message-ID", b"MIME-Version", b"Content-Type", b"DKIM-Signature")
    after_it = before
    for name in names:
        after_it = swap(after_it, name + b": ", name + b":")
    assert explained(after_it) == ([], ["spacing"])


def test_several_changes_of_the_head():
    before = signed(crlf(PLAIN))
    changed = HEADS["subject-tag"][0](HEADS["field-added"][0](HEADS["content-type"][0](before)))
    assert sorted(explained(changed)[1]) == ["content-type", "field-added", "subject-tag"]


def test_ed25519_gives_less_away_but_enough():
    assert ED25519
    assert explained(HEADS["subject-tag"][0](signed_ed25519(crlf(PLAIN)))) == ([], ["subject-tag"])


@pytest.mark.parametrize("old", [b"figures", b"Anna <", b"bob@"])
def test_what_nobody_knows_is_not_explained(old):
    assert explained(swap(signed(crlf(PLAIN), key=KEY), old, b"Other")) == ([], [])
