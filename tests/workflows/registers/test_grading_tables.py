"""Grading tables are entered, convert grades, and are withdrawn with a reason."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from persistence import grading_tables
from persistence.database import reading, write_transaction
from states.decision import Actor, Refused
from states.moments import civil_date
from states.recognition import GradeShare, GradingTable
from states.strict_yaml import InvalidFile
from states.validation_error import ValidationError
from tests.workflows.office_fixtures import TRANSCRIPT, Work, work
from workflows.cases.locking import lock_for_fact
from workflows.registers.grading_tables import keep_table, read_table, withdraw_table
from workflows.registers.recognition_hints import hints_for

__all__ = ["work"]

JUDGE = Actor("academic_coordinator", "J. Kos")


GRAZ = """\
institution: university of Graz
field: "061"
from: 2026-10-01
to: 2027-09-30
grades: [{grade: 1, percent: 10}, {grade: 2, percent: 90}, {grade: 5, percent: 0, passing: false}]
"""


def kept(work: Work, folder: Path, text: str = GRAZ, actor: Actor = JUDGE) -> Any:
    file = folder / "table.yaml"
    file.write_text(text, encoding="utf-8")
    table = read_table(work.office, "bmu", file)
    with write_transaction(work.engine) as connection:
        return keep_table(work.act(connection, actor), "bmu", table)


def test_a_kept_table_converts_the_grades_of_a_transcript_that_holds_none(
    work: Work, tmp_path: Path
) -> None:
    ana = work.open()
    work.bring("documents_submitted", ana)
    table = kept(work, tmp_path)
    assert isinstance(table, GradingTable)
    bare = {**TRANSCRIPT, "grading_table": [], "field": "0613"}
    work.record(ana, "transcript", bare)
    case, dossier = work.load(ana)
    hints = hints_for(work.office, case, dossier, civil_date(work.clock()))
    assert hints.tables is not None
    assert hints.tables.host[0] == GradeShare("1", Decimal(10))
    assert f"table {table.id}, university of Graz" in hints.tables.why[0].en
    with write_transaction(work.engine) as connection:
        withdraw_table(work.act(connection, JUDGE), "bmu", table.id, "Wrong sums")
    assert work.dossier(ana).grading_tables == ()
    with reading(work.engine) as connection:
        (entry,) = grading_tables.register(connection, "bmu")
    assert entry.withdrawn is not None and entry.withdrawn.reason == "Wrong sums"


def test_the_first_transcript_is_judged_by_the_kept_table_and_nothing_before_it_reads_one(
    work: Work, tmp_path: Path
) -> None:
    ana = work.open()
    work.bring("mobility", ana)
    kept(work, tmp_path)
    with write_transaction(work.engine) as connection:
        for fact, tables in (("stay", 0), ("transcript", 1)):
            dossier = lock_for_fact(connection, ana, fact)[ana].dossier
            assert (len(dossier.grading_tables), dossier.transcript) == (tables, None)
    of_no_grade = [{**TRANSCRIPT["courses"][0], "grade": "33"}]
    transcript = {**TRANSCRIPT, "grading_table": [], "field": "0613", "courses": of_no_grade}
    with pytest.raises(ValidationError, match="grades that pass in table"):
        work.record(ana, "transcript", transcript)


def test_a_second_table_for_the_same_place_waits_until_the_first_is_withdrawn(
    work: Work, tmp_path: Path
) -> None:
    kept(work, tmp_path)
    with pytest.raises(ValidationError, match=r"table 1 holds for the same .* \(BMU-22.4\)"):
        kept(work, tmp_path)
    assert isinstance(kept(work, tmp_path, GRAZ.replace('"061"', '"0613"')), GradingTable)


def test_a_role_that_keeps_no_tables_is_refused(work: Work, tmp_path: Path) -> None:
    refusal = kept(work, tmp_path, actor=Actor("student_service"))
    assert isinstance(refusal, Refused)
    assert refusal.rules == {"BMU-22.4"}


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("percent: 90", "percent: 80", "5:1: grades: the grading table of university of Graz adds"),
        ("grade: 2", "grade: 1", "names grade 1 twice (BMU-22.4)"),
        ("percent: 10", "percent: -10", "5:"),
        ("to: 2027-09-30", "to: 2026-09-30", "4:1: to: 2026-09-30 lies before the first day"),
        ('"061"', '"computing"', "`computing` is not an ISCED-F code"),
        ("from: 2026-10-01\n", "", "from: is missing"),
    ],
)
def test_a_table_that_cannot_stand_is_told_with_its_line(
    work: Work, tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    with pytest.raises(InvalidFile) as refusal:
        kept(work, tmp_path, GRAZ.replace(old, new))
    assert sentence in str(refusal.value)


def test_the_decree_tells_which_tables_were_taken_and_what_counts_once_or_as_it_is(
    work: Work, tmp_path: Path
) -> None:
    ana = work.open()
    work.bring("documents_submitted", ana)
    kept(work, tmp_path)
    home_table = "from: 2025-10-01\ngrades: [{grade: 10, percent: 20}, {grade: 9, percent: 80}]\n"
    kept(work, tmp_path, home_table)
    german = {"code": "G", "title": "German", "ects": 4, "grade": "2", "passed": True}
    courses = [*TRANSCRIPT["courses"], german]
    bare = {**TRANSCRIPT, "grading_table": [], "field": "0613", "courses": courses}
    work.record(ana, "transcript", bare)
    home = {"title": "Предмет 1", "ects": 10, "hours": 60}
    decisions = [
        {"host": "Course 1", "home": home},
        {"host": "Course 2", "home": home},
        {"host": "German", "elective": True},
    ]
    work.record(ana, "recognition", {"decisions": decisions}, "academic_coordinator")
    work.do(ana, "issue_decree", {"delivered_on": "2027-03-01"}, "academic_coordinator")
    (paper,) = work.outbox(case_id=ana, document="decree")
    content = json.loads(paper.content)["content"]
    assert content["conversion"]["table"] == "annex_10"
    assert [line["en"].split(";")[-1] for line in content["conversion"]["chosen"]] == [
        " table 1, university of Graz (field 061, Thu 1 Oct 2026 to Thu 30 Sep 2027), for field "
        "0613 and a stay from Thu 1 Oct 2026",
        "home side: table 2, statistics of the home institution (all fields, since Wed 1 Oct "
        "2025), for field 0613 and a stay from Thu 1 Oct 2026",
    ]
    assert [line["grade"] for line in content["replaced"]] == ["10", "9"]
    assert [course["title"] for course in content["recognised"]] == ["German"]
    assert "“Предмет 1” enters the average once, with grade 10" in content["joint"][0]["en"]
    assert "1 (10 %), 2 (90 %), 5 (not a pass); table 1" in content["grading_system"]["en"]
    assert len(content["conversion"]["receipts"]) == 2
    work.drain()
