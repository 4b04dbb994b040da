"""Imports: what was read from a spreadsheet, row by row, and what became of each row.

A row's result is written in the transaction of what was entered by it: an import that is sent
twice, or broken off, enters nothing twice and leaves nothing out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import Connection, delete, func, select, update

from persistence.bulk import execute_many
from persistence.tables import import_rows, imports
from states.frozen import frozen

Status = Literal["sound", "wrong", "there"]
"""How a row was judged: it can be entered, something in it is wrong, or it stands there already."""

Outcome = Literal["entered", "refused", "there"]
KEPT_FOR: Final = timedelta(days=14)
"""Rows are people's data: after so long they go, with the next import that is kept."""

_ENTERING: Final = 0x1C1
"""The key of PostgreSQL's advisory lock: of those who enter rows at one instant, one does."""


@frozen
class Import:
    """What somebody read: of which `kind`, into which `place` (an institution, a call), from what.

    `left_out` are headings that are no column. Where a table has no header the columns were taken
    in the order of the template.
    """

    id: int
    key: str
    login: str
    kind: str
    place: str
    source: str
    digest: str
    has_header: bool
    left_out: tuple[str, ...]
    read_at: datetime
    judged_at: datetime
    begun_at: datetime | None = None


class ImportRow(NamedTuple):
    """A row: where it stands (`place` among the rows, `line` in the file), its texts by column, how
    it was judged, and what became of it. `notes` are sentences in both languages.
    """

    place: int
    line: int
    entry: int
    texts: Mapping[str, str]
    status: Status
    notes: Mapping[str, Any]
    ticked: bool
    outcome: Outcome | None = None


_IMPORT: Final = tuple(imports.c[name] for name in Import.__dataclass_fields__)
_ROW: Final = tuple(import_rows.c[name] for name in ImportRow._fields)
_INSERT: Final = import_rows.insert()


def keep(connection: Connection, new_import: Import, rows: Sequence[ImportRow]) -> None:
    """Keeps what was read, its `id` left aside; what anybody read long ago goes."""
    _forget_before(connection, new_import.read_at - KEPT_FOR)
    values = {
        name: getattr(new_import, name) for name in Import.__dataclass_fields__ if name != "id"
    }
    import_id = connection.execute(imports.insert().returning(imports.c.id), values).scalar_one()
    execute_many(connection, _INSERT, [{"import_id": import_id, **row._asdict()} for row in rows])


def _forget_before(connection: Connection, before: datetime) -> None:
    old = select(imports.c.id).where(imports.c.read_at < before)
    connection.execute(delete(import_rows).where(import_rows.c.import_id.in_(old)))
    connection.execute(delete(imports).where(imports.c.read_at < before))


def find(connection: Connection, key: str, login: str) -> Import | None:
    """Somebody's own import by its key; None where there is none, or it was kept too long ago."""
    own = select(*_IMPORT).where(imports.c.key == key, imports.c.login == login)
    row = connection.execute(own).one_or_none()
    return Import(*row) if row else None


def newest(
    connection: Connection, login: str, kind: str, place: str, at: datetime, most: int = 5
) -> list[Import]:
    """What somebody read of a kind into a place and is kept still, the newest first."""
    rows = connection.execute(
        select(*_IMPORT)
        .where(
            imports.c.login == login,
            imports.c.kind == kind,
            imports.c.place == place,
            imports.c.read_at > at - KEPT_FOR,
        )
        .order_by(imports.c.id.desc())
        .limit(most)
    )
    return [Import(*row) for row in rows]


def counts(connection: Connection, import_id: int) -> dict[tuple[Status, Outcome | None], int]:
    """How many entries were judged how, and what became of how many."""
    rows = connection.execute(
        select(import_rows.c.status, import_rows.c.outcome, func.count())
        .where(import_rows.c.import_id == import_id, import_rows.c.place == import_rows.c.entry)
        .group_by(import_rows.c.status, import_rows.c.outcome)
    )
    return {(status, outcome): number for status, outcome, number in rows}


