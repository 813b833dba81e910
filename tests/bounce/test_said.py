"""What a reader is told: the channel in words that fit this refusal."""

import pytest

from checkers.inputs import Inputs
from checkers.words import catalogue, view
from tests.bounce.given import bounce

SAID = [
    pytest.param(
        "451 4.7.650 The mail server [192.0.2.10] has been temporarily rate limited due to IP reputation.",
        "Send more slowly; fill in the Outlook.com sender support form if it lasts for days",
        id="a limit for now: slow down comes before the form",
    ),
    pytest.param(
        "550 OU-001 (SNT004-MC1F5) Unfortunately, messages from 192.0.2.10 weren't sent.",
        "Look the address up at Spamhaus and ask there for removal",
        id="no channel of Microsoft's, but an outside list",
    ),
    pytest.param(
        "550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP.",
        "Your own Microsoft 365 administrator opens a ticket",
        id="no portal: who acts",
    ),
    pytest.param(
        "550 5.7.515 Access denied, sending domain EXAMPLE.ORG doesn't meet the required authentication level. "
        "Spf= Fail , Dkim= Pass , DMARC= None",
        "Repair SPF first",
        id="what failed comes first",
    ),
]


@pytest.mark.parametrize(("text", "label"), SAID)
def test_the_channel_is_said_for_this_refusal(text, label):
    shown = view(bounce(text), Inputs({"bounce": text}, "bounce"), catalogue("en"))
    assert shown["route"]["label"] == label
