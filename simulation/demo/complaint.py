"""A complaint under annex 9: for one day that was the legal remedy, which a Decree of it keeps.

The student's case came from another office. A written complaint goes to the Academic Coordinator,
who has not decided on it yet; all other Decrees bear the appeal to the Rector.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from office.settings import ChosenRemedy
from simulation.demo.cast import in_words
from simulation.demo.diary import Diary
from simulation.demo.material import Material
from simulation.demo.taken_over import JUDGE, TakenOver, call_of, chosen_by
from states.moments import civil_date
from states.text import Text

LODGED: Final = 2
"""So many worked days ago the complaint came in."""
ISSUED: Final = range(8, LODGED, -1)
"""On one of these the Decree was issued: within seven worked days before the complaint."""
FROM_THAT_DAY: Final = Text("The Senate's choice", "Одлука Сената")
AS_BEFORE: Final = Text("The Senate took it back", "Сенат је одлуку ставио ван снаге")
HOME: Final = {"title": "Базе података", "ects": "8", "hours": 60}


def complaint_of_annex_9(diary: Diary, material: Material) -> tuple[ChosenRemedy, ...]:
    """Writes the case into the diary; returns the remedies that the office has chosen.

    The Decree needs a day on which no other is issued; where there is none, nothing is told.
    """
    taken_days = {civil_date(act.at) for act in diary.acts if act.name == "issue_decree"}
    days = ((ago, diary.working_day(ago)) for ago in ISSUED)
    ago, day = next(((ago, day) for ago, day in days if day not in taken_days), (0, diary.today))
    if not ago:
        return ()
    _tell(diary, material, ago)
    return (
        ChosenRemedy(day, "annex_9", FROM_THAT_DAY),
        ChosenRemedy(day + timedelta(days=1), "article_24", AS_BEFORE),
    )


def _tell(diary: Diary, material: Material, ago: int) -> None:
    """The case arrives, is decided so many worked days ago, and is complained of."""
    host = material.partners[2]
    arrives = diary.working_day(ago + 2)
    case = TakenOver(diary, "complaint", material.people.process, arrives)
    back = diary.day(-40)
    period = {"from": (back - timedelta(days=137)).isoformat(), "to": back.isoformat()}
    listed_on = back - timedelta(days=230)
    grade = host.grading_table[0].grade
    course = {"code": f"{host.prefix}-110", "title": "Databases", "ects": "20"}
    table = [{"grade": share.grade, "percent": str(share.percent)} for share in host.grading_table]
    delivery_details = {"language": "en", "delivered_on": arrives.isoformat()}
    papers: list[dict[str, object]] = [
        {"document": {"kind": kind, **delivery_details}}
        for kind in ("petition", "transcript_of_records")
    ]
    facts: list[dict[str, object]] = [
        {"application": {"hosts": [host.name], "programme": "erasmus", **period}},
        {
            "place": {
                "outcome": "selected", "rank": 1, "host": host.name,
                "list_published_on": listed_on.isoformat(),
                "appeal_until": (listed_on + timedelta(days=8)).isoformat(),
            }
        },
        {"host_period": period},
        {"agreement": {"language": "en", "courses": [{**course, "replaces": HOME}]}},
        {"concluded": {"on": (back - timedelta(days=150)).isoformat()}},
        {"stay": {"arrived_on": period["from"], "returned_on": period["to"]}},
        *papers,
        {
            "transcript": {
                "language": "en", "holds_grading_system": True, "grading_table": table,
                "courses": [{**course, "grade": grade, "passed": True}],
            }
        },
    ]  # fmt: skip
    call = call_of(f"Erasmus+ SMS {listed_on:%Y}", listed_on - timedelta(days=40))
    case.comes(
        {**call, **chosen_by(host)},
        {
            "candidate": _student(),
            "state": "documents_submitted",
            "since": arrives.isoformat(),
            "facts": facts,
        },
    )
    decision_details: dict[str, object] = {"decisions": [{"host": "Databases", "home": HOME}]}
    day = diary.working_day(ago)
    case.fact(ago, JUDGE, "recognition", decision_details)
    case.step(ago, JUDGE, "issue_decree", {"delivered_on": _iso(day)})
    grounds = in_words(material.sentences["decree_appeal_dismissed"][0], "sr")
    complaint_details = {"on": _iso(diary.working_day(LODGED)), "grounds": grounds}
    case.step(LODGED, "candidate", "lodge_complaint", complaint_details)


def _student() -> dict[str, object]:
    """Whose case it is, with an address that leads nowhere."""
    return {
        "name": "Милица Обрадовић-Којић", "email": "milica.o@students.example",
        "level": "undergraduate", "year": 3, "ects_earned": "130", "writes_in": "sr",
        "salutation": "f", "student_card": "4127/2023",
        "study_programme": "Информационе технологије",
    }  # fmt: skip


def _iso(day: date) -> str:
    return day.isoformat()
