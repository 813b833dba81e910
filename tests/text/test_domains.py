import pytest

from checkers.text.distance import distance, nearest
from checkers.text.domains import a_labels, is_domain, u_labels


@pytest.mark.parametrize(
    "name",
    [
        "example.com",
        "example.com.",
        "_spf.example.com",
        "b\u00fccher.example",
        "a.xn--zckzah",
        "A-b.Example.DE",
        "\u4f8b\u3048\u3002jp",
    ],
)
def test_domain_names(name):
    assert is_domain(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "localhost",
        ".",
        "..",
        "a..b",
        "192.0.2.1",
        "example.123",
        "-a.com",
        "a-.com",
        "a b.com",
        "a@b.com",
        "x." * 200 + "com",
        "a" * 64 + ".com",
        "example.com:25",
        "https://example.com",
        "\u00fc.\u00bf",
    ],
)
def test_other_texts(name):
    assert not is_domain(name)


@pytest.mark.parametrize(
    ("name", "ascii_name"),
    [
        ("example.com", "example.com"),
        ("B\u00fccher.example", "xn--bcher-kva.example"),
        ("stra\u00dfe.de", "xn--strae-oqa.de"),
        ("b\u00fccher\uff0eexample", "xn--bcher-kva.example"),
        ("\u00bf.example", None),
        ("\u00fc" * 300, None),
    ],
)
def test_a_labels(name, ascii_name):
    assert a_labels(name) == ascii_name


@pytest.mark.parametrize(
    ("left", "right", "count"),
    [("", "", 0), ("all", "all", 0), ("inlcude", "include", 1), ("redirct", "redirect", 1), ("a", "mx", 2)],
)
def test_distance(left, right, count):
    assert distance(left, right, 5) == distance(right, left, 5) == count


def test_nearest_keeps_to_its_limit():
    assert nearest("inlcude", ("include", "exists"), 1) == "include"
    assert nearest("something", ("include", "exists"), 2) is None
    assert nearest("a" * 10_000, ("include",), 2) is None


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("xn--bcher-kva.example", "b\u00fccher.example"),
        ("a.xn--bcher-kva.xn--zckzah.", "a.b\u00fccher.\u30c6\u30b9\u30c8."),
        ("example.com", None),
        ("b\u00fccher.example", None),
        ("xn--a-b.example", None),
        ("xn--.example", None),
        ("xn--xn---epa.example", None),
        ("xn--" + "a" * 200 + ".example", None),
        ("x." * 200 + "com", None),
        ("", None),
    ],
)
def test_u_labels(name, written):
    assert u_labels(name) == written
