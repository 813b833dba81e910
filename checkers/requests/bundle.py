"""One file that a support desk can read without us: input, findings, facts, versions, time, checksums."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

from checkers.registry import claims, source
from checkers.report import Fact, Finding, Report, Value
from checkers.requests.letters import clean, letter
from checkers.requests.redact import Redacted, Redactor
from checkers.requests.times import stamp

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
    """The file's text, what redaction did to the input (None where nothing was asked to be hidden), its SHA-256."""

    text: str
    redacted: Redacted | None
    sha256: str


def sha256(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def bundle(
    reports: Sequence[Report], text: str, *, redactor: Redactor | None, keep: str | None, now: datetime | None
) -> Bundle:
    """Return the bundle of an input and what was found in it.

    `redactor` hides in every part of the file, None hides nothing; `keep` is the sending IP address that it leaves,
    which the file says. `now` is the time to state; without it none is stated.
    """
    quoted = text[:MAX_INPUT]
    redacted = redactor.redact(quoted) if redactor else None

    def shown(said: str) -> str:
        return clean(redactor.redact(said).text if redactor else said)

    parts = {
        "case": shown(_case(reports)),
        "findings": clean("\n".join(_findings(reports, shown))),
        "facts": shown("\n".join(_facts(reports))),
        "input": clean(redacted.text if redacted else quoted),
    }
    sums = [f"- {name}: `{sha256(said + chr(10))}`" for name, said in parts.items()]
    values: dict[str, str | None] = {
        **parts,
        "made": stamp(now) if now else None,
        "version": _version(),
        "facts_date": max(str(claim["read"]) for claim in claims().values()),
        "redacted": "yes" if redacted else None,
        "hidden_count": str(len(redacted.hidden)) if redacted else None,
        "kept": keep if redacted else None,
        "unseen": str(len(redacted.unseen)) if redacted and redacted.unseen else None,
        "cut": str(len(text) - len(quoted)) if len(text) > len(quoted) else None,
        "fence": "`"
        * max(3, 1 + max((len(run) for said in parts.values() for run in re.findall("`+", said)), default=0)),
        "checksums": "\n".join(sums),
    }
    written = letter("bundle", "en", values)
    return Bundle(written, redacted, sha256(written))


def _case(reports: Sequence[Report]) -> str:
    """Return the facts that a desk asks for first, of the first part that has them."""
    every = [part for report in reports for part in _all(report)]
    lines = []
    for name in _CASE:
        value = next((part.fact(name) for part in every if part.fact(name) not in (None, "")), None)
        lines += [f"{name}: {_shown(value)}"] if value is not None else []
    return "\n".join(lines) or "-"


def _findings(reports: Sequence[Report], shown: Callable[[str], str]) -> Iterator[str]:
    for report in reports:
        for number, part in enumerate(_all(report)):
            yield from (f"{_where(report, number)} {_finding(found, shown)}" for found in part.findings)


def _finding(found: Finding, shown: Callable[[str], str]) -> str:
    values = shown("; ".join(f"{name}: {_shown(value)}" for name, value in found.values.items() if value is not None))
    sources = "; ".join(f"{said['title']} <{said['url']}>" for said in map(source, found.because))
    return f"{found.severity.value}: {found.code}" + f" ({values})" * bool(values) + f" [{sources}]" * bool(sources)


def _facts(reports: Sequence[Report]) -> Iterator[str]:
    for report in reports:
        for number, part in enumerate(_all(report)):
            yield from (
                f"{_where(report, number)} {_fact(fact)}" for fact in part.facts if fact.value not in (None, "")
            )


def _fact(fact: Fact) -> str:
    return f"{fact.name}: {_shown(fact.value)}"


def _where(report: Report, number: int) -> str:
    return f"{report.check}" + f" #{number}" * bool(number)


def _all(report: Report) -> list[Report]:
    return [report, *(inner for part in report.parts[:50] for inner in _all(part))]


def _shown(value: Value) -> str:
    return " ".join(", ".join(map(str, value)).split()) if isinstance(value, list) else " ".join(str(value).split())


def _version() -> str | None:
    try:
        return version("postlotse")
    except PackageNotFoundError:
        return None
