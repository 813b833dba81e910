"""What lists, gateways and servers do is named: the change and the server, and nothing that was not done."""

import pytest

from checkers import check
from checkers.dns import zone_lookup
from checkers.words import catalogue
from tests.message.corpus import CASES, PLAIN
from tests.message.handling import footer, swap, tag
from tests.message.signing import KEY, record, sealed, signed, zone

NAMES = (
    *(b"from", b"to", b"cc", b"reply-to", b"subject", b"date", b"message-id"),
    *(b"mime-version", b"content-type", b"content-transfer-encoding"),
)
ZONE = zone() | {f"s._domainkey.{name}": {"TXT": [record()]} for name in ("lists.example.net", "example.net")}
NAMING = {f"message.hop-{name}" for name in ("chain", "stated", "list", "gateway", "only", "several", "signer", "none")}
NAMING |= {"message.after-check", "message.list-rewrites"}


def signature(message):
    """Return the part on the author's signature."""
    report = check("message", {"message": message, "ip": "192.0.2.1"}, lookup=zone_lookup(ZONE))
    return next(part for part in report.parts if part.check == "dkim" and part.fact("domain") == "example.com")


def explained(message):
    """Return what is said to have been done to the body, and to the head."""
    found = {one.code: set(one.values["change"]) for one in signature(message).findings if "change" in one.values}
    words = catalogue("en").words
    assert all(f"value/change/{change}" in words for changes in found.values() for change in changes)
    body = found.get("signature.body-added") or found.get("signature.body-explained") or set()
    return body, found.get("signature.head-field") or found.get("signature.head-explained") or set()


MESSAGES = [(name, form) for name, case in CASES.items() for form in case[1]]


@pytest.mark.parametrize(("name", "form"), MESSAGES)
def test_the_change_is_named(name, form):
    message, _, change, body, head = CASES[name]
    before = signed(message, form=form, headers=NAMES)
    assert explained(before) == (set(), set())
    found = explained(change(before))
    assert found[0] == body
    assert head is None or found[1] == head


def hop(by, giver, when):
    return (
        f"Received: from {giver} ({giver} [198.51.100.7])\r\n"
        f"\tby {by} with ESMTPS id 7; Mon, 23 Nov 2026 10:0{when}:00 +0100\r\n"
    ).encode()


def result(host, value, name="Authentication-Results"):
    return f"{name}: {host}; dkim={value} header.d=example.com header.s=s\r\n".encode()


RELAY = hop("relay.example.com", "mail.example.com", 2)
LIST = b"List-Id: <figures.lists.example.net>\r\n" + hop("lists.example.net", "relay.example.com", 3)
FORWARD = hop("mx.gmx.example", "lists.example.net", 4)
GATEWAY = hop("mx1.pphosted.com", "mx.gmx.example", 5)
LAST = hop("mx.example.org", "mx1.pphosted.com", 6)
DIRECT = hop("mx.example.org", "mx.gmx.example", 6)
SAFE = hop("AM0PR01.eurprd01.prod.outlook.com", "mx.gmx.example", 7)

# from the signer on: lines as each server puts them above the others, and the change between them as None
WAYS = {
    "one server": ([None, RELAY], "message.hop-only", {"relay.example.com"}),
    "nobody": ([None], "message.hop-none", set()),
    "three servers": (
        [None, RELAY, FORWARD, DIRECT],
        "message.hop-several",
        {"relay.example.com", "mx.gmx.example", "mx.example.org"},
    ),
    "a pass at the second": (
        [RELAY, FORWARD, result("mx.gmx.example", "pass"), None, DIRECT],
        "message.hop-several",
        {"mx.gmx.example", "mx.example.org"},
    ),
    "a pass at the second, a failure at the third": (
        [RELAY, FORWARD, result("mx.gmx.example", "pass"), None, DIRECT, result("mx.example.org", "fail")],
        "message.hop-only",
        {"mx.gmx.example"},
    ),
    "a failure at the first": (
        [None, RELAY, result("relay.example.com", "fail (body hash did not verify)"), FORWARD],
        "message.hop-signer",
        {"relay.example.com"},
    ),
    "a list": ([RELAY, LIST, None, FORWARD], "message.hop-list", {"lists.example.net"}),
    "a list that passed it on, changed later": (
        [RELAY, LIST, FORWARD, result("mx.gmx.example", "pass"), None, DIRECT],
        "message.hop-several",
        {"mx.gmx.example", "mx.example.org"},
    ),
    "a gateway": ([RELAY, FORWARD, GATEWAY, None], "message.hop-gateway", {"mx1.pphosted.com"}),
    "a failure before the gateway": (
        [None, RELAY, FORWARD, result("mx.gmx.example", "fail"), GATEWAY],
        "message.hop-only",
        {"relay.example.com"},
    ),
    "results of another domain": (
        [None, RELAY, FORWARD, result("mx.gmx.example", "pass").replace(b"d=example.com", b"d=example.net"), DIRECT],
        "message.hop-several",
        {"relay.example.com", "mx.gmx.example", "mx.example.org"},
    ),
    "after the recipient's check": (
        [hop("mx.example.org", "mail.example.com", 2), result("mx.example.org", "pass"), None],
        "message.after-check",
        {"mx.example.org"},
    ),
}


