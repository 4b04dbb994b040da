"""Grade conversion: the annexes' own example, refusals as values, and the laws of comparison."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.grades import RULES, Conversion, ConversionRule, Unconvertible, convert, convert_letter
from states.recognition import GradeShare

Table = tuple[GradeShare, ...]


def table(shares: str, *failing: str) -> Table:
    """`1 20, 2 35` and the grades that do not pass."""
    rows = (row.split() for row in shares.split(", "))
    return tuple(GradeShare(grade, Decimal(share), grade not in failing) for grade, share in rows)


A = table(
    "30L 5.6, 30 15.7, 29 0.5, 28 12.3, 27 11.8, 26 9.0, 25 8.2, 24 11.3, 23 2.7, 22 6.0, "
    "21 2.3, 20 5.7, 19 1.9, 18 6.9"
)
B = table("1 20, 2 35, 3 25, 4 20")
BMU = table("10 10, 9 25, 8 30, 7 25, 6 10, 5 0", "5")
GRAZ = table("1 24, 2 31, 3 25, 4 20")


def converted(grade: str, host: Table, home: Table, rule: ConversionRule) -> Conversion:
    answer = convert(grade, host, home, rule)
    assert isinstance(answer, Conversion), answer
    return answer


def refused(grade: str, host: Table, home: Table = B) -> str:
    answer = convert(grade, host, home)
    assert isinstance(answer, Unconvertible), answer
    assert answer.why.sr != answer.why.en
    return answer.why.en


@pytest.mark.parametrize(
    ("grades", "largest", "best", "worst"),
    [
        ("30L", "1", "1", "1"),
        ("30", "1", "1", "2"),
        ("29 28 27 26", "2", "2", "2"),
        ("25", "3", "2", "3"),
        ("24 23", "3", "3", "3"),
        ("22", "4", "3", "4"),
        ("21 20 19 18", "4", "4", "4"),
    ],
)
def test_the_example_of_annex_10(grades: str, largest: str, best: str, worst: str) -> None:
    for grade in grades.split():
        assert converted(grade, A, B, "largest_overlap").grade == largest
        assert converted(grade, A, B, "best").grade == best
        assert converted(grade, A, B, "worst").grade == worst


def test_the_grades_from_graz_on_the_scale_of_annex_11() -> None:
    assert [converted(grade, GRAZ, BMU, "largest_overlap").grade for grade in "123"] == [
        "9",
        "8",
        "7",
    ]


def test_the_receipt_tells_the_place_the_overlaps_and_the_verdict() -> None:
    receipt = converted("3", GRAZ, BMU, "largest_overlap").receipt
    assert [line.en for line in receipt] == [
        "grade 3 stands from 55 % to 80 % of the host's passing students, counted from the best",
        "of that the home grades take: 8 (10 %), 7 (15 %)",
        "largest overlap: 7",
    ]


def test_shares_that_are_rounded_are_brought_to_100_and_the_receipt_says_so() -> None:
    receipt = converted("22", A, B, "largest_overlap").receipt
    assert receipt[0].en == "the host's passing grades add up to 99.9 % and are brought to 100 %"
    assert "99,9 %" in receipt[0].sr


def test_as_many_digits_stand_as_tell_why_one_grade_was_taken() -> None:
    home = table("10 50.001, 9 49.999")
    receipt = converted("A", table("A 100"), home, "largest_overlap").receipt
    assert receipt[1].en == "of that the home grades take: 10 (50.001 %), 9 (49.999 %)"
    assert receipt[1].sr.endswith("10 (50,001 %), 9 (49,999 %)")
    receipt = converted("A", table("A 50.0004, B 49.9996"), table("10 50, 9 50"), "worst").receipt
    assert receipt[0].en.startswith("grade A stands from 0 % to 50 % of")
    assert receipt[1].en == "of that the home grades take: 10 (50 %), 9 (0.0004 %)"
    plain = converted("A", table("A 100"), table("10 33.3333, 9 66.6667"), "largest_overlap")
    assert plain.receipt[1].en == "of that the home grades take: 10 (33.33 %), 9 (66.67 %)"


def test_a_sum_beside_the_tolerance_is_told_apart_from_it() -> None:
    conversion = convert("1", table("1 60, 2 40.5001"), table("10 100"))
    assert isinstance(conversion, Unconvertible)
    assert "adds up to 100.5001 %" in conversion.why.en
    nearly = converted("1", table("1 60, 2 40.001"), table("10 100"), "largest_overlap")
    assert nearly.receipt[0].en.startswith("the host's passing grades add up to 100.001 % and")


def test_an_exact_tie_goes_to_the_better_grade_and_says_so() -> None:
    host, home = table("A 30, B 40, C 30"), table("10 50, 9 50")
    tie = converted("B", host, home, "largest_overlap")
    assert (tie.grade, tie.tie) == ("10", True)
    assert "exact tie, which goes to the better grade: 10" in tie.receipt[-1].en
    assert not converted("A", host, home, "largest_overlap").tie
    assert not converted("B", host, home, "worst").tie


def test_a_share_that_binary_numbers_cannot_hold_still_ties_exactly() -> None:
    host, home = table("A 0.2, B 0.2, C 99.6"), table("10 0.3, 9 99.7")
    assert converted("B", host, home, "largest_overlap").tie


def test_failing_grades_are_left_out_before_comparing() -> None:
    host = table("1 12, 2 15.5, 3 12.5, 4 10, 5 50", "5")
    assert converted("1", host, BMU, "largest_overlap").grade == "9"
    assert "passing grade" in refused("5", host)


def test_a_grade_that_nobody_got_takes_the_better_neighbour() -> None:
    host = table("1 0, 2 55, 3 0, 4 45")
    assert converted("1", host, B, "worst").grade == "1"
    answer = converted("3", host, B, "largest_overlap")
    assert (answer.grade, answer.tie) == ("2", True)
    assert converted("3", host, B, "worst").grade == "3"


@pytest.mark.parametrize(
    ("host", "why"),
    [
        ((), "holds no grade that passes"),
        (table("1 60, 2 39.4"), "adds up to 99.4 %"),
        (table("1 60, 2 40.6"), "adds up to 100.6 %"),
        (table("1 60, 2 20, 1 20"), "names grade 1 twice"),
        (table("1 130, 2 -30"), "gives grade 2 a negative share"),
        (table("1 0, 2 0, 5 100", "5"), "holds no grade that passes"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused(host: Table, why: str) -> None:
    assert why in refused("1", host)
    assert refused("1", B, host).startswith("the home grading table")


@pytest.mark.parametrize("shares", ["1 60, 2 39.5", "1 60, 2 40.5"])
def test_half_a_per_cent_of_rounding_is_forgiven(shares: str) -> None:
    assert converted("1", table(shares), B, "largest_overlap").grade == "2"


def test_a_grade_that_the_host_does_not_give_is_refused() -> None:
    assert refused("31", A) == "grade 31 does not stand in the host's grading table"
    assert converted(" 30l ", A, B, "largest_overlap").grade == "1"


def test_an_unknown_rule_is_the_callers_fault() -> None:
    with pytest.raises(ValueError, match="no rule of conversion is called 'median'"):
        convert("30", A, B, "median")  # type: ignore[arg-type]


@pytest.mark.parametrize(("given_", "home"), [("A", "10"), ("b", "9"), ("E", "6"), ("8", "8")])
def test_a_host_without_a_table_gives_ects_or_home_grades(given_: str, home: str) -> None:
    answer = convert_letter(given_, BMU)
    assert isinstance(answer, Conversion)
    assert (answer.grade, answer.rule) == (home, None)


@pytest.mark.parametrize("grade", ["F", "5", "1.3", "", "AB"])
def test_any_other_grade_without_a_table_is_refused(grade: str) -> None:
    assert isinstance(convert_letter(grade, BMU), Unconvertible)


def test_letters_need_a_home_scale_of_five_grades() -> None:
    assert isinstance(convert_letter("A", B), Unconvertible)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    cuts = sorted(draw(st.lists(st.integers(0, 1000), min_size=1, max_size=8)))
    ends = [*cuts, 1000]
    shares = [end - start for start, end in zip([0, *cuts], ends, strict=True)]
    return tuple(GradeShare(f"g{n}", Decimal(share) / 10) for n, share in enumerate(shares))


@given(tables(), tables(), st.sampled_from(list(RULES)))
def test_a_better_grade_abroad_is_never_a_worse_one_at_home(
    host: Table, home: Table, rule: ConversionRule
) -> None:
    order = [share.grade for share in home]
    places = [order.index(converted(share.grade, host, home, rule).grade) for share in host]
    assert places == sorted(places)


@given(tables(), tables())
def test_best_is_never_worse_than_largest_overlap_nor_that_than_worst(
    host: Table, home: Table
) -> None:
    order = [share.grade for share in home]
    for share in host:
        rules: tuple[ConversionRule, ...] = ("best", "largest_overlap", "worst")
        places = [order.index(converted(share.grade, host, home, rule).grade) for rule in rules]
        assert places == sorted(places)


@given(tables(), st.sampled_from(list(RULES)))
def test_between_equal_tables_a_grade_stays_what_it_is(grades: Table, rule: ConversionRule) -> None:
    for share in grades:
        if share.percent:
            assert converted(share.grade, grades, grades, rule).grade == share.grade


@given(tables(), tables(), st.integers(1, 99))
def test_how_many_fail_does_not_change_a_conversion(
    host: Table, home: Table, failing_percent: int
) -> None:
    part = Fraction(100 - failing_percent, 100)
    thinner = (
        *(GradeShare(share.grade, Decimal(part.numerator) * share.percent / part.denominator)
          for share in host),
        GradeShare("fail", Decimal(failing_percent), passing=False),
    )  # fmt: skip
    for share in host:
        assert (
            converted(share.grade, thinner, home, "largest_overlap").grade
            == converted(share.grade, host, home, "largest_overlap").grade
        )
