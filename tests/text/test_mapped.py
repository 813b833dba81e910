from hypothesis import given
from hypothesis import strategies as st

from checkers.report import Fix, Span
from checkers.text.characters import Oddity, odd_characters
from checkers.text.mapped import Mapped, joined


def test_a_place_survives_changes_before_and_after_it():
    data = Mapped.of("xx hello world", 3).changed([(0, 1, "J"), (5, 6, "")])
    assert data.text == "Jelloworld"
    assert data.span(5, 10) == Span(9, 14)
    assert data.span(0, 1) == Span(3, 4)


def test_an_insertion_stands_behind_what_is_before_it():
    text = '"a" "b"'
    data = joined([Mapped.of(text, 1, 2), Mapped.of(text, 5, 6)])
    assert data.text == "ab"
    assert Fix((data.edit(1, 1, " "),)).apply(text) == '"a " "b"'


@given(text=st.text(max_size=40), cuts=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4))
def test_an_edit_of_unchanged_text_is_the_same_edit_of_the_source(text, cuts):
    data = Mapped.of("__" + text, 2)
    for one, other in cuts:
        start, end = sorted((min(one, len(text)), min(other, len(text))))
        assert (
            Fix((data.edit(start, end, "new"),)).apply("__" + text) == "__" + text[:start] + "new" + text[end:]
            or not text
        )


def test_odd_characters_and_what_they_stand_for():
    found = [(odd.kind, odd.plain) for odd in odd_characters("a\u00a0b\u2013c\u201cd\u200be&quot;\uff1a\x00\nf")]
    assert found == [
        (Oddity.SPACE, " "), (Oddity.DASH, "-"), (Oddity.QUOTE, '"'), (Oddity.INVISIBLE, ""), (Oddity.ENTITY, '"'),
        (Oddity.WIDE, ":"), (Oddity.CONTROL, ""), (Oddity.LINE_BREAK, " "),
    ]  # fmt: skip


@given(text=st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="&<`")))
def test_plain_text_has_none(text):
    assert not list(odd_characters(text))
