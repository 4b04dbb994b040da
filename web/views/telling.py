"""Data in words: what was handed in or recorded, field by field, never as JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from states.frozen import frozen
from states.localization import decimal_text, format_day
from states.text import Text
from web.words.fields import label_of
from web.words.offers import value_said

_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_FRACTION: Final = re.compile(r"\d+\.\d+")
HIDDEN: Final = frozenset({"file", "case"})
"""What an entry holds beside what people typed."""


@frozen
class Table:
    """Rows of one kind: the courses of an agreement, the grades of a table."""

    columns: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


@frozen
class Line:
    """A field with its value in words, or with a table."""

    label: Text
    value: Text | None = None
    table: Table | None = None


def told(data: Mapping[str, Any]) -> list[Line]:
    """The lines of some plain data, in its order; what is empty is left out."""
    return [
        _line(name, value)
        for name, value in data.items()
        if name not in HIDDEN and value not in (None, "", [], {}, ())
    ]


def _line(name: str, value: Any) -> Line:
    if isinstance(value, Sequence) and value and isinstance(value[0], Mapping):
        return Line(label_of(name), table=_table(name, value))
    return Line(label_of(name), _said(name, value))


def _table(within: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    names = list(dict.fromkeys(name for row in rows for name in row))
    return Table(
        tuple(label_of(name, within) for name in names),
        tuple(tuple(_said(name, row.get(name)) for name in names) for row in rows),
    )


def _said(name: str, value: Any) -> Text:
    if value is None:
        return Text("", "")
    if isinstance(value, Mapping):
        return _joined([_part(key, part) for key, part in value.items() if part is not None])
    if isinstance(value, list | tuple):
        return _joined([_said(name, part) for part in value])
    if isinstance(value, date) or (isinstance(value, str) and _DATE.fullmatch(value)):
        day = value if isinstance(value, date) else date.fromisoformat(value)
        return Text(format_day(day), format_day(day, "sr"))
    if isinstance(value, str) and name != "code" and _FRACTION.fullmatch(value):
        return decimal_text(Decimal(value))
    return value_said(name, value)


def _part(name: str, value: Any) -> Text:
    """A part of a course said inside a cell: its title bare, a number with its label."""
    said = _said(name, value)
    if name in ("title", "name"):
        return said
    label = label_of(name)
    return Text(f"{label.en}: {said.en}", f"{label.sr}: {said.sr}")


def _joined(texts: Sequence[Text]) -> Text:
    return Text(", ".join(text.en for text in texts), ", ".join(text.sr for text in texts))
