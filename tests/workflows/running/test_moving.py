"""An office is moved into another kind of database whole, and lives in one of them only."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, make_url, select, text, update

from office.config_file import SHIPPED, settings_file
from office.settings_changes import write_settings
from office.wiring import Office
from persistence import files
from persistence.carrying import Contents, contents_of
from persistence.connections import connect, sqlite_url
from persistence.database import reading, write_transaction
from persistence.database_errors import DatabaseError
from persistence.exclusive import InUse
from persistence.integrity import audit
from persistence.migrating import current_revision
from persistence.proof_lines import read_line
from persistence.relocation import SQLITE, mark, relocation_in
from persistence.snapshots import Extent, extent
from persistence.tables import cases, changes, erased_cases, persons, sealed_rows
from states.validation_error import ValidationError
from tests.workflows.office_fixtures import (
    BORIS,
    Work,
    any_work,
    database,
    postgres_database,
    work_with_files,
)
from tests.workflows.office_fixtures import work_on_sqlite as work
from workflows.people.erasing import erase_person
from workflows.registers.keeping import OPERATOR, RegisterAct
from workflows.running.moving import Moved, MoveFailed, Request, move, point_to
from workflows.running.read_only_office import open_database, open_in_full

__all__ = ["any_work", "database", "work", "work_with_files"]
pytestmark = pytest.mark.postgres

PAPER = b"%PDF-1.7 an application"


def nothing(rows: int) -> None:
    """Hears of the progress and says nothing."""


@pytest.fixture
def elsewhere(any_work: Work, tmp_path: Path) -> Iterator[str]:
    """An empty database of the other kind; the office's settings name the one that it is in."""
    data = any_work.office.data
    if any_work.engine.dialect.name == "sqlite":
        with postgres_database(is_migrated=False) as url:
            yield url
        return
    url = any_work.engine.url.render_as_string(hide_password=False)
    write_settings(data, SHIPPED, {("database", "url"): url})
    yield SQLITE


@pytest.fixture
def empty() -> Iterator[str]:
    """An empty PostgreSQL database."""
    with postgres_database(is_migrated=False) as url:
        yield url


def moved(work: Work, address: str, report: Callable[[int], None] = nothing) -> Moved:
    """The office's move, once nobody has it open."""
    work.engine.dispose()
    return move(Request(work.office.data, None, address), work.clock(), report)


@contextmanager
def at_its_new_place(work: Work, address: str) -> Iterator[Work]:
    """The office as its settings find it now."""
    point_to(Request(work.office.data, None, address))
    _, engine = open_in_full(work.office.data, None, False)
    office = Office(work.office.settings, work.office.data, work.office.folder)
    yield replace(work, office=office, engine=engine)
    engine.dispose()


def erased(work: Work) -> int:
    """A case of somebody who is erased: some of what was sealed has no salt any more."""
    case_id = work.open({**BORIS, "name": "Vera Vukić", "email": "vera@students.example"})
    work.do(case_id, "withdraw", {"reason": "ill"}, "candidate")
    with write_transaction(work.engine) as connection:
        act = RegisterAct(connection, work.office, "bmu", OPERATOR, work.clock())
        erase_person(act, "vera@students.example", "request of 12 May")
    return case_id


def hand_in(work: Work, content: bytes) -> str:
    with write_transaction(work.engine) as connection:
        return files.enter(connection, work.office, content, "application/pdf")


def held_by(work: Work) -> tuple[Extent, Contents]:
    """All that an office holds, by its rows and by where its chains end."""
    with reading(work.engine) as connection:
        holdings = extent(connection), contents_of(connection)
    work.engine.dispose()
    return holdings


ADDED = {"change_tip", "changes", "erasures", "seal_tip", "sealed_rows", "seals"}
"""What the line of proof adds, and the log; and the erasure that is finished before it leaves."""


def unlike(before: tuple[Extent, Contents], after: tuple[Extent, Contents]) -> set[str]:
    return {name for name, content in before[1].items() if after[1][name] != content}


