import json
import re
from html import escape

import pytest

from tools import code_list, facts, pages, status_codes
from tools.strings import languages, words

ENGLISH = words("en")
DATA = re.compile(r'<script type="application/json" id="pl-known">(.*?)</script>')


def test_every_code_page_can_say_its_facts_in_every_language():
    for language in languages():
        known = words(language)
        for page in pages.code_pages(language):
            assert '<dl class="pl-facts">' in facts.with_facts("# Title\n", page.codes, known)


def test_facts_come_before_the_first_section_and_sources_last():
    text = facts.with_facts("# Title\n\nIntro\n\n## One { #one }\n\nText\n", ["5.7.606-649"], ENGLISH)
    places = [
        text.index(part) for part in ("Intro", "5.7.606 – 5.7.649", "## One", "{ #sources }", "sender.office.com")
    ]
    assert places == sorted(places)


def test_marks_stand_beside_numbers():
    text = facts.with_facts("", ["s3140"], ENGLISH)
    assert "<code>5.7.1</code> <code>S3140</code>" in text


def test_codes_are_listed_as_numbers_not_as_words():
    lines = [line for line in code_list.table("en", ENGLISH).splitlines() if line.startswith("| [")]
    names = [line.partition("[")[2].partition("]")[0] for line in lines]
    assert names.index("5.7.23") < names.index("5.7.124")
    assert names[-1] == "RFC 3463"
    assert names[-2][0].isalpha()


def test_a_page_of_several_codes_says_where_they_differ():
    text = facts.with_facts("# Title\n", ["4.7.322", "5.7.322"], ENGLISH)
    assert text.count('<tr id="4.7.322">') == text.count('<tr id="5.7.322">') == 1
    assert "<td><code>550</code></td><td><code>550 5.7.322 certificate-expired" in text
    final, temporary = (str(ENGLISH[f"site/class/{name}"]) for name in ("permanent", "transient"))
    assert f"{temporary} (4.7.322)<br>{final} (5.7.322)" in text
    assert text.count(escape(str(ENGLISH["actor/recipient-admin"]))) == 1


def test_a_source_is_given_once_for_several_codes():
    text = facts.with_facts("# Title\n", ["4.7.322", "5.7.322"], ENGLISH)
    assert text.count("non-delivery-reports-in-exchange-online") == 1


def test_who_wrote_a_bounce_is_said_where_microsoft_delivers():
    assert str(ENGLISH["site/writer"]) in facts.with_facts("", ["5.4.318"], ENGLISH)
    assert str(ENGLISH["site/writer"]) not in facts.with_facts("", ["5.7.511"], ENGLISH)


def test_the_list_links_every_code_of_a_page_to_its_place():
    text = code_list.table("en", ENGLISH)
    assert "| [4.7.322](4-7-322.md#4.7.322), [5.7.322](4-7-322.md#5.7.322) |" in text
    assert "| [5.7.606 – 5.7.649](5-7-606.md) |" in text


@pytest.mark.parametrize("language", languages())
def test_the_filter_knows_each_line_of_the_list(language):
    text = code_list.table(language, words(language))
    known = json.loads(DATA.search(text)[1])
    lines = [line for line in text.splitlines() if line.startswith("| [")]
    assert len(known) == len(lines)
    links = [len(re.findall(r"\]\([\w-]+\.md", line.split(" | ")[0])) for line in lines]
    assert links[:-1] == [len(those) for those in known[:-1]]
    named = [one["name"] for those in known[:-1] for one in those]
    assert sorted(named) == sorted(code for page in pages.code_pages(language) for code in page.codes)


@pytest.mark.parametrize("language", languages())
def test_every_status_code_is_said_in_every_language(language):
    known = words(language)
    text = status_codes.with_codes("# Title\n", known)
    assert len(status_codes.details()) == 81
    for name in status_codes.details():
        assert f'<tr id="{name}">' in text
        assert str(known[f"value/status_meaning/{name}"])
    assert not [key for key in known if key.startswith("value/status_meaning/") and key[21:] not in text]


def test_status_codes_stand_under_their_subject_with_their_rfc():
    text = status_codes.with_codes("# Title\n", ENGLISH)
    part = text.partition("{ #subject-7 }")[2]
    assert '<a href="https://www.rfc-editor.org/rfc/rfc7505">RFC 7505</a>' in part.partition('id="x.7.27"')[2]
    assert "x.1.1" not in part
