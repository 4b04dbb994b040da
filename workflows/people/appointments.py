"""Appointing people to roles, ending that, and letting a role deputise for another (BMU-32).

What is handed in is checked against who may appoint whom; each refusal is one sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from pydantic import ValidationError as PydanticError
from sqlalchemy import Connection

from office.wiring import Office
from persistence import changes, staff
from persistence import deputies as deputy_rows
from persistence.changes import WrittenChange
from persistence.deputies import Deputy
from persistence.last_acts import last_act_in_place, last_act_of
from persistence.staff import Appointed, Assignment, Member
from rules.appointments import wrong_appointer
from rules.wording import Fact, format_text
from states.dossier import Period
from states.frozen import replace
from states.strict_forms import Day
from states.strict_yaml import adapter
from states.text import Text
from states.validation_error import ValidationError, errors_of
from states.validation_messages import message_of
from states.vocabulary import OFFICE_ROLES, ROLES
from workflows.registers.keeping import KEEPER, RegisterAct, representatives_of
from workflows.who_may import NotTheirs

LONGEST_NAME: Final = 300
ENDED: Final = "role_ended"
END_UNDONE: Final = "role_end_undone"
"""What the log of changes calls the end of a role, and that it was taken back."""


def appoint(act: RegisterAct, data: Mapping[str, str]) -> Assignment:
    """Gives somebody a role: `login`, `role`, `from`, `to`, `by` (a role), `by_name`.

    Days are civil dates, both included. Raises ValidationError for who does not work here, a day
    that can't be, who may not appoint to the role, and a role that the person holds on one of the
    days; NotTheirs where the keeper may not enter it in that one's name.
    """
    role = role_of(data.get("role", ""))
    member = staff.find(act.connection, data.get("login", ""))
    if member is None:
        raise _wrong(
            "nobody logs in as `{login}`", "нико се не пријављује као `{login}`",
            login=data.get("login", ""), fields=("login",),
        )  # fmt: skip
    first, last = _days(data, open_end=True)
    appointed_as = check_appointer(act.office, act.institution, role, data.get("by", ""))
    if not act.roles.intersection((KEEPER, appointed_as)):
        raise NotTheirs
    by_name = _name(data.get("by_name", ""))
    assignment = Assignment(
        act.institution, role, first, last, appointed_as, by_name, act.keeper.entered_by
    )
    _check_free(act, member[0], assignment)
    staff.assign(act.connection, member[0].id, assignment)
    act.note(member[0].login, "appointed", after=_as_values(assignment))
    return assignment


def _check_free(act: RegisterAct, member: Member, assignment: Assignment) -> None:
    """Raises ValidationError where the person holds the role on one of the days already."""
    for entry in staff.appointments_at(act.connection, act.institution):
        is_same = (entry.member, entry.given.role) == (member, assignment.role)
        if is_same and _overlap(entry.given, assignment):
            raise _wrong(
                "{name} is {role} already from {first}{until}",
                "{name} већ има улогу {role} од {first}{until}",
                name=entry.member.name, role=ROLES[assignment.role],
                first=entry.given.first_day, until=_until(entry.given.last_day),
                fields=("role",),
            )  # fmt: skip


def appointment_errors(act: RegisterAct, data: Mapping[str, str]) -> dict[str, Text]:
    """All that is wrong with a role as somebody is to be given it, by field; whether the person
    works here is not asked."""
    role = data.get("role", "")
    errors = errors_of(
        {
            "role": lambda data: role_of(data.get("role", "")),
            "from": lambda data: _days(data, open_end=True),
            "by_name": lambda data: _name(data.get("by_name", "")),
        },
        data,
    )
    if "role" not in errors and not act.may_enter(role):
        errors["role"] = Text(
            "you do not enter who holds this role", "нисте надлежни за упис ове улоге"
        )
    if "role" not in errors:
        errors |= errors_of({"by": lambda data: _appointed_as(act, role, data["by"])}, data)
    return errors


def _appointed_as(act: RegisterAct, role: str, by: str) -> None:
    appointed_as = check_appointer(act.office, act.institution, role, by)
    if not act.roles.intersection((KEEPER, appointed_as)):
        sentence = Text(
            "you enter appointments in your own name only", "уписујете само сопствена именовања"
        )
        raise ValidationError(sentence, ("by",))


def _as_values(assignment: Assignment) -> dict[str, object]:
    """An assignment as the log of changes has it."""
    return {
        "institution": assignment.institution,
        "role": assignment.role,
        "from": assignment.first_day,
        "to": assignment.last_day,
        "appointed_as": assignment.appointed_as,
        "appointed_by": assignment.appointed_by,
    }


def check_end(act: RegisterAct, appointment: Appointed, day_text: str) -> date:
    """The civil date after which an assignment may end, as people write it.

    Raises ValidationError for one before its first day, after the last day that it has already, or
    before an act in the role; NotTheirs where the keeper may not enter who holds the role.
    """
    act.check_role(appointment.given.role)
    last = day_named(day_text, "last")
    if last < appointment.given.first_day or (
        appointment.given.last_day is not None and appointment.over_by(last)
    ):
        raise _wrong(
            "{name} is {role} from {first}{until}: {day} can't be the last day",
            "{name} има улогу {role} од {first}{until}: {day} не може бити последњи дан",
            name=appointment.member.name, role=ROLES[appointment.given.role],
            first=appointment.given.first_day,
            until=_until(appointment.given.last_day), day=last, fields=("last",),
        )  # fmt: skip
    _check_acts(last_act_of(act.connection, appointment), appointment.given.role, last)
    return last


def end_assignment(act: RegisterAct, appointment: Appointed, day_text: str) -> date:
    """Ends an assignment after a civil date as people write it; `check_end` says when it can't be.

    Returns the day.
    """
    last = check_end(act, appointment, day_text)
    staff.end_assignment(act.connection, appointment.id, last, act.keeper.entered_by)
    before = {
        **_as_values(appointment.given),
        "assignment": appointment.id,
        "ended_by": appointment.ended_by,
    }
    act.note(appointment.member.login, ENDED, before, {"to": last})
    return last


def undo_end(act: RegisterAct, appointment: Appointed) -> None:
    """The role is held as before its end was entered.

    Raises ValidationError where nobody entered an end, or the person has the role again by another
    assignment; NotTheirs where the keeper may not enter who holds the role.
    """
    act.check_role(appointment.given.role)
    ends = changes.of(act.connection, "person", appointment.member.login)
    end = next((item for item in ends if _ended(item) == appointment.id), None)
    if end is None or end.change.name == END_UNDONE or end.change.before is None:
        raise _wrong("no end was entered here", "престанак није уписан", fields=("to",))
    earlier_end = end.change.before.get("to")
    last = date.fromisoformat(str(earlier_end)) if earlier_end else None
    restored_assignment = replace(appointment.given, last_day=last)
    for entry in staff.appointments_at(act.connection, act.institution):
        is_other = entry.id != appointment.id and entry.member.id == appointment.member.id
        if (
            is_other
            and entry.given.role == restored_assignment.role
            and _overlap(entry.given, restored_assignment)
        ):
            raise _wrong(
                "{name} has the role again by another appointment",
                "{name} има ту улогу по новом именовању",
                name=appointment.member.name, fields=("to",),
            )  # fmt: skip
    ended_by = end.change.before.get("ended_by")
    staff.end_assignment(act.connection, appointment.id, last, str(ended_by) if ended_by else None)
    before = {
        **_as_values(appointment.given),
        "assignment": appointment.id,
        "ended_by": appointment.ended_by,
    }
    act.note(appointment.member.login, END_UNDONE, before, {"to": last})


def _ended(entry: WrittenChange) -> object:
    """Which assignment a change ended, or gave back; None for other changes."""
    is_end = entry.change.name in (ENDED, END_UNDONE) and entry.change.before
    return entry.change.before.get("assignment") if is_end and entry.change.before else None


def held_by(
    connection: Connection, institution: str, login: str, role: str, day_text: str
) -> Appointed:
    """Somebody's assignment to a role on a civil date; ValidationError where there is none."""
    day, login_and_role = day_named(day_text), (login, role_of(role))
    for entry in staff.appointments_at(connection, institution):
        if (entry.member.login, entry.given.role) == login_and_role and entry.holds_on(day):
            return entry
    raise _wrong(
        "`{login}` is not {role} on {day}", "`{login}` нема улогу {role} на дан {day}",
        login=login, role=ROLES[role], day=day,
    )  # fmt: skip


