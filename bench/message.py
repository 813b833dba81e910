"""Verifying messages: signatures a second beside dkimpy, ARC chains, and one message of 25 MB."""

import time
from base64 import encodebytes
from collections.abc import Callable
from random import Random
from typing import Any

import dkim

from checkers import check
from checkers.arc.validate import validate
from checkers.dkim.verification.octets import Octets
from checkers.dkim.verification.verify import verify_all
from checkers.dns import Answer, Book, Question, Status, zone_lookup
from tests.message.signing import crlf, record, sealed, signed, zone

SIZE = 25 * 1024 * 1024
ROUND = 0.5  # seconds of one measurement
ROUNDS = 5
FORMS = ("relaxed/relaxed", "simple/simple")
HEAD = """From: Anna <anna@example.com>
To: bob@example.org
Subject: Figures
Date: Mon, 23 Nov 2026 10:00:00 +0100
Message-ID: <1@example.com>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

"""


def print_message() -> None:
    text = crlf(HEAD + "A line of a message as people write them, not too long.\n" * 60)
    key = record()
    for form in FORMS:
        message = signed(text, form=form)
        ours = best(lambda message=message: _verify(message, key))  # type: ignore[misc]
        theirs = best(lambda message=message: _dkimpy(message, key))  # type: ignore[misc]
        print(f"{form}: {ours:,.0f} signatures a second, dkimpy {theirs:,.0f}, ratio {ours / theirs:.2f}")
    whole = signed(text)
    inputs = {"message": whole, "ip": "192.0.2.1", "mail_from": "anna@example.com"}
    print(f"whole check: {best(lambda: check('message', inputs, lookup=zone_lookup(zone()))):,.0f} messages a second")
    for hops in (1, 5):
        chain = _chain(text, hops)
        print(f"ARC, {hops} hops: {best(lambda chain=chain: _validate(chain, key)):,.0f} chains a second")  # type: ignore[misc]
    _large()


def best(work: Callable[[], Any]) -> float:
    """Return how often a second `work` can be done, the best of some rounds."""
    rates = []
    for _ in range(ROUNDS):
        count, start = 0, time.process_time()
        while (spent := time.process_time() - start) < ROUND:
            work()
            count += 1
        rates.append(count / spent)
    return max(rates)


def _verify(message: bytes, key: str) -> None:
    book = Book({Question.ask("s._domainkey.example.com", "TXT"): Answer(Status.NOERROR, (key,))})
    assert verify_all(Octets.of(message), book, None)[0].passed


def _dkimpy(message: bytes, key: str) -> None:
    assert dkim.verify(message, dnsfunc=lambda name, timeout=5: key.encode())  # noqa: ARG005


def _chain(text: bytes, hops: int) -> bytes:
    for number in range(1, hops + 1):
        text = sealed(text, number, "example.org", "mx.example.org; arc=none", chain="none" if number == 1 else "pass")
    return text


def _validate(message: bytes, key: str) -> None:
    book = Book({Question.ask("s._domainkey.example.org", "TXT"): Answer(Status.NOERROR, (key,))})
    assert validate(Octets.of(message), book).result == "pass"


def _large() -> None:
    """Measure the whole check, questions and answers included, of a message with a large attachment."""
    data = encodebytes(Random(1).randbytes(SIZE * 3 // 4)).replace(b"\n", b"\r\n")  # noqa: S311  an attachment
    for form in FORMS:
        message = signed(crlf(HEAD) + data, form=form)
        changed = message.replace(b"Subject: ", b"Subject: [list] ") + b"footer\r\n"
        broken = message[:-9] + b"AAAAAA=\r\n"
        tried = {"passes": message, "LF alone": message.replace(b"\r\n", b"\n"), "explained": changed, "broken": broken}
        for name, one in tried.items():
            start = time.process_time()
            report = check("message", {"message": one, "ip": "192.0.2.1"}, lookup=zone_lookup(zone()))
            spent = time.process_time() - start
            result = next(part.fact("result") for part in report.parts if part.check == "dkim")
            print(f"{form}, {len(one) / 2**20:.0f} MB, {name}: {result} in {spent:.2f} s")
