"""Persons with all of their cases, whatever address each was opened under."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Connection,
    Date,
    Select,
    Text,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from persistence.outbox import unsettled
from persistence.tables import (
    appeals,
    calls,
    candidates,
    cases,
    decrees,
    outbox,
    persons,
    ranking_entries,
    staff,
)
from states.addresses import ERASED_ADDRESSES, address_key
from states.folding import folded
from states.moments import civil_date


class KnownPerson(NamedTuple):
    """A person as known under one address; `first` is as whom the person counts. Both are 0 of who
    only wrote to the office, or asked for a link, and is known by that address alone."""

    id: int
    first: int
    name: str
    name_in_other_script: str | None
    email: str
    writes_in: str


class PersonCase(NamedTuple):
    """A case of a person, and what stands in the way of erasing it."""

    id: int
    number: str
    institution: str
    call_id: int
    state: str
    entered_at: datetime
    ended: bool

    @property
    def ended_on(self) -> date | None:
        """The civil date on which the case came to its end; None while it runs."""
        return civil_date(self.entered_at) if self.ended else None


_FIRST: Final = func.coalesce(persons.c.same_as, persons.c.id)
_PERSONS: Final = select(
    persons.c.id, _FIRST.label("first"), persons.c.name, persons.c.name_in_other_script,
    persons.c.email, persons.c.writes_in,
).order_by(persons.c.id)  # fmt: skip
_KNOWN: Final = persons.c.email.not_like(f"%{ERASED_ADDRESSES}")
_CASES: Final = (
    select(*(cases.c[name] for name in PersonCase._fields))
    .join(candidates, candidates.c.case_id == cases.c.id)
    .order_by(cases.c.id)
)


def found(connection: Connection, person_text: str) -> list[KnownPerson]:
    """Whom a case's number, an address or a whole name means, each under every address."""
    of_case = (
        select(candidates.c.person_id)
        .join(cases, cases.c.id == candidates.c.case_id)
        .where(cases.c.number == person_text.strip().upper())
    )
    is_meant = or_(
        persons.c.id.in_(of_case),
        persons.c.key == address_key(person_text),
        persons.c.name == person_text,
        persons.c.name_in_other_script == person_text,
    )
    firsts = set(connection.execute(select(_FIRST).where(is_meant, _KNOWN)).scalars())
    return under_every_address(connection, firsts)


def under_every_address(connection: Connection, firsts: Collection[int]) -> list[KnownPerson]:
    """Persons by as whom they count, under each of their addresses."""
    rows = connection.execute(_PERSONS.where(_FIRST.in_(firsts), _KNOWN))
    return [KnownPerson._make(row) for row in rows]


def cases_of(connection: Connection, persons_ids: Collection[int]) -> list[PersonCase]:
    """All cases of persons."""
    own = _CASES.where(candidates.c.person_id.in_(persons_ids))
    return [PersonCase._make(row) for row in connection.execute(own)]


def firsts_of(connection: Connection, case_ids: Collection[int]) -> set[int]:
    """As whom the candidates of cases count; those who were erased are nobody."""
    rows = (
        select(_FIRST)
        .join(candidates, candidates.c.person_id == persons.c.id)
        .where(candidates.c.case_id.in_(case_ids), _KNOWN)
    )
    return set(connection.execute(rows).scalars())


def other_bearers(connection: Connection, names: Collection[str], but: Collection[int]) -> set[str]:
    """Of names those that somebody else bears too, as their own or as a part of theirs: another
    person, or somebody of the office.
    """
    elsewhere = [
        *connection.execute(
            select(persons.c.name, persons.c.name_in_other_script).where(persons.c.id.not_in(but))
        ),
        *connection.execute(select(staff.c.name, staff.c.name_in_other_script)),
    ]
    known_names = {folded(name) for row in elsewhere for name in row if name}
    return {
        name for name in names if any(f" {folded(name)} " in f" {other} " for other in known_names)
    }


def staff_addresses(connection: Connection) -> set[str]:
    """The addresses of everybody of the office, as addresses are compared."""
    return {address_key(email) for email in connection.execute(select(staff.c.email)).scalars()}


def student_cards(connection: Connection, persons_ids: Collection[int]) -> set[str]:
    """The numbers of the student cards of persons."""
    own = select(candidates.c.student_card).where(candidates.c.person_id.in_(persons_ids))
    return set(filter(None, connection.execute(own).scalars()))


class Window(NamedTuple):
    """A right that still runs: which one, and until when; None where that can't be told yet."""

    right: str
    until: date | None


LIST, DECREE, APPEAL, MOVING = "list", "decree", "appeal", "moving"


def windows(connection: Connection, case_ids: Collection[int], today: date) -> dict[int, Window]:
    """By case, what still runs on a civil date: the time to contest its list or its Decree, an
    appeal nobody has decided, or a mail that is just leaving; the last of these where several do.
    """
    windows_by_case: dict[int, Window] = {}
    if not case_ids:
        return windows_by_case
    rights = union_all(
        *(
            statement.where(case_id.in_(case_ids))
            for statement, case_id in (
                (_LISTS, cases.c.id),
                (_DECREES, decrees.c.case_id),
                (_UNDECIDED, appeals.c.case_id),
                (_MOVING, outbox.c.case_id),
                (_MOVING_FOR_CALL, cases.c.id),
            )
        )
    )
    for _, case_id, right, day, stated_json in connection.execute(rights.order_by("place")):
        window = Window(right, day)
        if right == DECREE and day is not None:
            window = Window(right, max(_last_days(stated_json), default=date.min))
        if window.until is None or window.until >= today:
            windows_by_case[case_id] = window
    return windows_by_case


def _last_days(stated_json: str | None) -> Iterator[date]:
    return (date.fromisoformat(day["due"]) for day in json.loads(stated_json or "[]"))


def _right(right: str, case_id: Any, day: Any = None, days_json: Any = None) -> Select[Any]:
    """A right in the order in which they count, whose, and its day: a list's or a delivery's."""
    return select(
        literal(_RIGHTS.index(right)).label("place"),
        case_id,
        literal(right),
        cast(null(), Date) if day is None else day,
        cast(null(), Text) if days_json is None else days_json,
    )


_RIGHTS: Final = (LIST, DECREE, APPEAL, MOVING)
_IS_MOVING: Final = outbox.c.status.in_(("claimed", "handed_over"))
_LATER: Final = decrees.alias("later")
_LISTS: Final = (
    _right(LIST, cases.c.id, calls.c.appeal_until)
    .join(calls, calls.c.id == cases.c.call_id)
    .where(
        calls.c.appeal_until.is_not(None),
        exists().where(ranking_entries.c.case_id == cases.c.id),
    )
)
_DECREES: Final = _right(
    DECREE, decrees.c.case_id, decrees.c.delivered_on, decrees.c.last_days_stated
).where(~exists().where(_LATER.c.case_id == decrees.c.case_id, _LATER.c.id > decrees.c.id))
_UNDECIDED: Final = _right(APPEAL, appeals.c.case_id).where(appeals.c.decided_on.is_(None))
_MOVING: Final = _right(MOVING, outbox.c.case_id).where(_IS_MOVING)
_MOVING_FOR_CALL: Final = (
    _right(MOVING, cases.c.id)
    .join(outbox, outbox.c.call_id == cases.c.call_id)
    .where(outbox.c.case_id.is_(None), _IS_MOVING, unsettled())
)
