"""Whether what Microsoft asks is so here, as far as a finished report tells."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from checkers.report import Report, Severity

MIN_BITS = 1024  # RFC 8301 3.2
MAX_LOOKUPS = 10  # RFC 7208 4.6.4

_POLICIES = {"none", "quarantine", "reject"}
_ENFORCED = {"quarantine", "reject"}
_OUTCOMES = {"dmarc.fail-reject", "dmarc.fail-quarantine", "mta-sts.mx-unmatched"}
_FAILED = {"fail", "softfail", "neutral", "none", "permerror"}


class Here(StrEnum):
    """How it stands here: with what is asked (met or not), and with what Microsoft does (applies or not)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"  # cannot be known from this
    APPLIES = "applies"
    NOT = "not"


def _blocked(report: Report) -> bool:
    """Tell whether the record itself cannot be used; what comes of it for one message or host does not count."""
    return any(found.severity is Severity.BLOCKS and found.code not in _OUTCOMES for found in report.findings)


def _passes(report: Report) -> Here:
    """SPF passes for one address at a time; a record that cannot be used passes for none."""
    result = report.fact("result")
    if _says(report, "spf.other-domain"):
        return Here.UNKNOWN
    if result == "pass":
        return Here.YES
    return Here.NO if result in _FAILED or _blocked(report) else Here.UNKNOWN


def _one_record(report: Report) -> Here:
    return Here.NO if _says(report, "spf.two-records") else Here.YES


def _says(report: Report, code: str) -> bool:
    return any(found.code == code for found in report.findings)


def _lookups(report: Report) -> Here:
    counted = report.fact("lookups")
    if not isinstance(counted, int):
        return Here.UNKNOWN
    if counted > MAX_LOOKUPS or _says(report, "spf.lookups-total"):  # one sender may need fewer than the whole record
        return Here.NO
    open_ = bool(report.needs) or (_refers(report) and report.fact("void_lookups") is None)
    return Here.UNKNOWN if open_ else Here.YES


def _refers(report: Report) -> bool:
    """Tell whether the record leads to others, whose lookups count too."""
    return any(mark in str(report.fact("record")).lower() for mark in ("include:", "redirect="))


def _ipv6(report: Report) -> Here:
    """SPF or DKIM has to pass, so that a failure here settles nothing."""
    return Here.YES if report.fact("result") == "pass" else Here.UNKNOWN


def _key_usable(report: Report) -> Here:
    """A signature passes or does not; without a usable key none does."""
    return Here.NO if _blocked(report) else Here.UNKNOWN


def _key_size(report: Report) -> Here | None:
    bits = report.fact("key_bits")
    if report.fact("key_type") != "rsa" or not isinstance(bits, int):
        return None
    return Here.YES if bits >= MIN_BITS else Here.NO


def _policy(report: Report) -> Here:
    policy = report.fact("policy") or report.fact("p")
    usable = str(policy).lower() in _POLICIES or (policy is None and bool(report.fact("rua")))
    return Here.YES if usable and not _blocked(report) else Here.NO


def _aligned(report: Report) -> Here:
    """One aligned pass will do; no word on a message leaves it open."""
    aligned = [report.fact("spf_aligned"), report.fact("dkim_aligned")]
    if True in aligned:
        return Here.YES
    return Here.NO if report.fact("result") == "fail" else Here.UNKNOWN


def _enforced(report: Report) -> Here:
    """Whether Microsoft knows `t` of RFC 9989, or still keeps to `pct`, is not documented."""
    policy = str(report.fact("policy") or report.fact("p")).lower()
    if policy not in _ENFORCED or _blocked(report):
        return Here.NOT
    milder = policy == "quarantine" and str(report.fact("t")).lower() == "y"  # `reject` would still be `quarantine`
    return Here.UNKNOWN if milder or report.fact("pct") not in {None, "", "100"} else Here.APPLIES


def _rua(report: Report) -> Here:
    return Here.APPLIES if report.fact("rua") and not _blocked(report) else Here.NOT


def _ruf(report: Report) -> Here | None:
    return Here.APPLIES if report.fact("ruf") else None


def _test(report: Report) -> Here | None:
    return Here.UNKNOWN if str(report.fact("t")).lower() == "y" else None


def _sts_policy(report: Report) -> Here:
    if _blocked(report):
        return Here.NOT
    mode = report.fact("mode")
    if mode is None:
        return Here.UNKNOWN
    return Here.APPLIES if mode == "enforce" else Here.NOT


def _sts_hosts(report: Report) -> Here:
    codes = {found.code for found in report.findings}
    if "mta-sts.mx-unmatched" in codes:
        return Here.NO
    return Here.YES if "mta-sts.mx-matched" in codes else Here.UNKNOWN


def _not_known(report: Report) -> Here:  # noqa: ARG001  no record tells
    return Here.UNKNOWN


RULES: Mapping[str, Callable[[Report], Here | None]] = {
    "passes": _passes,
    "one-record": _one_record,
    "lookups": _lookups,
    "ipv6": _ipv6,
    "key-usable": _key_usable,
    "key-size": _key_size,
    "policy": _policy,
    "aligned": _aligned,
    "enforced": _enforced,
    "rua": _rua,
    "ruf": _ruf,
    "test": _test,
    "sts-policy": _sts_policy,
    "sts-hosts": _sts_hosts,
    "not-known": _not_known,
}
