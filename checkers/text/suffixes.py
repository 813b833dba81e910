"""The public suffix list, read when it is first needed: it has ten thousand rules."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


@cache
def suffixes() -> "PublicSuffixList":
    """Return the list; the last label of a name that no rule covers is a suffix too, unless a caller says otherwise."""
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415  see above

    # Read by us, since the package opens a path, and in the browser it lies in an archive.
    return PublicSuffixList((files("publicsuffixlist") / "public_suffix_list.dat").read_bytes())
