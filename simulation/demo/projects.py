"""Two international projects: one runs and owes its interim report, one waits for the Rector.

The first has a mobility of its own: a teacher's week abroad belongs to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from simulation.demo.diary import Act, CallKey, Deed, Diary, at_work
from simulation.demo.material import Material, Partner
from states.frozen import frozen

PROJECTS: Final[CallKey] = "projects"
ADMINISTRATOR: Final = "project_administrator"
TITLES: Final = {
    "bridge": ("Digital Bridge", "Дигитални мост"),
    "campus": ("Green Campus", "Зелени кампус"),
}


@frozen
class _Project:
    """A project in the making: its key, and who carries it out with us."""

    diary: Diary
    material: Material
    key: str
    partners: tuple[Partner, ...]

    def begins(self, day: int, proposal: Mapping[str, object], professor: int) -> None:
        """The idea, who leads it, with whom, and the application that the Rector signs."""
        title, other = TITLES[self.key]
        address = {"email": f"{self.key}@projects.example", "writes_in": "sr"}
        request_details = {"name": title, "name_in_other_script": other, **address}
        self._write("request", day, ADMINISTRATOR, "", request_details)
        self.fact(day, "project", proposal)
        teacher = self.material.people.teachers[professor]
        led_by = {"name": teacher.name, "academic_title": teacher.academic_title}
        address = {"email": teacher.email, "field": str(proposal["field"])}
        self.fact(day, "leading_professor", {**led_by, **address})
        staff = self.material.people.staff
        administrator = next(employee.name for employee in staff if ADMINISTRATOR in employee.roles)
        self.fact(day, "project_administrator", {"name": administrator})
        for place, partner in enumerate(self.partners):
            partner_details = {"country": partner.country, "erasmus_code": partner.erasmus_code}
            partner_values = {"partner": partner.name, "coordinates": place == 0}
            self.fact(day + 1, "project_partner", {**partner_values, **partner_details})
        self.signed(day + 8, "project_application")
        self._write("step", day + 10, ADMINISTRATOR, "submit_application", {})

    def signed(self, day: int, document: str) -> None:
        """What the Rector signs on a day."""
        on = self.diary.day(day).isoformat()
        self.fact(day, "signature", {"document": document, "party": "rector", "on": on})

    def fact(self, day: int, name: str, details: Mapping[str, object]) -> None:
        """A fact of the project."""
        self._write("record", day, ADMINISTRATOR, name, details)

    def step(self, day: int, name: str) -> None:
        """A step with the project."""
        self._write("step", day, ADMINISTRATOR, name, {})

    def _write(
        self, deed: Deed, day: int, role: str, name: str, details: Mapping[str, object]
    ) -> None:
        minute = {"request": 20, "record": 50, "step": 130}[deed]
        at = at_work(self.diary.day(day), minute)
        process = self.material.people.project
        act = Act(at, deed, role, PROJECTS, self.key, name, details, process=process)
        self.diary.acts.append(act)


def two_projects(diary: Diary, material: Material) -> None:
    """Writes both into the diary, and that the first teacher's week belongs to the first one."""
    bridge = _Project(diary, material, "bridge", material.partners[:3])
    bridge.begins(-290, _proposal(diary, "0613", "250000", -260), 0)
    bridge.step(-150, "record_grant")
    bridge.fact(-140, "project_grant", _grant(diary))
    due = diary.today + timedelta(days=120)
    for title, delivered_day in (("Plan of quality", -60), ("Course book", None)):
        delivery_details = (
            {"delivered_on": diary.day(delivered_day).isoformat()} if delivered_day else {}
        )
        written_day = -55 if delivered_day else -139
        bridge.fact(
            written_day,
            "deliverable",
            {"title": title, "due_on": due.isoformat(), **delivery_details},
        )
    bridge.signed(-135, "project_agreement")
    bridge.step(-134, "sign_grant_agreement")
    bridge.step(-119, "start_project")
    campus = _Project(diary, material, "campus", material.partners[3:5])
    campus.begins(-200, _proposal(diary, "0521", "180000", -170), 1)
    campus.step(-20, "record_grant")
    _teacher_of(diary, material)


def _teacher_of(diary: Diary, material: Material) -> None:
    teacher, at = material.people.teachers[0], at_work(diary.day(-45), 80)
    details = {"project": "bridge"}
    act = Act(at, "record", "mobility_coordinator", "teachers", teacher.key, "of_project", details)
    diary.acts.append(act)


def _proposal(diary: Diary, field: str, budget: str, apply_by: int) -> dict[str, object]:
    first = diary.month_after(-150)
    return {
        "field": field, "funder": "Erasmus+ KA220", "budget": budget,
        "from": first.isoformat(), "to": (first + timedelta(days=730)).isoformat(),
        "apply_by": diary.day(apply_by).isoformat(),
    }  # fmt: skip


def _grant(diary: Diary) -> dict[str, object]:
    first = diary.day(-120)
    return {
        "number": f"{first:%Y}-1-RS01-KA220-0417", "amount": "236500",
        "from": first.isoformat(), "to": (first + timedelta(days=730)).isoformat(),
        "interim_report_due": (diary.today + timedelta(days=6)).isoformat(),
        "final_report_due": (first + timedelta(days=790)).isoformat(),
    }  # fmt: skip
