"""What the values of a field stand for, from `data/headers.toml`."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from checkers.report import Actor, Severity
from checkers.tables import table

UNKNOWN = "unknown"  # the word for a value that no source explains
OPEN = "any"  # the word for the value of a field that may hold anything


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is fixed about one value of a field; `key` names its words: value/meaning/<key>, value/advice/<key>."""

    key: str
    severity: Severity = Severity.NOTE
    result: str | None = None  # what was done with the message because of it
    do: str | None = None  # the recommendation
    actor: Actor | None = None
    code: str | None = None  # the bounce that the same judgement leads to
    status: str = "documented"
    because: tuple[str, ...] = ()
    advice: str = ""  # the key of the advice where it is not the value's own

    @property
    def advised(self) -> str:
        """The key of the words for what to do, empty where there is nothing to do."""
        return (self.advice or self.key) if self.do else ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A field of a header with its values; `closed` where only certain values are known."""

    id: str
    header: str
    name: str
    because: tuple[str, ...]
    values: dict[str, Meaning] = field(default_factory=dict)

    @property
    def closed(self) -> bool:
        """Whether a value beside the known ones is an unknown one."""
        return bool(self.values) and "" not in self.values

    def meaning(self, value: str) -> Meaning | None:
        """Return what a value stands for, None for one that is not known."""
        known = self.values.get(value.casefold())
        if known is None and self.id == "reason":
            return self._ranged(value)
        if known is None and not self.closed:
            return Meaning(f"{self.id}/{OPEN}", because=self.because)
        return known

    def _ranged(self, value: str) -> Meaning | None:
        if len(value) != len("000") or not value.isascii() or not value.isdigit():
            return None
        return self.values.get("701-704") if "701" <= value <= "704" else self.values.get(f"{value[0]}xx")


@cache
def vocabularies() -> dict[str, Vocabulary]:
    """Return every field by its id."""
    return {name: _vocabulary(name, entry) for name, entry in table("headers")["field"].items()}


@cache
def stamps() -> dict[str, str]:
    """Return the headers that have a word of their own, each with what that rests on: "documented" or "observed"."""
    return {name: status for status, names in table("headers")["stamps"].items() for name in names}


@cache
def in_report() -> dict[str, str]:
    """Return the ids of the fields of filter reports by their names in lower case."""
    inside = ("x-forefront-antispam-report", "x-microsoft-antispam")
    return {known.name.lower(): known.id for known in vocabularies().values() if known.header in inside}


def _vocabulary(name: str, entry: dict[str, Any]) -> Vocabulary:
    because = tuple(entry.get("because", ()))
    values = {
        value.casefold(): _meaning(f"{name}/{value}" if value else f"{name}/empty", said, because)
        for value, said in entry.get("values", {}).items()
    }
    return Vocabulary(name, entry["header"], entry["name"], because, values)


def _meaning(key: str, said: dict[str, Any], because: tuple[str, ...]) -> Meaning:
    return Meaning(
        key,
        Severity(said.get("severity", Severity.NOTE)),
        said.get("result"),
        said.get("do"),
        Actor(said["actor"]) if "actor" in said else None,
        said.get("code"),
        said.get("status", "documented"),
        tuple(said.get("because", because)),
    )
