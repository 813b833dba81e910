"""Reading commands: what a line of shell or PowerShell runs, and what it asks DNS for."""

import re
import shlex
from dataclasses import dataclass
from ipaddress import ip_address

TYPES = {"A", "AAAA", "CNAME", "MX", "NS", "PTR", "TLSA", "TXT"}
_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<comment>#.*)|(?P<quoted>'(?:[^']|'')*'|\"(?:[^\"`]|`.|\"\")*\")"
    r"|(?P<mark>[|;(),])|(?P<word>(?:[^\s'\"|;(),#]|(?<=\S)#)+)"
)
_PARTS = {"s_client", "x509", "pkey", "rsa", "base64", "sha256"}


class CommandError(ValueError):
    """What is wrong with a line."""


@dataclass(frozen=True)
class Call:
    """One program or cmdlet with its arguments, as the shell hands them over."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """A question to DNS, with the name server that is asked if one is named."""

    name: str
    type: str
    server: str = ""


def shell(line):
    """Return the calls of a line of shell; settings before a command are no words of it."""
    reader = shlex.shlex(line, posix=True, punctuation_chars="|;&<>()")
    reader.whitespace_split = True
    calls, words, file = [], [], False
    for word in [*reader, "|"]:
        if file or word == ">":  # what it prints goes into a file
            if file and set(word) <= set("|;&<>()"):
                raise CommandError("a file is missing")
            file = not file
        elif word in ("|", ";", "&&", "||"):
            calls.append(_call(words))
            words = []
        elif set(word) <= set("|;&<>()"):
            raise CommandError(f"{word} is not used in the guide")
        elif words or not re.fullmatch(r"[A-Z_]+=\S*", word):
            words.append(word)
    return calls


def _call(words):
    if not words:
        raise CommandError("there is no command between two signs")
    return Call(" ".join(words[:2]), tuple(words[2:])) if words[0] == "openssl" else Call(words[0], tuple(words[1:]))


def powershell(line):
    """Return the calls of a line of PowerShell, by a reader that knows quotes, pipes, lists and brackets."""
    calls, words, depth, at = [], [], 0, 0
    while at < len(line):
        match = _TOKEN.match(line, at)
        if match is None:
            raise CommandError(f"a quote that does not close: {line[at:]}")
        at = match.end()
        token = match[0]
        if match["mark"] in ("(", ")"):
            depth += 1 if token == "(" else -1
            if depth < 0:
                raise CommandError("a bracket that was not opened")
        elif match["mark"] in ("|", ";"):
            calls.append(words)
            words = []
        elif match["quoted"]:
            words.append(token[1:-1])
        elif match["word"] and not (line[match.start() - 1] == ")" and token.startswith(".")):
            words.append(token)
    if depth:
        raise CommandError("a bracket that does not close")
    found = [*calls, words]
    if not all(found):
        raise CommandError("there is no command between two signs")
    return [Call(one[0], tuple(one[1:])) for one in found]


def check_shell(call, known):
    """Raise CommandError for a program or an option that `known` has not."""
    program, _, part = call.name.partition(" ")
    entry = known.get(program, {}).get(part) if part else known.get(program)
    if not entry or "options" not in entry:
        raise CommandError(f"{call.name} is no command that we know")
    options, words = set(entry["options"]), list(call.words)
    while words:
        word = words.pop(0)
        if f"{word}=" in options:
            if not words:
                raise CommandError(f"{word} wants a value")
            words.pop(0)
        elif word[:1] in "-+" and word not in options:
            raise CommandError(f"{call.name} has no option {word}")


def check_powershell(call, known):
    """Raise CommandError for a cmdlet or a parameter that `known` has not, or a parameter given twice."""
    if call.name not in known:
        raise CommandError(f"{call.name} is no cmdlet that we know")
    given = [word[1:] for word in call.words if re.match(r"-[A-Za-z]", word)]
    unknown = set(given) - set(known[call.name]["parameters"])
    if unknown or len(given) != len(set(given)):
        raise CommandError(f"{call.name} has no parameter {', '.join(sorted(unknown)) or 'twice'}")


def asked(call):
    """Return the question that a call puts to DNS, None for one that puts none."""
    if call.name == "dig":
        return _dig(list(call.words))
    if call.name == "nslookup":
        return _nslookup(list(call.words))
    return _resolve(list(call.words)) if call.name == "Resolve-DnsName" else None


def _dig(words):
    server = next((word[1:] for word in words if word.startswith("@")), "")
    words = [word for word in words if word[:1] not in "+@"]
    if words[:1] == ["-x"]:
        return Asked(str(ip_address(words[1])), "PTR", server)
    types = [word for word in words if word in TYPES]
    [name] = [word for word in words if word not in TYPES]
    return Asked(name, types[0] if types else "A", server)


def _nslookup(words):
    kind = next((word.partition("=")[2].upper() for word in words if word.startswith("-type=")), "")
    [name] = [word for word in words if not word.startswith("-")]
    return Asked(name, kind or ("PTR" if _is_address(name) else "A"))


def _resolve(words):
    given, plain = {}, []
    while words:
        word = words.pop(0)
        if word.startswith("-"):
            given[word[1:]] = words.pop(0)
        else:
            plain.append(word)
    [name] = plain or [given["Name"]]
    return Asked(str(ip_address(name)) if _is_address(name) else name, given.get("Type", "A"), given.get("Server", ""))


def _is_address(text):
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
