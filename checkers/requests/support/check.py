"""The check `support`: whom it concerns, what to gather, the evidence as one file, the words for the recipient."""

from datetime import datetime

from checkers.bounce.check import check_bounce
from checkers.dns import Book
from checkers.inputs import Inputs
from checkers.registry import finding
from checkers.report import Fact, Finding, Node, Report, Span, Text, TextKind
from checkers.requests.bundle import bundle, sha256
from checkers.requests.delist.case import Case, read_case
from checkers.requests.delist.texts import (
    can_open_ticket,
    domain_of,
    has_administrator,
    is_own_tenant,
    letter_values,
    recipient_letters,
    refused_letter,
)
from checkers.requests.hiding import asked, hidden_table, said
from checkers.requests.letters import places
from checkers.requests.redact import Redactor
from checkers.requests.support.path import Symptom, gathered, leads, path

SYMPTOMS = ("", *(symptom.value for symptom in Symptom))

_FOUND = {
    Symptom.BOUNCE: "support.bounce",
    Symptom.DELAYED: "support.delayed",
    Symptom.JUNK: "support.junk",
    Symptom.VANISHED: "support.vanished",
    Symptom.RECEIVING: "support.receiving",
    Symptom.SPAM: "support.spam",
    Symptom.LEGAL: "support.legal",
}
_LETTERS = {Symptom.JUNK: "recipient-junk", Symptom.VANISHED: "recipient-vanished"}


def check_support(inputs: Inputs, book: Book, now: datetime | None) -> Report:
    """Return the way from symptom to channel, and the texts that take it.

    Inputs, each optional: `bounce`, a bounce, a log line or mail headers; `symptom`, one of SYMPTOMS; `redact` "yes"
    hides people, hosts and ids in the file; `email`, where to be reached. The file states `now`; `book` is not needed.
    """
    del book
    raw = inputs.text("bounce")
    report = check_bounce(Inputs({"bounce": raw}, "bounce"), Book(), None) if raw.strip() else Report("bounce")
    case = read_case(raw, None) if report.fact("is_bounce") else Case()
    symptom = _symptom(inputs.stated("symptom"), case)
    channel = _channel(symptom, case)
    hide, misread = asked(inputs)
    redactor = Redactor(keep=[case.ip] if case.ip else []) if hide else None
    made = bundle([report], raw, case, redactor=redactor, now=now) if raw.strip() else None
    facts = [Fact("symptom", symptom.value if symptom else None), Fact("channel", channel)]
    facts.append(Fact("route", case.route.value if case.route else None))
    facts += [
        case.facts[name]
        for name in ("actor", "code", "status", "service", "recipient", "remote_host")
        if name in case.facts
    ]
    facts += [Fact("blocked_ip", case.ip)] if case.ip else []
    facts += [Fact("time", case.time)] if case.time else []
    facts += [Fact("input_sha256", sha256(raw)), Fact("bundle_sha256", made.sha256)] if made else []
    redacted = made.redacted if made else None
    letters = _letters(case, inputs.stated("email"), symptom)
    return Report(
        "support",
        (
            *_misread(inputs),
            *_findings(symptom, case, letters),
            *misread,
            *(said(redacted, prose=True, left_out=made.left_out) if made and redacted else ()),
        ),
        (*facts, *places(letters)),
        tree=(*_gather(symptom), *path(symptom, channel)),
        tables=(hidden_table(redacted),) if redacted else (),
        texts=(
            *((Text("bundle", made.text, TextKind.FILE),) if made else ()),
            *letters,
        ),
    )


def _misread(inputs: Inputs) -> list[Finding]:
    """Return what to say of a symptom that there is none of."""
    text = inputs.text("symptom")
    if text.strip() in SYMPTOMS:
        return []
    place = Span(len(text) - len(text.lstrip()), len(text.rstrip()), "symptom")
    return [finding("support.unknown-symptom", place, text=text.strip()[:100], choices=[*Symptom])]


def _symptom(stated: str, case: Case) -> Symptom | None:
    if stated in set(Symptom):
        return Symptom(stated)
    if case.route is None:
        return None
    return Symptom.DELAYED if case.temporary else Symptom.BOUNCE


def _channel(symptom: Symptom | None, case: Case) -> str | None:
    """Return where it leads: what the bounce says, else the first that is worth trying."""
    if symptom in {Symptom.BOUNCE, Symptom.DELAYED} and case.route:
        return case.route.value
    return leads(symptom)[0] if symptom and symptom is not Symptom.BOUNCE else None


def _findings(symptom: Symptom | None, case: Case, letters: tuple[Text, ...]) -> list[Finding]:
    if symptom is None:
        return [finding("support.which")]
    if symptom is Symptom.BOUNCE and is_own_tenant(case):
        return [finding("support.own-tenant")]
    return [finding(_FOUND[symptom]), *([finding("support.ticket")] if letters else [])]


def _gather(symptom: Symptom | None) -> tuple[Node, ...]:
    if symptom is None:
        return ()
    return (Node("gather", "", children=tuple(Node(f"gather-{name}", "") for name in gathered(symptom))),)


def _letters(case: Case, email: str, symptom: Symptom | None) -> tuple[Text, ...]:
    """Return the letter to the recipient that fits what happens, none where they can do nothing."""
    name = _LETTERS.get(symptom) if symptom else None
    if symptom is Symptom.BOUNCE and can_open_ticket(case):
        name = refused_letter(case)
    if name is None or not has_administrator(case):
        return ()
    values = letter_values(case) | {"ip": case.ip, "email": email or None}
    return recipient_letters(name, values | {"sender_domain": values["sender_domain"] or domain_of(email)})
