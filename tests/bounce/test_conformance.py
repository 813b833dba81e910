"""External bounces, read through CONFORMANCE_DIR; what is scored is said in that folder's README."""

import json

import pytest

from tests.bounce.given import bounce

SETS = ("sisimai", "flufl.bounce", "bounceparser", "php-bounce-handler")


def bounces(folder, *sets):
    for name in sets:
        expected = json.loads((folder / "bounces" / name / "expected.json").read_text("utf-8"))
        for file, entry in sorted(expected.items()):
            report = bounce((folder / "bounces" / name / file).read_bytes())
            yield f"{name}/{file}", entry, report


def recipients(report):
    return {str(part.fact("recipient")).lower() for part in report.parts}


def scored(entry):
    basis = entry["recipients_basis"] or ""
    told = entry.get("is_bounce") is not False and not entry["is_feedback_report"]
    return told and entry["recipients"] and not basis.startswith("single-peer")


def found(entry, report):
    return all(recipients(report) & set(spellings) for spellings in entry["recipients"])


@pytest.mark.parametrize(
    ("name", "share"), [("sisimai", 0.98), ("flufl.bounce", 0.9), ("bounceparser", 0.94), ("php-bounce-handler", 1)]
)
def test_failed_recipients(conformance, name, share):
    judged = [(file, found(entry, report)) for file, entry, report in bounces(conformance, name) if scored(entry)]
    missed = [file for file, right in judged if not right]
    assert len(missed) <= (1 - share) * len(judged), missed


def test_no_recipient_is_invented(conformance):
    extra = [
        file
        for file, entry, report in bounces(conformance, *SETS)
        if scored(entry) and recipients(report) - {spelling for group in entry["recipients"] for spelling in group}
    ]
    assert len(extra) <= 0.01 * 424, extra


def test_status(conformance):
    wrong, judged = [], 0
    for file, entry, report in bounces(conformance, "sisimai"):
        codes = {
            fact["status"]
            for fact in entry.get("facts") or ()
            if fact.get("status_occurs_in_message") and not fact["status_is_sisimai_pseudo"]
        }
        others = [{fact["status"] for fact in other["facts"]} for other in entry.get("facts_alternatives") or ()]
        if codes and scored(entry):
            judged += 1
            seen = {part.fact("status") for part in report.parts}
            if not codes <= seen and not any(other <= seen for other in others):
                wrong.append(file)
    assert judged > 200
    assert len(wrong) <= 0.01 * judged, wrong


def test_microsoft(conformance):
    for file, entry, report in bounces(conformance, "sisimai"):
        if any(word in file for word in ("microsoft", "outlook", "office365", "exchange")):
            assert found(entry, report), file
            assert report.fact("is_bounce") is True, file


def test_not_a_bounce(conformance):
    judged = 0
    for file, entry, report in bounces(conformance, *SETS):
        vacation = not entry["recipients"] and any(
            fact.get("reason") == "vacation" for fact in entry.get("facts") or ()
        )
        if entry.get("is_bounce") is False or entry["is_feedback_report"] or vacation:
            judged += 1
            assert report.fact("is_bounce") is False, file
    assert judged


def test_line_ends_do_not_matter(conformance):
    for path in sorted((conformance / "bounces" / "sisimai-crlf").glob("*.eml")):
        twin = conformance / "bounces" / "sisimai" / path.name
        if twin.exists():
            one, other = (bounce(file.read_bytes()) for file in (path, twin))
            assert [part.fact("recipient") for part in one.parts] == [part.fact("recipient") for part in other.parts], (
                path.name
            )
            assert [part.fact("status") for part in one.parts] == [part.fact("status") for part in other.parts], (
                path.name
            )
