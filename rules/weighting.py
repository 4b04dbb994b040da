"""What a member's points for a criterion count: as given, or by the weights of the call."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from states.calls import Call

HUNDRED: Final = Decimal(100)
PLACES: Final = 4
"""Decimals of points as they are written: they tell any two means of a commission apart."""


def written_points(exact: Fraction | Decimal) -> Decimal:
    """Points as every list, page and sentence writes them: to `PLACES` decimals, no idle zeros."""
    rounded_points = round(Fraction(exact) * 10**PLACES)
    return Decimal(rounded_points).scaleb(-PLACES).normalize() + Decimal(0)


def most_points(call: Call) -> Decimal:
    """The points that all criteria together give at most: 100 where they are weighed."""
    return HUNDRED if call.weights else sum(call.criteria.values(), Decimal(0))


def counted(call: Call, points: Mapping[str, Decimal]) -> Mapping[str, Decimal | Fraction]:
    """A member's points by criterion as they count, exactly (BMU-15b, BEE-C4).

    With weights, 6 of 10 points at a weight of 40 per cent count 24.
    """
    if not call.weights:
        return points
    return {
        criterion: Fraction(number) * Fraction(call.weights[criterion])
        / Fraction(call.criteria[criterion])
        for criterion, number in points.items()
    }  # fmt: skip


def total_of(call: Call, points: Mapping[str, Decimal] | None) -> Decimal | None:
    """A member's sum as points are written; None where a criterion of the call has no points."""
    if points is None or any(criterion not in points for criterion in call.criteria):
        return None
    by_criterion = counted(call, {criterion: points[criterion] for criterion in call.criteria})
    return written_points(sum((Fraction(number) for number in by_criterion.values()), Fraction(0)))
