"""The ranking list of a call: a total order of the applications, and who gets which host.

BMU-15b. Each place on the list explains itself against its neighbours; applications are named by
their case numbers only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from rules import ranking_words as words
from states.text import Text

Outcome = Literal["selected", "waiting", "rejected"]


@dataclass(frozen=True, slots=True)
class Scored:
    """An application as the Commission leaves it.

    `points` holds for each member that member's points by criterion; `grade_average` is the home
    average (none counts as the lowest), `hosts` are in order of preference.
    """

    case: str
    points: Mapping[str, Mapping[str, Decimal | Fraction]]
    earlier_mobilities: int
    grade_average: Decimal | None
    applied_at: datetime
    hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place on the list, from 1; `points` is the exact mean of the members' sums."""

    rank: int
    case: str
    outcome: Outcome
    host: str | None
    points: Fraction
    explanation: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class _Standing:
    """An application with all that it is compared by."""

    application: Scored
    points: Fraction
    sums: tuple[Fraction, ...]

    @property
    def key(self) -> tuple[object, ...]:
        """Smaller stands higher; no two cases have the same."""
        of = self.application
        average = Decimal(-1) if of.grade_average is None else of.grade_average
        return (-self.points, of.earlier_mobilities, -average, of.applied_at, _natural(of.case))


def rank(
    applications: Sequence[Scored], hosts: Mapping[str, int], minimum_points: Decimal
) -> tuple[Ranked, ...]:
    """The list: points, then fewer earlier mobilities, higher average, earlier application, case.

    `hosts` gives the free places of each host. In the order of the list each application that
    reaches `minimum_points` gets the first of its hosts with a place free, or waits (BMU-15b).
    ValueError where a case stands twice or no member has scored it.
    """
    standings = sorted(map(_standing, applications), key=lambda standing: standing.key)
    _refuse_doubles(standings)
    free = dict(hosts)
    ranked = []
    for place, standing in enumerate(standings):
        outcome, host, told = _assigned(standing, hosts, free, minimum_points)
        explanation = (*_explained(standings, place), *told)
        case, points = standing.application.case, standing.points
        ranked.append(Ranked(place + 1, case, outcome, host, points, explanation))
    return tuple(ranked)


def _standing(application: Scored) -> _Standing:
    if not application.points:
        raise ValueError(f"no member of the Commission has scored {application.case}")
    sums = tuple(
        sum((Fraction(each) for each in by_criterion.values()), Fraction(0))
        for _, by_criterion in sorted(application.points.items())
    )
    return _Standing(application, sum(sums, Fraction(0)) / len(sums), sums)


def _refuse_doubles(standings: Sequence[_Standing]) -> None:
    cases = {standing.application.case for standing in standings}
    if len(cases) != len(standings):
        raise ValueError("a case stands twice among the applications to rank")


def _assigned(
    standing: _Standing, hosts: Mapping[str, int], free: dict[str, int], minimum: Decimal
) -> tuple[Outcome, str | None, list[Text]]:
    """The outcome, the host whose place is taken out of `free`, and how that came about."""
    if standing.points < minimum:
        return "rejected", None, [words.below_the_line(standing.points, Fraction(minimum))]
    told: list[Text] = []
    for preference, host in enumerate(standing.application.hosts, start=1):
        if free.get(host, 0) > 0:
            free[host] -= 1
            left = words.place_given(host, preference, hosts[host] - free[host], hosts[host])
            return "selected", host, [*told, left]
        told.append(words.no_place(host, preference, hosts.get(host)))
    return "waiting", None, [*told, words.waits()]


def _explained(standings: Sequence[_Standing], place: int) -> Iterator[Text]:
    """The points, and for each neighbour with as many, step by step what decided."""
    here = standings[place]
    yield words.points_of(here.points, here.sums)
    if place and standings[place - 1].points == here.points:
        above = standings[place - 1].application
        yield _compared(above.case, above, here.application, below=True)
    if place + 1 < len(standings) and standings[place + 1].points == here.points:
        under = standings[place + 1].application
        yield _compared(under.case, here.application, under, below=False)


def _compared(neighbour: str, upper: Scored, lower: Scored, *, below: bool) -> Text:
    mine, theirs = (lower, upper) if below else (upper, lower)
    steps = [words.equal_points()]
    for step, attribute in words.STEPS:
        one, other = getattr(mine, attribute), getattr(theirs, attribute)
        steps.append(step(one, other))
        if one != other:
            break
    return words.against(neighbour, steps, below=below)


def _natural(case: str) -> tuple[str | int, ...]:
    """`BMU-2026-9999` stands before `BMU-2026-10000`."""
    parts = re.split(r"(\d+)", case)
    return tuple(int(part) if part.isdigit() else part for part in parts)
