"""One visit in each browser that the site is not made in: a record, a bounce as a file, the other language."""

from tests.browsers.steps import EXAMPLES, example, other_language, paste, said, same, shown


def test_a_visit(visit):
    tab = visit("/authentication/spf/")
    paste(tab, example("spf-broken.txt"))
    tab.press("Control+Enter")
    assert same(shown(tab), said("spf", example("spf-broken.txt")))
    tab = visit("/bounce/")
    tab.choose(".pl-chosen", EXAMPLES / "5-7-606.txt")
    english = shown(tab)
    assert same(english, said("bounce", example("5-7-606.txt")))
    other_language(tab)
    german = shown(tab, "de")
    assert german["codes"] == english["codes"]
    assert german["title"] != english["title"]


def test_python_starts_from_its_snapshot(visit, host):
    tab = visit("/authentication/spf/")
    paste(tab, "v=spf1 -all")
    tab.run("document.querySelector('.pl-run').click()")
    shown(tab)
    assert not [path for path in host.asked if path.endswith("python_stdlib.zip")]
