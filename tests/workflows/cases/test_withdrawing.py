"""What was recorded wrongly is withdrawn: what stood before stands again, and nothing is hidden."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from persistence import history
from persistence.database import reading
from persistence.tables import documents
from states.decision import Refused
from states.validation_error import ValidationError
from tests.workflows.office_fixtures import AGREEMENT, COURSES, TRANSCRIPT, Work, at, work
from workflows.cases.in_question import steps_in_question
from workflows.cases.recording import Recorded

__all__ = ["work"]

WHY = {"reason": "It was another student's"}
COORDINATOR = "mobility_coordinator"


def withdraw(
    work: Work, case_id: int, values: Mapping[str, Any], role: str = COORDINATOR
) -> Recorded:
    outcome = work.record(case_id, "withdrawn_record", {**values, **WHY}, role)
    assert isinstance(outcome, Recorded), outcome
    return outcome


def refused(
    work: Work, case_id: int, values: Mapping[str, Any], role: str = COORDINATOR
) -> Refused:
    before = work.load(case_id)
    outcome = work.record(case_id, "withdrawn_record", {**values, **WHY}, role)
    assert isinstance(outcome, Refused), outcome
    assert work.load(case_id) == before
    return outcome


def record(
    work: Work, case_id: int, fact: str, values: Mapping[str, Any], role: str = COORDINATOR
) -> None:
    outcome = work.record(case_id, fact, values, role)
    assert isinstance(outcome, Recorded), outcome


def in_question(work: Work, case_id: int) -> dict[str, set[str]]:
    case, dossier = work.load(case_id)
    with reading(work.engine) as connection:
        entries = history.entries(connection, case_id)
    steps = steps_in_question(work.office.definition_of(case, dossier), dossier, entries)
    return {step.title.en: {reason.rule for reason in step.reasons} for step in steps}


def languages(work: Work, case_id: int) -> dict[str, str | None]:
    """The documents that stand, by kind: in which language each is."""
    return {kind: paper.language for kind, paper in work.dossier(case_id).documents.items()}


CV = {"fact": "document", "kind": "cv"}
HOST_SIGNED = {"document": "learning_agreement", "party": "host"}


def test_a_document_is_withdrawn_and_the_one_before_stands_again(work: Work) -> None:
    ana = work.open()
    for kind, language in (("cv", "sr"), ("petition", "sr"), ("cv", "en")):
        record(work, ana, "document", {"kind": kind, "language": language})
    withdraw(work, ana, CV)
    assert languages(work, ana) == {"cv": "sr", "petition": "sr"}
    withdraw(work, ana, CV)
    assert languages(work, ana) == {"petition": "sr"}
    with pytest.raises(ValidationError, match="no such record stands") as wrong:
        withdraw(work, ana, CV)
    assert wrong.value.fields == ("kind",)
    record(work, ana, "document", {"kind": "cv", "language": "de"})
    assert languages(work, ana) == {"cv": "de", "petition": "sr"}
    rows = work.rows(documents, kind="cv")
    assert [row.withdrawn_at is not None for row in rows] == [True, True, False]


def test_the_history_keeps_what_was_recorded_who_withdrew_it_and_why(work: Work) -> None:
    ana = work.open()
    record(work, ana, "document", {"kind": "cv"})
    entry = withdraw(work, ana, CV).entry.entry
    assert (entry.name, entry.rule, entry.role) == ("withdrawn_record", "BMU-15a", COORDINATOR)
    assert json.loads(entry.data) == {**CV, **WHY}
    assert [row.name for row in work.history(ana)] == ["open", "document", "withdrawn_record"]


def test_a_step_that_rested_on_a_withdrawn_document_is_in_question_and_stands(work: Work) -> None:
    ana = work.open()
    work.bring("documents_submitted", ana)
    withdraw(work, ana, {"fact": "document", "kind": "petition"})
    assert work.case(ana).state == "documents_submitted"
    assert in_question(work, ana) == {"Take in the documents": {"BMU-18a"}}
    record(work, ana, "document", {"kind": "petition"})
    assert in_question(work, ana) == {}


def test_a_signature_that_was_not_given_no_longer_counts(work: Work) -> None:
    ana = work.open()
    work.bring("host_acceptance", ana)
    record(work, ana, "agreement", AGREEMENT)
    for day in ("2026-04-18", "2026-04-20"):
        record(work, ana, "signature", {**HOST_SIGNED, "on": day})
    withdraw(work, ana, {"fact": "signature", **HOST_SIGNED})
    assert work.dossier(ana).signatures == ()
    with pytest.raises(ValidationError) as wrong:
        withdraw(work, ana, {"fact": "signature", **HOST_SIGNED})
    assert wrong.value.fields == ("party",)
    record(work, ana, "signature", {**HOST_SIGNED, "on": "2026-04-19"})
    assert [signature.on for signature in work.dossier(ana).signatures] == [date(2026, 4, 19)]


def test_what_an_agreement_was_concluded_with_stays_until_it_is_changed(work: Work) -> None:
    ana = work.open()
    work.bring("la_signed", ana)
    reason = refused(work, ana, {"fact": "signature", **HOST_SIGNED}).reasons[0]
    assert reason.rule == "BMU-8b"
    assert "concluded" in reason.message.en
    assert reason.remedy.en.startswith("Change the agreement")
    record(work, ana, "agreement", {**AGREEMENT, "courses": COURSES[:1]})
    record(work, ana, "signature", {**HOST_SIGNED, "on": "2026-06-02"})
    withdraw(work, ana, {"fact": "signature", **HOST_SIGNED})
    assert work.dossier(ana).signatures == ()
    assert work.dossier(ana).agreed_version == 1


def test_a_day_of_the_stay_is_withdrawn_alone_and_the_due_day_is_counted_anew(work: Work) -> None:
    ana = work.open()
    work.bring("mobility", ana)
    due_day = work.case(ana).due
    work.clock.now = at("2026-11-02 09:00")
    record(work, ana, "stay", {"returned_on": "2026-11-01"})
    assert work.case(ana).due == date(2026, 12, 1)
    withdraw(work, ana, {"fact": "stay", "day": "returned_on"})
    stay = work.dossier(ana).stay
    assert (stay.arrived_on, stay.returned_on) == (date(2026, 10, 1), None)
    assert work.case(ana).due == due_day
    assert {timer.due for timer in work.timers(ana, closed_at=None)} == {due_day}


def test_a_transcript_is_withdrawn_until_a_decree_rests_on_it(work: Work) -> None:
    ana = work.open()
    work.bring("documents_submitted", ana)
    record(
        work,
        ana,
        "transcript",
        {**TRANSCRIPT, "courses": [{"title": "X", "ects": 6, "grade": "5", "passed": False}]},
    )
    withdraw(work, ana, {"fact": "transcript"})
    transcript = work.dossier(ana).transcript
    assert transcript is not None
    assert [course.title for course in transcript.courses] == ["Course 1", "Course 2"]
    withdraw(work, ana, {"fact": "transcript"})
    assert work.dossier(ana).transcript is None
    record(work, ana, "transcript", TRANSCRIPT)
    work.bring("decree", ana)
    reason = refused(work, ana, {"fact": "transcript"}).reasons[0]
    assert reason.rule == "BMU-18a"
    assert "an appeal that is upheld" in reason.remedy.en
    assert "усвојеном жалбом" in reason.remedy.sr
    refusal = refused(work, ana, {"fact": "recognition"}, "academic_coordinator")
    assert refusal.rules == {"BMU-21"}


def test_an_upheld_appeal_unlocks_what_the_decree_rested_on(work: Work) -> None:
    ana = work.open()
    work.bring("decree", ana)
    work.clock.now = at("2027-03-08 09:00")
    work.do(ana, "lodge_appeal", {"on": "2027-03-08"}, "candidate")
    work.do(ana, "uphold_appeal", {"reason": "The transcript is another's"}, "rector")
    assert work.case(ana).state == "documents_submitted"
    withdraw(work, ana, {"fact": "transcript"})
    assert work.dossier(ana).transcript is None


def test_a_decree_that_nobody_handed_over_is_not_delivered(work: Work) -> None:
    ana = work.open()
    work.bring("decree", ana)
    due = work.case(ana).due
    withdraw(work, ana, {"fact": "delivery", "document": "decree"})
    decree = work.dossier(ana).decree
    assert decree is not None
    assert decree.delivered_on is None
    assert work.case(ana).awaited == "delivery"
    record(work, ana, "delivery", {"document": "decree", "on": "2027-03-04"})
    assert work.case(ana).due == due


def test_a_pause_and_what_was_done_for_somebody_are_withdrawn_too(work: Work) -> None:
    ana = work.open()
    for day in ("2026-03-02", "2026-03-05"):
        record(work, ana, "pause", {"from": day, "to": day})
    withdraw(work, ana, {"fact": "pause", "from": "2026-03-05"})
    assert [pause.first_day for pause in work.dossier(ana).pauses] == [date(2026, 3, 2)]
    withdraw(work, ana, {"fact": "pause", "from": "2026-03-02"})
    assert work.dossier(ana).pauses == ()
    for words in ("Called", "Wrote"):
        values = {"on": "2026-02-16", "how": "telephone", "what": words}
        record(work, ana, "contact", values)
    withdraw(work, ana, {"fact": "contact"})
    assert [contact.what for contact in work.dossier(ana).contacts] == ["Called"]
    withdraw(work, ana, {"fact": "contact"})
    assert work.dossier(ana).contacts == ()


def test_a_decision_on_one_language_is_withdrawn_and_those_on_others_stand(work: Work) -> None:
    ana, academic = work.open(), "academic_coordinator"
    for language, level in (("en", "B1"), ("de", "A2"), ("en", "C1")):
        values = {"language": language, "language_level": level, "on": "2026-02-16"}
        record(work, ana, "language_decision", values, academic)
    english = {"fact": "language_decision", "language": "en"}
    assert refused(work, ana, english).rules == {"ICO-2a"}
    withdraw(work, ana, english, academic)
    assert _levels(work, ana) == {"en": "B1", "de": "A2"}
    withdraw(work, ana, english, academic)
    assert _levels(work, ana) == {"de": "A2"}
    with pytest.raises(ValidationError, match="no such record stands") as wrong:
        withdraw(work, ana, english, academic)
    assert wrong.value.fields == ("language",)
    withdraw(work, ana, {**english, "language": "de"}, academic)
    assert _levels(work, ana) == {}


def _levels(work: Work, case_id: int) -> dict[str, str]:
    decisions = work.dossier(case_id).language_decisions
    return {decision.language: decision.language_level for decision in decisions}


def test_a_wrong_decision_on_support_is_withdrawn_and_the_request_waits_again(work: Work) -> None:
    ana = work.open()
    request = {"support": "social", "asked_on": "2026-02-16", "what": "Travel money"}
    record(work, ana, "extra_support", request)
    record(work, ana, "extra_support", {"support": "disability", "asked_on": "2026-02-16"})
    decision = {"support": "social", "decided_on": "2026-02-16", "granted": True}
    record(work, ana, "extra_support", decision)
    withdraw(work, ana, {"fact": "extra_support", "support": "social"})
    social, disability = work.dossier(ana).extra_supports
    assert (social.support, social.what, social.granted) == ("social", "Travel money", None)
    assert disability.support == "disability"
    withdraw(work, ana, {"fact": "extra_support", "support": "social"})
    assert work.dossier(ana).extra_supports == (disability,)


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"fact": "cv"}, {"fact"}),
        ({"fact": "extra_support"}, {"support"}),
        ({"fact": "extra_support", "support": "social"}, {"support"}),
        ({"fact": "agreement"}, {"fact"}),
        ({"fact": "candidate"}, {"fact"}),
        ({"fact": "document"}, {"kind"}),
        ({**CV, "reason": " "}, {"reason"}),
        ({"fact": "signature", "party": "host"}, {"document"}),
        ({"fact": "stay"}, {"day"}),
        ({"fact": "stay", "day": "arrived_on"}, {"day"}),
        ({"fact": "pause"}, {"from"}),
        ({"fact": "home_courses"}, {"fact"}),
        ({"fact": "traineeship"}, {"fact"}),
        ({"fact": "delivery", "document": "decree"}, {"document"}),
    ],
)
def test_what_is_not_there_is_not_withdrawn(
    work: Work, values: dict[str, str], fields: set[str]
) -> None:
    ana = work.open()
    before = work.load(ana)
    with pytest.raises(ValidationError) as wrong:
        work.record(ana, "withdrawn_record", {**WHY, **values})
    assert set(wrong.value.fields) == fields
    assert wrong.value.message.sr
    assert work.load(ana) == before


def test_who_withdraws_is_who_of_the_office_records(work: Work) -> None:
    ana = work.open()
    record(work, ana, "document", {"kind": "cv"}, "candidate")
    assert refused(work, ana, CV, "candidate").rules == {"BMU-15a"}
    assert refused(work, ana, CV, "rector").rules == {"BMU-15a"}
    assert refused(work, ana, {"fact": "recognition"}).rules == {"BMU-21"}
    assert refused(work, ana, {"fact": "home_courses"}, "rector").rules == {"BMU-20"}
    withdraw(work, ana, CV, "student_service")
