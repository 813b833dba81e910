"""The letters for the recipient say what happened, and none is written where it could do nothing."""

import pytest

from checkers import check

BLOCKED = "550 5.7.606 Access denied, banned sending IP [203.0.113.7]"
RULE = "550 5.7.513 Service unavailable, Client host [203.0.113.7] blocked by example.com using Customer Block list"
UNKNOWN = "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"
TENANT = "550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP. AS(7230)"
T_ONLINE = "<hans@t-online.de>: host mx00.t-online.de[198.51.100.9] said: 554 IP=203.0.113.7 - A problem occurred."


def texts(**inputs):
    return {text.name: text.text for text in check("support", inputs).texts}


@pytest.mark.parametrize(
    ("inputs", "english", "german"),
    [
        ({"symptom": "junk"}, "your system files it as junk", "landen aber im Junk-Ordner"),
        ({"symptom": "vanished"}, "accepted my message (250)", "hat meine Nachricht angenommen"),
        ({"bounce": RULE}, "If the trace is empty, I did send it", "Ist die Ablaufverfolgung leer"),
        ({"bounce": BLOCKED}, "blocks the IP address", "sperrt die IP-Adresse"),
    ],
)
def test_the_letter_fits_the_symptom(inputs, english, german):
    found = texts(**inputs)
    assert english in found["recipient-letter-en"]
    assert german in found["recipient-letter-de"]
    assert found["recipient-letter-de"].startswith("Betreff: ")


def test_what_a_block_list_refuses_is_not_looked_for_in_the_trace():
    assert "message trace" not in texts(bounce=BLOCKED)["recipient-letter-en"]


@pytest.mark.parametrize("bounce", [UNKNOWN, TENANT, T_ONLINE])
def test_where_the_recipient_can_do_nothing_there_is_no_letter(bounce):
    report = check("support", {"bounce": bounce})
    assert [text.name for text in report.texts] == ["bundle"]
    assert "support.ticket" not in {found.code for found in report.findings}


def test_the_domain_is_that_of_the_address_given():
    assert "Sender domain: example.org" in texts(symptom="junk", email="kim@example.org")["recipient-letter-en"]


def test_the_evidence_names_microsoft_only_where_it_refused():
    assert texts(bounce=T_ONLINE)["bundle"].startswith("# Evidence: mail that is refused\n")
    assert texts(bounce=BLOCKED)["bundle"].startswith("# Evidence: mail to Microsoft that does not arrive\n")
