"""One signature: what decides when, and where things stand in the reader's text."""

from datetime import UTC, datetime

import pytest

from checkers import check
from checkers.dkim.key import read_key
from checkers.dkim.verification.arithmetic import ed25519_holds, rsa_signed, usable
from checkers.dkim.verification.canonical import canonical_body, canonical_field
from checkers.dkim.verification.octets import Octets
from checkers.dns import zone_lookup
from tests.message.signing import ED25519, SHORT_KEY, crlf, record, signed, signed_ed25519, with_field, zone

TEXT = "From: Anna <anna@example.com>\nTo: bob@example.org\nSubject: Figures\n\nHello\n"
TIMED = (
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s;"
    " t=1700000000; x=1700086400; h=from:to:subject"
)


def signature(message, now=None, zone_of=None):
    report = check("message", {"message": message}, lookup=zone_lookup(zone_of or zone()), now=now)
    return next(part for part in report.parts if part.check == "dkim")


def codes(part):
    return {found.code for found in part.findings}


@pytest.mark.parametrize(
    ("now", "result", "code"),
    [
        (None, "pass", "signature.pass"),
        (1_700_000_000, "pass", "signature.pass"),
        (1_700_086_400, "pass", "signature.pass"),
        (1_700_086_401, "permerror", "signature.expired"),
    ],
)
def test_expiry_is_judged_by_the_time_that_is_given(now, result, code):
    at = datetime.fromtimestamp(now, UTC) if now else None
    part = signature(with_field(crlf(TEXT), TIMED), at)
    assert (part.fact("result"), codes(part) - {"signature.short-life"}) == (result, {code})


@pytest.mark.parametrize(
    ("taken", "result", "code"),
    [
        ("Tue, 14 Nov 2023 22:13:25 +0000", "pass", "signature.lapsed"),
        ("Fri, 17 Nov 2023 22:13:25 +0000", "permerror", "signature.expired"),
    ],
)
def test_expiry_is_judged_by_the_time_of_delivery(taken, result, code):
    line = (
        f"Received: from mail.example.com (mail.example.com [192.0.2.1]) by mx.example.org with ESMTP id 1; {taken}\r\n"
    )
    message = line.encode() + with_field(crlf(TEXT), TIMED)
    part = signature(message, datetime(2026, 11, 24, tzinfo=UTC))
    assert part.fact("result") == result
    assert code in codes(part)
    assert (part.fact("signed_at"), part.fact("expires_at")) == ("2023-11-14T22:13:20Z", "2023-11-15T22:13:20Z")


@pytest.mark.parametrize(
    ("giver", "helo"),
    [
        ("unknown (HELO mail.example.com) (192.0.2.10)", "mail.example.com"),
        ("host.example.net ([192.0.2.10] helo=mail.example.com)", "mail.example.com"),
        ("mail.example.com (host.example.net [192.0.2.10])", "mail.example.com"),
    ],
)
def test_the_helo_name_is_read_where_servers_write_it(giver, helo):
    line = f"Received: from {giver} by mx.example.org with SMTP; Tue, 14 Nov 2023 22:13:25 +0000\n"
    report = check("message", {"message": line + TEXT}, lookup=zone_lookup(zone()))
    assert next(part for part in report.parts if part.check == "spf").fact("helo") == helo


def test_a_signature_of_tomorrow_is_told():
    part = signature(with_field(crlf(TEXT), TIMED), datetime.fromtimestamp(1_600_000_000, UTC))
    assert part.fact("result") == "pass"
    assert "signature.future" in codes(part)


def test_expiry_does_not_hide_a_failure():
    part = signature(with_field(crlf(TEXT), TIMED).replace(b"Hello", b"Hallo"), datetime.fromtimestamp(1.8e9, UTC))
    assert part.fact("result") == "fail"


