"""An incoming student and a trainee, each taken over from another office, and what becomes of them.

The student's stay with us is over: a transcript is asked for and issued. The trainee came back with
the certificate of the work done, and a Decree without courses recognises it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from simulation.demo.diary import Diary
from simulation.demo.material import Material
from simulation.demo.taken_over import JUDGE, OFFICE, TakenOver, call_of, chosen_by

SERVICE: Final = "student_service"
COURSES: Final = (
    {"code": "IT301", "title": "Algorithms and Data Structures", "ects": "8"},
    {"code": "IT318", "title": "Computer Networks", "ects": "8"},
    {"code": "IT335", "title": "Web Design", "ects": "6"},
)
GRADES: Final = ("9", "10", "8")
WORK: Final = {
    "company": "Nordwind Software GmbH",
    "country": "AT",
    "tasks": "Tests of a booking system and of its interfaces",
    "skills": "Automated tests, version control, work in a team of eight",
    "hours_per_day": "8",
    "days_per_week": 5,
    "hours": "480",
    "provider": "Katharina Steinberger-Hohenfels",
    "function": "Head of quality assurance",
}
AGREED: Final = {
    "outcomes": "Plans and writes automated tests on her own",
    "programme": "Three months in two teams",
    "tasks": "Tests of a booking system",
    "evaluation": "A talk with both mentors each month",
}


def who_comes_and_who_trains(diary: Diary, material: Material) -> None:
    """Writes both cases into the diary."""
    _incoming_student(diary, material)
    _trainee(diary, material)


def _incoming_student(diary: Diary, material: Material) -> None:
    home = material.partners[0]
    arrives = diary.working_day(8)
    case = TakenOver(diary, "incoming", material.people.incoming, arrives)
    ended_on = diary.calendar.move(arrives, -1)
    first = ended_on - timedelta(days=130)
    period = {"from": first.isoformat(), "to": ended_on.isoformat()}
    facts: list[dict[str, object]] = [
        {"application": period},
        {"host_period": period},
        {"agreement": {"language": "en", "semesters": 1, "courses": list(COURSES)}},
        {"concluded": {"on": (first - timedelta(days=30)).isoformat()}},
        {"stay": {"arrived_on": period["from"], "returned_on": period["to"]}},
    ]
    case.comes(
        call_of(f"Erasmus+ SMS {first:%Y}", first - timedelta(days=120)),
        {
            "candidate": {
                "name": "Maximiliane Oberndorfer-Kirchschlager",
                "email": "maximiliane@students.example", "level": "undergraduate", "year": 3,
                "ects_earned": "130", "writes_in": "en", "home_institution": home.name,
                "home_email": home.email,
                "birth_date": "2003-05-14", "birth_place": "Graz", "salutation": "f",
            },
            "state": "transcript_due", "since": arrives.isoformat(), "facts": facts,
        },
    )  # fmt: skip
    request_details = {
        "kind": "transcript_request",
        "delivered_on": diary.working_day(7).isoformat(),
    }
    case.fact(7, OFFICE, "document", request_details)
    results = [
        {**course, "grade": grade, "passed": True}
        for course, grade in zip(COURSES, GRADES, strict=True)
    ]
    case.fact(6, SERVICE, "transcript", {"language": "en", "courses": results})
    case.step(5, JUDGE, "issue_transcript", {})


def _trainee(diary: Diary, material: Material) -> None:
    host = material.partners[1]
    arrives = diary.working_day(8)
    case = TakenOver(diary, "trainees", material.people.traineeship, arrives)
    back = diary.day(-25)
    first = back - timedelta(days=100)
    period = {"from": first.isoformat(), "to": back.isoformat()}
    listed_on = first - timedelta(days=100)
    place = {
        "outcome": "selected", "rank": 1, "host": host.name,
        "list_published_on": listed_on.isoformat(),
        "appeal_until": (listed_on + timedelta(days=8)).isoformat(),
    }  # fmt: skip
    papers = ("petition", "transcript_of_work", "report")
    delivery_details = {"language": "en", "delivered_on": arrives.isoformat()}
    handed_in: list[dict[str, object]] = [
        {"document": {"kind": kind, **delivery_details}} for kind in papers
    ]
    facts: list[dict[str, object]] = [
        {"application": {"hosts": [host.name], "programme": "erasmus", **period}},
        {"place": place},
        {"host_period": period},
        {"agreement": AGREED},
        {"concluded": {"on": (first - timedelta(days=20)).isoformat()}},
        {"stay": {"arrived_on": period["from"], "returned_on": period["to"]}},
        {"traineeship": WORK},
        *handed_in,
    ]
    closed_call = call_of(f"Erasmus+ SMP {listed_on:%Y}", listed_on - timedelta(days=40))
    case.comes(
        {**closed_call, **chosen_by(host)},
        {
            "candidate": {
                "name": "Александра Стојановић", "email": "aleksandra.s@students.example",
                "level": "undergraduate", "year": 4, "ects_earned": "200", "writes_in": "sr",
                "salutation": "f", "name_in_other_script": "Aleksandra Stojanović",
                "study_programme": material.programmes[0].programme, "student_card": "4412/2022",
            },
            "state": "documents_submitted", "since": arrives.isoformat(), "facts": facts,
        },
    )  # fmt: skip
    case.step(6, JUDGE, "issue_decree", {"delivered_on": diary.working_day(6).isoformat()})
