"""The events that deadlines count from: where each finds its day, and when it has none yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from rules.anchors import ANCHORS
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
    appeals=(Appeal("decree", date(2027, 3, 8)),),
)
DAYS = {
    "call_closes": date(2026, 3, 16),
    "call_closed": date(2026, 3, 16),
    "list_published": date(2026, 3, 19),
    "appeal_window_ends": date(2026, 3, 27),
    "appeal_lodged": date(2027, 3, 8),
    "state_entered": date(2027, 3, 2),
    "day_before_stay": date(2026, 10, 4),
    "day_before_applied_stay": date(2026, 9, 30),
    "first_day_of_stay": date(2026, 10, 5),
    "returned_or_agreed_end": date(2027, 2, 13),
    "mobility_ended": date(2027, 3, 2),
    "documents_delivered": date(2027, 3, 2),
    "day_before_semester": date(2027, 3, 14),
    "decree_issued": date(2027, 3, 4),
    "decree_delivered": date(2027, 3, 5),
    "request_received": date(2027, 3, 2),
}


def day_of(event: str, dossier: Dossier) -> date | None:
    return ANCHORS[event].day(dossier, CASE, {})


@pytest.mark.parametrize("event", sorted(ANCHORS))
def test_each_event_has_its_day_in_belgrade(event: str) -> None:
    assert day_of(event, FULL) == DAYS[event]


@pytest.mark.parametrize("event", sorted(ANCHORS))
def test_an_event_that_the_dossier_does_not_know_has_no_day(event: str) -> None:
    of_the_case = ("state_entered", "mobility_ended", "documents_delivered", "request_received")
    known = ("call_closes", "call_closed", *of_the_case)
    assert (day_of(event, BARE) is None) == (event not in known)


@pytest.mark.parametrize("event", sorted(ANCHORS))
def test_each_event_is_named_in_both_languages(event: str) -> None:
    said = ANCHORS[event].event
    assert said.en and said.sr and said.en != said.sr


def test_until_the_host_answers_the_stay_is_the_one_applied_for() -> None:
    unanswered = replace(FULL, host_answer=None, stay=Stay())
    assert day_of("first_day_of_stay", unanswered) == date(2026, 10, 1)
    assert day_of("day_before_stay", unanswered) == date(2026, 9, 30)
    assert day_of("returned_or_agreed_end", unanswered) == date(2027, 2, 12)


def test_before_the_return_is_recorded_the_agreed_end_stands_for_it() -> None:
    abroad = replace(FULL, stay=Stay(date(2026, 10, 5)))
    assert day_of("returned_or_agreed_end", abroad) == date(2027, 2, 14)


def test_a_decree_that_nobody_delivered_has_no_day_whatever_came_before_it() -> None:
    assert FULL.decree is not None
    corrected = DecreeIssued("2", date(2027, 3, 18), "course_by_course")
    second = replace(FULL, decree=corrected, earlier_decrees=(FULL.decree,))
    assert day_of("decree_delivered", second) is None


def test_the_newest_appeal_without_a_decision_is_the_one_that_is_counted() -> None:
    decided = Appeal("list", date(2026, 3, 20), decided_on=date(2026, 3, 22), upheld=False)
    two = replace(FULL, appeals=(decided, *FULL.appeals))
    assert day_of("appeal_lodged", two) == date(2027, 3, 8)
    assert day_of("appeal_lodged", replace(FULL, appeals=(decided,))) is None


def test_a_request_counts_from_the_day_on_which_it_came_in_once_that_is_recorded() -> None:
    asked = Document("transcript_request", delivered_on=date(2027, 2, 26))
    assert day_of("request_received", replace(FULL, documents={asked.kind: asked})) == (
        date(2027, 2, 26)
    )
    undated = Document("transcript_request")
    assert day_of("request_received", replace(FULL, documents={asked.kind: undated})) == (
        date(2027, 3, 2)
    )
