"""Reverse DNS of the address, and whether the name leads back to it: Microsoft's rules ask for it."""

import re
from dataclasses import dataclass

from checkers.dns import Book, Status, normal_name
from checkers.registry import finding
from checkers.report import Finding
from checkers.requests.address import Address, addresses

_MAX_NAMES = 5
_DYNAMIC = re.compile(
    r"(?:^|[.\-_\d])(?:dyn|dynamic|dynip|dhcp|a?dsl|vdsl|pool|ppp|pppoe|dial-?up|dialin|cable)(?:[.\-_\d]|$)"
)


@dataclass(frozen=True, slots=True)
class Reverse:
    """The names of an address; `name` is the one that leads back, None where none does or nothing is known."""

    findings: tuple[Finding, ...] = ()
    names: tuple[str, ...] = ()
    name: str | None = None


def reverse(address: Address, book: Book) -> Reverse:
    """Ask for the names of `address` and for their addresses; what `book` cannot answer stays open in it."""
    answer = book.ask(address.reverse_pointer, "PTR")
    if answer is None:
        return Reverse()
    ip = str(address)
    if answer.failed:
        return Reverse((finding("delist.dns-failed", ip=ip),))
    names = tuple(dict.fromkeys(normal_name(record) for record in answer.records))
    if answer.status is Status.NXDOMAIN or not names:
        return Reverse((finding("delist.no-reverse-dns", ip=ip),))
    return _forward(address, names, book)


def _forward(address: Address, names: tuple[str, ...], book: Book) -> Reverse:
    ip, kind = str(address), "A" if address.version == 4 else "AAAA"  # noqa: PLR2004
    asked = {name: book.ask(name, kind) for name in names[:_MAX_NAMES]}
    back = next((name for name, said in asked.items() if said and address in _addresses(said.records)), None)
    if back:
        generic = (finding("delist.reverse-generic", ip=ip, name=back),) if is_generic(back, address) else ()
        return Reverse((finding("delist.reverse-good", ip=ip, name=back), *generic), names, back)
    if any(said is None for said in asked.values()):
        return Reverse((), names)
    failed = any(said and said.failed for said in asked.values())
    wrong = finding("delist.reverse-mismatch", ip=ip, name=names[0])
    return Reverse((finding("delist.dns-failed", ip=ip) if failed else wrong,), names)


def is_generic(name: str, address: Address) -> bool:
    """Tell whether a name was made from the address or says that it changes, as access providers name theirs."""
    if _DYNAMIC.search(name):
        return True
    if address.version != 4:  # noqa: PLR2004
        return False
    octets = str(address).split(".")
    numbers = [str(int(number)) for number in re.findall(r"\d{1,3}", name)]
    joined = ".".join(numbers)
    return ".".join(octets) in joined or ".".join(reversed(octets)) in joined


def _addresses(records: tuple[str, ...]) -> list[Address]:
    return [address for record in records for address in addresses(record)[0]]