def appoint_deputy(act: RegisterAct, data: Mapping[str, str]) -> Period:
    """A role (`who`) deputises for another (`for`) on the days `from` to `to`, both included.

    Raises ValidationError for a role that is none, for itself, and for days that can't be;
    NotTheirs where the keeper neither has the absent role nor enters who holds it.
    """
    deputy_role, absent = role_of(data.get("who", "")), role_of(data.get("for", ""))
    check_absent(act, absent)
    if deputy_role == absent:
        raise _wrong(
            "{role} can't stand in for itself", "{role} не може замењивати сам себе",
            role=ROLES[deputy_role], fields=("who",),
        )  # fmt: skip
    first, last = _days(data, open_end=False)
    period = Period(first, last or first)
    entered_by = act.keeper.entered_by
    deputy_rows.add_deputy(act.connection, act.institution, deputy_role, absent, period, entered_by)
    after = {"who": deputy_role, "for": absent, "from": first, "to": last}
    act.note(act.institution, "deputy_added", after=after)
    return period


def check_absent(act: RegisterAct, absent: str) -> None:
    """Raises NotTheirs for who neither has a role nor enters who holds it."""
    if absent not in act.roles and not act.may_enter(absent):
        raise NotTheirs


def end_deputy(act: RegisterAct, deputy: Deputy, day_text: str) -> date:
    """Ends a deputising after a civil date as people write it, before its last day.

    Raises ValidationError for a day before its first or after its last one; NotTheirs as
    `appoint_deputy`. Returns the day.
    """
    check_absent(act, deputy.deputy_for)
    last, period = day_named(day_text, "last"), deputy.period
    if not period.first_day <= last <= period.last_day:
        raise _wrong(
            "{who} stands in for {absent} from {first} to {until}: {day} can't be the last day",
            "{who} у замени је од {first} до {until} ({absent}): {day} не може бити последњи дан",
            who=ROLES[deputy.who], absent=ROLES[deputy.deputy_for], first=period.first_day,
            until=period.last_day, day=last, fields=("last",),
        )  # fmt: skip
    _check_acts(last_act_in_place(act.connection, deputy), deputy.who, last)
    deputy_rows.end_deputy(act.connection, deputy.id, last, act.keeper.entered_by)
    before = {
        "who": deputy.who, "for": deputy.deputy_for, "from": period.first_day,
        "to": period.last_day,
    }  # fmt: skip
    act.note(act.institution, "deputy_ended", before, {"to": last})
    return last


