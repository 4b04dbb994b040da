"""Lists of cases, a page at a time: counted, put in order, and the lines of a page. Reads only.

Narrow rows are counted and sorted (`list_conditions`); the cases that a page shows are read by
themselves. One predicate a tab: its list, its count and whatever tells of it use the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Select,
    asc,
    desc,
    false,
    func,
    select,
    union_all,
)

from persistence.list_conditions import (
    FOUND,
    KNOWN,
    Asked,
    act_lines,
    arms_by_owners,
    arms_of,
    lines_of,
)
from persistence.list_counts import AnyLines
from persistence.list_readers import Reader
from persistence.one_of import OneOf
from persistence.owners import owners_in
from persistence.tables import (
    calls,
    candidates,
    case_handling,
    case_owners,
    cases,
    listed_cases,
    persons,
    staff,
)
from states.frozen import frozen
from states.text import Text


@frozen
class ListedCase:
    """A case as a line of a list; `due` and `safe_by` are civil dates in Belgrade, `rests` says why
    no limit runs.

    `call` is the title of a published call, None for one that a request made.
    """

    id: int
    number: str
    candidate: str
    institution: str
    process: str
    definition: str
    state: str
    awaited: str | None
    owners: tuple[str, ...]
    due: date | None
    ended: bool
    call_id: int
    call: str | None
    host: str
    rests: Text | None
    assignee: str | None
    held_until: date | None
    held_reason: str | None
    stops_time: bool
    back_on: date | None
    safe_by: date | None


ORDERS: Final[dict[str, tuple[str, ...]]] = {
    "safe": ("safe_key", "due_key", "case_id"),
    "due": ("due_key", "case_id"),
    "candidate": ("name_key", "case_id"),
    "host": ("host", "safe_key", "due_key", "case_id"),
    "step": ("process", "state", "awaited", "due_key", "case_id"),
    "owner": ("owners", "due_key", "case_id"),
    "case": ("case_id",),
}
"""What lists can be ordered by, each with an index that begins with `ended`."""
OF_A_HOST: Final = frozenset({"safe", "host"})
"""The orders that the cases of one host stand in together, in the index that begins with it."""
BY_HOLD: Final = "hold"
"""Cases that are on hold can also be ordered by the day on which they are back; they are few."""


MANY: Final = 5_000
MORE_A_LINE: Final = 3
"""So many more have to wait for each line that stands before the page: to walk there takes longer
the fewer of all cases they are."""


def is_busy(connection: Connection, reader: Reader, lines_before: int = 0) -> bool:
    """Whether so many cases wait for the reader's roles that it is quicker to walk them all;
    `lines_before` stand before the page."""
    if not reader.pairs:
        return False
    many, owner_columns = MANY + MORE_A_LINE * lines_before, case_owners.c
    of_roles = (
        select(owner_columns.case_id).where(
            owner_columns.institution == institution,
            owner_columns.role == role,
            owner_columns.ended == false(),
        )
        for institution, role in reader.pairs
    )
    waiting_cases = union_all(*of_roles).limit(many).subquery()
    number = connection.execute(select(func.count()).select_from(waiting_cases)).scalar_one()
    return bool(number >= many)


EVERY: Final = 2**31
"""As many lines as there are."""


def page_of_cases(
    connection: Connection, list_wish: Asked, order: str, offset: int, most: int
) -> list[ListedCase]:
    """The lines of a page; `order` is one of `ORDERS`, of what is on hold also `BY_HOLD`; `-due` is
    the other way round."""
    found_ids = list_wish.filter.ids
    if found_ids is not None:
        list_wish = replace(list_wish, filter=replace(list_wish.filter, ids=()))
    page: AnyLines = (
        _page_by_hold(lines_of(list_wish), order).offset(offset).limit(most)
        if order.removeprefix("-") == BY_HOLD
        else _page(
            _arms(connection, list_wish, order), order, offset, most, connection.dialect.name
        )
    )
    ids = list(connection.execute(page, {FOUND: found_ids or ()}).scalars())
    lines = {row.id: _line(row) for row in connection.execute(_LINES, {"ids": ids})}
    return [lines[id_] for id_ in ids]


def _arms(connection: Connection, list_wish: Asked, order: str) -> tuple[Select[int], ...]:
    """The parts of a list, each of which an order's index walks from its first line on."""
    by_owner = order.removeprefix("-") == "owner" and list_wish.tab == "todo" and list_wish.is_long
    if by_owner and list_wish.reader.busy and not list_wish.reader.only_commission:
        return arms_by_owners(list_wish, tuple(_owners(connection)))
    return arms_of(list_wish)


