"""What the office keeps for recognition: precedents come of Decrees, tables of people; both end
with a reason, and faulty facts are told before anything is kept."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, update

from persistence import grading_tables, precedents
from persistence.database import DatabaseError, reading, writing
from persistence.precedents import Registered
from persistence.tables import precedent_withdrawals
from persistence.tables import precedents as precedent_rows
from states.decision import Actor, Refused
from states.moments import civil_date
from states.recognition import GradeShare, GradingTable
from states.strict_yaml import InvalidFile
from states.validation_error import ValidationError
from tests.workflows.office_fixtures import ANA, BORIS, TRANSCRIPT, Work, work
from workflows.registers.grading_tables import keep_table, read_table, withdraw_table
from workflows.registers.precedents import withdraw_precedent
from workflows.registers.recognition_hints import hints_for

__all__ = ["work"]

JUDGE = Actor("academic_coordinator", "J. Kos")
TWICE: Any = {**TRANSCRIPT, "courses": [TRANSCRIPT["courses"][0]] * 2}


def entries(work: Work) -> list[Registered]:
    with reading(work.engine) as connection:
        return precedents.register(connection, "bmu")


def standing(work: Work) -> list[tuple[str, str]]:
    return [
        (one.precedent.course, one.precedent.home.title)
        for one in entries(work)
        if one.withdrawn is None
    ]


def proposed(work: Work, case_id: int) -> list[tuple[str, str]]:
    case, dossier = work.load(case_id)
    hints = hints_for(work.office, case, dossier, civil_date(work.clock()))
    return [(one.course, one.case) for each in hints.proposals for one in each.precedents]


def end(work: Work, number: int, reason: str, actor: Actor = JUDGE) -> Any:
    with writing(work.engine) as connection:
        return withdraw_precedent(work.act(connection, actor), "bmu", number, reason)


@pytest.fixture
def two(work: Work) -> tuple[int, int]:
    """Ana with her Decree, and Boris, back from the same host with his transcript."""
    with writing(work.engine) as connection:
        work.call_id = _with_two_places(connection, work)
    ana, boris = work.open(ANA), work.open(BORIS)
    work.bring("documents_submitted", ana, boris)
    work.bring("decree", ana)
    return ana, boris


def _with_two_places(connection: Any, work: Work) -> int:
    from tests.workflows.office_fixtures import CALL
    from workflows.calls.new_call import open_call, read_call

    host = {**CALL["hosts"][0], "places": 2}
    told = {**CALL, "title": "Two places", "hosts": [host]}
    opened = open_call(work.act(connection), "bmu", "outgoing-studies", read_call(told))
    return int(opened)


def test_a_decree_makes_precedents_that_the_next_case_is_proposed(
    work: Work, two: tuple[int, int]
) -> None:
    ana, boris = two
    assert standing(work) == [("Course 1", "Предмет 1"), ("Course 2", "Предмет 2")]
    source = work.number(ana)
    assert proposed(work, boris) == [("Course 1", source), ("Course 2", source)]
    assert entries(work)[0].precedent.recognised_on == date(2027, 3, 4)
    assert proposed(work, ana) == []  # its own decision is none for itself


def test_a_withdrawn_precedent_is_proposed_no_more_and_says_who_why_and_when(
    work: Work, two: tuple[int, int]
) -> None:
    _, boris = two
    end(work, entries(work)[0].precedent.id, "The syllabus has changed")
    assert [course for course, _ in proposed(work, boris)] == ["Course 2"]
    gone = entries(work)[0].withdrawn
    assert gone is not None
    assert (gone.person, gone.role, gone.reason) == (
        "J. Kos", "academic_coordinator", "The syllabus has changed"
    )  # fmt: skip
    assert gone.at == work.clock()
    with pytest.raises(ValidationError, match=r"was withdrawn already, on 2027-03-04 by J\. Kos"):
        end(work, entries(work)[0].precedent.id, "Again")


def test_a_later_decision_makes_a_withdrawn_precedent_anew(
    work: Work, two: tuple[int, int]
) -> None:
    _, boris = two
    end(work, entries(work)[0].precedent.id, "The syllabus has changed")
    work.bring("decree", boris)
    assert standing(work).count(("Course 1", "Предмет 1")) == 1
    assert standing(work).count(("Course 2", "Предмет 2")) == 2


def test_a_corrected_decree_takes_the_place_of_what_the_first_one_entered(
    work: Work, two: tuple[int, int]
) -> None:
    ana, boris = two
    work.do(ana, "lodge_appeal", {"grounds": "Course 2"}, "candidate")
    work.do(ana, "uphold_appeal", {"reason": "Another course fits"}, "rector")
    again = [
        {"host": "Course 1", "home": {"title": "Предмет 1", "ects": 10, "hours": 60}},
        {"host": "Course 2", "supplement": True},
    ]
    work.record(ana, "recognition", {"decisions": again}, "academic_coordinator")
    work.do(ana, "issue_decree", {"method": "course_by_course"}, "academic_coordinator")
    assert standing(work) == [("Course 1", "Предмет 1")]
    replaced = [one for one in entries(work) if one.withdrawn]
    assert {one.replaced_by for one in replaced} == {entries(work)[0].precedent.decree}
    assert [course for course, _ in proposed(work, boris)] == ["Course 1"]


def test_nobody_withdraws_who_does_not_decide_nor_without_a_reason_nor_what_is_not_there(
    work: Work, two: tuple[int, int]
) -> None:
    number = entries(work)[0].precedent.id
    refused = end(work, number, "x", Actor("mobility_coordinator"))
    assert isinstance(refused, Refused)
    assert refused.rules == {"BMU-21"}
    with pytest.raises(ValidationError, match="reason"):
        end(work, number, "  ")
    with pytest.raises(ValidationError, match="there is no precedent 999"):
        end(work, 999, "x")
    assert len(standing(work)) == 2


def test_the_database_itself_keeps_the_register_append_only(
    work: Work, two: tuple[int, int]
) -> None:
    end(work, entries(work)[0].precedent.id, "x")
    for statement in (
        delete(precedent_rows),
        update(precedent_rows).values(course="Other"),
        delete(precedent_withdrawals),
    ):
        with pytest.raises(DatabaseError, match="append-only"), writing(work.engine) as c:
            c.execute(statement)


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
    read = read_table(work.office, "bmu", file)
    with writing(work.engine) as connection:
        return keep_table(work.act(connection, actor), "bmu", read)


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
    with writing(work.engine) as connection:
        withdraw_table(work.act(connection, JUDGE), "bmu", table.id, "Wrong sums")
    assert work.dossier(ana).grading_tables == ()
    with reading(work.engine) as connection:
        (one,) = grading_tables.register(connection, "bmu")
    assert one.withdrawn is not None and one.withdrawn.reason == "Wrong sums"


def test_a_second_table_for_the_same_place_waits_until_the_first_is_withdrawn(
    work: Work, tmp_path: Path
) -> None:
    kept(work, tmp_path)
    with pytest.raises(ValidationError, match=r"table 1 holds for the same .* \(BMU-22.4\)"):
        kept(work, tmp_path)
    assert isinstance(kept(work, tmp_path, GRAZ.replace('"061"', '"0613"')), GradingTable)


def test_a_role_that_keeps_no_tables_is_refused(work: Work, tmp_path: Path) -> None:
    refused = kept(work, tmp_path, actor=Actor("student_service"))
    assert isinstance(refused, Refused)
    assert refused.rules == {"BMU-22.4"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
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
    work: Work, tmp_path: Path, old: str, new: str, told: str
) -> None:
    with pytest.raises(InvalidFile) as flawed:
        kept(work, tmp_path, GRAZ.replace(old, new))
    assert told in str(flawed.value)


def course(place: int, **changes: Any) -> dict[str, Any]:
    courses = [dict(one) for one in TRANSCRIPT["courses"]]  # type: ignore[union-attr]
    courses[place] |= changes
    return {**TRANSCRIPT, "courses": courses}


FAULTY: list[tuple[str, dict[str, Any], str]] = [
    ("transcript", course(1, grade="7"), "courses.1.grade: “Course 2” was passed with 7, but grade "
     "7 does not stand in the host's grading table: grades that pass in the host's grading table "
     "are 1, 2 (BMU-22.4)"),
    ("transcript", {**TRANSCRIPT, "grading_table": [{"grade": "1", "percent": 40}]},
     "grading_table: the host's grading table adds up to 40 %, which is more than the tolerance "
     "of 0.5 from 100 % (BMU-22.4)"),
    ("transcript", TWICE, "courses.1.title: “Course 1” stands here a second time (first in line "
     "1); record the attempt that counts, or tell the two apart by title and code (BMU-18a)"),
    ("transcript", course(0, ects=-6), "courses.0.ects (“Course 1”): must be at least 0, not -6 "
     "(BMU-18a; "),
    ("recognition", {"decisions": [{"host": "Astrology", "supplement": True}]},
     "decisions.0.host: nobody took “Astrology”: the transcript holds Course 1, Course 2 (BMU-21)"),
]  # fmt: skip


@pytest.mark.parametrize(("fact", "data", "told"), FAULTY, ids=lambda part: str(part)[:30])
def test_a_fact_that_cannot_stand_is_told_with_thing_place_and_rule_and_nothing_is_kept(
    work: Work, fact: str, data: dict[str, Any], told: str
) -> None:
    ana = work.open()
    work.bring("documents_submitted", ana)
    before = work.load(ana)
    with pytest.raises(ValidationError) as wrong:
        work.record(ana, fact, data, "academic_coordinator")
    assert told in str(wrong.value)
    assert wrong.value.message.sr != wrong.value.message.en
    assert work.load(ana) == before


def test_the_decree_tells_which_tables_were_taken_and_what_counts_once_or_as_it_is(
    work: Work, tmp_path: Path
) -> None:
    ana = work.open()
    work.bring("documents_submitted", ana)
    kept(work, tmp_path)
    ours = "from: 2025-10-01\ngrades: [{grade: 10, percent: 20}, {grade: 9, percent: 80}]\n"
    kept(work, tmp_path, ours)
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
