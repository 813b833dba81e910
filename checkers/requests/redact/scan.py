"""What in a text tells who somebody is: addresses, names beside them, hosts, IP addresses, ids, links.

Two passes, each linear: first what has a form of its own (URLs, message ids, IPv6, the people of a header field), then
the words between, each taken whole, so that nothing can hide in the middle of a longer one.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from email.header import Header
from typing import NamedTuple

from checkers.message.decode import words
from checkers.requests.microsoft import is_own_name, is_role_address
from checkers.requests.redact.model import Kind
from checkers.requests.redact.pseudonyms import Pseudonyms, is_host, is_ip, is_pseudonym

_PEOPLE = (
    r"(?:resent-)?(?:from|to|cc|bcc|sender|reply-to)|return-receipt-to|disposition-notification-to|x-original-from"
)
_IDS = r"(?:resent-|x-original-|x-ms-[\w-]*)?message-id|in-reply-to|references|content-id|original-envelope-id"
_FOLDED = r"[^\n]*(?:\n[ \t]+[^\n]+)*"
_SHAPES = re.compile(
    rf"(?P<people>^(?:{_PEOPLE})[ \t]*:)(?P<persons>{_FOLDED})"
    rf"|(?P<field>^(?:{_IDS})[ \t]*:)(?P<ids>{_FOLDED})|(?P<logged>\bmessage-id=)(?P<one><?[^\s<>,]+>?)"
    r"|(?P<url>\b(?:https?|ftp)://)(?P<rest>[^\s<>\"'`{}|\\^\[\]]+)"
    r"|(?P<word>=\?[^?\s]{1,40}\?[bq]\?[^?\s]*+\?=(?:\s+=\?[^?\s]{1,40}\?[bq]\?[^?\s]*+\?=)*+)"
    r"|(?:^(?:x-)?(?:(?:auth(?:enticated)?-?)?(?:user|login|account)(?:-?(?:id|name))?"
    r"|auth(?:enticated)?-?sender)[ \t]*:[ \t]*"
    r"|\bauthenticated (?:sender|user|as)[:=]?[ \t]+|\bsasl_username=)(?P<account>[\w.+-]++)(?![\w.+-]*@)"
    r"|\b(?:from|by)[ \t]+(?P<single>[\w-]+)(?=[ \t]*\n?[ \t]*[()])|\b(?:helo|ehlo)[= ](?P<helo>[\w-]+)(?![\w.-])"
    r"|(?P<six>(?:(?<=ipv6:)|(?<=ip[46]:)|(?<!ipv)(?<!ip)(?<![0-9a-f])(?<![0-9a-f][:.]))"
    r"(?:[0-9a-f]{0,4}:){2,7}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]{1,4}|(?<=::))(?![0-9a-f])(?!:[0-9a-f:]))",
    re.IGNORECASE | re.MULTILINE,
)
_LOCAL = r"(?:[\w.!#$%'*+/=?^`{|}~-]|&(?!\#0*64;|\#x0*40;|commat;|[a-z]{2,6};))"
_WORDS = re.compile(
    rf"(?P<quoted>\"[^\"\n]{{1,64}}\"(?=@))?(?P<run>{_LOCAL}++)?(?P<at>@|&\#0*64;|&\#x0*40;|&commat;)"
    rf"(?P<domain>\[[^\]\s]{{1,60}}\]|[\w.-]*\w)|(?P<other>{_LOCAL}++)",
    re.IGNORECASE,
)
_ENCODED_AT = re.compile(r"%40|=40", re.IGNORECASE)
_VALUE = re.compile(r"(?<=[=?#&;])(?!amp;)[^=?#&;]++(?:=++(?=[&;#]|$|\Z)|(?![=])|$)")
_PERCENT = re.compile(rb"%([0-9a-fA-F]{2})")
_DOTTED = re.compile(r"[\w.-]++")
_NUMBERS = re.compile(
    r"(?P<guid>(?<![0-9a-f])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-f]))"
    r"|(?P<four>(?:(?<=\bip4\.)|(?<!\d)(?<!\d\.))(?:\d{1,3}\.){3}\d{1,3}(?!\d)(?!\.\d))",
    re.IGNORECASE,
)
_HOST = re.compile(r"[\w-]++(?:\.++[\w-]++)++")
_EDGE = ".-"
_KEY = re.compile(
    r"(?:(?:smtp|header|policy)\.\w+|orig_to|to|from|rcpt|e-?mail|user|sender|recipient|envelope-(?:from|to)|mail_?from"
    r"|client|sasl_username|addr(?:ess)?|identity|i|u|r)=+",
    re.IGNORECASE,
)
_NAME = re.compile(
    r'"(?P<quoted>[^"]++)"(?!@)|(?<![^\s<>,;"()])(?P<plain>[^\s<>,;"()@]++(?!@)(?:\s++[^\s<>,;"()@]++(?!@))*+)'
)
_ENTRY = re.compile(r"[^\s<>]+")
_ROLES = {"mailer-daemon", "postmaster", "undisclosed-recipients:", "mail delivery system", "mail delivery subsystem"}
_SIMPLE_PATH = re.compile(r"[\w./-]*(?:\?linkid=\d+)?[.,;:!?)]*", re.IGNORECASE)
_MAX_WORD = 9000  # characters; a longer run of encoded words is not read
_MAX_NAME = 100
_NOBODY = {"unknown", "localhost", "mail", "mx", "smtp", "local", "internal"}

type Change = tuple[int, int, Kind, str]


class Policy(NamedTuple):
    """What may be hidden: `stays` says of a kind and an original whether it stays as it is."""

    pseudonyms: Pseudonyms
    stays: Callable[[Kind, str], bool]
    names: re.Pattern[str] | None  # of people, known from address fields
    called: Mapping[str, str]  # the name of which another spelling, or a surname, is that person's
    whole: bool = True  # hide a word with an encoded address whole: nobody knows where the address begins in it

    def person(self, said: str) -> str:
        """Return the one name of somebody whose name is written in some way."""
        folded = " ".join(said.lower().split())
        return self.called.get(folded) or self.called.get(folded.rpartition(" ")[2]) or said


def changes(text: str, policy: Policy) -> Iterator[Change]:
    """Yield what to replace in `text`, in order and without overlap."""
    position = 0
    for match in _SHAPES.finditer(text):
        if match["six"] and not is_ip(match["six"]):  # a time of day
            continue
        yield from _between(text, position, match.start(), policy)
        yield from _shape(match, policy)
        position = match.end()
    yield from _between(text, position, len(text), policy)


def people(text: str) -> set[str]:
    """Return the names that stand in address fields, those of two words and more."""
    found = set()
    for match in _SHAPES.finditer(text):
        if match["people"]:
            said = {_said(name) for name in _NAME.finditer(match["persons"])}
            found |= {name for name in said if " " in name and len(name) < _MAX_NAME and not is_pseudonym(name)}
    return found


def _said(name: re.Match[str]) -> str:
    return words(" ".join((name["quoted"] or name["plain"]).split()))


def _shape(match: re.Match[str], policy: Policy) -> Iterator[Change]:
    if match["people"]:
        yield from _persons(match, policy)
    elif match["field"]:
        yield from _ids(match, policy)
    elif match["logged"]:
        yield from _change(Kind.ID, match, policy.pseudonyms.message_id, policy, group="one")
    elif match["url"]:
        yield from _url(match, policy)
    elif match["word"]:
        yield from _encoded(match, policy)
    elif match["account"]:
        yield from _change(Kind.NAME, match, _single(Kind.NAME, policy), policy, group="account")
    elif match["single"] or match["helo"]:
        yield from _greeting(match, policy)
    elif match["six"]:
        yield from _change(Kind.IP, match, policy.pseudonyms.ip, policy)


def _ids(match: re.Match[str], policy: Policy) -> Iterator[Change]:
    for entry in _ENTRY.finditer(match.string, *match.span("ids")):
        if "@" in entry[0] or any(letter.isdigit() for letter in entry[0]):  # words of a sentence stay
            yield from _change(Kind.ID, entry, policy.pseudonyms.message_id, policy)


def _greeting(match: re.Match[str], policy: Policy) -> Iterator[Change]:
    """What a host without a domain calls itself: mostly the name of somebody's computer."""
    group = "single" if match["single"] else "helo"
    name = match[group]
    if name.lower() not in _NOBODY and not name.isdigit():
        yield from _change(Kind.HOST, match, _single(Kind.HOST, policy), policy, group=group)


