"""Ten human steps of one case: ours beside what people would pick instead, in turn.

`python -m benchmarks.ten_steps PYTHON`, where PYTHON has the peers (benchmarks/peers). Ours are
four steps that move the case and six facts that people record; each does all that the office
promises of it: guards, history, timers, mails. The peers only note who did what.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection, select, text

from benchmarks.office import COORDINATOR, apply, office_desk, publish
from benchmarks.peers import NotInstalled, Peer, peers
from benchmarks.peers.timing import Took, medians, timed
from persistence.database import reading, write_transaction
from persistence.tables import placements
from states.decision import Actor, Advanced, Refused
from workflows.cases.advance import Request, advance_case
from workflows.cases.recording import FactRequest, Recorded, record_fact
from workflows.running.bootstrap import App

STAY = {"from": "2026-10-01", "to": "2027-02-12"}
AGREEMENT = {
    "language": "en",
    "semesters": 1,
    "courses": [
        {
            "code": f"INF.{number}",
            "title": f"Course {number}",
            "ects": 10,
            "replaces": {"title": f"Home course {number}", "ects": 10, "hours": 60},
        }
        for number in (1, 2)
    ],
}
ACADEMIC = Actor("academic_coordinator", "Academic Coordinator")


class HumanStep(NamedTuple):
    """What a person does on a day: a step of the process, or a fact that is recorded."""

    day: datetime
    actor: Actor
    trigger: str
    fact: str
    details: Mapping[str, object]


def _signed(party: str) -> HumanStep:
    signature = {"document": "learning_agreement", "party": party, "on": "2026-05-20"}
    return HumanStep(datetime(2026, 5, 20, 9, tzinfo=UTC), COORDINATOR, "", "signature", signature)


WALK: Sequence[HumanStep] = (
    HumanStep(datetime(2026, 3, 30, 9, tzinfo=UTC), COORDINATOR, "nominate", "", {}),
    HumanStep(datetime(2026, 4, 20, 9, tzinfo=UTC), COORDINATOR, "host_accepts", "", STAY),
    HumanStep(datetime(2026, 5, 18, 9, tzinfo=UTC), ACADEMIC, "", "agreement", AGREEMENT),
    *(_signed(party) for party in ("student", "academic_coordinator", "rector", "host")),
    HumanStep(datetime(2026, 6, 2, 9, tzinfo=UTC), ACADEMIC, "sign_learning_agreement", "", {}),
    HumanStep(
        datetime(2026, 10, 1, 8, tzinfo=UTC), COORDINATOR, "", "stay", {"arrived_on": "2026-10-01"}
    ),
    HumanStep(datetime(2026, 10, 1, 9, tzinfo=UTC), COORDINATOR, "start_mobility", "", {}),
)


class Measured(NamedTuple):
    """What a step takes (the medians), and how many bytes of the database a case takes."""

    name: str
    step: Took
    bytes_a_case: float


class TenSteps(NamedTuple):
    """Ours, those steps of ours that move a case, and each peer.

    Where there are no peers, `why_none` says why.
    """

    engine: Measured
    moves: Took
    peers: list[Measured]
    why_none: str


def run(python: str | None = None, cases: int = 100) -> TenSteps:
    """Ours first, then each peer that `python` has."""
    try:
        with peers(python) as beside:
            engine, moves = _in_turn(beside, cases)
            measurements = [
                Measured(f"{peer.name} {peer.version}", medians(peer.took), peer.bytes_a_case())
                for peer in beside
            ]
            return TenSteps(engine, moves, measurements, _why_none(python))
    except NotInstalled as error:
        with peers(None) as beside:
            engine, moves = _in_turn(beside, cases)
        return TenSteps(engine, moves, [], str(error))


def _why_none(python: str | None) -> str:
    return "" if python else "no --peers PYTHON was given (benchmarks/peers/requirements.txt)"


def _in_turn(beside: Sequence[Peer], cases: int) -> tuple[Measured, Took]:
    """Ours as measured, and the median of the steps among them that moved the case."""
    with office_desk() as app:
        empty = _bytes(app)
        call_id, ids = apply(app, cases + 1)
        publish(app, call_id)
        places = _placed(app, ids)
        list(_walked(app, places[0]))  # what is made once: statements, templates, the machine
        steps, moves = [], []
        for case_id in places[1:]:
            for step, times in _walked(app, case_id):
                steps.append(times)
                moves += [times] if step.trigger else []
            for peer in beside:
                peer.walk_a_case()
        bytes_grown = (_bytes(app) - empty) / len(places)
        return Measured("ours", medians(steps), bytes_grown), medians(moves)


def _placed(app: App, ids: Sequence[int]) -> list[int]:
    with reading(app.engine) as connection:
        statement = select(placements.c.case_id).where(placements.c.outcome == "selected")
        selected_ids = set(connection.execute(statement).scalars())
    return [case_id for case_id in ids if case_id in selected_ids]


def walk_all(app: App, ids: Sequence[int]) -> None:
    """Walks every case among these that has a place."""
    for case_id in _placed(app, ids):
        for _ in _walked(app, case_id):
            pass


def _walked(app: App, case_id: int) -> Iterator[tuple[HumanStep, Took]]:
    """What each step takes, its transaction included."""
    for step in WALK:
        yield step, timed(partial(_taken, app, case_id, step))


def _taken(app: App, case_id: int, step: HumanStep) -> None:
    with write_transaction(app.engine) as connection:
        outcome = _take(connection, app, case_id, step)
    assert not isinstance(outcome, Refused), outcome


def _take(
    connection: Connection, app: App, case_id: int, step: HumanStep
) -> Advanced | Recorded | Refused:
    if step.trigger:
        request = Request(case_id, step.trigger, step.details)
        return advance_case(connection, app.office, request, step.actor, step.day)
    fact = FactRequest(case_id, step.fact, step.details)
    return record_fact(connection, app.office, fact, step.actor, step.day)


def _bytes(app: App) -> int:
    """Bytes of the pages in use."""
    with reading(app.engine) as connection:
        pages, free, size = (
            int(connection.execute(text(f"PRAGMA {name}")).scalar_one())
            for name in ("page_count", "freelist_count", "page_size")
        )
    return (pages - free) * size


if __name__ == "__main__":
    print(run(sys.argv[1] if len(sys.argv) > 1 else None))
