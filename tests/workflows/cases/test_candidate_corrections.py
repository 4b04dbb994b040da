"""What is known of a candidate is corrected: for all cases of the person, with its history."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest

from persistence import history
from persistence.database import reading
from persistence.tables import mails
from states.calls import Candidate
from states.candidate_corrections import CandidateCorrection
from states.decision import Refused
from states.validation_error import ValidationError
from tests.workflows.office_fixtures import ANA, BORIS, Work, at, work
from workflows.cases.in_question import steps_in_question
from workflows.cases.recording import Recorded

__all__ = ["work"]


def correct(work: Work, case_id: int, **values: Any) -> Recorded:
    outcome = work.record(case_id, "candidate", {"reason": "A slip of the pen", **values})
    assert isinstance(outcome, Recorded), outcome
    return outcome


def in_question(work: Work, case_id: int) -> dict[str, set[str]]:
    """By the title of a step, the rules that say no to it since a correction."""
    case, dossier = work.load(case_id)
    with reading(work.engine) as connection:
        entries = history.entries(connection, case_id)
    steps = steps_in_question(work.office.definition_of(case, dossier), dossier, entries)
    return {step.title.en: {reason.rule for reason in step.reasons} for step in steps}


def test_whatever_is_known_of_a_candidate_can_be_corrected() -> None:
    field_names = {part.name for part in fields(CandidateCorrection)}
    assert field_names == {part.name for part in fields(Candidate)} | {"reason"}


def test_the_history_keeps_what_stood_before_what_stands_now_and_why(work: Work) -> None:
    ana = work.open()
    entry = correct(work, ana, year=3, grade_average="9.4", email="ana@students.example").entry
    assert json.loads(entry.entry.data) == {
        "before": {"year": 2, "grade_average": "9.1"},
        "after": {"year": 3, "grade_average": "9.4"},
        "reason": "A slip of the pen",
    }
    assert entry.entry.rule == "BMU-15a"
    assert (work.dossier(ana).candidate.year, work.case(ana).version) == (3, 3)


def test_a_language_is_added_beside_the_others(work: Work) -> None:
    ana = work.open()
    correct(work, ana, language={"de": "B1"})
    assert work.dossier(ana).candidate.language == {"en": "C1", "de": "B1"}


def test_the_name_and_the_address_are_those_of_all_cases_of_the_person(work: Work) -> None:
    first, second, other = work.open(), work.open(), work.open(BORIS)
    correct(work, first, name="Ana Petrović Lazić", email="ana.lazic@students.example")
    candidates = [work.dossier(case_id).candidate for case_id in (first, second, other)]
    assert [candidate.name for candidate in candidates] == [
        "Ana Petrović Lazić", "Ana Petrović Lazić", "Boris Savić"
    ]  # fmt: skip
    assert candidates[1].email == "ana.lazic@students.example"


def test_the_year_is_that_of_the_one_case(work: Work) -> None:
    first, second = work.open(), work.open()
    correct(work, first, year=3)
    assert work.dossier(second).candidate.year == 2


def test_one_person_under_two_addresses_is_one_once_the_slip_is_corrected(work: Work) -> None:
    first, second = work.open(), work.open({**ANA, "email": "ana@studnets.example"})
    correct(work, second, email="ana@students.example")
    correct(work, first, name="Ana Lazić")
    assert work.dossier(second).candidate.name == "Ana Lazić"


def test_an_address_that_is_somebody_elses_is_not_taken(work: Work) -> None:
    ana, _ = work.open(), work.open(BORIS)
    with pytest.raises(ValidationError, match="address of Boris Savić") as wrong:
        correct(work, ana, email="BORIS@students.example")
    assert wrong.value.fields == ("email",)
    assert wrong.value.message.sr.startswith("имејл адреса: ")
    assert work.dossier(ana).candidate.email == "ana@students.example"


def test_a_mail_that_did_not_leave_goes_to_the_address_that_holds_now(work: Work) -> None:
    ana = work.open()
    work.bring("application", ana)
    correct(work, ana, email="ana.p@students.example")
    (mail,) = work.rows(mails, mail="application_received")
    assert mail.to_address == "ana.p@students.example"
    work.drain()
    correct(work, ana, email="ana.q@students.example")
    (mail,) = work.rows(mails, mail="application_received")
    assert mail.to_address == "ana.p@students.example", "what was sent went where it went"


def test_a_step_taken_on_what_was_wrong_stands_and_is_in_question_until_it_is_right_again(
    work: Work,
) -> None:
    ana = work.open()
    work.bring("nominated", ana)
    assert in_question(work, ana) == {}
    correct(work, ana, year=1)
    assert work.case(ana).state == "nominated"
    assert in_question(work, ana) == {
        "Submit the application": {"BMU-14"}, "Nominate to the host": {"BMU-14"},
    }  # fmt: skip
    correct(work, ana, year=2)
    assert in_question(work, ana) == {}


def test_what_no_step_rested_on_puts_nothing_in_question(work: Work) -> None:
    ana = work.open()
    work.bring("nominated", ana)
    entry = correct(work, ana, grade_average="6.0", name="Ana P. Petrović").entry
    assert "in_question" not in entry.entry.data
    assert in_question(work, ana) == {}


def test_who_may_not_correct_is_told_who_may(work: Work) -> None:
    ana = work.open()
    work.clock.now = at("2026-03-01 10:00")
    refusal = work.record(ana, "candidate", {"year": 3, "reason": "A slip"}, "rector")
    assert isinstance(refusal, Refused)
    assert refusal.rules == {"BMU-15a"}
    assert "Mobility Coordinator, Head of ICO" in refusal.reasons[0].message.en


def test_how_letters_address_a_person_holds_for_all_cases_of_the_person(work: Work) -> None:
    first, second = work.open(), work.open()
    correct(work, first, salutation="f", academic_title="др", name_in_other_script="Ана Петровић")
    candidate = work.dossier(second).candidate
    assert (candidate.salutation, candidate.academic_title) == ("f", "др")
    assert (candidate.name_in("sr"), candidate.name_in("en")) == ("Ана Петровић", "Ana Petrović")


def test_a_new_name_leaves_none_of_the_former_one_in_the_other_script(work: Work) -> None:
    ana = work.open({**ANA, "name_in_other_script": "Ана Петровић"})
    correct(work, ana, name="Ana Lazić")
    assert work.dossier(ana).candidate.name_in("sr") == "Ana Lazić"
    correct(work, ana, name="Ana Savić", name_in_other_script="Ана Савић")
    assert work.dossier(ana).candidate.name_in("sr") == "Ана Савић"


def test_letters_greet_as_it_was_recorded_with_the_name_in_their_script(work: Work) -> None:
    ana = work.open({**ANA, "writes_in": "sr", "salutation": "f"})
    correct(work, ana, name_in_other_script="Ана Петровић", academic_title="др")
    work.bring("application", ana)
    (mail,) = work.rows(mails, mail="application_received")
    assert json.loads(mail.words)["greeting"] == "Поштована др Ана Петровић,"
    assert mail.to_name == "Ана Петровић"
