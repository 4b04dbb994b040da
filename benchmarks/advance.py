"""`advance_case` beside its floors, `decide` alone, and publishing a long list."""

from __future__ import annotations

import statistics
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple

from sqlalchemy import select

from benchmarks.floors import core, plain, sample_of, writes_of
from benchmarks.office import COORDINATOR, apply, office_desk, publish
from benchmarks.peers.timing import Took, medians, timed
from persistence.connections import connect, sqlite_url
from persistence.database import write_transaction
from persistence.tables import placements
from states.applying import apply_fact
from states.decision import Advanced, decide
from states.payloads import read_payload
from workflows.cases.advance import Request, advance_case
from workflows.cases.status import load_case
from workflows.running.bootstrap import App

NOMINATED = datetime(2026, 3, 30, 9, tzinfo=UTC)
ANSWERED = datetime(2026, 4, 10, 9, tzinfo=UTC)
STAY = {"from": "2026-10-01", "to": "2027-02-12"}


class Advance(NamedTuple):
    """What one advance takes: by the engine, in SQLAlchemy Core and in sqlite3.

    `decide_us` are microseconds of the decision alone.
    """

    engine: Took
    core: Took
    sqlite3: Took
    decide_us: float


class Publishing(NamedTuple):
    """How many cases a second, publishing a list of so many applications."""

    applications: int
    cases_a_second: float


def run(rounds: int = 150) -> Advance:
    """One advance, by hand and by the engine, in turn; the medians.

    Each side has a connection of its own: what the others wrote since, all three read anew.
    """
    with office_desk() as app:
        by_itself = replace(app, engine=connect(sqlite_url(app.office.data)))
        ids = _nominated(app, 3 * rounds + 1)
        accept(app, ids[0])
        sample = sample_of(app, ids[0])
        by_hand = plain(app)
        times: dict[str, list[Took]] = {"engine": [], "core": [], "sqlite3": []}
        for turn in range(rounds):
            first, second, third = ids[1 + 3 * turn : 4 + 3 * turn]
            by_core, by_sqlite3 = (writes_of(app, sample, id_) for id_ in (second, third))
            times["engine"].append(timed(partial(accept, app, first)))
            times["core"].append(timed(partial(core, by_itself, second, by_core)))
            times["sqlite3"].append(timed(partial(by_hand, third, by_sqlite3)))
        by_itself.engine.dispose()
        sides = {name: medians(of_side) for name, of_side in times.items()}
        return Advance(**sides, decide_us=_decide_us(app, ids[-1]))


def publishing(applications: int = 1000, rounds: int = 3) -> Publishing:
    """Cases a second of publishing one list; the median of fresh offices."""
    speeds = []
    for _ in range(rounds):
        with office_desk() as app:
            call_id, _ids = apply(app, applications)
            seconds = timed(partial(publish, app, call_id)).clock / 1000
            speeds.append(applications / seconds)
    return Publishing(applications, statistics.median(speeds))


def _nominated(app: App, number: int) -> list[int]:
    call_id, _ = apply(app, number + 50)
    publish(app, call_id)
    with write_transaction(app.engine) as connection:
        statement = select(placements.c.case_id).where(placements.c.outcome == "selected")
        ids = list(connection.execute(statement.limit(number)).scalars())
    for case_id in ids:
        with write_transaction(app.engine) as connection:
            outcome = advance_case(
                connection, app.office, Request(case_id, "nominate"), COORDINATOR, NOMINATED
            )
        assert isinstance(outcome, Advanced), outcome
    return ids


def accept(app: App, case_id: int) -> None:
    """The host accepts: one step of a nominated case, in a transaction of its own."""
    with write_transaction(app.engine) as connection:
        request = Request(case_id, "host_accepts", STAY)
        outcome = advance_case(connection, app.office, request, COORDINATOR, ANSWERED)
    assert isinstance(outcome, Advanced), outcome


def _decide_us(app: App, case_id: int, rounds: int = 2000) -> float:
    """Microseconds of one decision on a loaded dossier, with its guards."""
    with write_transaction(app.engine) as connection:
        case, dossier = load_case(connection, case_id)
    definition = app.office.definition(case.definition)
    ranked_case = replace(case, state="ranking")
    value = read_payload("host_choice", {})
    proposed_dossier = apply_fact(dossier, "host_choice", value, ANSWERED.date())
    outcome = decide(definition, ranked_case, proposed_dossier, "nominate", COORDINATOR, ANSWERED)
    assert isinstance(outcome, Advanced), outcome
    times = [
        timed(
            lambda: decide(
                definition, ranked_case, proposed_dossier, "nominate", COORDINATOR, ANSWERED
            )
        )
        for _ in range(rounds)
    ]
    return medians(times).clock * 1000


if __name__ == "__main__":
    print(run())
    print(publishing())
