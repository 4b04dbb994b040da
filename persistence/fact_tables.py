"""The tables that facts' declarations ask for: a row a case, each field of the form a column.

They are made from the forms, so a new fact of plain fields needs nothing here but a migration that
makes its table. What has rows within rows, or many rows a case, stands in `persistence.tables`.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo
from sqlalchemy import Boolean, Column, Date, Integer, String, Table, Text
from sqlalchemy.types import TypeEngine

from persistence.tables.base import Exact, Id, Words, metadata, of_case
from states.fact_declaration import FactDeclaration, Payload
from states.facts import FACTS

FieldType = TypeEngine[Any]
FieldColumn = Column[Any]

_WORD: Final = 40
"""Characters of a value that is chosen from a list."""

_PLAIN: Final[Mapping[object, type[FieldType]]] = {
    date: Date,
    Decimal: Exact,
    int: Integer,
    bool: Boolean,
}


def columns_of(payload: type[Payload]) -> list[FieldColumn]:
    """A column for each field of a form; raises TypeError for one that no column can hold."""
    hints = get_type_hints(payload, include_extras=True)
    return [_column(part.name, hints[part.name]) for part in fields(payload)]


def _column(name: str, hint: object) -> FieldColumn:
    if get_origin(hint) in (Union, types.UnionType):
        required_arms = [arm for arm in get_args(hint) if arm is not types.NoneType]
        return Column(
            name, _type(name, required_arms[0]), nullable=len(required_arms) < len(get_args(hint))
        )
    if get_origin(hint) is Annotated and type(None) in get_args(get_args(hint)[0]):
        return _column(name, get_args(hint)[0])
    return Column(name, _type(name, hint), nullable=False)


def _type(name: str, hint: object) -> FieldType:
    longest: int | None = None
    while get_origin(hint) is Annotated:
        hint, *notes = get_args(hint)
        longest = longest or next(filter(None, map(_longest, notes)), None)
    if hint in _PLAIN:
        return _PLAIN[hint]()
    if get_origin(hint) is Literal:
        return String(_WORD)
    if hint is str:
        return String(longest) if longest else Text()
    if get_args(hint) == (str, ...):
        return Words()
    raise TypeError(f"`{name}` can't be a column: give the fact tables and a writer of its own")


def _longest(note: object) -> int | None:
    limits = note.metadata if isinstance(note, FieldInfo) else ()
    return next((limit.max_length for limit in limits if hasattr(limit, "max_length")), None)


def _table(name: str, fact: FactDeclaration) -> Table:
    key = [Column("case_id", Id, of_case(), primary_key=True)]
    if fact.several:
        key.append(Column("position", Integer, primary_key=True))
    return Table(name, metadata, *key, *columns_of(fact.payload))


FACT_TABLES: Final[Mapping[str, Table]] = {
    fact.name: _table(fact.table, fact) for fact in FACTS.values() if fact.table
}
"""By the fact's name."""

SEVERAL: Final = frozenset(table for name, table in FACT_TABLES.items() if FACTS[name].several)
"""Those with a row for each record."""
