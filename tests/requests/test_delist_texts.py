"""The finished texts of a delist request."""

import pytest

from checkers import check
from checkers.requests.delist.case import read_case
from checkers.requests.delist.texts import provider_language

LINE = (
    "550 5.7.{code} Access denied, banned {what} [203.0.113.7]. (AS16012609) "
    "[DB1EXAMPLE01.eop-EUR02.prod.protection.outlook.com 2026-11-20T01:58:41.117Z 08DE27D6A1B2C3D4]"
)
S3150 = (
    "<alex@hotmail.com>: host hotmail-com.olc.protection.outlook.com[198.51.100.33] said: 550 5.7.1 Unfortunately, "
    "messages from [203.0.113.7] weren't sent. Please contact your Internet service provider since part of their "
    "network is on our block list (S3150)."
)
T_ONLINE = (
    "<hans@t-online.de>: host mx00.t-online.de[198.51.100.9] refused to talk to me: 554 IP=203.0.113.7 - A problem "
    "occurred. Ask your postmaster for help or to contact tobr@rx.t-online.de to clarify."
)
GMX = (
    "<a@gmx.net>: host mx01.emig.gmx.net[198.51.100.9] said: 554-gmx.net (mxgmx101) Nemesis ESMTP Service not "
    "available 554-No SMTP service 554 IP address is block listed."
)


def texts(**inputs):
    return {text.name: text for text in check("delist", inputs).texts}


def test_the_mail_for_5_7_511_quotes_the_bounce_and_marks_what_only_the_sender_knows():
    bounce = LINE.format(code="511", what="sender")
    found = texts(bounce=bounce, email="kim@example.com")
    written = found["delist-mail"].text
    assert written.startswith("To: delist@microsoft.com\nSubject: Delist request for 203.0.113.7: 550 5.7.511\n\n")
    assert written.endswith(f"----- the complete bounce -----\n{bounce}\n")
    assert "Time of the refusal (UTC): 2026-11-20T01:58:41Z" in written
    assert "08DE27D6A1B2C3D4" in written
    assert "Contact for questions: kim@example.com" in written
    assert ">>> what you changed, and when <<<" in written


def test_the_consumer_form_and_the_answer_to_its_refusal():
    found = texts(bounce=S3150, ip="203.0.113.7")
    fields = [line.partition(":")[0] for line in found["consumer-form"].text.splitlines()[:9]]
    assert fields == [
        "Contact name", "Contact email", "Recipient domain", "Sender domain", "Role and company",
        "IP addresses, separated by semicolons", "Dedicated or shared server", "Time of the refusal (UTC)",
        "Error text",
    ]  # fmt: skip
    assert "Recipient domain: hotmail.com" in found["consumer-form"].text
    assert "does not qualify for mitigation" in found["mitigation-reply"].text
    assert "(S3150)" in found["mitigation-reply"].text
    assert "recipient-letter-en" not in found


def test_the_portal_gets_two_fields_and_the_recipient_a_letter_in_both_languages():
    found = texts(bounce=LINE.format(code="606", what="sending IP"), email="kim@example.com")
    assert found["portal-form"].text == "Email address: kim@example.com\nIP address: 203.0.113.7\n"
    assert "Ticket bei Microsoft" in found["recipient-letter-de"].text
    assert "ticket with Microsoft" in found["recipient-letter-en"].text


def test_a_german_provider_is_written_to_in_german_and_by_the_address_in_the_bounce():
    written = texts(bounce=T_ONLINE)["provider-letter"].text
    assert written.startswith("An: tobr@rx.t-online.de\nBetreff: E-Mails von 203.0.113.7 werden abgewiesen\n")
    assert "Guten Tag," in written


@pytest.mark.parametrize(
    ("bounce", "language"),
    [
        (T_ONLINE, "de"),
        (GMX, "de"),
        ("<a@example.com>: host mx.example.com[198.51.100.9] said: 554 5.7.1 blocked using zen.spamhaus.org", "en"),
        ("<a@firma.example.de>: host mx.example.de[198.51.100.9] said: 554 5.7.1 blocked using zen.spamhaus.org", "de"),
    ],
)  # fmt: skip
def test_the_language_is_the_receivers(bounce, language):
    assert provider_language(read_case(bounce, None)) == language


def test_without_a_bounce_there_is_nothing_to_send():
    assert not check("delist", {"ip": "203.0.113.7"}).texts


def test_two_refusals_in_one_text_get_both_texts():
    found = texts(bounce=f"{S3150.partition('said: ')[2]}\n{LINE.format(code='511', what='sender')}")
    assert {"consumer-form", "delist-mail"} <= set(found)
    assert "550 5.7.511" in found["delist-mail"].text


@pytest.mark.parametrize("address", ["127.0.0.1", "100.64.3.9", "0.0.0.0", "10.0.0.5", "40.107.22.101"])
def test_an_address_that_cannot_be_listed_stays_a_place_to_fill_in(address):
    report = check("delist", {"bounce": LINE.format(code="606", what="sending IP").replace("203.0.113.7", address)})
    [form] = [text.text for text in report.texts if text.name == "portal-form"]
    assert "IP address: >>> your public address <<<" in form
    assert report.fact("eligible") == "no"
    assert "good" not in {found.severity.value for found in report.findings}


def test_the_places_to_fill_in_are_counted():
    report = check("delist", {"bounce": LINE.format(code="511", what="sender")})
    [mail] = [text.text for text in report.texts if text.name == "delist-mail"]
    [letter] = [text.text for text in report.texts if text.name == "recipient-letter-en"]
    assert report.fact("places") == mail.count(">>>") + letter.count(">>>")
    assert check("delist", {"ip": "203.0.113.7"}).fact("places") is None
