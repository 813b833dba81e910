"""DNS without a network: questions, answers and the book that collects both."""

from checkers.dns.book import Book, Lookup
from checkers.dns.model import Answer, Question, Status, normal_name
from checkers.dns.zone import zone_lookup

__all__ = ["Answer", "Book", "Lookup", "Question", "Status", "normal_name", "zone_lookup"]
