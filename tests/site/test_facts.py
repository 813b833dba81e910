from tools import facts, pages
from tools.strings import languages, words

ENGLISH = words("en")


def test_every_code_page_can_say_its_facts_in_every_language():
    for language in languages():
        known = words(language)
        for page in pages.code_pages(language):
            assert '<dl class="pl-facts">' in facts.with_facts("# Title\n", page.code, known)


def test_facts_come_before_the_first_section_and_sources_last():
    text = facts.with_facts("# Title\n\nIntro\n\n## One { #one }\n\nText\n", "5.7.606-649", ENGLISH)
    places = [
        text.index(part) for part in ("Intro", "5.7.606 – 5.7.649", "## One", "{ #sources }", "sender.office.com")
    ]
    assert places == sorted(places)


def test_marks_stand_beside_numbers():
    text = facts.with_facts("", "s3140", ENGLISH)
    assert "<code>5.7.1</code> <code>S3140</code>" in text


def test_codes_are_listed_as_numbers_not_as_words():
    lines = [line for line in facts.table("en", ENGLISH).splitlines() if line.startswith("| [")]
    names = [line.partition("[")[2].partition("]")[0] for line in lines]
    assert names.index("5.7.23") < names.index("5.7.124")
    assert names[-1][0].isalpha()
