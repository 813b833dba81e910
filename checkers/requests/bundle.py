"""One file that a support desk can read without us: input, facts, sources, versions, time, checksums."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from checkers.bounce.catalogue import Service
from checkers.registry import claims, source
from checkers.report import Fact, Report, Value
from checkers.requests.delist.case import Case
from checkers.requests.letters import clean, letter
from checkers.requests.redact import Hidden, Redacted, Redactor
from checkers.requests.returned import without_body
from checkers.requests.times import stamp
from checkers.tables import table

MAX_INPUT = 200_000  # characters of the input that the file quotes
_CASE = (
    "service",
    "status",
    "reply",
    "code",
    "reason",
    "route",
    "recipient",
    "remote_host",
    "blocked_ip",
    "diagnostic",
)


@dataclass(frozen=True, slots=True)
class Bundle:
    """The file's text, what redaction did in it (None where nothing was asked to be hidden), its SHA-256.

    `left_out` counts the characters of the returned mail's body that the file does not hold.
    """

    text: str
    redacted: Redacted | None
    sha256: str
    left_out: int = 0


def sha256(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def bundle(
    reports: Sequence[Report], text: str, case: Case, *, redactor: Redactor | None, now: datetime | None
) -> Bundle:
    """Return the bundle of an input and what was found in it.

    `redactor` hides in every part of the file and leaves out the body of the mail that came back, None hides nothing;
    the file says that it leaves the IP address of `case`. `now` is the time to state; without it none is stated.
    """
    whole, left_out = without_body(text) if redactor else (text, 0)
    quoted = whole[:MAX_INPUT]
    redacted = redactor.redact(quoted) if redactor else None
    beside: list[Hidden] = []

    def shown(said: str) -> str:
        if redactor is None:
            return clean(said)
        done = redactor.redact(said)
        beside.extend(done.hidden)
        return clean(done.text)

    parts = {
        "case": shown(_case(reports, case.time)),
        "facts": shown("\n".join(_facts(reports)) or "-"),
        "sources": clean(_sources(reports)),
        "input": clean(redacted.text if redacted else quoted),
    }
    if redacted:
        redacted = replace(redacted, hidden=(*redacted.hidden, *beside))
    sums = [f"- {name}: `{sha256(said + chr(10))}`" for name, said in parts.items()]
    elsewhere = any(part.fact("service") == Service.OTHER for report in reports for part in _all(report))
    values: dict[str, str | None] = {
        **parts,
        "microsoft": None if elsewhere else "yes",
        "elsewhere": "yes" if elsewhere else None,
        "made": stamp(now) if now else None,
        "version": _version(),
        "facts_date": max(str(claim["read"]) for claim in claims().values()),
        "redacted": "yes" if redacted else None,
        "hidden_count": str(len(redacted.hidden)) if redacted else None,
        "kept": case.ip if redacted else None,
        "unseen": str(len(redacted.unseen)) if redacted and redacted.unseen else None,
        "body": str(left_out) if left_out else None,
        "cut": str(len(whole) - len(quoted)) if len(whole) > len(quoted) else None,
        "fence": "`"
        * max(3, 1 + max((len(run) for said in parts.values() for run in re.findall("`+", said)), default=0)),
        "checksums": "\n".join(sums),
    }
    written = letter("bundle", "en", values)
    return Bundle(written, redacted, sha256(written), left_out)


def _case(reports: Sequence[Report], time: str | None) -> str:
    """Return the facts that a desk asks for first, of the first part that has them."""
    every = [part for report in reports for part in _all(report)]
    lines = []
    for name in _CASE:
        value = next((part.fact(name) for part in every if part.fact(name) not in (None, "")), None)
        lines += [_fact(Fact(name, value))] if value is not None else []
    lines += [_fact(Fact("time", time))] if time else []
    return "\n".join(lines) or "-"


def _sources(reports: Sequence[Report]) -> str:
    cited = dict.fromkeys(name for report in reports for name in report.cited())
    return "\n".join(f"{said['title']} <{said['url']}>" for said in map(source, cited)) or "-"


def _facts(reports: Sequence[Report]) -> Iterator[str]:
    for report in reports:
        for number, part in enumerate(_all(report)):
            yield from (f"{_where(report, number)}{_fact(fact)}" for fact in part.facts if fact.value not in (None, ""))


def _fact(fact: Fact) -> str:
    words = table("evidence")
    said = _shown(fact.value)
    label = words["labels"].get(fact.name) or fact.name.replace("_", " ").capitalize()
    return f"{label}: {words['values'].get(said, said)}"


def _where(report: Report, number: int) -> str:
    return f"Recipient {number}, " * bool(number and report.check == "bounce")


def _all(report: Report) -> list[Report]:
    return [report, *(inner for part in report.parts[:50] for inner in _all(part))]


def _shown(value: Value) -> str:
    return " ".join(", ".join(map(str, value)).split()) if isinstance(value, list) else " ".join(str(value).split())


@cache  # who looks it up looks into every package
def _version() -> str | None:
    try:
        return version("postlotse")
    except PackageNotFoundError:
        return None
