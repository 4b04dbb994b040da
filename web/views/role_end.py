"""What is left when somebody's role ends, or their account is put out of use: who holds it then,
which cases wait for it, on which commissions a seat is empty; and how it is taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256

from persistence import uncovered
from persistence.directory import Directory
from persistence.staff import Appointed, Member
from persistence.uncovered import SeatedCall
from states.localization import format_day
from states.text import Text
from states.vocabulary import ROLES
from web.messages.counts import counted, due_in_words
from web.messages.leaving import LEAVING
from web.views.confirmation import Confirmation, Section
from web.views.viewer import Viewer


def role_end(viewer: Viewer, appointment: Appointed, last: date) -> Confirmation:
    """What is left when an assignment ends after a civil date, for somebody to confirm."""
    assignment, day = appointment.given, Text(format_day(last), format_day(last, "sr"))
    role_section = Section(ROLES[assignment.role], (_joined(LEAVING["last_day_of_role"], day),))
    sections = (
        role_section,
        *_left(viewer, appointment.member, [appointment], last),
        _undone("end"),
    )
    action = f"/people/{assignment.institution}/end/{appointment.id}"
    return _asked("confirm_end", appointment.member, action, sections)


def account_end(viewer: Viewer, member: Member, appointments: Sequence[Appointed]) -> Confirmation:
    """What is left when an account is put out of use today, for somebody to confirm."""
    held_appointments = [item for item in appointments if item.holds_on(viewer.today)]
    sections = (*_left(viewer, member, held_appointments, viewer.today), _undone("account"))
    return _asked("confirm_deactivate", member, f"/people/{member.login}/deactivate", sections)


def _asked(title: str, member: Member, action: str, sections: tuple[Section, ...]) -> Confirmation:
    """The mark stands for all that is shown: what is left may be other work meanwhile."""
    mark = sha256(repr((action, sections)).encode()).hexdigest()
    about = Text(member.name, member.name)
    back = f"/people/{member.login}"
    return Confirmation(
        LEAVING[title], about, action, back, mark, sections=sections, can_be_undone=True
    )


def _undone(word_key: str) -> Section:
    return Section(LEAVING["then_and_back"], (LEAVING[f"{word_key}_taken_back"],))


def _left(
    viewer: Viewer, member: Member, ended_appointments: Sequence[Appointed], last: date
) -> Iterator[Section]:
    """Each role with who holds it the day after, and what waits; then seats on commissions."""
    directory = Directory(viewer.connection, people=viewer.person.people)
    for item in ended_appointments:
        title = _joined(LEAVING["left_uncovered"], ROLES[item.given.role])
        lines = (*_holders(directory, item, last), *_work(viewer, item))
        yield Section(title, lines)
    seats = [
        seat
        for item in ended_appointments
        if item.given.role == "commission_member"
        for seat in uncovered.seats_of(viewer.connection, item.given.institution, member.login)
    ]
    if seats:
        yield Section(LEAVING["seats_left"], tuple(map(_seat, seats)))


def _holders(directory: Directory, item: Appointed, last: date) -> Iterator[Text]:
    assignment, day = item.given, last + timedelta(days=1)
    other_holders = [
        other.name
        for other in directory.holders(assignment.institution, assignment.role, day)
        if other.id != item.member.id
    ]
    standing_in = directory.deputies_of(assignment.institution, assignment.role, day)
    deputies = dict.fromkeys(other.name for other in standing_in if other.id != item.member.id)
    if other_holders:
        yield _named("others_hold_it", other_holders)
    if deputies:
        yield _named("deputies_then", deputies)
    if not other_holders and not deputies:
        yield LEAVING["nobody_then"]


def _work(viewer: Viewer, item: Appointed) -> Iterator[Text]:
    """The open cases that wait for the role: how many, how many overdue, and the first few."""
    assignment = item.given
    work = uncovered.waiting_for(
        viewer.connection, assignment.institution, assignment.role, viewer.today
    )
    if not work.cases:
        yield LEAVING["no_case_waits"]
        return
    yield _joined(LEAVING["cases_wait"], counted(work.cases, "case"))
    if work.overdue:
        yield _joined(LEAVING["of_them_overdue"], counted(work.overdue, "case"))
    for case in work.first:
        due = due_in_words(case.due, viewer.today)
        name = f"{case.candidate}, {case.number}"
        yield Text(f"{name}: {due.en}", f"{name}: {due.sr}")


def _seat(call: SeatedCall) -> Text:
    closes = LEAVING["call_closes"]
    en, sr = format_day(call.closes), format_day(call.closes, "sr")
    return Text(f"{call.title}; {closes.en} {en}", f"{call.title}; {closes.sr} {sr}")


def _named(word: str, names: Iterable[str]) -> Text:
    name_list = ", ".join(names)
    return _joined(LEAVING[word], Text(name_list, name_list))


def _joined(label: Text, value: Text) -> Text:
    """A line of a label and what it says."""
    return Text(f"{label.en}: {value.en}", f"{label.sr}: {value.sr}")
