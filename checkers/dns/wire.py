"""DNS messages (RFC 1035 4): a question as octets, and what the octets of a reply answer."""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import dns.exception
import dns.flags
import dns.name
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rdtypes.mxbase
import dns.rdtypes.nsbase
import dns.rdtypes.txtbase
import dns.wire

from checkers.dns.model import Answer, Fault, Question, Status
from checkers.text.octets import decoded

MAX_MESSAGE = 65_535  # octets: a DNS message's length has sixteen bits over TCP
PAYLOAD = 1_232  # octets that a UDP answer may have: they pass every path in one piece (RFC 6891 6.2.5)
MAX_ALIASES = 16  # in a chain of CNAME records
NOWHERE = Answer(Status.NXDOMAIN)  # of a name that no message can hold, so that nothing can stand there

_IN = dns.rdataclass.IN
_HEAD = struct.Struct("!6H")
_TAIL = struct.Struct("!HH")  # a question's type and class
_SAME = b"\xc0\x0c"  # the name that was asked for, where it stands in the question
_POINTER, _LABEL = 0xC0, 63  # the least first octet of the one, the greatest of the other (RFC 1035 4.1.4)
_RECORD = struct.Struct("!HHIH")
_QUERY = _HEAD.pack(0, dns.flags.RD | dns.flags.AD, 1, 0, 0, 1)
_OPT = b"\0" + _RECORD.pack(dns.rdatatype.OPT, PAYLOAD, 0, 0)
_QR, _AA, _TC, _RA, _AD = (int(dns.flags.from_text(flag)) for flag in ("QR", "AA", "TC", "RA", "AD"))
_OPCODE, _RCODE = 0x7800, 0xF  # bits of the flags too
_USUAL = tuple(map(dns.rdatatype.from_text, ("A", "AAAA", "CNAME", "MX", "NS", "PTR", "SOA", "SPF", "TXT")))
_TEXTS = {dns.rdatatype.TXT, dns.rdatatype.SPF}
_ANSWERED = {dns.rcode.NOERROR, dns.rcode.NXDOMAIN}
for _type in _USUAL:  # imports their modules now: a memory snapshot has no files to come back to
    dns.rdata.get_rdata_class(_IN, _type)  # type: ignore[no-untyped-call]


