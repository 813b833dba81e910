"""Pyodide's door: one JSON text in, one JSON text out. The only file that knows JavaScript exists."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from checkers.checks import Check, find
from checkers.dns import Answer, Lookup, Question, zone_lookup
from checkers.dns.model import Fault
from checkers.dns.wire import NOWHERE, answer, failed, query
from checkers.dns.zonetext import zone_text
from checkers.inputs import Inputs
from checkers.jsonform import to_json
from checkers.report import Report
from checkers.run import Inquiry, UnknownCheckError
from checkers.text.suffixes import suffixes
from checkers.words import catalogue, languages, markdown, view


def run(request: str, file: Any = None) -> str:
    """Run one check and return `{"report", "view"}` as JSON.

    `request` is JSON: `check`, `inputs` (text by name), `lang`, `now` (ISO 8601, absent where no time is to be known),
    and for tests `zone`. `file` is None or the bytes of a file (anything that `bytes` takes), given to the check as its
    main input. The input `export`, which no check has, is "redacted" where the result is to be handed on: nothing in it
    then tells whom it is about.

    Raises what `checkers.check` raises; nothing that a reader can type or drop makes it raise.
    """
    return Dialogue(request, file).result()


class Dialogue:
    """A check whose questions are carried to a resolver: `ask`, then `learn`, until there is nothing to ask.

    Whoever carries them judges nothing: messages go to the resolver and come back as octets (RFC 8484), in base64.
    """

    def __init__(self, request: str, file: Any = None) -> None:
        """Begin; `request` and `file` are those of `run`."""
        asked: Mapping[str, Any] = json.loads(request)
        if (known := find(asked["check"])) is None:
            raise UnknownCheckError(asked["check"])
        inputs: dict[str, str | bytes] = dict(asked["inputs"])
        if file is not None:
            inputs[known.main] = bytes(file)
        self._redacted = inputs.pop("export", "") == "redacted"
        now = datetime.fromisoformat(asked["now"]) if asked.get("now") else None
        self._given = Inputs(inputs, known.main)
        self._words = catalogue(asked.get("lang", ""))
        self._inquiry = Inquiry(asked["check"], inputs, now=now)
        self._pending: tuple[Question, ...] = ()
        self._learned: dict[Question, Answer] = {}
        if asked.get("zone") is not None:
            self._look_up(zone_lookup(asked["zone"]))

    def ask(self) -> str:
        """Return the next round as JSON, empty where there is none: `{"round", "questions": [{"name", "message"}]}`."""
        while self._inquiry.open:
            messages = {question: query(question) for question in self._inquiry.open}
            self._pending = tuple(question for question, message in messages.items() if message is not None)
            if self._pending:
                said = [
                    {"name": one.name, "message": b64encode(messages[one] or b"").decode()} for one in self._pending
                ]
                return json.dumps({"round": self._inquiry.rounds + 1, "questions": said})
            self._learn({})
        return ""

    def learn(self, replies: str) -> None:
        """Go on with what came back, in the order of the questions.

        `replies` is JSON, a list: `{"message"}` as it came; `{"fault"}`, one of `Fault`, where none came; null where
        the reader did not wait for it, whose question stays open.
        """
        said = zip(self._pending, json.loads(replies), strict=True)
        self._learn({question: _answer(question, one) for question, one in said if one})

    def result(self) -> str:
        """Return what is known by now, as `run` does; `live` then holds the answers as text and how they were got."""
        report = self._inquiry.report
        if self._redacted:
            return self._handed_on(report)
        shown = view(report, self._given, self._words)
        live = {
            "rounds": self._inquiry.rounds,
            "questions": len(self._learned),
            "answers": zone_text(self._learned),
        }
        return json.dumps(
            {"report": to_json(report), "view": shown | {"markdown": markdown(shown, self._words)}}
            | ({"live": live} if self._learned else {})
        )

    def _handed_on(self, report: Report) -> str:
        from checkers.requests.redact.report import redact_report  # noqa: PLC0415  few results are handed on

        report = redact_report(report, self._given.text())
        shown = view(report, Inputs({}, self._given.main), self._words)
        return json.dumps({"report": to_json(report), "view": shown | {"markdown": markdown(shown, self._words)}})

    def _look_up(self, lookup: Lookup) -> None:
        while self._inquiry.open:
            self._inquiry.learn(lookup(self._inquiry.open))

    def _learn(self, answers: dict[Question, Answer]) -> None:
        self._learned |= answers
        nowhere = {question: NOWHERE for question in self._inquiry.open if question not in self._pending}
        self._inquiry.learn(nowhere | answers)


def _answer(question: Question, said: Mapping[str, str]) -> Answer:
    if fault := said.get("fault"):
        return failed(Fault(fault))
    return answer(question, b64decode(said["message"]))


# What each check of a record is usually asked, and what all others are.
_RECORDS = {
    "spf": "v=spf1 include:example.com ip4:192.0.2.1 -all",
    "dkim": "v=DKIM1; p=",
    "dmarc": "v=DMARC1; p=none",
    "dmarc-builder": "example.com",
    "mta-sts": "v=STSv1; id=20260101T000000",
    "tls-rpt": "v=TLSRPTv1; rua=mailto:reports@example.com",
    "bimi": "v=BIMI1; l=https://example.com/logo.svg",
}
_OTHERS = (_RECORDS["spf"], "550 5.7.606 Access denied [192.0.2.1]", _RECORDS["dmarc"], "example.com")


def warm(given: Iterable[Check]) -> None:
    """Run each of these checks in every language, for a memory snapshot.

    What only a rare input needs (an Outlook file, a rare charset) is fetched when it is missed.
    """
    suffixes()
    for known in given:
        for text in (_RECORDS[known.name],) if known.name in _RECORDS else _OTHERS:
            for language in languages():
                request = json.dumps({"check": known.name, "inputs": {known.main: text}, "lang": language})
                dialogue = Dialogue(request)
                dialogue.ask()
                dialogue.result()
