"""SPF evaluations a second beside pyspf, in this CPython, both with every answer at hand."""

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import spf as pyspf

from bench.limits import at_least
from checkers.dns import Answer, Book, Question, zone_lookup
from checkers.spf.evaluation.evaluate import evaluate
from checkers.spf.evaluation.model import Client, Request, Sender

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5

type Zone = Mapping[str, Mapping[str, Any]]


class Subject(NamedTuple):
    """One evaluation to repeat."""

    zone: Zone
    ip: str
    helo: str
    mail_from: str


def print_spf(where: str = "CPython", limit: float = 1.0) -> None:
    """Print evaluations a second of both, and the ratio, on the openspf zones and on a record as Microsoft's are."""
    print(f"\nSPF evaluations a second in {where}, every answer at hand")
    print(f"{'':26}{'pyspf':>10}{'own':>10}{'own/pyspf':>12}{'limit':>8}")
    for name, subjects in (("openspf zones", list(openspf())), ("a Microsoft 365 domain", microsoft())):
        if not subjects:
            print(f"{name:26}  no suite found: set CONFORMANCE_DIR")
            continue
        theirs, ours = _pyspf(subjects), _own(subjects)
        times = [(_time(theirs), _time(ours)) for _ in range(ROUNDS)]  # in turns: the machine's moods hit both
        their, our = (len(subjects) / min(column) for column in zip(*times, strict=True))
        print(f"{name:26}{their:10,.0f}{our:10,.0f}{our / their:12.2f}{limit:8}  {at_least(our / their, limit)}")


def openspf() -> Iterator[Subject]:
    """Yield the evaluations of the openspf suite for RFC 7208, none where it is not to be had."""
    folder = Path(os.environ.get("CONFORMANCE_DIR", ROOT.parent / "shared" / "conformance")) / "spf" / "openspf"
    path = folder / "rfc7208-tests.normalised.json"
    if not path.exists():
        return
    suite = json.loads(path.read_text("utf-8"))
    zones = {
        scenario: {
            name: {type_: [_text(one) for one in records] for type_, records in entry["records"].items()}
            | ({"*": "timeout"} if entry["timeout_all"] else {})
            for name, entry in names.items()
        }
        for scenario, names in suite["zones"].items()
    }
    for case in suite["tests"]:
        yield Subject(zones[case["scenario"]], case["host"], case["helo"], case["mailfrom"])


def microsoft() -> list[Subject]:
    """Return senders of a domain that uses Microsoft 365, a newsletter service and servers of its own."""
    includes = {
        f"spf{letter}.protection.example.net": {"TXT": [f"v=spf1 {_networks(number)} -all"]}
        for number, letter in enumerate("abc")
    }
    zone: dict[str, dict[str, Any]] = includes | {
        "example.com": {
            "TXT": [
                (
                    "v=spf1 ip4:192.0.2.10 mx include:spf.protection.example.net include:_spf.news.example.org "
                    "a:shop.example.com ~all"
                ),
                "MS=ms00000000",
                "google-site-verification=abc",
            ],
            "MX": ["0 example-com.mail.protection.example.net"],
        },
        "example-com.mail.protection.example.net": {"A": ["198.51.100.36", "198.51.100.110"]},
        "spf.protection.example.net": {
            "TXT": [
                (
                    "v=spf1 ip4:203.0.113.0/25 ip6:2001:db8:f400::/48 include:spfa.protection.example.net "
                    "include:spfb.protection.example.net include:spfc.protection.example.net -all"
                )
            ]
        },
        "_spf.news.example.org": {"TXT": [f"v=spf1 {_networks(7)} ~all"]},
        "shop.example.com": {"A": ["192.0.2.77"]},
    }
    addresses = ("192.0.2.10", "198.51.100.36", "203.0.113.7", "10.2.7.1", "192.0.2.77", "192.0.2.200", "2001:db8::9")
    return [Subject(zone, address, "mail.example.com", "news@example.com") for address in addresses]


def _networks(number: int) -> str:
    four = " ".join(f"ip4:10.{number}.{octet}.0/24" for octet in range(12))
    return f"{four} ip6:2001:db8:{number}::/48"


def _text(record: Any) -> Any:
    """Return an MX record, which the suite gives as preference and host, in presentation form."""
    return " ".join(map(str, record)) if isinstance(record, list) and record and isinstance(record[0], int) else record


def _time(run: Callable[[], None]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _own(subjects: list[Subject]) -> Callable[[], None]:
    books = []
    for subject in subjects:
        local, _, domain = subject.mail_from.rpartition("@")
        sender = Sender(local or "postmaster", domain or subject.helo, subject.helo)
        client = Client.of(subject.ip)
        assert client
        answers: dict[Question, Answer] = {}
        lookup = zone_lookup(subject.zone)
        while True:
            book = Book(answers)
            evaluate(book, Request(client, sender, sender.domain))
            if not book.open:
                break
            answers |= lookup(book.open)
        books.append((answers, subject.ip, sender))

    def run() -> None:
        for answers, address, sender in books:
            client = Client.of(address)
            assert client
            evaluate(Book(answers), Request(client, sender, sender.domain))

    return run


def _pyspf(subjects: list[Subject]) -> Callable[[], None]:
    prepared = [(_pyspf_zone(subject.zone), subject) for subject in subjects]

    def run() -> None:
        for zone, subject in prepared:
            pyspf.DNSLookup = zone
            pyspf.check2(subject.ip, subject.mail_from, subject.helo)

    return run


def _pyspf_zone(zone: Zone) -> Callable[..., list[tuple[tuple[str, str], Any]]]:
    """Return a DNSLookup for pyspf that answers from `zone`; everything is prepared, as it is for us."""
    known: dict[tuple[str, str], list[tuple[tuple[str, str], Any]]] = {}
    failing: set[str] = set()
    for name, types in zone.items():
        key = name.lower()
        for type_, records in types.items():
            if isinstance(records, str):
                failing.add(key)
                continue
            known[key, type_] = [((key, type_), _pyspf_record(type_, record)) for record in records]

    def lookup(name: str, type_: str, *_: Any) -> list[tuple[tuple[str, str], Any]]:
        found = known.get((name, type_))
        if found is None and name in failing:
            raise pyspf.TempError("DNS timeout")
        return found or known.get((name, "CNAME"), [])

    return lookup


def _pyspf_record(type_: str, record: Any) -> Any:
    if type_ in {"TXT", "SPF"}:
        return [one.encode("utf-8") for one in ([record] if isinstance(record, str) else record)]
    if type_ == "MX":
        preference, _, host = record.partition(" ")
        return int(preference), host
    return record.removesuffix(".")
