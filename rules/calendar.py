"""Which days are worked: weekends, Serbian public holidays and the office's own closures.

Pure: no function here knows what day it is today. Register, "Counting time".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from datetime import date, timedelta
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import version
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Final, Literal

from states.explained import Explained
from states.frozen import frozen
from states.text import Text

FIRST_YEAR: Final = 2002
LAST_YEAR: Final = 2099
"""The years whose public holidays are known; a day outside them is a slip of the pen."""

DayOffKind = Literal["weekend", "holiday", "closure"]

WEEKEND: Final = {5: Text("Saturday", "субота"), 6: Text("Sunday", "недеља")}
_DAY: Final = timedelta(days=1)


class BeyondCalendar(Explained, ValueError):
    """The day lies outside the years whose public holidays are known."""


@frozen
class Closure:
    """Days on which the office is closed by its own decision, both ends included."""

    first_day: date
    last_day: date
    reason: Text

    def __post_init__(self) -> None:
        """Refuses (ValueError) a closure that ends before it begins."""
        if self.last_day < self.first_day:
            raise ValueError(
                f"the closure “{self.reason}” ends on {self.last_day}, before {self.first_day}"
            )


@frozen
class DayOff:
    """Why one day is not worked; of a holiday and a weekend the holiday is named."""

    kind: DayOffKind
    why: Text


@frozen(eq=False)
class Calendar:
    """The office's working days. Every method raises `BeyondCalendar` outside 2002 to 2099."""

    closures: tuple[Closure, ...] = ()
    saturday_worked: bool = False
    _seen: dict[date, DayOff | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def day_off(self, day: date) -> DayOff | None:
        """Kind and name of what makes a civil date in Belgrade a day off, or None."""
        try:
            return self._seen[day]
        except KeyError:
            return self._seen.setdefault(day, self._look_up(day))

    def is_worked(self, day: date) -> bool:
        """Whether the office works on a civil date in Belgrade."""
        return self.day_off(day) is None

    def next_worked(self, day: date) -> date:
        """The day itself if it is worked, else the first worked day after it."""
        while self.day_off(day) is not None:
            day += _DAY
        return day

    def move(self, day: date, working_days: int) -> date:
        """The n-th working day after the day, or before it where n is negative.

        The day itself is not counted; with 0 it is returned as it stands, worked or not.
        """
        step = _DAY if working_days > 0 else -_DAY
        days_to_go = abs(working_days)
        while days_to_go:
            day += step
            days_to_go -= self.day_off(day) is None
        return day

    def fingerprint(self) -> str:
        """What differs where another day is worked: own closures, Saturdays, the holidays' edition.

        Two calendars of one fingerprint count alike.
        """
        closures = [
            [str(closure.first_day), str(closure.last_day), closure.reason.en, closure.reason.sr]
            for closure in self.closures
        ]
        parts = [closures, self.saturday_worked, version("holidays")]
        return sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()

    def _look_up(self, day: date) -> DayOff | None:
        if holiday := _public_holidays(day.year).get(day):
            return DayOff("holiday", holiday)
        for closure in self.closures:
            if closure.first_day <= day <= closure.last_day:
                return DayOff("closure", closure.reason)
        if day.weekday() == 6 or (day.weekday() == 5 and not self.saturday_worked):
            return DayOff("weekend", WEEKEND[day.weekday()])
        return None


@lru_cache(maxsize=16)
def calendar_of(closures: tuple[Closure, ...], saturday_worked: bool = False) -> Calendar:
    """The calendar with these closures: the same one for all who ask, with the days it knows."""
    return Calendar(closures, saturday_worked)


@lru_cache(maxsize=256)
def working_days_between(calendar: Calendar, first: date, last: date) -> int:
    """How many days are worked after `first`, up to and with `last`; 0 where that is not later."""
    days = (first + timedelta(days=distance) for distance in range(1, (last - first).days + 1))
    return sum(calendar.is_worked(day) for day in days)


@cache
def _public_holidays(year: int) -> dict[date, Text]:
    """Serbia's public holidays of a year, in English and in Cyrillic."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BeyondCalendar(
            f"no public holidays are known for the year {year}: only {FIRST_YEAR} to {LAST_YEAR}"
        )
    english, serbian = (_serbia()(years=year, language=language) for language in ("en_US", "sr"))
    return {day: Text(*_names_of_day(english[day], serbian[day])) for day in english}


@cache
def _serbia() -> Callable[..., Mapping[date, str]]:
    """The library's class for Serbia.

    Loaded when the first day is counted, as most commands count none; and from its file, as the
    package that it stands in loads two hundred other countries.
    """
    import holidays

    path = Path(holidays.__file__).with_name("countries") / "serbia.py"
    spec = spec_from_file_location("holidays_of_serbia", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    serbia: Callable[..., Mapping[date, str]] = module.Serbia
    return serbia


def _names_of_day(english: str, serbian: str) -> Iterator[str]:
    """Two holidays on one day are joined by a word, not by the library's semicolon."""
    yield english.replace("; ", " and ")
    yield serbian.replace("; ", " и ")
