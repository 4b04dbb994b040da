"""From a table that was pasted or read to the rows of a form, and back to a template for it.

A row goes into the form as it was written: what is wrong with it is told at its cell, as of
anything that is typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from states.field_labels import label_of
from states.frozen import frozen
from states.text import Text
from web.forms.field_specs import FieldSpec, field_specs
from web.forms.inputs import FormContext, Options
from web.forms.numbers import plain_number
from web.forms.tables import Column, ReadTable, folded
from web.messages.tables import HEADINGS, NO, YES

Row = Mapping[str, object]
NAMED_BY: Final = ("code", "title", "host", "grade")
"""The fields by which a row is the same as another one, the surest first."""

_YES: Final = frozenset(map(folded, YES))
_NO: Final = frozenset(map(folded, NO))
_DAY: Final = re.compile(r"(\d{1,2})[./]\s?(\d{1,2})[./]\s?(\d{4})\.?")


@frozen
class _Cell:
    """A field of a row, with its path in it: `replaces.title`."""

    path: tuple[str, ...]
    spec: FieldSpec
    titles: tuple[Text, ...]


def listing_of(form: str, listing: str) -> FieldSpec | None:
    """A form's list by its name; None where it has no such list."""
    return next((s for s in field_specs(form) if s.name == listing and s.kind == "rows"), None)


def columns_of(listing: FieldSpec) -> tuple[Column, ...]:
    """The columns of a form's list, headed as the page heads them, in the page's order."""
    return tuple(Column(".".join(c.path), c.titles) for c in _cells(listing))


def rows_of(form_context: FormContext, listing: FieldSpec, table: ReadTable) -> list[Row]:
    """The table's rows as the form's plain data, each value as it was written."""
    cells = {".".join(cell.path): cell for cell in _cells(listing)}
    return [_row(form_context, cells, row.texts) for row in table.rows]


def merged(rows: Sequence[Row], newer: Sequence[Row]) -> list[Row]:
    """The rows with the newer ones: one of the same name is completed, another comes last."""
    kept_rows = [dict(row) for row in rows]
    for row in newer:
        same_row = next((other for other in kept_rows if _same(other, row)), None)
        if same_row is None:
            kept_rows.append(dict(row))
        else:
            same_row.update(row)
    return list(kept_rows)


def _same(row: Row, other: Row) -> bool:
    for name in NAMED_BY:
        first, two = str(row.get(name) or ""), str(other.get(name) or "")
        if first and two:
            return folded(first) == folded(two)
    return False


def _cells(listing: FieldSpec) -> Iterator[_Cell]:
    for part in listing.parts:
        label = label_of(part.name, listing.name)
        if part.kind != "group":
            yield _Cell((part.name,), part, (label, *HEADINGS.get(part.name, ())))
            continue
        for number, inner in enumerate(part.parts):
            name = label_of(inner.name, listing.name)
            titles = Text(f"{label.en}: {name.en}", f"{label.sr}: {name.sr}")
            other_titles = (label, *HEADINGS.get(part.name, ())) if number == 0 else ()
            yield _Cell((part.name, inner.name), inner, (titles, *other_titles))


def _row(form_context: FormContext, cells: Mapping[str, _Cell], texts: Mapping[str, str]) -> Row:
    row: dict[str, object] = {}
    for name, text in texts.items():
        cell = cells[name]
        value = _value(form_context, cell.spec, text)
        if len(cell.path) == 1:
            row[name] = value
        else:
            group = row.setdefault(cell.path[0], {})
            assert isinstance(group, dict)
            group[cell.path[1]] = value
    return row


def _value(form_context: FormContext, spec: FieldSpec, text: str) -> str | bool:
    return as_typed(spec.kind, form_context.options(spec), text)


def as_typed(kind: str, options: Options, text: str) -> str | bool:
    """What a cell says, in the form's own terms; what is not understood stays as it is written."""
    if kind == "yesno":
        answer = folded(text)
        return True if answer in _YES else False if answer in _NO else text
    if kind in ("number", "whole"):
        return plain_number(text.removesuffix("%").strip())
    if kind == "date" and (day := _DAY.fullmatch(text)):
        return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
    for value, title in options:
        if folded(text) in (folded(value), folded(title.en), folded(title.sr)):
            return value
    return text
