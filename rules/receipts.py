"""The receipt of a due date: all that it was computed from, said in words and kept as JSON.

How the days are counted stands in `rules.deadlines`; here nothing is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Final, Literal, NotRequired, TypedDict, get_args

from rules.calendar import WEEKEND, DayOffKind
from states.frozen import frozen
from states.localization import CountedNoun, format_day
from states.text import Text, to_latin

if TYPE_CHECKING:
    from states.dossier import Pause

CountedUnit = Literal["days", "working_days"]
Unit = Literal["days", "working_days", "on"]
_UNITS: Final = get_args(Unit)
_KINDS: Final[tuple[DayOffKind, ...]] = get_args(DayOffKind)
_DAY: Final = CountedNoun(("day", "days"), ("дан", "дана", "дана"))
_WORKING_DAY: Final = CountedNoun(
    ("working day", "working days"), ("радни дан", "радна дана", "радних дана")
)


class WordsJson(TypedDict):
    """A text in both languages, as JSON keeps it."""

    en: str
    sr: str


class DayOffJson(TypedDict):
    """A day that was not counted, as JSON keeps it: of a weekend without its name."""

    day: str
    kind: str
    en: NotRequired[str]
    sr: NotRequired[str]


PauseJson = TypedDict("PauseJson", {"from": str, "to": str, "reason": str | None})
"""A pause, as JSON keeps it."""


class ReceiptJson(TypedDict):
    """A receipt, as JSON keeps it: dates in ISO form."""

    rule: str
    event: WordsJson
    start: str
    count: int
    unit: Unit
    due: str
    not_counted: list[DayOffJson]
    pauses: list[PauseJson]
    compared: list[ReceiptJson]


@frozen
class NotCounted:
    """A day that was not counted (working days) or that the end was moved over (days)."""

    day: date
    kind: DayOffKind
    why: Text


@frozen
class Receipt:
    """A due date with its grounds: civil dates in Belgrade, the due day ends at 24:00.

    `not_counted` are the days off outside pauses that mattered, in order; `pauses` those that
    touched the count; `compared` the limits of which this one, the earliest, binds.
    """

    rule: str
    event: Text = field(hash=False)
    start: date
    count: int
    unit: Unit
    due: date
    not_counted: tuple[NotCounted, ...] = field(default=(), hash=False)
    pauses: tuple[Pause, ...] = field(default=(), hash=False)
    compared: tuple[Receipt, ...] = field(default=(), hash=False)

    def lines(self, language: str) -> list[str]:
        """The receipt in words, the due date and its rule first; `language` as in `Text.in_`."""
        if language == "sr-Latn":
            return [to_latin(line) for line in self.lines("sr")]
        return list(_lines(self, language))

    def to_json(self) -> ReceiptJson:
        """The receipt as plain values, dates in ISO form; `from_json` reads it back."""
        return {
            "rule": self.rule,
            "event": {"en": self.event.en, "sr": self.event.sr},
            "start": self.start.isoformat(),
            "count": self.count,
            "unit": self.unit,
            "due": self.due.isoformat(),
            "not_counted": [day_off_to_json(day_off) for day_off in self.not_counted],
            "pauses": [pause_to_json(pause) for pause in self.pauses],
            "compared": [receipt.to_json() for receipt in self.compared],
        }

    @classmethod
    def from_json(cls, receipt_json: ReceiptJson) -> Receipt:
        """What `to_json` wrote. ValueError with a sentence where it is not a receipt."""
        try:
            return _from_json(receipt_json)
        except (KeyError, TypeError, AttributeError) as wrong:
            raise ValueError(f"this is not a receipt of a due date: {wrong!r}") from wrong


def _lines(receipt: Receipt, language: str) -> Iterator[str]:
    yield _first_line(receipt, language)
    yield from _move_line(receipt, language)
    if receipt.unit == "working_days":
        yield from weekend_line(receipt.not_counted, language)
    yield from day_off_lines(receipt.not_counted, language)
    for pause in receipt.pauses:
        yield pause_line(pause, language)
    for other in receipt.compared:
        also = Text("the earliest limit binds; the other", "важи најранији рок; други")
        yield f"{also.in_(language)}: {_first_line(other, language)}"


def _first_line(receipt: Receipt, language: str) -> str:
    due, event = format_day(receipt.due, language), receipt.event.in_(language)
    if receipt.unit == "on":
        fixed_text = Text("a fixed day, not moved", "утврђен дан, не помера се").in_(language)
        return f"{due} = {event} ({fixed_text}), {receipt.rule}"
    after = Text("after", "после").in_(language)
    start = format_day(receipt.start, language)
    count = counted(receipt.count, receipt.unit, language)
    return f"{due} = {count} {after} {start} ({event}), {receipt.rule}"


def counted(n: int, unit: str, language: str) -> str:
    """`n` days or working days: `1 радни дан`, `3 радна дана`."""
    return (_WORKING_DAY if unit == "working_days" else _DAY).counted_in(n, language)


def _move_line(receipt: Receipt, language: str) -> Iterator[str]:
    """Days are moved at the end only, so the first day moved over is where the count ended."""
    if receipt.unit == "days" and receipt.not_counted:
        day_text = format_day(receipt.not_counted[0].day, language)
        moved_text = Text("which is not worked: moved to", "нерадног дана: помера се на")
        would = Text("the count ends on", "рок истиче")
        due = format_day(receipt.due, language)
        yield f"{would.in_(language)} {day_text}, {moved_text.in_(language)} {due}"


def weekend_line(not_counted: Sequence[NotCounted], language: str) -> Iterator[str]:
    """Ordinary weekends are folded into one line, with how many days they were."""
    days = sum(day_off.kind == "weekend" for day_off in not_counted)
    if days:
        weekend_text = Text("weekend days not counted", "дани викенда који се не рачунају")
        yield f"{weekend_text.in_(language)}: {days}"


def day_off_lines(days: Sequence[NotCounted], language: str) -> Iterator[str]:
    """A line for each holiday and closure; days in a row with one reason are one line."""
    kinds = {
        "holiday": Text("public holiday", "државни или верски празник"),
        "closure": Text("the office is closed", "канцеларија не ради"),
    }
    days_off = (day_off for day_off in days if day_off.kind != "weekend")
    for (kind, why), group in groupby(days_off, key=lambda day_off: (day_off.kind, day_off.why)):
        days_in_row = [day_off.day for day_off in group]
        span = _span(days_in_row[0], days_in_row[-1], language)
        yield f"{span}: {kinds[kind].in_(language)}, {why.in_(language)}"


def pause_line(pause: Pause, language: str) -> str:
    """A line for a pause, with its reason where there is one."""
    title = Text("pause, days not counted", "застој, дани се не рачунају").in_(language)
    because = f" ({pause.reason})" if pause.reason else ""
    return f"{_span(pause.first_day, pause.last_day, language)}: {title}{because}"


def _span(first: date, last: date, language: str) -> str:
    if first == last:
        return format_day(first, language)
    to = "–" if language != "en" else "to"
    return f"{format_day(first, language)} {to} {format_day(last, language)}"


def day_off_to_json(day_off: NotCounted) -> DayOffJson:
    """A weekend's name follows from its date, and receipts are many: it is not written out."""
    day, kind = day_off.day.isoformat(), day_off.kind
    if kind == "weekend":
        return {"day": day, "kind": kind}
    return {"day": day, "kind": kind, "en": day_off.why.en, "sr": day_off.why.sr}


