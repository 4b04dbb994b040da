"""What is left when somebody's role ends, or their account is put out of use: who holds it then,
which cases wait for it, on which commissions a seat is empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from persistence import uncovered
from persistence.directory import Directory
from persistence.staff import Appointed, Member
from persistence.uncovered import SeatedCall, WaitingWork
from states.frozen import frozen
from states.text import Text
from states.vocabulary import ROLES
from web.views.viewer import Viewer


@frozen
class LeftRole:
    """A role that somebody leaves: who holds it the day after, or deputises, and what waits."""

    title: Text
    others: tuple[str, ...]
    deputies: tuple[str, ...]
    work: WaitingWork

    @property
    def is_covered(self) -> bool:
        """Whether somebody holds the role then, or stands in."""
        return bool(self.others or self.deputies)


@frozen
class Leaving:
    """What the page that asks shows."""

    member: Member
    last: date
    assignment_id: int | None
    roles: tuple[LeftRole, ...]
    seats: tuple[SeatedCall, ...]


def role_end(viewer: Viewer, appointed: Appointed, last: date) -> Leaving:
    """What is left when an assignment ends after a civil date."""
    return _leaving(viewer, appointed.member, [appointed], last, appointed.id)


def account_end(viewer: Viewer, member: Member, appointed: Sequence[Appointed]) -> Leaving:
    """What is left when an account is put out of use today."""
    held = [item for item in appointed if item.holds_on(viewer.today)]
    return _leaving(viewer, member, held, viewer.today, None)


def _leaving(
    viewer: Viewer, member: Member, ended: Sequence[Appointed], last: date, number: int | None
) -> Leaving:
    directory = Directory(viewer.connection, people=viewer.person.people)
    roles = tuple(_left(viewer, directory, item, last) for item in ended)
    has_seat = [item for item in ended if item.given.role == "commission_member"]
    seats = [
        seat
        for item in has_seat
        for seat in uncovered.seats_of(viewer.connection, item.given.institution, member.login)
    ]
    return Leaving(member, last, number, roles, tuple(seats))


def _left(viewer: Viewer, directory: Directory, item: Appointed, last: date) -> LeftRole:
    given, day = item.given, last + timedelta(days=1)
    others = [
        other.name
        for other in directory.holders(given.institution, given.role, day)
        if other.id != item.member.id
    ]
    standing_in = directory.deputies_of(given.institution, given.role, day)
    deputies = [other.name for other in standing_in if other.id != item.member.id]
    work = uncovered.waiting_for(viewer.connection, given.institution, given.role, viewer.today)
    return LeftRole(ROLES[given.role], tuple(others), tuple(dict.fromkeys(deputies)), work)
