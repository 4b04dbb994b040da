"""Grading tables, precedents and faulty facts on the command line: sentences, numbers, status."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.asking import Ask
from tests.workflows.office_fixtures import Work
from tests.workflows.office_fixtures import work_on_sqlite as work

__all__ = ["work"]

JUDGE = ("--as", "academic_coordinator", "--name", "Jovan Kos")
TABLE = """\
institution: University of Graz
field: "061"
from: 2025-10-01
grades: [{grade: 1, percent: 40}, {grade: 2, percent: 60}, {grade: 5, percent: 0, passing: false}]
"""
UNKNOWN = "{title: Law, ects: 6, grade: '7', passed: true}"
COURSE = "{title: Law, ects: 6, grade: '1', passed: true}"
GRADES = "[{grade: '1', percent: 40}, {grade: '2', percent: 60}]"


@pytest.fixture
def table_file(tmp_path: Path) -> Path:
    """A grading table in a file."""
    file = tmp_path / "graz.yaml"
    file.write_text(TABLE, encoding="utf-8")
    return file


def test_a_table_is_entered_listed_and_withdrawn(office: Ask, table_file: Path) -> None:
    assert office("table", "add", table_file, *JUDGE, "--json").json == {"table": 1}
    (table,) = office("table", "list", "--json").json
    assert (table["institution"], table["field"]) == ("University of Graz", "061")
    assert table["to"] is None
    assert table["grades"][2] == {"grade": "5", "percent": "0", "passing": False}
    assert table["entered_by"] == "Jovan Kos (academic coordinator)"
    assert "University of Graz" in office("table", "list").out

    answer = office("table", "withdraw", 1, "--reason", "A newer one came", *JUDGE)
    assert answer.out == "Table 1 is withdrawn: A newer one came\n"
    assert office("table", "list").out == "The office keeps no grading table.\n"
    assert office("table", "list", "--all", "--json").json[0]["withdrawn"]["reason"] == (
        "A newer one came"
    )


def test_a_table_that_does_not_add_up_is_told_with_its_line_and_rule(
    office: Ask, table_file: Path
) -> None:
    table_file.write_text(TABLE.replace("percent: 60", "percent: 59.4"), encoding="utf-8")
    answer = office("table", "add", table_file, *JUDGE)
    assert answer.status == 2
    assert answer.err == (
        f"{table_file}:4:1: grades: the grading table of University of Graz adds up to 99.4 %, "
        "which is more than the tolerance of 0.5 from 100 % (BMU-22.4)\n"
    )
    assert office("table", "list", "--json").json == []


def test_a_role_that_keeps_no_tables_is_refused_with_status_one(
    office: Ask, table_file: Path
) -> None:
    refusal = office("table", "add", table_file, "--as", "candidate", "--json")
    assert refusal.status == 1
    assert [reason["rule"] for reason in refusal.json["reasons"]] == ["BMU-22.4"]


@pytest.mark.parametrize(
    ("fact", "payload", "sentence"),
    [
        (
            "transcript",
            f"{{grading_table: {GRADES}, courses: [{UNKNOWN}]}}",
            "courses.0.grade: “Law” was passed with 7, but grade 7 does not stand in the host's "
            "grading table: grades that pass in the host's grading table are 1, 2 (BMU-22.4)",
        ),
        (
            "transcript",
            f"{{grading_table: {GRADES.replace('60', '50')}, courses: [{COURSE}]}}",
            "grading_table: the host's grading table adds up to 90 %, which is more than the "
            "tolerance of 0.5 from 100 % (BMU-22.4)",
        ),
        (
            "transcript",
            f"{{grading_table: {GRADES}, courses: [{COURSE}, {COURSE}]}}",
            "courses.1.title: “Law” stands here a second time (first in line 1); record the "
            "attempt that counts, or tell the two apart by title and code (BMU-18a)",
        ),
        (
            "transcript",
            f"{{courses: [{COURSE.replace('6', '-6')}]}}",
            "courses.0.ects (“Law”): must be at least 0, not -6 (BMU-18a;",
        ),
    ],
)
def test_a_faulty_transcript_is_one_sentence_with_thing_place_and_rule(
    office: Ask, case: str, fact: str, payload: str, sentence: str
) -> None:
    answer = office("case", "record", case, fact, "--with", payload, *JUDGE)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith(sentence)
    assert len(office("case", "history", case, "--json").json) == 1


def test_a_decision_on_a_course_nobody_took_is_told_on_the_command_line(
    office: Ask, case: str
) -> None:
    transcript = f"{{grading_table: {GRADES}, courses: [{COURSE}]}}"
    assert office("case", "record", case, "transcript", "--with", transcript, *JUDGE).status == 0
    decision = "{decisions: [{host: Astrology, supplement: true}]}"
    answer = office("case", "record", case, "recognition", "--with", decision, *JUDGE)
    assert answer.status == 2
    assert answer.err == (
        "decisions.0.host: nobody took “Astrology”: the transcript holds Law (BMU-21)\n"
    )


def test_precedents_are_listed_shown_in_the_next_case_and_withdrawn(ask: Ask, work: Work) -> None:
    ana = work.open()
    work.bring("decree", ana)

    first, _ = ask("--data", work.office.data, "precedents", "list", "--json").json
    assert (first["host"], first["course"], first["home"]["title"]) == (
        "University of Graz", "Course 1", "Предмет 1"
    )  # fmt: skip
    assert (first["case"], first["on"]) == (work.number(ana), "2027-03-04")
    here = ask("--data", work.office.data, "case", "show", work.number(ana), "--json").json
    assert here["recognition"]["precedents"] == []
    assert here["recognition"]["tables"][0] == (
        "host side: the grading table of the transcript itself"
    )
    answer = ask("--data", work.office.data, "precedents", "withdraw", first["id"],
               "--reason", "New syllabus", *JUDGE)  # fmt: skip
    assert answer.out == f"Precedent {first['id']} is withdrawn: New syllabus\n"
    (second,) = ask("--data", work.office.data, "precedents", "list", "--json").json
    assert second["course"] == "Course 2"
    precedents = ask("--data", work.office.data, "precedents", "list", "--all", "--json").json
    assert precedents[0]["withdrawn"]["by"] == "Jovan Kos (academic coordinator)"
    assert precedents[0]["withdrawn"]["reason"] == "New syllabus"
    assert "Course 1" not in ask("--data", work.office.data, "precedents", "list").out
    again = ask("--data", work.office.data, "precedents", "withdraw", first["id"],
                "--reason", "x", *JUDGE)  # fmt: skip
    assert again.status == 2 and "was withdrawn already" in again.err
