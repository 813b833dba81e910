"""The From address, however it is written."""

import pytest

from checkers.dkim.verification.octets import Octets
from checkers.verify.author import Trouble, addresses, read_author


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("anna@example.com", "anna@example.com"),
        ("Anna <anna@example.com>", "anna@example.com"),
        ('"Anna, boss@example.net" <anna@example.com>', "anna@example.com"),
        ('"a \\" <b@example.net>" <anna@example.com>', "anna@example.com"),
        ("Anna (boss@example.net, (deep) ) <anna@example.com>", "anna@example.com"),
        ("anna@example.com (Anna)", "anna@example.com"),
        ("=?utf-8?q?Anna_=3Cb=40example=2Enet=3E?= <anna@example.com>", "anna@example.com"),
        ("<anna@EXAMPLE.com.>", "anna@EXAMPLE.com."),
        ("Friends: anna@example.com;", "anna@example.com"),
        ("anna@bücher.example", "anna@bücher.example"),
        ('"anna b"@example.com', "_@example.com"),
    ],
)
def test_address(value, address):
    assert [found for found, domain in addresses(value) if domain] == [address]


@pytest.mark.parametrize("value", ["", "Anna", "anna@", "@example.com", "anna@localhost", "(anna@example.com)", "<>"])
def test_no_address(value):
    assert not [found for found, domain in addresses(value) if domain]


def author(head):
    return read_author(Octets.of(f"{head}\n\nHello\n"))


def test_domain_is_normal():
    assert author("From: Anna <anna@BÜCHER.example.>").domain == "xn--bcher-kva.example"


@pytest.mark.parametrize(
    ("head", "trouble"),
    [
        ("To: x@example.com", Trouble.NONE),
        ("From: a@example.com\nFROM: b@example.com", Trouble.SEVERAL),
        ("From: a@example.com, b@example.net", Trouble.DOMAINS),
        ("From: a@example.com, b@example.com", None),
        ("From: undisclosed:;", Trouble.UNREADABLE),
    ],
)
def test_trouble(head, trouble):
    assert author(head).trouble is trouble


def test_deep_comments_do_not_hurt():
    assert not addresses("(" * 15_000 + "a@example.com")
