"""When an awaited step is due: its deadlines counted for a case, the earliest of which binds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from rules.calendar import Calendar
from rules.deadlines import CountedUnit, Receipt, due_after, due_on, earliest
from states.definition import Awaited, Deadline, ProcessDefinition
from states.dossier import Case, Dossier, Pause
from states.moments import civil_date
from states.text import Text

Numbers = Callable[[str, date], Mapping[str, Any]]


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
    found = []
    for deadline in awaited.deadlines:
        receipt = _receipt(definition, deadline, case, dossier, calendar, entered, awaited.right)
        if receipt is not None:
            found.append((deadline, receipt))
    if len(found) > 1:
        kept = [r for deadline, r in found if deadline.unit != "on" or r.due >= entered]
        return earliest(kept or [receipt for _, receipt in found])
    return found[0][1] if found else None


def _receipt(
    definition: ProcessDefinition,
    deadline: Deadline,
    case: Case,
    dossier: Dossier,
    calendar: Calendar,
    today: date,
    of_a_right: bool,
) -> Receipt | None:
    anchor = definition.anchors[deadline.anchor]
    numbers = definition.numbers(deadline.rule, today)
    day = anchor.day(dossier, case, numbers)
    if day is None:
        return None
    if deadline.unit == "on" or deadline.count is None:
        return _fixed(deadline.rule, anchor.event, day)
    named = isinstance(deadline.count, str)
    count = int(numbers[str(deadline.count)]) if named else int(deadline.count)
    unit: CountedUnit = "days" if deadline.unit == "days" else "working_days"
    pauses = () if of_a_right else dossier.pauses
    return _counted(deadline.rule, anchor.event, day, count, unit, calendar, pauses)


_fixed = lru_cache(maxsize=4096)(due_on)


@lru_cache(maxsize=4096)
def _counted(
    rule: str, event: Text, day: date, count: int, unit: CountedUnit, calendar: Calendar,
    pauses: tuple[Pause, ...],
) -> Receipt:  # fmt: skip
    """Counted once for all cases with the same event: those of one list, say."""
    return due_after(rule, event, day, count, unit, calendar, pauses)
