"""Which tables convert the grades: the transcript's first, then the narrowest that fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.recognition import compose
from rules.table_choice import fitting, tables_of
from states.calls import Call, Candidate
from states.dossier import Application, Dossier, Stay
from states.recognition import (
    GradeShare,
    GradingTable,
    HomeCourse,
    RecognitionDecision,
    Transcript,
    TranscriptCourse,
)
from states.text import Text

ANNEX_11 = Text("annex 11", "прилог 11")
GRAZ = "University of Graz"
STARTS = date(2026, 10, 1)


def shares(*rows: tuple[str, int]) -> tuple[GradeShare, ...]:
    return tuple(GradeShare(grade, Decimal(percent)) for grade, percent in rows)


SCALE = shares(("10", 10), ("9", 25), ("8", 30), ("7", 25), ("6", 10))
WHOLE = shares(("1", 10), ("2", 90))
LAW = shares(("1", 60), ("2", 40))
FAILING = (*shares(("1", 30), ("2", 30)), GradeShare("5", Decimal(40), passing=False))


def table(
    number: int,
    institution: str | None = GRAZ,
    field: str | None = None,
    first: date = date(2025, 10, 1),
    last: date | None = None,
    grades: tuple[GradeShare, ...] = WHOLE,
) -> GradingTable:
    return GradingTable(number, institution, field, first, last, grades)


def case(*tables: GradingTable, field: str | None = "0421", grade: str = "1") -> Dossier:
    """One course passed in Graz and recognised, the transcript without a table of its own."""
    course = TranscriptCourse("Public Law", Decimal(6), grade, True)
    home = HomeCourse("Јавно право", Decimal(8), Decimal(60))
    return Dossier(
        Candidate("Ana", "ana@students.example"),
        Call("Call", date(2026, 2, 16), date(2026, 3, 16)),
        application=Application(STARTS, date(2027, 2, 12), (GRAZ,)),
        transcript=Transcript((course,), field=field),
        recognition=(RecognitionDecision("Public Law", home),),
        grading_tables=tables,
    )


def grade_of(dossier: Dossier) -> str | None:
    return compose(dossier, SCALE, scale_source=ANNEX_11).replaced[0].grade


def why(dossier: Dossier) -> str:
    return " / ".join(line.en for line in tables_of(dossier, SCALE, ANNEX_11).why)


def test_the_table_of_the_transcript_goes_before_every_table_of_the_office() -> None:
    dossier = case(table(1, grades=LAW))
    assert dossier.transcript
    own = replace(dossier, transcript=replace(dossier.transcript, grading_table=WHOLE))
    assert (grade_of(dossier), grade_of(own)) == ("9", "10")
    assert why(own).startswith("host side: the grading table of the transcript itself / home side")


def test_the_narrowest_field_goes_first_whenever_it_was_entered() -> None:
    tables = (table(1, field="042", grades=LAW), table(2, field="04"), table(3))
    choice = tables_of(case(*tables), SCALE, ANNEX_11)
    assert choice.host == LAW
    assert choice.why[0].en == (
        "host side: the transcript holds no grading table; table 1, University of Graz (field 042, "
        "since Wed 1 Oct 2025), for field 0421 and a stay from Thu 1 Oct 2026"
    )
    assert choice.why[0].sr.endswith("за област 0421 и боравак од 1. октобра 2026.")
    assert "табела 1, University of Graz (област 042, од сре 1.10.2025.)" in choice.why[0].sr


@pytest.mark.parametrize(
    ("field", "fits"), [("0421", True), ("042", True), ("04", True), ("0422", False), ("05", False)]
)
def test_a_field_holds_the_fields_within_it_and_no_other(field: str, fits: bool) -> None:
    assert bool(tables_of(case(table(1, field=field)), SCALE, ANNEX_11).host) is fits


def test_without_a_field_only_a_table_of_all_fields_fits() -> None:
    tables = (table(1, field="042"), table(2, grades=LAW))
    assert tables_of(case(*tables, field=None), SCALE, ANNEX_11).host == LAW


@pytest.mark.parametrize(
    ("first", "last", "fits"),
    [
        (STARTS, STARTS, True),
        (STARTS + timedelta(1), None, False),
        (date(2020, 1, 1), STARTS - timedelta(1), False),
        (date(2020, 1, 1), None, True),
    ],
)
def test_the_first_day_of_the_stay_lies_in_the_years_of_the_table(
    first: date, last: date | None, fits: bool
) -> None:
    assert bool(tables_of(case(table(1, first=first, last=last)), SCALE, ANNEX_11).host) is fits


def test_the_day_of_arrival_counts_where_it_is_recorded() -> None:
    later = table(1, first=STARTS + timedelta(3))
    dossier = replace(case(later), stay=Stay(arrived_on=STARTS + timedelta(3)))
    assert tables_of(dossier, SCALE, ANNEX_11).host == WHOLE


def test_another_host_s_table_is_never_taken() -> None:
    assert tables_of(case(table(1, "University of Split")), SCALE, ANNEX_11).host == ()


def test_where_no_table_fits_letters_are_read_on_the_scale_and_the_receipt_says_so() -> None:
    dossier = case(table(1, field="05"), grade="B")
    assert grade_of(dossier) == "9"
    assert why(dossier) == (
        "host side: neither the transcript nor the office holds a grading table for field 0421 and "
        "a stay from Thu 1 Oct 2026; the grades are read on the ECTS scale (annex 11)"
    )


def test_letters_are_read_on_the_scale_though_the_office_keeps_a_table_of_the_host() -> None:
    dossier = case(table(1), grade="B")
    assert grade_of(dossier) == "9"
    assert "does not hold the transcript's grades, which are read on the ECTS scale" in why(dossier)


def test_our_own_statistics_take_the_place_of_the_scale() -> None:
    statistics = table(2, None, grades=shares(("10", 40), ("9", 30), ("8", 30)))
    choice = tables_of(case(table(1, grades=LAW), statistics), SCALE, ANNEX_11)
    assert (choice.statistics, choice.home) == (True, statistics.grades)
    assert "statistics of the home institution" in choice.why[1].en
    assert grade_of(case(table(1, grades=LAW), statistics)) == "10"


def test_without_a_host_table_there_is_nothing_to_compare_our_statistics_with() -> None:
    statistics = table(2, None, grades=shares(("10", 50), ("6", 50)))
    assert grade_of(case(statistics, grade="C")) == "8"


def test_failing_grades_of_a_kept_table_are_left_out_and_the_rest_brought_to_100() -> None:
    recognition = compose(case(table(1, grades=FAILING)), SCALE, scale_source=ANNEX_11)
    assert recognition.replaced[0].grade == "9"
    assert recognition.tables is not None
    receipt = recognition.replaced[0].conversion.receipt  # type: ignore[union-attr]
    assert "passing grades add up to 60 % and are brought to 100 %" in receipt[0].en


CODES = st.sampled_from([None, "04", "042", "0421", "0422"])
DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
KEPT = st.lists(
    st.builds(
        lambda host, field, first, days: (host, field, first, first + timedelta(days)),
        st.sampled_from([GRAZ, GRAZ, GRAZ, "University of Split", None]),
        CODES,
        DAYS,
        st.integers(0, 900),
    ),
    min_size=2,
    max_size=10,
)


@given(rows=KEPT, field=st.sampled_from(["0421", "042", None]), on=DAYS, seed=st.randoms())
def test_whatever_is_kept_the_choice_fits_is_the_narrowest_and_knows_no_order(
    rows: list[tuple[str | None, str | None, date, date]], field: str | None, on: date, seed: object
) -> None:
    tables = [table(n, *row) for n, row in enumerate(rows, start=1)]
    choice = fitting(tables, GRAZ, field, on)
    in_another_order = list(tables)
    seed.shuffle(in_another_order)  # type: ignore[attr-defined]
    assert fitting(in_another_order, GRAZ, field, on) == choice
    fit = [
        option
        for option in tables
        if option.institution == GRAZ
        and option.first_day <= on <= (option.last_day or on)
        and (option.field is None or (field or "").startswith(option.field))
    ]
    assert (choice in fit) if fit else (choice is None)
    if choice is not None:
        assert len(choice.field or "") == max(len(option.field or "") for option in fit)
