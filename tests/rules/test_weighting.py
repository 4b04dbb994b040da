"""Weighted points: exact, at most a hundred, and never turning the better into the worse."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rules.ranking import Scored, rank
from rules.ranking_words import shown
from rules.weighting import counted, most_points, total_of, written_points
from states.calls import Call

DAY = date(2026, 2, 16)
MOST = {"language": Decimal(10), "motivation": Decimal(3)}
PLAIN = Call("Autumn", DAY, DAY, criteria=MOST)
POINTS = st.fixed_dictionaries({name: st.integers(0, int(most)) for name, most in MOST.items()})


@st.composite
def weighed(draw: st.DrawFn) -> Call:
    """A call whose two weights add up to a hundred."""
    share = Decimal(draw(st.integers(1, 9999))) / 100
    return replace(PLAIN, weights={"language": share, "motivation": 100 - share})


def decimals(points: dict[str, int]) -> dict[str, Decimal]:
    return {name: Decimal(number) for name, number in points.items()}


@given(weighed())
def test_all_points_of_all_criteria_count_exactly_a_hundred(call: Call) -> None:
    assert sum(counted(call, MOST).values()) == 100 == most_points(call)
    assert total_of(call, MOST) == 100


@given(weighed(), POINTS, st.sampled_from(sorted(MOST)))
def test_a_point_more_never_counts_less(call: Call, points: dict[str, int], name: str) -> None:
    fewer = {**points, name: max(0, points[name] - 1)}
    more, less = (sum(counted(call, decimals(row)).values()) for row in (points, fewer))
    assert 0 <= less <= more <= 100


@given(weighed(), st.lists(POINTS, min_size=1, max_size=6))
def test_the_list_is_in_the_order_of_the_weighted_sums(
    call: Call, given_points: list[dict[str, int]]
) -> None:
    at = datetime(2026, 3, 9, tzinfo=UTC)
    shares = [counted(call, decimals(points)) for points in given_points]
    applications = [
        Scored(f"A-{n}", {"m": share}, 0, None, at, ()) for n, share in enumerate(shares)
    ]
    entries = rank(applications, {}, Decimal(0))
    sums = [sum(map(Fraction, shares[int(entry.case[2:])].values())) for entry in entries]
    assert sums == sorted(sums, reverse=True) == [entry.points for entry in entries]


def test_without_weights_the_maxima_add_up() -> None:
    assert most_points(PLAIN) == 13


def test_points_are_written_in_one_way_wherever_they_stand() -> None:
    third = Fraction(236, 3)
    assert written_points(third) == Decimal("78.6667")
    assert shown(third).en == format(written_points(third))
    assert str(written_points(Fraction(80))) == "80"
    assert written_points(Fraction(7867, 100)) != written_points(third)
