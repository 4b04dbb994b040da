"""An office for benchmarks: a call with many applications on a fresh database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from persistence.connections import connect
from persistence.database import write_transaction
from persistence.migrating import bring_up_to_date
from persistence.staff import Assignment, Member, add
from persistence.tables import scores
from states.calls import Call, Candidate, Host
from states.decision import Actor
from workflows.act import Act
from workflows.calls.new_call import open_call
from workflows.calls.publishing import Published, publish_list
from workflows.cases.advance import Request, advance_cases
from workflows.cases.new_case import open_case
from workflows.running.bootstrap import App, open_app
from workflows.running.definition_integrity import refuse_changed_definitions
from workflows.running.regulation_integrity import refuse_changed_regulations

COORDINATOR = Actor("mobility_coordinator", "Coordinator")
OPENED = datetime(2026, 2, 16, 9, tzinfo=UTC)
APPLIED = datetime(2026, 3, 2, 9, tzinfo=UTC)
PUBLISHED = datetime(2026, 3, 19, 11, tzinfo=UTC)
MEMBERS = ("m.ilic", "j.kos", "s.rus")
CRITERIA = ("programme_compatibility", "grade_average", "relevance", "language")
HOSTS = tuple(f"Host {number:03d}" for number in range(50))


@contextmanager
def office_desk() -> Iterator[App]:
    """A fresh office in SQLite (WAL, synchronous=FULL), thrown away afterwards."""
    with TemporaryDirectory(prefix="benchmark-") as folder:
        app = open_app(Path(folder), make=True)
        give_staff(app)
        yield app
        app.engine.dispose()


@contextmanager
def office_on(url: str) -> Iterator[App]:
    """A fresh office in an empty PostgreSQL; its folder is thrown away afterwards."""
    with office_desk() as desk:
        engine = connect(url)
        bring_up_to_date(engine)
        app = replace(desk, engine=engine)
        refuse_changed_definitions(app.office, engine, OPENED)
        refuse_changed_regulations(app.office, engine, OPENED)
        give_staff(app)
        yield app
        engine.dispose()


def give_staff(app: App) -> None:
    """Who works there: one person in each of the roles that take steps."""
    with write_transaction(app.engine) as connection:
        for role in ("mobility_coordinator", "academic_coordinator", "head_of_ico", "rector"):
            member = Member(0, role, role, f"{role}@bmu.example", "en")
            add(connection, member, [Assignment("bmu", role, date(2020, 1, 1))])


def call_of(places: int = 10, title: str = "Benchmark") -> Call:
    """A call with fifty hosts."""
    return Call(
        title=title,
        published=date(2026, 2, 16),
        closes=date(2026, 3, 16),
        appeal_days=8,
        required=(),
        criteria={name: Decimal(25) for name in CRITERIA},
        minimum_points=Decimal(50),
        hosts=tuple(Host(name, "host@host.example", "AT", places) for name in HOSTS),
        commission=MEMBERS,
    )


def apply(
    app: App, number: int, title: str = "Benchmark", places: int = 10
) -> tuple[int, list[int]]:
    """A call with so many applications, each scored by three members; returns the ids."""
    ids: list[int] = []
    with write_transaction(app.engine) as connection:
        opening = Act(connection, app.office, COORDINATOR, OPENED)
        call_id = open_call(opening, "bmu", "outgoing-studies", call_of(places, title))
        for index in range(number):
            person = Candidate(
                f"Student {index}",
                f"s{index}.{call_id}@students.example",
                "master",
                1,
                writes_in="en",
            )
            case = open_case(opening, call_id, person)
            ids.append(case.id)
        requests = [
            Request(id_, "submit_application", _wish(index)) for index, id_ in enumerate(ids)
        ]
        advance_cases(connection, app.office, requests, COORDINATOR, APPLIED)
        connection.execute(scores.insert(), [row for id_ in ids for row in _scores(id_)])
    return call_id, ids


def publish(app: App, call_id: int) -> None:
    """The list of a call, in a transaction of its own."""
    with write_transaction(app.engine) as connection:
        outcome = publish_list(Act(connection, app.office, COORDINATOR, PUBLISHED), call_id)
    assert isinstance(outcome, Published), outcome


def _wish(index: int) -> dict[str, object]:
    hosts = [HOSTS[(index + step * 7) % len(HOSTS)] for step in range(3)]
    return {"hosts": hosts, "from": "2026-10-01", "to": "2027-02-12", "semesters": 1}


def _scores(case_id: int) -> list[dict[str, object]]:
    """Points as three people give them: each their own, with a tie here and there."""
    chance = Random(case_id)
    return [
        {
            "case_id": case_id,
            "member": member,
            "criterion": criterion,
            "points": Decimal(chance.randint(10, 25)),
        }
        for member in MEMBERS
        for criterion in CRITERIA
    ]
