"""What all tables share: the metadata, names of constraints, and how instants are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from pydantic_core import from_json
from sqlalchemy import BigInteger, ForeignKey, Index, Integer, MetaData, String, Text, event
from sqlalchemy.types import TypeDecorator, TypeEngine

from persistence.json_text import in_json

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id: Final = BigInteger().with_variant(Integer, "sqlite")
"""A row's number; SQLite numbers rows by itself for INTEGER only."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


class _Converted(TypeDecorator[Any]):
    """A type with one function for each way, where SQLAlchemy would call two for each value.

    Of what a step reads and writes, every third value is of such a type.
    """

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = Text
    cache_ok = True

    @staticmethod
    def kept(value: Any) -> Any:
        """A value as the driver takes it; None for None."""
        raise NotImplementedError

    @staticmethod
    def read(value: Any) -> Any:
        """A value that the driver gives; None for None."""
        raise NotImplementedError

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        """As `kept`."""
        return self.kept(value)

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        """As `read`."""
        return self.read(value)

    def bind_processor(self, dialect: Any) -> Callable[[Any], Any]:
        """`kept` itself."""
        return self.kept

    def result_processor(self, dialect: Any, coltype: object) -> Callable[[Any], Any]:
        """`read` itself."""
        return self.read


class Instant(_Converted):
    """An aware instant, kept as microseconds since 1970 in UTC: exact and sortable everywhere."""

    impl = BigInteger
    cache_ok = True

    @staticmethod
    def kept(value: datetime | None) -> int | None:
        """Refuses an instant without a time zone by raising TypeError."""
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    @staticmethod
    def read(value: int | None) -> datetime | None:
        """The instant in UTC."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Exact(_Converted):
    """An exact decimal (ECTS, points, percent), kept as it is written."""

    impl = String(40)
    cache_ok = True

    @staticmethod
    def kept(value: Decimal | None) -> str | None:
        """Plain digits, never an exponent."""
        return None if value is None else format(value, "f")

    @staticmethod
    def read(value: str | None) -> Decimal | None:
        """The same decimal again."""
        return None if value is None else Decimal(value)


class Words(_Converted):
    """A list or mapping of words that people wrote, kept as JSON: no word ends it by a comma."""

    impl = Text
    cache_ok = True

    @staticmethod
    def kept(value: Any) -> str | None:
        """JSON, readable in the database too."""
        return None if value is None else in_json(value)

    @staticmethod
    def read(value: str | None) -> Any:
        """A tuple of words, or a mapping."""
        if value is None:
            return None
        words = from_json(value)
        return tuple(words) if isinstance(words, list) else words


def of_case() -> Any:
    """A foreign key to the case that a row belongs to."""
    return ForeignKey("cases.id")


def partial_index(name: str, columns: Any, condition: Any) -> None:
    """An index of the rows that meet a condition only, on both databases; of one column or several.

    PostgreSQL learns of it when the tables are made: naming it here would load that dialect into
    every command of an office that works on SQLite.
    """
    column_tuple = columns if isinstance(columns, tuple) else (columns,)
    index = Index(name, *column_tuple, sqlite_where=condition)

    def on_postgresql(target: Any, connection: Any, **options: Any) -> None:
        if connection.dialect.name == "postgresql":
            index.dialect_options["postgresql"]["where"] = condition

    event.listen(metadata, "before_create", on_postgresql)