def pause_to_json(pause: Pause) -> PauseJson:
    """A pause as plain values."""
    first, last = pause.first_day.isoformat(), pause.last_day.isoformat()
    return {"from": first, "to": last, "reason": pause.reason}


def _from_json(receipt_json: ReceiptJson) -> Receipt:
    if receipt_json["unit"] not in _UNITS:
        raise ValueError(f"this is not a receipt of a due date: unit {receipt_json['unit']!r}")
    return Receipt(
        rule=receipt_json["rule"],
        event=Text(receipt_json["event"]["en"], receipt_json["event"]["sr"]),
        start=date.fromisoformat(receipt_json["start"]),
        count=receipt_json["count"],
        unit=receipt_json["unit"],
        due=date.fromisoformat(receipt_json["due"]),
        not_counted=tuple(day_off_from_json(day_off) for day_off in receipt_json["not_counted"]),
        pauses=tuple(pause_from_json(pause) for pause in receipt_json["pauses"]),
        compared=tuple(_from_json(limit) for limit in receipt_json["compared"]),
    )


def day_off_from_json(day_json: DayOffJson) -> NotCounted:
    """What `day_off_to_json` wrote."""
    day, kind = date.fromisoformat(day_json["day"]), _kind(day_json["kind"])
    why = WEEKEND[day.weekday()] if kind == "weekend" else Text(day_json["en"], day_json["sr"])
    return NotCounted(day, kind, why)


def _kind(kind_text: str) -> DayOffKind:
    for kind in _KINDS:
        if kind == kind_text:
            return kind
    raise ValueError(f"this is not a receipt of a due date: day off of kind {kind_text!r}")


def pause_from_json(pause_json: PauseJson) -> Pause:
    """What `pause_to_json` wrote."""
    # Imported here: who counts days by themselves needs nothing else of the dossier.
    from states.dossier import Pause

    first, last = date.fromisoformat(pause_json["from"]), date.fromisoformat(pause_json["to"])
    return Pause(first, last, pause_json["reason"])
