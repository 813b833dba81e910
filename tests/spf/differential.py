"""Our evaluation beside pyspf's, on generated zones and senders: python -m tests.spf.differential [CASES [SEED]].

Every difference must be one of `EXPLAINED`: where pyspf does something else than the RFC says.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import spf as pyspf

from checkers.dns import Answer, Book, Question, zone_lookup
from checkers.spf.evaluation.evaluate import evaluate
from checkers.spf.evaluation.model import Client, Evaluated, Request, Sender

_UNCLOSED = re.compile(r"%\{[^} ]*(?:[ ']|$)", re.MULTILINE)

type Zone = dict[str, dict[str, Any]]

NAMES = tuple(f"{name}.example.com" for name in ("one", "two", "three", "four", "five", "mx.one", "gone", "slow"))
FOUR = ("192.0.2.1", "192.0.2.2", "192.0.2.130", "198.51.100.7", "203.0.113.9")
SIX = ("2001:db8::1", "2001:db8::2", "2001:db8:1::7")
MACROS = (
    *("%{d}", "%{d2}", "%{dr}", "%{o}", "%{l}", "%{l1r-}", "%{s}", "%{i}", "%{ir}", "%{v}", "%{h}", "%{p}", "%{L}"),
    *(
        "%{S}",
        "%{H}",
        "%{l-+}",
        "%{lr+}",
        "%{h-}",
        "%{i2}",
        "%{d9}",
        "%%",
        "%_",
        "%-",
        "%{D}",
        "%{c}",
        "%{x}",
        "%{d",
        "%",
    ),
)


class Case(NamedTuple):
    """A zone, and who sends."""

    zone: Zone
    ip: str
    helo: str
    mail_from: str


class Seen(NamedTuple):
    """A case, what we make of it, and pyspf's result and text."""

    case: Case
    ours: Evaluated
    result: str
    text: str


class Difference(NamedTuple):
    """Where pyspf goes its own way: what the RFC says, and how such a case is known."""

    section: str
    rule: str
    known: Callable[["Seen"], bool]


def _text(case: Case) -> str:
    return "\n".join(str(types.get("TXT")) for types in case.zone.values()).lower()


def _reverse_fails(case: Case) -> bool:
    """Tell whether a lookup fails that `ptr` and `%{p}` need."""
    client = Client.of(case.ip)
    assert client
    hosts = case.zone.get(client.reverse.lower(), {}).get("PTR", [])
    return isinstance(hosts, str) or any("timeout" in case.zone.get(host, {}).values() for host in hosts)


EXPLAINED = (
    Difference(
        "RFC 7208 6",
        "an unknown modifier is ignored however often it stands there; pyspf refuses its repetition",
        lambda seen: seen.result == "permerror" and "MUST appear at most once" in seen.text,
    ),
    Difference(
        "RFC 7208 6.1",
        "redirect is looked up when no mechanism has matched; pyspf counts it while it reads the record",
        lambda seen: "Too many DNS lookups" in seen.text and "redirect=" in _text(seen.case),
    ),
    Difference(
        "RFC 7208 4.6",
        "an include of the domain itself is an error when it is reached; pyspf refuses the record",
        lambda seen: "trivial recursion" in seen.text,
    ),
    Difference(
        "RFC 7208 5.5",
        "ptr does not match, and %{p} is unknown, where the reverse lookup fails; pyspf says temperror",
        lambda seen: seen.result == "temperror" and _reverse_fails(seen.case),
    ),
    Difference(
        "RFC 7208 4.6.4",
        "the reverse lookup for %{p} is made, and counted, where the macro is reached; pyspf makes it while it reads",
        lambda seen: "%{p" in _text(seen.case) and "permerror" in {seen.ours.result, seen.result},
    ),
    Difference(
        "RFC 7208 7.3",
        "parts are joined by dots whatever split them; pyspf keeps the delimiter of all letters but l and s",
        lambda seen: any(macro in _text(seen.case) for macro in ("%{h-", "%{d-", "%{o-")),
    ),
    Difference(
        "RFC 7208 4.3",
        "a sender without local part is postmaster at its domain, in %{s} too; pyspf expands it as it stands",
        lambda seen: seen.case.mail_from.startswith("@") and "%{s" in _text(seen.case),
    ),
    Difference(
        "RFC 7208 12",
        "names of modifiers are compared without case; pyspf knows them in lower case only",
        lambda seen: any(name in str(seen.case.zone) for name in ("EXP=", "Exp=", "REDIRECT=", "Redirect=")),
    ),
    Difference(
        "RFC 7208 6.2",
        "the explanation is looked up once there is a fail; pyspf asks first, and counts what %{p} in it takes",
        lambda seen: "exp=" in _text(seen.case) and "%{p" in _text(seen.case),
    ),
    Difference(
        "RFC 7208 7.1",
        "the macros c, r and t are an error in a domain-spec; in an unknown modifier they are none, as it is ignored",
        lambda seen: "c,r,t macros allowed" in seen.text and "foo=" in _text(seen.case),
    ),
    Difference(
        "RFC 7208 7.1",
        "a macro needs its closing brace; pyspf takes one without it for plain text",
        lambda seen: seen.ours.explanation is None and bool(_UNCLOSED.search(_text(seen.case))),
    ),
    Difference(
        "RFC 7208 7.1",
        "a domain-spec may end in an escaped percent sign; pyspf refuses it",
        lambda seen: "x%%" in _text(seen.case) and ("invalid-macro" in seen.text or bool(seen.ours.explanation)),
    ),
    Difference(
        "RFC 7208 7.3",
        "names are cut to 253 characters; pyspf cuts explanations too",
        lambda seen: bool(seen.ours.explanation and len(seen.ours.explanation) > 253),
    ),
)


