"""`advance_case` beside its floors, `decide` alone, and publishing a long list."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple

from sqlalchemy import select

from benchmarks.floors import core, plain, sample_of, writes_of
from benchmarks.office import COORDINATOR, apply, office_desk, publish
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
    """Milliseconds of one advance: by the engine, in SQLAlchemy Core and in sqlite3.

    `decide_us` are microseconds of the decision alone.
    """

    engine: float
    core: float
    sqlite3: float
    decide_us: float


class Publishing(NamedTuple):
    """How many cases a second, publishing a list of so many applications."""

    applications: int
    cases_a_second: float


def run(rounds: int = 30) -> Advance:
    """Milliseconds of one advance, by hand and by the engine, in turn; the medians."""
    with office_desk() as app:
        ids = _nominated(app, 3 * rounds + 1)
        accept(app, ids[0])
        sample = sample_of(app, ids[0])
        by_hand = plain(app)
        times_ms: dict[str, list[float]] = {"engine": [], "core": [], "sqlite3": []}
        for turn in range(rounds):
            first, second, third = ids[1 + 3 * turn : 4 + 3 * turn]
            by_core, by_sqlite3 = (writes_of(app, sample, id_) for id_ in (second, third))
            times_ms["engine"].append(_timed(partial(accept, app, first)))
            times_ms["core"].append(_timed(partial(core, app, second, by_core)))
            times_ms["sqlite3"].append(_timed(partial(by_hand, third, by_sqlite3)))
        medians = {name: statistics.median(values) for name, values in times_ms.items()}
        return Advance(**medians, decide_us=_decide_us(app, ids[-1]))


def publishing(applications: int = 1000, rounds: int = 3) -> Publishing:
    """Cases a second of publishing one list; the median of fresh offices."""
    speeds = []
    for _ in range(rounds):
        with office_desk() as app:
            call_id, _ids = apply(app, applications)
            seconds = _timed(partial(publish, app, call_id)) / 1000
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


def _decide_us(app: App, case_id: int, times: int = 2000) -> float:
    """Microseconds of one decision on a loaded dossier, with its guards."""
    with write_transaction(app.engine) as connection:
        case, dossier = load_case(connection, case_id)
    definition = app.office.definition(case.definition)
    ranked_case = replace(case, state="ranking")
    value = read_payload("host_choice", {})
    proposed_dossier = apply_fact(dossier, "host_choice", value, ANSWERED.date())
    outcome = decide(definition, ranked_case, proposed_dossier, "nominate", COORDINATOR, ANSWERED)
    assert isinstance(outcome, Advanced), outcome
    times_ms = [
        _timed(
            lambda: decide(
                definition, ranked_case, proposed_dossier, "nominate", COORDINATOR, ANSWERED
            )
        )
        for _ in range(times)
    ]
    return statistics.median(times_ms) * 1000


def _timed(work: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    began_at = time.perf_counter()
    work()
    return (time.perf_counter() - began_at) * 1000


if __name__ == "__main__":
    print(run())
    print(publishing())
