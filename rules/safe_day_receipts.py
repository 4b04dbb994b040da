"""The receipt of a latest safe day: all that it was counted back from, in words and as JSON.

How the days are counted stands in `rules.latest_safe_day`; here nothing is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING, Final, Literal, TypedDict, get_args

from rules.receipts import (
    CountedUnit,
    DayOffJson,
    NotCounted,
    PauseJson,
    WordsJson,
    counted,
    day_off_from_json,
    day_off_lines,
    day_off_to_json,
    pause_from_json,
    pause_line,
    pause_to_json,
    weekend_line,
)
from states.frozen import frozen
from states.localization import format_day
from states.text import Text, to_latin

if TYPE_CHECKING:
    from states.dossier import Pause

Basis = Literal["limit", "median", "window", "none"]
"""Where the days of a step come from: its limit, the office's own median, the time to appeal
against a list; or nowhere, as no limit counts days."""

_BASES: Final = get_args(Basis)


class RemainingJson(TypedDict):
    """A step that remains, as JSON keeps it."""

    state: str
    step: str
    title: WordsJson
    rule: str
    count: int
    unit: CountedUnit
    basis: Basis
    cases: int
    done_by: str


class SafeDayJson(TypedDict):
    """The receipt of a latest safe day, as JSON keeps it: dates in ISO form."""

    day: str
    rule: str
    event: WordsJson
    fixed: str
    step: WordsJson
    any_day: bool
    remaining: list[RemainingJson]
    not_counted: list[DayOffJson]
    pauses: list[PauseJson]
    compared: list[SafeDayJson]


@frozen
class RemainingStep:
    """A step that must still be taken before the day that can't move, with its usual days.

    `cases` is how often it was taken, where the days are the office's median; `done_by` the civil
    date on which it is done at the latest.
    """

    state: str
    step: str
    title: Text = field(hash=False)
    rule: str
    count: int
    unit: CountedUnit
    basis: Basis
    cases: int
    done_by: date


@frozen
class SafeDay:
    """The latest safe day of an awaited step, with its grounds; civil dates in Belgrade.

    `fixed` is the day that can't move, by which `step` must be done under `rule`; `remaining` are
    the steps from the awaited one to that, in the order in which they are taken. On `any_day`
    whoever owes the awaited step may take it, on a day off too. `not_counted` are the days off that
    mattered, `compared` the other days that can't move: the earliest safe day binds.
    """

    day: date
    rule: str
    event: Text = field(hash=False)
    fixed: date
    step: Text = field(hash=False)
    any_day: bool
    remaining: tuple[RemainingStep, ...] = field(default=(), hash=False)
    not_counted: tuple[NotCounted, ...] = field(default=(), hash=False)
    pauses: tuple[Pause, ...] = field(default=(), hash=False)
    compared: tuple[SafeDay, ...] = field(default=(), hash=False)

    def lines(self, language: str) -> list[str]:
        """The receipt in words, the day that can't move first; `language` as in `Text.in_`."""
        if language == "sr-Latn":
            return [to_latin(line) for line in self.lines("sr")]
        return list(_lines(self, language))

    def to_json(self) -> SafeDayJson:
        """The receipt as plain values; `from_json` reads it back."""
        return {
            "day": self.day.isoformat(),
            "rule": self.rule,
            "event": _words(self.event),
            "fixed": self.fixed.isoformat(),
            "step": _words(self.step),
            "any_day": self.any_day,
            "remaining": [_remaining_to_json(step) for step in self.remaining],
            "not_counted": [day_off_to_json(day_off) for day_off in self.not_counted],
            "pauses": [pause_to_json(pause) for pause in self.pauses],
            "compared": [other.to_json() for other in self.compared],
        }

    @classmethod
    def from_json(cls, safe_day_json: SafeDayJson) -> SafeDay:
        """What `to_json` wrote. ValueError with a sentence where it is not such a receipt."""
        try:
            return _from_json(safe_day_json)
        except (KeyError, TypeError, AttributeError) as wrong:
            raise ValueError(f"this is not a receipt of a latest safe day: {wrong!r}") from wrong