def _persons(match: re.Match[str], policy: Policy) -> Iterator[Change]:
    start, end = match.span("persons")
    position = start
    for name in _NAME.finditer(match.string, start, end):
        said = _said(name)
        if is_pseudonym(said) or said.lower() in _ROLES or policy.stays(Kind.NAME, said):
            continue
        yield from _between(match.string, position, name.start(), policy)
        place = name.span("quoted") if name["quoted"] else name.span("plain")
        yield *place, Kind.NAME, policy.pseudonyms.single(Kind.NAME, policy.person(said))
        position = name.end()
    yield from _between(match.string, position, end, policy)


def _url(match: re.Match[str], policy: Policy) -> Iterator[Change]:
    start, end = match.span("rest")
    length = len(re.split(r"[/?#]", match["rest"], maxsplit=1)[0])
    user, at, place = match["rest"][:length].rpartition("@")
    host, path = place.partition(":")[0], match["rest"][length:]
    if user and not policy.stays(Kind.LINK, user):
        yield start, start + len(user), Kind.LINK, policy.pseudonyms.single(Kind.LINK, user)
    begin = start + len(user + at)
    if host and not is_pseudonym(host) and not policy.stays(Kind.HOST, host):
        shown = policy.pseudonyms.ip(host) if is_ip(host) else policy.pseudonyms.domain(host)
        if shown != host:
            yield begin, begin + len(host), Kind.HOST, shown
    kept = path.rstrip(".,;:!?)")
    if not policy.whole:
        yield from _values(match.string, start + length, start + length + len(kept), policy)
    elif policy.stays(Kind.LINK, kept):
        yield from _between(match.string, start + length, end, policy)
    elif kept.strip("/") and not (_SIMPLE_PATH.fullmatch(path) and (is_own_name(host) or is_pseudonym(host))):
        yield start + length, start + length + len(kept), Kind.LINK, "/" + policy.pseudonyms.single(Kind.LINK, kept)


