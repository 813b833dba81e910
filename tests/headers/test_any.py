"""What holds for every paste: nothing raises, no place is outside, and no value disappears."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkers import check, to_json
from checkers.headers.vocabulary import vocabularies
from checkers.inputs import Inputs
from checkers.words import catalogue, languages
from checkers.words.view import view
from tests.fuzz.holds import places, violations
from tests.headers.test_pastes import FIELDS, HEAD

NAMES = st.from_regex(r"[A-Z][A-Za-z]{0,7}", fullmatch=True)
VALUES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._()|-]{0,20}", fullmatch=True)
METHODS = st.sampled_from(["spf", "dkim", "dmarc", "compauth", "xnew"])
RESULTS = st.from_regex(r"[a-z]{3,9}", fullmatch=True)
PIECES = st.one_of(
    st.sampled_from(
        [*FIELDS, "\n", "\n\n", "> ", "\t", " ", "=3D", "&lt;", "\u200b", "(", ")", '"', ";", ":", "=", "\r"]
    ),
    st.text(max_size=12),
)
slow = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slow
@given(st.lists(PIECES, max_size=14).map("".join))
def test_no_paste_raises_and_every_place_is_inside(text):
    assert not violations("headers", {"headers": text})


@slow
@given(st.lists(st.tuples(st.integers(0, len(HEAD)), st.integers(0, 60), st.text(max_size=4)), max_size=8))
def test_damaged_headers_are_read_all_the_same(damage):
    text = HEAD
    for at, length, put in damage:
        text = text[:at] + put + text[at + length :]
    assert not violations("headers", {"headers": text})


@slow
@given(st.lists(st.tuples(NAMES, VALUES), min_size=1, max_size=20))
def test_every_pair_of_a_report_is_shown(pairs):
    text = "".join(f"{name}:{value};" for name, value in pairs)
    [part] = check("headers", {"headers": f"X-Forefront-Antispam-Report: {text}"}).parts
    shown = [(name.lower(), values[0]) for name, values in part.tables[0].rows]
    assert shown == [(name.lower(), value) for name, value in pairs]


# What stands between two words of a value; "#" so that it is no value that is known.
BLANKS = st.from_regex(r"#[a-z]{1,5}(?:[ \t]{1,4}[a-z;:=(]{1,5}){1,4}", fullmatch=True).filter(
    lambda text: ";" not in text
)
REPORTED = sorted({known.name for known in vocabularies().values() if known.header.startswith("x-")} - {"X-CustomSpam"})


@slow
@given(st.sampled_from(REPORTED), BLANKS)
def test_an_unknown_value_of_a_report_is_shown_as_it_is_written(name, value):
    known = next(one for one in vocabularies().values() if one.name == name)
    header = known.header if known.header != name.lower() else name
    text = f"{header}: {value}" if header == name else f"{header}: {name}:{value};"
    for language in languages():
        inputs = {"headers": text}
        shown = view(check("headers", inputs), Inputs(inputs, "headers"), catalogue(language))
        cells = {cell["value"] for cell in every_cell(shown)}
        wanted = value if known.closed or header == name else "".join(value.split())
        assert wanted in cells, (name, value, cells)


def every_cell(shown):
    for table in shown["tables"]:
        for row in table["rows"]:
            yield from row["values"]
    yield from shown["facts"]
    for part in shown["parts"]:
        yield from every_cell(part)


@slow
@given(NAMES, BLANKS)
def test_every_field_of_microsoft_is_shown_as_it_is_written(name, value):
    report = check("headers", {"headers": f"X-MS-Exchange-{name}: {value}"})
    assert (f"X-MS-Exchange-{name}", value) in [(row, cells[0]) for row, cells in report.tables[0].rows]


@slow
@given(NAMES, VALUES)
def test_every_field_of_microsoft_is_shown(name, value):
    report = check("headers", {"headers": f"X-MS-Exchange-{name}: {value}"})
    assert (f"X-MS-Exchange-{name}", value) in [(row, cells[0]) for row, cells in report.tables[0].rows]


@slow
@given(
    st.lists(st.tuples(st.sampled_from(["spf", "dkim", "dmarc", "compauth", "xnew"]), RESULTS), min_size=1, max_size=8)
)
def test_every_result_is_shown_and_an_unknown_one_is_said_to_be_unknown(results):
    text = "Authentication-Results: " + ";".join(f"{method}={value}" for method, value in results)
    report = to_json(check("headers", {"headers": text}))
    [part] = report["parts"]
    rows = [(row["name"], row["values"][0]) for row in part["tables"][0]["rows"]]
    assert rows == results
    unknown = {row["name"] for row in part["tables"][0]["rows"] if row["values"][1] == "unknown"} - {"xnew"}
    said = {found["values"]["field"] for found in part["findings"] if found["code"] == "headers.unknown-value"}
    assert said == unknown
    assert all(place["end"] <= len(text) for place in places(report))
