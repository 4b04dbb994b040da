"""The register of acts as its page shows it: a part of one institution's, the newest act first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Select, func, select

from persistence.tables import act_register, appeals, calls, cases, decrees
from states.frozen import frozen

_AT_ONCE: Final = 1_000
"""Acts that are read at once for a file."""

_LONGEST_SERIAL: Final = 9
"""Digits of the longest number that an act can bear within its year."""


@frozen
class ActFilter:
    """What is asked for of an institution's register; `number` is a whole number or its end."""

    institution: str
    year: int | None = None
    kind: str = ""
    number: str = ""


class ListedAct(NamedTuple):
    """An act with the case or the call that it is about.

    Of a decision, `against` is what was decided on by its day, list or Decree, and `remedy` the
    legal remedy that the Decree bears.
    """

    number: str
    entered_on: date
    kind: str
    case_number: str | None
    call_id: int | None
    call_title: str | None
    against: str | None
    remedy: str | None


def count(connection: Connection, act_filter: ActFilter, most: int) -> int:
    """How many acts there are like that; one more than `most` where there are more than that."""
    limited_ids = _narrowed(select(act_register.c.id), act_filter).limit(most + 1).subquery()
    return int(connection.execute(select(func.count()).select_from(limited_ids)).scalar_one())


def listed(
    connection: Connection, act_filter: ActFilter, offset: int, most: int
) -> list[ListedAct]:
    """A part of them, the newest first."""
    rows = connection.execute(_ordered(act_filter).limit(most).offset(offset))
    return [ListedAct._make(row) for row in rows]


def every(connection: Connection, act_filter: ActFilter) -> Iterator[ListedAct]:
    """All of them, the newest first, read as they are asked for."""
    rows = connection.execution_options(yield_per=_AT_ONCE).execute(_ordered(act_filter))
    yield from (ListedAct._make(row) for row in rows)


def years(connection: Connection, institution: str) -> list[int]:
    """The years of an institution's register, from its first act to its newest, newest first."""
    of_institution = act_register.c.institution == institution
    first = select(act_register.c.year).where(of_institution).order_by(act_register.c.year).limit(1)
    last = (
        select(act_register.c.year)
        .where(of_institution)
        .order_by(act_register.c.year.desc())
        .limit(1)
    )
    row = connection.execute(
        select(first.scalar_subquery().label("first"), last.scalar_subquery().label("last"))
    ).one()
    return [] if row.first is None else list(range(row.last, row.first - 1, -1))


_DECIDED: Final = (
    (act_register.c.kind == "appeal_decision")
    & (appeals.c.case_id == act_register.c.case_id)
    & (appeals.c.decided_on == act_register.c.entered_on)
)
"""Which appeal an act decides on."""

_LISTED: Final = (
    select(
        act_register.c.number,
        act_register.c.entered_on,
        act_register.c.kind,
        cases.c.number.label("case_number"),
        act_register.c.call_id,
        calls.c.title.label("call_title"),
        select(appeals.c.against).where(_DECIDED).limit(1).scalar_subquery().label("against"),
        select(decrees.c.remedy)
        .join(appeals, appeals.c.act == decrees.c.number)
        .where(_DECIDED)
        .limit(1)
        .scalar_subquery()
        .label("remedy"),
    )
    .outerjoin_from(act_register, cases, cases.c.id == act_register.c.case_id)
    .outerjoin(calls, calls.c.id == act_register.c.call_id)
)


def _ordered(act_filter: ActFilter) -> Select[Any]:
    newest_first = (act_register.c.year.desc(), act_register.c.serial.desc())
    return _narrowed(_LISTED, act_filter).order_by(*newest_first)


def _narrowed(statement: Select[Any], act_filter: ActFilter) -> Select[Any]:
    act_statement = statement.where(act_register.c.institution == act_filter.institution)
    if act_filter.year is not None:
        act_statement = act_statement.where(act_register.c.year == act_filter.year)
    if act_filter.kind:
        act_statement = act_statement.where(act_register.c.kind == act_filter.kind)
    if not act_filter.number:
        return act_statement
    if _is_serial(act_filter.number):
        return act_statement.where(act_register.c.serial == int(act_filter.number))
    return act_statement.where(act_register.c.number == act_filter.number.upper())


def _is_serial(number: str) -> bool:
    return number.isascii() and number.isdecimal() and len(number) <= _LONGEST_SERIAL
