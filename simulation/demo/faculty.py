"""A case of the faculty, taken over from another office: certified before it is recorded (BEE-R2).

Its student came back some weeks ago. The Vice Director refuses to certify the first decision on
recognition, since it has the class hours of another course, and certifies the second; only then
Student Service records the recognition and closes the case. The host then changes the course: the
precedent that the decision set is withdrawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from simulation.demo.cast import in_words
from simulation.demo.diary import Act, CallKey, Diary, at_work
from simulation.demo.material import Material, Partner

CALL: Final[CallKey] = "faculty"
CASE: Final = "faculty-1"
OFFICE: Final = "mobility_coordinator"
JUDGE: Final = "academic_coordinator"
Details = Mapping[str, object]
HOME: Final[Details] = {"title": "Маркетинг", "ects": "8", "hours": 60}
SEATS: Final = ("m.ilic", "j.kos", "s.rus")


def faculty_case(diary: Diary, material: Material) -> None:
    """Writes the faculty's closed call and what became of its one case into the diary."""
    host, faculty = material.partners[0], material.people.faculty
    arrives = diary.working_day(9)
    form = _form(diary, host)
    call = Act(at_work(arrives, 0), "call", OFFICE, CALL, details=form, institution=faculty)
    case = _taken_over(diary, arrives, host)
    case["candidate"] = _student(faculty)
    acts = (
        call,
        Act(at_work(arrives, 30), "take_over", OFFICE, CALL, CASE, details=case),
        _fact(diary.working_day(8), JUDGE, "recognition", _decisions({**HOME, "hours": 45})),
        _step(diary.working_day(8), JUDGE, "issue_decree", {}, minute=90),
        _step(
            diary.working_day(7), "vice_director", "refuse_certification",
            {"reason": in_words(material.sentences["certification_refused"][0], "sr")},
        ),
        _fact(diary.working_day(7), JUDGE, "recognition", _decisions(HOME), minute=90),
        _step(diary.working_day(6), JUDGE, "issue_decree", {}),
        _fact(
            diary.working_day(6), "student_service", "delivery",
            {"document": "decree", "on": diary.working_day(6).isoformat()}, minute=90,
        ),
        _fact(
            diary.working_day(5), "vice_director", "certification",
            {"on": diary.working_day(5).isoformat()},
        ),
        _step(diary.working_day(4), "student_service", "close", {}),
        Act(
            at_work(diary.working_day(3), 75), "withdraw_precedent", JUDGE, CALL, CASE,
            details={"reason": in_words(material.sentences["precedent_withdrawn"][0], "sr")},
            institution=faculty,
        ),
    )  # fmt: skip
    diary.acts.extend(acts)


def _fact(day: date, role: str, name: str, details: Details, minute: int = 75) -> Act:
    return Act(at_work(day, minute), "record", role, CALL, CASE, name, details)


def _step(day: date, role: str, name: str, details: Details, minute: int = 75) -> Act:
    return Act(at_work(day, minute), "step", role, CALL, CASE, name, details)


def _decisions(home: Details) -> Details:
    return {"decisions": [{"host": "Marketing", "home": home}]}


def _form(diary: Diary, host: Partner) -> dict[str, object]:
    """The call of a year ago, of the faculty's own criteria; nobody applies in it any more."""
    place = {"name": host.name, "email": host.email, "country": host.country, "places": 1}
    return {
        "title": f"Erasmus+ SMS {diary.day(-430):%m/%Y}",
        "published": diary.day(-430).isoformat(),
        "closes": diary.day(-400).isoformat(),
        "appeal_days": 7,
        "required": ["host_application_form", "passport_copy", "passed_exams"],
        "criteria": {"language": 40, "motivation": 60},
        "minimum_points": 50,
        "hosts": [place],
        "commission": list(SEATS),
    }


def _taken_over(diary: Diary, arrives: date, host: Partner) -> dict[str, object]:
    """The case as the other office wrote it down: back, with the documents delivered."""
    back = diary.day(-40)
    period = {"from": (back - timedelta(days=137)).isoformat(), "to": back.isoformat()}
    course = {"title": "Marketing", "code": "M1", "ects": "20"}
    table = [{"grade": share.grade, "percent": str(share.percent)} for share in host.grading_table]
    passed_course = {**course, "grade": host.grading_table[0].grade, "passed": True}
    listed_on = diary.day(-390)
    handed_in: list[dict[str, object]] = [
        {"document": {"kind": kind, "language": "en", "delivered_on": arrives.isoformat()}}
        for kind in ("petition", "transcript_of_records")
    ]
    facts: list[dict[str, object]] = [
        {"application": {"hosts": [host.name], "programme": "erasmus", **period}},
        {
            "place": {
                "outcome": "selected", "rank": 1, "host": host.name,
                "list_published_on": listed_on.isoformat(),
                "appeal_until": (listed_on + timedelta(days=7)).isoformat(),
            }
        },
        {"host_period": period},
        {"agreement": {"language": "en", "courses": [{**course, "replaces": HOME}]}},
        {"concluded": {"on": diary.day(-330).isoformat()}},
        {"stay": {"arrived_on": period["from"], "returned_on": period["to"]}},
        *handed_in,
        {
            "transcript": {
                "language": "en", "holds_grading_system": True, "grading_table": table,
                "courses": [passed_course],
            }
        },
    ]  # fmt: skip
    return {
        "state": "documents_submitted",
        "since": arrives.isoformat(),
        "source": "Предмет 14 Центра за међународну сарадњу Факултета",
        "not_checked": "Потписи на уговору о учењу",
        "facts": facts,
    }  # fmt: skip


def _student(faculty: str) -> dict[str, object]:
    """Whose case it is, with an address that leads nowhere."""
    return {
        "name": "Иван Костић", "email": f"ivan.kostic@{faculty}.example",
        "level": "undergraduate", "year": 3, "ects_earned": "120", "writes_in": "sr",
    }  # fmt: skip
