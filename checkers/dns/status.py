"""What a pasted answer says about how the lookup ended."""

import re

from checkers.dns.model import Status

# dig and host; nslookup on Windows and Unix, in English and German; Resolve-DnsName
_SAYS = {
    Status.NXDOMAIN: r"status: NXDOMAIN|\(?NXDOMAIN\)?|Non-existent domain|DNS name does not exist|DNS-Name ist nicht",
    Status.SERVFAIL: r"status: SERVFAIL|SERVFAIL|Server failed|DNS server failure|DNS-Serverfehler",
    Status.TIMEOUT: r"no servers could be reached|(?:request|connection) timed out|timed-out|communications error"
    r"|timeout period|Zeit.berschreitung",
    Status.NOERROR: r"status: NOERROR|has no \w+ record|No answer|primary name server ="
    r"|[ \t]SOA[ \t]+[0-9]+[ \t]+Authority|No text \(TXT\) records|ANSWER: 0",
}
_SAID = tuple((status, re.compile(pattern)) for status, pattern in _SAYS.items())
_ASKED_TYPE = re.compile(r"^;[^\s;]+\.\s+IN\s+([A-Z]+)\s*$|has no (\w+) record", re.MULTILINE)
_ASKED = re.compile(
    r"^;([^\s;]+\.)\s+IN\s+[A-Z]+\s*$|can't find ([^\s:]+):|^Host (\S+) not found|^(\S+) has no \w+ record"
    r"|^\*\*\* (?:\S+ kann )?(\S+) (?:wurde von \S+ nicht gefunden|nicht finden)"
    r"|^(\S+)[ \t]*\r?\n[ \t]+primary name server ="
    r"|Resolve-DnsName\s*:\s*(\S+)\s*:|\*\*\* [^\n]{0,80} for (\S+)$",
    re.MULTILINE,
)


def asked_type(text: str) -> str:
    """Return the record type that was asked for, empty where the text does not say it."""
    match = _ASKED_TYPE.search(text)
    return next((name for name in match.groups() if name), "") if match else ""


def said_status(text: str) -> Status | None:
    """Return how the lookup ended as far as the text says so."""
    return next((status for status, pattern in _SAID if pattern.search(text)), None)


def asked_name(text: str) -> str:
    """Return the name that was asked for, empty where the text does not say it."""
    match = _ASKED.search(text)
    return next((name for name in match.groups() if name), "") if match else ""