def _values(text: str, start: int, end: int, policy: Policy) -> Iterator[Change]:
    """Hide every value in a link: whom it was sent to may stand there in any disguise."""
    position = start
    for value in _VALUE.finditer(text, start, end):
        yield from _between(text, position, value.start(), policy)
        if not is_pseudonym(value[0]):
            yield *value.span(), Kind.LINK, policy.pseudonyms.single(Kind.LINK, value[0])
        position = value.end()
    yield from _between(text, position, end, policy)


def _encoded(match: re.Match[str], policy: Policy) -> Iterator[Change]:
    """Encoded words (RFC 2047) are read, and written anew where something in them was hidden."""
    said = words(match["word"]) if len(match["word"]) < _MAX_WORD else match["word"]
    if said == match["word"]:
        if not policy.stays(Kind.PART, said):
            yield *match.span(), Kind.PART, policy.pseudonyms.single(Kind.PART, said)
    elif found := list(changes(said, policy)):
        yield *match.span(), found[0][2], Header(apply(said, found), "utf-8", maxlinelen=10_000).encode()


def _between(text: str, start: int, end: int, policy: Policy) -> Iterator[Change]:
    position = start
    if policy.names:
        for name in policy.names.finditer(text, start, end):
            yield from _words(text, position, name.start(), policy)
            yield name.start(), name.end(), Kind.NAME, policy.pseudonyms.single(Kind.NAME, policy.person(name[0]))
            position = name.end()
    yield from _words(text, position, end, policy)


def _words(text: str, start: int, end: int, policy: Policy) -> Iterator[Change]:
    for match in _WORDS.finditer(text, start, end):
        if match["domain"] is not None:
            yield from _address(match, policy)
        elif encoded := _ENCODED_AT.search(match["other"]):
            yield from _encoded_address(match, encoded, policy)
        else:
            yield from _inner(text, *match.span("other"), policy)


