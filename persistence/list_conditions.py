"""Which cases stand in a list: the predicate of each tab, and what a filter narrows it to.

Conditions are of narrow rows (`listed_cases`) and of sets of ids that indexes hold, so that to
count and to order a list reads no others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any, Final, Literal

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    exists,
    false,
    literal,
    or_,
    select,
    true,
    tuple_,
    union_all,
)

from persistence.bulk import OneOf
from persistence.handling import out_of_sight_on, put_aside_on
from persistence.tables import (
    case_handling,
    case_owners,
    cases,
    commission_members,
    listed_cases,
    scores,
    staff,
)
from states.frozen import frozen

Tab = Literal["todo", "others", "hold", "all"]
RolePair = tuple[str, str]
"""An institution and a role there."""

COMMISSION: Final = "commission_member"


@frozen
class Reader:
    """For whom a list is made, on a civil date in Belgrade.

    `records` are what a role may record where that is awaited: (institution, process, state, fact).
    `call_steps` are the steps that are taken once for a whole call. For who is `busy` an order's
    index is walked; of others the few cases are looked up (`case_list.is_busy`).
    """

    institutions: tuple[str, ...]
    pairs: tuple[RolePair, ...]
    today: date
    login: str = ""
    staff_id: int = 0
    records: tuple[tuple[str, str, str, str], ...] = ()
    call_steps: tuple[str, ...] = ()
    busy: bool = False

    @property
    def only_commission(self) -> bool:
        """Whether the reader sees the cases of its own calls and no others (BMU-15b)."""
        return {role for _, role in self.pairs} == {COMMISSION}


@frozen
class CaseFilter:
    """What a list is narrowed to; empty parts ask for everything. Days are civil, both included.

    `ids` are cases that a search found (`case_search`). `processes` are those that have the state
    that is asked for: an index begins with them.
    """

    process: str = ""
    state: str = ""
    processes: tuple[str, ...] = ()
    host: str = ""
    call: int | None = None
    ids: tuple[int, ...] | None = None
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
    whole call is not one line."""

    reader: Reader
    tab: Tab
    filter: CaseFilter = CaseFilter()
    by_case: bool = False

    @property
    def by_act(self) -> bool:
        """Whether a step of a whole call is one line: not where single cases are asked for."""
        wishes = self.filter
        narrowed = wishes.ids is not None or wishes.host or wishes.assignee or self.by_case
        return self.tab != "all" and not narrowed and bool(self.reader.call_steps)


Condition = ColumnElement[Any]
FOUND: Final = "found"
"""The parameter of `lines_of` that holds the ids of a search."""

_ROW: Final = listed_cases.c
_OTHER: Final = listed_cases.alias("other")


def lines_of(asked: Asked) -> Select[int]:
    """The ids of a list's lines, in no order yet: of a step of a whole call its first case."""
    return _lines(asked, in_tab(asked))


def lines_to_count(asked: Asked) -> Select[int] | CompoundSelect[int]:
    """The same lines; of the work to do they are reached from what waits for the reader, each once
    and one after the other: whoever counts only so many reads no more."""
    wishes = asked.filter
    is_narrow = wishes.ids is not None or wishes.state or wishes.host or wishes.call
    if asked.tab != "todo" or is_narrow:
        return lines_of(asked)
    # Written so that no index begins with it: what waits is the shorter way to these rows.
    is_open = _ROW.ended.is_not(true())
    is_theirs = and_(is_open, _in_sight(asked.reader, _ROW.case_id))
    lines, own = _lines(asked, is_theirs), _own(asked.reader)
    waiting = (source.subquery() for source in _sources_apart(asked.reader))
    return union_all(
        lines.where(_ROW.case_id.in_(own)),
        *(lines.join(source, source.c.case_id == _ROW.case_id) for source in waiting),
    )


def arms_of(asked: Asked) -> tuple[Select[int], ...]:
    """The lines of a list in parts that an order's index each walks: the open ones and the ended
    ones, where a list has both."""
    lines = lines_of(asked)
    if asked.tab != "all" or asked.filter.still_open:
        return (lines,)
    return lines.where(_ROW.ended == false()), lines.where(_ROW.ended == true())


def _lines(asked: Asked, in_tab: Condition) -> Select[int]:
    conditions = [in_tab, *_narrowed(asked)]
    if asked.reader.only_commission:
        conditions.append(_ROW.call_id.in_(_calls_of(asked.reader.login)))
    if asked.by_act:
        alone = _ROW.awaited.not_in(asked.reader.call_steps)
        conditions.append(or_(alone, ~_comes_later(asked)))
    of_institutions = _ROW.institution.in_(asked.reader.institutions)
    return select(_ROW.case_id).where(of_institutions, *conditions)


