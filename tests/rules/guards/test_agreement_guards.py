"""The agreement: signatures, time, content and ECTS, each threshold from both sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from rules.calendar import Calendar, Closure
from states.calls import Host
from states.dossier import AgreementVersion, Course, Document, Dossier, Signature, Stay
from states.reasons import GuardReason
from states.text import Text
from tests.rules.guards.guard_stories import (
    ANA,
    COURSES,
    GRAZ,
    LEARNING,
    SPRING,
    asked,
    at,
    messages,
    with_agreement,
    with_application,
)

FOUR = {**LEARNING, "parties": ["student", "academic_coordinator", "rector", "host"]}


FACULTY = {**LEARNING, "parties": ["student", "dean", "host"]}

LATE = {"consent": "late_agreement_consent", "consent_of": ["host"]}


TRAINING = {"fields": ("outcomes", "programme", "tasks", "evaluation")}


def worth(*ects: int, **agreement: object) -> Dossier:
    courses = tuple(
        Course(f"Course {n}", f"C{n}", Decimal(course_ects)) for n, course_ects in enumerate(ects)
    )
    return with_agreement(courses=courses, **agreement)


def test_an_agreement_that_all_four_have_signed_is_concluded() -> None:
    assert asked("agreement_is_signed", "BMU-8b", ANA, parameters=FOUR) == []


def test_each_missing_signature_is_named_with_the_version_it_is_missing_on() -> None:
    half = replace(ANA, signatures=ANA.signatures[:2])
    assert messages(asked("agreement_is_signed", "BMU-8b", half, parameters=FOUR)) == [
        "Signature missing on the Learning Agreement, version 2: the Rector.",
        "Signature missing on the Learning Agreement, version 2: the host institution.",
    ]


def test_a_paper_whose_signatures_are_recorded_as_anothers_is_called_by_its_own_name() -> None:
    research = {
        "document": "mobility_agreement",
        "titled": "research_plan",
        "parties": ["host"],
        "incoming": False,
    }
    (unsigned_reason,) = asked("agreement_is_signed", "BMU-9", ANA, parameters=research)
    assert unsigned_reason.message.en.startswith("Signature missing on the Study and Research Plan")
    assert "уговор о учењу и истраживању" in unsigned_reason.message.sr
    assert dict(unsigned_reason.fills)["document"] == "mobility_agreement"
    unwritten = replace(ANA, agreement=None, agreement_version=0)
    (reason,) = asked("agreement_is_signed", "BMU-9", unwritten, parameters=research)
    assert reason.message.en == "There is no Study and Research Plan yet."


def test_a_signature_on_another_document_does_not_count() -> None:
    other = tuple(replace(signature, document="training_agreement") for signature in ANA.signatures)
    assert (
        len(asked("agreement_is_signed", "BMU-8b", replace(ANA, signatures=other), parameters=FOUR))
        == 4
    )


def test_where_a_faculty_is_the_home_institution_its_dean_may_sign() -> None:
    parameters = {**LEARNING, "parties": ["student", ["rector", "dean"]]}
    dean = (ANA.signatures[0], Signature("learning_agreement", "dean", date(2026, 5, 20)))
    assert (
        asked("agreement_is_signed", "BMU-8b", replace(ANA, signatures=dean), parameters=parameters)
        == []
    )
    alone = replace(ANA, signatures=ANA.signatures[:1])
    (reason,) = asked("agreement_is_signed", "BMU-8b", alone, parameters=parameters)
    assert "the Rector or the Dean" in reason.message.en
    assert "ректор или декан" in reason.message.sr


def test_without_an_agreement_one_reason_is_enough() -> None:
    without_agreement = replace(ANA, agreement=None, agreement_version=0, signatures=())
    late = at("2026-10-20 09:00")
    assert messages(asked("agreement_is_signed", "BMU-8b", without_agreement, parameters=FOUR)) == [
        "There is no Learning Agreement yet."
    ]
    assert asked("before_the_first_day", "BMU-8a", without_agreement, late, LATE) == []
    assert asked("in_english_with_courses", "BMU-8c", without_agreement) == []
    assert asked("enough_ects", "BMU-8d", without_agreement) == []
    assert asked("ects_between", "BEE-L1", without_agreement) == []
    assert (
        asked("training_agreement_complete", "BMU-11", without_agreement, parameters=TRAINING) == []
    )


RULES_OF_THE_FIRST_DAY = ["BMU-8a", "BMU-9", "BMU-30", "BEE-T3"]


@pytest.mark.parametrize("rule", RULES_OF_THE_FIRST_DAY)
def test_the_day_before_the_stay_is_the_last_on_which_the_agreement_is_concluded(rule: str) -> None:
    assert asked("before_the_first_day", rule, ANA, at("2026-09-30 23:59"), LATE) == []
    (reason,) = asked("before_the_first_day", rule, ANA, at("2026-10-01 00:00"), LATE)
    assert "began on Thu 1 Oct 2026" in reason.message.en
    assert "concluded by Wed 30 Sep 2026" in reason.message.en
    for way_on in ("host's consent", "new dates", "withdrawn"):
        assert way_on in reason.remedy.en


@pytest.mark.parametrize(
    ("signed_by", "count"),
    [(None, 0), (("host",), 0), (("student", "host"), 0), ((), 1), (("student",), 1)],
)
def test_the_hosts_written_word_lets_an_agreement_be_concluded_later(
    signed_by: tuple[str, ...] | None, count: int
) -> None:
    consent = Document("late_agreement_consent", signed_by=signed_by)
    with_consent = replace(ANA, documents={**ANA.documents, consent.kind: consent})
    reasons = asked("before_the_first_day", "BMU-8a", with_consent, at("2026-10-05 09:00"), LATE)
    assert len(reasons) == count


def test_whose_word_it_takes_is_said_where_we_are_the_host() -> None:
    home_consent = {
        "consent": "late_agreement_consent",
        "consent_of": ["academic_coordinator", "rector"],
    }
    now = at("2026-10-05 09:00")
    (reason,) = asked("before_the_first_day", "BMU-8a", ANA, now, home_consent)
    assert "signed by the Academic Coordinator or the Rector" in reason.remedy.en
    assert "потписује академски координатор или ректор" in reason.remedy.sr
    (reason,) = asked("before_the_first_day", "BMU-8a", ANA, now, LATE)
    assert "signed by the host institution" in reason.remedy.en


PLAN = {"of": "work_plan", "parties": ["staff_member", ["rector", "dean"], "host"]}


@pytest.mark.parametrize(
    ("signed_by", "sentences"),
    [
        (None, []),
        (("staff_member", "dean", "host"), []),
        (("staff_member", "host"), ["Signature missing on the work plan: the Rector or the Dean."]),
        (
            (),
            [
                "Signature missing on the work plan: the staff member.",
                "Signature missing on the work plan: the Rector or the Dean.",
                "Signature missing on the work plan: the host institution.",
            ],
        ),
    ],
)
def test_of_a_plan_whose_signatures_are_recorded_each_party_has_signed(
    signed_by: tuple[str, ...] | None, sentences: list[str]
) -> None:
    plan = Document("work_plan", signed_by=signed_by)
    with_plan = replace(ANA, documents={"work_plan": plan})
    assert messages(asked("plan_is_signed", "BMU-10", with_plan, parameters=PLAN)) == sentences
    assert asked("plan_is_signed", "BMU-10", replace(ANA, documents={}), parameters=PLAN) == []


def test_the_hosts_first_day_goes_before_the_one_applied_for() -> None:
    assert ANA.host_answer
    later = replace(ANA, host_answer=replace(ANA.host_answer, first_day=date(2026, 10, 10)))
    assert asked("before_the_first_day", "BMU-8a", later, at("2026-10-09 09:00"), LATE) == []
    without_answer = replace(ANA, host_answer=None)
    late = asked("before_the_first_day", "BMU-8a", without_answer, at("2026-10-09 09:00"), LATE)
    assert len(late) == 1


def test_an_agreement_in_another_language_or_in_none_is_not_in_english() -> None:
    assert asked("in_english_with_courses", "BMU-8c", ANA) == []
    for language in ("de", None):
        german = with_agreement(language=language)
        assert len(asked("in_english_with_courses", "BMU-8c", german)) == 1


def test_of_each_course_the_parts_that_it_lacks_are_named() -> None:
    courses = (*COURSES, Course("Statistics"), Course(None, "X.1", Decimal(6)))
    reasons = asked("in_english_with_courses", "BMU-8c", with_agreement(courses=courses))
    assert messages(reasons) == [
        "Course 4 (Statistics) lacks: code, ECTS.",
        "Course 5 (X.1) lacks: title.",
    ]


def test_a_host_that_does_not_number_its_courses_needs_no_codes() -> None:
    without_code = with_agreement(courses=(Course("Databases", None, Decimal(20)),))
    assert len(asked("in_english_with_courses", "BMU-8c", without_code)) == 1
    host = Host(GRAZ, "in@graz.example", numbers_courses=False)
    without = replace(without_code, call=replace(ANA.call, hosts=(host,)))
    assert asked("in_english_with_courses", "BMU-8c", without) == []


@pytest.mark.parametrize(
    ("ects", "semesters", "reasons"), [(20, 1, 0), (19, 1, 1), (40, 2, 0), (39, 2, 1)]
)
def test_a_semester_carries_twenty_ects_at_least(ects: int, semesters: int, reasons: int) -> None:
    assert len(asked("enough_ects", "BMU-8d", worth(ects, semesters=semesters))) == reasons


@pytest.mark.parametrize(
    ("by_semester", "sentences"),
    [
        ({1: 20, 2: 20}, []),
        ({1: 30, 2: 10}, ["The courses of semester 2 carry 10 ECTS; at least 20 are needed."]),
        ({3: 40}, ["The stay has semesters: 2; courses are named for 1 of them, and each needs at "
                   "least 20 ECTS."]),
    ],
)  # fmt: skip
def test_each_semester_carries_twenty_ects_where_courses_name_theirs(
    by_semester: dict[int, int], sentences: list[str]
) -> None:
    courses = tuple(
        Course(f"Course {semester}", f"C{semester}", Decimal(ects), semester=semester)
        for semester, ects in by_semester.items()
    )
    year = with_agreement(courses=courses, semesters=2)
    assert messages(asked("enough_ects", "BMU-8d", year)) == sentences
    nameless = (*courses, Course("Sport", "SP", Decimal(0)))
    total = with_agreement(courses=nameless, semesters=2)
    assert asked("enough_ects", "BMU-8d", total) == []


def test_the_application_says_how_many_semesters_where_the_agreement_does_not() -> None:
    assert ANA.agreement
    year = with_application(semesters=2)
    silent = replace(year, agreement=replace(ANA.agreement, semesters=None))
    (reason,) = asked("enough_ects", "BMU-8d", silent)
    assert "20 ECTS" in reason.message.en and "at least 40" in reason.message.en


@pytest.mark.parametrize("purpose", ["thesis", "doctoral"])
def test_who_writes_a_thesis_needs_no_courses(purpose: str) -> None:
    assert asked("enough_ects", "BMU-8d", worth(5, purpose=purpose)) == []
    dossier = replace(with_application(purpose=purpose), agreement=worth(5).agreement)
    assert asked("enough_ects", "BMU-8d", dossier) == []


def test_an_agreement_for_study_is_not_freed_by_an_application_for_a_thesis() -> None:
    dossier = replace(
        with_application(purpose="thesis"), agreement=worth(5, purpose="study").agreement
    )
    assert len(asked("enough_ects", "BMU-8d", dossier)) == 1


@pytest.mark.parametrize(("ects", "reasons"), [(19, 1), (20, 0), (30, 0), (31, 1)])
def test_at_the_faculty_the_courses_carry_twenty_to_thirty_ects(ects: int, reasons: int) -> None:
    assert len(asked("ects_between", "BEE-L1", worth(ects))) == reasons


def test_the_faculty_counts_the_agreement_as_a_whole_however_long_the_stay() -> None:
    assert len(asked("ects_between", "BEE-L1", worth(20, 20, semesters=2))) == 1


@pytest.mark.parametrize("part", ["outcomes", "programme", "tasks", "evaluation"])
def test_a_training_agreement_names_each_of_its_four_parts(part: str) -> None:
    whole = AgreementVersion(outcomes="o", programme="p", tasks="t", evaluation="e")
    assert (
        asked(
            "training_agreement_complete",
            "BMU-11",
            replace(ANA, agreement=whole),
            parameters=TRAINING,
        )
        == []
    )
    without_part = replace(ANA, agreement=replace(whole, **{part: " "}))
    assert (
        len(asked("training_agreement_complete", "BMU-11", without_part, parameters=TRAINING)) == 1
    )


def test_a_part_that_the_form_of_a_mobility_does_not_have_is_not_asked_for() -> None:
    without_evaluation = replace(
        ANA, agreement=AgreementVersion(outcomes="x", programme="y", tasks="z")
    )
    without = {"fields": ("outcomes", "programme", "tasks")}
    guard = "training_agreement_complete"
    assert asked(guard, "BMU-11", without_evaluation, parameters=without) == []
    assert len(asked(guard, "BMU-11", without_evaluation, parameters=TRAINING)) == 1


def changed_on(day: date, arrival: date | None = date(2026, 10, 5)) -> Dossier:
    """Arrived on Monday 5 October 2026: thirty days later is Wednesday 4 November."""
    signatures = (Signature("learning_agreement", "student", day),)
    return replace(ANA, stay=Stay(arrived_on=arrival), signatures=signatures)


def asked_of_change(
    dossier: Dossier, now: datetime = SPRING, parameters: Mapping[str, object] | None = None
) -> list[GuardReason]:
    of_faculty = {**FACULTY, **(parameters or {})}
    return asked("within_days_of_arrival", "BEE-L2", dossier, now, of_faculty)


def test_who_is_no_party_signs_no_change_late() -> None:
    """At the faculty the Academic Coordinator is none: a name below the paper makes no day."""
    in_time = changed_on(date(2026, 11, 4))
    beside = Signature("learning_agreement", "academic_coordinator", date(2026, 11, 9))
    late = at("2026-11-20 09:00")
    dossier = replace(in_time, signatures=(*in_time.signatures, beside))
    assert asked_of_change(dossier, late) == []
    of_the_dean = replace(beside, party="dean")
    dossier = replace(in_time, signatures=(*in_time.signatures, of_the_dean))
    assert len(asked_of_change(dossier, late)) == 1


def test_on_the_thirtieth_day_after_arrival_the_agreement_can_still_be_changed() -> None:
    late = at("2026-11-20 09:00")
    in_time, too_late = changed_on(date(2026, 11, 4)), changed_on(date(2026, 11, 5))
    assert asked_of_change(in_time, late) == []
    (reason,) = asked_of_change(too_late, late)
    assert "until Wed 4 Nov 2026" in reason.message.en


def test_a_thirtieth_day_on_a_saturday_moves_to_monday() -> None:
    arrival = date(2026, 10, 1)  # thirty days later is Saturday 31 October
    assert asked_of_change(changed_on(date(2026, 11, 2), arrival)) == []
    assert len(asked_of_change(changed_on(date(2026, 11, 3), arrival))) == 1


def test_the_offices_own_closure_moves_the_thirtieth_day_too() -> None:
    day = date(2026, 11, 4)
    parameters = {"calendar": Calendar((Closure(day, day, Text("Move", "Селидба")),))}
    dossier = changed_on(date(2026, 11, 5))
    assert asked_of_change(dossier, parameters=parameters) == []


def test_until_an_arrival_is_recorded_the_days_run_from_the_first_day_of_the_stay() -> None:
    dossier = changed_on(date(2026, 11, 3), arrival=None)
    assert len(asked_of_change(dossier)) == 1
    without_days = replace(dossier, host_answer=None, application=None)
    assert asked_of_change(without_days) == []


def test_before_anybody_signs_the_change_is_judged_by_today() -> None:
    unsigned_dossier = replace(ANA, signatures=())
    assert asked_of_change(unsigned_dossier, at("2026-11-02 23:59")) == []
    assert len(asked_of_change(unsigned_dossier, at("2026-11-03 00:00"))) == 1