def generate(random_: random.Random) -> Case:
    """Return a small zone whose names refer to each other, and a sender."""
    zone: Zone = {}
    for name in NAMES[:6]:
        zone[name] = _types(random_)
    zone["slow.example.com"] = {"*": "timeout"}
    for _ in range(4):  # names that macros lead to
        zone.setdefault(random_.choice((*FOUR, "user.name", "in-addr")) + ".list.example.com", {"A": ["127.0.0.2"]})
    ip = random_.choice((*FOUR, *FOUR, *SIX, "::ffff:192.0.2.1"))
    client = Client.of(ip)
    assert client
    hosts = random_.sample(NAMES, random_.choice((1, 1, 2, 3)))
    zone[client.reverse.lower()] = {"PTR": "timeout" if random_.random() < 0.1 else hosts}
    domain = random_.choice(NAMES[:5])
    mail_from = random_.choice((f"user.name@{domain}", f"user-name+tag@{domain.upper()}", f"@{domain}", ""))
    helo = domain if not mail_from else random_.choice(("mail-1.example.net", *NAMES[:5]))
    return Case(zone, ip, helo, mail_from)


def _types(random_: random.Random) -> dict[str, Any]:
    types: dict[str, Any] = {"TXT": [["some other record"]] if random_.random() < 0.3 else []}
    types["TXT"].append([_record(random_)])
    if random_.random() < 0.03:
        types["TXT"].append(["v=spf1 -all"])
    if random_.random() < 0.7:
        types["A"] = random_.sample(FOUR, random_.choice((1, 2)))
    if random_.random() < 0.5:
        types["AAAA"] = random_.sample(SIX, 1)
    if random_.random() < 0.6:
        count = random_.choice((1, 1, 2, 3, 11))
        types["MX"] = [f"{10 * number} {random_.choice(NAMES)}" for number in range(count)]
    if random_.random() < 0.03:
        types["A" if random_.random() < 0.5 else "TXT"] = "timeout"
    return types


def _record(random_: random.Random) -> str:
    terms = [_term(random_) for _ in range(random_.choice((0, 1, 2, 3, 4, 6, 12)))]
    if random_.random() < 0.7:
        terms.append(random_.choice(("-all", "-all", "~all", "?all", "all", "-ALL")))
    for name, chance in (("redirect", 0.2), ("exp", 0.3), ("foo", 0.1), ("foo", 0.05), ("EXP", 0.02)):
        if random_.random() < chance:
            terms.insert(random_.randrange(len(terms) + 1), f"{name}={_domain(random_)}")
    return " ".join(["v=spf1", *terms])


