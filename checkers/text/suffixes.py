"""The public suffix list, read when it is first needed: it has ten thousand rules.

The rules are those of https://github.com/publicsuffix/list/wiki/Format. They are kept as one text and taken apart for
a top-level domain when a name below it is asked for: a set of all of them is a megabyte.
"""

from functools import cache
from itertools import groupby


class Suffixes:
    """Which part of a domain name is a public suffix. Names may be in capitals and may end in a dot.

    Where no rule covers a name, its last label is a suffix too, unless `accept_unknown` is False.
    """

    def __init__(self, source: str) -> None:
        """Take the rules of a list in the format of publicsuffix.org."""
        rules = (line.lower().split(" ")[0] for line in map(str.strip, source.splitlines()) if line[:2] != "//")
        known = {form for rule in rules if rule for form in (rule, _encoded(rule))}
        below = sorted((rule.rpartition(".")[2], rule.rpartition(".")[0]) for rule in known)
        lines = ([top, *(rule for _, rule in group)] for top, group in groupby(below, lambda rule: rule[0]))
        self._text = ("\n" + "".join(f"{' '.join(line)}\n" for line in lines)).encode()
        self._below = cache(self._rules_below)

    def publicsuffix(self, domain: str, *, accept_unknown: bool = True) -> str | None:
        """Return the public suffix of a name, None for what is no name and for one that no rule is known for."""
        labels = _labels(domain)
        count = self._count(labels, accept_unknown=accept_unknown)
        return ".".join(labels[-count:]) if 0 < count <= len(labels) else None

    def privatesuffix(self, domain: str, *, accept_unknown: bool = True) -> str | None:
        """Return the public suffix with the label before it, None where there is no such label or no such suffix."""
        labels = _labels(domain)
        count = self._count(labels, accept_unknown=accept_unknown)
        return ".".join(labels[-count - 1 :]) if 0 < count < len(labels) else None

    def is_public(self, domain: str) -> bool:
        """Tell whether a name is a public suffix as a whole."""
        labels = _labels(domain)
        return bool(labels) and self._count(labels, accept_unknown=True) == len(labels)

    def _count(self, labels: list[str], *, accept_unknown: bool) -> int:
        """Return how many labels the public suffix has; 0: there is none."""
        if not labels or (len(labels) == 1 and accept_unknown):
            return len(labels)
        rules, most = self._below(labels[-1])
        for depth in range(min(len(labels), most + 1), 0, -1):
            name = ".".join(labels[-depth:-1])
            if f"!{name}" in rules:
                return depth - 1
            if (f"*.{name}" if name else "*") in rules:
                return min(depth + 1, len(labels))  # a name with rules of its own below it is a suffix itself
            if name in rules:
                return depth
        return int(accept_unknown)

    def _rules_below(self, top: str) -> tuple[frozenset[str], int]:
        """Return the rules of a top-level domain without its name, and the most labels that one has."""
        start = self._text.find(f"\n{top} ".encode(errors="surrogatepass"))
        if start < 0:
            return frozenset(), 0
        rules = self._text[start + 1 : self._text.index(b"\n", start + 1)].decode()[len(top) + 1 :].split(" ")
        return frozenset(rules), 1 + max(rule.count(".") + bool(rule) for rule in rules)


@cache
def suffixes() -> Suffixes:
    """Return the list of the package publicsuffixlist, which is renewed with it."""
    # Read by us, since the package opens a path, and in the browser it lies in an archive.
    from importlib.resources import files  # noqa: PLC0415  a memory snapshot has read it

    return Suffixes((files("publicsuffixlist") / "public_suffix_list.dat").read_text("utf-8"))


def _labels(domain: str) -> list[str]:
    labels = domain.removesuffix(".").lower().split(".")
    return [] if "" in labels else labels


def _encoded(rule: str) -> str:
    return "!" * rule.startswith("!") + rule.removeprefix("!").encode("idna").decode("ascii")