def in_tab(asked: Asked) -> Condition:
    """Whether a row of `listed_cases` belongs to the tab of a list."""
    reader = asked.reader
    if asked.tab == "all":
        return literal(True)
    if asked.tab == "hold":
        return _ROW.case_id.in_(_held(put_aside_on(reader.today)))
    is_open = _ROW.ended == false()
    waits = and_(_waits(reader), _in_sight(reader, _ROW.case_id))
    if asked.tab == "todo":
        return and_(is_open, waits)
    return and_(is_open, ~waits, _ROW.case_id.not_in(_held(put_aside_on(reader.today))))


def _waits(reader: Reader) -> Condition:
    """Whether a case waits for a role of the reader's, or the reader has it."""
    if reader.busy and reader.only_commission:
        return _waits_for_member(reader, _ROW)
    if not reader.busy or COMMISSION in {role for _, role in reader.pairs}:
        return _ROW.case_id.in_(_waiting_for(reader))
    records = [_ROW.case_id.in_(awaits) for awaits in _by_records(reader)]
    return or_(_is_owned_by(reader), *records, _ROW.case_id.in_(_own(reader)))


def _waits_for_member(reader: Reader, row: Any) -> Condition:
    """The same for a member of the commission, asked of a row itself: thousands of cases wait for
    each member, and are gathered for no one of their calls."""
    owners = literal(",").concat(row.owners).concat(",")
    points = and_(
        row.ended == false(),
        row.call_id.in_(_calls_of(reader.login)),
        owners.contains(f",{COMMISSION},"),
        ~exists().where(scores.c.case_id == row.case_id, scores.c.member == reader.login),
    )
    records = (row.case_id.in_(awaits) for awaits in _by_records(reader))
    return or_(points, *records, row.case_id.in_(_own(reader)))


def _is_owned_by(reader: Reader) -> Condition:
    """The same as `case_owners` says, told from the row: whoever walks an index asks no other."""
    owners = literal(",").concat(_ROW.owners).concat(",")
    by_place: dict[str, list[Condition]] = {}
    for institution, role in reader.pairs:
        by_place.setdefault(institution, []).append(owners.contains(f",{role},"))
    if len(reader.institutions) == 1:
        return or_(*chain.from_iterable(by_place.values()))
    return or_(*(and_(_ROW.institution == place, or_(*own)) for place, own in by_place.items()))


def _in_sight(reader: Reader, case_id: ColumnElement[int]) -> Condition:
    return and_(
        case_id.not_in(_held(out_of_sight_on(reader.today))),
        case_id.not_in(_with_others(reader.staff_id)),
    )


def _held(condition: Condition) -> Select[int]:
    """Cases that are put aside: asked of the few that are, and not of all open cases."""
    of_case = exists().where(cases.c.id == case_handling.c.case_id, condition)
    put_aside = case_handling.c.held_until.is_not(None)
    return select(case_handling.c.case_id).where(put_aside, of_case.correlate(case_handling))


def _with_others(staff_id: int) -> Select[int]:
    """The cases that a colleague has who is still there."""
    return (
        select(case_handling.c.case_id)
        .join(staff, staff.c.id == case_handling.c.assignee)
        .where(staff.c.active, case_handling.c.assignee != staff_id)
    )


def _waiting_for(reader: Reader) -> CompoundSelect[int] | Select[int]:
    """The cases that wait for a role of the reader's, or that the reader has."""
    return union_all(*_sources(reader))


def _sources(reader: Reader) -> list[Select[int]]:
    return [_own(reader), *_by_roles(reader), *_by_records(reader)]


def _own(reader: Reader) -> Select[int]:
    """The cases that the reader has."""
    return select(case_handling.c.case_id).where(case_handling.c.assignee == reader.staff_id)


def _sources_apart(reader: Reader) -> Iterator[Select[int]]:
    """What waits for the reader and is not their own, from each place without an earlier one's."""
    own = _own(reader)
    for number, waits in enumerate(_by_roles(reader)):
        apart = waits.where(case_owners.c.case_id.not_in(own))
        yield apart.where(~_owned_by(reader.pairs[:number], case_owners.c.case_id))
    for awaits in _by_records(reader):
        theirs = _owned_by(reader.pairs, _OTHER.c.case_id)
        yield awaits.where(_OTHER.c.case_id.not_in(own), ~theirs)


def _owned_by(pairs: Sequence[RolePair], case_id: ColumnElement[int]) -> Condition:
    """Whether one of these roles owns the awaited step of a case."""
    if not pairs:
        return false()
    owner = case_owners.alias("owner")
    places = [and_(owner.c.role == role, owner.c.institution == place) for place, role in pairs]
    return exists().where(owner.c.case_id == case_id, or_(*places))


