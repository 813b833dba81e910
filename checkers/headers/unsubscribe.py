"""List-Unsubscribe and the one click (RFC 2369 3.2, RFC 8058): are both fields there, over https, and signed?"""

import re
from collections.abc import Iterator, Sequence

from checkers.headers.model import Reading
from checkers.headers.signatures import Signature
from checkers.registry import finding
from checkers.report import Fact, Finding

_ADDRESS = re.compile(r"<\s*(?P<address>[^<>]{1,4000})>")
_ONE_CLICK = re.compile(r"List-Unsubscribe\s*=\s*One-Click\s*", re.IGNORECASE)
_BOTH = {"list-unsubscribe", "list-unsubscribe-post"}


def addresses(reading: Reading) -> list[str]:
    """Return the addresses of List-Unsubscribe; one without angle brackets, which RFC 2369 wants, counts too."""
    field = reading.first("list-unsubscribe")
    if field is None:
        return []
    found = ["".join(match["address"].split()) for match in _ADDRESS.finditer(field.value.text[:20_000])]
    return found or [part.strip() for part in field.text[:4000].split(",") if part.strip()]


def facts(reading: Reading) -> Iterator[Fact]:
    """Yield what the fields hold."""
    if field := reading.first("list-unsubscribe"):
        yield Fact("list-unsubscribe", addresses(reading)[:20], field.span)
    if field := reading.first("list-unsubscribe-post"):
        yield Fact("list-unsubscribe-post", field.text[:200], field.span)


def judge(reading: Reading, signed: Sequence[Signature], *, bulk: bool) -> Iterator[Finding]:
    """Yield what there is to say about unsubscribing; `bulk`: the message is one to many."""
    unsubscribe, post = reading.first("list-unsubscribe"), reading.first("list-unsubscribe-post")
    if unsubscribe is None:
        if bulk or post is not None:
            yield finding("headers.unsubscribe-missing", *((post.span,) if post and post.span else ()))
        return
    spans = (unsubscribe.span,) if unsubscribe.span else ()
    secure = sum(address.lower().startswith("https:") for address in addresses(reading))
    if not _ADDRESS.search(unsubscribe.value.text[:20_000]):
        yield finding("headers.unsubscribe-brackets", *spans)
    elif not secure:
        # Members of a list for discussion may leave it by mail.
        yield from () if reading.first("list-post") else [finding("headers.one-click-https", *spans)]
    elif secure > 1:
        yield finding("headers.one-click-two", *spans, count=secure)
    elif post is None:
        yield finding("headers.one-click-missing", *spans)
    elif not _ONE_CLICK.fullmatch(post.text):
        yield finding("headers.one-click-value", *((post.span,) if post.span else ()), value=post.text[:200])
    else:
        keys = [one for one in signed if one.field.key == "dkim-signature"]
        if any(one.covers >= _BOTH for one in keys):
            yield finding("headers.one-click", *spans)
        elif keys:
            yield finding("headers.one-click-unsigned", *spans)
        else:
            yield finding("headers.one-click-open", *spans)
