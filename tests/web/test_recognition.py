"""The forms of transcript and recognition: what was decided before, the tables, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from persistence import staff
from persistence.database import write_transaction
from persistence.staff import Assignment, Member
from states.frozen import replace
from states.moments import civil_date
from states.payloads import read_payload
from tests.web.browsing import send, token_of
from tests.web.office_at_work import PASSWORD, password_hash
from tests.workflows.office_fixtures import ANA, BORIS, LONG_AGO, TRANSCRIPT, Work, work
from web.app import make_app
from web.forms.prefill import prefilled

__all__ = ["work"]

WITHOUT_HOMES: dict[str, Any] = {
    "language": "en",
    "semesters": 1,
    "courses": [{"code": f"INF.{n}", "title": f"Course {n}", "ects": 10} for n in (1, 2)],
}


@pytest.fixture
def judge(work: Work) -> Iterator[TestClient]:
    """The Academic Coordinator, logged in."""
    member = Member(0, "ana.k", "Ana Kostić", "ana.k@bmu.example", "en")
    with write_transaction(work.engine) as connection:
        assignments = [Assignment("bmu", "academic_coordinator", LONG_AGO)]
        staff.add(connection, member, assignments, password_hash())
    with TestClient(make_app(work.app, work.clock), raise_server_exceptions=False) as client:
        data = {"login": "ana.k", "password": PASSWORD, "token": token_of(client)}
        assert client.post("/login", data=data, follow_redirects=False).status_code == 303
        yield client


@pytest.fixture
def decided_and_open(work: Work) -> tuple[str, str]:
    """Ana's case with its Decree, and Boris's, whose agreement names no home courses."""
    ana, boris = work.open(ANA), work.open(BORIS)
    work.bring("ranking", ana, boris)
    work.bring("decree", ana)
    work.record(boris, "agreement", WITHOUT_HOMES, "academic_coordinator")
    work.record(boris, "transcript", TRANSCRIPT)
    return work.number(ana), work.number(boris)


@pytest.mark.parametrize("language", ["en", "sr"])
def test_the_form_of_recognition_proposes_what_was_decided_before_with_its_source(
    decided_and_open: tuple[str, str], judge: TestClient, language: str
) -> None:
    ana, boris = decided_and_open
    judge.get(f"/language/{language}")
    form = judge.get(f"/cases/{boris}/facts/recognition").text
    assert form.count(ana) == 2
    assert ("Decided before" in form) is (language == "en")
    assert 'value="Предмет 1"' in form and 'value="Предмет 2"' in form
    assert "BMU-21" in form and "BMU-22.4" in form


def test_a_grade_that_is_not_in_the_table_is_told_at_its_field_and_nothing_is_lost(
    work: Work, judge: TestClient
) -> None:
    number = work.number(work.open())
    fields = {
        "language": "en",
        "grading_table.0.grade": "1", "grading_table.0.percent": "40",
        "grading_table.1.grade": "2", "grading_table.1.percent": "60",
        "courses.0.title": "Public Law", "courses.0.ects": "6", "courses.0.grade": "33",
        "courses.0.passed": "true",
    }  # fmt: skip
    answer = send(judge, f"/cases/{number}", f"/cases/{number}/facts/transcript", fields)
    assert answer.status_code == 422
    assert 'id="fact-transcript-courses.0.grade-problem"' in answer.text
    assert "grade 33 does not stand in the host&#39;s grading table" in answer.text
    assert 'value="Public Law"' in answer.text
    assert work.dossier(1).transcript is None


def test_where_precedents_bind_they_are_filled_in_before_what_was_agreed(work: Work) -> None:
    ana, boris = work.open(ANA), work.open(BORIS)
    work.bring("ranking", ana, boris)
    work.bring("decree", ana)
    elsewhere = {"title": "Other", "ects": 10, "hours": 60}
    courses = [{**course, "replaces": elsewhere} for course in WITHOUT_HOMES["courses"]]
    work.record(boris, "transcript", TRANSCRIPT)
    version = read_payload("agreement", {**WITHOUT_HOMES, "courses": courses})
    dossier = replace(work.dossier(boris), agreed=version)
    today = civil_date(work.clock())
    assert homes_in(prefilled("recognition", dossier, today)) == ["Other", "Other"]
    binding = prefilled("recognition", dossier, today, precedents_bind=True)
    assert homes_in(binding) == ["Предмет 1", "Предмет 2"]


def homes_in(values: dict[str, Any]) -> list[str]:
    return [decision["home"]["title"] for decision in values["decisions"]]
