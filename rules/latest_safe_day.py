"""The latest safe day: the last on which the awaited step still lets a later one be kept.

Counted back from the days that can't move: those that a deadline of the definition lies `on`, of
the stay, of the semester, of a call's end. Each step between takes the days that it usually takes,
its limit or the office's own median. Of several days that can't move the earliest result binds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from rules.calendar import BeyondCalendar, Calendar, DayOff
from rules.parameters import whole_number
from rules.receipts import CountedUnit, NotCounted
from rules.safe_day_receipts import RemainingStep, SafeDay
from states.definition import Anchor, Awaited, Deadline, ProcessDefinition
from states.dossier import Case, Dossier, Pause
from states.frozen import frozen, replace
from states.moments import civil_date
from states.text import Text
from states.usual_days import UsualDays

WINDOWS: Final = {
    "appeal": Text("The time to appeal against the list", "Рок за жалбу на ранг листу"),
    "complaint": Text("The time to complain against the list", "Рок за приговор на ранг листу"),
}

_DAY: Final = timedelta(days=1)
_NO_NUMBERS: Final[Mapping[str, object]] = {}
"""A day that can't move needs no number of a rule."""


@frozen(eq=False)
class Stage:
    """A state on the awaited path and what it awaits there; `after_list` where a list is published
    on the way to it, against which one may appeal first."""

    state: str
    awaited: Awaited
    after_list: bool


@frozen(eq=False)
class FixedLimit:
    """A deadline on a day that can't move, of the stage at a place; whether it stands alone."""

    place: int
    deadline: Deadline
    anchor: Anchor
    event: Text
    is_alone: bool


@frozen(eq=False)
class Path:
    """What is awaited and what follows from it, made once for each state of a definition.

    `names` are the stages' states and steps, `limits` their deadlines on days that can't move.
    """

    definition: ProcessDefinition
    stages: tuple[Stage, ...]
    names: tuple[tuple[str, str], ...]
    limits: tuple[FixedLimit, ...]

    def days_that_bind(
        self, dossier: Dossier, case: Case, entered_on: date
    ) -> Iterator[tuple[FixedLimit, date]]:
        """The days that can't move as far as the dossier knows them."""
        for limit in self.limits:
            day = limit.anchor.day(dossier, case, _NO_NUMBERS)
            if day is not None and (limit.is_alone or day >= entered_on):
                yield limit, day


def latest_safe_day(
    definition: ProcessDefinition,
    awaited_step: Awaited,
    case: Case,
    dossier: Dossier,
    calendar: Calendar,
) -> SafeDay | None:
    """The latest safe day of what a case awaits; None where no later day is known that can't move.

    Nobody must use a right, so a candidate's has none. It stands while the step rests: the stay
    does not wait. A day that can't move and had passed when the state was entered binds nobody,
    where another limit stands beside it (BMU-18b).
    """
    if awaited_step.candidates_right:
        return None
    path = path_from(definition, case.state, awaited_step)
    entered_on = civil_date(case.entered_at)
    fixed_limits = tuple(path.days_that_bind(dossier, case, entered_on))
    if not fixed_limits:
        return None
    usual_days = dossier.usual_days
    usual = tuple(map(usual_days.get, path.names)) if usual_days else ()
    try:
        return _counted(
            path,
            fixed_limits,
            usual,
            dossier.call.appeal_days,
            entered_on,
            calendar,
            dossier.pauses,
        )
    except BeyondCalendar:
        return None


@lru_cache(maxsize=4096)
def path_from(definition: ProcessDefinition, state: str, awaited_step: Awaited) -> Path:
    """What is awaited, and what will be after it, as far as one step follows from the other.

    The path ends where a step waits for an event that comes whatever the office does: what follows
    the first day of the stay does not hang on when the agreement was signed.
    """
    stages = tuple(_stages(definition, state, awaited_step))
    names = tuple((stage.state, stage.awaited.name) for stage in stages)
    return Path(definition, stages, names, tuple(_limits_that_cant_move(definition, stages)))


