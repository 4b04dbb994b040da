"""The history is append-only: the database refuses changes, and the chain finds what was forced."""

from __future__ import annotations

import json
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, delete, text, update

from persistence import history
from persistence.database import reading, write_transaction
from persistence.database_errors import DatabaseError
from persistence.digests import digest
from persistence.integrity import history_discrepancies
from persistence.tables import cases
from persistence.tables import history as table
from tests.workflows.office_fixtures import ON_POSTGRES, Work


def discrepancies(work: Work) -> list[str]:
    with reading(work.engine) as connection:
        return [str(sentence) for sentence in history_discrepancies(connection)]


def test_each_step_and_fact_is_an_entry_that_names_rule_role_and_person(any_work: Work) -> None:
    ana = any_work.open()
    any_work.bring("application", ana)
    entries = [(e.kind, e.name, e.rule, e.role, e.source, e.target) for e in any_work.history(ana)]
    assert entries == [
        ("opened", "open", "BMU-15a", "system", None, "call"),
        ("fact", "document", "BMU-15a", "mobility_coordinator", None, None),
        ("step", "submit_application", "BMU-15a", "candidate", "call", "application"),
    ]
    assert [entry.seq for entry in any_work.history(ana)] == [1, 2, 3]
    assert discrepancies(any_work) == []


@pytest.mark.parametrize("change", [update(table).values(person="nobody"), delete(table)])
def test_the_database_itself_refuses_to_change_or_remove_an_entry(
    any_work: Work, change: object
) -> None:
    ana = any_work.open()
    before = any_work.history(ana)
    with (
        pytest.raises(Exception, match="append-only"),
        write_transaction(any_work.engine) as connection,
    ):
        connection.execute(change)
    assert any_work.history(ana) == before


@pytest.mark.parametrize("database", [ON_POSTGRES], indirect=True)
def test_an_emptied_history_is_refused_too(any_work: Work) -> None:
    ana = any_work.open()
    with (
        pytest.raises(Exception, match="append-only"),
        write_transaction(any_work.engine) as connection,
    ):
        connection.execute(text("TRUNCATE history"))
    assert len(any_work.history(ana)) == 1


def forced(work: Work, change: Callable[[Connection], object]) -> None:
    """A change by somebody who owns the database and takes the guards away."""
    with write_transaction(work.engine) as connection:
        for action in ("update", "delete"):
            on = " ON history" if connection.dialect.name == "postgresql" else ""
            connection.execute(text(f"DROP TRIGGER history_no_{action}{on}"))
        change(connection)


SALT = "00" * 16
SEAL = history.EntrySeal(
    json.dumps({"form": 1, "data": digest("{}", SALT)}, separators=(",", ":")), SALT
)

COLUMNS = {
    "at": lambda: text("UPDATE history SET at = at + 1 WHERE seq = 2"),
    "kind": lambda: update(table).where(table.c.seq == 2).values(kind="step"),
    "name": lambda: update(table).where(table.c.seq == 2).values(name="signature"),
    "rule": lambda: update(table).where(table.c.seq == 2).values(rule="BMU-5"),
    "role": lambda: update(table).where(table.c.seq == 2).values(role="rector"),
    "person": lambda: update(table).where(table.c.seq == 2).values(person="Somebody else"),
    "deputy_for": lambda: update(table).where(table.c.seq == 2).values(deputy_for="rector"),
    "target": lambda: update(table).where(table.c.seq == 2).values(target="closed"),
    "data": lambda: update(table).where(table.c.seq == 2).values(data='{"kind":"petition"}'),
    "hash": lambda: update(table).where(table.c.seq == 2).values(hash="0" * 64),
    "previous": lambda: update(table).where(table.c.seq == 2).values(previous="0" * 64),
}


@pytest.mark.parametrize("column", COLUMNS)
def test_the_chain_finds_an_edit_of_any_column(work: Work, column: str) -> None:
    ana = work.open()
    work.bring("application", ana)
    forced(work, lambda connection: connection.execute(COLUMNS[column]()))
    (discrepancy,) = discrepancies(work)
    assert discrepancy.startswith(f"{work.number(ana)}: entry 2 of the history (")
    assert discrepancy.endswith("was changed")


def test_an_instant_of_another_zone_is_the_same_instant(any_work: Work) -> None:
    any_work.clock.now = any_work.clock.now.astimezone(ZoneInfo("Pacific/Auckland"))
    ana = any_work.open()
    any_work.bring("application", ana)
    assert discrepancies(any_work) == []


def test_the_chain_finds_an_edit_on_both_databases(any_work: Work) -> None:
    ana = any_work.open()
    edit = update(table).where(table.c.seq == 1).values(person="Somebody else")
    forced(any_work, lambda connection: connection.execute(edit))
    assert discrepancies(any_work) == [
        f"{any_work.number(ana)}: entry 1 of the history (open) was changed"
    ]


def test_the_chain_finds_a_deletion_in_the_middle(any_work: Work) -> None:
    ana = any_work.open()
    any_work.bring("application", ana)
    forced(any_work, lambda c: c.execute(delete(table).where(table.c.seq == 2)))
    assert discrepancies(any_work) == [f"{any_work.number(ana)}: entry 2 of the history is missing"]


def test_the_chain_finds_a_cut_tail(any_work: Work) -> None:
    ana = any_work.open()
    any_work.bring("application", ana)
    forced(any_work, lambda c: c.execute(delete(table).where(table.c.seq == 3)))
    assert discrepancies(any_work) == [
        f"{any_work.number(ana)}: the history has 2 entries, 3 were written"
    ]


def test_the_chain_finds_a_tail_that_was_written_anew(work: Work) -> None:
    ana = work.open()
    work.bring("application", ana)
    last = work.history(ana)[-1]
    entry = history.Entry("step", "withdraw", "BMU-15d", "candidate", "", "{}", None, "call")
    other = history.chained(entry, ana, last.seq, last.at, last.previous, SEAL)
    values = {name: other[name] for name in other if name not in ("case_id", "seq")}
    forced(work, lambda c: c.execute(update(table).where(table.c.seq == 3).values(values)))
    sentence = f"{work.number(ana)}: the history's last entry is not the one that was written"
    assert discrepancies(work) == [sentence]


def test_the_discrepancies_of_one_case_do_not_hide_those_of_another(work: Work) -> None:
    ana, boris = work.open(), work.open({"name": "Boris Savić", "email": "b@students.example"})
    forced(work, lambda c: c.execute(update(table).values(person="x")))
    assert [sentence.split(":")[0] for sentence in discrepancies(work)] == [
        work.number(ana),
        work.number(boris),
    ]


def test_an_entry_without_its_case_can_not_be_written(any_work: Work) -> None:
    ana = any_work.open()
    with write_transaction(any_work.engine) as connection:
        connection.execute(update(cases).where(cases.c.id == ana).values(history_length=5))
    assert discrepancies(any_work) == [
        f"{any_work.number(ana)}: the history has 1 entries, 5 were written"
    ]


def test_two_entries_with_one_number_are_refused(any_work: Work) -> None:
    ana = any_work.open()
    (entry,) = any_work.history(ana)
    with pytest.raises(DatabaseError), write_transaction(any_work.engine) as connection:
        connection.execute(table.insert(), dict(entry._mapping))
