"""A zone in the house's form as the file of a real server: one zone, the root, that holds every name."""

import ipaddress

import dns.exception
import dns.name
import dns.rdata

_FIRST = ". 3600 IN SOA ns.invalid. root.invalid. 1 3600 600 86400 60\n. 3600 IN NS ns.invalid.\n"
TTL = 300


def zone_file(zone):
    """Return the file that serves `zone` ({name: {TYPE: [record, ...]}}), and what of it none can serve.

    That is a set of names and types, "*" for every type that is not listed at a name: failures, whatever a server
    refuses to read, and NS records, which in a zone that holds everything would send askers away.
    """
    lines, left_out = [_FIRST], set()
    for name, types in zone.items():
        for type_, records in types.items():
            try:
                lines += _lines(name, type_, records)
            except (dns.exception.DNSException, ValueError):
                left_out.add((name, type_))
    return "\n".join(lines) + "\n", left_out


def _lines(name, type_, records):
    if not isinstance(records, list) or type_ == "NS":
        raise ValueError(records)
    data = [_data(type_, record) for record in records]
    for one in data:
        dns.rdata.from_text("IN", type_, one)
    return [f"{_name(name)} {TTL} IN {type_} {one}" for one in data]


def _name(name):
    """Return a name as a zone file writes it, whatever its octets are."""
    labels = [] if name in {"", "."} else name.removesuffix(".").encode().split(b".")
    return dns.name.Name([*labels, b""]).to_text()


def _data(type_, record):
    if type_ in {"TXT", "SPF"}:
        return " ".join(f'"{_quoted(string)}"' for string in ([record] if isinstance(record, str) else record or [""]))
    if type_ in {"A", "AAAA"}:
        return str(ipaddress.ip_address(record))
    if type_ == "MX":
        preference, _, target = str(record).partition(" ")
        return f"{preference} {_name(target.strip())}"
    return _name(record) if type_ in {"CNAME", "NS", "PTR"} else record


def _quoted(string):
    octets = string.encode("utf-8", "surrogateescape")
    return "".join(chr(one) if 32 <= one < 127 and one not in b'"\\' else f"\\{one:03}" for one in octets)