@pytest.mark.parametrize(
    ("body", "simple", "relaxed"),
    [
        (b"", b"\r\n", b""),
        (b"\r\n", b"\r\n", b""),
        (b"\r\n\r\n\r\n", b"\r\n", b""),
        (b" \t\r\n\r\n", b" \t\r\n", b""),
        (b"a", b"a\r\n", b"a\r\n"),
        (b"a \t b \r\n", b"a \t b \r\n", b"a b\r\n"),
        (b"a\t\r\n\r\n \r\n", b"a\t\r\n\r\n \r\n", b"a\r\n"),
        (b"  a\r\n", b"  a\r\n", b" a\r\n"),
        (b"a \t", b"a \t\r\n", b"a\r\n"),
        (b"a\r\r\n\r\n", b"a\r\r\n", b"a\r\r\n"),
        (b"a\r", b"a\r\r\n", b"a\r\r\n"),
        (b"\n".join([b""] * 3).replace(b"\n", b"\r\n") + b"a\r\n", b"\r\n\r\na\r\n", b"\r\n\r\na\r\n"),
    ],
)
def test_canonical_bodies(body, simple, relaxed):
    assert canonical_body(body, relaxed=False) == simple
    assert canonical_body(body, relaxed=True) == relaxed


@pytest.mark.parametrize(
    ("field", "canonical"),
    [
        (b"SUBJect: AbC\r\n", b"subject:AbC\r\n"),  # RFC 6376 3.4.5
        (b"B \t: Y\t\r\n\tZ  \r\n", b"b:Y Z\r\n"),
        (b"X:\r\n", b"x:\r\n"),
        (b"X: \r\n \r\n a\r\n", b"x:a\r\n"),
    ],
)
def test_canonical_fields(field, canonical):
    assert canonical_field(field, field.index(b":")) == canonical


def test_repeated_names_mean_fields_from_the_bottom_up():
    text = "X: one\nX: two\n" + TEXT
    before = signed(crlf(text), headers=(b"from", b"x"))
    assert signature(before.replace(b"X: one", b"X: eins")).fact("result") == "pass"
    assert signature(before.replace(b"X: two", b"X: zwei")).fact("result") == "fail"


def test_over_signing_keeps_a_second_field_out():
    once = signed(crlf(TEXT), headers=(b"from", b"subject"))
    twice = signed(crlf(TEXT), headers=(b"from", b"subject", b"subject"))
    add = (b"Subject: Figures", b"Subject: x\r\nSubject: Figures")
    assert signature(once.replace(*add)).fact("result") == "pass"
    assert signature(twice.replace(*add)).fact("result") == "fail"


def test_the_padding_of_an_rsa_signature_is_compared_whole():
    spki = record(SHORT_KEY).partition("p=")[2]
    import base64

    import dkim

    key = read_key(base64.b64decode(spki)).key
    private = dkim.crypto.parse_pem_private_key(SHORT_KEY)
    digest, info = b"d" * 32, bytes.fromhex("3031300d060960864801650304020105000420")

    def made(encoded):
        number = pow(int.from_bytes(encoded), private["privateExponent"], private["modulus"])
        return number.to_bytes(128)

    padded = b"\x00\x01" + b"\xff" * (128 - 3 - len(info) - 32) + b"\x00" + info + digest
    assert rsa_signed(key, made(padded), "sha256") == digest
    assert rsa_signed(key, made(b"\x00\x02" + padded[2:]), "sha256") is None
    assert rsa_signed(key, made(padded[:20] + b"\xfe" + padded[21:]), "sha256") is None
    short = b"\x00\x01" + b"\xff" * 8 + b"\x00" + info + digest
    assert rsa_signed(key, made(short + b"\x00" * (128 - len(short))), "sha256") is None
    assert rsa_signed(key, made(padded)[1:], "sha256") is None
    assert rsa_signed(key, (key.modulus + 1).to_bytes(128), "sha256") is None


