"""Which check a text is for, where the one that was asked finds nothing of its own in it."""

import re
from dataclasses import replace

from checkers.auto.recognise import Kind, recognise
from checkers.bounce.check import check_bounce
from checkers.dns import Book
from checkers.inputs import Inputs
from checkers.report import Fact, Report

_OF = {
    Kind.ADDRESS: "domain",
    Kind.DNS_ANSWER: "auto",
    Kind.DOMAIN: "domain",
    Kind.HEADERS: "headers",
    Kind.IP: "delist",
    Kind.MESSAGE: "headers",
    Kind.ZONE: "auto",
}
_RECORDS = {Kind.SPF, Kind.DKIM, Kind.DMARC, Kind.MTA_STS, Kind.TLS_RPT, Kind.BIMI}
_MAYBE_BOUNCE = {Kind.MESSAGE, Kind.HEADERS, Kind.TEXT, Kind.DNS_ANSWER}
_READ_BOUNCES = {"bounce", "delist", "auto"}
# What every standard bounce names itself by (RFC 3464 2), or the code that most others bring (RFC 3463 2).
_SIGN = re.compile(r"delivery-status|(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])", re.IGNORECASE)
_LOOKED_AT = 65_536  # characters


def with_fitting(report: Report, inputs: Inputs, *, foreign: bool) -> Report:
    """Return the report with the fact `fits`, the check that `inputs` are rather for, where there is one.

    `foreign` says that the report found nothing of its own. Otherwise only a bounce is told of.
    """
    text = inputs.text()
    if not text.strip() or (not foreign and not _SIGN.search(text, 0, _LOOKED_AT)):
        return report
    name = _fitting(inputs, text, report.check)
    if not name or name == report.check or (not foreign and name != "bounce"):
        return report
    return replace(report, facts=(*report.facts, Fact("fits", name)))


def _fitting(inputs: Inputs, text: str, asked: str) -> str:
    kind = recognise(text)
    if kind in _RECORDS:
        return kind.value
    if kind in _MAYBE_BOUNCE and asked not in _READ_BOUNCES:
        given = Inputs({"bounce": inputs.values[inputs.main]}, "bounce")
        if check_bounce(given, Book(), None).fact("is_bounce"):
            return "bounce"
    return _OF.get(kind, "")
