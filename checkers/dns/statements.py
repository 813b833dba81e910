"""What a tool says beside the records: what was asked, and how it ended. Each is one line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checkers.dns.commands import COMMAND, TYPES, read_command
from checkers.dns.model import Status, normal_name

_NAME = r"[^\s;:,]{1,255}"
_WRAPPED = r"(?:\n(?!PS\ |At\ |In\ |Resolve-|[A-Z]:|\$|>)[ \t]*[^\s+][^\n]*)?"
# dig, drill, kdig and host; nslookup on Windows and Unix, in English and German; Resolve-DnsName
_LINES = re.compile(
    rf"""^(?:
      ;\ <<>>\ DiG\ [^\n]*?<<>>(?P<dig>[^\n]*)
    | ;;\ ->>HEADER<<-[^\n]{{0,80}}?(?:status|rcode):\ (?P<rcode>[A-Z]+)(?:[^\n]*\n;;\ flags:(?P<flags>[a-z\ ]*))?
    | (?:;;\ )?;?(?P<asked>{_NAME})[ \t]+IN[ \t]+(?P<asked_type>[A-Z]+)[ \t]*\r?$
    | ;;\ (?P<unreached>[^\n]{{0,80}}no\ servers\ could\ be\ reached|connection\ timed\ out)
    | Host\ (?P<host>{_NAME})\ not\ found:\ \d+\((?P<host_said>\w+)\)
    | (?P<none>{_NAME})\ has\ no\ (?P<none_type>[A-Z]+)\ record
    | \*\*\ server\ can't\ find\ (?P<unix>{_NAME}):\ (?P<unix_said>\w+)
    | \*\*\*\ Can't\ find\ (?P<empty>{_NAME}):\ No\ answer
    | \*\*\*\ [^\n]{{1,100}}\ can't\ find\ (?P<win>{_NAME}):\ (?P<win_said>[^\n]+)
    | \*\*\*\ (?P<de>{_NAME})\ wurde\ von\ [^\n]{{1,100}}?\ nicht\ gefunden:?\ ?(?P<de_said>[^\n]*)
    | \*\*\*\ [^\n]{{1,100}}\ kann\ (?P<dk>{_NAME})\ nicht\ finden:?\ ?(?P<dk_said>[^\n]*)
    | \*\*\*\ (?:No|Kein)[^\n(]{{1,60}}\((?P<lack_type>[A-Z]+)\)[^\n]{{1,60}}?\ (?:for|f.r)\ (?P<lack>{_NAME})
    | \*\*\*\ (?P<slow>Request\ to\ [^\n]{{1,100}}timed-out|Zeit.berschreitung)
    | (?P<apex>{_NAME})[ \t]*\r?\n[ \t]+primary\ name\ server\ =
    | (?P<soa>{_NAME})[ \t]+SOA[ \t]+\d+[ \t]+Authority
    | Resolve-DnsName\ ?:\ (?P<shell>{_NAME})\ ?:\ (?P<shell_said>[^\n]*{_WRAPPED})
    | >[ \t]*set[ \t]+(?:type|q|querytype)=(?P<set>\w+)
    | >[ \t]*(?P<typed>[\w.-]{{1,255}}\.[\w.-]{{1,255}})[ \t]*\r?$
    | (?P<command>[^\n]{{0,120}}?(?<![\w.-])(?:dig|nslookup|host|(?i:Resolve-DnsName))(?:\.exe)?[ \t]+[^\n]{{1,400}})
    )""",
    re.MULTILINE | re.VERBOSE,
)
_SAID = (
    (Status.NXDOMAIN, re.compile(r"NXDOMAIN|Non-existent|does not exist|nicht vorhanden|existiert nicht|^$")),
    (Status.NOERROR, re.compile(r"No records found|keine (?:DNS-)?Eintr|NOERROR", re.IGNORECASE)),
    (Status.TIMEOUT, re.compile(r"time[d-]? ?out|timeout|No response|Zeit.berschreitung|keine Antwort", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One line; what it does not say is empty. `begins` where a new answer begins with it."""

    place: tuple[int, int]
    name: str = ""
    type: str = ""
    status: Status | None = None
    begins: bool = False
    short: bool = False
    authentic: bool | None = None  # the AD bit, where flags are shown


def statements(text: str) -> Iterator[Statement]:
    """Yield what the tools say, in the order in which it stands."""
    asked_type = ""  # nslookup's "set type=", which holds until the next
    for match in _LINES.finditer(text):
        said = match.groupdict()
        if said["set"]:
            asked_type = said["set"].upper()
            yield Statement(match.span())
        elif said["typed"]:
            yield Statement(match.span(), normal_name(said["typed"]), _known(asked_type), begins=True)
        elif found := _statement(match, said):
            yield found


def _statement(match: re.Match[str], said: dict[str, str]) -> Statement | None:  # noqa: PLR0911  one form a return
    place = match.span()
    if said["command"] is not None or said["dig"] is not None:
        return _command(place, said)
    if said["asked"]:
        return Statement(place, normal_name(said["asked"]), _known(said["asked_type"]))
    for group in ("none", "lack"):
        if said[group]:
            return Statement(place, normal_name(said[group]), _known(said[f"{group}_type"]), Status.NOERROR)
    for group in ("host", "unix", "win", "de", "dk", "shell"):
        if said[group]:
            return Statement(place, normal_name(said[group]), status=_status(said[f"{group}_said"].strip()))
    if said["empty"]:
        return Statement(place, normal_name(said["empty"]), status=Status.NOERROR)
    if said["rcode"]:
        authentic = None if said["flags"] is None else "ad" in said["flags"].split()
        return Statement(place, status=_status(said["rcode"]), authentic=authentic)
    # an answer that names only the zone, which need not be what was asked for
    return Statement(place, status=Status.NOERROR if said["apex"] or said["soa"] else Status.TIMEOUT)


def _command(place: tuple[int, int], said: dict[str, str]) -> Statement | None:
    typed = COMMAND.match(said["command"] or f"dig {said['dig']}")
    asked = read_command(typed["tool"], typed["arguments"]) if typed else None
    if asked is None or ("." not in asked.name and said["dig"] is None):
        return None  # a sentence, a host of that name in a zone file
    return Statement(place, asked.name, asked.type, begins=True, short=asked.short)


def _status(said: str) -> Status:
    """Return how the lookup ended; any other failure is a temporary one (RFC 7208 4.4)."""
    return next((status for status, pattern in _SAID if pattern.search(said)), Status.SERVFAIL)


def _known(type_: str) -> str:
    return type_ if type_ in TYPES else ""
