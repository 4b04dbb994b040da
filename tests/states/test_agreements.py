"""Versions of an agreement: what one adds to the other, removes, replaces and changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rules.agreement_words import difference_lines
from states.agreements import differences
from states.dossier import AgreementVersion, Course
from states.recognition import HomeCourse

DATABASES = Course("Databases", "INF.101", Decimal(6), HomeCourse("Baze podataka", Decimal(8)))
SYSTEMS = Course("Distributed Systems", "INF.204", Decimal(6))
FRENCH = Course("French", "FRA.001", Decimal(4), HomeCourse("Strani jezik"))
GERMAN = Course("German for Beginners", "GER.001", Decimal(5), HomeCourse("Strani jezik"))


def version(*courses: Course, **parts: str) -> AgreementVersion:
    return AgreementVersion("en", 1, courses=courses, **parts)


def test_courses_are_added_removed_replaced_and_changed_each_with_its_ects() -> None:
    former = version(DATABASES, SYSTEMS, FRENCH)
    newer = version(
        replace(DATABASES, ects=Decimal("7.5")), GERMAN, Course("Sport", "SP", Decimal(2))
    )
    changes = differences(former, newer)
    assert [change.kind for change in changes.courses] == [
        "changed",
        "removed",
        "replaced",
        "added",
    ]
    assert (changes.ects_before, changes.ects_after) == (Decimal(16), Decimal("14.5"))
    assert [line.en for line in difference_lines(changes)] == [
        "changed: INF.101 Databases, 6 ECTS (for Baze podataka) → "
        "INF.101 Databases, 7.5 ECTS (for Baze podataka)",
        "removed: INF.204 Distributed Systems, 6 ECTS",
        "replaced: FRA.001 French, 4 ECTS (for Strani jezik) → "
        "GER.001 German for Beginners, 5 ECTS (for Strani jezik)",
        "added: SP Sport, 2 ECTS",
        "ECTS in all: 16 → 14.5",
    ]


def test_the_same_words_stand_in_serbian_with_a_decimal_comma() -> None:
    changes = differences(version(SYSTEMS), version(replace(SYSTEMS, ects=Decimal("6.5"))))
    assert [line.sr for line in difference_lines(changes)] == [
        "измењено: INF.204 Distributed Systems, 6 ЕСПБ → INF.204 Distributed Systems, 6,5 ЕСПБ",
        "ЕСПБ укупно: 6 → 6,5",
    ]


def test_a_host_without_codes_is_compared_by_titles() -> None:
    bare = Course("Logic", None, Decimal(5))
    (change,) = differences(version(bare), version(replace(bare, ects=Decimal(6)))).courses
    assert (change.kind, change.before.ects, change.after.ects) == ("changed", 5, 6)


def test_two_courses_of_one_title_under_different_codes_are_two() -> None:
    first, second = Course("Seminar", "S1", Decimal(3)), Course("Seminar", "S2", Decimal(3))
    kinds = [change.kind for change in differences(version(first), version(second)).courses]
    assert kinds == ["removed", "added"]


def test_another_home_course_is_a_change_too() -> None:
    databases = replace(DATABASES, replaces=HomeCourse("Informacioni sistemi"))
    assert [
        change.kind for change in differences(version(DATABASES), version(databases)).courses
    ] == ["changed"]


def test_parts_that_are_no_courses_are_told_before_and_after() -> None:
    changes = differences(version(tasks="Write tests"), version(tasks="Write and run tests"))
    assert [line.en for line in difference_lines(changes)] == [
        "tasks: Write tests → Write and run tests"
    ]


courses = st.builds(
    Course,
    st.sampled_from(["Logic", "Sport", "Latin", "Greek"]),
    st.one_of(st.none(), st.sampled_from(["A1", "B2", "C3"])),
    st.one_of(st.none(), st.decimals(0, 30, places=1)),
    st.one_of(st.none(), st.builds(HomeCourse, st.sampled_from(["Logika", "Jezik"]))),
)
versions = st.lists(courses, max_size=6).map(lambda some_courses: version(*some_courses))


@given(versions, versions)
def test_the_changes_lead_from_the_former_version_to_the_newer_and_nowhere_else(
    former: AgreementVersion, newer: AgreementVersion
) -> None:
    changes = differences(former, newer)
    courses = Counter(former.courses)
    courses.subtract(change.before for change in changes.courses if change.before is not None)
    assert min(courses.values(), default=0) >= 0
    courses.update(change.after for change in changes.courses if change.after is not None)
    assert +courses == Counter(newer.courses)


@given(versions)
def test_a_version_differs_from_itself_in_nothing(agreement: AgreementVersion) -> None:
    assert differences(agreement, agreement).nothing
