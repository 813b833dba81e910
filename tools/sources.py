"""The page of sources: every claim with its status and its dates, and the RFCs that findings rest on."""

import re
from datetime import date, timedelta
from html import escape

from checkers.registry import claims, codes
from tools import dates
from tools.facts import Words, say

FRESH = timedelta(days=180)  # a claim that was read longer ago should be read again
STATUSES = ("documented", "observed", "disputed", "unverified")

_RFC = re.compile(r"RFC (\d+)")


def listed(language: str, words: Words) -> str:
    """Return a section for each status and one for the RFCs, as Markdown."""
    return "\n\n".join([*(_section(status, language, words) for status in STATUSES), _standards(words)])


def rfcs() -> list[int]:
    """Return the numbers of the RFCs that findings cite."""
    names = {name for code in codes().values() for name in code.because}
    return sorted({int(match[1]) for name in names if (match := _RFC.match(name))})


def stale(today: date) -> list[str]:
    """Return the claims that were last read longer ago than `FRESH`."""
    return [name for name, claim in claims().items() if today - date.fromisoformat(str(claim["read"])) > FRESH]


def _section(status: str, language: str, words: Words) -> str:
    rows = sorted((name for name, claim in claims().items() if claim["status"] == status), key=_title)
    title = f"## {say(words, f'reference/status/{status}')} {{ #{status} }}"
    if not rows:
        return f"{title}\n\n{say(words, 'reference/status/none')}"
    head = "".join(f"<th>{escape(say(words, f'reference/sources/{name}'))}</th>" for name in ("title", "date", "read"))
    body = "".join(_row(name, language, words) for name in rows)
    return (
        f'{title}\n\n<div class="pl-sources"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _row(name: str, language: str, words: Words) -> str:
    claim = claims()[name]
    link = f'<a href="{escape(claim["url"])}" lang="en">{escape(claim["title"])}</a><br><small>{escape(name)}</small>'
    version = _written(claim.get("date"), language, words)
    read = _written(claim["read"], language, words)
    return f'<tr id="source-{escape(name)}"><td>{link}</td><td>{version}</td><td>{read}</td></tr>'


def _written(given: str | None, language: str, words: Words) -> str:
    if given is None:
        return escape(say(words, "reference/sources/undated"))
    return escape(dates.written(given, language, words) if dates.DATE.fullmatch(given) else given)


def _title(name: str) -> str:
    return str(claims()[name]["title"]).casefold()


def _standards(words: Words) -> str:
    links = ", ".join(f"[RFC {number}](https://www.rfc-editor.org/rfc/rfc{number})" for number in rfcs())
    title = f"## {say(words, 'reference/standards')} {{ #standards }}"
    return f"{title}\n\n{say(words, 'reference/standards/text')}\n\n{links}"
