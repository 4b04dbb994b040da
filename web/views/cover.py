"""Weeks ahead in which a step falls due that nobody present may take, and what would mend it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

from persistence.absences import Absence
from persistence.board import DueStep
from persistence.case_sets import CaseSet
from persistence.roster import Roster
from rules.appointments import deputising
from rules.calendar import Calendar
from states.frozen import frozen
from states.text import Text
from states.vocabulary import ROLES
from web.views.case_sets import address_of
from web.views.charts import Cell
from web.views.viewer import Viewer

WEEKS: Final = 12
"""How far cover is looked at."""

MOST_MENDS: Final = 3
"""Roles that are named as possible deputies."""


@frozen
class Gap:
    """Steps of some owners that fall due in a week in which none of them, nor a deputy, is there.

    `why` says who is away or whose role ends; `mends` are roles whose people are there, and
    `deputy_form` is where one is entered, with the role and the days.
    """

    first: date
    last: date
    roles: tuple[Text, ...]
    number: Cell
    why: tuple[str, ...]
    mends: tuple[tuple[Text, str], ...]
    people_page: str
    deputy_form: str


@frozen
class CoverPage:
    """All gaps of the weeks ahead, and who is away in them."""

    gaps: tuple[Gap, ...]
    absences: tuple[Absence, ...]
    until: date


@frozen
class _Presence:
    """Who is there on which day."""

    roster: Roster
    calendar: Calendar
    away: Mapping[str, Sequence[Absence]]

    def people(self, institution: str, role: str, day: date) -> list[str]:
        """Who may act in a role on a day and is there: its holders, then its deputies' holders."""
        acting_roles = (role, *self.roster.deputies(institution, role, day))
        return [
            member.name
            for other in acting_roles
            for member in self.roster.holders(institution, other, day)
            if not any(absence.holds_on(day) for absence in self.away.get(member.login, ()))
        ]

    def days(self, first: date, last: date) -> Iterator[date]:
        """The worked days from one to another, both included."""
        count = (last - first).days + 1
        days = (first + timedelta(days=number) for number in range(count))
        return (day for day in days if self.calendar.is_worked(day))


def cover_page(
    viewer: Viewer, steps: Iterable[DueStep], roster: Roster, absences: Sequence[Absence]
) -> CoverPage:
    """The gaps of `WEEKS` weeks from the viewer's day on, the nearest first."""
    away: dict[str, list[Absence]] = defaultdict(list)
    for absence in absences:
        away[absence.login].append(absence)
    presence = _Presence(roster, viewer.office.calendar, away)
    numbers: Counter[tuple[date, str, str]] = Counter()
    last = until(viewer.today)
    for step in (step for step in steps if step.due <= last):
        if "candidate" not in step.roles and not _is_covered(presence, step, viewer.today):
            numbers[_monday(step.due), step.institution, step.owners] += step.number
    gaps = tuple(_gap(viewer, presence, place, number) for place, number in sorted(numbers.items()))
    return CoverPage(gaps, tuple(absences), until(viewer.today))


def until(today: date) -> date:
    """The last day that is looked at."""
    return today + timedelta(weeks=WEEKS)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _is_covered(presence: _Presence, step: DueStep, today: date) -> bool:
    """Whether somebody who may take the step is there on a worked day of its week, until it is due.

    One that is due on a day not worked can be taken on the last worked day before it.
    """
    first = max(today, _monday(step.due))
    days = list(presence.days(first, step.due)) or [step.due]
    return any(presence.people(step.institution, role, day) for role in step.roles for day in days)


def _gap(viewer: Viewer, presence: _Presence, place: tuple[date, str, str], number: int) -> Gap:
    monday, institution, owners = place
    roles = tuple(filter(None, owners.split(",")))
    first, last = max(monday, viewer.today), monday + timedelta(days=6)
    chosen_set = CaseSet(role=roles[0], first=first, last=last)
    people_page = f"/people/{institution}"
    days = urlencode({"for": roles[0], "from": first.isoformat(), "to": last.isoformat()})
    return Gap(
        first, last, tuple(ROLES[role] for role in roles), Cell(number, address_of(chosen_set)),
        _why(presence, institution, roles, first, last),
        _mends(viewer, presence, institution, roles, (first, last)), people_page,
        f"{people_page}?{days}#new-deputy",
    )  # fmt: skip


def _why(
    presence: _Presence, institution: str, roles: Sequence[str], first: date, last: date
) -> tuple[str, ...]:
    """Who holds the roles in that week and is away; empty where nobody holds them."""
    holders = {
        member.login: member.name
        for role in roles
        for day in (first, last)
        for member in presence.roster.holders(institution, role, day)
    }
    return tuple(name for login, name in holders.items() if login in presence.away)


def _mends(
    viewer: Viewer,
    presence: _Presence,
    institution: str,
    roles: Sequence[str],
    week: tuple[date, date],
) -> tuple[tuple[Text, str], ...]:
    """Roles that could be appointed deputy: somebody who holds them is there in that week."""
    roles_and_names = []
    for role in deputising(viewer.office.regulations[institution].appointments):
        days = list(presence.days(*week))
        names = presence.people(institution, role, days[0]) if days else []
        if role not in roles and names:
            roles_and_names.append((ROLES[role], ", ".join(dict.fromkeys(names))))
    return tuple(roles_and_names[:MOST_MENDS])
