"""What stands behind a record in a provider's panel."""

import re

from checkers.text.domains import is_domain

# Time to live, state, buttons.
_COLUMNS = re.compile(
    r"[ \t,;]+(?:(?:ttl:?[ \t]*)?[0-9]{2,6}|auto(?:matic|matisch)?|default|standard"
    r"|[0-9]+[ \t]*(?:h|hours?|stunden?|min\w*|s|sec\w*|sek\w*|days?|tage?)"
    r"|n/a|active|aktiv|edit|bearbeiten|delete|l\u00f6schen|dns only|proxied)[ \t]*$",
    re.IGNORECASE,
)
_BEYOND = re.compile(r"[\t|]|(?<![:=,])<")  # "mailto:<a@example.com>" is a value
MAX_COLUMNS = 6

# What stands before a record in a panel's row, a list or a sentence that leads up to it.
_LABEL = re.compile(
    r"[:=|\t][ \t]*$|[ \t]{2}$|^[ \t]*(?:[-*\u2022>#$%]+|[0-9]{1,3}[.)])[ \t]*$"
    r"|(?<![A-Za-z0-9])(?:TXT|SPF|IN|CNAME)(?![A-Za-z0-9])|(?:^|[ \t])@(?=[ \t]|$)"
)
_COLUMN_WORDS = re.compile(
    r"(?:[-*\u2022>#.)(,]+|[0-9]+s?|auto|ttl|host(?:name)?|name|type|typ|class|value|wert|content|inhalt|data|daten|text"
    r"|the|my|our|der|mein|unser|new|old|neu|alt|dns|record|eintrag|txt|spf|dkim|d?marc|mta-sts|tls-rpt|bimi|key)",
    re.IGNORECASE,
)
_SPACE = " \t\r\n\x0b\x0c\u2028\u2029"


def before_columns(text: str, start: int, end: int) -> int:
    """Return where the record in `text[start:end]` ends and other columns begin."""
    beyond = _BEYOND.search(text, start, end)
    stop = beyond.start() if beyond else end
    for _ in range(MAX_COLUMNS):
        match = _COLUMNS.search(text, max(start, stop - 40), stop)
        if not match:
            break
        stop = match.start()
    return stop


def without_space(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place without white space around it, which belongs to the paste and not to the record."""
    while start < end and text[start] in _SPACE:
        start += 1
    while end > start and text[end - 1] in _SPACE:
        end -= 1
    return start, end


def is_label(before: str) -> bool:
    """Tell whether what stands before a record in its line is its name, another column or a label, and none of it."""
    words = before.split()
    if _LABEL.search(before) or all(_COLUMN_WORDS.fullmatch(word) for word in words):
        return True
    return any(is_domain(word.strip(":,;()<>\"'")) or word.startswith("_") or "._" in word for word in words)
