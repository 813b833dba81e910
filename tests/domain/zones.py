"""Zones for the tests of whole domains: sound ones from the cases, and random ones with everything that goes wrong."""

from functools import cache

from hypothesis import strategies as st

from checkers.dns import Answer, Question, Status, zone_lookup
from checkers.dns.model import Fault
from tests.loader import load

NAMES = (
    "example.com",
    "_dmarc.example.com",
    "_dmarc.com",
    "_mta-sts.example.com",
    "_smtp._tls.example.com",
    "default._bimi.example.com",
    "_postlotse-wildcard-test.example.com",
    "_postlotse-wildcard-test._domainkey.example.com",
    "selector1._domainkey.example.com",
    "s1._domainkey.example.com",
    "own._domainkey.example.com",
    "mail.example.com",
    "ns1.example.net",
    "a.example.net",
    "b.example.net",
    "example.com._report._dmarc.example.net",
    "25.2.0.192.in-addr.arpa",
)
TEXTS = (
    "v=spf1 include:a.example.net a mx -all",
    "v=spf1 include:b.example.net redirect=example.com",
    "v=spf1 -all",
    "v=spf1 ipv4:192.0.2.25 exists:%{i}.example.net ~all",
    "v=DMARC1; p=reject; rua=mailto:x@example.net",
    "v=DMARC1; p=rejekt; sp=none; psd=y",
    "v=DKIM1; p=",
    "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC",
    "v=STSv1; id=1",
    "v=TLSRPTv1; rua=x",
    "v=BIMI1; l=https://example.com/logo.svg",
    "MS=ms1",
    "",
    "\u00fc\x00 ;;; =",
)
HOSTS = ("mail.example.com", "example.com", "a.example.net", "b.example.net", ".", "", "-", "192.0.2.25", "x" * 300)
_RECORDS = {
    "TXT": st.one_of(st.sampled_from(TEXTS), st.text(max_size=40)),
    "MX": st.one_of(st.sampled_from(HOSTS).map("10 {}".format), st.sampled_from(("", "10", "x y z"))),
    "A": st.sampled_from(("192.0.2.25", "192.0.2.80", "10.0.0.1", "nonsense")),
    "AAAA": st.sampled_from(("2001:db8::25", "::ffff:192.0.2.25", "")),
    "NS": st.sampled_from(HOSTS),
    "CNAME": st.sampled_from(NAMES[:-1]),
    "PTR": st.sampled_from(HOSTS),
}
_TYPES = st.dictionaries(st.sampled_from(tuple(_RECORDS)), st.none(), max_size=4)
_FAILURES = st.sampled_from(("timeout", "servfail"))


@st.composite
def zones(draw):
    """Draw a zone with any records, aliases and failures at the names that are asked for."""
    zone = {}
    for name in draw(st.lists(st.sampled_from(NAMES), unique=True)):
        types = {}
        for type_ in draw(_TYPES):
            several = st.lists(_RECORDS[type_], max_size=3 if type_ != "CNAME" else 1, min_size=type_ == "CNAME")
            types[type_] = draw(st.one_of(several, several, several, _FAILURES))
        zone[name] = types
    return zone


@cache
def cases():
    """Return the cases of whole domains by name."""
    return {case["id"].partition("domain/")[2]: case for case in load() if case["check"] == "domain"}


NOTHING = (None, Answer(Status.TIMEOUT), Answer(Status.TIMEOUT, fault=Fault.TIMEOUT))  # None: it is answered


def failing(zone, fails):
    """Return a lookup in `zone` that says what `fails` makes of a question in place of the answer, if anything."""
    lookup = zone_lookup(zone)

    def answer(questions):
        said = lookup(questions)
        return {one: fails(one) or said[one] for one in questions}

    return answer


def silent(questions: tuple[Question, ...]) -> dict[Question, Answer]:
    """Answer nothing: every lookup times out."""
    return dict.fromkeys(questions, Answer(Status.TIMEOUT))
