"""When an awaited step is due: its deadlines counted for a case, the earliest of which binds."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from rules.anchors import ASKED, DECREE_DELIVERED
from rules.calendar import Calendar
from rules.deadlines import CountedUnit, Receipt, due_after, due_on, earliest
from rules.legal_basis import COMPLETION_DAYS
from rules.needed_documents import asked_before
from rules.parameters import Parameters, whole_number
from rules.rests import bears_no_pause
from rules.stated_days import no_shorter
from states.definition import Awaited, Deadline, ProcessDefinition
from states.dossier import Case, Dossier, Pause
from states.frozen import frozen, replace
from states.moments import civil_date
from states.text import Text

CAME_BACK: Final = Text("the case came back", "повратак предмета")
NOTED_LATE: Final = Text(
    "the application was noted once the list was published",
    "пријава је евидентирана по објављивању ранг листе",
)
OPENED_LATE: Final = Text(
    "the case was opened once the call had closed", "предмет је отворен по закључењу конкурса"
)
"""From what a limit counts that begins anew."""


def due_of(
    definition: ProcessDefinition,
    awaited_step: Awaited,
    case: Case,
    dossier: Dossier,
    calendar: Calendar,
) -> Receipt | None:
    """The receipt of the awaited step's due date; None while no event fixes it.

    A limit tied to a day that had passed when the state was entered binds nobody any more, where
    another limit stands beside it (BMU-18b: the office then finishes as soon as it can). One that
    was counted and was over when the case came back begins anew; so does that of who applied in
    time and was noted later. No pause touches a right, nor what carries out a decision on it, and a
    right that is over does not begin anew. The last day to contest a Decree is never before the one
    that was told.
    """
    entered_on = civil_date(case.entered_at)
    pauses = () if bears_no_pause(awaited_step) else dossier.pauses
    is_late = is_opened_late(definition, awaited_step, case, dossier)
    counts = _Counting(definition, case, dossier, calendar, awaited_step.right, is_late, pauses)
    receipts = []
    for deadline in awaited_step.deadlines:
        receipt = counts.receipt(deadline)
        if receipt is not None:
            receipts.append((deadline, receipt))
    if len(receipts) > 1:
        in_time = [r for deadline, r in receipts if deadline.unit != "on" or r.due >= entered_on]
        return earliest(in_time or [receipt for _, receipt in receipts])
    return receipts[0][1] if receipts else None


@frozen
class _Counting:
    """What the deadlines of an awaited step are counted on."""

    definition: ProcessDefinition
    case: Case
    dossier: Dossier
    calendar: Calendar
    of_a_right: bool
    is_opened_late: bool
    pauses: tuple[Pause, ...]

    def receipt(self, deadline: Deadline) -> Receipt | None:
        """A deadline's receipt; where the case came back too late for it, that of a fresh limit."""
        anchor = self.definition.anchors[deadline.anchor]
        event_facts = (self.dossier, self.case, self._known_to_anchors(deadline.rule))
        day = anchor.day(*event_facts)
        if day is None:
            return None
        event = anchor.later_event(*event_facts) or self.definition.event(anchor)
        entered_on = civil_date(self.case.entered_at)
        if deadline.unit == "on" or deadline.count is None:
            if self.is_opened_late:
                return self._completion(deadline, OPENED_LATE, entered_on)
            return _fixed(deadline.rule, event, day)
        receipt = self._counted(deadline, event, day)
        if self.of_a_right and deadline.anchor == DECREE_DELIVERED:
            return no_shorter(receipt, self.dossier.decree)
        anew = self._begins_anew()
        if self.of_a_right or receipt.due >= entered_on or anew is None:
            return receipt
        completion = self._completion(deadline, anew, entered_on)
        full = self._counted(deadline, anew, entered_on)
        return completion if completion.due <= full.due else full

    def _begins_anew(self) -> Text | None:
        """From what a limit counts that was over when the case came to its state; None where it is
        simply over."""
        if _came_back(self.definition, self.case):
            return CAME_BACK
        return NOTED_LATE if self.case.number in self.dossier.progress.missing else None

    def _completion(self, deadline: Deadline, event: Text, entered_on: date) -> Receipt:
        """The office's days to complete what a case came for."""
        rule = self.definition.rulebook.rule_of("completion")
        days = whole_number(self._numbers(rule), COMPLETION_DAYS)
        setting = Text(
            f"{event.en}; a setting of the office", f"{event.sr}; подешавање канцеларије"
        )
        return self._days_after(deadline.rule, setting, entered_on, days, "days")

    def _counted(self, deadline: Deadline, event: Text, day: date) -> Receipt:
        count = deadline.count
        days = (
            count
            if isinstance(count, int)
            else whole_number(self._numbers(deadline.rule), str(count))
        )
        unit: CountedUnit = "days" if deadline.unit == "days" else "working_days"
        return self._days_after(deadline.rule, event, day, days, unit)

    def _days_after(
        self, rule: str, event: Text, day: date, days: int, unit: CountedUnit
    ) -> Receipt:
        return _counted(rule, event, day, days, unit, self.calendar, self.pauses)

    def _known_to_anchors(self, rule: str) -> Parameters:
        entered_on = civil_date(self.case.entered_at)
        askings = asked_before(self.definition, self.case.state, entered_on)
        return {**self._numbers(rule), ASKED: askings}

    def _numbers(self, rule: str) -> Parameters:
        return self.definition.numbers(rule, civil_date(self.case.entered_at))


def is_opened_late(
    definition: ProcessDefinition, awaited_step: Awaited, case: Case, dossier: Dossier
) -> bool:
    """Whether a case was opened once its call had closed, for what was received before."""
    is_first = case.state == definition.initial and awaited_step.then is not None
    return is_first and dossier.call.closes < civil_date(case.entered_at)


@lru_cache(maxsize=64)
def for_the_office(awaited_step: Awaited) -> Awaited:
    """The same, of the office alone: of the candidate nothing is asked any more."""
    owners = tuple(role for role in awaited_step.owners if role != "candidate")
    return replace(awaited_step, owners=owners)


def _came_back(definition: ProcessDefinition, case: Case) -> bool:
    """Whether the case stood here before, or was taken up again after its end."""
    return case.again or any(
        state in definition.states and definition.states[state].end for state in case.visited
    )


# Counted once for all cases with the same event: those of one list, say.
_fixed = lru_cache(maxsize=4096)(due_on)
_counted = lru_cache(maxsize=4096)(due_after)
