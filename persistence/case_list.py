"""The list of cases: what is due first at the top, for whoever it waits for. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

from sqlalchemy import ColumnElement, Connection, and_, exists, literal, or_, select

from persistence.tables import candidates, cases, commission_members, persons, scores
from states.frozen import frozen
from states.text import Text

Scope = Literal["mine", "open", "ended", "all"]
RolePair = tuple[str, str]
"""An institution and a role there."""


@frozen
class ListedCase:
    """A case as a line of a list; `due` and `safe_by` are civil dates in Belgrade, `rests` says why
    no limit runs."""

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
    rests: Text | None = None
    safe_by: date | None = None


_CASES: Final = (
    select(
        cases.c.id,
        cases.c.number,
        persons.c.name,
        cases.c.institution,
        cases.c.process,
        cases.c.definition,
        cases.c.state,
        cases.c.awaited,
        cases.c.owners,
        cases.c.due,
        cases.c.ended,
        cases.c.call_id,
        cases.c.rests_en,
        cases.c.rests_sr,
        cases.c.safe_by,
    )
    .join(candidates, candidates.c.case_id == cases.c.id)
    .join(persons, persons.c.id == candidates.c.person_id)
)
_DUE_FIRST: Final = (cases.c.due.is_(None), cases.c.due, cases.c.id)
_LATEST_FIRST: Final = (cases.c.entered_at.desc(), cases.c.id.desc())


def listed_cases(
    connection: Connection,
    institutions: Sequence[str],
    scope: Scope,
    roles: Sequence[RolePair] = (),
    login: str = "",
) -> list[ListedCase]:
    """Cases of these institutions, what is due first at the top, those without a date last.

    `mine` are the open cases that wait for one of `roles`. A commission member is waited for only
    in the calls whose commission names the `login`, and until the points are given (BMU-15b).
    """
    in_scope = _CASES.where(cases.c.institution.in_(list(institutions)))
    if scope != "all":
        in_scope = in_scope.where(cases.c.ended.is_(scope == "ended"))
    if scope == "mine":
        in_scope = in_scope.where(or_(False, *(_waits_for(pair, login) for pair in roles)))
    order = _LATEST_FIRST if scope == "ended" else _DUE_FIRST
    return [
        ListedCase(
            row.id, row.number, row.name, row.institution, row.process, row.definition, row.state,
            row.awaited, tuple(filter(None, row.owners.split(","))), row.due, row.ended,
            row.call_id, Text(row.rests_en, row.rests_sr or "") if row.rests_en else None,
            row.safe_by,
        )
        for row in connection.execute(in_scope.order_by(*order))
    ]  # fmt: skip


def _waits_for(pair: RolePair, login: str) -> ColumnElement[bool]:
    institution, role = pair
    owners = literal(",") + cases.c.owners + literal(",")
    waits = and_(cases.c.institution == institution, owners.like(f"%,{role},%"))
    if role != "commission_member":
        return waits
    has_scored = exists().where(scores.c.case_id == cases.c.id, scores.c.member == login)
    return and_(waits, _sits_in_commission(login), ~has_scored)


def _sits_in_commission(login: str) -> ColumnElement[bool]:
    """The condition that the commission of a case's call names a login."""
    return exists().where(
        commission_members.c.call_id == cases.c.call_id, commission_members.c.name == login
    )
