"""A mailing list or a forwarder between sender and Microsoft: SPF is checked for it, and it may break a signature."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checkers.headers.evidence import Said
from checkers.headers.model import Reading
from checkers.headers.path import Step, is_public
from checkers.headers.results import Result, Results
from checkers.requests.microsoft import is_inside_host

LIST = "over-list"
FORWARDED = "forwarded"
_LISTS = ("list-post", "x-beenthere", "x-mailman-version", "mailing-list", "x-google-group-id")  # newsletters have none
_NAMES_LIST = ("list-post", "list-id", "x-beenthere", "mailing-list", "sender")
_FORWARDS = ("x-forwarded-to", "x-forwarded-for", "resent-from", "resent-to")
_DELIVERED = ("delivered-to", "x-original-to", "envelope-to")
_REWRITTEN = re.compile(r"SRS[01][=+-]|\+caf_=", re.IGNORECASE)  # envelope senders of SRS and of Gmail
_DOMAIN = re.compile(r"[@.<\s](?P<domain>[\w-]+(?:\.[\w-]+)+)\s*>?")
_NOT_LISTED = {"fail", "softfail", "neutral"}
_RESTS_ON_DKIM = {"dkim", "dmarc", "action", "compauth", "reason", "cat"}


def relay(reading: Reading, results: Results, way: Sequence[Step]) -> str:
    """Return `LIST` or `FORWARDED` where the fields show that not the sender handed in the message, else ""."""
    author = _author(results)
    if not author:
        return ""
    if reading.first(*_LISTS) and not any(_related(name, author) for name in _list_names(reading)):
        return LIST
    path = reading.first("return-path")
    rewritten = path is not None and _REWRITTEN.search(path.text[:500]) is not None
    if reading.first(*_FORWARDS) or rewritten or _delivered(reading, way) or _taken_elsewhere(way, author):
        return FORWARDED
    return ""


def passed_on(evidence: Sequence[Said], kind: str, results: Results) -> list[Said]:
    """Return what was said of the sender's authentication as the doing of the `kind` that passed the message on.

    What rests on DKIM is so only where a signature of the From domain was broken; without one the sender can sign.
    """
    affected = {"spf"} | (_RESTS_ON_DKIM if _broken(results) else set())
    return [_redirected(one, kind) if one.id in affected else one for one in evidence]


def _redirected(one: Said, kind: str) -> Said:
    if one.meaning is None or one.meaning.do != "authenticate" or (one.id == "spf" and one.value not in _NOT_LISTED):
        return one
    do = kind if one.matters else one.meaning.do
    return replace(one, meaning=replace(one.meaning, do=do, advice=kind, actor=None, code=None))


def _broken(results: Results) -> bool:
    """Tell whether a signature of the From domain, or one that names none, failed over what is in the message."""
    author = _author(results)
    failed = (one for one in results.results if one.method == "dkim" and one.value == "fail")
    return any(
        _related(_domain(one, "header.d") or author, author) and "no key" not in " ".join(one.comments).lower()
        for one in failed
    )


def _author(results: Results) -> str:
    return next((found for one in results.results if (found := _domain(one, "header.from"))), "")


def _domain(one: Result, name: str) -> str:
    found = one.get(name)
    value = found.value.strip("<>\"'").rpartition("@")[2].lower().rstrip(".") if found else ""
    return "" if value == "none" else value


def _list_names(reading: Reading) -> Iterator[str]:
    for field in reading.all(*_NAMES_LIST):
        yield from (match["domain"].lower() for match in _DOMAIN.finditer(field.text[:500]))


def _delivered(reading: Reading, way: Sequence[Step]) -> bool:
    """Tell whether a server on the way to Microsoft had delivered the message into a mailbox already."""
    inside = 0
    below = False
    first = next((len(way) - step.number for step in way if is_inside_host(step.hop.by)), None)
    for field in reading.fields:
        if field.key == "received":
            below = below or inside == first
            inside += 1
        elif below and field.key in _DELIVERED:
            return True
    return False


def _taken_elsewhere(way: Sequence[Step], author: str) -> bool:
    """Tell whether a server took the message from outside for an address of its own domain, and then passed it on."""
    for step in way:
        hop = step.hop
        if is_inside_host(hop.by):
            return False
        owner = hop.recipient.rpartition("@")[2].lower().rstrip(".")
        own = bool(owner) and _related(hop.by, owner) and not _related(owner, author)
        if own and is_public(hop.address) and not _related(hop.giver, owner):
            return True
    return False


def _related(one: str, other: str) -> bool:
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
