"""A person of the office as their page shows them: roles, absences, sessions, account, changes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from office.wiring import Office
from persistence import absences, accounts, changes, login_failures, sessions, tokens
from persistence.absences import Absence
from persistence.accounts import Account
from persistence.sessions import Session
from persistence.staff import Appointed, Member
from persistence.tokens import Token
from states.frozen import frozen
from web.views.changes import ChangeLine, change_lines
from web.views.viewer import Viewer
from workflows.people.accounts import LINKS
from workflows.people.settings import lockout_of, session_limits
from workflows.registers.keeping import keeps, may_enter


@frozen
class RoleLine:
    """A role that somebody holds, held or will hold. `mine` where the viewer may end it, `undo`
    where an end that was entered may be taken back."""

    appointed: Appointed
    is_over: bool
    begins_later: bool
    mine: bool
    undo: bool


@frozen
class AccountState:
    """What only the person and who keeps the account see of it.

    `link` is a mailed one that still opens, `locked_until` when the login is open again.
    """

    sessions: tuple[Session, ...]
    here: int | None
    last_login: datetime | None
    link: Token | None
    locked_until: datetime | None
    log: tuple[ChangeLine, ...]


@frozen
class PersonPage:
    """All that the page shows. `state` None for who is neither that person nor keeps them.

    `colleagues` are who may cover an absence.
    """

    institution: str
    account: Account
    roles: tuple[RoleLine, ...]
    absences: tuple[Absence, ...]
    over: tuple[Absence, ...]
    is_own: bool
    keeps: bool
    state: AccountState | None
    colleagues: tuple[Member, ...]

    @property
    def writes_absences(self) -> bool:
        """Whether the viewer may enter when this person is away."""
        return self.account.active and (self.is_own or self.keeps)


def person_page(viewer: Viewer, login: str) -> PersonPage | None:
    """The person with a login; None where the viewer shares no institution with them."""
    connection, person = viewer.connection, viewer.person
    account = accounts.account_of(connection, login)
    if account is None:
        return None
    appointments = accounts.appointments_of(connection, account.member.id)
    place = place_of(viewer, appointments)
    if place is None:
        return None
    is_own = login == person.member.login
    may_keep = keeps(viewer.office, place, person.roles_at(place), appointments)
    away = absences.of_person(connection, account.member.id)
    sees_all = is_own or may_keep
    return PersonPage(
        place,
        account,
        tuple(_role_line(viewer, place, item) for item in appointments),
        tuple(item for item in away if item.last_day >= viewer.today),
        tuple(item for item in reversed(away) if item.last_day < viewer.today),
        is_own,
        may_keep,
        _state(viewer, account) if sees_all else None,
        _colleagues(connection, account) if sees_all else (),
    )


def place_of(viewer: Viewer, appointments: list[Appointed]) -> str | None:
    """The first of the viewer's institutions at which somebody has or had a role."""
    their_places = {item.given.institution for item in appointments}
    own = [place for place in viewer.person.institutions if place in viewer.office.regulations]
    return next((place for place in own if place in their_places), None)


def _role_line(viewer: Viewer, place: str, item: Appointed) -> RoleLine:
    assignment, today = item.given, viewer.today
    is_mine = assignment.institution == place and may_enter(
        viewer.office, place, viewer.person.roles_at(place), assignment.role
    )
    is_over = item.over_by(today)
    return RoleLine(
        item, is_over, assignment.first_day > today, is_mine and not is_over,
        is_mine and item.ended_by is not None,
    )  # fmt: skip


def _state(viewer: Viewer, account: Account) -> AccountState:
    connection, member, now = viewer.connection, account.member, viewer.now
    own = viewer.person.session
    office: Office = viewer.office
    links = tokens.of_staff(connection, member.id, LINKS)
    return AccountState(
        tuple(sessions.open_sessions(connection, member.id, now, session_limits(office))),
        own.id if own else None,
        sessions.last_began(connection, member.id),
        next((link for link in links if link.opens(now)), None),
        login_failures.locked_until(connection, member.login, now, lockout_of(office)),
        change_lines(changes.of(connection, "person", member.login)),
    )


def _colleagues(connection: Connection, account: Account) -> tuple[Member, ...]:
    active_accounts = accounts.accounts(connection, active=True)
    return tuple(other.member for other in active_accounts if other.member.id != account.member.id)
