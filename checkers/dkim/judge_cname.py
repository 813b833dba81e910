"""What is right and wrong in an alias that leads to a key."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checkers.dkim.cname import Alias
from checkers.dkim.microsoft import Target, TargetForm, fits, label_of, read_target, undotted
from checkers.dns.model import normal_name
from checkers.records.said import shown
from checkers.registry import finding
from checkers.report import Edit, Fact, Finding, Fix, Span, Value
from checkers.text.token import Token

_TOPS = {"com", "net", "org", "io", "de", "email", "microsoft", "us", "cn", "cloud", "eu"}  # ends of providers' names


def judge_alias(alias: Alias, domain: str) -> Iterator[Finding]:
    """Yield the findings about one alias; `domain` is the one stated beside it, empty where none is."""
    owner = alias.owner
    selector, labelled, rest = owner.partition("._domainkey")
    domain = rest.removeprefix(".") or (domain if labelled or not owner else "")
    name = normal_name(alias.target.text)
    if alias.as_text:
        yield _said("dkim.cname-as-text", alias.target, name=owner, target=name)
    if owner and (half := _half(domain)):
        yield _said("dkim.name-doubled", alias.name, name=owner, domain=half)
        domain = half
    if owner and not labelled and read_target(name).form is not TargetForm.OTHER:
        yield _said("dkim.cname-name", alias.name, name=owner)
    short = _without_domain(name, domain)
    if short:
        yield _said("dkim.target-doubled", alias.target, short, target=name, domain=domain)
    yield from _target(alias, read_target(short or name), selector if labelled else "", domain, sound=not short)


def judge_together(found: Sequence[Alias]) -> Iterator[Finding]:
    """Yield what several aliases are only wrong in together: one tenant has the keys of a domain."""
    targets = [(alias, read_target(normal_name(alias.target.text))) for alias in found if alias.owner]
    by_domain: dict[str, list[tuple[Alias, Target]]] = {}
    for alias, target in targets:
        if target.tenant:
            by_domain.setdefault(alias.owner.partition("._domainkey")[2], []).append((alias, target))
    for several in by_domain.values():
        tenants = list(dict.fromkeys(target.tenant for _, target in several))
        if len(tenants) > 1:
            spans = [_span(alias.target) for alias, _ in several]
            yield finding("dkim.microsoft-tenants", *spans, tenants=tenants)


def alias_facts(alias: Alias, domain: str) -> Iterator[Fact]:
    """Yield what an alias says."""
    target = read_target(normal_name(alias.target.text))
    selector, labelled, rest = alias.owner.partition("._domainkey")
    if labelled:
        yield Fact("name", alias.owner, _span(alias.name) if alias.name else None)
        yield Fact("selector", selector)
        yield Fact("domain", rest.removeprefix(".") or domain)
    yield Fact("target", target.name, _span(alias.target))
    yield Fact("target_form", target.form.value)
    yield Fact("tenant", target.tenant)


def _target(alias: Alias, target: Target, selector: str, domain: str, *, sound: bool) -> Iterator[Finding]:
    place = alias.target
    if target.form is TargetForm.OTHER:
        yield _said("dkim.cname", place, target=target.name, name=alias.owner)
        return
    if target.form is TargetForm.BROKEN:
        right = undotted(target.name)
        yield _said("dkim.microsoft-dots" if right else "dkim.microsoft-target", place, right, target=target.name)
        if not right:
            return
        target = read_target(right)
        sound = False
    if selector and selector != target.selector:
        sound = False
        own = selector not in {"selector1", "selector2"}  # then it is the name that is wrong
        named = "" if own else target.name.replace(target.selector, selector, 1)
        yield _said("dkim.microsoft-selector", place, named, selector=selector, found=target.selector)
    if domain and target.label and not fits(target.label, domain):
        sound = False
        yield _said("dkim.microsoft-domain", place, found=target.label, wanted=label_of(domain), domain=domain)
    if sound and not alias.as_text:
        yield _said("dkim.microsoft", place, target_form=target.form.value, tenant=target.tenant, target=target.name)
    if not alias.owner and not alias.as_text:
        yield _said("dkim.target-alone", place, selector=target.selector, target=target.name)


def _without_domain(name: str, domain: str) -> str:
    """Return a target without the domain that a panel has put behind it, empty where none was."""
    short = name.removesuffix(f".{domain}") if domain else name
    doubled = short != name and ("_domainkey" in short or short.count(".") > 1) and short.rpartition(".")[2] in _TOPS
    return short if doubled else ""


def _half(domain: str) -> str:
    """Return the domain where `domain` is it twice: "example.com.example.com", also with the label between."""
    first, label, second = domain.partition("._domainkey.")
    if label:
        return first if first == second or first.endswith(f".{second}") else second
    labels = domain.split(".")
    for size in range(2, len(labels) // 2 + 1):
        if labels[-size:] == labels[-2 * size : -size]:
            return ".".join(labels[:-size])
    return ""


def _said(code: str, place: Token | None, right: str = "", **values: Value) -> Finding:
    spans = [_span(place)] if place and place.start < place.end else []
    fix = None
    if right and place and spans:
        dot = "." if place.text.endswith(".") else ""
        fix = Fix((Edit(_span(place), right + dot),))
    short = {name: shown(value) if isinstance(value, str) else value for name, value in values.items()}
    return replace(finding(code, *spans, fix=fix), values=short)


def _span(token: Token) -> Span:
    return Span(token.start, token.end)
