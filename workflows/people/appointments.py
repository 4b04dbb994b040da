"""Appointing people to roles, ending that, and letting a role deputise for another (BMU-32).

What is handed in is checked against who may appoint whom; each refusal is one sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from pydantic import ValidationError as PydanticError
from sqlalchemy import Connection

from office.wiring import Office
from persistence import deputies as deputy_rows
from persistence import staff
from persistence.deputies import Deputy
from persistence.last_acts import last_act_in_place, last_act_of
from persistence.staff import Appointed, Assignment
from rules.appointments import wrong_appointer
from rules.wording import Fact, format_text
from states.dossier import Period
from states.strict_forms import Day
from states.strict_yaml import adapter
from states.text import Text
from states.validation_error import ValidationError
from states.validation_messages import message_of
from states.vocabulary import LEGAL_REPRESENTATIVES, OFFICE_ROLES, ROLES

KEEPER: Final = "head_of_ico"
LONGEST_NAME: Final = 300


def appoint(
    connection: Connection,
    office: Office,
    institution: str,
    data: Mapping[str, str],
    entered_by: str | None = None,
) -> Assignment:
    """Gives somebody a role: `login`, `role`, `from`, `to`, `by` (a role), `by_name`.

    Days are civil dates, both included. Raises ValidationError for who does not work here, a day
    that can't be, who may not appoint to the role, and a role that the person holds on one of the
    days.
    """
    role = role_of(data.get("role", ""))
    member = staff.find(connection, data.get("login", ""))
    if member is None:
        raise _wrong(
            "nobody logs in as `{login}`", "нико се не пријављује као `{login}`",
            login=data.get("login", ""),
        )  # fmt: skip
    first, last = _days(data, open_end=True)
    appointed_as = check_appointer(office, institution, role, data.get("by", ""))
    assignment = Assignment(
        institution, role, first, last, appointed_as, _name(data.get("by_name", "")), entered_by
    )
    for entry in staff.appointments_at(connection, institution):
        same = (entry.member, entry.given.role) == (member[0], role)
        if same and _overlap(entry.given, assignment):
            raise _wrong(
                "{name} is {role} already from {first}{until}",
                "{name} већ има улогу {role} од {first}{until}",
                name=entry.member.name, role=ROLES[role], first=entry.given.first_day,
                until=_until(entry.given.last_day),
            )  # fmt: skip
    staff.assign(connection, member[0].id, assignment)
    return assignment


def end_assignment(
    connection: Connection, held: Appointed, written: str, ended_by: str | None = None
) -> date:
    """Ends an assignment after a civil date as people write it. Returns the day.

    Raises ValidationError for one before its first day, and after the last day that it has already.
    """
    last = _day(written)
    if last < held.given.first_day or (held.given.last_day is not None and held.over_by(last)):
        raise _wrong(
            "{name} is {role} from {first}{until}: {day} can't be the last day",
            "{name} има улогу {role} од {first}{until}: {day} не може бити последњи дан",
            name=held.member.name, role=ROLES[held.given.role], first=held.given.first_day,
            until=_until(held.given.last_day), day=last, fields=("to",),
        )  # fmt: skip
    _check_acts(last_act_of(connection, held), held.given.role, last)
    staff.end_assignment(connection, held.id, last, ended_by)
    return last


def held_by(
    connection: Connection, institution: str, login: str, role: str, written: str
) -> Appointed:
    """Somebody's assignment to a role on a civil date; ValidationError where there is none."""
    day, login_and_role = _day(written), (login, role_of(role))
    for entry in staff.appointments_at(connection, institution):
        if (entry.member.login, entry.given.role) == login_and_role and entry.holds_on(day):
            return entry
    raise _wrong(
        "`{login}` is not {role} on {day}", "`{login}` нема улогу {role} на дан {day}",
        login=login, role=ROLES[role], day=day,
    )  # fmt: skip


def appoint_deputy(
    connection: Connection,
    institution: str,
    data: Mapping[str, str],
    entered_by: str | None = None,
) -> Period:
    """A role (`who`) deputises for another (`for`) on the days `from` to `to`, both included.

    Raises ValidationError for a role that is none, for itself, and for days that can't be.
    """
    who, absent = role_of(data.get("who", "")), role_of(data.get("for", ""))
    if who == absent:
        raise _wrong(
            "{role} can't stand in for itself", "{role} не може замењивати сам себе",
            role=ROLES[who],
        )  # fmt: skip
    first, last = _days(data, open_end=False)
    period = Period(first, last or first)
    deputy_rows.add_deputy(connection, institution, who, absent, period, entered_by)
    return period


