"""An office at work for the tests of the pages: staff with logins, a call, cases on their way.

Made by the engine itself, at instants of spring 2026; nothing is written into tables by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from persistence import cases as case_rows
from persistence import deputies as deputy_rows
from persistence import staff
from persistence.database import reading, write_transaction
from persistence.staff import Assignment, Member
from states.calls import Call, Candidate, Host
from states.decision import SYSTEM, Actor, Advanced
from states.dossier import Period
from states.moments import BELGRADE
from tests.workflows.office_fixtures import config_naming
from workflows.act import Act
from workflows.calls.new_call import open_call
from workflows.calls.publishing import publish_list
from workflows.calls.scores import score
from workflows.cases.advance import Request, advance_case
from workflows.cases.new_case import open_case
from workflows.cases.recording import FactRequest, Recorded, record_fact
from workflows.running.bootstrap import App, open_app

PASSWORD = "tri sveske i jedna olovka"
PEOPLE = {
    "vera": ("Vera Simić", "mobility_coordinator"),
    "ana.k": ("Ana Kostić", "academic_coordinator"),
    "dusan": ("Dušan Perić", "head_of_ico"),
    "goran": ("Goran Savić", "general_secretary"),
    "rektor": ("Mirjana Ilić", "rector"),
    "studentska": ("Sanja Ilić", "student_service"),
    "m.ilic": ("Milan Ilić", "commission_member"),
    "j.kos": ("Jovana Kos", "commission_member"),
    "s.rus": ("Stefan Rus", "commission_member"),
    "tuda": ("Tamara Uskok", "commission_member"),
}
REQUIRED = ("passed_exams", "cv")
COMMISSION = ("m.ilic", "j.kos", "s.rus")
CRITERIA = {"grade_average": Decimal(60), "language": Decimal(40)}
APPLICATION = {
    "hosts": ["University of Graz"],
    "programme": "erasmus",
    "from": "2026-10-01",
    "to": "2027-02-12",
    "semesters": 1,
}
COURSES = [
    {
        "code": f"INF.{n}",
        "title": title,
        "ects": 7,
        "replaces": {"title": home, "ects": 7, "hours": 60},
    }
    for n, title, home in (
        (101, "Databases", "Baze podataka"),
        (204, "Distributed Systems", "Distribuirani sistemi"),
        (310, "Machine Learning", "Mašinsko učenje"),
    )
]


def at(day: str, hour: int = 10) -> datetime:
    """An hour of a day in Belgrade."""
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), BELGRADE).replace(
        hour=hour
    )


@cache
def password_hash() -> str:
    """What a password is checked by says how much work that is: here the least, many log in."""
    return PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),)).hash(PASSWORD)


@dataclass
class OfficeAtWork:
    """A desk with its people; `now` is what the pages' clock shows."""

    app: App
    now: datetime
    call_id: int = 0

    def clock(self) -> datetime:
        """The instant that the pages see."""
        return self.now

    def actor(self, role: str) -> Actor:
        """Somebody in a role."""
        name = next((name for name, own_role in PEOPLE.values() if own_role == role), role)
        return Actor(role, name)

    def case_id(self, number: str) -> int:
        """The id of a case."""
        with reading(self.app.engine) as connection:
            row_id = case_rows.find(connection, number)
        assert row_id is not None
        return row_id

    def apply(self, name: str, day: str = "2026-03-10") -> str:
        """A candidate's case is opened, with all documents and the application; its number."""
        number = self.open(name, day)
        for kind in REQUIRED:
            self.record(number, "document", {"kind": kind}, day)
        self.advance(number, "submit_application", APPLICATION, day)
        return number

    def open(self, name: str, day: str = "2026-03-10", address: str | None = None) -> str:
        """A candidate's case is opened; its number."""
        address = address or f"{name.split()[0].lower()}@students.example"
        person = Candidate(name, address, "undergraduate", 2, Decimal(84), grade_average=Decimal(9))
        with write_transaction(self.app.engine) as connection:
            act = Act(connection, self.app.office, self.actor("mobility_coordinator"), at(day))
            return open_case(act, self.call_id, person).number

    def advance(
        self,
        number: str,
        trigger: str,
        details: Mapping[str, Any] | None = None,
        day: str = "2026-03-10",
        role: str = "mobility_coordinator",
    ) -> None:
        """Takes a step that must not be refused."""
        request = Request(self.case_id(number), trigger, details or {})
        with write_transaction(self.app.engine) as connection:
            outcome = advance_case(connection, self.app.office, request, self.actor(role), at(day))
        assert isinstance(outcome, Advanced), outcome

    def record(
        self,
        number: str,
        fact: str,
        details: Mapping[str, Any],
        day: str = "2026-03-10",
        role: str = "mobility_coordinator",
    ) -> None:
        """Records a fact that must not be refused."""
        case_id, actor = self.case_id(number), self.actor(role)
        with write_transaction(self.app.engine) as connection:
            request = FactRequest(case_id, fact, details)
            outcome = record_fact(connection, self.app.office, request, actor, at(day))
        assert isinstance(outcome, Recorded), outcome

    def score(self, number: str, member: str, points: int, day: str = "2026-03-18") -> None:
        """A member's points for a candidate, the same for each criterion."""
        payload = {"member": member, "case": number, "points": dict.fromkeys(CRITERIA, points)}
        actor = Actor("commission_member", PEOPLE[member][0])
        with write_transaction(self.app.engine) as connection:
            score(Act(connection, self.app.office, actor, at(day)), self.call_id, payload)

    def score_by_all(self, number: str, points: int, day: str = "2026-03-18") -> None:
        """The same points of every member of the commission."""
        for member in COMMISSION:
            self.score(number, member, points, day)

    def publish(self, day: str = "2026-03-19") -> None:
        """The list of the call is published."""
        with write_transaction(self.app.engine) as connection:
            act = Act(connection, self.app.office, self.actor("mobility_coordinator"), at(day))
            publish_list(act, self.call_id)

    def substitute(self, role: str, deputy_for: str, first: str, last: str) -> None:
        """A role stands in for another for some days."""
        days = Period(date.fromisoformat(first), date.fromisoformat(last))
        with write_transaction(self.app.engine) as connection:
            deputy_rows.add_deputy(connection, "bmu", role, deputy_for, days)


def found_office(data: Path) -> App:
    """A fresh office in a folder: ten people, one call of spring 2026, no case yet."""
    app = open_app(data, make=True)
    with write_transaction(app.engine) as connection:
        for login, (name, role) in PEOPLE.items():
            member = Member(0, login, name, f"{login}@bmu.example", "en")
            assignments = [Assignment("bmu", role, date(2020, 1, 1))]
            staff.add(connection, member, assignments, password_hash())
        hosts = (Host("University of Graz", "incoming@graz.example", "AT", 2),)
        call = Call(
            "Autumn semester 2026/27", date(2026, 2, 16), date(2026, 3, 16), 8, REQUIRED,
            CRITERIA, Decimal(50), hosts, COMMISSION,
        )  # fmt: skip
        act = Act(connection, app.office, SYSTEM, at("2026-02-16"))
        open_call(act, "bmu", "outgoing-studies", call)
    return app


def office_on_postgres(data: Path, url: str) -> App:
    """The same with its rows in an empty migrated PostgreSQL, as its settings say."""
    config_naming(url, data)
    return found_office(data)


def office_at_work(data: Path) -> OfficeAtWork:
    """An office founded in a folder, on the morning of 11 March 2026."""
    return OfficeAtWork(found_office(data), at("2026-03-11"), 1)
