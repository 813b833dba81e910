"""Where the base64 of a key is damaged."""

from collections.abc import Iterator

from checkers.dkim.base64text import Base64Text, read_base64
from checkers.dkim.key import KeyRead, read_key
from checkers.records.read import TagRecord
from checkers.records.tags import Tag
from checkers.report import Finding
from checkers.text.token import Token


def judge_base64(record: TagRecord, tag: Tag, base64: Base64Text, read: KeyRead) -> Iterator[Finding]:
    """Yield the findings about the text of the key; `read` is what came of it."""
    say, complete = record.say, read.key is not None and not read.surplus
    if base64.odd:
        tokens = [_token(tag, place) for place in base64.odd]
        fix = [say.put(token, "") for token in tokens] if complete else None
        yield say.about("dkim.base64", *tokens, fix=fix, count=len(tokens))
    if base64.url_safe:
        tokens = [_token(tag, place) for place in base64.url_safe]
        fix = [say.put(token, token.text.translate({45: "+", 95: "/"})) for token in tokens]
        yield say.about("dkim.base64-url", *tokens, fix=fix)
    if base64.rest:
        yield from _rest(record, tag, base64, read)
    elif read.surplus:
        again = read.key is not None and read_key(read.surplus).key == read.key
        place = Token("", tag.value.start + _end_of(tag.value.text, read.expected), tag.value.end)
        fix = [say.put(place, "=" * (-read.expected % 3))] if read.key else None
        yield say.about("dkim.doubled" if again else "dkim.surplus", place, fix=fix, size=len(read.surplus), term="")
    elif not base64.odd and read.key:
        yield from _padding(record, tag, base64)


def _rest(record: TagRecord, tag: Tag, base64: Base64Text, read: KeyRead) -> Iterator[Finding]:
    """Yield the finding for what stands behind the padding, where a key ends."""
    assert base64.rest
    place = _token(tag, base64.rest)
    again = read.key is not None and read_key(read_base64(place.text).octets).key == read.key
    if again:
        yield record.say.about("dkim.doubled", place, fix=[record.say.put(place, "")], term="")
    elif read.key is not None:
        yield record.say.about("dkim.surplus", place, fix=[record.say.put(place, "")], size=len(place.text))
    else:
        sign = Token("=", tag.value.start + base64.padding_at, tag.value.start + base64.padding_at + 1)
        yield record.say.about("dkim.base64", sign, count=1)


def _padding(record: TagRecord, tag: Tag, base64: Base64Text) -> Iterator[Finding]:
    """Yield the finding for the end of a key that is whole but for its last letter or its equals signs."""
    at = tag.value.start + base64.padding_at
    place = Token("", at, tag.value.end)
    if base64.lacks_letter:
        last = Token(tag.value.text[base64.padding_at - 1], at - 1, tag.value.end)
        yield record.say.about("dkim.surplus", last, fix=[record.say.put(last, "")], size=1)
    elif base64.padding != base64.padding_wanted:
        wanted = "=" * base64.padding_wanted
        shown = place if base64.padding else Token("", max(tag.value.start, at - 4), at)
        fix = [record.say.put(place, wanted)]
        there = base64.padding
        yield record.say.about("dkim.base64-padding", shown, fix=fix, wanted=base64.padding_wanted, there=there)


def _end_of(text: str, octets: int) -> int:
    """Return where in `text` the letters for so many octets end."""
    letters, wanted = 0, -(-octets * 8 // 6)
    for place, char in enumerate(text):
        letters += char.isalnum() or char in "+/-_"
        if letters == wanted:
            return place + 1
    return len(text)


def _token(tag: Tag, place: tuple[int, int]) -> Token:
    start, end = place
    return Token(tag.value.text[start:end], tag.value.start + start, tag.value.start + end)
