"""What an institution's agreements with a partner are used for: places by call, and who went and
came. A partner is known by all its names of the register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Connection, and_, extract, func, or_, select

from persistence.calls import UNPLACED
from persistence.fact_tables import FACT_TABLES
from persistence.tables import (
    call_hosts,
    calls,
    candidates,
    cases,
    listed_cases,
    partners,
    placements,
)

_STAYS: Final = FACT_TABLES["stay"]
_PLACES: Final = FACT_TABLES["agreed_places"]


class PlacesOfCall(NamedTuple):
    """The places of a call at a partner, and how many of them are held."""

    call_id: int
    title: str
    process: str
    published: date
    offered: int
    held: int

    @property
    def left(self) -> int:
        """Places that nobody holds; below 0 where more hold one than the call has."""
        return self.offered - self.held


class StaysOfYear(NamedTuple):
    """How many stays began in a calendar year, to the partner and from it."""

    year: int
    outgoing: int
    incoming: int

    @property
    def balance(self) -> int:
        """How many more went than came; below 0 where more came."""
        return self.outgoing - self.incoming


class PlacesOfAgreement(NamedTuple):
    """Places a year of an agreement, as they were recorded; see `AgreedPlaces`."""

    case_id: int
    direction: str
    mobility: str
    yearly_places: int
    field: str | None
    level: str | None


def places_by_call(
    connection: Connection, institution: str, names: Sequence[str]
) -> list[PlacesOfCall]:
    """The calls of an institution in which a partner is a host, the newest first."""
    places_held = (
        select(func.count())
        .select_from(placements)
        .join(cases, cases.c.id == placements.c.case_id)
        .where(
            cases.c.call_id == calls.c.id,
            placements.c.outcome == "selected",
            placements.c.host.in_(list(names)),
            cases.c.state.not_in(UNPLACED),
        )
        .correlate(calls)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(
            calls.c.id, calls.c.title, calls.c.process, calls.c.published,
            func.sum(call_hosts.c.places), places_held,
        )
        .join(call_hosts, call_hosts.c.call_id == calls.c.id)
        .join(partners, partners.c.id == call_hosts.c.partner_id)
        .where(calls.c.institution == institution, partners.c.name.in_(list(names)))
        .group_by(calls.c.id, calls.c.title, calls.c.process, calls.c.published)
        .order_by(calls.c.published.desc(), calls.c.id.desc())
    )  # fmt: skip
    return [PlacesOfCall._make(row) for row in rows]


def stays_by_year(
    connection: Connection, institution: str, names: Sequence[str], incoming: Sequence[str]
) -> list[StaysOfYear]:
    """The stays that began, by calendar year, the newest first; `incoming` are the processes of
    those who come to us."""
    comes = cases.c.process.in_(list(incoming))
    year = extract("year", _STAYS.c.arrived_on)
    is_outgoing = and_(~comes, listed_cases.c.host.in_(list(names)))
    is_from_here = and_(comes, candidates.c.home_institution.in_(list(names)))
    rows = connection.execute(
        select(year, comes, func.count())
        .select_from(_STAYS)
        .join(cases, cases.c.id == _STAYS.c.case_id)
        .join(candidates, candidates.c.case_id == cases.c.id)
        .join(listed_cases, listed_cases.c.case_id == cases.c.id)
        .where(cases.c.institution == institution, _STAYS.c.arrived_on.is_not(None))
        .where(or_(is_outgoing, is_from_here))
        .group_by(year, comes)
    )
    numbers_of_year: dict[int, dict[bool, int]] = {}
    for of_year, is_incoming, count in rows:
        numbers_of_year.setdefault(int(of_year), {})[bool(is_incoming)] = count
    return [
        StaysOfYear(of_year, count.get(False, 0), count.get(True, 0))
        for of_year, count in sorted(numbers_of_year.items(), reverse=True)
    ]


def agreed_places(connection: Connection, case_ids: Sequence[int]) -> list[PlacesOfAgreement]:
    """The places a year of agreements, in the order in which they were recorded."""
    if not case_ids:
        return []
    columns = [_PLACES.c[name] for name in PlacesOfAgreement._fields]
    rows = connection.execute(
        select(*columns)
        .where(_PLACES.c.case_id.in_(list(case_ids)))
        .order_by(_PLACES.c.case_id, _PLACES.c.position)
    )
    return [PlacesOfAgreement._make(row) for row in rows]
