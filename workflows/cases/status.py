"""Where a case stands: its dossier, whose its call is, what it awaits, until when.

Nothing moves here.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from actions.case_event import CaseEvent
from office.wiring import Office
from persistence import calls as call_rows
from persistence import dossiers
from rules.due import due_of, for_the_office, is_opened_late
from rules.latest_safe_day import latest_safe_day
from rules.receipts import Receipt
from rules.safe_day_receipts import SafeDay
from states.addresses import is_erased
from states.definition import Awaited, ProcessDefinition
from states.dossier import Case, Dossier
from states.text import Text
from states.validation_error import ValidationError


def load_case(
    connection: Connection, case_id: int, for_update: bool = False
) -> tuple[Case, Dossier]:
    """A case with its dossier; raises ValidationError where there is none."""
    case_and_dossier = dossiers.load(connection, [case_id], for_update).get(case_id)
    if case_and_dossier is None:
        raise no_case(case_id)
    return case_and_dossier


def no_case(case_id: int) -> ValidationError:
    """That there is no case with this id, to be raised."""
    return ValidationError(
        Text(f"there is no case with the id {case_id}", f"нема предмета са ознаком {case_id}")
    )


def check_not_erased(dossier: Dossier) -> None:
    """Raises ValidationError for a case whose candidate was erased: nothing more is done in it."""
    if is_erased(dossier.candidate.email):
        raise ValidationError(
            Text(
                "the candidate's data were erased: nothing more is done in this case",
                "подаци кандидата су обрисани: у овом предмету се више не поступа",
            )
        )


def no_such(number: str) -> ValidationError:
    """That there is no case with this number, to be raised."""
    return ValidationError(Text(f"there is no case {number}", f"нема предмета {number}"))


class CallOwner(NamedTuple):
    """The institution and the process that a call is of."""

    institution: str
    process: str


def call_owner(connection: Connection, call_id: int) -> CallOwner:
    """Whose a call is; raises ValidationError where there is none."""
    row = call_rows.row_of(connection, call_id)
    if row is None:
        raise ValidationError(Text(f"there is no call {call_id}", f"нема конкурса {call_id}"))
    return CallOwner(row.institution, row.process)


def awaited_of(
    office: Office, definition: ProcessDefinition, case: Case, dossier: Dossier, now: datetime
) -> tuple[Awaited | None, Receipt | None]:
    """What a case awaits, and the receipt of its due date; none while the awaited step rests.

    The last day of a right is told meanwhile, too. What was received before the call closed is for
    the office to note, where the case was opened after it.
    """
    awaited_step = definition.awaited(case, dossier, now)
    if awaited_step is None:
        return None, None
    if is_opened_late(definition, awaited_step, case, dossier):
        awaited_step = for_the_office(awaited_step)
    if awaited_step.resting(dossier) is not None and not awaited_step.right:
        return awaited_step, None
    return awaited_step, due_of(definition, awaited_step, case, dossier, office.calendar)


def safe_day_of(
    office: Office,
    definition: ProcessDefinition,
    awaited_step: Awaited | None,
    case: Case,
    dossier: Dossier,
) -> SafeDay | None:
    """The latest safe day of what a case awaits; None where no day that can't move is known."""
    if awaited_step is None:
        return None
    return latest_safe_day(definition, awaited_step, case, dossier, office.calendar)


def event_of(office: Office, case: Case, dossier: Dossier, now: datetime) -> CaseEvent:
    """A case as it stands at an instant, for mails about it that no step sends."""
    definition = office.definition_of(case, dossier)
    awaited_step, receipt = awaited_of(office, definition, case, dossier, now)
    return CaseEvent(definition, case, dossier, now, awaited_step, receipt)
