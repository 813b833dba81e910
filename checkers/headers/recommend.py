"""What to do about it: the recommendations in order, who must act, by which route, and the bounces that go with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checkers.headers.evidence import Said
from checkers.headers.model import Reading
from checkers.registry import finding
from checkers.report import Actor, Fact, Finding, Severity

MAX_SHOWN = 3
_FORM = "outlook.com-sender-support-form"
_RECIPIENT = "contact-recipient"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A finding's code, who must act, and the route, if there is one; `form`: at Outlook.com the form is the route."""

    code: str
    actor: Actor
    route: str | None = None
    form: bool = False


# The most particular first: what only the recipient can change is not helped by better mail.
_KNOWN = {
    "own-domain": Recommendation("headers.do-own-domain", Actor.RECIPIENT_ADMIN, _RECIPIENT),
    "ask-recipient": Recommendation("headers.do-ask-recipient", Actor.RECIPIENT_ADMIN, _RECIPIENT),
    "gateway": Recommendation("headers.do-gateway", Actor.RECIPIENT_ADMIN, _RECIPIENT),
    "authenticate": Recommendation("headers.do-authenticate", Actor.SENDER_ADMIN, "fix-authentication"),
    "over-list": Recommendation("headers.over-list", Actor.LIST),
    "forwarded": Recommendation("headers.forwarded", Actor.RECIPIENT, _RECIPIENT),
    "publish-dmarc": Recommendation("headers.do-publish-dmarc", Actor.SENDER_ADMIN),
    "dns": Recommendation("headers.do-dns", Actor.SENDER_ADMIN),
    "outbound": Recommendation("headers.do-outbound", Actor.SENDER_ADMIN),
    "attachment": Recommendation("headers.do-attachment", Actor.SENDER),
    "bulk": Recommendation("headers.do-bulk", Actor.SENDER),
    "impersonation": Recommendation("headers.do-impersonation", Actor.RECIPIENT_ADMIN, _RECIPIENT),
    "asf": Recommendation("headers.do-asf", Actor.RECIPIENT_ADMIN, _RECIPIENT),
    "submit": Recommendation("headers.do-submit", Actor.RECIPIENT_ADMIN, _RECIPIENT),
    "rules": Recommendation("headers.do-check-rules", Actor.RECIPIENT, _RECIPIENT),
    "content": Recommendation("headers.do-content", Actor.RECIPIENT, _RECIPIENT, form=True),
}


def recommend(
    evidence: Iterable[Said], reading: Reading, moved: Said | None = None
) -> tuple[list[Finding], list[Fact]]:
    """Return what to do about the values that somebody should act on, and the facts `actor` and `route`.

    `moved` is the value that says that the message lies in Junk although the filter found no spam.
    """
    wanted: dict[str, Said] = {}
    for one in sorted(evidence, key=lambda said: list(Severity).index(said.severity)):
        if one.meaning and one.meaning.do and (one.matters or one.meaning.do == "gateway"):
            wanted.setdefault(one.meaning.do, one)
    if moved:
        wanted["rules"] = moved
    grave = [name for name in _KNOWN if name in wanted and wanted[name].severity in {Severity.BLOCKS, Severity.RISKS}]
    mild = [name for name in _KNOWN if name in wanted and name not in grave]
    order = (grave + mild)[:MAX_SHOWN]
    if not order:
        return [], []
    said = [_say(_KNOWN[name], wanted[name]) for name in order]
    first = _KNOWN[order[0]]
    facts = [Fact("actor", (said[0].actor or first.actor).value)]
    if first.route:
        facts.append(Fact("route", _FORM if first.form and is_consumer(reading) else first.route))
    return said, facts


def bounces(evidence: Iterable[Said], chosen: Mapping[str, Said], reading: Reading) -> list[Finding]:
    """Return the refusals that the same judgement leads to when mail is not delivered at all."""
    codes = [one.meaning.code for one in evidence if one.meaning and one.meaning.code and one.matters]
    if is_consumer(reading) and any(
        chosen[name].value != "pass" for name in ("spf", "dkim", "dmarc") if name in chosen
    ):
        codes.append("5.7.515")
    return [finding("headers.bounces", codes=list(dict.fromkeys(codes)))] if codes else []


def is_consumer(reading: Reading) -> bool:
    """Tell whether a mailbox of the consumer service Outlook.com took the message: it stamps these fields."""
    return reading.first("x-sid-result", "x-sid-pra", "x-ms-userlastlogontime") is not None


def _say(known: Recommendation, because: Said) -> Finding:
    actor = because.meaning.actor if because.meaning else None
    return finding(known.code, actor=actor or known.actor)
