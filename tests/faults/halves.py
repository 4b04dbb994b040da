"""Killed at a statement in the middle: while a list is published, cases move onto another version,
Decrees are issued by several at once. What was half done is done again, and stands once."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from typing import Final

from sqlalchemy import Engine, event

from persistence.connections import connect, sqlite_url
from persistence.database import reading, write_transaction
from persistence.tables import cases, decrees
from states.decision import Actor, Refused
from tests.faults.fault import Fault
from tests.faults.ground import Ground, Place, RunningClock, standing, student
from tests.faults.holds import must_hold
from tests.faults.mail_server import mail_server
from tests.persistence.test_decree_register import issue, ready
from tests.workflows.cases.versions import NEW, OLD, REASON, in_two_versions, later
from tests.workflows.office_fixtures import BORIS, Work, at, at_work, migrated_database
from workflows.act import Act
from workflows.cases.changed import ChangedMeanwhile
from workflows.cases.list_guards import asked_once
from workflows.cases.migration import cases_to_move, migrate_case

SCORES: Final = {"programme_compatibility": 50, "grade_average": 40}


def dies_at(engine: Engine, statement: int) -> list[int]:
    """The process kills itself before its so-manieth statement; gives a count of them all."""
    tally = [0]

    def count(*_: object) -> None:
        tally[0] += 1
        if tally[0] == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", count)
    event.listen(engine, "commit", count)
    return tally


def publisher(place: Place, name: str, seed: int, statement: int) -> None:
    """Publishes the list, and dies at a statement (0: at none)."""
    work = place.work()
    tally = dies_at(work.engine, statement)
    work.publish()
    note(place, name, tally[0])


def mover(place: Place, name: str, seed: int, statement: int) -> None:
    """Moves all cases onto the later version, and dies at a statement."""
    work = place.work()
    tally = dies_at(work.engine, statement)
    move_all(work)
    note(place, name, tally[0])


def issuer(place: Place, name: str, seed: int, statement: int) -> None:
    """Issues the Decrees of all cases in an order of its own; others do so at the same time."""
    work = place.work()
    tally = dies_at(work.engine, statement)
    people = [row.id for row in work.rows(cases)]
    for case_id in Random(seed).sample(people, len(people)):
        try:
            issue(work, case_id)()
        except ChangedMeanwhile:
            continue
    note(place, name, tally[0])


def note(place: Place, name: str, statements: int) -> None:
    """That a process came to its end, and after how many statements."""
    (place.data / "told" / name).write_text(f"ended\t{name}\t{statements}\n")


def move_all(work: Work) -> None:
    """Each case in a transaction of its own, as `mobility migrate` does."""
    with reading(work.engine) as connection:
        case_versions = cases_to_move(connection, [later(work)])
    against_list = asked_once()
    for case_id, version in case_versions:
        with write_transaction(work.engine) as connection:
            act = Act(connection, work.office, Actor("head_of_ico"), work.clock())
            outcome = migrate_case(act, case_id, version, REASON, against_list=against_list)
            assert not isinstance(outcome, Refused)


def before_the_list(work: Work) -> None:
    """Eight applications, with all their points, on the day of the list."""
    people = [work.open(student(n)) for n in range(8)]
    work.bring("application", *people)
    work.clock.now = at("2026-03-19 10:00")
    for case_id in people:
        work.score(case_id, "m.ilic", SCORES)


def before_the_move(work: Work, number: int = 8) -> None:
    """So many cases that run on the earlier version."""
    people = [work.open({**BORIS, "email": f"s{n}@students.example"}) for n in range(number)]
    work.bring("application", *people)
    work.clock.now = at("2026-07-06 09:00")


def before_the_decrees(work: Work) -> None:
    """Six cases that wait for nothing but their Decree."""
    ready(work, 6)
    work.clock.now = at("2027-03-04 10:00")


@contextmanager
def standing_before(
    prepare: Callable[[Work], None], folder: Path, seed: int, two_versions: bool = False
) -> Iterator[Callable[[], Ground]]:
    """Offices that stand where something is about to happen: a copy of one at each call."""
    original, definitions = folder / "original", None
    with migrated_database("sqlite", original) as url, mail_server(seed) as server:
        engine = connect(url)
        work = at_work(engine, original)
        if two_versions:
            work = in_two_versions(work)
            definitions = work.office.folder
        prepare(work)
        engine.dispose()
        (original / "told").mkdir()
        chance, number = Random(seed), iter(range(1_000_000))
        clock = RunningClock(time.monotonic(), pace=0.0, start=work.clock.now)

        def another() -> Ground:
            data = folder / f"office{next(number)}"
            shutil.copytree(original, data)
            place = Place(sqlite_url(data), data, work.call_id, server.port, clock)
            server.arrived.clear()
            return Ground(replace(place, definitions=definitions), server, chance)

        yield another


def statements_of(ground: Ground, program: Callable[..., None]) -> int:
    """How many statements something takes that nobody disturbs."""
    process = ground.start(program, 0)
    process.join()
    assert process.exitcode == 0
    ground.running.remove(process)
    return int(ground.told("ended")[0][1])


def dies(ground: Ground, program: Callable[..., None], statement: int) -> None:
    """Something begins and dies by `kill -9` at a statement."""
    died(ground, ground.start(program, statement))


def died(ground: Ground, process: BaseProcess) -> None:
    """A process has ended by `kill -9`."""
    process.join()
    ground.running.remove(process)
    assert process.exitcode == -signal.SIGKILL, "it was to die in the middle"


def publishing(folder: Path, seed: int, times: int) -> str:
    """A list is published whole, or not at all; and then again, once."""
    with standing_before(before_the_list, folder, seed) as new_ground:
        most, fatal_statements = statements_of(new_ground(), publisher), []
        for _ in range(times):
            ground = new_ground()
            statement = ground.random.randint(1, most)
            dies(ground, publisher, statement)
            work = standing(ground)
            assert {row.state for row in work.rows(cases)} == {"application"}
            assert work.outbox(document="ranking_list") == []
            work.publish()
            must_hold(ground)
            fatal_statements.append(statement)
            shutil.rmtree(ground.place.data)
    return f"died at statements {sorted(fatal_statements)} of {most}"


def moving(folder: Path, seed: int, times: int) -> str:
    """Each case is whole on one version or the other, and the same command moves the rest."""
    with standing_before(before_the_move, folder, seed, two_versions=True) as new_ground:
        most, remainders = statements_of(new_ground(), mover), []
        for _ in range(times):
            ground = new_ground()
            dies(ground, mover, ground.random.randint(1, most))
            work = standing(ground)
            on = [row.definition for row in work.rows(cases)]
            new_count = on.count(NEW)
            assert on == [NEW] * new_count + [OLD] * (len(on) - new_count)
            move_all(work)
            for row in work.rows(cases):
                entries = [entry for entry in work.history(row.id) if entry.kind == "migration"]
                assert (row.definition, len(entries)) == (NEW, 1)
            must_hold(ground)
            remainders.append(len(on) - new_count)
            shutil.rmtree(ground.place.data)
    return f"cases left to move: {remainders}"


def numbering(folder: Path, seed: int, times: int) -> str:
    """Three issue the same Decrees in a race, one of them dies: no number twice, none skipped."""
    with standing_before(before_the_decrees, folder, seed) as new_ground:
        most, last = statements_of(new_ground(), issuer), 0
        for _ in range(times):
            ground = new_ground()
            # It dies over one of the first that it issues, or finds issued by another.
            victim = ground.start(issuer, ground.random.randint(1, max(1, most // 6)))
            survivors = [ground.start(issuer, 0) for _ in range(2)]
            died(ground, victim)
            for process in survivors:
                process.join()
                assert process.exitcode == 0
                ground.running.remove(process)
            work = standing(ground)
            numbers = Counter(row.number for row in work.rows(decrees))
            assert numbers == dict.fromkeys([f"BMU-2027/{n}" for n in range(1, 7)], 1)
            must_hold(ground)
            last += len(numbers)
            shutil.rmtree(ground.place.data)
    return f"{last} numbers given, {times} clerks killed"


FAULTS: Final = (
    Fault("kill -9 while a list is published", publishing, 3, 100),
    Fault("kill -9 while cases move onto another version", moving, 2, 60),
    Fault("kill -9 in a race for the numbers of Decrees", numbering, 2, 40),
)
