"""Lists that people keep under a name: the address with its filters, for oneself or shared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, and_, delete, or_, select

from persistence.database import insert
from persistence.tables import saved_lists, staff


class SavedList(NamedTuple):
    """A list under its name; `query` is what its address asks for, `owner` who keeps it."""

    id: int
    name: str
    query: str
    shared: bool
    login: str
    owner: str


def lists_for(connection: Connection, login: str, institutions: Sequence[str]) -> list[SavedList]:
    """One's own lists, and those that colleagues of the same institution share, by name."""
    is_shared = and_(saved_lists.c.shared, saved_lists.c.institution.in_(list(institutions)))
    rows = (
        select(
            saved_lists.c.id, saved_lists.c.name, saved_lists.c.query, saved_lists.c.shared,
            saved_lists.c.login, staff.c.name.label("owner"),
        )
        .join(staff, staff.c.login == saved_lists.c.login)
        .where(or_(saved_lists.c.login == login, and_(is_shared, staff.c.active)))
        .order_by(saved_lists.c.name, saved_lists.c.id)
    )  # fmt: skip
    return [SavedList(*row) for row in connection.execute(rows)]


def keep_list(
    connection: Connection, institution: str, saved_list: SavedList, at: datetime
) -> None:
    """Keeps a list; one of the same name and owner is replaced by it."""
    values = {
        "institution": institution, "login": saved_list.login, "name": saved_list.name,
        "query": saved_list.query, "shared": saved_list.shared, "saved_at": at,
    }  # fmt: skip
    newer = {name: values[name] for name in ("query", "shared", "institution", "saved_at")}
    statement = insert(connection.dialect.name, saved_lists).values(values)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["login", "name"], set_=newer)
    )


def forget_list(connection: Connection, list_id: int, login: str) -> bool:
    """Takes one's own list away; False where there is none of one's own with this id."""
    own = and_(saved_lists.c.id == list_id, saved_lists.c.login == login)
    return connection.execute(delete(saved_lists).where(own)).rowcount > 0
