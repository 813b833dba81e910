"""What the protocols of one domain say against each other."""

from collections.abc import Iterator, Sequence

from checkers.registry import finding
from checkers.report import Finding, Span
from checkers.together.judge_microsoft import judge_microsoft
from checkers.together.model import Part, Zone
from checkers.together.sites import ENFORCED, Site, is_revoked, senders_below

MAX_NAMES = 5  # that a sentence lists

_LOGO_SAID = {"bimi.dmarc-none", "bimi.dmarc-missing"}
_OPEN_TO_ALL = {"spf.plus-all", "spf.included-plus-all"}
_STRICT = {"aspf": "spf", "adkim": "dkim"}


def judge_policies(every: Sequence[Site], zone: Zone) -> Iterator[Finding]:
    """Yield the contradictions between the records of each domain."""
    for site in every:
        yield from _nothing_passes(site, zone)
        yield from _everything_passes(site)
        yield from judge_microsoft(site)
        yield from _sends_nothing(site)
        yield from _null_mx(site)
        yield from _subdomains(site, every)
        yield from _transport(site)
        yield from _logo(site)


def _nothing_passes(site: Site, zone: Zone) -> Iterator[Finding]:
    """DMARC refuses what neither SPF nor DKIM confirms, and neither can."""
    dmarc, spf = site.only("dmarc"), site.only("spf")
    if not dmarc or site.policy not in ENFORCED or site.keys or site.null_mx:
        return
    policy, domain = site.policy, _shown(site)
    broken = spf is not None and spf.blocked
    missing = spf is None and bool(site.txt) and site.domain not in zone.aliases
    if broken and site.unseen_keys:
        names = [part.group.selector for part in site.unseen_keys[:MAX_NAMES] if part.group.selector]
        place = (*_tag(dmarc, "p"), *(_whole(spf) if spf else ()))
        yield finding("together.enforced-key-unseen", *place, policy=policy, domain=domain, selectors=names)
    elif broken or (missing and not site.live_keys):
        yield finding("together.enforced-unconfirmed", *_tag(dmarc, "p"), policy=policy, domain=domain)
    elif site.parts.get("dkim") and not site.live_keys and not site.sends_nothing:
        place = (*_tag(dmarc, "p"), *_keys(site))
        yield finding("together.enforced-keys-revoked", *place, policy=policy, domain=domain)


def _everything_passes(site: Site) -> Iterator[Finding]:
    """SPF passes for every server in the world, and with it DMARC for whoever forges the domain."""
    dmarc, spf = site.only("dmarc"), site.only("spf")
    if dmarc and spf and site.policy in ENFORCED and any(one.code in _OPEN_TO_ALL for one in spf.report.findings):
        yield finding(
            "together.enforced-open", *_tag(dmarc, "p"), *_whole(spf), policy=site.policy, domain=_shown(site)
        )


def _sends_nothing(site: Site) -> Iterator[Finding]:
    """SPF says that the domain sends no mail; other records were made for mail."""
    spf = site.only("spf")
    if not spf or not site.sends_nothing:
        return
    keys = [part for part in site.live_keys if not part.group.selector.startswith("*")]
    if keys:
        selectors = [part.group.selector for part in keys[:MAX_NAMES] if part.group.selector]
        yield finding("together.sends-nothing-signs", *_whole(spf), selectors=selectors, domain=_shown(site))
    elif site.mx and not site.null_mx:
        yield finding("together.sends-nothing-receives", *_whole(spf), domain=_shown(site))


def _null_mx(site: Site) -> Iterator[Finding]:
    spf, null = site.only("spf"), site.null_mx
    if not null:
        return
    place = null.data.span(0, len(null.data))
    if len(site.mx) > 1:
        yield finding("together.null-mx-beside", place, domain=_shown(site))
    if spf and spf.text and not site.sends_nothing and _allows(spf):
        yield finding("together.null-mx-sends", place, *_whole(spf), domain=_shown(site))


def _subdomains(site: Site, every: Sequence[Site]) -> Iterator[Finding]:
    """The record of a domain holds for its subdomains too: what it asks there must fit how these send."""
    dmarc = site.only("dmarc")
    below = senders_below(site, every) if dmarc else []
    if not dmarc or not below:
        return
    names = [one.domain for one in below[:MAX_NAMES]]
    if site.policy in ENFORCED and dmarc.tags.value("sp").lower() == "none":
        yield finding("together.subdomains-open", *_tag(dmarc, "sp"), names=names, policy=site.policy)
    for tag, protocol in _STRICT.items():
        users = [one.domain for one in below if one.parts.get(protocol)]
        if dmarc.tags.value(tag).lower() == "s" and users:
            yield finding(
                "together.strict-subdomain", *_tag(dmarc, tag), tag=tag, names=users[:MAX_NAMES], domain=_shown(site)
            )


def _transport(site: Site) -> Iterator[Finding]:
    sts = site.only("mta-sts")
    if sts and not sts.blocked and not site.parts.get("tls-rpt"):
        yield finding("together.sts-without-reports", *_whole(sts), domain=_shown(site))


def _logo(site: Site) -> Iterator[Finding]:
    """The BIMI check says it itself where it knows the domain."""
    bimi, dmarc = site.only("bimi"), site.only("dmarc")
    if not bimi or not dmarc or not bimi.tags.value("l") or site.policy in ENFORCED | {""}:
        return
    if not any(found.code in _LOGO_SAID for found in bimi.report.findings):
        yield finding("together.logo-unenforced", *_tag(dmarc, "p"), *_whole(bimi), policy=site.policy)


def _allows(spf: Part) -> bool:
    """Tell whether an SPF record lets anybody send: any mechanism but a refusing `all`."""
    words = [word.lower() for word in spf.text.split()[1:]]
    return any(word.lstrip("+?~-") != "all" and "=" not in word and word[:1] not in "-~?" for word in words)


def _whole(part: Part) -> tuple[Span, ...]:
    return tuple(fact.span for fact in part.report.facts if fact.name == "record" and fact.span)[:1]


def _tag(part: Part, name: str) -> tuple[Span, ...]:
    spans = tuple(fact.span for fact in part.report.facts if fact.name == name and fact.span)
    return spans[:1] or _whole(part)


def _keys(site: Site) -> tuple[Span, ...]:
    return tuple(span for part in site.parts.get("dkim", ()) if is_revoked(part) for span in _whole(part))


def _shown(site: Site) -> str:
    return site.domain or "@"