class _UnusableError(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


class Reply(NamedTuple):
    """What a message answers, and for how many seconds that may be kept."""

    answer: Answer
    ttl: int


def query(question: Question) -> bytes | None:
    """Return the message that asks `question`: id 0 (RFC 8484 4.1), recursion and the AD bit asked for, EDNS.

    None where the name has an empty label, one over 63 octets or more than 255 in all, or the type is unknown: there
    is nothing to ask then, and the answer is NOWHERE.
    """
    asked = _asked(question)
    return _QUERY + asked.octets + _OPT if asked else None


def answer(question: Question, message: bytes) -> Answer:
    """Return what `message` answers, with a `fault` where it is no usable answer to `question`; never raises.

    CNAME records are followed inside the message (RFC 1034 3.6.2). Names are in lower case without their final dot,
    the root is "."; octets that are no host name's stand as a zone file escapes them. Text is UTF-8 where it can be.
    """
    return reply(question, message).answer


def reply(question: Question, message: bytes) -> Reply:
    """Return what `answer` returns and how long it holds: the lowest TTL, without records that of RFC 2308 5."""
    if len(message) > MAX_MESSAGE:
        return Reply(failed(Fault.TOO_LARGE), 0)
    try:
        return _read(question, message)
    except _UnusableError as error:
        return Reply(failed(error.fault), 0)
    except (dns.exception.DNSException, struct.error, ValueError, IndexError):
        return Reply(failed(Fault.MALFORMED), 0)


def failed(fault: Fault) -> Answer:
    """Return the answer of a lookup that brought none."""
    return Answer(Status.TIMEOUT if fault is Fault.TIMEOUT else Status.SERVFAIL, fault=fault)


class _Asked(NamedTuple):
    """A question section and what it says."""

    octets: bytes
    name: dns.name.Name
    type: dns.rdatatype.RdataType


@lru_cache(4_096)
def _asked(question: Question) -> _Asked | None:
    """Return the question section for `question`, None where there can be none."""
    try:
        name, type_ = name_of(question.name), dns.rdatatype.from_text(question.type)
        return _Asked((name.to_wire() or b"") + _TAIL.pack(type_, _IN), name, type_)
    except (dns.exception.DNSException, ValueError):
        return None


def name_of(text: str) -> dns.name.Name:
    """Return a name's labels; raises what dnspython raises where they cannot be a name's."""
    if text in {"", "."}:
        return dns.name.root
    if "\\" in text:
        return dns.name.from_text(text)
    return dns.name.Name([*text.removesuffix(".").encode("utf-8", "surrogateescape").split(b"."), b""])


def _read(question: Question, message: bytes) -> Reply:
    _, flags, questions, answers, authority, additional = _HEAD.unpack_from(message)
    asked = _repeated(question, message, flags, questions)
    parser = dns.wire.Parser(message, _HEAD.size + len(asked.octets))
    found = _Answers()
    found.read(parser, answers, asked)
    rest = _rest(parser, authority, additional)
    if rest.code:
        raise _UnusableError(Fault.REFUSED)
    return _answer(asked, found, rest, flags)


def _repeated(question: Question, message: bytes, flags: int, questions: int) -> _Asked:
    """Return the question as the message repeats it; raises where its head says that there are no answers to read."""
    if not flags & _QR or flags & _OPCODE:
        raise _UnusableError(Fault.MALFORMED)
    code = flags & _RCODE
    fault = Fault.SERVFAIL if code == dns.rcode.SERVFAIL else Fault.REFUSED
    if not questions and code not in _ANSWERED:
        raise _UnusableError(fault)  # a server that read no question repeats none
    asked = _asked(question)
    end = _HEAD.size + len(asked.octets if asked else b"")
    if questions != 1 or asked is None or message[_HEAD.size : end].lower() != asked.octets.lower():
        cut = questions == 1 and len(message) < end
        raise _UnusableError(Fault.MALFORMED if cut else Fault.MISMATCH)
    if flags & _TC:
        raise _UnusableError(Fault.TRUNCATED)
    if code not in _ANSWERED:
        raise _UnusableError(fault)
    return asked


@dataclass(slots=True)
class _Answers:
    """The answer section: CNAME records and those of the type that was asked for, by their owners."""

    aliases: dict[dns.name.Name, tuple[dns.name.Name, int]] = field(default_factory=dict)
    records: dict[dns.name.Name, dict[dns.rdata.Rdata, int]] = field(default_factory=dict)

    def read(self, parser: dns.wire.Parser, count: int, asked: _Asked) -> None:
        wanted = asked.type
        for _ in range(count):
            if parser.wire[parser.current : parser.current + 2] == _SAME:
                owner = asked.name
                parser.get_bytes(len(_SAME))
            else:
                owner = parser.get_name(decompress=True)
            type_, class_, ttl, length = _RECORD.unpack(parser.get_bytes(_RECORD.size))
            if class_ != _IN or type_ not in {wanted, dns.rdatatype.CNAME}:
                parser.get_bytes(length)
                continue
            with parser.restrict_to(length):
                data = dns.rdata.from_wire_parser(_IN, type_, parser)
            if type_ == wanted:
                self.records.setdefault(owner, {})[data] = ttl
            elif isinstance(data, dns.rdtypes.nsbase.NSBase):
                self.aliases.setdefault(owner, (data.target, ttl))


class _Rest(NamedTuple):
    """What the other sections say: how long nothing may be kept, who could know more, the upper RCODE bits."""

    ttl: int | None
    delegates: bool
    code: int


def _rest(parser: dns.wire.Parser, authority: int, additional: int) -> _Rest:
    ttl, delegates, code = None, False, 0
    for number in range(authority + additional):
        _pass_name(parser)
        type_, _, held, length = _RECORD.unpack(parser.get_bytes(_RECORD.size))
        data = parser.get_bytes(length)
        if type_ == dns.rdatatype.SOA and number < authority:
            ttl = min(held, int.from_bytes(data[-4:]))
        elif type_ == dns.rdatatype.OPT:
            code = held >> 24
        delegates = delegates or (type_ == dns.rdatatype.NS and number < authority)
    if parser.remaining():
        raise dns.exception.FormError
    return _Rest(ttl, delegates, code)


def _pass_name(parser: dns.wire.Parser) -> None:
    """Go on behind a name that nobody asks for; raises where its octets cannot be one."""
    while length := parser.get_bytes(1)[0]:
        if length >= _POINTER:
            parser.get_bytes(1)
            return
        if length > _LABEL:
            raise dns.exception.FormError
        parser.get_bytes(length)


def _answer(asked: _Asked, found: _Answers, rest: _Rest, flags: int) -> Reply:
    name, aliases, held = asked.name, list[dns.name.Name](), [86_400]
    while found.aliases and name in found.aliases and name not in found.records:
        name, ttl = found.aliases[name]
        held.append(ttl)
        if len(aliases) == MAX_ALIASES:
            raise _UnusableError(Fault.SERVFAIL)  # a loop, or as good as one
        aliases.append(name)
    records = found.records.get(name, {}) if found.records else {}
    exists = bool(records) or flags & _RCODE == dns.rcode.NOERROR
    referred = bool(aliases) or (rest.delegates and not flags & _AA)
    if exists and not records and rest.ttl is None and referred and not flags & _RA:
        # A server that asks no other has sent us to one: there may be records, and it does not say so.
        raise _UnusableError(Fault.REFUSED)
    held += records.values() or [rest.ttl or 0]
    texts = list(_texts(records))
    return Reply(
        Answer(
            Status.NOERROR if exists else Status.NXDOMAIN,
            tuple(text for text, _ in texts),
            tuple(strings for _, strings in texts) if asked.type in _TEXTS else (),
            tuple(map(shown, aliases)),
            bool(flags & _AD),
        ),
        min(held),
    )


def _texts(records: Iterable[dns.rdata.Rdata]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each record in presentation form, and the strings of one that has any."""
    for data in records:
        if isinstance(data, dns.rdtypes.txtbase.TXTBase):
            strings = decoded(data.strings)
            yield "".join(strings), strings
        elif isinstance(data, dns.rdtypes.mxbase.MXBase):
            yield f"{data.preference} {shown(data.exchange)}", ()
        elif isinstance(data, dns.rdtypes.nsbase.NSBase):
            yield shown(data.target), ()
        else:
            yield data.to_text(), ()


def shown(name: dns.name.Name) -> str:
    """Return a name in the form in which the book knows it."""
    return name.to_text(omit_final_dot=True).lower()
