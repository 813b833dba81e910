"""Reading a bounce: machine parts first, then words, then single lines."""

from checkers.bounce.read.whole import read

__all__ = ["read"]
