"""The catalogues as they are written, read once."""

from functools import cache

from tools import strings

words = cache(strings.words)
