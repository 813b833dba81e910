"""dkimpy as an oracle: it and we take and refuse the same RSA key records, or a section of an RFC says why not."""

import random
import re

import dkim
import pytest

from checkers import check
from checkers.report import Severity
from tests.loader import load

# Records that we refuse and dkimpy takes.
DKIMPY_IS_LENIENT = {
    "dkim.exponent": "RFC 8017 3.1: dkimpy does not look at the exponent",
    "dkim.weak": "RFC 8301 3.2: dkimpy compares the length when it verifies, not when it reads the record",
    "dkim.no-sha256": "RFC 6376 3.6.1, RFC 8301 3.1: dkimpy does not read h",
    "dkim.base64": "RFC 6376 2.10: Python's decoder drops what is not base64",
    "dkim.doubled": "RFC 6376 3.6.1: dkimpy ignores what stands behind the key",
    "dkim.surplus": "RFC 6376 3.6.1: dkimpy ignores what stands behind the key",
}
# Records that dkimpy refuses and we take, with what we say of them.
DKIMPY_IS_STRICT = {
    "dkim.base64-padding": "RFC 6376 2.10: base64string may lack its padding",
    "dkim.key-type": "RFC 6376 3.6.1: the names of types are ABNF strings, in which case does not count (RFC 5234 2.3)",
    "record.empty-tag": "RFC 6376 3.2: only one semicolon may end the list; no receiver known refuses more",
}

KEYS = sorted(
    {
        match[1]
        for case in load()
        if case["id"].startswith(("dkim/good", "dkim/strength"))
        for match in re.finditer(r"p=(M[A-Za-z0-9+/=]{100,})", str(case["inputs"].get("record", "")))
    }
)
TAGS = [
    "k=rsa",
    "k=rsa",
    "h=sha256",
    "h=sha1",
    "h=sha1:sha256",
    "s=email",
    "s=*",
    "s=chat",
    "t=s",
    "t=y",
    "n=note",
    "x=y",
]
TAGS += ["k=RSA", "k=dsa", "t", "g=*", "k=rsa-sha256"]


def spoil(key, choose):
    at = choose.randrange(30, len(key) - 6)
    return choose.choice(
        [
            *[key] * 8,
            key[:at] + " " + key[at:],
            key[:at],
            key + key,
            key[:at] + "!" + key[at:],
            key[:at] + key[at + 1 :],
            key.rstrip("="),
            key + "AAAA",
            key.replace("+", "-").replace("/", "_"),
            "",
        ]
    )


def records(seed):
    choose = random.Random(seed)
    for _ in range(60):
        tags = choose.sample(TAGS, choose.randrange(4))
        if choose.random() < 0.9:
            tags.insert(choose.randrange(len(tags) + 1), f"p={spoil(choose.choice(KEYS), choose)}")
        version = choose.choice(["v=DKIM1", "v=DKIM1", "v=DKIM1", "", "v=DKIM2", "v=dkim1"])
        yield choose.choice(["; ", ";", " ; "]).join(filter(None, [version, *tags])) + choose.choice(["", ";", ";;"])


def taken_by_dkimpy(record):
    try:
        key, bits, *_ = dkim.evaluate_pk("s._domainkey.example.com", record.encode())
    except (dkim.DKIMException, dkim.crypto.UnparsableKeyError, IndexError, TypeError, ValueError):
        return None
    return bits if key else None


@pytest.mark.parametrize("seed", range(12))
def test_the_same_records_are_taken(seed):
    assert len(KEYS) > 8
    for record in filter(None, records(seed)):
        report = check("dkim", {"record": record})
        blocks = {found.code for found in report.findings if found.severity is Severity.BLOCKS}
        bits = taken_by_dkimpy(record)
        if bits is None:
            explained = {found.code for found in report.findings} & DKIMPY_IS_STRICT.keys()
            assert blocks or explained or report.verdict is Severity.UNKNOWN, record
        else:
            assert blocks <= DKIMPY_IS_LENIENT.keys(), record
            assert report.fact("key_bits") == bits or blocks, record
