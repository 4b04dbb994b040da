"""Which cases stand in a list: the predicate of each tab, and what a filter narrows it to.

Conditions are of narrow rows (`listed_cases`) and of sets of ids that indexes hold, so that to
count and to order a list reads no others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from sqlalchemy import (
    CompoundSelect,
    Select,
    and_,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
    union_all,
)

from persistence.case_search import Word, Words, hosts_of, stands_beside, stands_in
from persistence.handling import put_aside_on
from persistence.list_readers import (
    OTHER,
    ROW,
    Condition,
    Reader,
    by_records,
    calls_of,
    held,
    in_sight,
    is_open,
    lines_for_member,
    own_cases,
    sources_apart,
    waiting_for,
    waits_for,
    waits_for_member,
    waits_for_points,
)
from persistence.one_of import OneOf
from persistence.owners import owners_in
from persistence.tables import (
    case_handling,
    case_owners,
    staff,
)
from persistence.tables.lists import NO_DUE_KEY
from states.frozen import frozen

Tab = Literal["todo", "others", "hold", "all"]


@frozen
class CaseFilter:
    """What a list is narrowed to; empty parts ask for everything. Days are civil, both included.

    `ids` are cases that a search found (`case_search`); `word` stands in so many that each line is
    asked for it, and `others` name hosts, whose cases are walked; `apart` are such words where they
    stand beside those hosts. `processes` are those that have the state that is asked for: an index
    begins with them.
    """

    process: str = ""
    state: str = ""
    processes: tuple[str, ...] = ()
    host: str = ""
    call: int | None = None
    ids: tuple[int, ...] | None = None
    word: Word | None = None
    other_words: Words = ()
    apart: Words = ()
    owner: str = ""
    assignee: str = ""
    due_from: date | None = None
    due_until: date | None = None
    overdue: bool = False
    mine: bool = False
    still_open: bool = False


@frozen
class Asked:
    """A list as it is asked for: whose, which tab, narrowed to what; `by_case` where a step of a
    whole call is not one line, `is_long` where it has more lines than are counted."""

    reader: Reader
    tab: Tab
    filter: CaseFilter = CaseFilter()
    by_case: bool = False
    is_long: bool = False

    @property
    def is_found(self) -> bool:
        """Whether only cases are asked for that a search found, and gathered."""
        return self.filter.ids is not None or bool(self.filter.apart)

    @property
    def by_act(self) -> bool:
        """Whether a step of a whole call is one line: not where single cases are asked for."""
        wishes = self.filter
        is_narrowed = self.is_found or wishes.word or wishes.host or wishes.assignee or self.by_case
        return self.tab != "all" and not is_narrowed and bool(self.reader.call_steps)


KNOWN: Final = 128
"""So many statements of lists are kept as they were put together: a page is opened again and again,
and to put its statements together takes a fifth of it."""
FOUND: Final = "found"
"""The parameter of `lines_of` that holds the ids of a search."""


@lru_cache(maxsize=KNOWN)
def lines_of(list_wish: Asked) -> Select[int]:
    """The ids of a list's lines, in no order yet: of a step of a whole call its first case."""
    return _lines(list_wish, in_tab(list_wish))


@lru_cache(maxsize=KNOWN)
def lines_to_count(list_wish: Asked) -> Select[int] | CompoundSelect[int]:
    """The same lines; of the work to do they are reached from what waits for the reader, each once
    and one after the other: whoever counts only so many reads no more."""
    wishes = list_wish.filter
    is_narrow = list_wish.is_found or wishes.state or wishes.host or wishes.call
    if list_wish.tab != "todo" or is_narrow or list_wish.reader.only_commission:
        return lines_of(list_wish)
    # Written so that no index begins with it: what waits is the shorter way to these rows.
    is_open = ROW.ended.is_not(true())
    is_theirs = and_(is_open, in_sight(list_wish.reader, ROW.case_id))
    lines, own = _lines(list_wish, is_theirs), own_cases(list_wish.reader)
    waiting_sources = (source.subquery() for source in sources_apart(list_wish.reader))
    return union_all(
        lines.where(ROW.case_id.in_(own)),
        *(lines.join(source, source.c.case_id == ROW.case_id) for source in waiting_sources),
    )