def _owners(connection: Connection) -> list[str]:
    """Who owns what open cases await, each once: from one to the next in their index."""
    column, is_open = listed_cases.c.owners, listed_cases.c.ended == false()
    values = select(func.min(column).label("owners")).where(is_open).cte(recursive=True)
    next_owners = select(func.min(column)).where(is_open, column > values.c.owners)
    step = select(next_owners.scalar_subquery()).where(values.c.owners.is_not(None))
    values = values.union_all(step)
    return [owners for owners in connection.execute(select(values)).scalars() if owners is not None]


def _page_by_hold(lines: Select[int], order: str) -> Select[int]:
    until = _HOLD.c.held_until
    by_day = until.desc() if order.startswith("-") else until.asc()
    held_lines = lines.join(_HOLD, _HOLD.c.case_id == listed_cases.c.case_id)
    return held_lines.order_by(by_day, listed_cases.c.case_id)


_HOLD: Final = case_handling.alias("hold")


@lru_cache(maxsize=KNOWN)
def _page(
    arms: tuple[Select[int], ...], order: str, offset: int, most: int, dialect: str
) -> AnyLines:
    """The ids of a page; where a list has several parts, each is walked no further than that.

    SQLite walks the parts of a union side by side where the union itself is in order, and reads no
    more of all of them; PostgreSQL would sort them whole, and is told the end of each.
    """
    names, direction = ORDERS[order.removeprefix("-")], desc if order.startswith("-") else asc
    columns = [listed_cases.c[name] for name in names]
    if len(arms) == 1:
        return arms[0].order_by(*map(direction, columns)).offset(offset).limit(most)
    parts = [part.with_only_columns(*reversed(columns)) for part in arms]
    if dialect != "sqlite":
        in_order = (part.order_by(*map(direction, columns)) for part in parts)
        parts = [part.limit(offset + most).subquery().select() for part in in_order]
    return union_all(*parts).order_by(*map(direction, names)).offset(offset).limit(most)


_LINES: Final = (
    select(
        cases.c.id, cases.c.number, persons.c.name, cases.c.institution, cases.c.process,
        cases.c.definition, cases.c.state, cases.c.awaited, cases.c.owners, cases.c.due,
        cases.c.ended, cases.c.call_id, cases.c.rests_en, cases.c.rests_sr, cases.c.entered_at,
        listed_cases.c.host, calls.c.title, calls.c.for_requests, case_handling.c.held_until,
        case_handling.c.held_reason, case_handling.c.stops_time, case_handling.c.back_on,
        cases.c.safe_by, staff.c.name.label("assignee"),
    )
    .join(listed_cases, listed_cases.c.case_id == cases.c.id)
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
    .join(calls, calls.c.id == cases.c.call_id)
    .outerjoin(case_handling, case_handling.c.case_id == cases.c.id)
    .outerjoin(staff, staff.c.id == case_handling.c.assignee)
    .where(OneOf(cases.c.id, "ids"))
)  # fmt: skip


def _line(row: Any) -> ListedCase:
    return ListedCase(
        row.id, row.number, row.name, row.institution, row.process, row.definition, row.state,
        row.awaited, owners_in(row.owners), row.due, row.ended, row.call_id,
        None if row.for_requests else row.title, row.host,
        Text(row.rests_en, row.rests_sr or "") if row.rests_en else None, row.assignee,
        row.held_until, row.held_reason, bool(row.stops_time), row.back_on, row.safe_by,
    )  # fmt: skip


def together(
    connection: Connection, list_wish: Asked, lines: Sequence[ListedCase]
) -> dict[int, int]:
    """Of lines that stand for a step of a whole call: for how many cases, by the line's id."""
    acts = [line for line in lines if line.awaited in list_wish.reader.call_steps]
    if not acts or not list_wish.by_act:
        return {}
    row = listed_cases.c
    counting = (
        act_lines(list_wish, [(line.call_id, line.state, str(line.awaited)) for line in acts])
        .with_only_columns(row.call_id, row.state, row.awaited, func.count())
        .group_by(row.call_id, row.state, row.awaited)
    )
    numbers = {
        tuple(key): n
        for *key, n in connection.execute(counting, {FOUND: list_wish.filter.ids or ()})
    }
    return {line.id: numbers[line.call_id, line.state, line.awaited] for line in acts}
