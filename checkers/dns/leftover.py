"""Lines of a pasted answer that are neither a record nor what every tool prints around one."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from checkers.dns.lines import Lines

# headings, the resolver's own address, comments, a zone's SOA numbers, types that no check asks for, prompts
_AROUND = re.compile(
    r"[ \t]*(?:;|$|\$|Server:|(?:IP[46]?)?Address(?:es)?[ \t]*:|Aliases:|Name[ \t]*:|Non-authoritative|Nicht aut"
    r"|Authoritative answers|Autorisierende|Using domain server|Default Server|Standardserver|-+(?:[ \t]+-+)*[ \t]*$"
    r"|Name[ \t]+(?:Query)?Type[ \t]|[A-Z][A-Za-z0-9]{1,24}[ \t]*:(?:[ \t]|$)"
    r"|(?:primary name server|responsible mail addr|serial|refresh|retry|expire|default TTL|origin|mail addr|minimum)"
    r"[ \t]*=|DNS request timed out|timeout (?:was|is)|\+[ \t]|At line:|In Zeile:|\.+[ \t]*$"
    r"|\d[\dsmhdw]*[ \t]*\)?[ \t]*(?:;|$)|\)|#|//|>|PS [A-Z]:|[A-Z]:\\|[^\s\"]{1,80}[$#%>][ \t]*$"
    r"|[^\s\"]{1,255}[ \t]+(?:\d+[ \t]+)?(?:IN[ \t]+)?[A-Z][A-Z0-9]{1,9}[ \t]+\d"
    r"|[^\s\"]{0,255}[ \t]+(?:\d+[ \t]+)?IN[ \t]+[A-Z0-9]{1,10}[ \t]|\S+ has SOA record)"
)


def leftovers(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the place of each line that begins in none of the `taken` places and says something."""
    intervals = sorted(taken)
    starts = [start for start, _ in intervals]
    lines = Lines(text)
    while lines.more:
        start, end = lines.take()
        before = bisect_right(starts, start) - 1
        inside = before >= 0 and start < intervals[before][1]
        begins = before + 1 < len(intervals) and intervals[before + 1][0] < end
        if not inside and not begins and not _AROUND.match(text, start, end):
            yield start, end
