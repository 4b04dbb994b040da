"""Absences by person: who is away, and who covers for every role that they leave.

Deputies go by role (BMU-32): who covers does so in a role of their own, on the same days.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from persistence import absences, accounts
from persistence import deputies as deputy_rows
from persistence.absences import Absence, NewAbsence
from persistence.accounts import Account
from persistence.staff import Appointed
from states.dossier import Period
from states.text import Text
from states.validation_error import ValidationError
from workflows.people.appointments import check_absent, day_named
from workflows.registers.keeping import RegisterAct

LONGEST_NOTE = 200


def record_absence(act: RegisterAct, login: str, data: Mapping[str, str]) -> int:
    """Somebody is away on the days `from` to `to`; `cover` is the login of who covers, or empty.

    For each role that is left and not shared, a role of the one who covers deputises on those
    days. Raises ValidationError with its field; NotTheirs for who neither is that person nor keeps
    the account.
    """
    away = act.own_or_kept(login)
    period = _period(data)
    cover = _cover(act, away, data.get("cover", ""))
    note = " ".join((data.get("note") or "").split()) or None
    if note and len(note) > LONGEST_NOTE:
        sentence = Text(
            f"the note is too long: at most {LONGEST_NOTE} letters",
            f"напомена је предугачка: највише {LONGEST_NOTE} знакова",
        )
        raise ValidationError(sentence, ("note",))
    cover_id = cover.member.id if cover else None
    new = NewAbsence(away.member.id, period, cover_id, note, act.keeper.entered_by)
    number = absences.record(act.connection, new, act.now)
    after = {
        "from": period.first_day, "to": period.last_day, "note": note,
        "cover": cover.member.name if cover else None,
    }  # fmt: skip
    act.note(login, "absence_recorded", after=after)
    if cover is not None:
        _deputise(act, away, cover, period)
    return number


def end_absence(act: RegisterAct, absence: Absence, day_text: str) -> None:
    """Somebody is back earlier: the last day, as people write it; before the first it never was.

    Who covered deputises no longer either. Raises ValidationError with its field, NotTheirs as
    `record_absence`.
    """
    act.own_or_kept(absence.login)
    last = day_named(day_text, "last")
    before = {"from": absence.first_day, "to": absence.last_day}
    if last > absence.last_day:
        raise ValidationError(
            Text("this day is after the last one", "овај дан је после последњег"), ("last",)
        )
    if last < absence.first_day:
        absences.cancel(act.connection, absence.id, act.now, act.keeper.name)
        act.note(absence.login, "absence_cancelled", before)
        return
    absences.end_on(act.connection, absence.id, last)
    act.note(absence.login, "absence_ended", before, {"to": last})


def _period(data: Mapping[str, str]) -> Period:
    first = day_named(data.get("from", ""), "from")
    last = day_named(data.get("to", ""), "to")
    if last < first:
        sentence = Text("the last day lies before the first", "последњи дан је пре првог")
        raise ValidationError(sentence, ("to",))
    return Period(first, last)


def _cover(act: RegisterAct, away: Account, login: str) -> Account | None:
    if not login:
        return None
    cover = accounts.account_of(act.connection, login)
    if cover is None or not cover.active or cover.member.id == away.member.id:
        sentence = Text("choose somebody else of the office", "изаберите другу особу из Центра")
        raise ValidationError(sentence, ("cover",))
    return cover


def _deputise(act: RegisterAct, away: Account, cover: Account, period: Period) -> None:
    """A role of who covers deputises for each role that is left, where they don't share it."""
    roles_away = _roles(act, away, period)
    own = _roles(act, cover, period)
    if not own:
        sentence = Text(
            f"{cover.member.name} has no role here on all of these days",
            f"{cover.member.name}: нема улоге у свим тим данима",
        )
        raise ValidationError(sentence, ("cover",))
    for role in (role for role in roles_away if role not in own):
        check_absent(act, role)
        deputy_rows.add_deputy(
            act.connection, act.institution, own[0], role, period, act.keeper.entered_by
        )
        after = {"who": own[0], "for": role, "from": period.first_day, "to": period.last_day}
        act.note(act.institution, "deputy_added", after=after)


def _roles(act: RegisterAct, account: Account, period: Period) -> list[str]:
    """The roles that somebody holds at the institution on all days of a period."""
    appointments = accounts.appointments_of(act.connection, account.member.id)
    return list(
        dict.fromkeys(item.given.role for item in appointments if _covers(act, item, period))
    )


def _covers(act: RegisterAct, item: Appointed, period: Period) -> bool:
    assignment, last = item.given, item.given.last_day or date.max
    is_here = assignment.institution == act.institution
    return is_here and assignment.first_day <= period.first_day and period.last_day <= last
