"""The register of acts (деловодник): one number for each, by institution and year, without gaps."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import Connection, bindparam, select

from persistence.cases import next_number
from persistence.tables import act_register
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
    connection.execute(_ENTER, row)
    return number


_ENTER: Final = act_register.insert()


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
