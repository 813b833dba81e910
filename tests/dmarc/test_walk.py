"""The tree walk against one that is written down as RFC 9989 4.10 tells it, a query at a time."""

from hypothesis import given, settings
from hypothesis import strategies as st

from checkers import check
from checkers.dns import Question, zone_lookup

LABELS = st.sampled_from(["a", "b", "mail", "example", "test"])
RECORDS = st.sampled_from(
    [
        "v=DMARC1; p=none",
        "v=DMARC1; p=reject",
        "v=DMARC1; p=quarantine; psd=u",
        "v=DMARC1; p=reject; psd=n",
        "v=DMARC1; p=none; psd=y",
        "v=DMARC1; p=reject; sp=none; np=quarantine",
        "v=DMARC1; adkim=s",
        "v=DMARC1; p=bad; rua=mailto:a@example.com",
        "v=DMARC1; p=reject; t=y",
        "v=DMARC1; p=quarantine; aspf=s; adkim=s",
        "v=dmarc1; p=none",
        "v=DMARC1x; p=none",
        "v=spf1 -all",
        "hello",
    ]
)
NAMES = st.lists(LABELS, min_size=1, max_size=10).map(lambda labels: ".".join([*labels, "example", "com"]))
LOWER = {"reject": "quarantine", "quarantine": "none", "none": "none"}


@st.composite
def zones(draw):
    """Draw a From domain, passing domains of the same tree, and records at names on the way up."""
    author = draw(NAMES)
    others = draw(st.lists(NAMES, max_size=2))
    places = sorted({".".join(name.split(".")[at:]) for name in (author, *others) for at in range(name.count(".") + 1)})
    chosen = draw(st.lists(st.sampled_from(places), max_size=5, unique=True))
    zone = {f"_dmarc.{name}": {"TXT": draw(st.lists(RECORDS, min_size=1, max_size=2))} for name in chosen}
    zone |= {name: {"A": ["192.0.2.1"]} for name in draw(st.lists(st.sampled_from(places), max_size=3, unique=True))}
    return author, others[:1], others[1:], zone


def tags(record):
    pairs = (piece.partition("=") for piece in record.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}


class Naive:
    """RFC 9989 4.10, one query after the other."""

    def __init__(self, zone):
        self.zone = zone

    def query(self, domain):
        found = [
            text for text in self.zone.get(f"_dmarc.{domain}", {}).get("TXT", []) if text.split(";")[0] == "v=DMARC1"
        ]
        return tags(found[0]) if len(found) == 1 else None

    def walk(self, domain):
        labels, found, target, queries = domain.split("."), {}, domain, 1
        record = self.query(domain)
        if record:
            found[domain] = record
            if record.get("psd") == "n":
                return found, queries
        kept = len(labels) - 1 if len(labels) < 8 else 7
        while kept:
            target = ".".join(labels[-kept:])
            record = self.query(target)
            queries += 1
            if record:
                found[target] = record
                if record.get("psd") in {"y", "n"}:
                    break
            kept -= 1
        return found, queries

    def organization(self, domain):
        found, _ = self.walk(domain)
        for name in sorted(found, key=lambda name: -name.count(".")):
            if found[name].get("psd") == "n":
                return name
            if found[name].get("psd") == "y" and name != domain:
                above = name.split(".")
                return ".".join(domain.split(".")[-len(above) - 1 :])
        return min(found, key=lambda name: name.count("."), default=domain)

    def evaluate(self, author, spf, dkim):
        own = self.query(author)
        organization = self.organization(author)
        found, _ = self.walk(author)
        suffix = next((name for name, record in found.items() if record.get("psd") == "y"), None)
        place = author if own else organization if organization in found else suffix
        if place is None:
            return "none", None, None
        record = found[place]
        words = {"none", "quarantine", "reject"}
        if (
            record.get("p") not in words
            or record.get("sp", "none") not in words
            or record.get("np", "none") not in words
        ):
            if "rua" not in record:
                return "none", None, place
            policy = "none"
        else:
            sp = record.get("sp", record["p"])
            policy = record["p"] if place == author else sp if self.exists(author) else record.get("np", sp)
            policy = LOWER[policy] if record.get("t") == "y" else policy
        aligned = any(self.aligned(author, one, record.get("aspf") == "s") for one in spf)
        aligned |= any(self.aligned(author, one, record.get("adkim") == "s") for one in dkim)
        return "pass" if aligned else "fail", policy, place

    def aligned(self, author, other, strict):
        return other == author or (not strict and self.organization(other) == self.organization(author))

    def exists(self, domain):
        return domain in self.zone or f"_dmarc.{domain}" in self.zone


@settings(max_examples=400, deadline=None)
@given(drawn=zones())
def test_walk_policy_and_alignment(drawn):
    author, spf, dkim, zone = drawn
    naive, asked = Naive(zone), []

    def lookup(questions):
        asked.append(questions)
        return zone_lookup(zone)(questions)

    inputs = {"domain": author, "spf_result": "pass" if spf else "none", "spf_domain": ",".join(spf)}
    report = check("dmarc", inputs | {"dkim_domains": ",".join(dkim)}, lookup=lookup)
    assert (report.fact("result"), report.fact("policy"), report.fact("policy_domain")) == naive.evaluate(
        author, spf, dkim
    )
    assert report.fact("organizational_domain") == naive.organization(author)
    assert report.fact("queries") == naive.walk(author)[1] <= 8
    assert len(asked) <= 3  # the names of the walks at once, then what the record makes necessary


def test_the_names_of_a_long_domain():
    report = check("dmarc", {"domain": "a.b.c.d.e.f.g.h.i.j.mail.example.com"})
    wanted = ["a.b.c.d.e.f.g.h.i.j.mail", "g.h.i.j.mail", "h.i.j.mail", "i.j.mail", "j.mail", "mail"]
    names = [*(f"_dmarc.{name}.example.com" for name in wanted), "_dmarc.example.com", "_dmarc.com"]
    assert report.needs == tuple(Question.ask(name, "TXT") for name in names)
