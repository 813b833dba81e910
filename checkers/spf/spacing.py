"""Terms that stand too close, and terms that are torn apart."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from checkers.spf.model import MODIFIERS
from checkers.spf.shape import belongs_to_record, is_address, is_named_term, starts_like_term
from checkers.spf.syntax import is_valid
from checkers.text.domains import is_domain
from checkers.text.reading import Reading
from checkers.text.slips import Place, Slip

MAX_WORD = 1_000  # characters: a longer word is not searched for joints
MAX_JOINTS = 50  # in one word
MAX_LOOKED = 1_000  # places of a kind that are looked at: more than any real record has words

_START = re.compile(
    r"v=spf1|[+\-~?]?(?:(?:include|ip4|ip6|ipv4|ipv6|exists|ptr|mx|a):|(?:redirect|exp)=)|[+\-~?](?:all|mx|ptr|a)$"
    r"|(?<=[0-9])(?:all|mx|ptr)$",
    re.IGNORECASE,
)
# A word that is more than a name with a value of ordinary characters, or ends as if `all` were glued to it.
_JOINT = re.compile(
    r" (?!(?:[+\-~?]?(?:all|mx|a|ptr)"
    r"|(?:[+\-~?]?(?:include|ip4|exists|a|mx|ptr):|(?:redirect|exp)=|ip6:(?:[0-9b-f:]++|a(?!:))*+)?+"
    r"[a-z0-9._/\-]*+(?<!all)(?<!mx)(?<!ptr)(?<!-a))(?: |$))[^ ]+",
    re.IGNORECASE,
)
# A space behind a sign, a separator, a slash, a dot or a name that needs a value, or before what begins no term.
_GAP = re.compile(
    r" (?<!  )(?:(?<=[:=/.+\-~?] )|(?<=include )|(?<=exists )|(?<=ip[46] )|(?<=redirect )|(?<=exp )"
    r"| *+(?=[:=/0-9])) *+",
    re.IGNORECASE,
)
_STOP = re.compile(r"[,;|]+")
_NEEDS_VALUE = re.compile(r"[+\-~?]?(?:include|ip4|ip6|ipv4|ipv6|exists|a|mx|ptr):|(?:redirect|exp)=", re.IGNORECASE)
_BARE_NAME = re.compile(r"[+\-~?]?(?:include|ip4|ip6|exists|a|mx|ptr)|redirect|exp", re.IGNORECASE)
_NEEDS = re.compile(r"[+\-~?]?(?:include|ip4|ip6|exists)|redirect|exp", re.IGNORECASE)
_NAME = re.compile(r"[+\-~?]?[a-z0-9]+:", re.IGNORECASE)
_HALF_LENGTH = re.compile(r"[0-9]/[0-9]$")
_BEGINS_ALL = re.compile(r"[+\-~?]?all\b", re.IGNORECASE)
_BEGINS_TERM = re.compile(r"[+\-~?]|[a-z0-9]+[:=]", re.IGNORECASE)
_LENGTHY = re.compile(r"[+\-~?]?(?:a|mx|ip4|ip6)(?:$|:.)", re.IGNORECASE)


def read_borders(reading: Reading, borders: Iterable[int]) -> None:
    """Find the places where two strings of a TXT record meet without a space between two terms (RFC 7208 3.3)."""
    text, places = reading.text, []
    for border in borders:
        start = text.rfind(" ", max(0, border - MAX_WORD), border) + 1
        stop = text.find(" ", border, border + MAX_WORD)
        left, right = text[start:border], text[border : stop if stop >= 0 else border + MAX_WORD]
        if left and right and _is_joint(left, right):
            places.append(Place(border, border, " ", (start, border + len(right)), valid=is_valid(left + right)))
    reading.read_over({Slip.STRING_BORDER: places})


def read_separators(reading: Reading) -> None:
    """Find commas and semicolons between terms."""
    text, places = reading.text, []
    for match in islice(_STOP.finditer(text), MAX_LOOKED):
        before, rest = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 300]
        after = _STOP.split(rest.split(" ", 1)[0], maxsplit=1)[0]
        if after and not belongs_to_record(after) and before != " ":
            continue  # a delimiter in a macro, or a part of a name
        alone = before in {"", " "} or after == "" or rest[:1] in {"", " "}
        repeated = "" if alone or starts_like_term(after) else _name_before(text, match.start())
        places.append(Place(match.start(), match.end(), "" if alone else f" {repeated}"))
    reading.read_over({Slip.SEPARATOR: places})


def read_joints(reading: Reading) -> None:
    """Find two terms that stand together without a space."""
    reading.read_over({Slip.MISSING_SPACE: _joints(reading.text)})


def read_gaps(reading: Reading) -> None:
    """Find spaces inside a term: behind its colon or sign, around `=` and before a prefix length."""
    text = reading.text
    places: list[Place] = []
    colons: list[Place] = []
    left = ""
    for gap in islice(_GAP.finditer(text, text.find(" ") + 1), MAX_LOOKED):
        start, following = text.rfind(" ", 0, gap.start()) + 1, _word(text, gap.end())
        word, marked = text[start : gap.start()], (start, gap.end() + len(following))
        left = left + word if places and places[-1].end == start else word
        if not word or not following:
            continue
        if _is_torn(left[:MAX_WORD], following[:MAX_WORD]):
            places.append(Place(*gap.span(), "", marked))
        elif _NEEDS.fullmatch(word) and (is_address(following) or is_domain(following)):
            colons.append(Place(*gap.span(), "=" if word.lower() in MODIFIERS else ":", marked))
    reading.read_over({Slip.INNER_SPACE: places, Slip.MISSING_COLON: colons})


def _word(text: str, start: int) -> str:
    stop = text.find(" ", start)
    return text[start : stop if stop >= 0 else len(text)]


def _joints(text: str) -> Iterator[Place]:
    for match in islice(_JOINT.finditer(text), MAX_LOOKED):
        if match.end() - match.start() <= MAX_WORD:
            yield from _joints_in(match[0][1:], match.start() + 1)


def _joints_in(word: str, at: int) -> Iterator[Place]:
    start = 0
    for match in islice(_START.finditer(word, 1), MAX_JOINTS):
        left, right = word[start : match.start()], word[match.start() :]
        if left and _is_joint(left, right):
            place = at + match.start()
            yield Place(place, place, " ", (at, at + len(word)), valid=is_valid(word))
            start = match.start()


def _is_joint(left: str, right: str) -> bool:
    """Tell whether `left` is a term of its own and `right` begins the next one."""
    if left.lower() == "v=spf1" or right.lower().startswith("v=spf1"):
        return left.strip("+-~?") != "" and (starts_like_term(right) or is_address(right))
    if not is_named_term(right) and not _BEGINS_ALL.match(right):
        return False  # before anything that costs more
    if not (is_valid(left) or (is_address(left) and ":" not in left)):
        return False
    # "a:example.c" + "a": one name, cut in the middle
    return not is_valid(left + right) or _BEGINS_TERM.match(right) is not None


def _name_before(text: str, place: int) -> str:
    """Return the name of the term that ends at `place`: "include:a.example,b.example" means it twice."""
    match = _NAME.match(text, text.rfind(" ", max(0, place - MAX_WORD), place) + 1, place)
    return match[0] if match else ""


def _is_torn(left: str, right: str) -> bool:  # noqa: PLR0911  one way to tear a line
    if starts_like_term(right) and right not in {":", "="}:
        return left in {"+", "-", "~", "?"} and right[0] not in "+-~?"
    if _NEEDS_VALUE.fullmatch(left):
        return True
    if right[0] in ":=":
        return bool(_BARE_NAME.fullmatch(left)) and right[1:].lower() != "all"  # "mx =all": a slip in the sign
    if _HALF_LENGTH.search(left) and right.isdigit():
        return bool(_LENGTHY.match(left)) and is_valid(left + right)  # "ip4:192.0.2.0/2 4"
    if right[0] == "/" or left.endswith("/"):
        return bool(_LENGTHY.match(left)) and right.strip("/0123456789") == ""
    if left.endswith(".") and ":" in left:
        return not is_valid(left) and right[0].isalnum()
    return left in {"+", "-", "~", "?"} and right[0].isalnum()
