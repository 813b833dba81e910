"""Authentication-Results (RFC 8601), its twins, and what Microsoft and others write in its place."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from checkers.headers.model import Field
from checkers.report import Span

MAX_RESULTS = 100

_METHODS = (  # the registry of RFC 8601, and what others write
    "spf dkim dmarc arc auth compauth iprev sender-id domainkeys dkim-adsp dkim-atps vbr smime rrvs dnswl bimi x-hmca"
    " x-tls x-ptr x-aligned-from x-return-mx x-google-dkim x-spam x-arc x-dmarc dara"
)
METHODS = frozenset(_METHODS.split())

_ITEM = re.compile(
    r"""(?P<space>\s+)|(?P<end>;)|(?P<comment>\()
    |(?P<key>[A-Za-z][\w.-]*+)(?P<version>\s*+/\s*+\d{1,3})?\s*+=(?:\s++(?![\w.-]+\s*=|$))?
     (?P<value>"(?:[^"\\]|\\.)*+"?|<[^<>\s]*+>|[^\s;()"]*+)
    |(?P<word>[^\s;()]+)|(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_IN_COMMENT = re.compile(r"[()]|\\.", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


class Property(NamedTuple):
    """What a result is about: "smtp" and "mailfrom", or an empty type for "action" and the like."""

    type: str
    name: str
    value: str
    span: Span | None

    @property
    def key(self) -> str:
        """The property as it is written: "smtp.mailfrom"."""
        return f"{self.type}.{self.name}" if self.type else self.name


@dataclass(slots=True)
class Result:
    """The result of one method; `reason` is what the server gave as the reason, in quotes or as Microsoft's code."""

    method: str
    value: str
    span: Span
    version: str = ""
    reason: str = ""
    reason_span: Span | None = None
    comments: list[str] = field(default_factory=list)
    properties: list[Property] = field(default_factory=list)

    def get(self, key: str) -> Property | None:
        """Return the first property of that name: "smtp.mailfrom", "action"."""
        return next((one for one in self.properties if one.key == key), None)


@dataclass(slots=True)
class Results:
    """A whole field: the server that speaks, if it says so, and its results in order; `unread` is what is neither."""

    authserv_id: str = ""
    instance: str = ""  # of an ARC set
    none: bool = False  # "none" in place of results
    results: list[Result] = field(default_factory=list)
    unread: list[tuple[str, Span]] = field(default_factory=list)

    @property
    def microsoft(self) -> bool:
        """Whether it looks like Microsoft's: results without a server's name, its own method, or its comment."""
        return bool(self.results) and (
            not self.authserv_id
            or self.authserv_id.lower().endswith((".microsoft.com", ".outlook.com"))
            or any(one.method == "compauth" for one in self.results)
            or any(comment.lower().startswith("sender ip is") for comment in self.results[0].comments)
        )


def read_results(source: Field) -> Results:
    """Return what a field of results says. What cannot be read is kept as unread, nothing is refused."""
    return _Reader(source).run()


class _Reader:
    def __init__(self, source: Field) -> None:
        self.source = source
        self.text = source.value.text
        self.found = Results()
        self.last: Result | None = None
        self.fresh = True  # at the beginning of a stretch between semicolons
        self.first = True  # before the first semicolon

    def run(self) -> Results:
        at, text = 0, self.text
        while at < len(text) and (match := _ITEM.match(text, at)):
            at = match.end()
            kind = match.lastgroup
            if kind == "comment":
                at = _comment_end(text, at)
                if self.last:
                    self.last.comments.append(" ".join(text[match.end() : at].removesuffix(")").split()))
            elif kind == "end":
                self.fresh, self.first = True, False
            elif kind in {"value", "key", "version"}:
                self.pair(match)
            elif kind == "word":
                self.word(match)
            elif kind == "other":
                self.left(match)
        return self.found

    def pair(self, match: re.Match[str]) -> None:
        key, value = match["key"], _unquoted(match["value"])
        folded = key.lower()
        span = self.source.place(match.start("value"), match.end("value")) if match["value"] else None
        if folded == "i" and self.first and not self.found.results and value.isdigit():
            self.found.instance = value
        elif "." not in folded and (folded in METHODS or (self.fresh and _may_be_result(folded, value))):
            self.begin(match, folded, value)
        elif self.last is None:
            self.left(match)
        elif folded == "reason":
            self.last.reason, self.last.reason_span = value, span
        else:
            kind, dot, name = key.partition(".")
            self.last.properties.append(
                Property(kind.lower(), name.lower(), value, span) if dot else Property("", folded, value, span)
            )
        self.fresh = False

    def begin(self, match: re.Match[str], method: str, value: str) -> None:
        if len(self.found.results) >= MAX_RESULTS:
            self.left(match)
            return
        version = (match["version"] or "").strip(" /\t\r\n")
        self.last = Result(method, value.lower(), self.source.place(match.start(), match.end()), version)
        self.found.results.append(self.last)

    def word(self, match: re.Match[str]) -> None:
        word = match["word"]
        if word.lower() == "none" and self.fresh and not self.first:
            self.found.none = True
        elif self.fresh and not self.found.authserv_id and self.last is None:
            self.found.authserv_id = word.strip('"')
        elif self.first and word.isdigit() and self.found.authserv_id:
            pass  # the version of the format, RFC 8601 2.2
        elif not (self.fresh and "." in word):  # Microsoft repeats the receiving domain between results
            self.left(match)
        self.fresh = False

    def left(self, match: re.Match[str]) -> None:
        if len(self.found.unread) < MAX_RESULTS:
            self.found.unread.append((match[0].strip(), self.source.place(match.start(), match.end())))


def _may_be_result(method: str, value: str) -> bool:
    """Tell whether a pair that begins a stretch is a method's result: "from=example.com" and "helo=host" are none."""
    if method in {"from", "helo", "client-ip", "envelope-from", "reason", "action", "receiver", "identity"}:
        return False
    return value.isascii() and value.replace("-", "").isalpha()


def _comment_end(text: str, at: int) -> int:
    """Return where the comment ends that begins before `at`; comments nest (RFC 5322 3.2.2)."""
    depth = 1
    for match in _IN_COMMENT.finditer(text, at):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth == 0:
            return match.end()
    return len(text)


def _unquoted(value: str) -> str:
    if value.startswith('"'):
        return _ESCAPE.sub(r"\1", value[1:].removesuffix('"'))
    return value