def address_of(work: Work) -> str:
    return work.engine.url.render_as_string(hide_password=False)


def refused_and_as_it_was(work: Work, address: str, before: tuple[Extent, Contents]) -> None:
    """Nothing is moved while somebody has the office open, nor where it fails half way; nobody
    comes in meanwhile."""
    with reading(work.engine):
        pass  # its connection rests in the pool, as those of pages do
    with pytest.raises(InUse, match="end `mobility serve`, all workers"):
        move(Request(work.office.data, None, address), work.clock(), nothing)

    def comes_meanwhile(rows: int) -> None:
        late = connect(address_of(work), busy_seconds=0.1)
        with pytest.raises(DatabaseError, match="busy"), reading(late) as connection:
            connection.execute(select(func.count()).select_from(cases))
        late.dispose()
        raise OSError("the line was cut")

    with pytest.raises(OSError, match="cut"):
        moved(work, address, comes_meanwhile)
    assert unlike(before, held_by(work)) <= {"erasures"}


def test_an_office_goes_on_in_the_other_kind_of_database(
    work_with_files: Work, elsewhere: str
) -> None:
    case_id, erased_id = work_with_files.open(), erased(work_with_files)
    work_with_files.bring("application", case_id)
    paper, data = hand_in(work_with_files, PAPER), work_with_files.office.data
    before = held_by(work_with_files)
    refused_and_as_it_was(work_with_files, elsewhere, before)
    outcome = moved(work_with_files, elsewhere)
    assert outcome.discrepancies == ()
    with pytest.raises(
        DatabaseError, match=r"moved on 10 March 2026: it is in (office|postgresql)"
    ):
        open_database(data, None if elsewhere != SQLITE else address_of(work_with_files))
    with at_its_new_place(work_with_files, elsewhere) as there:
        assert there.engine.dialect.name != work_with_files.engine.dialect.name
        assert unlike(before, held_by(there)) == ADDED
        assert {row.case_id for row in there.rows(erased_cases)} == {erased_id}
        assert [row for row in there.rows(sealed_rows, case_id=erased_id) if row.salt is None]
        with reading(there.engine) as connection:
            assert files.read(connection, data, paper) == PAPER
        there.bring("decree", case_id)
        there.drain()
        assert {action.status for action in there.outbox()} == {"done"}
        (change,) = there.rows(changes, name="office_moved")
        assert there.engine.dialect.name in str(change.after)
        assert there.open(BORIS) == erased_id + 1, "numbers go on"
        with reading(there.engine) as connection:
            line = read_line(str(outcome.line))
            assert audit(connection, data, there.office.calendar, line).found == ()


def test_a_move_that_is_killed_leaves_the_old_office_and_an_empty_database(
    work: Work, empty: str
) -> None:
    work.open()
    before = held_by(work)
    data = work.office.data
    program = (
        "import os, signal, sys\n"
        "from datetime import UTC, datetime\n"
        "from pathlib import Path\n"
        "from workflows.running.moving import Request, move\n"
        "request = Request(Path(sys.argv[1]), None, sys.argv[2])\n"
        "dies = lambda rows: rows < 20 or os.kill(os.getpid(), signal.SIGKILL)\n"
        "move(request, datetime(2026, 2, 16, 9, tzinfo=UTC), dies)\n"
    )
    process = subprocess.run(
        [sys.executable, "-c", program, str(data), empty],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        check=False, capture_output=True,
    )  # fmt: skip
    assert process.returncode == -9
    assert held_by(work) == before
    target = connect(empty)
    assert current_revision(target) is None
    target.dispose()


