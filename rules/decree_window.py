"""The time to contest a case's newest Decree, wherever the case stands: BMU-24b.

A delivery may be written down while an appeal is open, or once time has closed the case; days off
are announced meanwhile. What was told then is kept with the Decree (`rules.stated_days`).
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from rules.anchors import DECREE_DELIVERED
from rules.calendar import Calendar
from rules.due import due_of
from rules.receipts import Receipt
from rules.stated_days import stated, with_stated
from states.definition import Awaited, ProcessDefinition
from states.dossier import Case, Dossier
from states.frozen import frozen, replace
from states.moments import instant_of


@frozen
class LastDayStated:
    """The last days to contest a Decree that are to be kept with it from now on, as JSON."""

    decree: str
    receipts: str


def stated_anew(
    definition: ProcessDefinition, case: Case, dossier: Dossier, calendar: Calendar, now: datetime
) -> LastDayStated | None:
    """What is to be kept of the newest Decree; None where that stands already, or no time runs."""
    decree = dossier.decree
    if decree is None or decree.delivered_on is None:
        return None
    receipt = _window(definition, case, dossier, calendar, now)
    if receipt is None or receipt == stated(decree):
        return None
    return LastDayStated(decree.number, with_stated(decree.last_days_stated, receipt))


def _window(
    definition: ProcessDefinition, case: Case, dossier: Dossier, calendar: Calendar, now: datetime
) -> Receipt | None:
    """The time against the Decree that stands, as its state counts it from the day of issue."""
    decree, state = dossier.decree, _contested_in(definition)
    if decree is None or state is None:
        return None
    issued_case = replace(case, state=state, entered_at=instant_of(decree.issued_on))
    awaited_step = definition.awaited(issued_case, dossier, now)
    if awaited_step is None or not _is_window(awaited_step):
        return None
    return due_of(definition, awaited_step, issued_case, dossier, calendar)


@lru_cache(maxsize=256)
def _contested_in(definition: ProcessDefinition) -> str | None:
    """The state in which the time against a Decree runs; None where the law gives none."""
    states = definition.states.values()
    return next((state.name for state in states if any(map(_is_window, state.awaits))), None)


def _is_window(awaited_step: Awaited) -> bool:
    anchors = (deadline.anchor for deadline in awaited_step.deadlines)
    return awaited_step.candidates_right and DECREE_DELIVERED in anchors
