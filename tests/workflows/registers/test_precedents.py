"""Precedents come of Decrees, are proposed to later cases, and end with a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from persistence import precedents
from persistence.database import reading, write_transaction
from persistence.precedents import Registered
from persistence.tables import precedent_withdrawals
from persistence.tables import precedents as precedent_rows
from states.decision import Actor, Refused
from states.moments import civil_date
from states.validation_error import ValidationError
from tests.workflows.office_fixtures import ANA, BORIS, CALL, Work, work
from workflows.calls.new_call import open_call, read_call
from workflows.registers.precedents import withdraw_precedent
from workflows.registers.recognition_hints import hints_for

__all__ = ["work"]

JUDGE = Actor("academic_coordinator", "J. Kos")


def entries(work: Work) -> list[Registered]:
    with reading(work.engine) as connection:
        return precedents.register(connection, "bmu")


def standing(work: Work) -> list[tuple[str, str]]:
    return [
        (entry.precedent.course, entry.precedent.home.title)
        for entry in entries(work)
        if entry.withdrawn is None
    ]


def proposed(work: Work, case_id: int) -> list[tuple[str, str]]:
    case, dossier = work.load(case_id)
    hints = hints_for(work.office, case, dossier, civil_date(work.clock()))
    return [
        (precedent.course, precedent.case)
        for proposal in hints.proposals
        for precedent in proposal.precedents
    ]


def end(work: Work, number: int, reason: str, actor: Actor = JUDGE) -> Any:
    with write_transaction(work.engine) as connection:
        return withdraw_precedent(work.act(connection, actor), "bmu", number, reason)


@pytest.fixture
def two(work: Work) -> tuple[int, int]:
    """Ana with her Decree, and Boris, back from the same host with his transcript."""
    with write_transaction(work.engine) as connection:
        work.call_id = _with_two_places(connection, work)
    ana, boris = work.open(ANA), work.open(BORIS)
    work.bring("documents_submitted", ana, boris)
    work.bring("decree", ana)
    return ana, boris


def _with_two_places(connection: Any, work: Work) -> int:
    host = {**CALL["hosts"][0], "places": 2}
    terms = {**CALL, "title": "Two places", "hosts": [host]}
    call_id = open_call(work.act(connection), "bmu", "outgoing-studies", read_call(terms))
    return int(call_id)


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
    withdrawal = entries(work)[0].withdrawn
    assert withdrawal is not None
    assert (withdrawal.person, withdrawal.role, withdrawal.reason) == (
        "J. Kos", "academic_coordinator", "The syllabus has changed"
    )  # fmt: skip
    assert withdrawal.at == work.clock()
    with pytest.raises(ValidationError, match=r"already, on Thu 4 Mar 2027 by J\. Kos"):
        end(work, entries(work)[0].precedent.id, "Again")


def test_a_later_decision_makes_a_withdrawn_precedent_anew(
    work: Work, two: tuple[int, int]
) -> None:
    _, boris = two
    end(work, entries(work)[0].precedent.id, "The syllabus has changed")
    work.bring("decree", boris)
    assert standing(work).count(("Course 1", "Предмет 1")) == 1
    assert standing(work).count(("Course 2", "Предмет 2")) == 2


def test_a_decree_that_an_appeal_set_aside_binds_nobody_and_the_new_one_enters_its_own(
    work: Work, two: tuple[int, int]
) -> None:
    ana, boris = two
    work.do(ana, "lodge_appeal", {"grounds": "Course 2"}, "candidate")
    work.do(ana, "uphold_appeal", {"reason": "Another course fits"}, "rector")
    assert (standing(work), proposed(work, boris)) == ([], [])
    again = [
        {"host": "Course 1", "home": {"title": "Предмет 1", "ects": 10, "hours": 60}},
        {"host": "Course 2", "supplement": True},
    ]
    work.record(ana, "recognition", {"decisions": again}, "academic_coordinator")
    work.do(ana, "issue_decree", {"method": "course_by_course"}, "academic_coordinator")
    assert standing(work) == [("Course 1", "Предмет 1")]
    withdrawals = [entry.withdrawn for entry in entries(work) if entry.withdrawn]
    assert [(withdrawal.role, withdrawal.reason) for withdrawal in withdrawals] == [
        ("rector", "Another course fits")
    ] * 2
    assert [course for course, _ in proposed(work, boris)] == ["Course 1"]


def test_nobody_withdraws_who_does_not_decide_nor_without_a_reason_nor_what_is_not_there(
    work: Work, two: tuple[int, int]
) -> None:
    number = entries(work)[0].precedent.id
    refusal = end(work, number, "x", Actor("mobility_coordinator"))
    assert isinstance(refusal, Refused)
    assert refusal.rules == {"BMU-21"}
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
        with pytest.raises(DBAPIError, match="append-only"), work.engine.begin() as connection:
            connection.execute(statement)