def _stages(definition: ProcessDefinition, state: str, awaited_step: Awaited) -> Iterator[Stage]:
    after_list, seen_names = False, set[str]()
    next_step: Awaited | None = awaited_step
    while next_step is not None and (next_step is awaited_step or _follows(definition, next_step)):
        yield Stage(state, next_step, after_list)
        seen_names.add(next_step.name)
        step = definition.transitions.get(next_step.step or "")
        target = step.target_from(state) if step and not next_step.goes_before else None
        if step is None or target is None:
            return
        state, after_list = target, after_list or step.of_call
        next_step = _leading_on(definition, state, seen_names)


def _leading_on(definition: ProcessDefinition, state: str, seen_names: set[str]) -> Awaited | None:
    """The first thing that a state awaits and that leads to another one; a right need not."""
    for awaited_step in definition.states[state].awaits:
        step = definition.transitions.get(awaited_step.step or "")
        leads_on = (
            step is not None
            and step.target_from(state) not in (None, state)
            and not step.takes_back
            and not awaited_step.goes_before
        )
        if leads_on and not awaited_step.candidates_right and awaited_step.name not in seen_names:
            return awaited_step
    return None


def _follows(definition: ProcessDefinition, awaited_step: Awaited) -> bool:
    """Whether a limit of it counts from the step before, or is a day that can't move."""
    return any(definition.anchors[d.anchor].bound != "happens" for d in awaited_step.deadlines)


def _limits_that_cant_move(
    definition: ProcessDefinition, stages: Sequence[Stage]
) -> Iterator[FixedLimit]:
    for place, stage in enumerate(stages):
        deadlines = stage.awaited.deadlines
        for deadline in deadlines:
            anchor = definition.anchors[deadline.anchor]
            if deadline.unit == "on" and anchor.bound == "fixed":
                event = definition.event(anchor)
                yield FixedLimit(place, deadline, anchor, event, len(deadlines) == 1)


# Counted once for all cases with the same days: those of one host's term, say.
@lru_cache(maxsize=4096)
def _counted(
    path: Path,
    fixed_limits: tuple[tuple[FixedLimit, date], ...],
    usual: tuple[UsualDays | None, ...],
    appeal_days: int | None,
    entered_on: date,
    calendar: Calendar,
    pauses: tuple[Pause, ...],
) -> SafeDay:
    grounds = _Grounds(path, usual, appeal_days, entered_on, pauses)
    return earliest([_counted_back(grounds.draft(*limit), calendar) for limit in fixed_limits])


@frozen
class _Grounds:
    """All that a latest safe day is counted from, but for the day that can't move."""

    path: Path
    usual: tuple[UsualDays | None, ...]
    appeal_days: int | None
    entered: date
    pauses: tuple[Pause, ...]

    def draft(self, limit: FixedLimit, day: date) -> SafeDay:
        """What remains until a day that can't move; nothing is counted back yet."""
        stages, deadline = self.path.stages, limit.deadline
        steps = [step for n in range(1, limit.place + 1) for step in self._steps(n, day)]
        return SafeDay(
            day=day,
            rule=deadline.rule,
            event=limit.event,
            fixed=day,
            step=stages[limit.place].awaited.title,
            any_day="candidate" in stages[0].awaited.owners,
            remaining=tuple(steps),
            pauses=self.pauses,
        )

    def _steps(self, place: int, day: date) -> Iterator[RemainingStep]:
        """A stage's usual days; before it the time to appeal against a list, where its limit
        begins with the end of that."""
        stage, usual = self.path.stages[place], self.usual[place] if self.usual else None
        limit = next(
            (d for d in stage.awaited.deadlines if self._bound(d) in ("follows", "settles")), None
        )
        unit: CountedUnit = "working_days" if limit and limit.unit == "working_days" else "days"
        rule = (limit or stage.awaited.deadlines[0]).rule
        stage_words = (stage.state, stage.awaited.name, stage.awaited.title, rule)
        if usual is not None and usual.is_enough:
            count = usual.working_days if unit == "working_days" else usual.days
            yield RemainingStep(*stage_words, count, unit, "median", usual.cases, day)
            return
        if limit is None:
            yield RemainingStep(*stage_words, 0, unit, "none", 0, day)
            return
        if stage.after_list and self._bound(limit) == "settles":
            yield self._window(day)
        yield RemainingStep(*stage_words, self._limit(limit), unit, "limit", 0, day)

    def _window(self, day: date) -> RemainingStep:
        rule = self.path.definition.rulebook.rule_of("list_appeal")
        numbers = self.path.definition.numbers(rule, self.entered)
        days = self.appeal_days or whole_number(numbers, "appeal_days")
        window = WINDOWS[self.path.definition.rulebook.contests_lists_by()]
        return RemainingStep("", "", window, rule, days, "days", "window", 0, day)

    def _limit(self, limit: Deadline) -> int:
        if isinstance(limit.count, int):
            return limit.count
        return whole_number(
            self.path.definition.numbers(limit.rule, self.entered), str(limit.count)
        )

    def _bound(self, deadline: Deadline) -> str:
        return self.path.definition.anchors[deadline.anchor].bound


