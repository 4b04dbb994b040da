"""Who works in an office while faults strike: clerks at their desks, workers. Each is a process."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select

from actions.performer import Performer
from persistence.database import reading, write_transaction
from persistence.database_errors import DatabaseError
from persistence.tables import cases
from states.decision import Actor, Refused
from states.validation_error import ValidationError
from tests.faults.ground import Place
from tests.workflows.office_fixtures import ANA, JOURNEY, Told, Work
from workflows.act import Act
from workflows.cases.advance import Request, advance_case
from workflows.cases.changed import ChangedMeanwhile
from workflows.cases.new_case import open_case, read_candidate
from workflows.cases.recording import FactRequest, record_fact
from workflows.running.bootstrap import mailer_of
from workflows.running.worker import Worker

AFTER = dict(zip(["call", *JOURNEY], JOURNEY, strict=False))
"""By state, the one that the usual way leads to next."""
WITHDRAW: Told = ("", "mobility_coordinator", "do", "withdraw", {})


def worker(place: Place, name: str, seed: int, ahead: float = 0.0) -> None:
    """A worker, until it is killed; its machine's clock may be days ahead, or behind."""
    work = place.work()
    clock: Any = place.clock
    if ahead:
        clock = replace(place.clock, ahead=ahead)
    performer = Performer(work.office, work.engine, mailer_of(work.office), clock)
    Worker(work.app, performer, None, clock=clock).run()


def clerk(place: Place, name: str, seed: int) -> None:
    """A clerk who does whatever comes next with any case, until killed."""
    Clerk(place.work(), name, Random(seed), place.data / "told" / name).go_on()


class Clerk:
    """Acts by chance, and writes down what the office said of each act."""

    def __init__(self, work: Work, name: str, random: Random, journal: Path) -> None:
        self.work, self.name, self.random = work, name, random
        self.book = journal.open("a", buffering=1)

    def go_on(self, most: int | None = None) -> None:
        """So many acts; without a number, until somebody ends the process."""
        for number in range(most) if most is not None else count():
            self.act(f"{self.name}.{number}")
            # Nobody clicks without a pause; SQLite would let nobody else write then.
            time.sleep(self.random.uniform(0.0, 0.04))

    def act(self, token: str) -> None:
        """One act under a name of its own, by which the history can be asked for it."""
        try:
            answer = self._chosen(token)
        except DatabaseError as trouble:
            self.note("failed", token, str(trouble))
        except (ValidationError, ChangedMeanwhile) as reason:
            self.note("refused", token, str(reason).replace("\n", " "))
        else:
            if answer is not None:
                self.note(*answer)

    def note(self, *words: str) -> None:
        """One line, written at once: what stands there was said."""
        self.book.write("\t".join(words) + "\n")

    def _chosen(self, token: str) -> tuple[str, ...] | None:
        if self.random.random() < 0.15:
            return self._open(token)
        with reading(self.work.engine) as connection:
            open_cases = connection.execute(
                select(cases.c.id, cases.c.state, cases.c.version).where(cases.c.ended.is_(False))
            ).all()
        if not open_cases:
            return self._open(token)
        case_id, state, version = self.random.choice(open_cases)
        steps = JOURNEY.get(AFTER.get(state, ""), [])
        journey_step = (
            WITHDRAW if self.random.random() < 0.08 else self.random.choice(steps or [WITHDRAW])
        )
        return self._do(token, case_id, version, journey_step)

    def _open(self, token: str) -> tuple[str, ...]:
        person = {**ANA, "name": f"Student {token}", "email": f"{token}@students.example"}
        with write_transaction(self.work.engine) as connection:
            act = self._act(connection, Actor("mobility_coordinator", token))
            case_id = open_case(act, self.work.call_id, read_candidate(person)).id
        return "taken", token, str(case_id)

    def _do(
        self, token: str, case_id: int, version: int, journey_step: Told
    ) -> tuple[str, ...] | None:
        _, role, kind, name, details = journey_step
        if kind not in ("do", "record"):
            return None
        actor, now, office = Actor(role, token), self.work.clock(), self.work.office
        step: Callable[..., Any]
        if kind == "do":
            request: Any = Request(case_id, name, details, version)
            step = advance_case
        else:
            request, step = FactRequest(case_id, name, details, version), record_fact
        with write_transaction(self.work.engine) as connection:
            outcome = step(connection, office, request, actor, now)
        if isinstance(outcome, Refused):
            return "refused", token, str(case_id)
        return "taken", token, str(case_id)

    def _act(self, connection: Any, actor: Actor) -> Act:
        return Act(connection, self.work.office, actor, self.work.clock())


def clerk_of(place: Place, name: str, seed: int, most: int) -> None:
    """A clerk who does so many acts and goes home."""
    with suppress(KeyboardInterrupt):
        Clerk(place.work(), name, Random(seed), place.data / "told" / name).go_on(most)
