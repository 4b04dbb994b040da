"""What can still change a call's list: appeals against it, applications corrected or missing."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, TypedDict

from sqlalchemy import Connection, Row, and_, bindparam, exists, not_, or_, select

from persistence.bulk import fetch
from persistence.tables import appeals, application_hosts, applications, cases, placements
from persistence.tables.base import Id
from states.moments import civil_date

_OF_CALL: Final = bindparam("call", 0, type_=Id)
_LIST_APPEALS: Final = (
    select(
        cases.c.number,
        cases.c.ended,
        cases.c.state,
        cases.c.entered_at,
        placements.c.case_id.label("placed"),
        appeals.c.decided_on,
        appeals.c.upheld,
        appeals.c.decided_under,
    )
    .join(appeals, appeals.c.case_id == cases.c.id)
    .outerjoin(placements, placements.c.case_id == cases.c.id)
    .where(cases.c.call_id == _OF_CALL, appeals.c.against == "list")
    .order_by(cases.c.id, appeals.c.id)
)


ON_THE_LIST: Final = ("ranking", "ranking_appeal", "not_selected")
"""The states in which a corrected list may give another place."""
RECALLED_FROM: Final = ("nominated", "host_acceptance")
"""The states in which a nomination is recalled: nothing was agreed or approved yet."""
REFUSED: Final = "refused"
"""The state of an application that the office refused, or of who was sent and the host refused."""
APPLIED: Final = "application"
"""The state in which an application waits for a list: it is on none."""
_NAMES_ITS_HOST: Final = exists().where(
    application_hosts.c.case_id == placements.c.case_id,
    application_hosts.c.host == placements.c.host,
)
_TO_CORRECT: Final = (
    select(cases.c.number, cases.c.state)
    .outerjoin(placements, placements.c.case_id == cases.c.id)
    .where(
        cases.c.call_id == _OF_CALL,
        or_(
            and_(cases.c.state == APPLIED, placements.c.case_id.is_(None)),
            and_(
                placements.c.corrected_on.is_not(None),
                or_(*[cases.c.state == state for state in ON_THE_LIST]),
            ),
            and_(
                placements.c.corrected_on.is_not(None),
                or_(*[cases.c.state == state for state in RECALLED_FROM]),
                placements.c.host.is_not(None),
                not_(_NAMES_ITS_HOST),
            ),
        ),
    )
    .order_by(cases.c.id)
)


_GONE: Final = and_(
    cases.c.ended.is_(True),
    or_(placements.c.case_id.is_(None), placements.c.corrected_on.is_not(None)),
    *[cases.c.state != state for state in ON_THE_LIST],
)
_NO_LONGER_TO_CORRECT: Final = (
    select(cases.c.entered_at, placements.c.put_right_on, _GONE.label("gone"))
    .join(applications, applications.c.case_id == cases.c.id)
    .outerjoin(placements, placements.c.case_id == cases.c.id)
    .where(cases.c.call_id == _OF_CALL, or_(_GONE, placements.c.put_right_on.is_not(None)))
)


class ToCorrect(TypedDict):
    """The cases for which the list in force is to be corrected."""

    corrected: tuple[str, ...]
    missing: tuple[str, ...]
    to_recall: tuple[str, ...]


def to_correct(connection: Connection, call_id: int) -> ToCorrect:
    """The cases of a call whose application was corrected since the list gave them a place.

    And those whose application came in time, and was written down once the list was published; and
    those that were nominated to a host which the application does not name any more.
    """
    rows = fetch(connection, _TO_CORRECT, {"call": call_id})
    return {
        "corrected": tuple(row.number for row in rows if row.state in ON_THE_LIST),
        "missing": tuple(row.number for row in rows if row.state == APPLIED),
        "to_recall": tuple(row.number for row in rows if row.state in RECALLED_FROM),
    }


class ListAppeals(TypedDict):
    """What of a call's progress its appeals against the list say."""

    open_appeals: tuple[str, ...]
    upheld: tuple[str, ...]
    settled_on: date | None


def against_list(connection: Connection, call_id: int, version: str) -> ListAppeals:
    """The appeals of a call against its list, of which this version is in force.

    Who has withdrawn no longer keeps the others: the appeal is given up with the case. Who was left
    off the list since the office refused the application does, until the list is corrected for them
    or the appeal dismissed. Not so an application that a list was to be corrected for, once it is
    refused or withdrawn: others could not be sent before that day. Nor a correction, once it was
    taken back.
    """
    rows = fetch(connection, _LIST_APPEALS, {"call": call_id})
    given_up = [row for row in rows if not _keeps_the_list(row)]
    kept_rows = [row for row in rows if _keeps_the_list(row)]
    in_force = [row for row in rows if row.decided_on and row.decided_under == version]
    settled_days = [row.decided_on for row in in_force]
    settled_days += [
        civil_date(row.entered_at)
        for row in given_up
        if row.decided_on is None or (row.upheld and row in in_force)
    ]
    for row in fetch(connection, _NO_LONGER_TO_CORRECT, {"call": call_id}):
        settled_days += [civil_date(row.entered_at)] if row.gone else []
        settled_days += [row.put_right_on] if row.put_right_on else []
    return {
        "open_appeals": tuple(row.number for row in kept_rows if row.decided_on is None),
        "upheld": tuple(row.number for row in kept_rows if row.upheld and row in in_force),
        "settled_on": max(settled_days, default=None),
    }


def _keeps_the_list(row: Row[Any]) -> bool:
    """Whether others wait for what becomes of an appeal: its case goes on, or never was listed."""
    return not row.ended or (row.state == REFUSED and row.placed is None)
