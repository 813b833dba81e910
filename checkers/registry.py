"""Every finding code with its severity, page and references, and every source that a finding may cite."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from checkers.report import Actor, Finding, Fix, Severity, Span, Value
from checkers.tables import tables

_RFC = re.compile(r"RFC (?P<number>\d+)(?: (?P<section>[0-9A-Z][0-9A-Z.]*))?")


@dataclass(frozen=True, slots=True)
class Code:
    """What is fixed about a finding code: how bad, which page and section explain it, which sources say so."""

    severity: Severity
    page: str  # path under docs/<language>/ with its anchor: "authentication/spf.md#two-records"
    because: tuple[str, ...]
    actor: Actor | None


@cache
def codes() -> dict[str, Code]:
    """Return every finding code there is, from `data/findings/*.toml`."""
    return {
        code: Code(
            Severity(entry["severity"]),
            entry["page"],
            tuple(entry.get("because", ())),
            Actor(entry["actor"]) if "actor" in entry else None,
        )
        for table in tables("findings")
        for code, entry in table.items()
    }


@cache
def claims() -> dict[str, dict[str, Any]]:
    """Return every source about Microsoft and others by id, from `data/claims/*.toml`.

    Each has `title`, `url`, `date` (of the source's version), `read` (when we last looked) and `status`:
    "documented", "observed", "disputed" or "unverified".
    """
    return {name: entry for table in tables("claims") for name, entry in table.items()}


def finding(
    code: str,
    *spans: Span,
    severity: Severity | None = None,
    fix: Fix | None = None,
    actor: Actor | None = None,
    because: tuple[str, ...] = (),
    **values: Value,
) -> Finding:
    """Return the finding `code` with what the registry fixes filled in.

    Raises KeyError for a code that the registry does not hold.
    """
    known = codes()[code]
    reasons = tuple(dict.fromkeys(known.because + because))
    return Finding(code, severity or known.severity, spans, values, fix, actor or known.actor, reasons)


def source(name: str) -> dict[str, Any]:
    """Return title, address, date and status of a reference: "RFC 7208 4.5" or the id of a claim.

    Raises KeyError for anything else.
    """
    if match := _RFC.fullmatch(name):
        section = match["section"]
        anchor = f"#{'section' if section[0].isdigit() else 'appendix'}-{section}" if section else ""
        url = f"https://www.rfc-editor.org/rfc/rfc{match['number']}{anchor}"
        return {"title": name, "url": url, "date": None, "status": "documented"}
    claim = claims()[name]
    return {key: claim.get(key) for key in ("title", "url", "date", "status")}
