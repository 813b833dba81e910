"""What RFC 9989 4.7 fixes about the record."""

from checkers.records.protocol import Protocol

DMARC = Protocol(
    "dmarc",
    "DMARC1",
    ("v", "p", "sp", "np", "adkim", "aspf", "rua", "ruf", "fo", "psd", "t", "pct", "rf", "ri"),
    label="_dmarc",
    aliases=(("policy", "p"), ("subpolicy", "sp"), ("subdomain", "sp"), ("percent", "pct"), ("percentage", "pct")),
)
POLICIES = ("none", "quarantine", "reject")  # from the weakest to the strictest
REPORTS = ("rua", "ruf")


def strength(policy: str) -> int:
    """Return how strict a policy is, 0 for "none" to 2 for "reject".

    Raises ValueError for anything else.
    """
    return POLICIES.index(policy)


def one_less(policy: str) -> str:
    """Return the policy one step below: what `t=y` and a share of `pct` that is not drawn make of it."""
    return POLICIES[max(0, strength(policy) - 1)]