def sent(way, change=footer):
    message = signed(PLAIN, headers=NAMES)
    for step in way:
        message = change(message) if step is None else step + message
    return message


def who(message):
    """Return the code that names the servers, and them."""
    said = next(one for one in signature(message).findings if one.code in NAMING)
    hosts = said.values.get("hosts") or [said.values.get("host")]
    return said.code, {host for host in hosts if host}


def anybody(message):
    """Return all servers that are named, whatever is said of them."""
    hosts = set()
    for one in signature(message).findings:
        if one.code in NAMING:
            hosts |= set(one.values.get("hosts") or [one.values.get("host")])
        elif one.code == "message.hop-others":
            hosts |= set(one.values["hosts"])
    return hosts - {None}


@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize("change", [footer, tag])
def test_the_server_is_named(name, change):
    way, code, hosts = WAYS[name]
    assert who(sent(way, change)) == (code, hosts)


@pytest.mark.parametrize("name", ["list footer and tag", "banner in plain and tag", "Safe Links in text"])
def test_who_did_it_is_always_among_those_named(name):
    """Whichever server did it and whichever checked, the one that did it is named."""
    lines = [RELAY, LIST, FORWARD, GATEWAY, LAST]
    hosts = ["relay.example.com", "lists.example.net", "mx.gmx.example", "mx1.pphosted.com", "mx.example.org"]
    for at in range(len(lines)):
        for checked in (None, *range(len(lines))):
            way = []
            for number, line in enumerate(lines):
                way.append(line)
                if number == checked:
                    way.append(result(hosts[number], "pass" if number <= at else "fail"))
                if number == at:
                    way.append(None)
            assert hosts[at] in anybody(sent(way, CASES[name][2]))


def test_a_server_that_wrote_down_what_it_did():
    message, _, change, _, _ = CASES["8bit to quoted-printable by sendmail"]
    done = change(signed(message, headers=NAMES))
    note = b"X-MIME-Autoconverted: from 8bit to quoted-printable by relay.example.com id 7\r\n"
    assert who(LAST + note + RELAY + done) == ("message.hop-stated", {"relay.example.com"})


def test_safe_links_point_at_exchange_online():
    message, _, change, _, _ = CASES["Safe Links in text"]
    done = change(signed(message, headers=NAMES))
    assert who(SAFE + FORWARD + RELAY + done)[0] == "message.hop-gateway"


def test_a_banner_points_at_the_gateway_and_not_at_the_list():
    message, _, change, _, _ = CASES["banner in plain and tag"]
    done = GATEWAY + FORWARD + LIST + RELAY + signed(message, headers=NAMES)
    assert who(change(done)) == ("message.hop-gateway", {"mx1.pphosted.com"})


def test_a_list_that_speaks_for_itself():
    message, _, change, _, _ = CASES["From of a list, tag and footer"]
    done = LIST + change(signed(message, headers=NAMES))
    assert who(signed(done, headers=NAMES, domain=b"lists.example.net"))[0] == "message.list-rewrites"


def test_between_two_seals():
    """The first sealer's message signature fails too and the second records nothing: it was one of the two."""
    message = signed(PLAIN, headers=NAMES)
    message = sealed(message, 1, "lists.example.net", "lists.example.net; dkim=pass header.d=example.com", chain="none")
    changed = swap(message, b"Subject: ", b"Subject: [list] ")
    done = sealed(changed, 2, "example.net", "mx.example.net; arc=pass", chain="pass", key=KEY)
    assert who(done) == ("message.hop-several", {"lists.example.net", "example.net"})
    told = sealed(changed, 2, "example.net", "mx.example.net; dkim=fail header.d=example.com", chain="pass", key=KEY)
    assert who(told) == ("message.hop-chain", {"lists.example.net"})


@pytest.mark.parametrize("form", ["relaxed/relaxed", "simple/simple"])
@pytest.mark.parametrize("name", ["list footer", "disclaimer in both, 8bit", "words B to Q", "charset to UTF-8"])
def test_nothing_is_named_that_was_not_done(name, form):
    message = signed(CASES[name][0], form=form, headers=NAMES)
    front, body = message.split(b"\r\n\r\n", 1)
    spoilt = front.replace(b"Date: Mon, 23 Nov 2026 10:00", b"Date: Mon, 23 Nov 2026 11:07") + b"\r\n\r\n"
    spoilt += body.replace(b"H", b"J", 1).replace(b"e", b"3", 1)
    assert explained(spoilt) == (set(), set())
