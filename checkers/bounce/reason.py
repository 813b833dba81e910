"""Why a message was refused where no known refusal says it: from the words, then from the code (RFC 3463)."""

from functools import cache

from checkers.bounce.catalogue import Reason, normal
from checkers.bounce.wording import reasons
from checkers.tables import table


@cache
def _by_code() -> dict[str, dict[str, Reason]]:
    content = table("reasons")
    tables = {name: {code: Reason(said) for code, said in content[name].items()} for name in ("codes", "replies")}
    return tables | {"certain": {code: tables["codes"][code] for code in content["certain"]["codes"]}}


def reason_of(code: str | None, text: str, reply: str | None) -> Reason:
    """Return why, from the words where they say it, else from the enhanced code, else from the reply code."""
    said = normal(text)
    detail = code[2:] if code else ""
    spoken = next((Reason(name) for name, pattern in reasons() if pattern.search(said)), None)
    known = _by_code()
    if spoken in {None, Reason.POLICY, Reason.SYSTEM} and detail in known["certain"]:
        return known["certain"][detail]
    return spoken or known["codes"].get(detail) or known["replies"].get(reply or "") or Reason.UNKNOWN
