"""Redaction: nothing that identifies somebody is left, the same is always called the same, twice is once."""

import re
from ipaddress import ip_address

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkers.requests.redact import Kind, Redactor, redact

ADDRESSES = ["anna@example.com", "Bob.Builder+list@mail.example.org", "o'neil@example.co.uk", "jörg@müller.example"]
HOSTS = ["mail.example.com", "mx1.example.org", "_dmarc.example.net", "münchen.example"]
IPS = ["203.0.113.77", "198.51.100.4", "10.1.2.3", "2001:db8::4711", "fe80::dead:beef", "::ffff:203.0.113.9"]
IDS = ["<20261120.4711@mail.example.com>", "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"]
SECRETS = [*ADDRESSES, *HOSTS, *IPS, *IDS]
# fmt: off
GLUE = [
    " ", "\n", "\n\n", ", ", "; ", "<", ">", "(", ")", "[", "]", "=", ":", "/", '"', "%40", "From: ", "Received: from ",
    " by ", "Message-ID: ", "https://", "helo=", "client-ip=", "=?utf-8?q?", "--b\n", "&#64;",
    "Content-Transfer-Encoding: base64\n",
    "Content-Type: multipart/mixed; boundary=b\n", "IPv6:", "to=<", "x", "1", "-", "_", ".", "\r\n", "é", "redacted-1@",
]
# fmt: on
texts = st.lists(st.sampled_from([*SECRETS, *GLUE]) | st.text(max_size=8), max_size=25).map("".join)
apart = st.lists(
    st.tuples(st.sampled_from(SECRETS), st.sampled_from([" ", "\n", " (", ") ", ", ", "; ", " <", "> "])), max_size=15
)


def identifies(original: str, text: str) -> bool:
    folded, parts = text.lower(), [original.lower().strip("<>")]
    if "@" in original and not original.startswith("<"):
        parts = [*parts, parts[0].partition("@")[2]]
    return any(re.search(rf"(?<![\w.]){re.escape(part)}(?![\w])", folded) for part in parts)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_nothing_raises_and_spans_lie_inside(text):
    assert all(0 <= span.start <= span.end <= len(text) for _, span, _ in redact(text).hidden)


@settings(max_examples=300, deadline=None)
@given(apart)
def test_no_original_is_left_and_twice_is_once(pieces):
    text = "".join(f"{secret}{glue}" for secret, glue in pieces)
    shown = redact(text).text
    assert not [secret for secret, _ in pieces if identifies(secret, shown)]
    assert redact(shown).text == shown


@settings(max_examples=200, deadline=None)
@given(apart, apart)
def test_pseudonyms_are_stable_over_texts_and_tell_nothing(first, second):
    redactor = Redactor()
    redactor.redact("".join(map("".join, first)))
    called = {}
    for secret, _ in [*first, *second]:
        shown = redactor.redact(secret).text
        assert called.setdefault(secret, shown) == shown
        assert not identifies(secret, shown)
    assert len(set(called.values())) == len(called)


def test_one_text_with_everything():
    text = (
        "Received: from ANNA-PC ([IPv6:2001:db8::77]) by mx.example.com; 20 Nov 2026 02:58:38\n"
        "Received-SPF: pass client-ip=203.0.113.7; helo=ANNA-PC; envelope-from=anna@example.com\n"
        "From: =?utf-8?q?Anna_M=C3=BCller?= <anna@example.com>\n"
        "Message-ID: <1@ANNA-PC.example.com>\n\n"
        "Anna Müller, ANNA@example.com, https://www.example.com/u?who=anna v15.20.7000.42\n"
    )
    shown = redact(text).text
    assert not re.search(r"anna|müller|example\.com|2001:db8|203\.0\.113", shown, re.IGNORECASE)
    assert shown.count("redacted-name-1") == 2
    assert shown.count("redacted-1@d1.redacted.invalid") == 3
    assert "02:58:38" in shown
    assert "15.20.7000.42" in shown


@pytest.mark.parametrize(
    "kept",
    [
        "550 5.7.606 Access denied (AS16012609)",
        "[DB1EXAMPLE01.eop-EUR02.prod.protection.outlook.com 2026-11-20T01:58:41.117Z 08DE27D6A1B2C3D4]",
        "https://sender.office.com/",
        "http://go.microsoft.com/fwlink/?LinkID=526655",
        "RESOLVER.ADR.ExRecipNotFound",
        "smtp.mailfrom header.from header.d",
        "127.0.0.1 ::1 0.0.0.0",
        "at 12:34:56 on 2026-11-20",
        "delist@microsoft.com delist@messaging.microsoft.com postmaster@outlook.com email-delist@microsoft.com",
        "40.107.22.101 52.101.73.6 2a01:111:f403:2614::701",
        "00000000-0000-0000-0000-000000000000",
    ],
)
def test_what_a_support_desk_needs_stays(kept):
    assert redact(kept).text == kept


