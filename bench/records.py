"""Records and pastes of any size, and how long a check takes over one."""

import time
from collections.abc import Callable, Iterator
from itertools import count

from checkers import check, to_json

ROUNDS = 15  # at most
LONG = 0.5  # seconds: after them the best so far will do

type Make = Callable[[int, int], str]


def best(name: str, main: str, make: Make, size: int) -> float:
    """Return the best of some times that a check and its JSON form take, in milliseconds of the processor.

    Each time the text is another one, so that nothing is remembered of the one before.
    """
    times: list[float] = []
    while len(times) < ROUNDS and sum(times) < LONG:
        text = make(size, 1000 * len(times))
        start = time.process_time()
        to_json(check(name, {main: text}))
        times.append(time.process_time() - start)
    return min(times) * 1000


def spf(size: int, first: int) -> str:
    """Return a record of networks and includes, half and half, of `size` characters."""
    return _filled(
        "v=spf1 ",
        (f"ip4:198.51.{n >> 8 & 255}.{n & 255} include:spf{n}.example.com " for n in count(first)),
        size,
        "-all",
    )


def addresses(size: int, first: int) -> str:
    """Return an SPF record of addresses only."""
    return _filled(
        "v=spf1 ", (f"ip4:198.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255} " for n in count(first)), size, "-all"
    )


def dkim(size: int, first: int) -> str:
    """Return a record whose key is far too long."""
    return _filled("v=DKIM1; k=rsa; p=", (f"MIIBIjANBgkqhkiG9w0BAQEFAA{n:06}" for n in count(first)), size, "")


def dmarc(size: int, first: int) -> str:
    """Return a record with a report address for everybody."""
    return _filled(
        "v=DMARC1; p=none; rua=", (f"mailto:d{n}@example.com," for n in count(first)), size, "mailto:d@example.com"
    )


def mta_sts(size: int, first: int) -> str:
    """Return a policy with many hosts."""
    return _filled(
        "version: STSv1\nmode: enforce\n", (f"mx: mx{n}.example.com\n" for n in count(first)), size, "max_age: 86400"
    )


def tls_rpt(size: int, first: int) -> str:
    """Return a record with many report addresses."""
    return _filled(
        "v=TLSRPTv1; rua=", (f"mailto:t{n}@example.com," for n in count(first)), size, "mailto:t@example.com"
    )


def bimi(size: int, first: int) -> str:
    """Return a record with a long address."""
    return _filled("v=BIMI1; l=https://example.com/", (f"logo{n}/" for n in count(first)), size, "a.svg; a=")


def zone(size: int, first: int) -> str:
    """Return the lines of a zone file, one of them SPF and one DMARC."""
    head = 'example.com. 3600 IN TXT "v=spf1 mx -all"\n_dmarc.example.com. 3600 IN TXT "v=DMARC1; p=none"\n'
    return _filled(head, (f"host{n}.example.com. 3600 IN A 192.0.2.{n & 255}\n" for n in count(first)), size, "")


def _filled(head: str, pieces: Iterator[str], size: int, tail: str) -> str:
    text, length = [head], len(head) + len(tail)
    for piece in pieces:
        if length + len(piece) > size:
            break
        text.append(piece)
        length += len(piece)
    return "".join((*text, tail))


SUBJECTS: dict[str, tuple[str, str, Make]] = {
    "spf": ("spf", "record", spf),
    "dkim": ("dkim", "record", dkim),
    "dmarc": ("dmarc", "record", dmarc),
    "mta-sts": ("mta-sts", "policy", mta_sts),
    "tls-rpt": ("tls-rpt", "record", tls_rpt),
    "bimi": ("bimi", "record", bimi),
    "auto": ("auto", "text", zone),
}
