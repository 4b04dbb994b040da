"""What is kept in memory is what stands in the database, whoever changed it and however."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, delete, insert, select, update

from persistence import calls as call_rows
from persistence import deputies as deputy_rows
from persistence import grading_tables, staff
from persistence.connections import connect
from persistence.database import reading, write_transaction
from persistence.requests import requests_call
from persistence.roster import roster
from persistence.staff import Assignment, Member
from persistence.stamps import staff_stamp
from persistence.tables import (
    appeals,
    call_criteria,
    call_hosts,
    call_required,
    calls,
    cases,
    commission_members,
    deputies,
    grading_table_withdrawals,
    partners,
    placements,
    role_assignments,
    stamps,
)
from persistence.tables import staff as staff_table
from persistence.withdrawals import Withdrawal, withdraw
from states.decision import Actor
from states.dossier import Period
from states.recognition import GradeShare, GradingTable
from tests.workflows.office_fixtures import ANA, BORIS, Work, at_work, migrated_database, shipped

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 3, 1)


def holders(connection: Connection, role: str = "rector") -> list[str]:
    return [member.login for member in roster(connection).holders("bmu", role, TODAY)]


def seen(work: Work, role: str = "rector") -> list[str]:
    with reading(work.engine) as connection:
        return holders(connection, role)


ENDED = update(role_assignments).where(role_assignments.c.role == "rector")
OVER = ENDED.values(last_day=date(2026, 2, 1))


def test_a_role_that_another_program_ends_is_ended_for_this_one_at_once(any_work: Work) -> None:
    assert seen(any_work) == ["rector"]
    program = (
        "import sys; from datetime import date; from persistence import staff;"
        "from persistence.connections import connect;"
        "from persistence.database import write_transaction;"
        "from persistence.tables import role_assignments as r; from sqlalchemy import select\n"
        "with write_transaction(connect(sys.argv[1])) as c:\n"
        "    held = c.execute(select(r.c.id).where(r.c.role == 'rector')).scalar_one()\n"
        "    staff.end_assignment(c, held, date(2026, 2, 1), None)\n"
    )
    url = any_work.engine.url.render_as_string(hide_password=False)
    subprocess.run([sys.executable, "-c", program, url], cwd=ROOT, check=True)
    assert seen(any_work) == []


def test_two_engines_on_one_database_see_the_same_roles(any_work: Work) -> None:
    other = connect(any_work.engine.url.render_as_string(hide_password=False))
    with reading(other) as connection:
        assert holders(connection) == ["rector"]
    with write_transaction(any_work.engine) as connection:
        connection.execute(OVER)
        assert holders(connection) == [], "who writes sees what it has written"
        if connection.dialect.name == "postgresql":
            with reading(other) as elsewhere:
                assert holders(elsewhere) == ["rector"], "nobody else does, before it is committed"
    with reading(other) as connection:
        assert holders(connection) == []
    other.dispose()


class _ThoughtBetter(Exception):
    """A person changes their mind within a transaction."""


@contextmanager
def thinking_better(work: Work) -> Iterator[Connection]:
    """A transaction that is rolled back in the end."""
    with pytest.raises(_ThoughtBetter), write_transaction(work.engine) as connection:
        yield connection
        raise _ThoughtBetter


def test_what_was_rolled_back_is_kept_by_nobody(any_work: Work) -> None:
    with thinking_better(any_work) as connection:
        connection.execute(OVER)
        assert holders(connection) == []
    assert seen(any_work) == ["rector"]
    engage = Member(0, "new.rector", "Vera", "vera@bmu.example", "en")
    with write_transaction(any_work.engine) as connection:
        staff.add(connection, engage, [Assignment("bmu", "rector", TODAY)])
    assert seen(any_work) == ["rector", "new.rector"], "as many changes as were rolled back"


def test_what_a_savepoint_gave_up_is_kept_by_nobody(any_work: Work) -> None:
    with write_transaction(any_work.engine) as connection:
        point = connection.begin_nested()
        connection.execute(OVER)
        assert holders(connection) == []
        point.rollback()
        assert holders(connection) == ["rector"]


def test_a_new_database_at_the_place_of_a_deleted_one_is_another(tmp_path: Path) -> None:
    titles, people = [], []
    for number in (1, 2):
        with migrated_database("sqlite", tmp_path) as url:
            engine = connect(url)
            work = at_work(engine, tmp_path)
            with write_transaction(engine) as connection:
                connection.execute(calls.update().values(title=f"Call {number}"))
                if number == 2:
                    connection.execute(OVER)
            with reading(engine) as connection:
                titles.append(call_rows.load(connection, work.call_id)[0].title)
                people.append(holders(connection))
            engine.dispose()
            for file in tmp_path.glob("office.db*"):
                file.unlink()
    assert titles == ["Call 1", "Call 2"]
    assert people == [["rector"], []]


def stamps_of(work: Work) -> dict[str, int | None]:
    with reading(work.engine) as connection:
        of_call = select(calls.c.stamp, calls.c.places_stamp).where(calls.c.id == work.call_id)
        row = connection.execute(of_call).one()
        return {
            "staff": staff_stamp(connection),
            "partners": call_rows.stamps_of(connection, work.call_id).partners,
            "call": row.stamp,
            **{name: drawn(connection, name) for name in ("grading_tables", "precedents")},
            "places": row.places_stamp,
        }


def drawn(connection: Connection, subject: str) -> int:
    return connection.execute(select(stamps.c.stamp).where(stamps.c.name == subject)).scalar_one()


def drawn_anew(work: Work, change: Callable[[Connection], Any]) -> set[str]:
    """Whose stamps a change draws anew."""
    before = stamps_of(work)
    with write_transaction(work.engine) as connection:
        change(connection)
    after = stamps_of(work)
    return {name for name, stamp in after.items() if stamp != before[name]}


def changed(table: Table, **values: Any) -> Callable[[Connection], Any]:
    return lambda connection: connection.execute(update(table).values(values))


def added(table: Table, **values: Any) -> Callable[[Connection], Any]:
    return lambda connection: connection.execute(insert(table).values(values))


def emptied(table: Table) -> Callable[[Connection], Any]:
    return lambda connection: connection.execute(delete(table))


def test_every_change_of_the_offices_people_draws_their_stamp_anew(any_work: Work) -> None:
    days = Period(TODAY, TODAY)
    member = Member(0, "vera", "Vera", "vera@bmu.example", "en")
    for change in (
        lambda connection: staff.add(connection, member, [Assignment("bmu", "rector", TODAY)]),
        lambda connection: deputy_rows.add_deputy(connection, "bmu", "rector", "dean", days),
        changed(staff_table, active=False),
        changed(role_assignments, last_day=TODAY),
        changed(deputies, last_day=date(2026, 3, 2)),
        emptied(deputies),
        emptied(role_assignments),
        emptied(staff_table),
    ):
        assert drawn_anew(any_work, change) == {"staff"}


def test_every_change_of_a_call_draws_its_stamp_anew(any_work: Work) -> None:
    call_id = any_work.call_id
    for change, names in (
        (changed(calls, title="Renamed"), {"call"}),
        (changed(calls, published=TODAY), {"call"}),
        (changed(calls, closes=TODAY), {"call"}),
        (changed(calls, appeal_days=9), {"call"}),
        (changed(calls, minimum_points=Decimal(51)), {"call"}),
        (changed(call_criteria, weight=Decimal(50)), {"call"}),
        (changed(call_hosts, places=2), {"call"}),
        (changed(commission_members, name="j.kos"), {"call"}),
        (added(call_required, call_id=call_id, position=9, kind="motivation"), {"call"}),
        (changed(partners, email="other@graz.example"), {"partners"}),
        (emptied(call_required), {"call"}),
        (emptied(call_criteria), {"call"}),
        (emptied(call_hosts), {"call"}),
        (emptied(commission_members), {"call"}),
        (emptied(partners), {"partners"}),
    ):
        assert drawn_anew(any_work, change) == names


def test_every_change_of_the_places_that_are_held_draws_their_stamp_anew(any_work: Work) -> None:
    ana, boris = any_work.open(ANA), any_work.open(BORIS)
    appeal = {"case_id": ana, "against": "list", "on": TODAY}
    for change in (
        lambda connection: both_placed(connection, ana, boris),
        changed(placements, host="University of Graz"),
        added(appeals, **appeal),
        changed(appeals, decided_on=TODAY),
        changed(cases, state="withdrawn", ended=True),
        changed(cases, state="refused"),
        changed(cases, ended=False),
        changed(calls, list_version=1),
        changed(calls, list_published_on=TODAY),
        changed(calls, appeal_until=TODAY),
        emptied(appeals),
        emptied(placements),
    ):
        assert drawn_anew(any_work, change) == {"places"}


def both_placed(connection: Connection, *case_ids: int) -> None:
    place = {"outcome": "selected", "rank": 1, "points": Decimal(90), "list_version": 1}
    rows = [{"case_id": case_id, **place} for case_id in case_ids]
    connection.execute(insert(placements).values(rows))


def test_every_entry_in_the_registers_draws_their_stamps_anew(any_work: Work) -> None:
    day, share = date(2026, 10, 1), GradeShare("1", Decimal(60))
    table = GradingTable(0, "University of Graz", None, day, None, (share,))
    withdrawal = Withdrawal(any_work.clock(), "Vera", "head_of_ico", "a slip")
    for change, names in (
        (lambda c: grading_tables.add(
            c, "bmu", table, Actor("head_of_ico", "Vera"), any_work.clock()), {"grading_tables"}),
        (lambda c: withdraw(c, grading_table_withdrawals, 1, withdrawal), {"grading_tables"}),
    ):  # fmt: skip
        assert drawn_anew(any_work, change) == names
    ana = any_work.open()
    any_work.bring("documents_submitted", ana)
    before = stamps_of(any_work)
    any_work.bring("decree", ana)
    assert {name for name, stamp in stamps_of(any_work).items() if stamp != before[name]} == {
        "precedents"
    }


def test_a_step_that_changes_none_of_these_draws_nothing_anew(any_work: Work) -> None:
    ana = any_work.open()
    any_work.bring("application", ana)
    assert drawn_anew(any_work, lambda connection: None) == set()
    before = stamps_of(any_work)
    any_work.record(ana, "document", {"kind": "motivation_letter"})
    assert stamps_of(any_work) == before


def test_a_case_gives_up_its_place_in_an_end_only() -> None:
    """The database draws the stamp of the places anew when a case ends: that must be enough."""
    office = shipped()
    for key in office.definition_keys():
        states = office.definition(key).states
        assert all(states[name].end for name in call_rows.UNPLACED if name in states), key


def test_a_new_call_and_one_like_it_have_stamps_of_their_own(any_work: Work) -> None:
    with write_transaction(any_work.engine) as connection:
        first, second = (
            requests_call(connection, "bmu", "outgoing-studies", title, TODAY)
            for title in ("Requests", "More requests")
        )
        both_stamps = [call_rows.stamps_of(connection, call_id) for call_id in (first, second)]
    all_stamps = {stamp for of_call in both_stamps for stamp in (of_call.stamp, of_call.places)}
    assert len(all_stamps) == 4
    assert None not in all_stamps
