"""The command that was typed, where it was pasted with its output: it says what was asked."""

import re
from dataclasses import dataclass
from ipaddress import ip_address

from checkers.dns.model import normal_name

TYPES = ("A", "AAAA", "CAA", "CNAME", "DNSKEY", "DS", "MX", "NS", "PTR", "SOA", "SPF", "SRV", "TLSA", "TXT")
MAX_WORDS = 20

COMMAND = re.compile(
    r"(?:[^\n]{0,120}[$#>%][ \t]*)?\(?(?P<tool>dig|nslookup|host|(?i:Resolve-DnsName))(?:\.exe)?[ \t]+"
    r"(?P<arguments>[^\n:]{1,400})"
)
_ONE_PROPERTY = re.compile(r"\)\.\w+\s*$|-expand(?:property)?\b", re.IGNORECASE)  # PowerShell then prints data only
_VALUE_OPTIONS = {"-t", "-q", "-x", "-name", "-type", "-server", "-p", "-b", "-k", "-y", "-f"}


@dataclass(frozen=True, slots=True)
class Command:
    """What was asked; `type` is empty where the tool asks for several, `short` where only the data is printed."""

    name: str
    type: str
    short: bool = False


def read_command(tool: str, arguments: str) -> Command:
    """Return what a command line asks; `tool` is "dig", "nslookup", "host" or "Resolve-DnsName"."""
    name = type_ = ""
    words = arguments.partition(")")[0].replace('"', " ").replace("'", " ").split()[:MAX_WORDS]
    option = ""  # the one whose value comes next
    for word in words:
        low = word.lower()
        if option and option not in {"-t", "-q", "-x", "-name", "-type"}:
            option = ""
        elif low in _VALUE_OPTIONS:
            option = low
        elif low.startswith(("-type=", "-q=", "-query=", "-querytype=")):
            type_ = _type(low.partition("=")[2]) or type_
        elif low.startswith(("+", "@", "-")) or low in {"in", "|", ">"}:
            if low in {"|", ">"}:
                break
        elif option in {"-t", "-type"} or (not option and _type(word) and (name or tool == "dig")):
            type_, option = _type(word) or type_, ""
        elif not name:
            name, option = normal_name(word), ""
    short = "+short" in words or bool(_ONE_PROPERTY.search(arguments))
    if reverse := _reverse(name):
        return Command(reverse, type_ or "PTR", short)
    return Command(name, type_ or ("A" if tool == "dig" and name else ""), short)


def asked_in(line: str) -> str:
    """Return the name that the command in a line asks for, empty where the line is none."""
    typed = COMMAND.match(line)
    name = read_command(typed["tool"], typed["arguments"]).name if typed else ""
    return name if "." in name else ""


def _type(word: str) -> str:
    return word.upper() if word.upper() in TYPES else ""


def _reverse(name: str) -> str:
    """Return the name under which an address's name is found, empty where `name` is no address."""
    try:
        return ip_address(name).reverse_pointer
    except ValueError:
        return ""