def test_a_customers_part_of_a_microsoft_name_goes():
    shown = redact("example-org.mail.protection.outlook.com tenant.onmicrosoft.com anna@outlook.com").text
    assert (
        shown
        == "d1-redacted-invalid.mail.protection.outlook.com d2-redacted-invalid.onmicrosoft.com redacted-1@outlook.com"
    )


@pytest.mark.parametrize("given", ['"Müller, Anna"', "Anna Müller", '"Müller, Anna (Sales)"', "Dr. Anna Müller"])
def test_a_name_is_known_turned_and_behind_a_title(given):
    shown = redact(f"To: {given} <anna@example.com>\n\nAnna Müller; Müller, Anna; Frau Müller; Mrs. Müller\n").text
    assert shown.rpartition("\n\n")[2] == "redacted-name-1; redacted-name-1; redacted-name-1; redacted-name-1\n"


@pytest.mark.parametrize("line", ["User-Id: amueller", "X-Authenticated-User: amueller", "sasl_username=amueller"])
def test_a_login_is_a_name(line):
    assert redact(line).text == line.replace("amueller", "redacted-name-1")


def test_nobodys_mailbox_at_microsoft_is_somebodys():
    assert redact("anna@microsoft.com").text == "redacted-1@microsoft.com"


def test_what_is_asked_for_stays():
    text = "203.0.113.7 anna@example.com <1@example.com>"
    assert redact(text, keep=("203.0.113.7", "anna@example.com")).text.startswith(
        "203.0.113.7 anna@example.com <redacted"
    )
    assert redact("Message-ID: <1@example.com>\n", keep=(Kind.ID,)).text == "Message-ID: <1@example.com>\n"


def test_only_what_is_named_goes():
    text = (
        "To: Anna Muster <anna@example.com>\nFrom: Bob <bob@example.org>\n\nhttps://example.org/?u=anna%40example.com"
    )
    shown = Redactor(only=["anna@example.com", "Anna Muster"]).redact(text).text
    assert "anna" not in shown.lower()
    assert "Bob <bob@example.org>" in shown
    assert "https://example.org/?u=" in shown


@pytest.mark.parametrize("value", ["anna%40example.com", "YW5uYUBleGFtcGxlLmNvbQ==", "616e6e61"])
def test_a_value_in_a_link_may_be_an_address_in_disguise(value):
    shown = Redactor(only=["anna@example.com"]).redact(f"https://example.org/a?u={value}&amp;t={value}#{value}").text
    assert value not in shown
    assert shown.startswith("https://example.org/a?u=redacted-link-1&amp;t=redacted-link-1#")


def test_the_hosts_of_a_hidden_domain_go_with_it():
    shown = Redactor(only=["example.com", "203.0.113.9"]).redact("mx.example.com [203.0.113.9] mx.example.org").text
    assert shown == "h1.d1.redacted.invalid [240.0.0.1] mx.example.org"


MESSAGE = """From: a@example.com
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: {encoding}

{body}
--b
Content-Type: application/pdf
Content-Transfer-Encoding: base64

JVBERi0xLjQK
--b--
"""


@pytest.mark.parametrize(
    ("encoding", "body"),
    [("base64", "anVlcmdlbkBleGFtcGxlLmNvbSBm/HIK"), ("quoted-printable", "juergen=40exam=\nple.com f=FCr")],
)
def test_encoded_parts_are_read_and_others_left_out(encoding, body):
    text = MESSAGE.format(encoding=encoding, body=body)
    result = redact(text)
    again = redact(result.text)
    assert again.text == result.text
    assert "JVBERi" not in result.text
    assert [text[span.start : span.end].strip() for span in result.unseen] == ["JVBERi0xLjQK"]
    assert [(kind, text[span.start : span.end].strip()) for kind, span, _ in result.hidden][1:] == [
        (Kind.ADDRESS, body),
        (Kind.PART, "JVBERi0xLjQK"),
    ]


def test_ip_pseudonyms_are_addresses_that_nobody_has():
    shown = redact("203.0.113.7 2001:db8::1").text.split()
    assert [ip_address(word).is_global for word in shown] == [False, False]


@pytest.mark.parametrize(
    "piece",
    ["a.", "a@", "a", "1.", "1:", "::", "=?utf-8?q?a?= ", "<", "From: a\n", "a, ", '"', "https://", "a%40", "&#64;",
     "x <", " a", "from a (", "\n ", "-", "References: <a@b>\n <", "=?", "(", "From: " + "a " * 50],
)  # fmt: skip
def test_length_does_no_harm(piece):
    redact(piece * (200_000 // len(piece)))
    redact("From: " + piece * (50_000 // len(piece)) + "\n\n" + piece * 1000)
