"""Rows of a form out of a table: courses, a transcript, decisions, as people write them."""

from __future__ import annotations

from tests.web.test_forms import DOSSIER, kind_of
from web.forms.inputs import FormContext
from web.forms.spreadsheets import read_pasted
from web.forms.table_rows import Row, columns_of, listing_of, merged, rows_of
from web.forms.tables import read_table
from web.forms.validation import validate


def rows(form: str, listing: str, text: str) -> list[Row]:
    context = FormContext(form, DOSSIER, kind_of("outgoing-studies"))
    spec = listing_of(form, listing)
    assert spec is not None
    return rows_of(context, spec, read_table(read_pasted(text), columns_of(spec)))


def test_a_transcript_is_read_with_its_words_and_numbers() -> None:
    table = "Предмет\tЕСПБ\tОцена\tПоложено\nDatabases\t7,5\t1,3\tда\nStatistics\t6\t5\tне\n"
    courses = rows("transcript", "courses", table)
    assert courses == [
        {"title": "Databases", "ects": "7.5", "grade": "1,3", "passed": True},
        {"title": "Statistics", "ects": "6", "grade": "5", "passed": False},
    ]
    assert validate("transcript", {"courses": courses}).errors is None


def test_the_course_that_is_replaced_goes_into_its_own_fields() -> None:
    table = (
        "Code\tCourse title\tECTS\tReplaces at home\tReplaces at home: ECTS\n"
        "INF.1\tDatabases\t7\tBaze podataka\t6\n"
    )
    assert rows("agreement", "courses", table) == [
        {
            "code": "INF.1",
            "title": "Databases",
            "ects": "7",
            "replaces": {"title": "Baze podataka", "ects": "6"},
        }
    ]


def test_decisions_are_read_with_what_each_course_counts_as() -> None:
    table = "Course\tHome course\tDiploma Supplement only\nDatabases\tBaze\t\nYoga\t\tx\n"
    assert rows("recognition", "decisions", table) == [
        {"host": "Databases", "home": {"title": "Baze"}},
        {"host": "Yoga", "supplement": True},
    ]


def test_what_is_not_understood_stays_as_it_is_written_and_is_told_at_its_cell() -> None:
    courses = rows("transcript", "courses", "Title\tECTS\tGrade\tPassed\nA\tseven\t1\tperhaps\n")
    assert courses[0]["ects"] == "seven"
    assert courses[0]["passed"] == "perhaps"
    errors = validate("transcript", {"courses": courses}).errors
    assert set(errors or {}) == {"courses.0.ects", "courses.0.passed"}


def test_a_row_of_the_same_name_completes_the_one_above_and_others_come_last() -> None:
    courses = [{"code": "INF.1", "title": "Databases", "ects": "7"}, {"title": "Robotics"}]
    marks = [
        {"title": "ROBOTICS", "grade": "2"},
        {"code": "INF.1", "title": "Database systems", "grade": "1"},
        {"title": "Logic", "grade": "3"},
    ]
    assert merged(courses, marks) == [
        {"code": "INF.1", "title": "Database systems", "ects": "7", "grade": "1"},
        {"title": "ROBOTICS", "grade": "2"},
        {"title": "Logic", "grade": "3"},
    ]


def test_a_form_without_the_list_has_no_columns() -> None:
    assert listing_of("transcript", "decisions") is None
    assert listing_of("insurance", "from") is None