def _by_roles(reader: Reader) -> Iterator[Select[int]]:
    for institution, role in reader.pairs:
        waits = select(case_owners.c.case_id).where(
            case_owners.c.institution == institution,
            case_owners.c.role == role,
            case_owners.c.ended == false(),
        )
        yield waits.where(_unscored(reader.login)) if role == COMMISSION else waits


def _unscored(login: str) -> Condition:
    """A commission member is waited for in calls whose commission names the login, and until the
    points are given (BMU-15b)."""
    has_scored = exists().where(scores.c.case_id == case_owners.c.case_id, scores.c.member == login)
    in_calls = exists().where(
        _OTHER.c.case_id == case_owners.c.case_id, _OTHER.c.call_id.in_(_calls_of(login))
    )
    return and_(in_calls, ~has_scored)


def _calls_of(login: str) -> Select[int]:
    return select(commission_members.c.call_id).where(commission_members.c.name == login)


def _by_records(reader: Reader) -> Iterator[Select[int]]:
    """What a role may record where that is what a case awaits."""
    for institution, process, state, fact in reader.records:
        yield select(_OTHER.c.case_id).where(
            _OTHER.c.ended == false(),
            _OTHER.c.process == process,
            _OTHER.c.state == state,
            _OTHER.c.awaited == fact,
            _OTHER.c.institution == institution,
        )


def act_lines(asked: Asked, calls: Sequence[int]) -> Select[int]:
    """The cases of these calls that await a step of their whole call, as a list has them."""
    row, reader = _ROW, asked.reader
    conditions = [
        row.call_id.in_(calls), row.awaited.in_(reader.call_steps), row.ended == false(),
        _in_sight(reader, row.case_id),
    ]  # fmt: skip
    if reader.only_commission:
        conditions.append(_waits_for_member(reader, row))
    return select(row.case_id).where(*conditions, *_narrowed(asked))


def _comes_later(asked: Asked) -> Condition:
    """Whether another case of the call awaits the same step of the whole call, and comes first."""
    other = _OTHER.c
    conditions = [
        other.call_id == _ROW.call_id,
        other.state == _ROW.state,
        other.awaited == _ROW.awaited,
        other.ended == false(),
        tuple_(other.due_key, other.case_id) < tuple_(_ROW.due_key, _ROW.case_id),
    ]
    if asked.tab == "todo":
        conditions.append(_in_sight(asked.reader, other.case_id))
        if asked.reader.only_commission:
            conditions.append(_waits_for_member(asked.reader, other))
    return exists().where(*conditions)


def _narrowed(asked: Asked) -> Iterator[Condition]:
    wishes = asked.filter
    equal = {"process": wishes.process, "state": wishes.state, "host": wishes.host}
    yield from (_ROW[name] == value for name, value in equal.items() if value)
    if wishes.processes and not wishes.process:
        yield _ROW.process.in_(wishes.processes)
    if wishes.call is not None:
        yield _ROW.call_id == wishes.call
    if wishes.ids is not None:
        yield OneOf(_ROW.case_id, FOUND)
    if wishes.owner:
        yield _ROW.case_id.in_(_of_owner(asked))
    if wishes.assignee:
        yield _ROW.case_id.in_(_of_assignee(wishes.assignee))
    if wishes.mine:
        yield _ROW.case_id.in_(_waiting_for(asked.reader))
    if wishes.still_open:
        yield _ROW.ended == false()
    yield from _due(asked)


def _of_owner(asked: Asked) -> Select[int]:
    return select(case_owners.c.case_id).where(
        case_owners.c.institution.in_(asked.reader.institutions),
        case_owners.c.role == asked.filter.owner,
        case_owners.c.ended == false(),
    )


def _of_assignee(login: str) -> Select[int]:
    return (
        select(case_handling.c.case_id)
        .join(staff, staff.c.id == case_handling.c.assignee)
        .where(staff.c.login == login)
    )


def _due(asked: Asked) -> Iterator[Condition]:
    """What rests is not overdue: no limit runs (`Waiting.is_overdue`)."""
    wishes = asked.filter
    if wishes.overdue:
        yield and_(_ROW.due_key < asked.reader.today, _ROW.rests == false())
    if wishes.overdue and asked.tab == "all":
        yield _ROW.ended == false()
    if wishes.due_from is not None:
        yield _ROW.due_key >= wishes.due_from
    if wishes.due_until is not None:
        yield _ROW.due_key <= wishes.due_until