@lru_cache(maxsize=KNOWN)
def arms_of(list_wish: Asked) -> tuple[Select[int], ...]:
    """The lines of a list in parts that an order's index each walks: the open ones and the ended
    ones, where a list has both; those of each host that is looked for, and the few beside them."""
    if other_words := list_wish.filter.other_words:
        at_a_host = (
            replace(list_wish.filter, host=host, other_words=()) for host in hosts_of(other_words)
        )
        beside = replace(list_wish.filter, other_words=(), apart=other_words)
        parts = (replace(list_wish, filter=wishes) for wishes in (*at_a_host, beside))
        return tuple(arm for part in parts for arm in arms_of(part))
    lines = lines_of(list_wish)
    if list_wish.tab != "all" or list_wish.filter.still_open or list_wish.is_found:
        return (lines,)
    return lines.where(ROW.ended == false()), lines.where(ROW.ended == true())


@lru_cache(maxsize=KNOWN)
def arms_by_owners(list_wish: Asked, of_office: tuple[str, ...]) -> tuple[Select[int], ...]:
    """The work to do in parts of which each has one value of `owners`, and what waits for none of
    the reader's roles; `of_office` are the values that there are."""
    reader, lines = list_wish.reader, lines_of(replace(list_wish, is_long=False))
    roles = {role for _, role in reader.pairs}
    reader_owners = [owners for owners in of_office if roles & set(owners_in(owners))]
    other_ids = union_all(own_cases(reader), *by_records(reader))
    # Written so that no index begins with it: these few are looked up.
    of_nobody = and_(ROW.ended.is_not(true()), ROW.case_id.in_(other_ids))
    rest = _lines(list_wish, and_(of_nobody, in_sight(reader, ROW.case_id)))
    parts = (lines.where(ROW.owners == owners) for owners in reader_owners)
    return (*parts, rest.where(ROW.owners.not_in(reader_owners)))


def _lines(list_wish: Asked, in_tab: Condition) -> Select[int]:
    conditions = [in_tab, *narrowed(list_wish)]
    if list_wish.reader.only_commission:
        conditions.append(ROW.call_id.in_(calls_of(list_wish.reader.login)))
    if list_wish.by_act:
        alone = ROW.awaited.not_in(list_wish.reader.call_steps)
        conditions.append(or_(alone, ~_comes_later(list_wish)))
    of_institutions = ROW.institution.in_(list_wish.reader.institutions)
    return select(ROW.case_id).where(of_institutions, *conditions)


def in_tab(list_wish: Asked) -> Condition:
    """Whether a row of `listed_cases` belongs to the tab of a list."""
    reader = list_wish.reader
    if list_wish.tab == "all":
        return literal(True)
    on_hold = ROW.case_id.in_(held(put_aside_on(reader.today)))
    if list_wish.tab == "hold":
        return on_hold
    sight = in_sight(reader, ROW.case_id)
    if list_wish.tab == "todo":
        by_call = list_wish.by_act and reader.only_commission
        waits = ROW.case_id.in_(lines_for_member(reader)) if by_call else waits_for(reader)
        return and_(is_open(by_call or list_wish.is_found or not reader.busy), waits, sight)
    return and_(is_open(list_wish.is_found), ~and_(waits_for(reader), sight), ~on_hold)


Act = tuple[int, str, str]
"""A step of a whole call: the call, the state of its cases, the step."""


