import pytest

from checkers import check, to_json
from checkers.checks import checks
from checkers.dns import zone_lookup
from tests.loader import differences, load


@pytest.mark.parametrize("case", load(), ids=lambda case: case["id"])
def test_case(case):
    lookup = zone_lookup(case["zone"]) if "zone" in case else None
    report = to_json(check(case["check"], case["inputs"], lookup=lookup))
    text = case["inputs"].get(checks()[case["check"]].main, "")
    assert not differences(case, report, text)
