"""How long it takes to read what is far longer than any real record, in this CPython."""

from bench.limits import at_most
from bench.records import Make, addresses, best, dkim, dmarc, mta_sts, spf, zone

SIZE = 10 * 1024
LIMIT = 5  # milliseconds
LONGEST = 64 * 1024  # what no TXT record can exceed
LONGEST_LIMIT = 50

type Subjects = dict[str, tuple[str, str, Make]]


def print_reading() -> None:
    """Print milliseconds for each kind of record and paste beside the limit, then for the shapes that take longest."""
    _print(
        SIZE,
        LIMIT,
        {
            "SPF, mixed": ("spf", "record", spf),
            "SPF, addresses": ("spf", "record", addresses),
            "DKIM": ("dkim", "record", dkim),
            "DMARC": ("dmarc", "record", dmarc),
            "MTA-STS policy": ("mta-sts", "policy", mta_sts),
            "zone paste, SPF": ("spf", "record", zone),
            "zone paste, DMARC": ("dmarc", "record", zone),
            "zone paste, auto": ("auto", "text", zone),
        },
    )
    _print(
        LONGEST,
        LONGEST_LIMIT,
        {
            "SPF, sound words": ("spf", "record", _of("v=spf1 ", "a ")),
            "SPF, broken words": ("spf", "record", _of("v=spf1 ", "- ")),
            "SPF, lines": ("spf", "record", _of("v=spf1 a -all\n", "a\n")),
            "DKIM, records": ("dkim", "record", _of("", "v=DKIM1; p=A\n")),
            "DMARC, empty tags": ("dmarc", "record", _of("v=DMARC1; p=none", "; ")),
            "MTA-STS policy, lines": ("mta-sts", "policy", _of("version: STSv1\n", "\n")),
            "zone paste, records": ("auto", "text", _of('example.com. TXT "v=spf1 -all"\n', "a A 192.0.2.1\n")),
            "zone paste, keys": ("auto", "text", _of("", 'a._domainkey TXT "v=DKIM1; p=A"\n')),
            "zone paste, lines": ("auto", "text", _of('example.com. TXT "v=spf1 -all"\n', "a\n")),
            "answers": ("spf", "answers", _of("", "a\n")),
        },
    )


def _print(size: int, limit: float, subjects: Subjects) -> None:
    print(f"\nreading {size // 1024} KB in CPython, milliseconds")
    for name, (check, main, make) in subjects.items():
        taken = best(check, main, make, size)
        print(f"{name:26}{taken:10.1f}{'limit':>12}{limit:4}  {at_most(taken, limit)}", flush=True)


def _of(head: str, piece: str) -> Make:
    """Return what makes a text of one piece again and again, a little shorter each time."""

    def make(size: int, first: int) -> str:
        return head + piece * ((size - len(head)) // len(piece) - first // 1000)

    return make