def test_stopped_between_the_two_databases_it_is_finished_or_refused(
    work: Work, empty: str
) -> None:
    work.open()
    data, there = work.office.data, connect(empty)
    first_outcome = moved(work, empty)
    with write_transaction(there) as connection:
        relocation = relocation_in(connection)
        assert relocation is not None
        mark(connection, relocation._replace(phase="arriving"))
    with pytest.raises(DatabaseError, match="incomplete: `mobility move` was stopped"):
        open_database(data, empty)
    with pytest.raises(MoveFailed, match="was moved on 16 February 2026"):
        moved(work, "postgresql+psycopg://nobody@127.0.0.1:9/other")
    second_outcome = moved(work, empty)
    assert (second_outcome.held.entries, second_outcome.line) == (first_outcome.held.entries, None)
    open_database(data, empty).dispose()
    with write_transaction(there) as connection:
        mark(connection, relocation._replace(phase="arriving"))
    old_engine = connect(sqlite_url(data))
    with write_transaction(old_engine) as connection:
        connection.execute(text("DELETE FROM relocation"))
    old_engine.dispose()
    with pytest.raises(MoveFailed, match="the office is still in the old one"):
        moved(work, empty)
    open_database(data, None).dispose()
    there.dispose()


def test_what_the_other_database_does_not_take_is_named_and_nothing_is_moved(
    work: Work, empty: str
) -> None:
    work.open()
    with write_transaction(work.engine) as connection:
        connection.execute(update(persons).values(name="А" * 301))
    with pytest.raises(DatabaseError) as refusal:
        moved(work, empty)
    assert "(COPY persons, line 1, column name)" in str(refusal.value)
    assert "А" * 301 not in str(refusal.value)
    with write_transaction(work.engine) as connection:
        connection.execute(update(persons).values(name="Ana\x00Petrović"))
    with pytest.raises(DatabaseError, match=r"\(COPY \"persons\" .*NUL"):
        moved(work, empty)
    with write_transaction(work.engine) as connection:
        connection.execute(text("UPDATE persons SET name = CAST('Ana' AS BLOB)"))
    with pytest.raises(DatabaseError, match="a column of words holds bytes"):
        moved(work, empty)
    open_database(work.office.data, None).dispose()


def test_an_office_that_does_not_verify_is_only_moved_when_asked_for(
    work: Work, empty: str
) -> None:
    number = work.number(work.open())
    with write_transaction(work.engine) as connection:
        connection.execute(update(cases).values(history_length=7))
    with pytest.raises(MoveFailed, match=f"{number}: the history has 1 entries, 7 were written"):
        moved(work, empty)
    request = Request(work.office.data, None, empty, even_unsound=True)
    discrepancies = move(request, work.clock(), nothing).discrepancies
    assert f"{number}: the history has 1 entries, 7 were written" in discrepancies


def test_only_an_empty_database_is_moved_to_and_no_password_is_written_down(
    work: Work, empty: str
) -> None:
    with pytest.raises(ValidationError, match="is in sqlite already"):
        moved(work, SQLITE)
    with pytest.raises(ValidationError, match="no address that the office can be moved to"):
        moved(work, "mysql://root@localhost/office")
    with pytest.raises(ValidationError, match="secrets/database-password"):
        moved(work, "postgresql://office:secret@localhost/office")
    target = connect(empty)
    with write_transaction(target) as connection:
        connection.execute(text("CREATE ROLE guest LOGIN"))
    guest = make_url(empty).set(username="guest").render_as_string(False)
    with pytest.raises(DatabaseError, match="permission denied for schema public; nothing was"):
        moved(work, guest)
    with write_transaction(target) as connection:
        connection.execute(text("DROP ROLE guest"))
        connection.execute(text("CREATE TABLE letters (id INTEGER)"))
    with pytest.raises(DatabaseError, match=r"tables of another program \(letters"):
        moved(work, empty)
    office = pytest.raises(ValidationError, match="holds an office already")
    with postgres_database() as full_url, office:
        moved(work, full_url)
    with pytest.raises(DatabaseError, match="there is no office in"):
        move(Request(work.office.data / "none", None, empty), work.clock(), nothing)
    with write_transaction(work.engine) as connection:
        connection.execute(text("CREATE TABLE notes (id INTEGER)"))
    with write_transaction(target) as connection:
        connection.execute(text("DROP TABLE letters"))
    target.dispose()
    with pytest.raises(MoveFailed, match=r"not the office's \(notes\)"):
        moved(work, empty)
    assert settings_file(work.office.data) == SHIPPED
