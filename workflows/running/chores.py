"""What people start by hand, beside what the worker and its clock do by themselves.

Each does its work in this process, once, and says in a sentence what it did: in numbers, with
nobody's name. Whatever was done already is not done again; a worker may be at work meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import Final

from persistence import action_lists, claiming, given_up_actions
from persistence.database import reading, write_transaction
from persistence.integrity import audit
from states.frozen import frozen
from workflows.running.bootstrap import App
from workflows.running.digests import BRIEFING, write_digests
from workflows.running.scheduler import staying_alive
from workflows.running.sweep import sweep
from workflows.running.worker import Worker, performer_of

Clock = Callable[[], datetime]


class NotSound(Exception):
    """What a chore found to be wrong: somebody must look."""


@frozen
class Chore:
    """Something to start by hand: what it is for, what does it, and the hour in Belgrade at which
    it starts by itself each night."""

    purpose: str
    do: Callable[[App, Clock], str]
    nightly: time | None = None


def drain(app: App, clock: Clock) -> str:
    """Sends and makes all that waits, also what was to be tried again later."""
    with write_transaction(app.engine) as connection:
        claiming.bring_forward(connection, clock())
    return f"{_performed(app, clock)} mails and documents were tried"


def look_at_deadlines(app: App, clock: Clock) -> str:
    """Fires what has fallen due, as the clock does every half minute."""
    timers_fired = 0
    while True:
        with write_transaction(app.engine) as connection:
            now_fired = sweep(connection, app.office, clock())
        if not now_fired:
            return f"{timers_fired} deadlines were acted on"
        timers_fired += now_fired


def brief(app: App, clock: Clock) -> str:
    """Writes today's briefing before its hour; it leaves with the next look into the outbox."""
    with write_transaction(app.engine) as connection:
        mail_count = write_digests(connection, app.office, clock(), early=BRIEFING)
    _performed(app, clock)
    return f"{mail_count} briefings and plans were written" if mail_count else _NO_BRIEFING


def make_documents(app: App, clock: Clock) -> str:
    """Makes the documents that were given up: once the disk has room again, say."""
    with write_transaction(app.engine) as connection:
        again = given_up_actions.retry_all(connection, "document", clock())
    _performed(app, clock)
    with reading(app.engine) as connection:
        failures = action_lists.number_failed(connection, "document")
    if failures:
        raise NotSound(f"{again} documents were tried again; {failures} could not be made")
    return f"{again} documents were made"


def verify(app: App, clock: Clock) -> str:
    """Looks whether anything was changed with other tools."""
    with reading(app.engine) as connection:
        audit_result = audit(connection, app.office.data, app.office.calendar)
    if not audit_result.is_sound:
        raise NotSound(
            f"{len(audit_result.discrepancies)} discrepancies: `mobility verify` says where and "
            "what"
        )
    return (
        f"{audit_result.cases} cases, {audit_result.entries} entries, {audit_result.files} "
        "files: nothing was changed"
    )


_NO_BRIEFING: Final = "nobody gets a briefing today, or today's was written already"

CHORES: Final[Mapping[str, Chore]] = {
    "drain now": Chore("Send and make all that waits, at once", drain),
    "sweep now": Chore("Act on every deadline that has come", look_at_deadlines),
    "briefing now": Chore("Write today's briefing before its hour", brief),
    "remake documents": Chore("Make the documents that were given up", make_documents),
    "verify tonight": Chore("Look whether anything was changed", verify, time(2)),
}
"""By the name under which Prefect's page has it."""


def _performed(app: App, clock: Clock) -> int:
    """Performs what is due, as a worker of its own that gives signs of life; how much it was."""
    worker = Worker(app, performer_of(app, clock), None, clock=clock)
    jobs_done = 0
    with staying_alive(app, worker.name, clock):
        try:
            while turn := worker.turn():
                jobs_done += turn
        finally:
            worker.leave()
    return jobs_done
