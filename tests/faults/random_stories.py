"""Random definitions, random events, random crashes: the engine stands where the model stands."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Final

import yaml
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event
from sqlalchemy.exc import PendingRollbackError

from office.wiring import Office
from persistence.connections import connect
from persistence.database import write_transaction
from persistence.tables import cases, mails
from states.decision import Actor, Refused
from states.moments import civil_date
from tests.faults.fault import Fault
from tests.faults.holds import rows_hold
from tests.faults.model import PAPERS, ROLES, Modelled, Process, processes, stored
from tests.workflows.office_fixtures import (
    ANA,
    Clock,
    Work,
    at,
    at_work,
    migrated_database,
    shipped,
)
from workflows.cases.advance import Request, advance_case
from workflows.cases.changed import ChangedMeanwhile
from workflows.cases.new_case import read_candidate
from workflows.cases.requests import open_request
from workflows.running.scheduler import look

EVENTS: Final = st.lists(
    st.tuples(
        st.sampled_from(["step", "step", "step", "paper", "days", "twice"]),
        st.integers(0, 30),  # which of the steps, which paper, how many days
        st.sampled_from([0, 0, *range(1, 40)]),  # at which statement the lights go out; 0: at none
        st.booleans(),  # whether the right role acts
    ),
    max_size=14,
)


class LightsOut(BaseException):
    """The power fails in the middle of a transaction: nothing that catches errors goes on."""


class Lights:
    """They go out at a statement, or before the commit."""

    def __init__(self, engine: Engine) -> None:
        self.left = self.struck = 0
        event.listen(engine, "before_cursor_execute", self._burn)
        event.listen(engine, "commit", self._burn)

    def _burn(self, *_: object) -> None:
        if self.left:
            self.left -= 1
            if not self.left:
                self.struck += 1
                raise LightsOut

    def goes_through(self, work: Callable[[], Any], statement: int) -> Any:
        """What becomes of a work that is cut off, and then done again as if it had never been."""
        self.left = statement
        try:
            return work()
        except (LightsOut, PendingRollbackError):  # within a part, SQLAlchemy says it its own way
            return work()
        finally:
            self.left = 0


class Story:
    """A case of a random definition in an office of its own, and its model."""

    def __init__(self, work: Work, process: Process) -> None:
        self.work, self.process = work, process
        self.lights = Lights(work.engine)
        with write_transaction(work.engine) as connection:
            act = work.act(connection, Actor("student_service"))
            self.case_id = open_request(act, "bmu", "random", read_candidate(ANA)).id
        self.model = Modelled(process, civil_date(work.clock()))

    def happens(self, kind: str, number: int, lights: int, rightly: bool) -> None:
        """One event, here and in the model; afterwards both stand alike."""
        if kind == "days":
            self._days_pass(number, lights)
        elif kind == "paper":
            paper = PAPERS[number % len(PAPERS)]
            self.lights.goes_through(
                lambda: self.work.record(self.case_id, "document", {"kind": paper}), lights
            )
            self.model.record(paper)
        else:
            self._step(number, lights, rightly, twice=kind == "twice")
        stands, should = stored(self.work.case(self.case_id)), self.model.stands()
        assert stands == should, f"it stands at {stands}, not at {should}"

    def _days_pass(self, days: int, lights: int) -> None:
        self.work.clock.pass_by(days=days)
        self.lights.goes_through(lambda: look(self.work.app, "one", self.work.clock()), lights)
        self.model.look(civil_date(self.work.clock()))

    def _step(self, number: int, lights: int, rightly: bool, twice: bool) -> None:
        step = self.process.steps[number % len(self.process.steps)]
        role = step.role if rightly else ROLES[number % len(ROLES)]
        role = "head_of_ico" if role == "system" else role  # nobody acts as time does
        version = self.work.case(self.case_id).version
        may = self.model.may(step, role)
        outcome = self.lights.goes_through(lambda: self._taken(step.name, role, version), lights)
        assert isinstance(outcome, Refused) is not may, outcome
        if may:
            self.model.take(step, civil_date(self.work.clock()))
        if may and twice:  # the answer was lost on its way, and the clerk sends it again
            try:
                self._taken(step.name, role, version)
            except ChangedMeanwhile:
                return
            raise AssertionError("the same was done twice")

    def _taken(self, trigger: str, role: str, version: int) -> Any:
        with write_transaction(self.work.engine) as connection:
            request = Request(self.case_id, trigger, {}, version)
            now = self.work.clock()
            return advance_case(connection, self.work.office, request, Actor(role), now)

    def ends(self) -> None:
        """The history says what the model says, and nothing else was written."""
        entries = [(e.name, e.source, e.target) for e in self.work.history(self.case_id)[1:]]
        assert entries == self.model.told, f"its history tells {entries}, not {self.model.told}"
        papers = set(self.work.dossier(self.case_id).documents)
        assert papers == self.model.papers, papers
        mail_count = len(self.work.rows(mails, mail="request_withdrawn"))
        assert mail_count == self.model.mails, f"{mail_count} mails, not {self.model.mails}"
        assert len(self.work.rows(cases)) == 1
        wrong = list(rows_hold(self.work))
        assert not wrong, "\n".join(wrong)


@contextmanager
def offices(folder: Path) -> Iterator[Callable[[Process], Work]]:
    """Offices that know one random definition and nothing else: a copy of one at each call."""
    original, engines = folder / "original", []
    with migrated_database("sqlite", original) as url:
        engine = connect(url)
        at_work(engine, original)
        engine.dispose()
        numbers = count()

        def another(process: Process) -> Work:
            data = folder / f"office{next(numbers)}"
            shutil.copytree(original, data)
            path = data / "definitions" / "bmu" / "random.2021-06-29.yaml"
            path.parent.mkdir(parents=True)
            path.write_text(yaml.safe_dump(process.text(), allow_unicode=True), encoding="utf-8")
            engine = connect(f"sqlite:///{data / 'office.db'}", durable=False)
            engines.append(engine)
            office = Office(shipped().settings, data, data / "definitions")
            return Work(office, engine, Clock(at("2026-03-02 09:00")))

        yield another
        for engine in engines:
            engine.dispose()


def stories(folder: Path, chance: int, times: int) -> str:
    """So many stories, each on a definition of its own; the shortest that fails is told."""
    totals = {"stories": 0, "crashes": 0, "events": 0}
    with offices(folder) as office:

        @seed(chance)
        @settings(
            max_examples=times, deadline=None, database=None,
            phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(process=processes(), events=EVENTS)
        def play(process: Process, events: list[tuple[str, int, int, bool]]) -> None:
            story = Story(office(process), process)
            for happening in events:
                story.happens(*happening)
            story.ends()
            totals["stories"] += 1
            totals["crashes"] += story.lights.struck
            totals["events"] += len(events)
            shutil.rmtree(story.work.office.data)

        play()
    assert totals["crashes"], "the lights never went out"
    return ", ".join(f"{number} {name}" for name, number in totals.items())


FAULTS: Final = (Fault("random definitions, events and crashes", stories, 40, 2000),)
