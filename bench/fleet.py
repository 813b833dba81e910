"""Domains as they are: most hosted by a few providers, some by themselves, some broken, some gone."""

from typing import Any

PROVIDERS = 5
KEY = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA" + "q7b5" * 80 + "wIDAQAB"

type Zone = dict[str, dict[str, list[Any]]]


def names(count: int) -> list[str]:
    """Return the names of `count` domains."""
    return [f"d{number}.example" for number in range(count)]


def zone(count: int) -> Zone:
    """Return what a DNS server says of `count` domains and of whoever serves them."""
    zone: Zone = {}
    for number in range(PROVIDERS):
        zone |= _provider(number)
    for number, name in enumerate(names(count)):
        zone |= _domain(number, name)
    return zone


def _provider(number: int) -> Zone:
    name = f"p{number}.net.example"
    network = f"198.51.{100 + number}"
    zone: Zone = {
        f"spf.{name}": {"TXT": [f"v=spf1 include:a.{name} include:b.{name} ~all"]},
        f"a.{name}": {"TXT": [f"v=spf1 ip4:{network}.0/25 ip4:203.0.113.0/28 -all"]},
        f"b.{name}": {"TXT": [f"v=spf1 ip4:{network}.128/25 ip6:2001:db8:{number}::/48 -all"]},
        f"{name}._report._dmarc.{name}": {"TXT": ["v=DMARC1"]},
        f"*._report._dmarc.{name}": {"TXT": ["v=DMARC1"]},
    }
    for host in (1, 2):
        zone[f"mx{host}.{name}"] = {"A": [f"{network}.{host}"], "AAAA": [f"2001:db8:{number}::{host}"]}
        zone[f"{host}.{100 + number}.51.198.in-addr.arpa"] = {"PTR": [f"mx{host}.{name}"]}
    for key in ("selector1", "selector2"):
        zone[f"{key}.keys.{name}"] = {"TXT": [["v=DKIM1; k=rsa; p=" + KEY[:230], KEY[230:]]]}
    return zone


def _domain(number: int, name: str) -> Zone:
    provider = f"p{number % PROVIDERS}.net.example"
    if number % 50 == 0:
        return {}  # gone
    if number % 50 == 1:
        return {name: {"MX": ["0 ."], "TXT": ["v=spf1 -all"]}, f"_dmarc.{name}": {"TXT": ["v=DMARC1; p=reject"]}}
    zone: Zone = {
        name: {
            "MX": [f"10 mx1.{provider}", f"20 mx2.{provider}"],
            "TXT": [
                f"v=spf1 include:spf.{provider} ip4:192.0.2.{number % 250} -all",
                f"site-verification={number:016x}",
            ],
            "A": [f"192.0.2.{number % 250}"],
        },
        f"_dmarc.{name}": {"TXT": [f"v=DMARC1; p=quarantine; rua=mailto:reports@{provider}"]},
    }
    for key in ("selector1", "selector2"):
        zone[f"{key}._domainkey.{name}"] = {"CNAME": [f"{key}.keys.{provider}"]}
    if number % 10 == 2:
        del zone[f"_dmarc.{name}"]
    if number % 10 == 3:
        zone[name]["TXT"] += ["v=spf1 mx ~all"]
    if number % 5 == 4:
        host = f"mail.{name}"
        zone[name]["MX"] = [f"10 {host}"]
        zone[host] = {"A": [f"203.0.113.{number % 250}"]}
    return zone
