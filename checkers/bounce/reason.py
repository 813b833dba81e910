"""Why a message was refused where no known refusal says it: from the words, then from the code (RFC 3463)."""

import re
from functools import cache, lru_cache

from checkers.bounce.catalogue import Reason, normal
from checkers.bounce.wording import reasons, words
from checkers.tables import table

_ADDRESSES = re.compile(r"[^\s<>@]{1,64}@[^\s<>@]{1,255}")
_VAGUE = {None, Reason.POLICY, Reason.SYSTEM}
_ABOUT_ADDRESS = {Reason.UNKNOWN_RECIPIENT, Reason.UNKNOWN_HOST}


@cache
def _by_code() -> dict[str, dict[str, Reason]]:
    content = table("reasons")
    tables = {name: {code: Reason(said) for code, said in content[name].items()} for name in ("codes", "replies")}
    return tables | {"certain": {code: tables["codes"][code] for code in content["certain"]["codes"]}}


def reason_of(code: str | None, text: str, reply: str | None) -> Reason:
    """Return why, from the words where they say it, else from the enhanced code, else from the reply code."""
    said = normal(text)
    said = _ADDRESSES.sub("@", said) if "@" in said else said  # it may be called anything: "quota@example.com"
    detail = code[2:] if code else ""
    spoken = _spoken(said)
    known = _by_code()
    if spoken in _VAGUE and detail in known["certain"]:
        return known["certain"][detail]
    coded = known["codes"].get(detail) or known["replies"].get(reply or "")
    return _by_command(spoken, said) or _by_command(coded, said) or Reason.UNKNOWN


@lru_cache(maxsize=1000)  # a log repeats itself
def _spoken(said: str) -> Reason | None:
    return next((Reason(name) for name, known in reasons() if known.said(said)), None)


def _by_command(reason: Reason | None, said: str) -> Reason | None:
    """Return what vague words mean at the command that they answered: before MAIL only the sending host is known."""
    if reason in _ABOUT_ADDRESS and words("command", "mail").said(said):
        return Reason.SENDER_ADDRESS
    if reason in {*_VAGUE, Reason.EXPIRED} and words("command", "connect").said(said):
        return Reason.IP_REPUTATION
    return reason
