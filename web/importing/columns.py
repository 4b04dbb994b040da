"""The columns of an import, and what a cell of each says: text, a number, a day, a choice."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Final, Literal

from babel import Locale

from states.frozen import frozen
from states.text import Text
from web.forms.inputs import Options
from web.forms.table_rows import as_typed
from web.forms.tables import Column, folded

CellKind = Literal["text", "number", "whole", "date", "choice", "yesno", "country"]

MISSING: Final = Text("Please fill this in.", "Попуните ово поље.")
NO_NUMBER: Final = Text("Please write a number.", "Упишите број.")
NO_DATE: Final = Text(
    "There is no such date. Write 31.12.2026 or 2026-12-31.",
    "Такав датум не постоји. Пише се 31.12.2026. или 2026-12-31.",
)
YES_OR_NO: Final = Text("Write yes or no.", "Упишите да или не.")
FORMULA: Final = Text("This is a formula: write its value.", "Ово је формула: упишите вредност.")
_LISTED: Final = 12
"""So many choices are told at a cell; all of them stand in the template."""

_DIGITS: Final = re.compile(r"-?\d{1,20}")


@frozen
class ImportColumn:
    """A column: what headers may call it (the first as the template does), what is written in it.

    `longest` counts letters; `example` stands in the template's explanation. What is not in the
    template is read all the same where a table has it.
    """

    name: str
    titles: tuple[Text, ...]
    hint: Text
    kind: CellKind = "text"
    required: bool = False
    options: Options = ()
    example: Text = Text("", "")
    longest: int = 300
    in_template: bool = True

    @property
    def title(self) -> Text:
        """As the template heads it."""
        return self.titles[0]

    @property
    def as_read(self) -> Column:
        """As a table's header is read: by its own name too, which programs write."""
        return Column(self.name, (*self.titles, Text(self.name, self.name)))


@frozen
class ReadCells:
    """A row's values, as forms have them, and what is wrong with its cells, by column."""

    values: Mapping[str, str]
    problems: Mapping[str, Text]


def read_cells(columns: Sequence[ImportColumn], texts: Mapping[str, str]) -> ReadCells:
    """What a row says; a cell that is not understood keeps its text and has a problem."""
    values: dict[str, str] = {}
    problems: dict[str, Text] = {}
    for column in columns:
        text = " ".join(texts.get(column.name, "").split())
        value, problem = _read(column, text)
        if value:
            values[column.name] = value
        if problem is not None:
            problems[column.name] = problem
    return ReadCells(values, problems)


def _read(column: ImportColumn, text: str) -> tuple[str, Text | None]:
    if not text:
        return "", MISSING if column.required else None
    if text.startswith("="):
        return text, FORMULA
    if len(text) > column.longest:
        most = column.longest
        return text, Text(f"At most {most} letters.", f"Највише {most} знакова.")
    if column.kind == "country":
        return _countries().get(folded(text), text), None
    value = as_typed(column.kind, column.options, text)
    value = str(value).lower() if isinstance(value, bool) else value
    return value, _problem(column, value)


def _problem(column: ImportColumn, value: str) -> Text | None:
    match column.kind:
        case "choice" if value not in dict(column.options):
            return _one_of(column.options)
        case "yesno" if value not in ("true", "false"):
            return YES_OR_NO
        case "date" if not _is_day(value):
            return NO_DATE
        case "number" if not _is_number(value):
            return NO_NUMBER
        case "whole" if not _DIGITS.fullmatch(value):
            return NO_NUMBER
    return None


def _one_of(options: Options) -> Text:
    titles = [title for _, title in options[:_LISTED]]
    more = "…" if len(options) > _LISTED else ""
    en, sr = "; ".join(t.en for t in titles), "; ".join(t.sr for t in titles)
    return Text(f"Write one of these: {en}{more}", f"Упишите нешто од овога: {sr}{more}")


def _is_day(value: str) -> bool:
    try:
        return 1900 <= date.fromisoformat(value).year <= 2199
    except ValueError:
        return False


def _is_number(value: str) -> bool:
    try:
        return Decimal(value).is_finite() and len(value) <= 20
    except InvalidOperation:
        return False


@cache
def _countries() -> Mapping[str, str]:
    """Codes of countries by their folded names, in English and in Serbian, and by themselves."""
    names: dict[str, str] = {}
    for locale in (Locale("en"), Locale("sr")):
        for code, name in locale.territories.items():
            if len(code) == 2 and code.isalpha():
                names.setdefault(folded(name), code)
                names[folded(code)] = code
    return names
