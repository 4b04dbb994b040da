"""A call for teachers without a commission: the Rector chooses, and each has an own agreement.

The first has taught and is back: the host insured the journey, and the agreement asks for a
certificate beside the report. The second's stay was postponed by the host after the approval.
Both travel by an order: the first one's journey is settled, the other's advance is still owed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from simulation.demo.cast import cyrillic_of, in_words
from simulation.demo.diary import Act, CallKey, Diary, at_work
from simulation.demo.material import Material, Partner, Teacher
from simulation.demo.money import budget
from states.money import GRANT, INSTALMENT, SETTLEMENT
from states.travel import TRAVEL_ORDER, TRAVEL_RECEIPTS

CALL: Final[CallKey] = "teachers"
CRITERIA: Final = {"work_plan": 60, "development": 40}
REQUIRED: Final = ("work_plan", "cv")
OFFICE: Final = "mobility_coordinator"
DISTANCE_KM: Final = 600
ADVANCE: Final = "400.00"
TRAVEL_COSTS: Final = "286.40"


@dataclass
class _Going:
    """A teacher's case in the making: whose, where to, and for which week."""

    diary: Diary
    teacher: Teacher
    host: Partner
    monday: date
    rector: str

    @property
    def _week(self) -> dict[str, object]:
        return {
            "from": self.monday.isoformat(),
            "to": (self.monday + timedelta(days=4)).isoformat(),
        }

    @property
    def _teaches(self) -> dict[str, object]:
        return {"teaching_hours": 8, "activity": self.teacher.lectures}

    def step(self, day: date, role: str, name: str, details: Mapping[str, object]) -> None:
        self._write(
            day, Act(at_work(day, 120), "step", role, CALL, self.teacher.key, name, details)
        )

    def fact(self, day: date, role: str, name: str, details: Mapping[str, object]) -> None:
        at = at_work(day, 60)
        self._write(day, Act(at, "record", role, CALL, self.teacher.key, name, details))

    def _write(self, day: date, act: Act) -> None:
        self.diary.acts.append(act)

    def applies(self) -> None:
        """The case is opened, and the application handed in with its documents."""
        day = self.diary.day(-112)
        teacher = self.teacher
        candidate = {
            "name": teacher.name, "email": teacher.email, "writes_in": teacher.writes_in,
            "salutation": teacher.salutation, "academic_title": teacher.academic_title,
            "name_in_other_script": cyrillic_of(teacher.name),
            "employed": True, "staff": "teaching", "earlier_mobilities": 0,
        }  # fmt: skip
        opened_at = at_work(day, 30)
        self.diary.acts.append(Act(opened_at, "open", OFFICE, CALL, teacher.key, details=candidate))
        for kind in REQUIRED:
            self.fact(day, "candidate", "document", {"kind": kind})
        details = {"hosts": [self.host.name], "programme": "erasmus", **self._week, **self._teaches}
        self.step(day, "candidate", "submit_application", details)

    def is_approved(self) -> None:
        """Nominated, accepted by the host for the exact days, and approved by the Rector."""
        self.step(self.diary.day(-76), OFFICE, "nominate", {})
        self.step(self.diary.day(-65), OFFICE, "host_accepts", self._week)
        self.step(self.diary.day(-62), "rector", "approve_mobility", {})

    def is_postponed(self, weeks: int) -> None:
        """The host moves the stay, after the approval."""
        self.monday += timedelta(weeks=weeks)
        self.step(self.diary.day(-30), OFFICE, "host_changes_stay", self._week)

    def agrees(self, terms: Mapping[str, object]) -> None:
        """The agreement with its terms, signed by all and concluded."""
        day = self.diary.day(-55)
        self.fact(day, OFFICE, "agreement", {**self._teaches, **terms})
        for party in ("staff_member", "rector", "host"):
            signature = {"document": "mobility_agreement", "party": party, "on": day.isoformat()}
            self.fact(self.diary.day(-50), OFFICE, "signature", signature)
        self.step(self.diary.day(-50), OFFICE, "sign_mobility_agreement", {})

    def teaches_and_returns(self) -> None:
        """The week abroad and the report; the certificate has not come yet."""
        calendar, friday = self.diary.calendar, self.monday + timedelta(days=4)
        self.step(calendar.next_worked(self.monday), OFFICE, "start_mobility", {})
        days = {"arrived_on": self.monday.isoformat(), "returned_on": friday.isoformat()}
        back = calendar.next_worked(friday + timedelta(days=1))
        self.fact(back, OFFICE, "stay", days)
        self.fact(self.diary.day(-3), "candidate", "document", {"kind": "report"})

    def travels_by_order(self, granted_on: date, ordered_on: date, number: int) -> None:
        """The grant for the stay, and the order to travel, with an advance of it."""
        self.fact(granted_on, OFFICE, GRANT, {"distance_km": DISTANCE_KM})
        sunday, saturday = (self.monday + timedelta(days=days) for days in (-1, 5))
        order = {
            "number": f"{number}/{ordered_on:%Y}", "on": ordered_on.isoformat(),
            "ordered_by": self.rector, "destination": self.host.name,
            "from": sunday.isoformat(), "to": saturday.isoformat(), "advance": ADVANCE,
        }  # fmt: skip
        self.fact(ordered_on, OFFICE, TRAVEL_ORDER, order)

    def advance_is_paid(self, day: date) -> None:
        """All that the order pays before the journey."""
        self.fact(day, OFFICE, INSTALMENT, {"on": day.isoformat()})

    def is_settled(self) -> None:
        """What the journey cost is shown by its receipts, within the week after the return."""
        day = self.diary.calendar.next_worked(self.monday + timedelta(days=9))
        self.fact(day, "candidate", "document", {"kind": TRAVEL_RECEIPTS})
        settlement = {"on": day.isoformat(), "travel_costs": TRAVEL_COSTS}
        self.fact(day, OFFICE, SETTLEMENT, settlement)