def left_ticked(connection: Connection, import_id: int) -> int:
    """How many entries would be entered now."""
    first = import_rows.c.place == import_rows.c.entry
    statement = select(func.count()).select_from(import_rows).where(*_left(import_id), first)
    return int(connection.execute(statement).scalar_one())


def count_rows(connection: Connection, import_id: int, status: str = "") -> int:
    """How many rows there are, or how many that were judged so."""
    statement = select(func.count()).select_from(import_rows)
    statement = statement.where(import_rows.c.import_id == import_id)
    if status:
        statement = statement.where(import_rows.c.status == status)
    return int(connection.execute(statement).scalar_one())


def _left(import_id: int) -> tuple[Any, ...]:
    return (
        import_rows.c.import_id == import_id,
        import_rows.c.status == "sound",
        import_rows.c.ticked.is_(True),
        import_rows.c.outcome.is_(None),
    )


def rows_of(
    connection: Connection,
    import_id: int,
    statuses: Collection[str] = (),
    offset: int = 0,
    most: int | None = None,
) -> list[ImportRow]:
    """The rows in their order, or those that were judged so, or a part of them."""
    rows = select(*_ROW).where(import_rows.c.import_id == import_id).order_by(import_rows.c.place)
    if statuses:
        rows = rows.where(import_rows.c.status.in_(list(statuses)))
    return [ImportRow(*row) for row in connection.execute(rows.offset(offset).limit(most))]


def to_enter(connection: Connection, import_id: int, most: int) -> list[int]:
    """The entries that are ticked and sound and have no outcome yet, at most so many."""
    entries = (
        select(import_rows.c.entry)
        .where(*_left(import_id))
        .distinct()
        .order_by(import_rows.c.entry)
        .limit(most)
    )
    return list(connection.execute(entries).scalars())


def rows_of_entry(connection: Connection, import_id: int, entry: int) -> list[ImportRow]:
    """The rows that are entered together."""
    rows = select(*_ROW).where(import_rows.c.import_id == import_id, import_rows.c.entry == entry)
    return [ImportRow(*row) for row in connection.execute(rows.order_by(import_rows.c.place))]


def tick(
    connection: Connection,
    import_id: int,
    shown_rows: Collection[int],
    ticked_rows: Collection[int],
) -> None:
    """Of the entries that were shown those are ticked that somebody ticked, the others are not."""
    for entries, is_ticked in (
        (set(ticked_rows) & set(shown_rows), True),
        (set(shown_rows) - set(ticked_rows), False),
    ):
        connection.execute(
            update(import_rows)
            .where(import_rows.c.import_id == import_id, import_rows.c.entry.in_(entries))
            .values(ticked=is_ticked)
        )


def judged_anew(
    connection: Connection, import_id: int, rows: Sequence[ImportRow], at: datetime
) -> None:
    """Writes how rows without an outcome are judged now."""
    for row in rows:
        connection.execute(
            update(import_rows)
            .where(import_rows.c.import_id == import_id, import_rows.c.place == row.place)
            .where(import_rows.c.outcome.is_(None))
            .values(status=row.status, notes=row.notes, ticked=row.ticked)
        )
    connection.execute(update(imports).where(imports.c.id == import_id).values(judged_at=at))


def begin(connection: Connection, import_id: int, at: datetime) -> None:
    """Notes that rows are entered from now on."""
    statement = update(imports).where(imports.c.id == import_id, imports.c.begun_at.is_(None))
    connection.execute(statement.values(begun_at=at))


def lock(connection: Connection) -> None:
    """Waits until nobody else enters rows; SQLite lets one write at a time anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_ENTERING)))


def settle(
    connection: Connection, import_id: int, outcome: Outcome, notes: Mapping[int, Mapping[str, Any]]
) -> None:
    """Notes what became of an entry's rows, by their places; of those of which it is known,
    nothing."""
    for place, of_row in notes.items():
        row = update(import_rows).where(
            import_rows.c.import_id == import_id,
            import_rows.c.place == place,
            import_rows.c.outcome.is_(None),
        )
        connection.execute(row.values(outcome=outcome, notes=of_row))
