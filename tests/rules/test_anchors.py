"""The events that deadlines count from: where each finds its day, and when it has none yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from rules.anchors import ANCHORS, ASKED
from rules.needed_documents import Asking
from states.calls import Call, CallProgress, Candidate
from states.dossier import (
    Appeal,
    Application,
    Case,
    DecreeIssued,
    Document,
    Dossier,
    HostAnswer,
    Stay,
)
from states.partner_agreements import PartnerTerms
from states.projects import Deliverable, Project, ProjectGrant
from states.recognition import Transcript

# A quarter to midnight in London is a quarter to one in Belgrade, on the next day.
ENTERED = datetime(2027, 3, 1, 23, 45, tzinfo=UTC)
CASE = Case(1, "BMU-2026-0001", "bmu", "outgoing-studies", "x", "mobility", 1, ENTERED, 1)
BARE = Dossier(
    Candidate("Ana Petrović", "ana@students.example"),
    Call("Autumn", published=date(2026, 2, 16), closes=date(2026, 3, 16)),
)
FULL = replace(
    BARE,
    progress=CallProgress(1, date(2026, 3, 19), date(2026, 3, 27)),
    application=Application(date(2026, 10, 1), date(2027, 2, 12)),
    host_answer=HostAnswer(True, date(2026, 10, 5), date(2027, 2, 14)),
    stay=Stay(date(2026, 10, 5), date(2027, 2, 13)),
    semester_start=date(2027, 3, 15),
    decree=DecreeIssued("1", date(2027, 3, 4), "course_by_course", date(2027, 3, 5)),
    appeals=(
        Appeal("list", date(2026, 3, 20), decided_on=date(2026, 3, 25), upheld=True),
        Appeal("decree", date(2027, 3, 8)),
    ),
    project=Project(
        "0613", "The Agency", date(2026, 9, 1), date(2028, 8, 31), Decimal(250_000),
        date(2026, 3, 5),
    ),
    project_grant=ProjectGrant(
        "2026-1", date(2026, 9, 15), date(2028, 9, 14), Decimal(240_000), date(2027, 9, 30),
        date(2028, 11, 14),
    ),
    deliverables=(
        Deliverable("Plan", date(2026, 12, 1), date(2026, 11, 30)),
        Deliverable("Book", date(2028, 6, 30)),
        Deliverable("Test course", date(2027, 5, 31)),
        Deliverable("Web site"),
    ),
    partner_terms=PartnerTerms(date(2026, 10, 1), date(2028, 2, 29)),
)  # fmt: skip
DAYS = {
    "call_closes": date(2026, 3, 16),
    "call_closed": date(2026, 3, 16),
    "list_published": date(2026, 3, 19),
    "appeal_window_ends": date(2026, 3, 27),
    "appeal_lodged": date(2027, 3, 8),
    "complaint_lodged": date(2027, 3, 8),
    "state_entered": date(2027, 3, 2),
    "day_before_stay": date(2026, 10, 4),
    "waiting_ends": date(2026, 9, 30),
    "list_settled": date(2026, 3, 27),
    "appeal_decided": date(2026, 3, 25),
    "first_day_of_stay": date(2026, 10, 5),
    "returned_or_agreed_end": date(2027, 2, 13),
    "transcript_requested": date(2027, 2, 13),
    "documents_delivered": date(2027, 3, 2),
    "day_before_semester": date(2027, 3, 14),
    "decree_issued": date(2027, 3, 4),
    "decree_delivered": date(2027, 3, 5),
    "request_received": date(2027, 3, 2),
    "funders_closing_day": date(2026, 3, 5),
    "first_day_of_project": date(2026, 9, 15),
    "interim_report_due": date(2027, 9, 30),
    "final_report_due": date(2028, 11, 14),
    "deliverable_due": date(2027, 5, 31),
    "first_day_of_agreement": date(2026, 10, 1),
    "day_before_last_year": date(2027, 2, 27),
    "last_day_of_agreement": date(2028, 2, 29),
}


def day_of(event: str, dossier: Dossier) -> date | None:
    return ANCHORS[event].day(dossier, CASE, {})


@pytest.mark.parametrize("event", sorted(ANCHORS))
def test_each_event_has_its_day_in_belgrade(event: str) -> None:
    assert day_of(event, FULL) == DAYS[event]


@pytest.mark.parametrize("event", sorted(ANCHORS))
def test_an_event_that_the_dossier_does_not_know_has_no_day(event: str) -> None:
    of_the_case = (
        "state_entered",
        "transcript_requested",
        "documents_delivered",
        "request_received",
    )
    known_events = ("call_closes", "call_closed", *of_the_case)
    assert (day_of(event, BARE) is None) == (event not in known_events)


@pytest.mark.parametrize("event", sorted(ANCHORS))
def test_each_event_is_named_in_both_languages(event: str) -> None:
    words = ANCHORS[event].event
    assert words.en and words.sr and words.en != words.sr


def test_a_list_is_settled_by_the_end_of_its_window_or_by_a_later_decision() -> None:
    for decided_on in (date(2026, 3, 26), date(2026, 3, 27), None):
        assert day_of("list_settled", settled(decided_on)) == date(2026, 3, 27)
    assert day_of("list_settled", settled(date(2026, 4, 2))) == date(2026, 4, 2)


def settled(on: date | None) -> Dossier:
    return replace(FULL, progress=replace(FULL.progress, settled_on=on))


def test_nobody_stops_waiting_before_the_time_to_appeal_is_over() -> None:
    for first_day, last_waiting in (
        (date(2026, 3, 20), date(2026, 3, 27)),
        (date(2026, 3, 28), date(2026, 3, 27)),
        (date(2026, 3, 29), date(2026, 3, 28)),
    ):
        dossier = replace(FULL, application=Application(first_day, date(2026, 7, 1)))
        assert day_of("waiting_ends", dossier) == last_waiting


def test_an_appeal_that_was_dismissed_asks_for_no_corrected_list() -> None:
    appeal = Appeal("list", date(2026, 3, 20), decided_on=date(2026, 3, 25), upheld=False)
    assert day_of("appeal_decided", replace(FULL, appeals=(appeal,))) is None


def test_until_the_host_answers_the_stay_is_the_one_applied_for() -> None:
    without_answer = replace(FULL, host_answer=None, stay=Stay())
    assert day_of("first_day_of_stay", without_answer) == date(2026, 10, 1)
    assert day_of("day_before_stay", without_answer) == date(2026, 9, 30)
    assert day_of("returned_or_agreed_end", without_answer) == date(2027, 2, 12)


def test_before_the_return_is_recorded_the_agreed_end_stands_for_it() -> None:
    abroad = replace(FULL, stay=Stay(date(2026, 10, 5)))
    assert day_of("returned_or_agreed_end", abroad) == date(2027, 2, 14)


def test_a_decree_that_nobody_delivered_has_no_day_whatever_came_before_it() -> None:
    assert FULL.decree is not None
    decree = DecreeIssued("2", date(2027, 3, 18), "course_by_course")
    second = replace(FULL, decree=decree, earlier_decrees=(FULL.decree,))
    assert day_of("decree_delivered", second) is None


def test_the_newest_appeal_without_a_decision_is_the_one_that_is_counted() -> None:
    earlier_appeal = Appeal("list", date(2026, 3, 20), decided_on=date(2026, 3, 22), upheld=False)
    two = replace(FULL, appeals=(earlier_appeal, *FULL.appeals))
    assert day_of("appeal_lodged", two) == date(2027, 3, 8)
    assert day_of("appeal_lodged", replace(FULL, appeals=(earlier_appeal,))) is None


def test_a_request_counts_from_the_day_on_which_it_came_in_once_that_is_recorded() -> None:
    request = Document("transcript_request", delivered_on=date(2027, 2, 26))
    assert day_of("request_received", replace(FULL, documents={request.kind: request})) == (
        date(2027, 2, 26)
    )
    without_day = Document("transcript_request")
    assert day_of("request_received", replace(FULL, documents={request.kind: without_day})) == (
        date(2027, 3, 2)
    )


ASKED_OF_STUDIES = (Asking("documents_delivered", {"of": ["petition", "transcript_of_records"]}),)


def delivered(**days: date) -> Dossier:
    papers = {kind: Document(kind, delivered_on=day) for kind, day in days.items()}
    return replace(FULL, documents=papers, appeals=())


def counted_from(dossier: Dossier) -> date | None:
    return ANCHORS["documents_delivered"].day(dossier, CASE, {ASKED: ASKED_OF_STUDIES})


PETITION, TRANSCRIPT, GRADES = date(2027, 2, 22), date(2027, 2, 24), date(2027, 2, 26)
ALL = delivered(petition=PETITION, transcript_of_records=TRANSCRIPT, grading_system=GRADES)


def test_the_last_needed_document_counts_and_no_other() -> None:
    assert counted_from(ALL) == GRADES
    with_transcript = replace(ALL, transcript=Transcript((), holds_grading_system=True))
    assert counted_from(with_transcript) == TRANSCRIPT
    with_more = replace(
        with_transcript, documents={**with_transcript.documents, **delivered(cv=GRADES).documents}
    )
    assert counted_from(with_more) == TRANSCRIPT


def test_documents_that_came_before_the_return_count_from_the_return() -> None:
    late = replace(ALL, stay=Stay(date(2026, 10, 5), date(2027, 2, 27)))
    assert counted_from(late) == date(2027, 2, 27)
    without_return = replace(
        ALL, stay=Stay(), host_answer=HostAnswer(True, None, date(2027, 2, 28))
    )
    assert counted_from(without_return) == date(2027, 2, 28)


def test_after_an_upheld_appeal_the_decision_counts() -> None:
    appeal = Appeal("decree", date(2027, 3, 8), decided_on=date(2027, 3, 12), upheld=True)
    assert counted_from(replace(ALL, appeals=(appeal,))) == date(2027, 3, 12)
    dismissed_appeal = replace(appeal, upheld=False)
    assert counted_from(replace(ALL, appeals=(dismissed_appeal,))) == GRADES


def test_where_no_needed_document_has_a_day_the_step_itself_counts() -> None:
    documents = {kind: Document(kind) for kind in ALL.documents}
    assert counted_from(replace(ALL, documents=documents)) == date(2027, 3, 2)


def requested(on: date | None, **changes: Any) -> date | None:
    request = {"transcript_request": Document("transcript_request", delivered_on=on)} if on else {}
    return day_of("transcript_requested", replace(FULL, documents=request, **changes))


def test_a_transcript_is_due_from_its_request_and_before_one_from_the_end_of_the_stay() -> None:
    assert requested(None) == date(2027, 2, 13)
    assert requested(date(2027, 2, 20)) == date(2027, 2, 20)
    assert requested(date(2027, 2, 1)) == date(2027, 2, 13), "not before the stay has ended"


def test_a_stay_that_was_ended_early_ended_then() -> None:
    until_june = HostAnswer(True, date(2026, 10, 5), date(2027, 6, 30))
    assert requested(None, stay=Stay(), host_answer=until_june) == date(2027, 3, 2)
    assert requested(None, stay=Stay()) == date(2027, 2, 14)