def teachers_call(diary: Diary, material: Material) -> None:
    """Writes the call, its list and what becomes of the two who applied into the diary."""
    people = material.people
    first, second = people.teachers
    hosts = material.partners[:2]
    last_monday = diary.today - timedelta(days=diary.today.weekday())
    rector = next(employee.name for employee in people.staff if "rector" in employee.roles)
    past_teacher = _Going(diary, first, hosts[0], last_monday - timedelta(weeks=3), rector)
    waits = _Going(diary, second, hosts[1], last_monday + timedelta(weeks=6), rector)
    published_on, closes = diary.day(-120), diary.today - timedelta(days=95)
    form = _form(published_on, closes, hosts)
    call = Act(
        at_work(published_on, 0), "call", OFFICE, CALL, details=form, process=people.teaching
    )
    diary.acts.append(call)
    for teacher in (past_teacher, waits):
        teacher.applies()
    reason = in_words(material.sentences["rectors_choice"][0], "sr")
    order = {"order": [first.key, second.key], "reason": reason}
    diary.acts.append(Act(at_work(diary.day(-88), 60), "publish", "rector", CALL, details=order))
    for teacher in (past_teacher, waits):
        teacher.is_approved()
    diary.acts.append(budget(diary, CALL, diary.day(-64), len(people.teachers)))
    past_teacher.travels_by_order(diary.day(-58), diary.day(-48), number=7)
    past_teacher.advance_is_paid(diary.day(-44))
    past_teacher.agrees(
        {"insurance_agreed_otherwise": True, "further_documents": ["attendance_certificate"]}
    )
    past_teacher.teaches_and_returns()
    past_teacher.is_settled()
    waits.is_postponed(weeks=2)
    waits.travels_by_order(diary.day(-20), diary.day(-10), number=9)


def _form(published_on: date, closes: date, hosts: tuple[Partner, ...]) -> dict[str, object]:
    """The call: a place at each host, and no commission."""
    places = [
        {
            "name": host.name, "email": host.email, "country": host.country, "places": 1,
            "erasmus_code": host.erasmus_code, "contact": host.contact,
        }
        for host in hosts
    ]  # fmt: skip
    return {
        "title": f"Erasmus+ STA {published_on:%m/%Y}",
        "published": published_on.isoformat(),
        "closes": closes.isoformat(),
        "appeal_days": 8,
        "required": list(REQUIRED),
        "criteria": CRITERIA,
        "hosts": places,
    }
