"""The MX patterns of a policy, and the domain's MX hosts held against them."""

import re
from collections.abc import Iterator

from checkers.dns import Answer, normal_name
from checkers.mta_sts.model import Line, Policy
from checkers.records.said import Say
from checkers.report import Edit, Finding, Severity
from checkers.text.domains import a_labels, is_domain

MAX_HOSTS = 100
MICROSOFT = "mail.protection.outlook.com"
NEW_MICROSOFT = "mx.microsoft"  # hosts are two labels below it: "example-com.o-v1.mx.microsoft"
_PRIORITY = re.compile(r"[0-9]{1,5}[ \t]+(?=\S)")
_URL = re.compile(r"(?:https?|smtps?)://", re.IGNORECASE)
_PORT = re.compile(r":[0-9]{1,5}$")


def judge_patterns(policy: Policy, say: Say) -> Iterator[Finding]:
    """Yield what there is to say about the patterns themselves, RFC 8461 3.2 and 4.1."""
    lines = policy.all("mx")
    if not lines and policy.value("mode") != "none":
        yield say.about("mta-sts.policy-missing", key="mx")
    seen: set[str] = set()
    for line in lines:
        text = line.value.text
        if not text or not is_pattern(text):
            meant = _meant(text)
            fix = [say.put(line.value, meant)] if meant else None
            yield say.about("mta-sts.mx-pattern", line.value or line.whole, fix=fix)
        elif _beside_microsoft(text):
            fix = [say.put(line.value, f"*.{MICROSOFT}")]
            yield say.about("mta-sts.mx-microsoft", line.value, fix=fix, meant=f"*.{MICROSOFT}")
        elif text.lower() == f"*.{NEW_MICROSOFT}":
            yield say.about("mta-sts.mx-microsoft-new", line.value)
        elif text.lower() in seen:
            yield say.about("mta-sts.mx-repeated", line.whole)
        seen.add(text.lower())


def judge_hosts(policy: Policy, say: Say, answer: Answer, domain: str) -> Iterator[Finding]:
    """Yield what comes of the domain's MX records: each host must match a pattern (RFC 8461 4.1)."""
    lines = [line for line in policy.all("mx") if is_pattern(line.value.text)]
    if answer.failed:
        yield say.about("mta-sts.mx-unknown", name=domain, status=answer.status.value)
        return
    hosts = list(dict.fromkeys(normal_name(record.split()[-1]) for record in answer.records if record.split()))
    if hosts == [""]:  # "0 .", RFC 7505
        yield say.about("mta-sts.mx-null", name=domain)
        return
    hosts = hosts[:MAX_HOSTS] or [normal_name(domain)]  # without MX the domain itself takes mail, RFC 5321 5.1
    patterns = [line.value.text.lower() for line in lines]
    unmatched = [host for host in hosts if not any(matches(host, pattern) for pattern in patterns)]
    mode = policy.value("mode")
    severity = {"enforce": Severity.BLOCKS, "none": Severity.NOTE}.get(mode, Severity.RISKS)
    for host in unmatched:
        fix = [_added(lines[-1], host, say)] if lines else None
        yield say.about(
            "mta-sts.mx-unmatched", *(line.whole for line in lines), fix=fix, severity=severity, term=host, name=domain
        )
    for line in lines:
        if not any(matches(host, line.value.text.lower()) for host in hosts):
            yield say.about("mta-sts.mx-unused", line.whole, term=line.value.text, name=domain)
    if not unmatched:
        yield say.about("mta-sts.mx-matched", name=domain, count=len(hosts))


def matches(host: str, pattern: str) -> bool:
    """Tell whether a host in lower case matches a pattern in lower case; the asterisk stands for exactly one label."""
    return host.partition(".")[2] == pattern[2:] if pattern.startswith("*.") else host == pattern


def is_pattern(text: str) -> bool:
    """Tell whether `text` is a host name in A-labels, or one with "*." for its first label."""
    name = text.removeprefix("*.")
    return name.isascii() and not name.endswith(".") and "_" not in name and is_domain(name)


def _meant(text: str) -> str | None:
    """Return the pattern that is meant by one that is none, None where that is not clear."""
    name = _URL.sub("", _PRIORITY.sub("", text)).split("/")[0]
    name = _PORT.sub("", name).rstrip(".").strip("<>[]")
    if name.startswith(".") or (name.startswith("*") and name.count(".") == 1):
        name = f"*.{name.lstrip('.*')}"
    star, name = ("*.", name[2:]) if name.startswith("*.") else ("", name)
    name = a_labels(name) or name
    if is_pattern(star + name):
        return star + name
    parts = re.split(r"[ \t,;]+", text)
    if len(parts) > 1 and all(is_pattern(part) for part in parts):
        return "\nmx: ".join(parts)
    return None


def _beside_microsoft(text: str) -> bool:
    """Tell whether a pattern means Microsoft 365 and matches no host there: they are one label below MICROSOFT."""
    name = text.lower().removeprefix("*.")
    above = name in {"outlook.com", "protection.outlook.com"} and text.startswith("*.")
    return above or text.lower() == MICROSOFT or bool(re.fullmatch(rf"\*\.[^.]+\.{re.escape(MICROSOFT)}", text.lower()))


def _added(line: Line, host: str, say: Say) -> Edit:
    return say.insert(line.whole.end, f"\nmx: {host}")
