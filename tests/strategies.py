"""Inputs as hypothesis makes them: what people paste, whole, in pieces and broken."""

import string
from base64 import b64encode

from hypothesis import strategies as st

from tests.loader import load

SEEDS = [str(value) for case in load() for value in case["inputs"].values()]
NAMES = st.sampled_from(
    ["example.com", "mail.example.com", "_spf.example.org", "_dmarc.example.com", "s1._domainkey.example.com.",
     "@", "*", "b\u00fccher.example", "EXAMPLE.NET", "a", "", "x." * 130 + "example"]
)  # fmt: skip
NUMBERS = st.sampled_from(
    ["0", "1", "9", "10", "100", "128", "255", "1024", "86400", "4294967296", "-1", "1.5", "", "\u0665"]
)
ADDRESSES = st.sampled_from(
    ["192.0.2.1", "198.51.100.0/24", "10.0.0.0/8", "2001:db8::1", "2001:db8::/32", "::ffff:192.0.2.1", "256.1.1.1",
     "192.0.2.1:25", "1.2.3.4/33"]
)  # fmt: skip
GAPS = st.sampled_from(
    [" ", "; ", ";", "  ", "", "\n", ", ", "\u00a0", '" "', "\t", "\u200b", '"', "\u201c", "\\", "'", "\r\n", " |"]
)
ODD = st.text(string.printable + "\u00a0\u200b\u201c\u201d\u2013\u00fc\ufeff", max_size=12)


def joined(parts, before=""):
    """Return texts of `parts` with gaps between them."""
    return st.lists(st.tuples(parts, GAPS), max_size=12).map(
        lambda pieces: before + "".join(part + gap for part, gap in pieces)
    )


def _pair(names, values, separator):
    return st.tuples(st.sampled_from(names), values).map(separator.join)


TERMS = st.one_of(
    _pair(["include", "a", "mx", "exists", "ptr", "-include", "?a"], NAMES, ":"),
    _pair(["ip4", "ip6", "ipv4", "+ip4"], ADDRESSES, ":"),
    _pair(["redirect", "exp", "foo", "v"], NAMES, "="),
    st.sampled_from(
        ["-all", "~all", "all", "+all", "a", "mx", "ptr", "a/24//64", "exists:%{i}.%{d2r}", "%{", "-", ":"]
    ),
    ODD,
)
TAGS = st.one_of(
    _pair(["p", "sp", "np", "adkim", "aspf", "t", "k", "s", "psd", "mode"], st.sampled_from(["none", "reject", "r", "y", "rsa", "enforce", "email", "", "quarantine "]), "="),  # noqa: E501
    _pair(["rua", "ruf", "l", "a"], st.sampled_from(["mailto:a@example.com", "mailto:a@example.com!10m,mailto:b@example.org", "https://example.com/a.svg", "a@example.com"]), "="),  # noqa: E501
    _pair(["pct", "ri", "x", "max_age", "id", "fo"], NUMBERS, "="),
    st.binary(max_size=300).map(lambda data: "p=" + b64encode(data).decode()),
    ODD,
)  # fmt: skip
VERSIONS = st.sampled_from(
    [
        "v=spf1 ",
        "v=DMARC1; ",
        "v=DKIM1; ",
        "v=STSv1; ",
        "v=TLSRPTv1; ",
        "v=BIMI1; ",
        "V=spf1",
        "v=DMARC",
        "version: STSv1\n",
        "",
    ]
)
RECORDS = st.one_of(joined(TERMS, "v=spf1 "), VERSIONS.flatmap(lambda version: joined(TAGS, version)))
LINES = st.one_of(
    st.tuples(NAMES, st.sampled_from([" 3600 IN TXT ", "\tTXT\t", " IN TXT ", ". 300 TXT "]), RECORDS).map(
        lambda row: f'{row[0]}{row[1]}"{row[2]}"'
    ),
    st.tuples(NAMES, st.sampled_from([" IN A ", " 60 IN AAAA ", " IN CNAME ", " IN MX 10 "]), NAMES | ADDRESSES).map(
        "".join
    ),
    st.tuples(NAMES, RECORDS).map(lambda row: f'{row[0]} descriptive text "{row[1]}"'),
    st.tuples(NAMES, RECORDS).map(lambda row: f'{row[0]}\ttext =\n\n\t"{row[1]}"\n'),
    st.tuples(NAMES, RECORDS).map(lambda row: f"{row[0]}   TXT   3600  Answer  {{{row[1]}}}"),
    st.sampled_from([";; ANSWER SECTION:", "$ORIGIN example.com.", "; <<>> DiG 9.18 <<>> TXT example.com",
                     ";; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 1", "Non-authoritative answer:",
                     "** server can't find example.com: NXDOMAIN", "Host example.com not found: 3(NXDOMAIN)", "("]),
    ODD,
)  # fmt: skip
PASTES = st.lists(LINES, max_size=8).map("\n".join)


@st.composite
def broken(draw):
    """Return pieces of the cases and of others, cut anywhere."""
    others = ["v=spf1 ", "550 5.7.606 ", "From: a@example.com\n", "\n\n", "<script>", "{x}", "\u200b", "`", "\u00e9"]
    text = "".join(draw(st.lists(st.sampled_from([*SEEDS, *others]) | st.text(max_size=20), max_size=6)))
    start = draw(st.integers(0, len(text)))
    return text[start : start + draw(st.integers(0, 4000))]


TEXTS = st.one_of(broken(), RECORDS, PASTES)


def inputs(known):
    """Return inputs of a check: the main one and some of the others."""
    others = {}
    for field in known.fields:
        stated = st.sampled_from(field.choices) if field.choices else NAMES | ADDRESSES | TEXTS
        others[field.name] = PASTES if field.name == "answers" else stated
    return st.fixed_dictionaries({known.main: TEXTS}, optional=others)
