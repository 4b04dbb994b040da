"""Data in words: what was handed in or recorded, field by field, never as JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from states.field_labels import label_of
from states.frozen import frozen, replace
from states.localization import amount_text, decimal_text, format_day
from states.mobility_kind import MobilityKind
from states.text import Text
from states.vocabulary import CRITERIA
from web.messages.values import value_text

_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_FRACTION: Final = re.compile(r"\d+\.\d+")
_MONEY: Final = frozenset({"amount", "budget"})
_AMOUNT: Final = re.compile(r"[0-9]+(\.[0-9]+)?")
NO_LABELS: Final[Mapping[str, Text]] = MappingProxyType({})
HIDDEN: Final = frozenset({"file", "case", "in_question", "incoming_mail"})
"""What an entry holds beside what people typed."""
POINTS: Final = "points"
"""A member's points, by criterion."""


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


def naming_parties(kind: MobilityKind, data: Mapping[str, object]) -> Mapping[str, object]:
    """Plain data of a step or a fact, with the parties of the agreement as words call them; who
    signed a paper that was handed in is told as it stands there."""
    if not kind.incoming or "kind" in data:
        return data
    named_data = dict(data)
    if isinstance(party := data.get("party"), str):
        named_data["party"] = kind.signatory(party)
    if isinstance(parties := data.get("signed_by"), list):
        named_data["signed_by"] = [kind.signatory(str(party)) for party in parties]
    return named_data


def describe(data: Mapping[str, object], labels: Mapping[str, Text] = NO_LABELS) -> list[Line]:
    """The lines of some plain data, in its order; what is empty is left out. `labels` are those of
    fields that are called otherwise here."""
    return [
        replace(_line(name, value), label=labels.get(name) or label_of(name))
        for name, value in data.items()
        if name not in HIDDEN and value not in (None, "", [], {}, ())
    ]


def _line(name: str, value: object) -> Line:
    if isinstance(value, list | tuple) and isinstance(value[0], Mapping):
        return Line(label_of(name), table=_table(name, value))
    return Line(label_of(name), format_value(name, value))


def _table(within: str, rows: Sequence[Mapping[str, object]]) -> Table:
    names = list(dict.fromkeys(name for row in rows for name in row))
    return Table(
        tuple(label_of(name, within) for name in names),
        tuple(tuple(format_value(name, row.get(name)) for name in names) for row in rows),
    )


def format_value(name: str, value: object) -> Text:
    """The value of a field in words: dates and numbers as people write them, parts after commas."""
    if value is None:
        return Text("", "")
    if isinstance(value, Text):
        return value
    if isinstance(value, Mapping):
        labels = CRITERIA if name == POINTS else {}
        parts = ((key, part) for key, part in value.items() if part is not None)
        return _joined([_part(key, part, labels.get(key)) for key, part in parts])
    if isinstance(value, list | tuple):
        return _joined([format_value(name, part) for part in value])
    day = _day(value)
    if day is not None:
        return Text(format_day(day), format_day(day, "sr"))
    if name in _MONEY and _AMOUNT.fullmatch(str(value)):
        return amount_text(Decimal(str(value)))
    if isinstance(value, str) and name != "code" and _FRACTION.fullmatch(value):
        return decimal_text(Decimal(value))
    return value_text(name, value)


def format_record(data: Mapping[str, object]) -> Text:
    """A record in one line: each of its fields with its label."""
    texts = [_part(name, value) for name, value in data.items() if value is not None]
    return Text(" · ".join(text.en for text in texts), " · ".join(text.sr for text in texts))


def _day(value: object) -> date | None:
    """A date, also as it is written; what people typed may name a day that does not exist."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _part(name: str, value: object, label: Text | None = None) -> Text:
    """A part of a course inside a cell: its title bare, a number with its label."""
    words = format_value(name, value)
    if name in ("title", "name"):
        return words
    label = label or label_of(name)
    return Text(f"{label.en}: {words.en}", f"{label.sr}: {words.sr}")


def _joined(texts: Sequence[Text]) -> Text:
    return Text(", ".join(text.en for text in texts), ", ".join(text.sr for text in texts))
