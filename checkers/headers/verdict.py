"""What Microsoft did with the message and why, as far as its fields say: the result, and the clauses that explain."""

from collections.abc import Mapping
from dataclasses import dataclass

from checkers.headers.evidence import Said
from checkers.registry import finding
from checkers.report import Finding

NO_VERDICT = "no-verdict"
OUTBOUND = "outbound"
MOVED = "junk-anyway"  # in Junk although the filter found no spam
_GRAVE = {"malware", "phishing"}
_BY_LIST = {"blocked", "marked", "released", "allowed"}
_ORDER = "sfv cat srv asf scl bcl sfty ipv dmarc action compauth reason oda dest"
_IN_ORDER = tuple(_ORDER.split())
_ALWAYS = {"sfv", "cat", "dest", "action"}
_QUIET = {"action/none", "cat/NONE"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result in a word, the value that decided, and the clauses by how sure they are."""

    result: str
    by: Said | None
    documented: tuple[Said, ...]
    observed: tuple[Said, ...]
    unknowable: tuple[str, ...]


def verdict_of(chosen: Mapping[str, Said]) -> Verdict:
    """Return the verdict that the fields of the recipient's own service add up to; `chosen` is one value a field."""
    result, by = _result(chosen)
    told = {"reason"} if overrides(chosen) else set()
    clauses = [one for name in _IN_ORDER if (one := chosen.get(name)) and (_tells(one, by) or name in told)]
    documented = [one for one in clauses if one.meaning and one.meaning.status == "documented"]
    observed = [one for one in clauses if one.meaning and one.meaning.status != "documented"]
    unknowable = tuple(_unknowable(result, chosen)) if chosen else ()
    return Verdict(result, by, tuple(documented), tuple(observed), unknowable)


def overrides(chosen: Mapping[str, Said]) -> bool:
    """Tell whether Microsoft's overall result vouches for the sender although DMARC failed."""
    dmarc, overall = chosen.get("dmarc"), chosen.get("compauth")
    return dmarc is not None and dmarc.value == "fail" and overall is not None and overall.value == "pass"


def say(verdict: Verdict) -> list[Finding]:
    """Return the paragraph: what is documented, what is observed, what cannot be known."""
    said = [_clause("headers.documented", one) for one in verdict.documented]
    said += [_clause("headers.observed", one) for one in verdict.observed]
    if verdict.unknowable and verdict.result != NO_VERDICT:
        said.append(finding("headers.cannot-know", open=list(verdict.unknowable)))
    return said


def _clause(code: str, one: Said) -> Finding:
    mark = "=" if one.vocabulary.header.endswith("authentication-results") else ":"
    return finding(code, clause=f"{one.vocabulary.name}{mark}{one.value}", meaning=_key(one))


def _result(chosen: Mapping[str, Said]) -> tuple[str, Said | None]:
    cat, sfv, scl = chosen.get("cat"), chosen.get("sfv"), chosen.get("scl")
    outbound = (direction := chosen.get("dir")) is not None and direction.value.upper() == "OUT"
    if outbound and _of(cat) != "outbound-spam":
        return OUTBOUND, chosen["dir"]
    overridden = overrides(chosen)
    candidates = (
        (chosen.get("action"), {"rejected"}),
        (cat, _GRAVE),
        (sfv, _BY_LIST),
        (cat, None),
        (chosen.get("srv"), None),
        (None if overridden else chosen.get("action"), {"dmarc"}),
        (sfv, {"spam"}),
        (scl, {"spam", "high-spam", "allowed"}),
        (sfv, None),
        (scl, None),
    )
    for one, wanted in candidates:
        result = _of(one)
        if result and (wanted is None or result in wanted):
            moved = result == "not-spam" and (dest := chosen.get("dest")) is not None and dest.value.upper() == "J"
            if moved:
                return MOVED, chosen["dest"]
            failed = {name for name in ("dmarc", "compauth") if name in chosen and chosen[name].value == "fail"}
            forged = result == "not-spam" and bool(failed) and not overridden
            return ("unauthenticated" if forged else result), one
    if (dest := chosen.get("dest")) is not None and dest.value.upper() in {"I", "J"}:
        return {"I": "inbox", "J": MOVED}[dest.value.upper()], dest
    return NO_VERDICT, None


def _of(one: Said | None) -> str | None:
    return one.meaning.result if one and one.meaning else None


def _tells(one: Said, by: Said | None) -> bool:
    """Tell whether a value belongs into the paragraph: it decided, it speaks against it, or it is a verdict."""
    if one.meaning is None or (_key(one) in _QUIET and one is not by):
        return False
    if one.id == "compauth":
        return one is by  # its reason says more
    return one is by or one.matters or one.id in _ALWAYS or (one.id == "dmarc" and one.value == "fail")


def _key(one: Said) -> str:
    assert one.meaning is not None
    return one.meaning.key


def _unknowable(result: str, chosen: Mapping[str, Said]) -> list[str]:
    found = []
    if result in {OUTBOUND, "outbound-spam"}:
        return ["recipient"]
    if result == "rejected":
        return ["policy"]
    if "dest" not in chosen:
        found.append("folder")
    found.append("later")
    if result in {"spam", "high-spam", "phishing"}:
        found.append("rules")
    sfv = chosen.get("sfv")
    if sfv and sfv.value.upper() in {"BLK", "SFE", "SKA", "SKB", "SKI"}:
        found.append("entry")
    if result == MOVED or (sfv and sfv.value.upper() in {"SKN", "SKS"}):
        found.append("rule")
    if result in {"spam", "high-spam", "phishing", "bulk", "spoof", "impersonation", "dmarc", "malware"}:
        found.append("policy")
    return found
