"""Values side by side, said."""

from typing import Any

from checkers.report import Table
from checkers.words.catalogue import Catalogue
from checkers.words.value import say_value


def say_table(table: Table, words: Catalogue) -> dict[str, Any]:
    """Return one table with its title, its columns' titles and each row's label and values.

    `corner` is the title of the column of labels, `column/<table>/` in the catalogue; most tables need none.
    """
    return {
        "name": table.name,
        "title": words.say(f"table/{table.name}"),
        "corner": words.get(f"column/{table.name}/"),
        "columns": [words.say(f"column/{table.name}/{column}") for column in table.columns],
        "rows": [
            {
                "name": name,
                "label": _label(table.name, name, words),
                "values": [
                    say_value(value, words, table.name, column)
                    for column, value in zip(table.columns, values, strict=True)
                ],
            }
            for name, values in table.rows
        ],
    }


def _label(table: str, row: str, words: Catalogue) -> dict[str, Any]:
    said = words.get(f"row/{table}/{row}")
    return {"value": said or row, "code": said is None}
