"""Who follows which case, and up to where each follower has been mailed."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, and_, bindparam, delete, or_, select, update

from persistence.database import upsert
from persistence.staff import Member
from persistence.tables import case_handling, cases, followers, staff
from states.frozen import frozen


@frozen
class Follower:
    """Somebody who follows a case; `by_mail` where each step and comment is mailed to them."""

    member: Member
    by_mail: bool


class Behind(NamedTuple):
    """A follower whom something of a case has not been mailed yet."""

    case_id: int
    staff_id: int
    history_seen: int
    log_seen: int
    history_length: int
    log_length: int


def follow(
    connection: Connection, case_id: int, staff_id: int, by_mail: bool, since: datetime
) -> None:
    """Lets somebody follow a case from its newest entry on; by mail or only in their list."""
    lengths = (
        select(cases.c.history_length, case_handling.c.log_length)
        .outerjoin(case_handling, case_handling.c.case_id == cases.c.id)
        .where(cases.c.id == case_id)
    )
    history_length, log_length = connection.execute(lengths).one()
    row = {
        "case_id": case_id,
        "staff_id": staff_id,
        "by_mail": by_mail,
        "since": since,
        "history_seen": history_length,
        "log_seen": log_length or 0,
    }
    upsert(connection, followers, [row])


def unfollow(connection: Connection, case_id: int, staff_id: int) -> bool:
    """Ends it; False where the person did not follow the case."""
    row = and_(followers.c.case_id == case_id, followers.c.staff_id == staff_id)
    return bool(connection.execute(delete(followers).where(row)).rowcount)


_FOLLOWERS: Final = (
    select(
        staff.c.id, staff.c.login, staff.c.name, staff.c.email, staff.c.writes_in,
        staff.c.salutation, staff.c.academic_title, followers.c.by_mail,
    )
    .join(staff, staff.c.id == followers.c.staff_id)
    .where(followers.c.case_id == bindparam("case"), staff.c.active.is_(True))
    .order_by(staff.c.name, staff.c.id)
)  # fmt: skip


def followers_of(connection: Connection, case_id: int) -> list[Follower]:
    """Who follows a case and still works here, by name."""
    rows = connection.execute(_FOLLOWERS, {"case": case_id})
    return [Follower(Member(*row[:-1]), row.by_mail) for row in rows]


_BEHIND: Final = (
    select(
        followers.c.case_id, followers.c.staff_id, followers.c.history_seen, followers.c.log_seen,
        cases.c.history_length, case_handling.c.log_length,
    )
    .join(cases, cases.c.id == followers.c.case_id)
    .join(staff, staff.c.id == followers.c.staff_id)
    .outerjoin(case_handling, case_handling.c.case_id == cases.c.id)
    .where(
        followers.c.by_mail.is_(True),
        staff.c.active.is_(True),
        or_(
            cases.c.history_length > followers.c.history_seen,
            case_handling.c.log_length > followers.c.log_seen,
        ),
    )
    .order_by(followers.c.case_id, followers.c.staff_id)
    .limit(bindparam("most"))
)  # fmt: skip


def behind(connection: Connection, most: int) -> list[Behind]:
    """Followers by mail of cases in which something happened since they were mailed last."""
    rows = connection.execute(_BEHIND, {"most": most})
    return [Behind(*row[:-1], row.log_length or 0) for row in rows]


def seen(connection: Connection, follower: Behind) -> None:
    """Notes that a follower has been mailed all that there is."""
    row = and_(followers.c.case_id == follower.case_id, followers.c.staff_id == follower.staff_id)
    connection.execute(
        update(followers)
        .where(row)
        .values(history_seen=follower.history_length, log_seen=follower.log_length)
    )
