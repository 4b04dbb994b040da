"""Who has a case: assigning it to a colleague, taking it, giving it back.

It moves no case and no due date: the step stays its owner's, and who has the case is who does it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from actions.handling_mails import HandlingNews
from persistence import handling, handling_log
from persistence.handling import Handling
from persistence.handling_log import LoggedEntry
from persistence.roster import roster
from persistence.staff import Member
from rules.wording import format_text
from states.text import Text
from states.validation_error import ValidationError
from workflows.cases.colleague_mails import mail_colleagues
from workflows.cases.colleagues import Assignable, Colleague, assignable, check_handles
from workflows.cases.status import no_case

NOBODY: Final = ""
"""In the place of a login: the case is with nobody."""


class ReassignedMeanwhile(ValidationError):
    """Somebody else gave the case to another person after the one who acts had seen it."""


def locked_handling(by: Colleague, case_id: int) -> Handling:
    """How a case is shared, kept from others until the transaction ends.

    Raises ValidationError for no case, and for who does not share the office's cases.
    """
    case = handling.lock(by.act.connection, case_id)
    if case is None:
        raise no_case(case_id)
    check_handles(by, case.institution)
    return case


def assign(
    by: Colleague, case_id: int, login: str, expected_login: str, is_mailed: bool = True
) -> LoggedEntry | None:
    """Gives a case to a colleague, or to nobody; None where that is so already.

    `expected` is the login of who had it when the person looked. The colleague is mailed, and who
    had it before. Raises ReassignedMeanwhile where another has it by now, ValidationError for who
    holds no role on this day that may own what the case awaits.
    """
    case = locked_handling(by, case_id)
    before = case.assignee
    if handling_log.is_known(by.act.connection, by.form_key) or login == _login(before):
        return None
    if _login(before) != expected_login:
        raise _reassigned(before)
    person = _fit_assignee(by, case, login) if login != NOBODY else None
    member = person.member if person else None
    handling.assign(by.act.connection, case_id, member.id if member else None, by.act.now)
    entry = handling_log.add(
        by.act.connection,
        case_id,
        by.entry("assigned", {"before": _name_of(before), "after": _name_of(member)}),
        by.act.now,
        by.form_key,
    )
    if is_mailed:
        _mail(by, case, entry, [person for person in (before, member) if person is not None])
    return entry


def take(by: Colleague, case_id: int, expected_login: str) -> LoggedEntry | None:
    """Takes a case for oneself, likewise."""
    return assign(by, case_id, by.member.login, expected_login)


def give_back(by: Colleague, case_id: int) -> LoggedEntry | None:
    """Gives a case back: it is with nobody, and waits for whoever owns its step.

    Raises ReassignedMeanwhile where it is with another by now.
    """
    return assign(by, case_id, NOBODY, by.member.login)


def _fit_assignee(by: Colleague, case: Handling, login: str) -> Assignable:
    if case.ended:
        raise ValidationError(
            Text(
                "The case is closed: there is nothing left to do in it.",
                "Предмет је завршен: у њему више нема шта да се ради.",
            ),
            ("assignee",),
        )
    staff = roster(by.act.connection)
    people = assignable(staff, by.act.office, case, by.act.today)
    for person in people:
        if person.member.login == login:
            return person
    raise ValidationError(_cannot_have(staff.names_of([login])[login], people), ("assignee",))


def _cannot_have(name: str, people: Sequence[Assignable]) -> Text:
    names = ", ".join(f"{person.member.name} ({person.as_what.en})" for person in people)
    names_sr = ", ".join(f"{person.member.name} ({person.as_what.sr})" for person in people)
    return format_text(
        "{name} holds no role today that may do what the case waits for. Who may: {people}.",
        "{name} данас нема улогу која може да обави оно што предмет чека. Могу: {people}.",
        name=name,
        people=Text(names or "nobody", names_sr or "нико"),
    )


def _reassigned(assignee: Member | None) -> ReassignedMeanwhile:
    if assignee is None:
        return ReassignedMeanwhile(
            Text(
                "The case was given back meanwhile: nobody has it now. Nothing was changed.",
                "Предмет је у међувремену враћен и није ни код кога. Ништа није промењено.",
            )
        )
    return ReassignedMeanwhile(
        format_text(
            "Reassigned to {name} meanwhile. Nothing was changed.",
            "Предмет је у међувремену додељен другој особи: {name}. Ништа није промењено.",
            name=assignee.name,
        )
    )


def _mail(by: Colleague, case: Handling, entry: LoggedEntry, people: Sequence[Member]) -> None:
    news = HandlingNews("assigned", by.member.name, by.act.now, entry.entry.data)
    mail_colleagues(by.act, case, news, [person for person in people if person.id != by.member.id])


def _login(member: Member | None) -> str:
    return member.login if member else NOBODY


def _name_of(member: Member | None) -> Mapping[str, str] | None:
    return {"login": member.login, "name": member.name} if member else None
