"""What lists of cases can be narrowed to: hosts, calls and colleagues, read in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection, String, cast, exists, false, literal, select, union_all

from persistence.tables import calls, partners, role_assignments, staff
from states.folding import sort_key
from states.frozen import frozen

_in_order: Final = lru_cache(maxsize=4096)(sort_key)
"""Of a host's or a colleague's name; all are put in order for each page."""
MOST_HOSTS: Final = 500
MOST_CALLS: Final = 100
"""So many are offered; who wants another host finds it by the search, and the cases of an earlier
call on its own page."""


@frozen
class ListChoices:
    """Hosts by name, calls by number, the newest first, and colleagues by login."""

    hosts: tuple[str, ...]
    calls: tuple[tuple[int, str], ...]
    colleagues: tuple[tuple[str, str], ...]


def list_choices(connection: Connection, institutions: Sequence[str]) -> ListChoices:
    """What there is to choose for who works for these institutions."""
    places = list(institutions)
    hosts = select(literal("host").label("kind"), partners.c.name, partners.c.name).limit(
        MOST_HOSTS
    )
    of_calls = (
        select(literal("call"), cast(calls.c.id, String), calls.c.title)
        .where(calls.c.institution.in_(places), calls.c.for_requests == false())
        .order_by(calls.c.id.desc())
        .limit(MOST_CALLS)
    )
    works_there = exists().where(
        role_assignments.c.staff_id == staff.c.id, role_assignments.c.institution.in_(places)
    )
    colleagues = select(literal("colleague"), staff.c.login, staff.c.name).where(
        staff.c.active, works_there
    )
    parts = (part.subquery().select() for part in (hosts, of_calls, colleagues))
    by_kind: dict[str, list[tuple[str, str]]] = {"host": [], "call": [], "colleague": []}
    for kind, value, title in connection.execute(union_all(*parts)):
        by_kind[kind].append((value, title))
    return ListChoices(
        tuple(sorted((name for name, _ in by_kind["host"]), key=_in_order)),
        tuple(sorted(((int(number), title) for number, title in by_kind["call"]), reverse=True)),
        tuple(sorted(by_kind["colleague"], key=lambda person: _in_order(person[1]))),
    )