def _address(match: re.Match[str], policy: Policy) -> Iterator[Change]:
    begin, local = match.start(), match["quoted"] or match["run"] or ""
    if match["run"] and not match["quoted"] and (key := _KEY.match(local)):
        begin, local = begin + key.end(), local[key.end() :]
    begin, local = begin + len(local) - len(local.lstrip("-")), local.lstrip("-")
    domain = match["domain"]
    if (
        is_role_address(local, domain)
        or is_pseudonym(f"{local}@{domain}")
        or policy.stays(Kind.ADDRESS, f"{local}@{domain}")
    ):
        return
    if domain.startswith("["):
        literal = domain.strip("[]").lower().removeprefix("ipv6:")
        shown = f"[{policy.pseudonyms.ip(literal)}]" if is_ip(literal) else "[redacted.invalid]"
        stand_in = policy.pseudonyms.address(local, "redacted.invalid").rpartition("@")[0] + "@" + shown
    else:
        stand_in = policy.pseudonyms.address(local, domain)
    if stand_in != f"{local}@{domain}":
        yield begin, match.end(), Kind.ADDRESS if local else Kind.HOST, stand_in


def _encoded_address(match: re.Match[str], encoded: re.Match[str], policy: Policy) -> Iterator[Change]:
    """An address as it stands in links and quoted-printable: "anna%40example.com"."""
    word, (start, end) = match["other"], match.span("other")
    before, after = word[: encoded.start()], word[encoded.end() :]
    domain = _DOTTED.match(after)
    local = re.split(r"[/?=&]", before)[-1]
    whole, near = f"{_unescaped(before)}@{_unescaped(after)}", f"{_unescaped(local)}@{domain[0] if domain else ''}"
    if not policy.stays(Kind.ADDRESS, whole) and policy.whole:
        yield start, end, Kind.ADDRESS, policy.pseudonyms.address(*whole.rsplit("@", 1))
    elif not policy.stays(Kind.ADDRESS, near):
        begin, stop = start + len(before) - len(local), end - len(after) + (len(domain[0]) if domain else 0)
        yield begin, stop, Kind.ADDRESS, policy.pseudonyms.address(*near.rsplit("@", 1))


def _unescaped(text: str) -> str:
    """Return a text of a link without its percent encoding (RFC 3986 2.1)."""
    data = _PERCENT.sub(lambda found: bytes([int(found[1], 16)]), text.encode("utf-8", "replace"))
    return data.decode("utf-8", "replace")


def _inner(text: str, start: int, end: int, policy: Policy) -> Iterator[Change]:
    for token in _DOTTED.finditer(text, start, end):
        first = token.end() - len(token[0].lstrip(_EDGE))  # a boundary (RFC 2046 5.1.1) may be made of a host
        if (host := _HOST.fullmatch(text, first, token.start() + len(token[0].rstrip(_EDGE)))) and is_host(host[0]):
            yield from _change(Kind.HOST, host, policy.pseudonyms.domain, policy)
            continue
        for match in _NUMBERS.finditer(text, token.start(), token.end()):
            if match["guid"]:
                yield from _change(Kind.ID, match, policy.pseudonyms.guid, policy)
            elif is_ip(match["four"]):
                yield from _change(Kind.IP, match, policy.pseudonyms.ip, policy)


def _change(
    kind: Kind, match: re.Match[str], made: Callable[[str], str], policy: Policy, *, group: str | int = 0
) -> Iterator[Change]:
    original = match[group]
    bare = original.strip("<>") if kind is Kind.ID else original
    if bare and not policy.stays(kind, bare):
        stand_in = original.replace(bare, made(bare))
        if stand_in != original:
            yield match.start(group), match.end(group), kind, stand_in


def _single(kind: Kind, policy: Policy) -> Callable[[str], str]:
    return lambda text: policy.pseudonyms.single(kind, text)


def apply(text: str, found: list[Change]) -> str:
    """Return `text` with the changes made."""
    pieces: list[str] = []
    position = 0
    for start, end, _, stand_in in found:
        pieces += (text[position:start], stand_in)
        position = end
    return "".join((*pieces, text[position:]))
