"""Redaction: what tells who somebody is gives way to a stable pseudonym; the rest stays as it was."""

from checkers.requests.redact.model import Hidden, Kind, Redacted
from checkers.requests.redact.redactor import Redactor, redact

__all__ = ["Hidden", "Kind", "Redacted", "Redactor", "redact"]
