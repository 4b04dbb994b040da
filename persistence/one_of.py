"""Conditions that a column's value is one of many, on both databases."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Dialect, Select, Text, TypeDecorator, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeEngine


class _Many(TypeDecorator[Sequence[object]]):
    """Many numbers or words as one parameter: an array, or JSON where the database has none."""

    impl = Text
    cache_ok = True

    def __init__(self, of: TypeEngine[object]) -> None:
        super().__init__()
        self.of = of

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """PostgreSQL's own array."""
        kind = ARRAY(self.of) if dialect.name == "postgresql" else Text()
        return dialect.type_descriptor(kind)

    def process_bind_param(
        self, value: Sequence[object] | None, dialect: Dialect
    ) -> list[object] | str:
        """The values as the driver takes them."""
        values = list(value or ())
        return values if dialect.name == "postgresql" else json.dumps(values)


class OneOf(FunctionElement[Any]):
    """A column's value is one of many, however many: the statement's text stays the same, and is
    made once."""

    inherit_cache = True
    type = NullType()  # a Boolean would be compared with 1 on SQLite, past every index

    def __init__(self, column: ColumnElement[Any], parameter: str) -> None:
        super().__init__(column, bindparam(parameter, (), type_=_Many(column.type)))


@compiles(OneOf)
def _in_json(element: OneOf, compiler: SQLCompiler, **options: object) -> str:
    column, many = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({many}))"


@compiles(OneOf, "postgresql")
def _any_of(element: OneOf, compiler: SQLCompiler, **options: object) -> str:
    column, many = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} = ANY({many})"


def is_one_of(ids: Select[int], row_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a row's id is one of some, asked of that row by itself: of the thousands of an order
    that is walked, few rows are read, and all of the others need not be gathered."""
    return ids.where(ids.selected_columns[0] == row_id).exists()