_TITLE: Final = Text("latest safe day", "последњи сигуран дан")
_DONE_BY: Final = Text(
    "“{step}” must be done by {fixed} ({event}), {rule}",
    "„{step}“ мора бити готово до {fixed} ({event}), {rule}",
)
_TAKES: Final = Text(
    "“{step}” takes {days} ({why}): the step before it by {day}",
    "за „{step}“ треба {days} ({why}): претходни корак најкасније {day}",
)
_SAME_DAY: Final = Text(
    "“{step}” has no limit in days: it can follow on the same day, {day}",
    "за „{step}“ нема рока у данима: може уследити истог дана, {day}",
)
_WHY: Final = {
    "limit": Text("its limit, {rule}", "рок по {rule}"),
    "median": Text(
        "the median of {cases} cases of this office", "медијана {cases} предмета ове канцеларије"
    ),
    "window": Text("nobody is sent before its end, {rule}", "пре истека се нико не шаље, {rule}"),
}
_ALSO: Final = Text("the earliest binds; the other", "важи најранији; други")


def _lines(safe: SafeDay, language: str) -> Iterator[str]:
    yield _first_line(safe, language)
    days = [safe.day, *(step.done_by for step in safe.remaining)]
    for step, begin in reversed(list(zip(safe.remaining, days, strict=False))):
        yield _step_line(step, begin, language)
    yield from weekend_line(safe.not_counted, language)
    yield from day_off_lines(safe.not_counted, language)
    for pause in safe.pauses:
        yield pause_line(pause, language)
    for other in safe.compared:
        yield f"{_ALSO.in_(language)}: {_first_line(other, language)}"


def _first_line(safe: SafeDay, language: str) -> str:
    done_by = _DONE_BY.in_(language).format(
        step=safe.step.in_(language),
        fixed=format_day(safe.fixed, language),
        event=safe.event.in_(language),
        rule=safe.rule,
    )
    return f"{format_day(safe.day, language)} = {_TITLE.in_(language)}: {done_by}"


def _step_line(step: RemainingStep, begin: date, language: str) -> str:
    title, day = step.title.in_(language), format_day(begin, language)
    if step.basis == "none":
        return _SAME_DAY.in_(language).format(step=title, day=day)
    why = _WHY[step.basis].in_(language).format(rule=step.rule, cases=step.cases)
    days = counted(step.count, step.unit, language)
    return _TAKES.in_(language).format(step=title, days=days, why=why, day=day)


def _words(text: Text) -> WordsJson:
    return {"en": text.en, "sr": text.sr}


def _text(words_json: WordsJson) -> Text:
    return Text(words_json["en"], words_json["sr"])


def _remaining_to_json(step: RemainingStep) -> RemainingJson:
    return {
        "state": step.state,
        "step": step.step,
        "title": _words(step.title),
        "rule": step.rule,
        "count": step.count,
        "unit": step.unit,
        "basis": step.basis,
        "cases": step.cases,
        "done_by": step.done_by.isoformat(),
    }


def _remaining_from_json(step_json: RemainingJson) -> RemainingStep:
    if step_json["basis"] not in _BASES or step_json["unit"] not in get_args(CountedUnit):
        raise ValueError(f"this is not a receipt of a latest safe day: {step_json['basis']!r}")
    return RemainingStep(
        step_json["state"], step_json["step"], _text(step_json["title"]), step_json["rule"],
        step_json["count"],
        step_json["unit"], step_json["basis"], step_json["cases"],
        date.fromisoformat(step_json["done_by"]),
    )  # fmt: skip


def _from_json(safe_day_json: SafeDayJson) -> SafeDay:
    return SafeDay(
        day=date.fromisoformat(safe_day_json["day"]),
        rule=safe_day_json["rule"],
        event=_text(safe_day_json["event"]),
        fixed=date.fromisoformat(safe_day_json["fixed"]),
        step=_text(safe_day_json["step"]),
        any_day=safe_day_json["any_day"],
        remaining=tuple(map(_remaining_from_json, safe_day_json["remaining"])),
        not_counted=tuple(map(day_off_from_json, safe_day_json["not_counted"])),
        pauses=tuple(map(pause_from_json, safe_day_json["pauses"])),
        compared=tuple(map(_from_json, safe_day_json["compared"])),
    )
