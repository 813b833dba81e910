"""What RFC 6376 3.6.1 fixes about the record."""

from checkers.dkim.prepare import read_pasted_key
from checkers.records.protocol import Protocol
from checkers.text.slips import Slip

KEY_TYPES = ("rsa", "ed25519")
"""The types of `k` that a specification defines: RFC 6376 3.6.1, RFC 8463 4."""

DKIM = Protocol(
    "dkim",
    "DKIM1",
    ("v", "g", "h", "k", "n", "p", "s", "t"),  # g is RFC 4871's and gone since
    label="_domainkey",
    start=r"\A[^A-Za-z]{0,9}(?:[ghknpst][ \t]*=|MI[GI][A-Za-z0-9+/]{40})",
    prepare=read_pasted_key,
    allowed=frozenset({Slip.LINE_BREAK}),  # folding white space, RFC 6376 3.2
)
