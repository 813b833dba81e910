"""The public suites for SPF as inputs of the check `spf`: openspf's for RFC 7208 and RFC 4408, and mail-auth's."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

DEFAULT = "DEFAULT"  # what a suite writes where the domain explains nothing
_ERROR_NAME = re.compile(r"\berror\.[a-z0-9.-]+", re.IGNORECASE)
_LISTED = {"a": "A", "aaaa": "AAAA", "mx": "MX", "ptr": "PTR", "spf": "TXT", "exp": "TXT"}


class Case(NamedTuple):
    """One evaluation: the result must be one of `results`, the explanation `explanation` where that is not None."""

    id: str
    inputs: dict[str, str]
    zone: dict[str, dict[str, Any]]
    results: tuple[str, ...]
    explanation: str | None


def suites(folder: Path) -> Iterator[Case]:
    """Yield every case of the RFC 7208 suite and of mail-auth's under the conformance folder."""
    yield from openspf(folder, "rfc7208")
    yield from mail_auth(folder)


def openspf(folder: Path, name: str) -> Iterator[Case]:
    """Yield the cases of the suite `name`, "rfc7208" or "rfc4408"."""
    path = folder / "spf" / "openspf" / f"{name}-tests.normalised.json"
    suite = json.loads(path.read_text("utf-8"))
    zones = {scenario: _zone(names) for scenario, names in suite["zones"].items()}
    for case in suite["tests"]:
        inputs = {"ip": case["host"], "helo": case["helo"], "mail_from": case["mailfrom"]}
        results = tuple(case["result"])
        yield Case(f"{name}/{case['id']}", inputs, zones[case["scenario"]], results, case["explanation"])


def _zone(names: dict[str, Any]) -> dict[str, dict[str, Any]]:
    zone: dict[str, dict[str, Any]] = {}
    for name, entry in names.items():
        types = {type_: [_record(type_, one) for one in records] for type_, records in entry["records"].items()}
        types.update(dict.fromkeys(entry["timeout_types"], "timeout"))
        zone[name] = types | ({"*": "timeout"} if entry["timeout_all"] else {})
    for name in _ERROR_NAME.findall(json.dumps(names)):  # "names beginning with error. time out"
        zone.setdefault(name, {"*": "timeout"})
    return zone


def _record(type_: str, record: Any) -> Any:
    if type_ in {"TXT", "SPF"}:
        return record
    return " ".join(map(str, record)) if isinstance(record, list) else record


def mail_auth(folder: Path) -> Iterator[Case]:
    """Yield the cases of mail-auth's suite. Keys repeat in its files, so they are read line by line."""
    for path in sorted((folder / "spf" / "mail-auth").glob("*.yml")):
        number = 0
        zone: dict[str, dict[str, list[Any]]] = {}
        asked: dict[str, str] = {}
        for line in path.read_text("utf-8").splitlines():
            key, _, value = line.strip().removeprefix("- ").partition(": ")
            value = value.strip()
            if line.startswith("name:"):
                zone, asked = {}, {}
            elif key in _LISTED:
                _add(zone, key, value)
            elif key in {"domain", "sender", "ip"}:
                asked[key] = value
            elif key == "expect":
                number += 1
                result, _, explanation = value.partition(" ")
                inputs = {"ip": asked["ip"], "helo": asked["domain"], "mail_from": asked["sender"]}
                copy = {name: dict(types) for name, types in zone.items()}
                yield Case(f"mail-auth/{path.stem}-{number}", inputs, copy, (result,), explanation or DEFAULT)


def _add(zone: dict[str, dict[str, list[Any]]], key: str, value: str) -> None:
    name, _, data = value.partition(" ")
    if key == "ptr":
        name = ".".join(reversed(name.split("."))) + ".in-addr.arpa"
    records = [data] if key in {"spf", "exp"} else [one.strip() for one in data.split(",")]
    if key == "mx":  # the suite gives the addresses of hosts that it does not name
        hosts = [f"mx{number}.{name}" for number in range(len(records))]
        for host, address in zip(hosts, records, strict=True):
            zone[host] = {"AAAA" if ":" in address else "A": [address]}
        records = [f"{number} {host}" for number, host in enumerate(hosts)]
    zone.setdefault(name, {})[_LISTED[key]] = records
