"""The beats of workers: numbers that grow while one lives, and mean nothing by any clock.

Whoever wants what another holds watches whether its beat changes, by a clock of its own that nobody
moves: `workflows.running.watching`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, delete, select, union

from persistence.database import insert
from persistence.outbox import unsettled
from persistence.tables import leases, outbox, workers


def beat(connection: Connection, name: str) -> None:
    """A sign of life of a worker: its beat is another one."""
    first = insert(connection.dialect.name, workers).values(name=name, beat=1)
    again = first.on_conflict_do_update(index_elements=["name"], set_={"beat": workers.c.beat + 1})
    connection.execute(again)


_HOLDERS: Final = union(
    select(outbox.c.claimed_by.label("name")).where(unsettled(), outbox.c.claimed_by.is_not(None)),
    select(leases.c.holder),
).subquery()
_BEATS: Final = select(_HOLDERS.c.name, workers.c.beat).outerjoin(
    workers, workers.c.name == _HOLDERS.c.name
)


def holders(connection: Connection) -> Mapping[str, int | None]:
    """Who holds an action or a lease, with its beat; None for one that never gave a sign."""
    return {row.name: row.beat for row in connection.execute(_BEATS)}


def leave(connection: Connection, name: str) -> None:
    """A worker stops: it holds nothing any more, and gives no sign."""
    connection.execute(delete(workers).where(workers.c.name == name))
