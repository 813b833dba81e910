"""Saying a report in a language: the layer between the core, which knows none, and the doors."""

from checkers.words.catalogue import Catalogue, catalogue, languages
from checkers.words.markdown import markdown
from checkers.words.view import view

__all__ = ["Catalogue", "catalogue", "languages", "markdown", "view"]
