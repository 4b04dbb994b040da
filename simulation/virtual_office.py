"""An office on a virtual clock: time passes, timers fire at their own instants, actions run.

Rehearsals and the demo are played on it, by the engine that the office itself runs on.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final

from sqlalchemy import Connection, Engine

from actions.performer import Performer
from notifications.mailer import Mailer
from office.wiring import Office
from persistence import claiming, money_due, timers
from persistence.database import reading, write_transaction
from states.decision import SYSTEM, Actor, Advanced, Refused
from workflows.act import Act
from workflows.calls.publishing import Published
from workflows.cases.recording import Recorded
from workflows.running.digests import next_digest_instant, write_digests
from workflows.running.money_reminders import write_money_reminders
from workflows.running.stay_mails import write_stay_mails
from workflows.running.sweep import sweep

AT_ONCE: Final = 500

Outcome = Advanced | Refused | Recorded | Published | None
"""What came of an act; None of a score that stands, of what is opened, and of time that passed."""


@dataclass
class VirtualOffice:
    """An office with its database, whose clock stands at `now` until it is moved.

    `every_digest` False leaves out the digests on the way, for a story that nobody reads them in:
    nearly all that a year does is to say each morning what waits.
    """

    office: Office
    engine: Engine
    mailer: Mailer
    now: datetime
    every_digest: bool = True
    _begun: bool = False

    @cached_property
    def performer(self) -> Performer:
        """Performs actions at the virtual instant."""
        return Performer(self.office, self.engine, self.mailer, lambda: self.now)

    def act(self, connection: Connection, actor: Actor = SYSTEM) -> Act:
        """An act of somebody at the virtual instant."""
        return Act(connection, self.office, actor, self.now)

    def move_to(self, instant: datetime) -> None:
        """Moves the clock; everything that falls due on the way happens at its own instant."""
        if not self._begun:
            # A plan of the week or month that began before the office did is in force already.
            self._begun = True
            self._tick()
        while (next_instant := self._coming()) is not None and next_instant <= instant:
            self.now = max(next_instant, self.now)
            self._tick()
        self.now = instant

    def drain(self) -> None:
        """Performs every action that is due, directly."""
        is_work_left = True
        while is_work_left:
            with write_transaction(self.engine) as connection:
                jobs = claiming.claim(connection, self.now, "virtual", AT_ONCE)
            for job in jobs:
                # What went wrong is noted in the outbox, where people and expectations find it.
                with suppress(Exception):
                    self.performer.perform(job)
            # Mails come last, and one that failed waits for a later instant.
            is_work_left = len(jobs) == AT_ONCE or any(job.action == "document" for job in jobs)

    def _coming(self) -> datetime | None:
        """The next instant at which time does something; None where it never does."""
        with reading(self.engine) as connection:
            instants = (timers.next_instant(connection), money_due.next_instant(connection))
        timer = min((instant for instant in instants if instant), default=None)
        if not self.every_digest:
            return timer
        plan = next_digest_instant(self.office, self.now)
        return min(timer, plan) if timer else plan

    def tell_what_waits(self) -> None:
        """Writes and sends the digests in force now: the day's, the week's, the month's."""
        with write_transaction(self.engine) as connection:
            write_digests(connection, self.office, self.now)
        self.drain()

    def _tick(self) -> None:
        with write_transaction(self.engine) as connection:
            total = 0
            while fired_at_once := sweep(connection, self.office, self.now):
                total += fired_at_once
            total += write_money_reminders(connection, self.office, self.now)
            digests_written = self.every_digest and write_digests(connection, self.office, self.now)
            if self.every_digest:
                digests_written += write_stay_mails(connection, self.office, self.now)
        if total or digests_written:
            self.drain()
