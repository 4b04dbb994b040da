"""The Decree and the appeal against it: what stops it, what does not, and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Literal

import pytest

from rules.calendar import Calendar, Closure
from states.decision import Actor
from states.dossier import Appeal, DecreeIssued, Dossier, Pause
from states.recognition import HomeCourse, Precedent, RecognitionDecision, TranscriptCourse
from states.text import Text
from tests.rules.guards.guard_stories import (
    ANA,
    asked,
    at,
    messages,
    with_agreement,
    with_application,
)

Method = Literal["course_by_course", "semester_for_semester"]
DECREE_GUARDS = ("all_passed_courses_decided", "home_courses_complete", "grades_convertible")


def drafted(method: Method, dossier: Dossier = ANA) -> Dossier:
    return replace(dossier, decree=DecreeIssued("", date(2027, 3, 4), method))


def earned(*ects: str) -> Dossier:
    assert ANA.transcript
    courses = [TranscriptCourse(f"C{n}", Decimal(e), "1", True) for n, e in enumerate(ects)]
    failed_course = TranscriptCourse("Failed", Decimal(30), "5", False)
    transcript = replace(ANA.transcript, courses=(*courses, failed_course))
    return drafted("semester_for_semester", replace(ANA, transcript=transcript))


def graded(grade: str) -> Dossier:
    assert ANA.transcript
    first, *rest = ANA.transcript.courses
    courses = (replace(first, grade=grade), *rest)
    return replace(ANA, transcript=replace(ANA.transcript, courses=courses))


@pytest.mark.parametrize("guard", DECREE_GUARDS)
def test_a_semester_that_is_decided_course_by_course_gets_its_decree(guard: str) -> None:
    assert asked(guard, "BMU-16", ANA) == []
    assert asked(guard, "BMU-16", drafted("course_by_course")) == []


def test_each_passed_course_without_a_decision_is_named_and_failed_ones_are_not() -> None:
    reasons = asked("all_passed_courses_decided", "BMU-16", replace(ANA, recognition=()))
    assert messages(reasons) == [
        "Nothing is decided on the passed course “Databases” (8 ECTS).",
        "Nothing is decided on the passed course “Distributed Systems” (8 ECTS).",
    ]


def test_without_a_transcript_there_is_nothing_to_decree() -> None:
    assert len(asked("all_passed_courses_decided", "BMU-16", replace(ANA, transcript=None))) == 1


def test_a_home_course_without_ects_or_hours_is_named_with_what_it_lacks() -> None:
    bare = (RecognitionDecision("Databases", HomeCourse("Baze podataka")), ANA.recognition[1])
    (reason,) = asked("home_courses_complete", "BMU-16", replace(ANA, recognition=bare))
    assert (
        reason.message.en
        == "The home course “Baze podataka” for “Databases” lacks: ECTS, class hours."
    )


def test_a_grade_that_is_not_in_the_hosts_table_stops_the_decree() -> None:
    (reason,) = asked("grades_convertible", "BMU-16", graded("7"))
    assert "Grade 7 in “Databases”" in reason.message.en


def test_a_grade_of_a_course_that_goes_to_the_supplement_is_not_converted() -> None:
    supplement = (RecognitionDecision("Databases", supplement=True), ANA.recognition[1])
    assert asked("grades_convertible", "BMU-16", replace(graded("7"), recognition=supplement)) == []


def test_the_faculty_converts_by_its_own_rule_too() -> None:
    assert asked("grades_convertible", "BEE-R2", ANA) == []
    assert len(asked("grades_convertible", "BEE-R2", graded("7"))) == 1


@pytest.mark.parametrize("guard", DECREE_GUARDS)
def test_semester_for_semester_needs_no_decisions_on_courses(guard: str) -> None:
    bare = RecognitionDecision("Databases", HomeCourse("Baze podataka"))
    for dossier in (replace(ANA, recognition=()), replace(graded("7"), recognition=(bare,))):
        assert asked(guard, "BMU-16", drafted("semester_for_semester", dossier)) == []


@pytest.mark.parametrize(("ects", "reasons"), [(("15", "15"), 0), (("15", "14.5"), 1)])
def test_semester_for_semester_needs_thirty_ects_passed(
    ects: tuple[str, ...], reasons: int
) -> None:
    assert len(asked("semester_for_semester_ects", "BMU-22.8", earned(*ects))) == reasons


def test_a_year_for_a_year_needs_sixty() -> None:
    year = with_agreement(semesters=2).agreement
    assert asked("semester_for_semester_ects", "BMU-22.8", replace(earned("60"), agreed=year)) == []
    short = replace(earned("59"), agreed=year)
    assert "at least 60" in asked("semester_for_semester_ects", "BMU-22.8", short)[0].message.en


def test_course_by_course_nobody_counts_to_thirty() -> None:
    assert asked("semester_for_semester_ects", "BMU-22.8", drafted("course_by_course")) == []
    assert asked("semester_for_semester_ects", "BMU-22.8", ANA) == []


def test_the_faculty_recognises_ects_under_erasmus_only() -> None:
    assert asked("programme_is_erasmus", "BEE-R2", ANA) == []
    bilateral = with_application(programme="bilateral")
    assert len(asked("programme_is_erasmus", "BEE-R2", bilateral)) == 1


def appealed(on: date, delivered_on: date | None = date(2027, 3, 4)) -> Dossier:
    """Delivered on Thursday 4 March 2027: the eighth day is Friday 12 March."""
    decree = DecreeIssued("1", date(2027, 3, 4), "course_by_course", delivered_on)
    return replace(ANA, decree=decree, appeals=(Appeal("decree", on),))


LATER = at("2027-03-20 09:00")


def test_on_the_eighth_day_after_delivery_the_decree_can_still_be_challenged() -> None:
    assert asked("decree_appeal_in_time", "BMU-24b", appealed(date(2027, 3, 12)), LATER) == []
    (reason,) = asked("decree_appeal_in_time", "BMU-24b", appealed(date(2027, 3, 13)), LATER)
    assert "Fri 12 Mar 2027" in reason.message.en


def test_an_eighth_day_on_a_saturday_moves_to_monday() -> None:
    friday = date(2027, 3, 5)  # eight days later is Saturday 13 March
    monday, tuesday = appealed(date(2027, 3, 15), friday), appealed(date(2027, 3, 16), friday)
    assert asked("decree_appeal_in_time", "BMU-24b", monday, LATER) == []
    assert len(asked("decree_appeal_in_time", "BMU-24b", tuesday, LATER)) == 1


def test_the_day_that_a_case_shows_neither_lengthens_the_time_nor_shortens_it() -> None:
    for due in (date(2027, 3, 5), date(2027, 4, 15), None):
        last, over = appealed(date(2027, 3, 12)), appealed(date(2027, 3, 13))
        assert asked("decree_appeal_in_time", "BMU-24b", last, LATER, {"due": due}) == []
        assert len(asked("decree_appeal_in_time", "BMU-24b", over, LATER, {"due": due})) == 1


def test_a_pause_of_the_office_takes_no_day_from_the_student_and_gives_none() -> None:
    dossier = replace(
        appealed(date(2027, 3, 13)), pauses=(Pause(date(2027, 3, 5), date(2027, 3, 12)),)
    )
    assert len(asked("decree_appeal_in_time", "BMU-24b", dossier, LATER)) == 1


def complained(on: date, delivered_on: date | None = date(2027, 3, 4)) -> Dossier:
    """Delivered on Thursday 4 March 2027: the seventh working day is Monday 15 March."""
    dossier = appealed(on, delivered_on)
    assert dossier.decree is not None
    return replace(dossier, decree=replace(dossier.decree, remedy="annex_9"))


def test_a_complaint_has_seven_working_days() -> None:
    assert asked("decree_complaint_in_time", "BMU-24b", complained(date(2027, 3, 15)), LATER) == []
    (reason,) = asked("decree_complaint_in_time", "BMU-24b", complained(date(2027, 3, 16)), LATER)
    assert "the time for it ended on Mon 15 Mar 2027" in reason.message.en
    without_delivery = complained(date(2027, 3, 16), delivered_on=None)
    assert asked("decree_complaint_in_time", "BMU-24b", without_delivery, LATER) == []


def test_days_on_which_the_office_is_closed_are_no_working_days_of_a_complaint() -> None:
    closure = Closure(date(2027, 3, 8), date(2027, 3, 9), Text("Moving house", "Селидба"))
    parameters = {"calendar": Calendar(closures=(closure,))}
    late = complained(date(2027, 3, 17))
    assert asked("decree_complaint_in_time", "BMU-24b", late, LATER, parameters) == []
    later = complained(date(2027, 3, 18))
    assert len(asked("decree_complaint_in_time", "BMU-24b", later, LATER, parameters)) == 1


def decided_before(is_upheld: bool) -> Dossier:
    first = Appeal("decree", date(2027, 3, 5), decided_on=date(2027, 3, 9), upheld=is_upheld)
    dossier = appealed(date(2027, 3, 10))
    return replace(dossier, appeals=(first, *dossier.appeals))


def test_what_was_dismissed_is_final() -> None:
    (reason,) = asked(
        "decree_not_decided_before", "BMU-24b", decided_before(is_upheld=False), LATER
    )
    assert "dismissed on Tue 9 Mar 2027, and that is final" in reason.message.en
    assert "Nothing removes this" in reason.remedy.en


def test_against_the_decree_that_followed_an_upheld_appeal_another_one_is_possible() -> None:
    assert (
        asked("decree_not_decided_before", "BMU-24b", decided_before(is_upheld=True), LATER) == []
    )
    assert asked("decree_not_decided_before", "BMU-24b", appealed(date(2027, 3, 10)), LATER) == []


def test_an_appeal_against_the_list_says_nothing_of_the_decree() -> None:
    of_the_list = Appeal("list", date(2026, 3, 20), decided_on=date(2026, 3, 22), upheld=False)
    dossier = replace(appealed(date(2027, 3, 10)), appeals=(of_the_list,))
    assert asked("decree_not_decided_before", "BMU-24b", dossier, LATER) == []


def issued(by: str | None, role: str, in_place_of: str | None = None) -> Dossier:
    dossier = appealed(date(2027, 3, 10))
    assert dossier.decree is not None
    signed_decree = replace(dossier.decree, issued_by=by, issued_as=role, issued_for=in_place_of)
    return replace(dossier, decree=signed_decree)


COORDINATOR, RECTOR = "academic_coordinator", "rector"


@pytest.mark.parametrize(
    ("decree", "actor", "count"),
    [
        (issued("Ana Kostić", COORDINATOR), Actor(RECTOR, "Mirjana Ilić"), 0),
        (issued("Ana Kostić", COORDINATOR), Actor(COORDINATOR, "Ana Kostić", RECTOR), 1),
        (issued("Mirjana Ilić", RECTOR, COORDINATOR), Actor(RECTOR, "Mirjana Ilić"), 1),
        (issued("Mirjana Ilić", RECTOR, COORDINATOR), Actor("dean", "Petar Rakić", RECTOR), 0),
        (issued("Ana Kostić", COORDINATOR), Actor(COORDINATOR, "Jovan Marić", RECTOR), 0),
        (issued(None, RECTOR, COORDINATOR), Actor(RECTOR, "Mirjana Ilić"), 1),
        (issued("Mirjana Ilić", RECTOR, COORDINATOR), Actor(RECTOR), 1),
        (issued(None, COORDINATOR), Actor(RECTOR), 0),
    ],
)
def test_who_issued_the_decree_in_whatever_place_does_not_decide_on_it(
    decree: Dossier, actor: Actor, count: int
) -> None:
    reasons = asked("decided_by_another", "BMU-24b", decree, LATER, {"actor": actor})
    assert len(reasons) == count
    assert all("name a substitute" in reason.remedy.en for reason in reasons)
    assert all(dict(reason.fills) == {"for": RECTOR} for reason in reasons)


def test_a_decree_is_not_delivered_until_somebody_says_so() -> None:
    without_delivery = appealed(date(2027, 3, 10), delivered_on=None)
    assert asked("decree_not_delivered", "BMU-18b", without_delivery) == []
    assert len(asked("decree_not_delivered", "BMU-18b", appealed(date(2027, 3, 10)))) == 1


@pytest.mark.parametrize(
    ("certified_on", "count"),
    [(None, 1), (date(2027, 3, 3), 1), (date(2027, 3, 4), 0), (date(2027, 3, 5), 0)],
)
def test_a_decision_is_recorded_once_it_is_certified(certified_on: date | None, count: int) -> None:
    decree = replace(drafted("course_by_course"), certified_on=certified_on)
    reasons = asked("decision_is_certified", "BEE-R2", decree)
    assert len(reasons) == count
    assert all("record the day of the certification" in reason.remedy.en for reason in reasons)


def test_where_nothing_was_decided_there_is_nothing_to_certify() -> None:
    assert asked("decision_is_certified", "BEE-R2", ANA) == []


def refused(dossier: Dossier) -> Dossier:
    assert dossier.decree
    decree = replace(dossier.decree, certification_refused_on=date(2027, 3, 8))
    return replace(dossier, decree=decree)


@pytest.mark.parametrize(
    ("certified_on", "count"),
    [(None, 0), (date(2027, 3, 3), 0), (date(2027, 3, 4), 1), (date(2027, 3, 5), 1)],
)
def test_what_is_certified_is_not_refused(certified_on: date | None, count: int) -> None:
    decree = replace(drafted("course_by_course"), certified_on=certified_on)
    reasons = asked("decision_is_not_certified", "BEE-R2", decree)
    assert len(reasons) == count
    assert all("withdraw the record of the certification" in reason.remedy.en for reason in reasons)


def test_a_decision_that_is_not_certified_settles_nothing() -> None:
    decision = drafted("course_by_course")
    assert asked("recognition_is_settled", "BEE-R2", decision) == []
    (reason,) = asked("recognition_is_settled", "BEE-R2", refused(decision))
    assert reason.remedy.en == "Issue the decision first."
    assert asked("decision_is_certified", "BEE-R2", refused(decision)) == []


def test_before_the_decree_is_delivered_no_time_runs() -> None:
    dossier = appealed(date(2027, 4, 30), delivered_on=None)
    assert asked("decree_appeal_in_time", "BMU-24b", dossier, at("2027-04-30 09:00")) == []


def test_an_appeal_against_the_decree_is_not_received_tomorrow() -> None:
    reasons = asked(
        "decree_appeal_in_time", "BMU-24b", appealed(date(2027, 3, 10)), at("2027-03-09 09:00")
    )
    assert len(reasons) == 1


def test_a_traineeship_may_have_brought_no_courses_to_decide_on() -> None:
    trainee = {"without_transcript": True}
    without = replace(ANA, transcript=None)
    assert asked("all_passed_courses_decided", "BMU-16", without, parameters=trainee) == []
    without_decisions = replace(ANA, recognition=())
    assert (
        len(asked("all_passed_courses_decided", "BMU-16", without_decisions, parameters=trainee))
        == 2
    )


def test_student_service_closes_on_the_decision_or_where_none_is_due() -> None:
    reasons = asked("recognition_is_settled", "BEE-R2", ANA)
    assert messages(reasons) == [
        "Ana Petrović's mobility is under Erasmus+, and its recognition is not decided."
    ]
    assert asked("recognition_is_settled", "BEE-R2", drafted("course_by_course")) == []
    assert asked("recognition_is_settled", "BEE-R2", with_application(programme="bilateral")) == []


BEFORE = Precedent(
    1, "University of Graz", "databases", HomeCourse("Baze podataka", Decimal(8), Decimal(60)),
    "BEE-2026-0001", "BEE-2026/1", date(2026, 2, 5),
)  # fmt: skip


def decided(*decisions: RecognitionDecision) -> Dossier:
    """Ana, whose Databases were decided on as told, after another's were in 2026."""
    return replace(ANA, recognition=decisions, precedents=(BEFORE,))


