"""What is done for people and asked for by them is kept, and told in the briefing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from persistence.tables import mails
from rules.care import missing_care, unticked
from states.care import (
    Contact,
    ExtraSupport,
    IntroductoryMeeting,
    LanguageDecision,
    StudentStatus,
)
from states.definition import ProcessDefinition
from states.phases import phase_of
from states.validation_error import ValidationError
from tests.workflows.office_fixtures import Work, at, work
from workflows.cases.recording import Recorded
from workflows.running.scheduler import look

__all__ = ["work"]

REQUEST = {"requested_on": "2026-02-16"}


def record(work: Work, case_id: int, fact: str, role: str, **values: Any) -> Recorded:
    outcome = work.record(case_id, fact, values, role)
    assert isinstance(outcome, Recorded), outcome
    return outcome


def briefing(work: Work, instant: str) -> str:
    work.clock.now = at(instant)
    look(work.app, "tests", work.clock())
    return work.read([row for row in work.rows(mails) if row.mail == "briefing"][-1])


def test_a_request_for_dormant_status_stands_in_the_briefing_until_it_is_decided(
    work: Work,
) -> None:
    ana = work.open()
    record(work, ana, "student_status", "mobility_coordinator", **REQUEST)
    line = f"{work.number(ana)} (Ana Petrović, Dormant status; asked on Mon 16 Feb 2026)"
    assert line in briefing(work, "2026-02-18 07:30")
    record(work, ana, "student_status", "student_service", decided_on="2026-02-18", status="active")
    assert work.dossier(ana).student_status == StudentStatus(
        date(2026, 2, 16), date(2026, 2, 18), "active"
    )
    assert "Dormant status" not in briefing(work, "2026-02-19 07:30")


def test_who_asks_again_after_the_decision_asks_anew_and_is_decided_on_anew(work: Work) -> None:
    ana = work.open()
    decision = {"decided_on": "2026-02-18", "status": "dormant"}
    work.clock.now = at("2026-02-20 09:00")
    record(work, ana, "student_status", "mobility_coordinator", **REQUEST, **decision)
    record(work, ana, "student_status", "mobility_coordinator", requested_on="2026-02-19")
    assert work.dossier(ana).student_status == StudentStatus(date(2026, 2, 19))
    with pytest.raises(ValidationError):
        record(work, ana, "student_status", "student_service", **decision)
    active = {"decided_on": "2026-02-20", "status": "active"}
    record(work, ana, "student_status", "student_service", **active)
    assert work.dossier(ana).student_status == StudentStatus(
        date(2026, 2, 19), date(2026, 2, 20), "active"
    )


def test_a_request_of_a_day_before_its_decision_is_put_right_and_stays_decided(work: Work) -> None:
    ana = work.open()
    work.clock.now = at("2026-02-20 09:00")
    decision = {"decided_on": "2026-02-18", "granted": True}
    request = {"support": "social", "asked_on": "2026-02-16"}
    record(work, ana, "extra_support", "head_of_ico", **request, **decision)
    record(work, ana, "extra_support", "head_of_ico", **{**request, "asked_on": "2026-02-17"})
    (support,) = work.dossier(ana).extra_supports
    assert (support.asked_on, support.granted) == (date(2026, 2, 17), True)
    record(work, ana, "extra_support", "head_of_ico", **{**request, "asked_on": "2026-02-19"})
    (support,) = work.dossier(ana).extra_supports
    assert (support.asked_on, support.granted) == (date(2026, 2, 19), None)
    assert "Extra support; asked on Thu 19 Feb 2026" in briefing(work, "2026-02-23 07:30")


def test_who_has_withdrawn_no_longer_asks(work: Work) -> None:
    ana = work.open()
    record(work, ana, "extra_support", "head_of_ico", support="social", asked_on="2026-02-16")
    assert "Extra support" in briefing(work, "2026-02-18 07:30")
    work.do(ana, "withdraw")
    assert "Extra support" not in briefing(work, "2026-02-19 07:30")


def test_contacts_stand_beside_one_another_and_the_same_twice_is_one(work: Work) -> None:
    ana = work.open()
    first = {"on": "2026-02-16", "how": "telephone", "what": "Asked how it goes"}
    for values in (first, {**first, "how": "e_mail"}, first):
        record(work, ana, "contact", "mobility_coordinator", **values)
    assert work.dossier(ana).contacts == (
        Contact(date(2026, 2, 16), "telephone", "Asked how it goes"),
        Contact(date(2026, 2, 16), "e_mail", "Asked how it goes"),
    )


def test_of_each_language_the_later_decision_counts(work: Work) -> None:
    ana = work.open()
    for language, level in (("de", "A2"), ("en", "B2"), ("de", "B1")):
        record(work, ana, "language_decision", "academic_coordinator",
               language=language, language_level=level, on="2026-02-16")  # fmt: skip
    assert work.dossier(ana).language_decisions == (
        LanguageDecision("de", "B1", date(2026, 2, 16)),
        LanguageDecision("en", "B2", date(2026, 2, 16)),
    )


def test_a_decision_on_extra_support_keeps_what_was_asked_for(work: Work) -> None:
    ana = work.open()
    record(work, ana, "extra_support", "head_of_ico",
           support="disability", asked_on="2026-02-16", what="An interpreter")  # fmt: skip
    record(work, ana, "extra_support", "head_of_ico",
           support="disability", decided_on="2026-02-16", granted=True)  # fmt: skip
    assert work.dossier(ana).extra_supports == (
        ExtraSupport(
            "disability", date(2026, 2, 16), "An interpreter", date(2026, 2, 16), granted=True
        ),
    )


@pytest.mark.parametrize("values", [{"decided_on": "2026-02-16", "status": "dormant"}])
def test_what_nobody_asked_for_is_not_decided(work: Work, values: dict[str, Any]) -> None:
    ana = work.open()
    with pytest.raises(ValidationError, match="what is decided was asked for") as wrong:
        work.record(ana, "student_status", values, "student_service")
    assert wrong.value.fields == ("requested_on",)
    assert work.dossier(ana).student_status is None


def test_an_evaluation_is_expected_of_a_traineeship_once_the_stay_is_over(work: Work) -> None:
    ana = work.open()
    work.bring("mobility", ana)
    dossier = work.dossier(ana)
    studies = work.office.in_force("bmu", "outgoing-studies", date(2026, 10, 1))
    traineeship = work.office.in_force("bmu", "outgoing-traineeship", date(2026, 10, 1))
    assert missing_care(traineeship, dossier, date(2027, 2, 12)) == ()
    assert missing_care(traineeship, dossier, date(2027, 2, 13)) == ("evaluation",)
    assert missing_care(studies, dossier, date(2027, 2, 13)) == ()
    work.clock.now = at("2027-02-14 09:00")
    record(work, ana, "stay", "mobility_coordinator", returned_on="2027-02-10")
    assert missing_care(traineeship, work.dossier(ana), date(2027, 2, 11)) == ("evaluation",)
    record(work, ana, "evaluation", "mobility_coordinator", on="2027-02-14", satisfaction=5)
    assert missing_care(traineeship, work.dossier(ana), date(2027, 2, 14)) == ()


def test_whether_somebody_came_completes_the_invitation_to_a_meeting(work: Work) -> None:
    ana = work.open()
    invitation = {"on": "2026-02-20", "invited_on": "2026-02-16", "held": "group"}
    record(work, ana, "meeting", "mobility_coordinator", **invitation)
    with pytest.raises(ValidationError, match="still to come") as early:
        work.record(ana, "meeting", {"on": "2026-02-20", "came": True}, "mobility_coordinator")
    assert early.value.fields == ("came",)
    work.clock.now = at("2026-02-20 15:00")
    record(work, ana, "meeting", "mobility_coordinator", on="2026-02-20", came=False)
    record(work, ana, "meeting", "head_of_ico", on="2026-02-19", held="alone", came=True)
    assert work.dossier(ana).introductory_meetings == (
        IntroductoryMeeting(date(2026, 2, 20), "group", date(2026, 2, 16), False),
        IntroductoryMeeting(date(2026, 2, 19), "alone", None, True),
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"on": "2026-02-20"}, "invited_on"),
        ({"on": "2026-02-10", "invited_on": "2026-02-11"}, "invited_on"),
        ({"on": "2026-02-20", "invited_on": "2026-03-01"}, "invited_on"),
    ],
)
def test_a_meeting_that_nobody_was_invited_to_in_time_is_wrong_input(
    work: Work, values: dict[str, Any], field: str
) -> None:
    ana = work.open()
    with pytest.raises(ValidationError) as wrong:
        work.record(ana, "meeting", values, "mobility_coordinator")
    assert wrong.value.fields == (field,)
    assert work.dossier(ana).introductory_meetings == ()


def test_what_is_to_be_thought_of_follows_the_kind_of_mobility_until_the_stay_is_over(
    work: Work,
) -> None:
    ana = work.open()
    processes = {
        process: work.office.in_force(institution, process, date(2026, 10, 1))
        for institution, process in (
            ("bmu", "outgoing-studies"), ("bmu", "outgoing-traineeship"),
            ("bmu", "incoming-studies"), ("bmu", "outgoing-teaching"),
        )
    }  # fmt: skip
    dossier = work.dossier(ana)
    needs_by_process = {
        name: unticked(process, next(_agreeing(process)), dossier)
        for name, process in processes.items()
    }
    assert needs_by_process == {
        "outgoing-studies": {"help": ("visa", "travel", "lodging", "language")},
        "outgoing-traineeship": {"help": ("travel", "lodging", "visa", "insurance")},
        "incoming-studies": {"help": ("visa", "insurance", "lodging")},
        "outgoing-teaching": {},
    }
    faculty = work.office.in_force("bee", "outgoing-studies", date(2026, 10, 1))
    assert unticked(faculty, "host_acceptance", dossier) == {}
    studies = processes["outgoing-studies"]
    visa = {"need": "visa", "on": "2026-02-16", "what": "None is needed"}
    record(work, ana, "help", "mobility_coordinator", **visa)
    dossier = work.dossier(ana)
    assert unticked(studies, "mobility", dossier) == {"help": ("travel", "lodging", "language")}
    assert unticked(studies, "application", dossier) == {}
    assert unticked(studies, "documents_submitted", dossier) == {}


def _agreeing(process: ProcessDefinition) -> Iterator[str]:
    return (state for state in process.states if phase_of(process, state) == "agreeing")
