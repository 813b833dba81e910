"""The stated domain, selectors and addresses, as people type them."""

import re
from collections.abc import Iterator

from checkers.dns.model import normal_name
from checkers.domain.model import MAX_ADDRESSES, MAX_SELECTORS, Stated
from checkers.inputs import Inputs
from checkers.records.said import shown
from checkers.registry import finding
from checkers.report import Edit, Finding, Fix, Span
from checkers.requests.address import Address, Range, addresses, range_of
from checkers.text.domains import MAX_NAME, a_labels, is_domain

MAX_TEXT = 2_000  # characters looked at in an input
MAX_WORDS = 100

_WORD = re.compile(r"[^\s,;]+")
_AROUND = "<>()[]{}\"'`\u201c\u201d\u201e\u2018\u2019.,:"
_SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]*://|mailto:)", re.IGNORECASE)
_SELECTOR = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
_TAG = re.compile(r"s=", re.IGNORECASE)
_VISIBLE = {Range.PUBLIC, Range.EXAMPLE}  # that anybody outside could see


def read_stated(inputs: Inputs) -> Stated:
    """Return what is stated, with a finding for each place that cannot be used."""
    said: list[Finding] = []
    domain, own = _domain(inputs, said)
    selectors = _selectors(inputs, domain, said)
    if own and own not in selectors:
        selectors = (own, *selectors)
    return Stated(domain, selectors, _addresses(inputs, said), tuple(said))


def _domain(inputs: Inputs, said: list[Finding]) -> tuple[str, str]:
    """Return the domain, and the selector where the name of a key was typed."""
    text = inputs.text()
    if len(text) > MAX_TEXT:
        said.append(finding("record.domain-unusable", Span(0, len(text)), name=shown(text.strip())))
        return "", ""
    listed = [(match, _name(match[0])) for match in _words(text)]
    usable = [(match, name) for match, name in listed if is_domain(name)]
    if not usable:
        places = [Span(*match.span()) for match, _ in listed[:1]]
        said.append(finding("record.domain-unusable", *places, name=shown(text.strip())))
        return "", ""
    match, name = usable[0]
    if len(listed) > 1:
        rest = [Span(*one.span()) for one, _ in listed if one is not match]
        said.append(finding("domain.one-domain", *rest, domain=shown(name)))
    selector, labelled, behind = name.partition("._domainkey.")
    if labelled:
        return behind, selector
    while name.startswith("_") and is_domain(name.partition(".")[2]):
        name = name.partition(".")[2]
    without = name.removeprefix("www.")
    if without != name and is_domain(without):
        fix = Fix((Edit(Span(*match.span()), without),))
        said.append(finding("domain.www", Span(*match.span()), fix=fix, domain=shown(without), typed=shown(name)))
        return without, ""
    return name, ""


def _name(word: str) -> str:
    """Return the domain in one word: an address, a URL, a name with its final dot."""
    bare = word.strip(_AROUND)
    if scheme := _SCHEME.match(bare):
        bare = bare[scheme.end() :]
    bare = re.split(r"[/?#\\]", bare, maxsplit=1)[0].rpartition("@")[2]
    bare = re.sub(r":[0-9]{1,5}\Z", "", bare).strip(_AROUND)
    return normal_name(a_labels(bare) or bare)


def _selectors(inputs: Inputs, domain: str, said: list[Finding]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for match in _words(inputs.text("selectors")[:MAX_TEXT]):
        typed = _TAG.sub("", match[0].strip(_AROUND), count=1).strip(_AROUND)
        selector = normal_name(typed).partition("._domainkey")[0]
        name = f"{selector}._domainkey.{domain}"
        if not _SELECTOR.fullmatch(selector) or len(name) > MAX_NAME:
            said.append(finding("dkim.selector-unusable", Span(*match.span(), "selectors"), selector=shown(match[0])))
        elif len(found) == MAX_SELECTORS and selector not in found:
            said.append(finding("domain.too-many", Span(*match.span(), "selectors"), limit=MAX_SELECTORS))
            break
        else:
            found[selector] = None
    return tuple(found)


def _addresses(inputs: Inputs, said: list[Finding]) -> tuple[Address, ...]:
    found: dict[Address, None] = {}
    for match in _words(inputs.text("ip")[:MAX_TEXT]):
        span = Span(*match.span(), "ip")
        read, beside = addresses(match[0])
        if not read or beside:
            said.append(finding("spf.ip-unusable", span, value=shown(match[0])))
        elif range_of(read[0]) not in _VISIBLE:
            said.append(finding("domain.address-private", span, ip=str(read[0])))
        elif len(found) == MAX_ADDRESSES and read[0] not in found:
            said.append(finding("domain.too-many", span, limit=MAX_ADDRESSES))
            break
        else:
            found[read[0]] = None
    return tuple(found)


def _words(text: str) -> Iterator[re.Match[str]]:
    for match, _ in zip(_WORD.finditer(text), range(MAX_WORDS), strict=False):
        if match[0].strip(_AROUND):
            yield match
