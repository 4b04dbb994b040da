"""The ranking list: ties, hosts by preference, explanations, and the laws of a fair list."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.ranking import KeptPlace, Ranked, Scored, rank

MONDAY = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
FIFTY = Decimal(50)


def scored(
    case: str,
    points: str = "80 80 80",
    hosts: tuple[str, ...] = ("Graz",),
    *,
    earlier: int = 0,
    average: str | None = "9.1",
    minutes: int = 0,
) -> Scored:
    members = {
        f"m{n}": {"all": Decimal(member_points)} for n, member_points in enumerate(points.split())
    }
    grade = None if average is None else Decimal(average)
    return Scored(case, members, earlier, grade, MONDAY + timedelta(minutes=minutes), hosts)


def order(*applications: Scored) -> list[str]:
    return [entry.case for entry in rank(applications, {"Graz": 1}, FIFTY)]


def said(entry: Ranked) -> list[str]:
    return [line.en for line in entry.explanation]


def test_points_are_the_exact_mean_of_the_members_sums() -> None:
    members = {
        "m.ilic": {"language": Decimal("16.1"), "relevance": Decimal(15)},
        "j.kos": {"language": Decimal(16), "relevance": Decimal(16)},
        "s.rus": {"language": Decimal(16), "relevance": Decimal(17)},
    }
    (only,) = rank([Scored("A-1", members, 0, None, MONDAY, ("Graz",))], {"Graz": 1}, Decimal(0))
    assert only.points == Fraction(961, 30)
    assert said(only)[0] == "32.0333 points, the mean of the members' sums 32, 31.1, 33"


def test_who_has_not_been_abroad_goes_first_among_equals() -> None:
    boris, ana = rank([scored("A-1", earlier=1), scored("A-2", average="8.7")], {"Graz": 1}, FIFTY)
    assert (boris.case, boris.rank, boris.outcome, boris.host) == ("A-2", 1, "selected", "Graz")
    assert (ana.case, ana.rank, ana.outcome, ana.host) == ("A-1", 2, "waiting", None)
    assert said(boris) == [
        "80 points, the mean of the members' sums 80, 80, 80",
        "above A-1: equal points; fewer earlier mobilities (0 against 1)",
        "Graz, preference 1: place 1 of 1",
    ]
    assert said(ana)[1:] == [
        "below A-2: equal points; more earlier mobilities (1 against 0)",
        "Graz, preference 1: no place left of 1",
        "waiting: no preferred host has a place",
    ]


def test_a_place_that_somebody_nominated_keeps_is_counted_among_the_hosts_places() -> None:
    keeper = replace(scored("A-1", "90"), kept=KeptPlace("Graz"))
    keeper_entry, waiting_entry = rank([keeper, scored("A-2", "85")], {"Graz": 0}, FIFTY)
    assert (keeper_entry.host, waiting_entry.outcome) == ("Graz", "waiting")
    full = "Graz, preference 1: no place left of 1, 1 kept by who was nominated before"
    assert said(waiting_entry)[1] == full
    _, placed_entry, none_left = rank(
        [keeper, scored("A-2", "85"), scored("A-3", "80")], {"Graz": 1}, FIFTY
    )
    assert said(placed_entry)[1] == "Graz, preference 1: place 2 of 2"
    assert none_left.told[0].sr == (
        "Graz, 1. жеља: нема слободних места (укупно 2, раније номиновани задржавају 1)"
    )


def test_then_the_higher_average_then_the_earlier_application_then_the_case_number() -> None:
    assert order(scored("A-1", average="8.9"), scored("A-2", average="9.0")) == ["A-2", "A-1"]
    assert order(scored("A-1", average=None), scored("A-2", average="6.1")) == ["A-2", "A-1"]
    assert order(scored("A-1", minutes=5), scored("A-2", minutes=4)) == ["A-2", "A-1"]
    assert order(scored("A-10000"), scored("A-9999")) == ["A-9999", "A-10000"]


def test_between_equal_points_only_that_decides_which_the_source_lets_decide() -> None:
    often, seldom = scored("A-1", earlier=4, minutes=4), scored("A-2", earlier=1, minutes=5)
    never = scored("A-3", earlier=0, minutes=6)
    by_average = rank([seldom, often, never], {}, FIFTY, ("grade_average",))
    assert [entry.case for entry in by_average] == ["A-1", "A-2", "A-3"]
    assert not any("mobilities" in line for entry in by_average for line in said(entry))
    by_first_journey = rank([seldom, often, never], {}, FIFTY, ("first_mobility",))
    assert [entry.case for entry in by_first_journey] == ["A-3", "A-1", "A-2"]
    assert said(by_first_journey[0])[1] == "above A-1: equal points; has not taken part yet"
    assert said(by_first_journey[2])[1].startswith(
        "below A-1: equal points; both have taken part before; later application"
    )
    tie = by_first_journey[1].tie
    assert tie and tie.en == "equal points with A-3, decided by who has not taken part yet"


def test_a_tie_is_told_step_by_step_down_to_what_decided_it() -> None:
    list_ = rank([scored("A-1", minutes=5), scored("A-2", minutes=4)], {}, FIFTY)
    assert said(list_[1])[1] == (
        "below A-2: equal points; equally many earlier mobilities (0); equal grade average (9.1); "
        "later application (Mon 9 Mar 2026 09:05:00 against Mon 9 Mar 2026 09:04:00)"
    )
    assert "каснија пријава (пон 9.3.2026. 09:05:00" in list_[1].explanation[1].sr


def test_a_third_of_a_point_decides_and_shows() -> None:
    list_ = rank([scored("A-1", "80 80 79", earlier=0), scored("A-2", earlier=3)], {}, FIFTY)
    assert [entry.case for entry in list_] == ["A-2", "A-1"]
    assert said(list_[1])[0].startswith("79.6667 points")
    assert not any("A-2" in line for line in said(list_[1]))


def test_the_minimum_itself_is_enough_and_a_hair_below_it_is_not() -> None:
    enough, short = rank([scored("A-1", "50 50"), scored("A-2", "50 49.9")], {"Graz": 2}, FIFTY)
    assert (enough.outcome, short.outcome, short.host) == ("selected", "rejected", None)
    assert said(short)[-1] == "rejected: 49.95 points are below the call's minimum of 50"


def test_a_second_preference_is_given_where_the_first_is_full_and_the_reason_told() -> None:
    hosts = ("Graz", "Torino", "Split")
    list_ = rank(
        [scored("A-1", "90"), scored("A-2", "85", hosts), scored("A-3", "60", hosts)],
        {"Graz": 1, "Split": 2},
        FIFTY,
    )
    assert [entry.host for entry in list_] == ["Graz", "Split", "Split"]
    assert said(list_[2])[1:] == [
        "Graz, preference 1: no place left of 1",
        "Torino, preference 2: not a host of this call",
        "Split, preference 3: place 2 of 2",
    ]


def test_an_application_that_no_member_scored_cannot_be_ranked() -> None:
    with pytest.raises(ValueError, match="no member of the Commission has scored A-1"):
        order(scored("A-1", ""))


def test_a_case_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        order(scored("A-1"), scored("A-1", "70"))


HOSTS = ("Graz", "Torino", "Split", "Gent")


@st.composite
def calls(draw: st.DrawFn) -> tuple[list[Scored], dict[str, int], Decimal]:
    """Few different values, so that ties abound."""
    small = st.integers(0, 2)
    applications = [
        scored(
            f"A-{n}",
            " ".join(str(48 + draw(small)) for _ in range(2)),
            tuple(draw(st.lists(st.sampled_from(HOSTS), unique=True))),
            earlier=draw(small),
            average=draw(st.sampled_from([None, "8", "9"])),
            minutes=draw(small),
        )
        for n in range(draw(st.integers(0, 9)))
    ]
    places = draw(st.dictionaries(st.sampled_from(HOSTS), st.integers(0, 3)))
    return applications, places, Decimal(draw(st.integers(47, 51)))


@given(calls(), st.randoms(use_true_random=False))
def test_the_list_does_not_depend_on_the_order_in_which_applications_come(
    call: tuple[list[Scored], dict[str, int], Decimal], chance: random.Random
) -> None:
    applications, places, minimum = call
    in_another_order = list(applications)
    chance.shuffle(in_another_order)
    assert rank(in_another_order, places, minimum) == rank(applications, places, minimum)


@given(calls())
def test_nobody_below_the_line_stands_above_it_and_ranks_count_from_one(
    call: tuple[list[Scored], dict[str, int], Decimal],
) -> None:
    list_ = rank(*call)
    rejections = [entry.outcome == "rejected" for entry in list_]
    assert rejections == sorted(rejections)
    assert all((entry.points < call[2]) == (entry.outcome == "rejected") for entry in list_)
    assert [entry.rank for entry in list_] == list(range(1, len(call[0]) + 1))


@given(calls())
def test_places_are_never_exceeded_and_a_host_means_selected(
    call: tuple[list[Scored], dict[str, int], Decimal],
) -> None:
    list_ = rank(*call)
    for host in HOSTS:
        assert sum(entry.host == host for entry in list_) <= call[1].get(host, 0)
    assert all((entry.host is not None) == (entry.outcome == "selected") for entry in list_)


@given(calls())
def test_nobody_holds_a_host_that_a_higher_rank_preferred_and_did_not_get(
    call: tuple[list[Scored], dict[str, int], Decimal],
) -> None:
    applications, places, minimum = call
    wishes = {entry.case: entry.hosts for entry in applications}
    list_ = [entry for entry in rank(applications, places, minimum) if entry.outcome != "rejected"]
    for higher in list_:
        preferences = wishes[higher.case]
        better_hosts = preferences[: preferences.index(higher.host)] if higher.host else preferences
        assert not any(lower.host in better_hosts for lower in list_[higher.rank :])
        for host in better_hosts:
            assert sum(entry.host == host for entry in list_) == places.get(host, 0)


def test_two_thousand_applications_for_three_hundred_hosts_all_find_their_place() -> None:
    chance = random.Random(7)
    hosts = {f"University {n}": 5 for n in range(300)}
    applications = [
        scored(
            f"A-{n}",
            " ".join(str(chance.randint(50, 90)) for _ in range(3)),
            tuple(chance.sample(sorted(hosts), 3)),
            earlier=chance.randint(0, 2),
        )
        for n in range(2000)
    ]
    list_ = rank(applications, hosts, FIFTY)
    assert [entry.rank for entry in list_] == list(range(1, 2001))
    assert {entry.case for entry in list_} == {entry.case for entry in applications}
