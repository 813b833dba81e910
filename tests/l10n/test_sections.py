import yaml

from tools.l10n.sections import TOP, hashes, sections, stamp, stamped

PAGE = """---
title: A page
source: {top: 0a0a0a0a}
---

# A page

The lead, which
goes on.

## First { #first }

- one
  item
- two

```text
## no heading { #none }
```

### Inner { #inner }

#### Without an id

Text.
"""


def test_a_page_is_cut_at_its_ids():
    found = sections(PAGE)
    assert list(found) == [TOP, "first", "inner"]
    assert [section.heading for section in found.values()] == ["A page", "First", "Inner"]
    assert PAGE.splitlines()[found["inner"].line - 1] == "### Inner { #inner }"
    assert "Without an id" in found["inner"].text


def test_the_front_matter_belongs_to_the_top_and_the_stamp_does_not():
    now = hashes(PAGE)
    assert hashes(PAGE.replace("title: A page", "title: Another"))[TOP] != now[TOP]
    assert hashes(PAGE.replace("0a0a0a0a", "0b0b0b0b")) == now


def test_lines_may_be_wrapped_anew():
    assert hashes(PAGE.replace("The lead, which\ngoes on.", "The lead,\nwhich goes on.")) == hashes(PAGE)


def test_items_and_lines_of_code_may_not():
    changed = PAGE.replace("  item\n- two", "  item - two"), PAGE.replace("```text\n##", "```text\n\n##")
    for text in changed:
        assert {name for name, value in hashes(text).items() if value != hashes(PAGE)[name]} == {"first"}


def test_a_stamp_is_read_as_it_was_written():
    """Hashes that YAML takes for numbers included, and ids that it takes for something else."""
    given = {"top": "12345678", "on": "01234567", "5.7.606": "1234e567", **{f"id-{n}": f"{n:08x}" for n in range(20)}}
    text = stamped(PAGE, given, "2026-11-23")
    assert stamp(text) == given
    assert stamp(stamped(text, {"top": "ffffffff"}, "2026-11-24")) == {"top": "ffffffff"}
    assert yaml.safe_load(text.split("---")[1])["title"] == "A page"
    assert text.endswith(PAGE.split("---\n", 2)[2])
    assert max(map(len, text.split("---")[1].splitlines())) <= 120


def test_a_page_without_front_matter_can_be_stamped():
    text = stamped("# A page\n", {"top": "0a0a0a0a"}, "2026-11-23")
    assert stamp(text) == {"top": "0a0a0a0a"}
    assert text.endswith("---\n# A page\n")
