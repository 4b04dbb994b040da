"""Reminding the owner of what a case awaits, now, because a colleague wants it: once a day.

Beside the ladder, whose levels leave by themselves; a list is reminded of once for its call.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from actions.case_event import CaseEvent
from actions.handling_mails import measure_of
from actions.list_mails import list_mails
from actions.mails import CaseMails
from persistence import dossiers, handling_log
from persistence.directory import Directory
from persistence.handling_log import LoggedEntry
from persistence.saving import Work, enqueue
from rules.wording import format_text
from states.moments import civil_date
from states.text import Text
from states.validation_error import ValidationError
from workflows.cases.colleagues import Colleague
from workflows.cases.handling import locked_handling
from workflows.cases.status import event_of, no_case

MAIL: Final = "asked_again"


def remind(by: Colleague, case_id: int) -> LoggedEntry | None:
    """Mails those whose step a case awaits; None where the form was done already.

    Raises ValidationError where nothing is awaited, where it rests, where it is somebody's right,
    and where the owner was reminded today already.
    """
    locked_case = dossiers.lock(by.act.connection, [case_id]).get(case_id)
    case = locked_handling(by, case_id)
    if locked_case is None:
        raise no_case(case_id)
    if handling_log.is_known(by.act.connection, by.form_key):
        return None
    event = event_of(by.act.office, locked_case.case, locked_case.dossier, by.act.now)
    _check_owed(event)
    _check_not_today(by, case_id)
    work = _mails(by, event)
    enqueue(by.act.connection, work, by.act.now)
    names = [mail.to_name for _, _, mails, _ in work for mail in mails]
    data = {"step": case.awaited, "to": list(dict.fromkeys(names))}
    return handling_log.add(
        by.act.connection, case_id, by.entry("reminded", data), by.act.now, by.form_key
    )


def _check_owed(event: CaseEvent) -> None:
    """Raises ValidationError where nobody owes anything, or may leave it."""
    if event.awaited is None:
        raise ValidationError(
            Text("The case is closed: nothing is awaited.", "Предмет је завршен: ништа се не чека.")
        )
    rests = event.awaited.resting(event.dossier)
    if rests is not None:
        raise ValidationError(
            Text(f"Nobody is reminded: the step {rests.en}.", f"Нико се не опомиње: {rests.sr}.")
        )
    if event.awaited.candidates_right:
        raise ValidationError(
            format_text(
                "Nobody is reminded of “{step}”: it is the candidate's right, and no duty.",
                "За „{step}“ се нико не опомиње: то је право кандидата, а не обавеза.",
                step=event.awaited.title,
            )
        )
    if event.awaited.owners == ("system",):
        raise ValidationError(
            Text(
                "Nobody is reminded: only time has to pass.",
                "Нико се не опомиње: само да истекне рок.",
            )
        )


def _check_not_today(by: Colleague, case_id: int) -> None:
    today: date = by.act.today
    for logged_entry in reversed(handling_log.read(by.act.connection, case_id)):
        if logged_entry.entry.kind == "reminded" and civil_date(logged_entry.at) == today:
            raise ValidationError(
                format_text(
                    "A reminder left today already, at {hour}, by {person}: one a day is enough.",
                    "Опомена је данас већ послата, у {hour} ({person}): једна дневно је довољна.",
                    hour=f"{logged_entry.at.astimezone(by.act.now.tzinfo):%H:%M}",
                    person=logged_entry.entry.person,
                )
            )


def _mails(by: Colleague, event: CaseEvent) -> list[Work]:
    """The mails to the owners; of a list those to its makers, under the call's own keys."""
    owners = event.awaited.owners if event.awaited else ()
    measure = measure_of(by.act.office, event)
    prefix = f"call-{event.case.call_id}/asked/{by.act.today}"
    of_list = list_mails(by.act.connection, by.act.office, event, prefix, measure)
    if of_list is not None:
        return [
            (None, event.case.call_id, list(of_list.to_role("reminder", role)), ())
            for role in owners
        ]
    prefix = f"{event.case.number}/asked/{by.act.today}"
    directory = Directory(by.act.connection)
    of_case = CaseMails(directory, by.act.office, event, prefix, measure)
    return [(event.case.id, None, list(of_case.to_role(MAIL, role)), ()) for role in owners]
