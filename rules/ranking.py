"""The ranking list of a call: a total order of the applications, and who gets which host.

BMU-15b. Each place on the list explains itself against its neighbours; applications are named by
their case numbers only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from math import lcm
from operator import attrgetter, not_
from typing import Any, Final, Literal, NamedTuple

from rules import ranking_words as words
from states.call_terms import TIE_BREAKS, TieBreak
from states.frozen import frozen
from states.text import Text

Outcome = Literal["selected", "waiting", "rejected"]


@frozen
class KeptPlace:
    """A place that somebody holds by an earlier version of the list; a call may have no hosts."""

    host: str | None


@frozen
class Scored:
    """An application as the Commission leaves it.

    `points` holds for each member that member's points by criterion, all decimals, or all fractions
    where a call weighs its criteria; `grade_average` is the home
    average (none counts as the lowest), `hosts` are in order of preference. `kept` is the place of
    who was nominated by an earlier version: it is not given again.
    """

    case: str
    points: Mapping[str, Mapping[str, Any]]
    earlier_mobilities: int
    grade_average: Decimal | None
    applied_at: datetime
    hosts: tuple[str, ...]
    kept: KeptPlace | None = None


@frozen
class Ranked:
    """A place on the list, from 1; `points` is the exact mean of the members' sums, None where
    somebody chose without a commission.

    In words: how they were counted, what decided against the neighbour `above` and the one `below`
    where that one has as many, and what the outcome came from, the outcome last. `tie` names the
    neighbour above and the step that decided, without either's merits: for everybody to read.
    """

    rank: int
    case: str
    outcome: Outcome
    host: str | None
    points: Fraction | None
    counted: Text
    above: Text | None
    below: Text | None
    told: tuple[Text, ...]
    tie: Text | None = None
    kept: bool = False

    @property
    def explanation(self) -> tuple[Text, ...]:
        """All of it, in order."""
        compared_lines = (line for line in (self.above, self.below) if line)
        return (self.counted, *compared_lines, *self.told)


class _Compared(NamedTuple):
    """A step between equal points: what it compares of an application, and how it is ordered."""

    merit: Callable[[Scored], Any]
    key: Callable[[Any], Any]


APPLIED: Final = "applied_at"
"""The last step: no source names it, but an order must be whole, and this one favours nobody."""
_STEPS: Final[Mapping[str, _Compared]] = {
    "earlier_mobilities": _Compared(attrgetter("earlier_mobilities"), int),
    "first_mobility": _Compared(lambda of: of.earlier_mobilities == 0, not_),
    "grade_average": _Compared(attrgetter("grade_average"), lambda of: 1 if of is None else -of),
    APPLIED: _Compared(attrgetter("applied_at"), lambda of: of),
}
"""What may decide between equal points; smaller keys stand higher."""
Merits = tuple[Any, ...]


@frozen
class _Tally:
    """An application with all that it is compared by.

    `level` is the mean of the members' `sums`, times a number that is the same for the whole list:
    exact and quick to compare, which a fraction is not. `merits` are compared by `steps`, in order.
    """

    application: Scored
    level: Any
    sums: tuple[Any, ...]
    steps: tuple[str, ...]
    merits: Merits

    @property
    def key(self) -> tuple[object, ...]:
        """Smaller stands higher; no two cases have the same."""
        pairs = zip(self.steps, self.merits, strict=True)
        merit_keys = (_STEPS[step].key(merit) for step, merit in pairs)
        return (-self.level, *merit_keys, _natural(self.application.case))


def rank(
    applications: Sequence[Scored],
    hosts: Mapping[str, int],
    minimum_points: Decimal,
    ties: Sequence[TieBreak] = TIE_BREAKS,
) -> tuple[Ranked, ...]:
    """The list: by points; between equal ones `ties`, then the earlier application, then the case.

    `hosts` gives the free places of each host. In the order of the list each application that
    reaches `minimum_points` gets the first of its hosts with a place free, or waits (BMU-15b).
    ValueError where a case stands twice or no member has scored it.
    """
    with localcontext(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN):
        tallies, shares = _in_order(applications, (*ties, APPLIED))
    _refuse_doubles(tallies)
    places = _places(hosts, applications)
    ranked_applications = []
    for place, tally in enumerate(tallies):
        numerator, denominator = tally.level.as_integer_ratio()
        points = Fraction(numerator, denominator * shares)
        outcome, host, how = _assigned(tally, points, places, minimum_points)
        application = tally.application
        counted_text = (
            words.kept_points(points) if application.kept else words.points_of(points, tally.sums)
        )
        above, below = _above(tallies, place), _below(tallies, place)
        ranked_applications.append(
            Ranked(
                place + 1, application.case, outcome, host, points, counted_text, above, below,
                tuple(how), _tie(tallies, place), application.kept is not None,
            )
        )  # fmt: skip
    return tuple(ranked_applications)


def in_chosen_order(applications: Sequence[Scored], hosts: Mapping[str, int]) -> tuple[Ranked, ...]:
    """The list in the order in which somebody chose it, without a commission's points (BMU-29).

    In that order each gets the first of its hosts with a place free, or waits; nobody is below a
    minimum.
    """
    places = _places(hosts, applications)
    ranked_applications = []
    for number, application in enumerate(applications, start=1):
        outcome, host, how = _given(application, places)
        ranked_applications.append(
            Ranked(
                number, application.case, outcome, host, None, words.chosen(number), None, None,
                tuple(how), None, application.kept is not None,
            )
        )  # fmt: skip
    return tuple(ranked_applications)


def _in_order(applications: Sequence[Scored], steps: tuple[str, ...]) -> tuple[list[_Tally], int]:
    """The applications, best first, and the number that each mean was multiplied by."""
    shares = lcm(*{len(application.points) for application in applications if application.points})
    tallies = (_tally_of(application, shares, steps) for application in applications)
    return sorted(tallies, key=lambda tally: tally.key), shares


def _tally_of(application: Scored, shares: int, steps: tuple[str, ...]) -> _Tally:
    """`shares` is a multiple of the number of members who scored it."""
    if not application.points:
        raise ValueError(f"no member of the Commission has scored {application.case}")
    sums = tuple(
        sum(by_criterion.values()) for _, by_criterion in sorted(application.points.items())
    )
    merits = tuple(_STEPS[step].merit(application) for step in steps)
    return _Tally(application, sum(sums) * (shares // len(sums)), sums, steps, merits)


def _refuse_doubles(tallies: Sequence[_Tally]) -> None:
    cases = {tally.application.case for tally in tallies}
    if len(cases) != len(tallies):
        raise ValueError("a case stands twice among the applications to rank")


@dataclass
class _Places:
    """The places of each host: all of them, those that nominated people keep, those still free."""

    all: Mapping[str, int]
    kept: Mapping[str, int]
    free: dict[str, int]


def _places(hosts: Mapping[str, int], applications: Sequence[Scored]) -> _Places:
    """`hosts` gives the free ones, so whoever keeps a place stands beside them."""
    kept_places = Counter(application.kept.host for application in applications if application.kept)
    of_host = {host: kept_places[host] for host in hosts}
    return _Places(
        {host: free + of_host[host] for host, free in hosts.items()}, of_host, dict(hosts)
    )


def _assigned(
    tally: _Tally, points: Fraction, places: _Places, minimum: Decimal
) -> tuple[Outcome, str | None, list[Text]]:
    """The outcome, the host whose free place is taken, and how that came about."""
    if tally.application.kept is None and points < minimum:
        return "rejected", None, [words.below_the_line(points, minimum)]
    return _given(tally.application, places)


def _given(application: Scored, places: _Places) -> tuple[Outcome, str | None, list[Text]]:
    if application.kept is not None:
        return "selected", application.kept.host, [words.keeps()]
    preferences: list[Text] = []
    for preference, host in enumerate(application.hosts, start=1):
        if places.free.get(host, 0) > 0:
            places.free[host] -= 1
            place = places.all[host] - places.free[host]
            place_text = words.place_given(host, preference, place, places.all[host])
            return "selected", host, [*preferences, place_text]
        kept_number = places.kept.get(host, 0)
        preferences.append(words.no_place(host, preference, places.all.get(host), kept_number))
    return "waiting", None, [*preferences, words.waits()]


def _above(tallies: Sequence[_Tally], place: int) -> Text | None:
    """What decided between a place and the one above with as many points."""
    tally, other = tallies[place], tallies[place - 1] if place else None
    if other is None or other.level != tally.level:
        return None
    return words.against(other.application.case, _compared(tally, other), below=True)


def _tie(tallies: Sequence[_Tally], place: int) -> Text | None:
    """The step that decided between a place and the one above with as many points."""
    tally, other = tallies[place], tallies[place - 1] if place else None
    if other is None or other.level != tally.level:
        return None
    merit_pairs = zip(tally.steps, tally.merits, other.merits, strict=True)
    step = next((name for name, merit, neighbour in merit_pairs if merit != neighbour), None)
    return words.decided_by(other.application.case, step)


def _below(tallies: Sequence[_Tally], place: int) -> Text | None:
    """What decided between a place and the one below with as many points."""
    tally, other = tallies[place], tallies[place + 1] if place + 1 < len(tallies) else None
    if other is None or other.level != tally.level:
        return None
    return words.against(other.application.case, _compared(tally, other), below=False)


def _compared(tally: _Tally, other: _Tally) -> Sequence[Text]:
    """Step by step up to the one that decided; at the last, the number of the case."""
    weighed_texts = _weighed(tally.steps, tally.merits, other.merits)
    return (
        weighed_texts
        if tally.merits != other.merits
        else (*weighed_texts, words.by_number(tally.application.case))
    )


@lru_cache(maxsize=4096)
def _weighed(steps: tuple[str, ...], own_merits: Merits, other_merits: Merits) -> tuple[Text, ...]:
    """Said once for all pairs of the same merits: those of one list differ in little else."""
    weighed_texts = [words.equal_points()]
    for step, merit, other in zip(steps, own_merits, other_merits, strict=True):
        weighed_texts.append(words.STEPS[step](merit, other))
        if merit != other:
            break
    return tuple(weighed_texts)


def _natural(case: str) -> tuple[str | int, ...]:
    """`BMU-2026-9999` stands before `BMU-2026-10000`."""
    parts = re.split(r"(\d+)", case)
    return tuple(int(part) if part.isdigit() else part for part in parts)
