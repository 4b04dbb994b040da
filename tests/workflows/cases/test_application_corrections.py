"""An application that was written down wrongly: what follows is judged anew, nothing is hidden."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from persistence import history
from persistence.database import reading
from states.application_corrections import ApplicationCorrection
from states.decision import Refused
from states.dossier import Application
from states.validation_error import ValidationError
from tests.workflows.office_fixtures import Work, at, work
from workflows.cases.in_question import steps_in_question
from workflows.cases.recording import Recorded

__all__ = ["work"]

SHOWN = {"reason": "The form says so", "document_on": "2026-02-16"}


def correct(work: Work, case_id: int, **values: Any) -> Recorded:
    outcome = work.record(case_id, "application_correction", {**SHOWN, **values})
    assert isinstance(outcome, Recorded), outcome
    return outcome


def in_question(work: Work, case_id: int) -> dict[str, set[str]]:
    case, dossier = work.load(case_id)
    with reading(work.engine) as connection:
        entries = history.entries(connection, case_id)
    steps = steps_in_question(work.office.definition_of(case, dossier), dossier, entries)
    return {step.title.en: {reason.rule for reason in step.reasons} for step in steps}


def test_whatever_is_applied_for_can_be_corrected() -> None:
    field_names = {part.name for part in fields(ApplicationCorrection)}
    assert field_names == {part.name for part in fields(Application)} | {"reason", "document_on"}


def test_the_history_keeps_what_stood_before_and_what_was_noted_keeps_its_instant(
    work: Work,
) -> None:
    ana = work.open()
    work.bring("application", ana)
    before = work.dossier(ana).application
    assert before is not None
    entry = correct(work, ana, semesters=2, to="2027-06-30").entry.entry
    entry_data = json.loads(entry.data)
    assert entry_data["before"] == {"last_day": before.last_day.isoformat(), "semesters": 1}
    assert entry_data["after"] == {"last_day": "2027-06-30", "semesters": 2}
    assert (entry_data["reason"], entry_data["document_on"]) == ("The form says so", "2026-02-16")
    assert entry.rule == "BMU-15a"
    after = work.dossier(ana).application
    assert after is not None
    assert (after.hosts, after.received_on) == (before.hosts, before.received_on)
    assert (after.semesters, after.last_day) == (2, date(2027, 6, 30))


def test_what_the_application_could_not_have_been_taken_with_is_in_question(work: Work) -> None:
    ana = work.open()
    work.bring("nominated", ana)
    work.clock.now = at("2026-04-03 09:00")
    correct(work, ana, received_on="2026-04-02", document_on="2026-04-02")
    assert "BMU-15a" in in_question(work, ana)["Submit the application"]
    assert work.case(ana).state == "nominated"
    correct(work, ana, received_on="2026-02-16")
    assert in_question(work, ana) == {}


def test_what_came_in_after_the_call_closed_is_refused_and_in_time_it_is_taken(
    work: Work,
) -> None:
    ana = work.open()
    work.bring("application", ana)
    closes = work.dossier(ana).call.closes
    work.clock.now = at(f"{closes.replace(day=1, month=closes.month + 1)} 09:00")
    late = work.clock.now.date().isoformat()
    values = {**SHOWN, "semesters": 2}
    refusal = work.record(ana, "application_correction", {**values, "document_on": late})
    assert isinstance(refusal, Refused)
    assert refusal.rules == {"BMU-15a"}
    assert refusal.reasons[0].message.sr
    assert "another wish goes into the next call" in refusal.reasons[0].remedy.en
    correct(work, ana, semesters=2, document_on=closes.isoformat())
    application = work.dossier(ana).application
    assert application is not None
    assert application.semesters == 2


def test_a_host_that_the_call_does_not_offer_is_told_with_its_rule_and_what_there_is_to_choose(
    work: Work,
) -> None:
    ana = work.open()
    work.bring("application", ana)
    with pytest.raises(ValidationError) as wrong:
        correct(work, ana, hosts=["University of Maribor"])
    assert wrong.value.fields == ("hosts",)
    assert "“University of Maribor” is not in the call." in wrong.value.message.en
    assert "Choose from: University of Graz. (BMU-15a)" in wrong.value.message.en
    assert "није обухваћена конкурсом" in wrong.value.message.sr


def test_before_there_is_an_application_nothing_is_corrected(work: Work) -> None:
    ana = work.open()
    with pytest.raises(ValidationError, match="no application yet") as wrong:
        correct(work, ana, semesters=2)
    assert wrong.value.fields == ("document_on",)
    assert wrong.value.message.sr
