"""The skeleton of a translation: the English page with a mark in every section that is still to be translated.

Ids, code, links and widgets stay as they are: the translator writes over the sentences and deletes the marks.
"""

from tools.l10n.sections import TOP, hashes, sections, stamped

TO_DO = "<!-- l10n: translate this section, then delete this line -->"


def skeleton(source: str, date: str) -> str:
    """Return what a new translation of a page begins as, stamped with the source that it is made from."""
    parts = sections(source)
    lines = source.splitlines()
    first = next((number for number, line in enumerate(lines) if line.startswith("# ")), None)
    marks = {part.line for name, part in parts.items() if name != TOP}
    marks |= {first + 1} if first is not None else set()
    out = [
        added for number, line in enumerate(lines, 1) for added in ([line, "", TO_DO] if number in marks else [line])
    ]
    return stamped("\n".join(out) + "\n", hashes(source), date)
