"""What the BIMI draft fixes about the record, and the words of its vocabularies."""

from checkers.records.protocol import Protocol

BIMI = Protocol("bimi", "BIMI1", ("v", "l", "a", "avp", "lps"), label="default._bimi", optional=True)
PREFERENCES = ("brand", "personal")  # `avp`
MAX_LPS = 63  # characters of one local part in `lps`