def _term(random_: random.Random) -> str:
    sign = random_.choice(("", "", "", "", "+", "-", "~", "?"))
    kind = random_.choices(("ip4", "ip6", "a", "mx", "include", "exists", "ptr", "odd"), (20, 8, 18, 10, 20, 10, 5, 1))[
        0
    ]
    match kind:
        case "ip4":
            return f"{sign}ip4:{random_.choice(FOUR)}{random_.choice(('', '', '/32', '/24', '/25', '/0', '/8'))}"
        case "ip6":
            return f"{sign}ip6:{random_.choice(SIX)}{random_.choice(('', '/64', '/32', '/0', '/128'))}"
        case "a" | "mx":
            target = random_.choice(("", f":{_domain(random_)}", f":{random_.choice(NAMES)}"))
            return f"{sign}{kind}{target}{random_.choice(('', '', '', '/24', '//64', '/25//32', '/0'))}"
        case "include" | "exists":
            return f"{sign}{kind}:{_domain(random_)}"
        case "ptr":
            return f"{sign}ptr{random_.choice(('', ':example.com', ':one.example.com'))}"
        case _:
            return random_.choice(("ip4:192.0.2.300", "a/33", "foo", "ip4:192.0.2.1/032", "mx//129", "a:", "all:x"))


def _domain(random_: random.Random) -> str:
    chance = random_.random()
    if chance < 0.7:
        return random_.choice(NAMES) + random_.choice(("", "", "", "."))
    if chance < 0.93:
        return f"{random_.choice(MACROS[:-5])}.list.example.com"
    return random_.choice((f"{random_.choice(MACROS)}.x.example.com", "%{d}", f"x{random_.choice(MACROS)}", "nolabel"))


def ours(case: Case) -> Evaluated:
    """Return what we make of a case, its questions answered from the zone until none is open."""
    local, _, domain = case.mail_from.rpartition("@")
    sender = Sender(local or "postmaster", domain or case.helo, case.helo)
    client = Client.of(case.ip)
    assert client
    answers: dict[Question, Answer] = {}
    lookup = zone_lookup(case.zone)
    while True:
        book = Book(answers)
        done = evaluate(book, Request(client, sender, sender.domain))
        if not book.open:
            return done
        answers |= lookup(book.open)


def theirs(case: Case) -> tuple[str, str]:
    """Return pyspf's result and text."""
    lookup = zone_lookup(case.zone)

    def answer(name: str, type_: str, *_: Any) -> list[tuple[tuple[str, str], Any]]:
        found = lookup([Question.ask(name, type_)])[Question.ask(name, type_)]
        if found.failed:
            raise pyspf.TempError("DNS timeout")
        if type_ == "TXT":
            return [((name, type_), [text.encode() for text in strings]) for strings in found.strings]
        if type_ == "MX":
            split = [record.split(" ") for record in found.records]
            return [((name, type_), (int(preference), host)) for preference, host in split]
        return [((name, type_), record) for record in found.records]

    pyspf.DNSLookup = answer
    result, _, text = pyspf.query(i=case.ip, s=case.mail_from, h=case.helo, querytime=0).check()
    return result, text


def differences(count: int, seed: int) -> Iterator[tuple[Seen, Difference | None]]:
    """Yield each case that the two do not agree about, with what explains it, None where nothing does."""
    random_ = random.Random(seed)
    for _ in range(count):
        case = generate(random_)
        own, (result, text) = ours(case), theirs(case)
        explanation = text if result == "fail" and text != pyspf.EXPLANATIONS["fail"] else None
        if own.result != result or (result == "fail" and own.explanation != explanation):
            seen = Seen(case, own, result, text)
            yield seen, next((one for one in EXPLAINED if one.known(seen)), None)


def main(arguments: list[str]) -> int:
    """Print how often each difference was met, and the cases that nothing explains; 1 where there is one."""
    count, seed = (*map(int, arguments), *(10_000, 7208)[len(arguments) :])
    met: Counter[str] = Counter()
    unexplained = 0
    for seen, known in differences(count, seed):
        if known:
            met[f"{known.section}: {known.rule}"] += 1
        elif (unexplained := unexplained + 1) <= 5:
            own = seen.ours
            print(f"{own.result} {own.explanation!r} {own.stop}, pyspf {seen.result} {seen.text!r}\n  {seen.case}\n")
    print(f"{count} cases, {sum(met.values())} differences explained, {unexplained} not")
    print("\n".join(f"{number:6}  {rule}" for rule, number in met.most_common()))
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
