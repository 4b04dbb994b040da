"""For whom lists are made, and which cases wait for them: by role, by record, by points, or theirs.

Conditions are of narrow rows (`listed_cases`) and of sets of ids that indexes hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any, Final

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
    union_all,
)

from persistence.handling import out_of_sight_on
from persistence.one_of import is_one_of
from persistence.tables import (
    case_handling,
    case_owners,
    cases,
    commission_members,
    listed_cases,
    metadata,
    scores,
    staff,
)
from states.frozen import frozen

RolePair = tuple[str, str]
"""An institution and a role there."""

COMMISSION: Final = "commission_member"
Condition = ColumnElement[Any]
ROW: Final = listed_cases.c
OTHER: Final = listed_cases.alias("other")


@frozen
class Reader:
    """For whom a list is made, on a civil date in Belgrade.

    `records` are what a role may record where that is awaited: (institution, process, state, fact).
    `call_steps` are the steps that are taken once for a whole call, `scoring` the states with the
    steps that wait for a commission's points. Of `before_others` each is a step of others that
    waits until a role has recorded what it alone records: (institution, process, state, step,
    table of the record). For who is `busy` an order's index is walked; of
    others the few cases are looked up (`case_list.is_busy`).
    """

    institutions: tuple[str, ...]
    pairs: tuple[RolePair, ...]
    today: date
    login: str = ""
    staff_id: int = 0
    records: tuple[tuple[str, str, str, str], ...] = ()
    call_steps: tuple[str, ...] = ()
    scoring: tuple[tuple[str, str], ...] = ()
    before_others: tuple[tuple[str, str, str, str, str], ...] = ()
    busy: bool = False

    @property
    def only_commission(self) -> bool:
        """Whether the reader sees the cases of its own calls and no others (BMU-15b)."""
        return {role for _, role in self.pairs} == {COMMISSION}


def is_open(are_few: bool) -> Condition:
    """Whether a case is open; where few are looked up, written so that no index begins with it."""
    return ROW.ended.is_not(true()) if are_few else ROW.ended == false()


def waits_for(reader: Reader) -> Condition:
    """Whether a case waits for a role of the reader's, or the reader has it."""
    if reader.busy and reader.only_commission:
        return waits_for_member(reader, ROW)
    if not reader.busy or COMMISSION in {role for _, role in reader.pairs}:
        return ROW.case_id.in_(waiting_for(reader))
    sources = [*by_records(reader), own_cases(reader)]
    return or_(_is_owned_by(reader), *(is_one_of(waits, ROW.case_id) for waits in sources))


def waits_for_member(reader: Reader, row: Any) -> Condition:
    """The same for a member of the commission, asked of a row itself: thousands of cases wait for
    each member, and are gathered for no one of their calls."""
    points = and_(row.call_id.in_(calls_of(reader.login)), *waits_for_points(reader, row))
    records = (row.case_id.in_(awaits) for awaits in by_records(reader))
    return or_(points, *records, row.case_id.in_(own_cases(reader)))


def waits_for_points(reader: Reader, row: Any) -> Iterator[Condition]:
    """That a case of a call waits for the points of the reader, who sits in its commission."""
    yield row.ended == false()
    yield literal(",").concat(row.owners).concat(",").contains(f",{COMMISSION},")
    yield ~exists().where(scores.c.case_id == row.case_id, scores.c.member == reader.login)


def lines_for_member(reader: Reader) -> CompoundSelect[int]:
    """What waits for a member of the commission where a step of a whole call is one line: of each
    of their calls the first case without their points, and whatever else waits for them."""
    seat, other = commission_members.c, OTHER.c
    sources = [own_cases(reader), *by_records(reader)]
    for state, step in reader.scoring:
        of_call = (
            select(other.case_id)
            .where(
                other.call_id == seat.call_id, other.state == state, other.awaited == step,
                *waits_for_points(reader, other),
            )
            .correlate(commission_members)
        )  # fmt: skip
        if step in reader.call_steps:
            in_order = of_call.where(in_sight(reader, other.case_id))
            first = in_order.order_by(other.due_key, other.case_id).limit(1).scalar_subquery()
            sources.append(select(first).where(seat.name == reader.login))
        else:
            sources.append(of_call.correlate(None).where(seat.name == reader.login))
    return union_all(*sources)


def _is_owned_by(reader: Reader) -> Condition:
    """The same as `case_owners` says, told from the row: whoever walks an index asks no other."""
    owners = literal(",").concat(ROW.owners).concat(",")
    by_place: dict[str, list[Condition]] = {}
    for institution, role in reader.pairs:
        by_place.setdefault(institution, []).append(owners.contains(f",{role},"))
    if len(reader.institutions) == 1:
        return or_(*chain.from_iterable(by_place.values()))
    return or_(*(and_(ROW.institution == place, or_(*own)) for place, own in by_place.items()))


def in_sight(reader: Reader, case_id: ColumnElement[int]) -> Condition:
    """That a case is neither put aside today nor with a colleague: one set, asked of each row; for
    who is busy, of the few rows that are walked."""
    put_aside, with_others = held(out_of_sight_on(reader.today)), _with_others(reader.staff_id)
    if reader.busy:
        return ~or_(is_one_of(put_aside, case_id), is_one_of(with_others, case_id))
    return case_id.not_in(union_all(put_aside, with_others))


def held(condition: Condition) -> Select[int]:
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


def waiting_for(reader: Reader) -> CompoundSelect[int] | Select[int]:
    """The cases that wait for a role of the reader's, or that the reader has."""
    return union_all(*_sources(reader))


def _sources(reader: Reader) -> list[Select[int]]:
    return [own_cases(reader), *_by_roles(reader), *by_records(reader)]


def own_cases(reader: Reader) -> Select[int]:
    """The cases that the reader has."""
    return select(case_handling.c.case_id).where(case_handling.c.assignee == reader.staff_id)


def sources_apart(reader: Reader) -> Iterator[Select[int]]:
    """What waits for the reader and is not their own, from each place without an earlier one's."""
    own = own_cases(reader)
    for number, waits in enumerate(_by_roles(reader)):
        apart = waits.where(case_owners.c.case_id.not_in(own))
        yield apart.where(~_owned_by(reader.pairs[:number], case_owners.c.case_id))
    for awaits in by_records(reader):
        is_theirs = _owned_by(reader.pairs, OTHER.c.case_id)
        yield awaits.where(OTHER.c.case_id.not_in(own), ~is_theirs)


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
        OTHER.c.case_id == case_owners.c.case_id, OTHER.c.call_id.in_(calls_of(login))
    )
    return and_(in_calls, ~has_scored)


def calls_of(login: str) -> Select[int]:
    """The calls in whose commissions somebody sits."""
    return select(commission_members.c.call_id).where(commission_members.c.name == login)


def by_records(reader: Reader) -> Iterator[Select[int]]:
    """What a role may record where that is what a case awaits, or what others wait for."""
    for place in reader.records:
        yield _awaiting(*place)
    for institution, process, state, step, table in reader.before_others:
        record = metadata.tables[table]
        is_recorded = exists().where(record.c.case_id == OTHER.c.case_id)
        yield _awaiting(institution, process, state, step).where(~is_recorded)


def _awaiting(institution: str, process: str, state: str, awaited_step: str) -> Select[int]:
    return select(OTHER.c.case_id).where(
        OTHER.c.ended == false(),
        OTHER.c.process == process,
        OTHER.c.state == state,
        OTHER.c.awaited == awaited_step,
        OTHER.c.institution == institution,
    )
