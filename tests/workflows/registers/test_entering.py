"""Rows of a spreadsheet are entered once each, whoever else enters the same at the same moment."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from persistence import imports, partners
from persistence.database import reading, write_transaction
from persistence.imports import Import, ImportRow
from tests.persistence.test_races import together
from tests.workflows.office_fixtures import Work, any_work, database
from workflows.registers.entering import NotEntered, Notes, enter_ticked
from workflows.registers.keeping import OPERATOR, RegisterAct
from workflows.registers.partners import add_partner

__all__ = ["any_work", "database"]

NAMES = ("Lyon", "Pécs", "Бања Лука", "")


def read_by(work: Work, login: str) -> int:
    """Four partners that somebody read; one of them has no name, and one is not ticked."""
    now = work.clock()
    rows = [
        ImportRow(n, n + 1, n, {"name": name}, "sound", {}, name != "Pécs")
        for n, name in enumerate(NAMES, start=1)
    ]
    new_import = Import(0, login, login, "partners", "bmu", "p.csv", "0" * 64, True, (), now, now)
    with write_transaction(work.engine) as connection:
        imports.keep(connection, new_import, rows)
        stored_import = imports.find(connection, login, login)
    assert stored_import is not None
    return stored_import.id


def outcomes(work: Work, import_id: int) -> list[str | None]:
    with reading(work.engine) as connection:
        return [row.outcome for row in imports.rows_of(connection, import_id)]


def test_of_two_who_enter_the_same_rows_at_once_one_enters_each_and_the_other_is_told(
    any_work: Work,
) -> None:
    by_vera, by_dusan = read_by(any_work, "vera"), read_by(any_work, "dusan")

    def enter(connection: Connection, rows: Sequence[ImportRow]) -> Notes:
        name = rows[0].texts["name"]
        if partners.named(connection, name) is not None:
            raise NotEntered("there", {rows[0].place: {"about": ["is there", "већ је ту"]}})
        act = RegisterAct(connection, any_work.office, "bmu", OPERATOR, any_work.clock())
        add_partner(act, {"name": name, "email": "in@p.example", "country": "FR"})
        return {rows[0].place: {}}

    tries = [
        lambda n=n: enter_ticked(any_work.engine, n, enter) for n in (by_vera, by_vera, by_dusan)
    ]
    assert together(*tries) == [None, None, None]
    for first, second in zip(
        outcomes(any_work, by_vera), outcomes(any_work, by_dusan), strict=True
    ):
        assert {first, second} in ({"entered", "there"}, {"refused"}, {None})
    with reading(any_work.engine) as connection:
        names = [p.name for p in partners.every(connection) if p.name in NAMES]
        (wrong,) = imports.rows_of_entry(connection, by_vera, 4)
    assert sorted(names) == ["Lyon", "Бања Лука"]
    assert wrong.notes == {"problems": {"name": ["This is needed", "Ово је обавезно"]}}