def end_deputy(
    connection: Connection, deputy: Deputy, written: str, ended_by: str | None = None
) -> date:
    """Ends a deputising after a civil date as people write it, before its last day.

    Raises ValidationError for a day before its first or after its last one. Returns the day.
    """
    last, period = _day(written), deputy.period
    if not period.first_day <= last <= period.last_day:
        raise _wrong(
            "{who} stands in for {absent} from {first} to {until}: {day} can't be the last day",
            "{who} у замени је од {first} до {until} ({absent}): {day} не може бити последњи дан",
            who=ROLES[deputy.who], absent=ROLES[deputy.deputy_for], first=period.first_day,
            until=period.last_day, day=last, fields=("to",),
        )  # fmt: skip
    _check_acts(last_act_in_place(connection, deputy), deputy.who, last)
    deputy_rows.end_deputy(connection, deputy.id, last, ended_by)
    return last


def deputy_on(
    connection: Connection, institution: str, who: str, absent: str, written: str
) -> Deputy:
    """A role that deputises for another on a civil date; ValidationError where there is none."""
    day, roles = _day(written), (role_of(who), role_of(absent))
    for deputy in deputy_rows.deputies_since(connection, institution, day):
        if (deputy.who, deputy.deputy_for) == roles and deputy.holds_on(day):
            return deputy
    raise _wrong(
        "{who} does not stand in for {absent} on {day}",
        "{who} није у замени на дан {day} ({absent})",
        who=ROLES[who], absent=ROLES[absent], day=day,
    )  # fmt: skip


def _check_acts(acted_on: date | None, role: str, last: date) -> None:
    """Raises ValidationError where somebody acted in the role after its last day."""
    if acted_on is not None and acted_on > last:
        raise _wrong(
            "{day} can't be the last day: there is an act in the role {role} on {acted}",
            "{day} не може бити последњи дан: у улози {role} поступано је и {acted}",
            day=last, role=ROLES[role], acted=acted_on, fields=("to",),
        )  # fmt: skip


def may_enter(office: Office, institution: str, roles: Collection[str], role: str) -> bool:
    """Whether somebody in these roles may enter who holds a role: the Head of ICO, who keeps the
    register, and whoever appoints to it.
    """
    table = office.regulations[institution].appointments
    appointing = (
        table[role].for_representatives(representatives_of(office, institution))
        if role in table
        else ()
    )
    return KEEPER in roles or bool(set(roles) & set(appointing))


def representatives_of(office: Office, institution: str) -> frozenset[str]:
    """Who speaks for an institution: as the settings say of their own, else either."""
    settings = office.settings
    return (
        settings.home.representatives
        if institution == settings.institution.key
        else LEGAL_REPRESENTATIVES
    )


def check_appointer(office: Office, institution: str, role: str, by: str) -> str:
    """The one who appointed to a role; raises ValidationError where that one may not (BMU-32)."""
    table = office.regulations[institution].appointments
    wrong = wrong_appointer(table, role, by, representatives_of(office, institution))
    if wrong is not None:
        raise ValidationError(wrong)
    return by


def role_of(written: str) -> str:
    """A role that members of staff hold; raises ValidationError for any other word."""
    if written not in OFFICE_ROLES:
        raise _wrong(
            "nobody is employed as `{role}`; roles are: {roles}",
            "нико није запослен као `{role}`; улоге су: {roles}",
            role=written, roles=", ".join(OFFICE_ROLES),
        )  # fmt: skip
    return written


def _days(data: Mapping[str, str], open_end: bool) -> tuple[date, date | None]:
    first, until = _day(data.get("from", "")), data.get("to", "").strip()
    last = None if open_end and not until else _day(until)
    if last is not None and last < first:
        raise _wrong(
            "the last day, {last}, lies before the first, {first}",
            "последњи дан, {last} је пре првог дана, {first}",
            last=last, first=first, fields=("to",),
        )  # fmt: skip
    return first, last


def _day(written: str) -> date:
    try:
        day: date = adapter(Day).validate_python(written.strip())
    except PydanticError as error:
        raise ValidationError(message_of(error.errors()[0])) from None
    return day


def _name(written: str) -> str | None:
    name = " ".join(written.split())
    if len(name) > LONGEST_NAME:
        raise _wrong(
            "a name has at most {most} letters", "име има највише {most} знакова",
            most=LONGEST_NAME,
        )  # fmt: skip
    return name or None


def _until(last: date | None) -> Text:
    return format_text(" to {last}", " до {last}", last=last) if last else Text("", "")


def _overlap(one: Assignment, other: Assignment) -> bool:
    """Whether two assignments have a day in common."""
    return one.first_day <= (other.last_day or date.max) and other.first_day <= (
        one.last_day or date.max
    )


def _wrong(en: str, sr: str, *, fields: tuple[str, ...] = (), **facts: Fact) -> ValidationError:
    return ValidationError(format_text(en, sr, **facts), fields)
