"""Who sends, as the reader states it: RFC 7208 sections 2.3, 2.4 and 4.3."""

import re
from dataclasses import dataclass

from checkers.inputs import Inputs
from checkers.records.ask import stated_domain
from checkers.registry import finding
from checkers.report import Finding, Span
from checkers.spf.evaluation.macro import is_sender_domain
from checkers.spf.evaluation.model import Client, Sender
from checkers.text.domains import a_labels

_POSTMASTER = "postmaster"  # stands in for a local part that is not there (4.3)
_ENVELOPE = re.compile(r"(?:mail from|return-path):\s*", re.IGNORECASE)
_LITERAL = re.compile(r"\[(?:IPv6:)?([^\]]*)\]", re.IGNORECASE)
_NAME = re.compile(r"[!-~]+")
_NO_NAME = re.compile(r"[\[\]()<>@:;,/\\\"]")
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Stated:
    """What the reader states. `domain` is the one whose record is asked for, `source` the input that names it.

    Both are empty where no input does; a domain that cannot be one is said in `unusable`. `checked` is the domain whose
    record a receiver reads, stated at `place`: that of MAIL FROM, or the HELO name where MAIL FROM is empty
    (RFC 7208 2.4).
    """

    domain: str
    source: str
    sender: Sender
    client: Client | None
    findings: tuple[Finding, ...]
    unusable: Finding | None = None
    checked: str = ""
    place: Span | None = None


def read_stated(inputs: Inputs) -> Stated:
    """Return who sends, with a finding for each input that cannot be used."""
    mail_from = _ENVELOPE.sub("", inputs.stated("mail_from"), count=1).strip()
    mail_from = mail_from.removeprefix("<").removesuffix(">").strip()
    helo = _host(inputs.stated("helo"))
    local, _, named = mail_from.rpartition("@")
    domain = _host(named)
    source = "domain" if inputs.stated("domain") else "mail_from" if mail_from else "helo" if helo else ""
    checked = {"domain": stated_domain(inputs.stated("domain")), "mail_from": domain, "helo": helo}.get(source, "")
    sender = Sender(local if domain and local else _POSTMASTER, domain or helo or checked, helo)
    findings = list[Finding]()
    client = _client(inputs, findings)
    if helo and source != "helo" and not is_name(helo):
        findings.append(finding("spf.helo-unusable", _whole(inputs, "helo"), name=helo[:_SHOWN]))
    unusable = None
    for name, host in ((source, checked), ("mail_from" * bool(mail_from), domain)):
        if name and unusable is None and not is_name(host):
            unusable = finding("spf.domain-unusable", _whole(inputs, name), name=(host or mail_from)[:_SHOWN])
    counts = "mail_from" if mail_from else "helo" if helo and inputs.stated("mail_from") else source
    found = {"mail_from": domain, "helo": helo}.get(counts, checked)
    place = _whole(inputs, counts) if counts else None
    return Stated(checked, source, sender, client, tuple(findings), unusable, found, place)


def is_name(text: str) -> bool:
    """Tell whether `text` is a domain that can be checked and that a person may have meant as one."""
    return is_sender_domain(text) and bool(_NAME.fullmatch(text)) and not _NO_NAME.search(text)


def _host(text: str) -> str:
    name = text.removesuffix(".")
    return a_labels(name) or name


def _client(inputs: Inputs, findings: list[Finding]) -> Client | None:
    stated = inputs.stated("ip")
    if not stated:
        return None
    literal = _LITERAL.fullmatch(stated)
    client = Client.of(literal[1] if literal else stated)
    if client is None:
        findings.append(finding("spf.ip-unusable", _whole(inputs, "ip"), value=stated[:_SHOWN]))
    return client


def _whole(inputs: Inputs, name: str) -> Span:
    return Span(0, len(inputs.text(name)), name)
