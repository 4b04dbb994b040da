"""The register of precedents (BEE-L5): entered with a Decree, withdrawn with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Protocol

from sqlalchemy import Connection, Select, bindparam, select

from persistence.bulk import fetch
from persistence.counting import counted
from persistence.fact_rows import home_columns
from persistence.tables import cases, decrees, precedent_withdrawals, precedents
from persistence.withdrawals import Withdrawal, withdraw, withdrawal_columns, withdrawal_of
from rules.precedents import Pair
from states.frozen import frozen
from states.recognition import HomeCourse, Precedent
from states.text import as_key


@frozen
class Entry:
    """A pair that the Decree of a case enters in the register on a civil date."""

    case_id: int
    host: str
    pair: Pair
    on: date


@frozen
class Registered:
    """A precedent as the register holds it; `replaced_by` is the Decree that took its place."""

    precedent: Precedent
    institution: str
    definition: str
    withdrawn: Withdrawal | None = None
    replaced_by: str | None = None


def enter(
    connection: Connection,
    decrees_by_case: Mapping[int, int],
    entries: Sequence[Entry],
    at: datetime,
) -> None:
    """Enters what new Decrees recognise; `issued` gives for each case the Decree's id.

    What an earlier Decree of the same case entered no longer stands: the new one is in its place.
    """
    replaced_rows = [
        {"precedent_id": precedent_id, "at": at, "person": "", "role": "system", "reason": None,
         "decree_id": decrees_by_case[case_id]}
        for precedent_id, case_id in _in_force(connection, list(decrees_by_case)).items()
    ]  # fmt: skip
    if replaced_rows:
        connection.execute(precedent_withdrawals.insert(), replaced_rows)
    rows = [
        {
            "case_id": entry.case_id,
            "decree_id": decrees_by_case[entry.case_id],
            "host": entry.host,
            "host_key": as_key(entry.host),
            "course": entry.pair.course,
            **home_columns(entry.pair.home),
            "together_with": entry.pair.together_with,
            "recognised_on": entry.on,
            "recorded_at": at,
        }
        for entry in entries
    ]
    if rows:
        connection.execute(precedents.insert(), rows)


def withdraw_all(connection: Connection, case_id: int, why: Withdrawal) -> None:
    """Withdraws what the Decree of a case entered: it was set aside, and none replaces it yet."""
    for precedent_id in _in_force(connection, [case_id]):
        withdraw(connection, precedent_withdrawals, precedent_id, why)


def _in_force(connection: Connection, case_ids: Sequence[int]) -> dict[int, int]:
    """The precedents of cases that nobody withdrew: for each its case."""
    withdrawals = precedent_withdrawals
    rows = connection.execute(
        select(precedents.c.id, precedents.c.case_id)
        .outerjoin(withdrawals, withdrawals.c.precedent_id == precedents.c.id)
        .where(precedents.c.case_id.in_(case_ids), withdrawals.c.precedent_id.is_(None))
    )
    return {row.id: row.case_id for row in rows}


_GONE: Final = precedent_withdrawals
_LATER: Final = decrees.alias("later")
_NEWEST_FIRST: Final = (precedents.c.decree_id.desc(), precedents.c.id)
_ENTERED: Final = (
    select(
        precedents, cases.c.number, cases.c.institution, cases.c.definition,
        decrees.c.number.label("decree"), _LATER.c.number.label("later"),
        *withdrawal_columns(_GONE),
    )
    .join(cases, cases.c.id == precedents.c.case_id)
    .join(decrees, decrees.c.id == precedents.c.decree_id)
    .outerjoin(_GONE, _GONE.c.precedent_id == precedents.c.id)
    .outerjoin(_LATER, _LATER.c.id == _GONE.c.decree_id)
    .order_by(*_NEWEST_FIRST)
)  # fmt: skip
_REGISTER: Final = _ENTERED.where(cases.c.institution == bindparam("institution", ""))
_IN_FORCE: Final = _REGISTER.where(
    precedents.c.host_key == bindparam("host", ""), _GONE.c.precedent_id.is_(None)
)


def register(connection: Connection, institution: str) -> list[Registered]:
    """Every precedent of an institution, withdrawn ones too, newest first."""
    rows = fetch(connection, _REGISTER, {"institution": institution})
    return [
        Registered(_precedent(row), row.institution, row.definition, withdrawal_of(row), row.later)
        for row in rows
    ]


def count(connection: Connection, institution: str) -> int:
    """How many precedents an institution's register holds, withdrawn ones too; as far as lists are
    counted."""
    return int(connection.execute(select(counted(_of(institution)))).scalar_one())


def _of(institution: str) -> Select[int]:
    # Asked of each precedent in turn: so their own order is walked, and no further than a page.
    of_case = select(cases.c.institution).where(cases.c.id == precedents.c.case_id)
    return select(precedents.c.id).where(of_case.scalar_subquery() == institution)


def page_of(connection: Connection, institution: str, offset: int, most: int) -> list[Registered]:
    """A page of an institution's register, withdrawn ones too, newest first."""
    shown_rows = _of(institution).order_by(*_NEWEST_FIRST).limit(most).offset(offset).subquery()
    rows = connection.execute(_ENTERED.where(precedents.c.id.in_(shown_rows.select())))
    return [
        Registered(_precedent(row), row.institution, row.definition, withdrawal_of(row), row.later)
        for row in rows
    ]


def of_host(connection: Connection, institution: str, host: str) -> tuple[Precedent, ...]:
    """The precedents of an institution that stand for a host, newest first."""
    rows = fetch(connection, _IN_FORCE, {"institution": institution, "host": as_key(host)})
    return tuple(_precedent(row) for row in rows)


class _PrecedentRow(Protocol):
    """A row of `_ENTERED`."""

    id: int
    host: str
    course: str
    home_title: str
    home_ects: Decimal | None
    home_hours: Decimal | None
    number: str
    decree: str
    recognised_on: date
    together_with: tuple[str, ...]


def _precedent(row: _PrecedentRow) -> Precedent:
    home = HomeCourse(row.home_title, row.home_ects, row.home_hours)
    return Precedent(
        row.id, row.host, row.course, home, row.number, row.decree, row.recognised_on,
        tuple(row.together_with),
    )  # fmt: skip
