"""The register of acts (деловодник): one number for each, by institution and year, without gaps."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from persistence.cases import next_number
from persistence.tables import act_register, calls, cases
from persistence.touched import add_row
from states.frozen import frozen


@frozen
class Act:
    """A paper that gets a number: its kind, and the case or the call that it is about."""

    institution: str
    kind: str
    case_id: int | None = None
    call_id: int | None = None


def enter(connection: Connection, act: Act, today: date) -> str:
    """The number that the act bears from now on: `BMU-2027/14`.

    It is taken in the caller's transaction: where that fails, the next act gets the number.
    """
    institution = act.institution.upper()
    serial = next_number(connection, f"acts {institution} {today.year}")
    number = f"{institution}-{today.year}/{serial}"
    row = {
        "number": number,
        "institution": act.institution,
        "year": today.year,
        "serial": serial,
        "kind": act.kind,
        "entered_on": today,
        "case_id": act.case_id,
        "call_id": act.call_id,
    }
    add_row(connection, act_register, row)
    return number


def newest_of(connection: Connection, case_id: int, kind: str) -> str | None:
    """The number of a case's newest act of a kind; None where it has none in the register."""
    number: str | None = connection.execute(_NEWEST, {"case": case_id, "act_kind": kind}).scalar()
    return number


_NEWEST: Final = (
    select(act_register.c.number)
    .where(
        act_register.c.case_id == bindparam("case"),
        act_register.c.kind == bindparam("act_kind"),
    )
    .order_by(act_register.c.id.desc())
    .limit(1)
)


class EnteredAct(NamedTuple):
    """An act as the register lists it; `about` is its case's number or its call's title."""

    number: str
    entered_on: date
    kind: str
    about: str


def of_year(connection: Connection, institution: str, year: int) -> list[EnteredAct]:
    """The acts of an institution and a year, in the order of their numbers."""
    rows = connection.execute(_OF_YEAR, {"of": institution, "in_year": year})
    return [EnteredAct._make(row) for row in rows]


_OF_YEAR: Final = (
    select(
        act_register.c.number,
        act_register.c.entered_on,
        act_register.c.kind,
        func.coalesce(cases.c.number, calls.c.title).label("about"),
    )
    .outerjoin_from(act_register, cases, cases.c.id == act_register.c.case_id)
    .outerjoin(calls, calls.c.id == act_register.c.call_id)
    .where(
        act_register.c.institution == bindparam("of"), act_register.c.year == bindparam("in_year")
    )
    .order_by(act_register.c.serial)
)
