"""The request itself, in the language of who receives it."""

import re
from functools import cache
from typing import Any

from checkers.bounce.catalogue import Route, Service
from checkers.bounce.service import is_consumer
from checkers.report import Text, TextKind
from checkers.requests.delist.case import Case
from checkers.requests.letters import LANGUAGES, letter
from checkers.tables import table

_CONTACT = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}|https?://[^\s<>\"')]{4,200}")
_GERMAN_TOPS = (".de", ".at")


def texts(case: Case, route: Route | None, known: dict[str, str | None]) -> tuple[Text, ...]:
    """Return the texts for a route; `known` are the values that the letters take beside those of the bounce."""
    values = letter_values(case) | known
    recipient = recipient_letters(values) if has_administrator(case) else ()
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


def has_administrator(case: Case) -> bool:
    """Tell whether the recipient can have an administrator at Microsoft 365: a private mailbox has none."""
    return case.said("service") in {None, Service.EXCHANGE_ONLINE, Service.UNKNOWN}


def recipient_letters(values: dict[str, str | None]) -> tuple[Text, ...]:
    """Return the letter to the recipient, for their administrator, in every language: nobody knows which they read."""
    return tuple(
        Text(f"recipient-letter-{language}", letter("recipient-letter", language, values), TextKind.LETTER)
        for language in LANGUAGES
    )


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
    code = case.said("code") or ""
    mark = [code.upper()] if re.fullmatch(r"[a-z]{1,2}-?\d{3,4}", code) else []
    return " ".join([*filter(None, said), *mark]) or None


@cache
def _providers() -> dict[str, Any]:
    return table("providers")
