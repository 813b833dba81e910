"""The ways in which one person's name is written: as it stands, turned, with a title before the surname."""

import re

_TITLES = r"(?:Herrn?|Frau|Mrs?|Ms|Mx|Miss|Dr|Prof|Madame|Monsieur|Mme|Sig(?:nora?)?)"
_BEFORE_NAME = re.compile(rf"^(?:{_TITLES}\.?\s+)+", re.IGNORECASE)
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")  # "(Sales)", "[EXT]"
_SHORT = 3  # letters; a shorter surname is a word of everyday


def spellings(name: str) -> tuple[list[str], str | None]:
    """Return how a person's name may be written, "Anna Müller" for "Müller, Anna" and the reverse, and the surname.

    The surname is None where there is none, or where it is too short to be told from a word.
    """
    bare = _BEFORE_NAME.sub("", " ".join(_ASIDE.sub(" ", name).split()))
    last, comma, first = (part.strip() for part in bare.partition(","))
    if comma and first:
        straight = f"{first} {last}"
    else:
        straight, (first, _, last) = bare, bare.rpartition(" ")
    if not first or not last or any(mark in straight for mark in ",@"):
        return [name], None
    return list(dict.fromkeys((name, bare, straight, f"{last}, {first}", f"{last} {first}"))), (
        last if len(last) >= _SHORT and last[:1].isupper() else None
    )


def titled(surname: str) -> str:
    """Return a pattern for a surname behind one title or more: "Frau Dr. Müller"."""
    return rf"(?:{_TITLES}\.?\s+){{1,3}}{re.escape(surname)}"
