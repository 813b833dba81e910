"""Answers as a text that can be read again: lines of a zone file, with dig's words in comments above them."""

import re
from collections.abc import Iterable, Mapping

from checkers.dns.commands import TYPES
from checkers.dns.model import Answer, Question

_TEXTS = {"SPF", "TXT"}
_TARGETS = {"CNAME", "MX", "NS", "PTR"}
_NAME = re.compile(r"[^\s;:,=\"\\]{1,255}")
_QUOTED = re.compile(r"[\"\\]|[^ -~]+")
_WORDS = re.compile(r"[ -~]+")


def zone_text(answers: Mapping[Question, Answer]) -> str:
    """Return `answers` as text, a block each; `read_answers` finds the same answers in it.

    How a lookup ended and the AD bit stand in comments, as dig prints them. Lookups with a fault of the resolver's or
    of the way to it are left out, for they answer nothing; so are names that no zone file's line can hold.
    """
    blocks = (_block(question, answer) for question, answer in answers.items() if _writable(question, answer))
    text = "\n\n".join("\n".join(block) for block in blocks)
    return f"{text}\n" if text else ""


def _writable(question: Question, answer: Answer) -> bool:
    names = (question.name, *answer.aliases)
    return answer.usable and question.type in TYPES and all(map(_NAME.fullmatch, names))


def _block(question: Question, answer: Answer) -> Iterable[str]:
    yield f";; ->>HEADER<<- opcode: QUERY, status: {answer.status}, id: 0"
    if answer.authentic is not None:
        yield ";; flags: qr rd ra ad;" if answer.authentic else ";; flags: qr rd ra;"
    yield f";{question.name}. IN {question.type}"
    name = question.name
    for alias in answer.aliases:
        yield f"{name}. IN CNAME {alias}."
        name = alias
    strings = answer.strings or tuple((record,) for record in answer.records)
    for record, split in zip(answer.records, strings, strict=True):
        yield f"{name}. IN {question.type} {_data(question.type, record, split)}"


def _data(type_: str, record: str, strings: tuple[str, ...]) -> str:
    if type_ in _TEXTS:
        return " ".join(f'"{_QUOTED.sub(_escaped, string)}"' for string in strings)
    shown = " ".join(_WORDS.findall(record))  # one line, whatever it holds
    return f"{shown.removesuffix('.')}." if type_ in _TARGETS else shown


def _escaped(match: re.Match[str]) -> str:
    """Return a quoted string's characters escaped: by a backslash, or each octet by its number (RFC 1035 5.1)."""
    if match[0] in {'"', "\\"}:
        return f"\\{match[0]}"
    return "".join(f"\\{octet:03}" for octet in match[0].encode("utf-8", "surrogatepass"))
