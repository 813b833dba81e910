"""Reports and words that no check makes: what the view can say does not depend on which checks there are."""

from dataclasses import replace

from checkers.inputs import Inputs
from checkers.registry import codes
from checkers.report import Finding
from checkers.words import catalogue, view

WORDS = {
    "node/test/include": "the record of `{domain}` decides",
    "choice/test/without": "Without it: {total} lookups",
    "tree/test": "How it was worked out",
    "tree/test/count": "{total} of at most {limit} lookups",
    "table/tags": "The tags",
    "column/tags/written": "Written",
    "column/tags/holds": "What holds",
    "row/tags/p": "Policy",
    "value/tags/none": "do nothing",
    "value/holds/r": "relaxed",
    "fact/place": "Place",
    "value/place/here": "over here",
    "field/policy": "Policy file",
    "field/test/policy": "Its policy file",
    "check/dmarc": "DMARC",
}


def words(language="en", **more):
    """Return a catalogue that also has the words of these tests."""
    known = catalogue(language)
    return replace(known, words={**known.words, **WORDS, **more})


def said(report, inputs=None, language="en", **more):
    """Return the view of a report about a check whose main input is `text`."""
    return view(report, Inputs(inputs or {}, "text"), words(language, **more))


def finding(*spans, severity, fix=None):
    """Return some finding of this severity; its sentence has no placeholder."""
    code = "input.empty"
    return Finding(code, severity, spans, {}, fix, None, codes()[code].because)