def deputy_on(
    connection: Connection, institution: str, deputy_role: str, absent: str, day_text: str
) -> Deputy:
    """A role that deputises for another on a civil date; ValidationError where there is none."""
    day, roles = day_named(day_text), (role_of(deputy_role), role_of(absent))
    for deputy in deputy_rows.deputies_since(connection, institution, day):
        if (deputy.who, deputy.deputy_for) == roles and deputy.holds_on(day):
            return deputy
    raise _wrong(
        "{who} does not stand in for {absent} on {day}",
        "{who} није у замени на дан {day} ({absent})",
        who=ROLES[deputy_role], absent=ROLES[absent], day=day,
    )  # fmt: skip


def _check_acts(acted_on: date | None, role: str, last: date) -> None:
    """Raises ValidationError where somebody acted in the role after its last day."""
    if acted_on is not None and acted_on > last:
        raise _wrong(
            "{day} can't be the last day: there is an act in the role {role} on {acted}",
            "{day} не може бити последњи дан: у улози {role} поступано је и {acted}",
            day=last, role=ROLES[role], acted=acted_on, fields=("last",),
        )  # fmt: skip


def check_appointer(office: Office, institution: str, role: str, by: str) -> str:
    """The one who appointed to a role; raises ValidationError where that one may not (BMU-32)."""
    table = office.regulations[institution].appointments
    wrong = wrong_appointer(table, role, by, representatives_of(office, institution))
    if wrong is not None:
        raise ValidationError(wrong, ("by",))
    return by


def role_of(typed_role: str) -> str:
    """A role that members of staff hold; raises ValidationError for any other word."""
    if typed_role not in OFFICE_ROLES:
        raise _wrong(
            "nobody is employed as `{role}`; roles are: {roles}",
            "нико није запослен као `{role}`; улоге су: {roles}",
            role=typed_role, roles=", ".join(OFFICE_ROLES),
        )  # fmt: skip
    return typed_role


def _days(data: Mapping[str, str], open_end: bool) -> tuple[date, date | None]:
    first, until = day_named(data.get("from", ""), "from"), data.get("to", "").strip()
    last = None if open_end and not until else day_named(until, "to")
    if last is not None and last < first:
        raise _wrong(
            "the last day, {last}, lies before the first, {first}",
            "последњи дан, {last} је пре првог дана, {first}",
            last=last, first=first, fields=("to",),
        )  # fmt: skip
    return first, last


def day_named(day_text: str, field: str = "on") -> date:
    """A civil date as people write it; ValidationError at a field for what is none."""
    try:
        day: date = adapter(Day).validate_python(day_text.strip())
    except PydanticError as error:
        raise ValidationError(message_of(error.errors()[0]), (field,)) from None
    return day


def _name(typed_name: str) -> str | None:
    name = " ".join(typed_name.split())
    if len(name) > LONGEST_NAME:
        raise _wrong(
            "a name has at most {most} letters", "име има највише {most} знакова",
            most=LONGEST_NAME,
        )  # fmt: skip
    return name or None


def _until(last: date | None) -> Text:
    return format_text(" to {last}", " до {last}", last=last) if last else Text("", "")


def _overlap(assignment: Assignment, other: Assignment) -> bool:
    """Whether two assignments have a day in common."""
    return assignment.first_day <= (other.last_day or date.max) and other.first_day <= (
        assignment.last_day or date.max
    )


def _wrong(en: str, sr: str, *, fields: tuple[str, ...] = (), **facts: Fact) -> ValidationError:
    return ValidationError(format_text(en, sr, **facts), fields)