def earliest(safe_days: Sequence[SafeDay]) -> SafeDay:
    """Of several the earliest, with the others in `compared`; of those on one day the first.

    ValueError where there is none.
    """
    if not safe_days:
        raise ValueError("there is no day that can't move to choose from")
    binding = min(safe_days, key=lambda safe: safe.day)
    return replace(binding, compared=tuple(safe for safe in safe_days if safe is not binding))


def counted_by(safe: SafeDay, calendar: Calendar) -> SafeDay:
    """A receipt counted again by a calendar: the same where that changes nothing."""
    alone = (replace(safe, compared=()), *safe.compared)
    return earliest([_counted_back(single, calendar) for single in alone])


def recompute(safe: SafeDay) -> date:
    """The latest safe day counted anew from the receipt alone: no calendar, no dossier."""
    off = frozenset(day_off.day for day_off in safe.not_counted)
    day = _days_back(safe, off.__contains__)[0]
    return min(day, *map(recompute, safe.compared)) if safe.compared else day


def _counted_back(safe: SafeDay, calendar: Calendar) -> SafeDay:
    """A receipt with its days as they count by a calendar, and the days off that mattered."""
    noting = _Noting(calendar)
    day, *done_by = _days_back(safe, noting)
    steps = zip(safe.remaining, done_by, strict=True)
    off = sorted(noting.off.items())
    return replace(
        safe,
        day=day,
        remaining=tuple(replace(step, done_by=end) for step, end in steps),
        not_counted=tuple(NotCounted(when, day_off.kind, day_off.why) for when, day_off in off),
        pauses=tuple(p for p in safe.pauses if p.first_day <= safe.fixed and p.last_day >= day),
    )


@frozen
class _Noting:
    """Whether a day is off, by a calendar; notes those that were."""

    calendar: Calendar
    off: dict[date, DayOff] = field(default_factory=dict)

    def __call__(self, day: date) -> bool:
        day_off = self.calendar.day_off(day)
        if day_off is not None:
            self.off[day] = day_off
        return day_off is not None


def _days_back(safe: SafeDay, is_off: Callable[[date], bool]) -> list[date]:
    """By when the awaited step, and each that remains, must be done; in the order of the steps."""
    day, days = safe.fixed, list[date]()
    for step in reversed(safe.remaining):
        day = _worked(day, is_off, safe.pauses)
        days.append(day)
        day = _begun(day, step, is_off, safe.pauses)
    days.append(day if safe.any_day else _worked(day, is_off, safe.pauses))
    return days[::-1]


def _worked(day: date, is_off: Callable[[date], bool], pauses: Sequence[Pause]) -> date:
    """The day itself, or the last one before it that is worked and in no pause."""
    while is_off(day) or _paused(day, pauses):
        day -= _DAY
    return day


def _begun(
    day: date, step: RemainingStep, is_off: Callable[[date], bool], pauses: Sequence[Pause]
) -> date:
    """The last day after which the days of a step end by a day that is worked."""
    days_to_go = step.count
    while days_to_go:
        off = step.unit == "working_days" and is_off(day)
        days_to_go -= not (off or _paused(day, pauses))
        day -= _DAY
    return day


def _paused(day: date, pauses: Sequence[Pause]) -> bool:
    return bool(pauses) and any(pause.first_day <= day <= pause.last_day for pause in pauses)
