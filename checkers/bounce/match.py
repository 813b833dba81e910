"""Which known refusal it is: by service, code and text together, never by the code alone where the text can decide."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from checkers.bounce.catalogue import Reason, Row, Service, normal, numbers, rows, shared_codes

_STATUS = re.compile(r"(?<![\w.])[45]\.\d{1,3}\.\d{1,3}(?![\w.]*\d)", re.ASCII)
_MICROSOFT = {Service.EXCHANGE_ONLINE, Service.OUTLOOK}
_OWN_NUMBERS = 100  # x.y.100 and above are in no registry: Microsoft's own, where Microsoft says them


class Confidence(IntEnum):
    """What a match rests on."""

    LOW = 1  # the code alone
    MEDIUM = 2  # the text alone, or the code and the service
    HIGH = 3  # code and text


@dataclass(frozen=True, slots=True)
class Match:
    """A known refusal and how sure it is."""

    row: Row
    confidence: Confidence
    by_text: bool
    against: Row | None = None  # whose words they are, where the code is another's


@lru_cache(maxsize=1000)  # a log repeats itself
def match(code: str | None, text: str, service: Service) -> Match | None:
    """Return the refusal that `code` and `text`, said by `service`, are; None where it is none we know."""
    said = normal(text)
    hits: dict[str, tuple[Row, str]] = {row.id: (row, "") for row in _with_code(code)} if code else {}
    for pattern, row in _patterns():  # the longest first
        if pattern in said and not hits.get(row.id, (row, ""))[1]:
            hits[row.id] = (row, pattern)
    best: tuple[tuple[int, ...], Match] | None = None
    for row, pattern in hits.values():
        confidence = _confidence(row, code, pattern, service)
        if confidence is None:
            continue
        order = (confidence, code in row.codes, service in row.services, len(pattern))
        if best is None or order > best[0]:
            best = (order, Match(row, confidence, bool(pattern)))
    if best and best[1].row.reason is Reason.EXPIRED:
        return _last_answer(said, service, [hit for hit in hits.values() if hit[1]]) or best[1]
    return _by_own_number(code, service, best[1], hits) if best and code else best and best[1]


def _by_own_number(code: str, service: Service, best: Match, hits: dict[str, tuple[Row, str]]) -> Match:
    """Return the refusal of a number that is Microsoft's own where the words are those of another such number."""
    if numbers(code)[2] < _OWN_NUMBERS or best.row.has(code) or best.row.generic or service is Service.OTHER:
        return best
    if not (best.row.first or any(numbers(other)[2] >= _OWN_NUMBERS for other in best.row.codes)):
        return best
    named = [row for row, _ in hits.values() if row.has(code) and code not in shared_codes() and not row.generic]
    return Match(named[0], Confidence.MEDIUM, by_text=False, against=best.row) if named else best


def _last_answer(said: str, service: Service, hits: list[tuple[Row, str]]) -> Match | None:
    """Return what the other side last answered where a text that says "expired" quotes it with its own code."""
    for status in _STATUS.findall(said):
        for row, pattern in hits:
            if row.reason is not Reason.EXPIRED and row.has(status):
                confidence = _confidence(row, status, pattern, service)
                if confidence is Confidence.HIGH:
                    return Match(row, confidence, by_text=True)
    return None


@cache
def _patterns() -> tuple[tuple[str, Row], ...]:
    pairs = ((pattern, row) for row in rows() for pattern in row.patterns)
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=1000)
def _with_code(code: str) -> tuple[Row, ...]:
    return tuple(row for row in rows() if row.has(code))


def _confidence(row: Row, code: str | None, pattern: str, service: Service) -> Confidence | None:
    coded = code is not None and row.has(code)
    distinct = pattern in row.distinct
    ours = service in row.services or service is Service.UNKNOWN
    if not (ours or row.generic or (pattern and (service in _MICROSOFT or distinct))):
        return None
    if coded and pattern:
        return Confidence.HIGH if service in row.services or distinct else Confidence.MEDIUM
    if coded:
        return _by_code(row, code or "", service)
    if pattern and (code is None or distinct) and (distinct or service in row.services):
        return Confidence.MEDIUM
    return None


def _by_code(row: Row, code: str, service: Service) -> Confidence | None:
    if code in shared_codes():
        return None
    if service in row.services and numbers(code)[2] >= _OWN_NUMBERS:
        return Confidence.MEDIUM
    if row.generic or service in row.services:
        return Confidence.LOW
    return Confidence.LOW if service is Service.UNKNOWN and numbers(code)[2] >= _OWN_NUMBERS else None