def act_lines(list_wish: Asked, acts: Sequence[Act]) -> Select[int]:
    """The cases of these acts as a list has them, and perhaps those of other acts of these calls in
    these states: an index begins with the three."""
    row, reader, is_work = ROW, list_wish.reader, list_wish.tab == "todo"
    calls, states, steps = (sorted(set(values)) for values in zip(*acts, strict=True))
    conditions = [
        row.call_id.in_(calls), row.state.in_(states), row.awaited.in_(steps),
        row.ended == false(), in_sight(reader, row.case_id) if is_work else in_tab(list_wish),
    ]  # fmt: skip
    if is_work and reader.only_commission:
        # Their calls' all: a line that is not of one of theirs is in none of their lists.
        points = and_(*waits_for_points(reader, row))
        conditions.append(or_(points, row.case_id.in_(own_cases(reader))))
    return select(row.case_id).where(*conditions, *narrowed(list_wish))


def _comes_later(list_wish: Asked) -> Condition:
    """Whether another case of the call awaits the same step of the whole call, and comes first."""
    other = OTHER.c
    conditions = [
        other.call_id == ROW.call_id,
        other.state == ROW.state,
        other.awaited == ROW.awaited,
        other.ended == false(),
        tuple_(other.due_key, other.case_id) < tuple_(ROW.due_key, ROW.case_id),
    ]
    if list_wish.tab == "todo":
        conditions.append(in_sight(list_wish.reader, other.case_id))
        if list_wish.reader.only_commission:
            conditions.append(waits_for_member(list_wish.reader, other))
    return exists().where(*conditions)


def narrowed(list_wish: Asked) -> Iterator[Condition]:
    """What the filter of a list narrows its cases to, beside its tab."""
    wishes = list_wish.filter
    equal = {"process": wishes.process, "state": wishes.state, "host": wishes.host}
    yield from (ROW[name] == value for name, value in equal.items() if value)
    if wishes.processes and not wishes.process:
        yield ROW.process.in_(wishes.processes)
    if wishes.call is not None:
        yield ROW.call_id == wishes.call
    if wishes.ids is not None:
        yield OneOf(ROW.case_id, FOUND)
    if wishes.word is not None:
        yield stands_in(wishes.word)
    yield from map(stands_in, wishes.other_words)
    if wishes.word is not None and wishes.apart:
        yield stands_beside(wishes.word, wishes.apart)
    if wishes.owner:
        yield ROW.case_id.in_(_of_owner(list_wish))
    if wishes.assignee:
        yield ROW.case_id.in_(_of_assignee(wishes.assignee))
    if wishes.mine:
        yield ROW.case_id.in_(waiting_for(list_wish.reader))
    if wishes.still_open:
        yield is_open(list_wish.is_found)
    yield from _due(list_wish)


def _of_owner(list_wish: Asked) -> Select[int]:
    return select(case_owners.c.case_id).where(
        case_owners.c.institution.in_(list_wish.reader.institutions),
        case_owners.c.role == list_wish.filter.owner,
        case_owners.c.ended == false(),
    )


def _of_assignee(login: str) -> Select[int]:
    return (
        select(case_handling.c.case_id)
        .join(staff, staff.c.id == case_handling.c.assignee)
        .where(staff.c.login == login)
    )


def _due(list_wish: Asked) -> Iterator[Condition]:
    """What rests is not overdue: no limit runs (`Waiting.is_overdue`)."""
    wishes = list_wish.filter
    if wishes.overdue:
        # Of a long list its order's index is walked; a condition on a value that is made is none
        # that the index of due dates could be chosen for.
        due = func.coalesce(ROW.due_key, NO_DUE_KEY) if list_wish.is_long else ROW.due_key
        yield and_(due < list_wish.reader.today, ROW.rests == false())
    if wishes.overdue and list_wish.tab == "all":
        yield is_open(list_wish.is_found)
    if wishes.due_from is not None:
        yield ROW.due_key >= wishes.due_from
    if wishes.due_until is not None:
        yield ROW.due_key <= wishes.due_until
