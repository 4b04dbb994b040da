"""When an awaited step is due: its deadlines counted for a case, the earliest of which binds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from rules.calendar import Calendar
from rules.deadlines import CountedUnit, Receipt, due_after, due_on, earliest
from rules.parameters import Parameters, whole_number
from states.definition import Awaited, Deadline, ProcessDefinition
from states.dossier import Case, Dossier
from states.moments import civil_date

Numbers = Callable[[str, date], Parameters]


def due_of(
    definition: ProcessDefinition,
    awaited: Awaited,
    case: Case,
    dossier: Dossier,
    calendar: Calendar,
) -> Receipt | None:
    """The receipt of the awaited step's due date; None while no event fixes it.

    A limit tied to a day that had passed when the state was entered binds nobody any more, where
    another limit stands beside it (BMU-18b: the office then finishes as soon as it can). No pause
    touches a right.
    """
    entered = civil_date(case.entered_at)
    receipts = []
    for deadline in awaited.deadlines:
        receipt = _receipt(definition, deadline, case, dossier, calendar, awaited.right)
        if receipt is not None:
            receipts.append((deadline, receipt))
    if len(receipts) > 1:
        in_time = [r for deadline, r in receipts if deadline.unit != "on" or r.due >= entered]
        return earliest(in_time or [receipt for _, receipt in receipts])
    return receipts[0][1] if receipts else None


def _receipt(
    definition: ProcessDefinition,
    deadline: Deadline,
    case: Case,
    dossier: Dossier,
    calendar: Calendar,
    of_a_right: bool,
) -> Receipt | None:
    anchor = definition.anchors[deadline.anchor]
    numbers = definition.numbers(deadline.rule, civil_date(case.entered_at))
    day = anchor.day(dossier, case, numbers)
    if day is None:
        return None
    if deadline.unit == "on" or deadline.count is None:
        return _fixed(deadline.rule, anchor.event, day)
    count = deadline.count
    days = whole_number(numbers, count) if isinstance(count, str) else count
    unit: CountedUnit = "days" if deadline.unit == "days" else "working_days"
    pauses = () if of_a_right else dossier.pauses
    return _counted(deadline.rule, anchor.event, day, days, unit, calendar, pauses)


# Counted once for all cases with the same event: those of one list, say.
_fixed = lru_cache(maxsize=4096)(due_on)
_counted = lru_cache(maxsize=4096)(due_after)
