"""The request itself, in the language of who receives it."""

import re
from functools import cache
from typing import Any

from checkers.bounce.catalogue import Reason, Route, Service
from checkers.bounce.service import is_consumer
from checkers.report import Actor, Text, TextKind
from checkers.requests.delist.case import Case
from checkers.requests.letters import LANGUAGES, letter
from checkers.tables import table

_CONTACT = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}|https?://[^\s<>\"')]{4,200}")
_TICKET = {Route.PORTAL, Route.DELIST_MAIL, Route.RECIPIENT}
_GERMAN_TOPS = (".de", ".at")


def texts(case: Case, route: Route | None, known: dict[str, str | None]) -> tuple[Text, ...]:
    """Return the texts for a route; `known` are the values that the letters take beside those of the bounce."""
    values = letter_values(case) | known
    values["sender_domain"] = values["sender_domain"] or domain_of(known.get("email"))
    recipient = recipient_letters(refused_letter(case), values) if has_administrator(case) else ()
    if route is Route.PORTAL:
        form = Text("portal-form", letter("portal-form", "en", values), TextKind.FORM)
        return (form, *recipient)
    if route is Route.DELIST_MAIL:
        return (Text("delist-mail", letter("delist-mail", "en", values), TextKind.LETTER), *recipient)
    if route is Route.FORM:
        return (
            Text("consumer-form", letter("consumer-form", "en", values), TextKind.FORM),
            Text("mitigation-reply", letter("mitigation-reply", "en", values), TextKind.LETTER),
        )
    if route is Route.OTHER:
        return (Text("provider-letter", letter("provider-letter", provider_language(case), values), TextKind.LETTER),)
    return recipient if route is Route.RECIPIENT else ()


def all_texts(case: Case, known: dict[str, str | None]) -> tuple[Text, ...]:
    """Return the texts for a case and for the other refusals beside it, each text once."""
    found = {text.name: text for text in texts(case, case.route, known)}
    for other in case.others:
        mine = known | {"time": case.time, "reference": case.reference, "sender_domain": case.sender_domain}
        own = {"ip": other.ip or known.get("ip"), "reverse_dns": known["reverse_dns"] if other.ip == case.ip else None}
        for text in texts(other, other.route, mine | own):
            found.setdefault(text.name, text)
    return tuple(found.values())


def list_owner(case: Case) -> tuple[str, str] | None:
    """Return (name, address) of who keeps the list that a refusal names, None where it names nobody's."""
    said, code = (case.said("diagnostic") or "").lower(), case.said("code")
    for name, owner in table("list_owners").items():
        if code in owner["codes"] or any(word in said for word in owner["says"]):
            return name, str(owner["href"])
    return None


def label_of(case: Case) -> str:
    """Return what a refusal is called in a sentence: its mark or its code, and the address where it names one."""
    return f"{_mark(case) or case.said('status') or case.said('code')}" + f" ({case.ip})" * bool(case.ip)


def has_administrator(case: Case) -> bool:
    """Tell whether the recipient can have an administrator at Microsoft 365: a private mailbox has none."""
    return case.said("service") in {None, Service.EXCHANGE_ONLINE, Service.UNKNOWN}


def can_open_ticket(case: Case) -> bool:
    """Tell whether the recipient's administrator can do something about a refusal, for one a ticket at Microsoft."""
    return has_administrator(case) and (case.route in _TICKET or case.said("actor") == Actor.RECIPIENT_ADMIN)


def is_own_tenant(case: Case) -> bool:
    """Tell whether the refusal comes from the sender's own organisation at Microsoft 365."""
    return case.said("reason") == Reason.TENANT and case.said("actor") == Actor.SENDER_ADMIN


def refused_letter(case: Case) -> str:
    """Return the name of the letter about a refusal: what an IP block list refuses is in no message trace."""
    return "recipient-blocked" if case.route in {Route.PORTAL, Route.DELIST_MAIL} else "recipient-letter"


def recipient_letters(name: str, values: dict[str, str | None]) -> tuple[Text, ...]:
    """Return the letter `name` to the recipient in every language: nobody knows which they read."""
    return tuple(
        Text(f"recipient-letter-{language}", letter(name, language, values), TextKind.LETTER) for language in LANGUAGES
    )


def domain_of(email: str | None) -> str | None:
    """Return the domain of an address, None where there is none."""
    return (email or "").rpartition("@")[2] or None if "@" in (email or "") else None


def provider_language(case: Case) -> str:
    """Return the language of a provider that is not Microsoft: known by its host, else by the recipient's domain."""
    host = f".{(case.said('remote_host') or '').lower()}"
    domain = (case.said("recipient") or "").rpartition("@")[2].lower()
    said = (case.said("diagnostic") or "").lower()
    for provider in _providers().values():
        names = [f".{name}" for name in provider["hosts"]]
        if any(host.endswith(name) or name in said for name in names) or domain in provider["domains"]:
            return str(provider["language"])
    return "de" if domain.endswith(_GERMAN_TOPS) or host.endswith(_GERMAN_TOPS) else "en"


def letter_values(case: Case) -> dict[str, str | None]:
    """Return what the letters take from a bounce, by the names of their places."""
    diagnostic = case.said("diagnostic")
    recipient = case.said("recipient")
    own = (recipient or "").lower()
    contacts = [found for found in _CONTACT.findall(diagnostic or "") if found.lower() != own]
    return {
        "code": _code(case),
        "diagnostic": diagnostic,
        "recipient": recipient,
        "service_host": case.said("remote_host"),
        "consumer_domain": own.rpartition("@")[2] if own and is_consumer(own) else None,
        "provider_contact": contacts[0].rstrip(".,;:") if contacts else None,
        "time": case.time,
        "reference": case.reference,
        "sender_domain": case.sender_domain,
    }


def _code(case: Case) -> str | None:
    said = [case.said("reply"), case.said("status")]
    return " ".join(filter(None, [*said, _mark(case)])) or None


def _mark(case: Case) -> str | None:
    """Return Microsoft's own mark of a refusal, "S3150"."""
    code = case.said("code") or ""
    return code.upper() if re.fullmatch(r"[a-z]{1,2}-?\d{3,4}", code) else None


@cache
def _providers() -> dict[str, Any]:
    return table("providers")
