"""Many cases at once: a list, which is one piece, and the letters that follow from it, which are
many; a move of all cases onto another version. Killed in the middle, they go on where they stopped.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlalchemy import Select, func, select

from persistence.database import reading
from persistence.tables import cases, history, outbox
from tests.faults.fault import Fault
from tests.faults.ground import Ground, standing, student
from tests.faults.halves import (
    SCORES,
    before_the_move,
    dies,
    mover,
    publisher,
    standing_before,
    statements_of,
)
from tests.faults.holds import must_hold
from tests.faults.people import worker
from tests.waiting import until
from tests.workflows.cases.versions import NEW
from tests.workflows.office_fixtures import Work, at

HUNDRED: Final = 100
KILLS: Final = 4
LONG: Final = 900.0
"""Seconds that a part of ten thousand may need on a slow machine."""


def moving_many(folder: Path, seed: int, hundreds: int) -> str:
    """So many hundred cases move, killed again and again: each moves once, none is left."""
    number = hundreds * HUNDRED

    def prepare(work: Work) -> None:
        before_the_move(work, number)

    with standing_before(prepare, folder, seed, two_versions=True) as new_ground:
        ground, moved_counts = new_ground(), []
        for kill in range(KILLS):
            moved_count = _killed_after(ground, mover, number * (kill + 1) // (KILLS + 2), _moved)
            assert moved_counts == [] or moved_count > moved_counts[-1], "it began anew"
            moved_counts.append(moved_count)
        _to_its_end(ground, mover)
        work = standing(ground)
        entries = [row.case_id for row in work.rows(history, kind="migration")]
        assert sorted(entries) == sorted(row.id for row in work.rows(cases))
        assert {row.definition for row in work.rows(cases)} == {NEW}
        must_hold(ground)
    return f"killed after {moved_counts} of {number} cases"


def publishing_many(folder: Path, seed: int, hundreds: int) -> str:
    """The list of so many hundred is published whole; its letters leave in pieces, by workers that
    are killed again and again: each once."""
    number = hundreds * HUNDRED

    def prepare(work: Work) -> None:
        people = [work.open(student(n)) for n in range(number)]
        work.bring("application", *people)
        work.clock.now = at("2026-03-19 10:00")
        for case_id in people:
            work.score(case_id, "m.ilic", SCORES)

    with standing_before(prepare, folder, seed) as new_ground:
        ground = new_ground()
        most = statements_of(ground, publisher)
        shutil.rmtree(ground.place.data)
        ground = new_ground()
        dies(ground, publisher, ground.random.randint(most // 2, most))
        assert {row.state for row in standing(ground).rows(cases)} == {"application"}
        _to_its_end(ground, publisher)
        assert {row.state for row in standing(ground).rows(cases)} == {"ranking"}
        sent_counts = [
            _killed_after(ground, worker, number * (kill + 1) // (KILLS + 2), _left)
            for kill in range(KILLS)
        ]
        must_hold(ground)
        letters = sum(ground.server.arrived.values())
    return f"killed at a statement of {most}, and after {sent_counts} of {letters} mails"


def _moved(work: Work) -> int:
    return _number(work, select(func.count()).where(cases.c.definition == NEW))


def _left(work: Work) -> int:
    has_left = (outbox.c.action == "mail", outbox.c.status == "done")
    return _number(work, select(func.count()).where(*has_left))


def _number(work: Work, counting: Select[tuple[int]]) -> int:
    """Counted where the rows are: it is asked fifty times a second beside those that work."""
    with reading(work.engine) as connection:
        return connection.execute(counting).scalar_one()


def _killed_after(
    ground: Ground, program: Callable[..., None], enough: int, count: Callable[[Work], int]
) -> int:
    """Something begins, and is killed once so much is done; how much that was."""
    work = standing(ground)
    process = ground.start(program, *((0,) if program is mover else ()))
    assert until(lambda: count(work) >= enough, LONG), "it does not go on"
    ground.kill(process)
    return count(work)


def _to_its_end(ground: Ground, program: Callable[..., None]) -> None:
    process = ground.start(program, 0)
    process.join()
    assert process.exitcode == 0
    ground.running.remove(process)


FAULTS: Final = (
    Fault("kill -9 while many cases move in pieces", moving_many, 1, 100),
    Fault("kill -9 while the letters of a long list leave", publishing_many, 1, 100),
)