def test_ed25519_of_any_octets_does_not_raise():
    key = read_key(bytes(ED25519.verifying_key.to_string())).key
    for octets in (b"", b"\xff" * 64, b"\0" * 64, b"x" * 63, b"\xff" * 32 + b"\0" * 32):
        assert not ed25519_holds(key, octets, b"d" * 32)
    for point in (b"\xff" * 32, b"\0" * 32, b"\x02" * 32):
        assert not ed25519_holds(read_key(point).key, b"x" * 64, b"d" * 32)


def test_keys_that_would_keep_a_verifier_busy_are_not_used():
    from checkers.dkim.key import Form, PublicKey

    assert usable(PublicKey("rsa", Form.SPKI, 16_384, b"", 1 << 16_383, 65_537))
    assert not usable(PublicKey("rsa", Form.SPKI, 16_385, b"", 1 << 16_384, 65_537))
    assert not usable(PublicKey("rsa", Form.SPKI, 2048, b"", 1 << 2047, 1 << 256))


def test_a_second_record_is_tried_too():
    both = {"s._domainkey.example.com": {"TXT": [record(SHORT_KEY), record()]}}
    assert signature(signed(crlf(TEXT)), zone_of=both).fact("result") == "pass"


def test_an_ed25519_key_in_the_form_of_rsa_is_none():
    spki = "MCowBQYDK2VwAyEA3SUqa9UbfciWkk7tlcJ9P1VD5pXAasg0JUn/OgjVbKE="
    one = {"e._domainkey.example.com": {"TXT": [f"v=DKIM1; k=ed25519; p={spki}"]}}
    part = signature(signed_ed25519(crlf(TEXT)), zone_of=one)
    assert "signature.key-unusable" in codes(part)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("before", ["", "\n", "From anna@example.com Mon Nov 23 10:00:00 2026\n"])
@pytest.mark.parametrize("umlaut", ["", "X-Name: Grüße aus Köln 😀\n"])
@pytest.mark.parametrize("kind", [str, bytes])
def test_places_in_the_readers_text(ends, before, umlaut, kind):
    text = (before + umlaut + "Subject: a\n folded\nFrom: anna@example.com\n\nHello\nWörld\n").replace("\n", ends)
    message = Octets.of(text if kind is str else text.encode())
    subject = message.named(b"subject")[0]
    span = message.whole(subject)
    assert text[span.start : span.end] == f"Subject: a{ends} folded"
    at = subject.octets.index(b"folded")
    span = message.place(subject, at, at + 6)
    assert text[span.start : span.end] == "folded"
    at = message.body.index("Wörld".encode())
    span = message.in_body(at, at + len("Wörld".encode()))
    assert text[span.start : span.end] == "Wörld"


def test_places_where_line_ends_are_mixed():
    text = "A: 1\r\nFrom: anna@example.com\nB: 2\r\n\nHello\nBob\r\nEnd\n"
    message = Octets.of(text)
    for known, said in zip(message.fields, ("A: 1", "From: anna@example.com", "B: 2"), strict=True):
        span = message.whole(known)
        assert text[span.start : span.end] == said
    span = message.in_body(message.body.index(b"End"), len(message.body) - 2)
    assert text[span.start : span.end] == "End"


def test_other_charsets_of_bytes():
    message = signed(crlf(TEXT).replace(b"Hello", b"Gr\xfc\xdfe"))
    assert signature(message).fact("result") == "pass"
    assert signature(message.decode("latin-1")).fact("result") == "pass"
    assert "signature.charset" in codes(signature(message.decode("latin-1")))


def test_utf_16_and_marks():
    message = signed(crlf(TEXT))
    assert signature(b"\xef\xbb\xbf" + message).fact("result") == "pass"
    assert signature(message.decode().encode("utf-16")).fact("result") == "pass"


def test_sha1_counts_for_nothing_before_its_key_is_known():
    message = with_field(crlf(TEXT), TIMED).replace(b"rsa-sha256", b"rsa-sha1")
    report = check("message", {"message": message}, lookup=None)
    part = next(part for part in report.parts if part.check == "dkim")
    assert (part.fact("result"), part.needs) == ("policy", ())
    assert "signature.old-hash" in codes(part)
