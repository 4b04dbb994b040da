"""The step that a case awaits, on the screen: from whom, until when, and how that was counted."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from cli import frame
from cli.show import Plain
from office.wiring import Office
from rules.receipts import Receipt
from rules.safe_day_receipts import SafeDay
from states.definition import Awaited, ProcessDefinition
from states.dossier import Case, Dossier
from states.text import Text
from states.vocabulary import ROLES
from workflows.cases.status import awaited_of, safe_day_of


class AwaitedStep(NamedTuple):
    """What a case awaits, None where it has ended; the receipt of the due date; why it rests; the
    latest safe day with its receipt, None where no later day is known that can't move."""

    awaited: Awaited | None
    receipt: Receipt | None
    rests: Text | None = None
    safe_day: SafeDay | None = None


def awaited_step(
    office: Office, definition: ProcessDefinition, case: Case, dossier: Dossier, now: datetime
) -> AwaitedStep:
    """What a case awaits at an instant."""
    next_awaited, receipt = awaited_of(office, definition, case, dossier, now)
    safe_day = safe_day_of(office, definition, next_awaited, case, dossier)
    return AwaitedStep(
        next_awaited, receipt, next_awaited.resting(dossier) if next_awaited else None, safe_day
    )


def awaited_json(step: AwaitedStep, lang: str) -> Plain | None:
    """The awaited step as plain values; None where the case has ended."""
    if step.awaited is None:
        return None
    return {
        "step": step.awaited.name,
        "title": step.awaited.title.in_(lang),
        "owners": list(step.awaited.owners),
        "due": step.receipt.due.isoformat() if step.receipt else None,
        "receipt": step.receipt.lines(lang) if step.receipt else [],
        "rests": step.rests.in_(lang) if step.rests else None,
        "safe_by": step.safe_day.day.isoformat() if step.safe_day else None,
        "safe_receipt": step.safe_day.lines(lang) if step.safe_day else [],
    }


def awaited_values(step: AwaitedStep, lang: str) -> dict[Text, object]:
    """The awaited step as names and values."""
    if step.awaited is None:
        return {frame.AWAITS: frame.NOTHING_AWAITED}
    receipt = step.receipt.lines(lang) if step.receipt else ()
    safe_day = step.safe_day.lines(lang) if step.safe_day else ()
    return {
        frame.AWAITS: step.awaited.title,
        frame.FROM: ", ".join(ROLES[role].in_(lang) for role in step.awaited.owners),
        frame.DUE: "\n".join(receipt) or step.rests or frame.NO_DATE,
        frame.SAFE_BY: "\n".join(safe_day) or frame.NO_SAFE_DAY,
    }