ALIKE = RecognitionDecision("Databases", HomeCourse(" baze PODATAKA", Decimal(6), Decimal(45)))
OTHERWISE = [
    RecognitionDecision("Databases", supplement=True),
    RecognitionDecision("Databases", elective=True),
    RecognitionDecision("Databases", HomeCourse("Programiranje", Decimal(8), Decimal(60))),
]


def test_what_was_recognised_once_is_recognised_alike() -> None:
    assert asked("precedents_followed", "BEE-L5", decided(ALIKE)) == []


@pytest.mark.parametrize("decision", OTHERWISE)
def test_against_a_precedent_nothing_is_decided_until_it_is_withdrawn(
    decision: RecognitionDecision,
) -> None:
    (reason,) = asked("precedents_followed", "BEE-L5", decided(decision))
    assert reason.message.en == (
        "“Databases” was recognised as “Baze podataka” in BEE-2026-0001 on Thu 5 Feb 2026; "
        "here it is decided otherwise."
    )
    assert "withdraw the precedent of decision no. BEE-2026/1" in reason.remedy.en
    without_precedent = replace(decided(decision), precedents=())
    assert asked("precedents_followed", "BEE-L5", without_precedent) == []


def test_a_course_without_a_decision_is_not_decided_otherwise() -> None:
    assert asked("precedents_followed", "BEE-L5", decided()) == []


def test_a_course_recognised_with_others_binds_only_with_them() -> None:
    with_another = replace(BEFORE, together_with=("Statistics",))
    alone = replace(decided(OTHERWISE[0]), precedents=(with_another,))
    assert asked("precedents_followed", "BEE-L5", alone) == []


def test_semester_for_semester_no_precedent_is_asked_for() -> None:
    by_semester = drafted("semester_for_semester", decided(OTHERWISE[0]))
    assert asked("precedents_followed", "BEE-L5", by_semester) == []


def test_where_precedents_are_only_proposed_they_bind_nobody() -> None:
    parameters = {"precedents": "proposed"}
    assert (
        asked("precedents_followed", "BEE-L5", decided(OTHERWISE[0]), parameters=parameters) == []
    )
