"""What a paste says about one domain, as far as its records contradict each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from checkers.dns.answer import PastedRecord
from checkers.dns.model import full_name
from checkers.together.model import Part, Zone

ENFORCED = {"quarantine", "reject"}
_REFERRING = ("include:", "redirect=")


@dataclass(slots=True)
class Site:
    """One domain: its parts by protocol, its MX records, its TXT records of any kind."""

    domain: str
    parts: dict[str, list[Part]] = field(default_factory=dict)
    mx: list[PastedRecord] = field(default_factory=list)
    txt: list[PastedRecord] = field(default_factory=list)

    def only(self, protocol: str) -> Part | None:
        """Return the part of a protocol that has one record to a domain."""
        return next(iter(self.parts.get(protocol, ())), None)

    @property
    def policy(self) -> str:
        """The DMARC policy, empty where none is known."""
        part = self.only("dmarc")
        return part.tags.value("p").lower() if part else ""

    @property
    def null_mx(self) -> PastedRecord | None:
        """The MX record that says that the domain takes no mail (RFC 7505 3)."""
        return next((one for one in self.mx if one.data.text.split()[1:] == ["."]), None)

    @property
    def sends_nothing(self) -> bool:
        """True where SPF is nothing but `-all`."""
        part = self.only("spf")
        return bool(part) and part.text.lower().split()[1:] == ["-all"]  # type: ignore[union-attr]

    @property
    def live_keys(self) -> list[Part]:
        """The DKIM parts that may hold a key: not those that are known to be revoked."""
        return [part for part in self.parts.get("dkim", ()) if not is_revoked(part)]

    @property
    def keys(self) -> list[Part]:
        """The DKIM parts in which a usable key stands."""
        return [part for part in self.live_keys if part.tags.value("p") and not part.blocked]

    @property
    def unseen_keys(self) -> list[Part]:
        """The DKIM parts that only lead to a key, which may be there or not."""
        return [part for part in self.live_keys if not part.tags.value("p") and not part.blocked]

    @property
    def mail_hosts(self) -> list[str]:
        """The names of the mail servers, in normal form."""
        listed = [(one.data.text.split(), one.origin) for one in self.mx]
        return [full_name(words[-1], origin) for words, origin in listed if words]


def is_revoked(part: Part) -> bool:
    """Tell whether a DKIM record has an empty key (RFC 6376 3.6.1)."""
    key = part.tags.tag("p")
    return key is not None and not key.value.text


def sites(parts: Iterable[Part], zone: Zone) -> list[Site]:
    """Return the domains of a paste. Records without a name belong to the one domain that is named, if it is one."""
    found: dict[str, Site] = {}
    for part in parts:
        domain = part.group.domain
        found.setdefault(domain, Site(domain)).parts.setdefault(part.group.protocol, []).append(part)
    for record in zone.records:
        domain = "" if record.name == "@" else record.name
        if record.type == "MX":
            found.setdefault(domain, Site(domain)).mx.append(record)
        elif record.type in {"TXT", "SPF"} and domain in found:
            found[domain].txt.append(record)
    unnamed = found.get("")
    if unnamed and len(found) == 2:  # noqa: PLR2004  the unnamed and the one
        [named] = (site for site in found.values() if site is not unnamed)
        for protocol, several in unnamed.parts.items():
            named.parts.setdefault(protocol, []).extend(several)
        named.mx += unnamed.mx
        named.txt += unnamed.txt
        del found[""]
    return list(found.values())


def senders_below(site: Site, every: Sequence[Site]) -> list[Site]:
    """Return the subdomains that seem to send mail and have no DMARC record of their own."""
    if not site.domain:
        return []
    referred = {
        word.partition(mark)[2].lower().removesuffix(".")
        for one in every
        for part in one.parts.get("spf", ())
        for word in part.text.split()
        for mark in _REFERRING
        if mark in word.lower()
    }
    return [
        one
        for one in every
        if one.domain.endswith(f".{site.domain}")
        and not one.domain.startswith("_")
        and one.domain not in referred
        and not one.only("dmarc")
        and not one.sends_nothing
        and (one.only("spf") or one.live_keys)
    ]
