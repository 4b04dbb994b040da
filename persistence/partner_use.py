"""What an institution's agreements with a partner are used for: places by call, and who went and
came, of very many two minutes old at most. A partner is known by all its names of the register."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Connection,
    Select,
    func,
    literal,
    select,
    union_all,
)

from persistence.calls import UNPLACED
from persistence.counting import MOST_COUNTED
from persistence.fact_tables import FACT_TABLES
from persistence.recent_numbers import TWO_MINUTES, Counted, RecentNumbers
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


NEWEST: Final = 20
"""Of the calls of an institution so many are told."""


class PlacesOfCall(NamedTuple):
    """The places of a call at a partner, and how many of them are held."""

    institution: str
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

    institution: str
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
    connection: Connection, institutions: Sequence[str], names: Sequence[str]
) -> list[PlacesOfCall]:
    """The newest calls of each institution in which a partner is a host, the newest first."""
    # Written so that no index leads to all who hold a place at the partner: a call's are few.
    host = func.coalesce(placements.c.host, "")
    places_held = (
        select(func.count())
        .select_from(listed_cases)
        .join(placements, placements.c.case_id == listed_cases.c.case_id)
        .where(
            listed_cases.c.call_id == calls.c.id,
            placements.c.outcome == "selected",
            host.in_(list(names)),
            listed_cases.c.state.not_in(UNPLACED),
        )
        .correlate(calls)
        .scalar_subquery()
    )
    of_calls = union_all(*(_newest_calls(institution, names) for institution in institutions))
    rows = connection.execute(
        select(
            calls.c.institution, calls.c.id, calls.c.title, calls.c.process, calls.c.published,
            func.sum(call_hosts.c.places), places_held,
        )
        .join(call_hosts, call_hosts.c.call_id == calls.c.id)
        .join(partners, partners.c.id == call_hosts.c.partner_id)
        .where(calls.c.id.in_(of_calls), partners.c.name.in_(list(names)))
        .group_by(
            calls.c.institution, calls.c.id, calls.c.title, calls.c.process, calls.c.published
        )
        .order_by(calls.c.published.desc(), calls.c.id.desc())
    )  # fmt: skip
    return [PlacesOfCall._make(row) for row in rows]


def _newest_calls(institution: str, names: Sequence[str]) -> Select[int]:
    of_institution = (
        select(calls.c.id)
        .join(call_hosts, call_hosts.c.call_id == calls.c.id)
        .join(partners, partners.c.id == call_hosts.c.partner_id)
        .where(calls.c.institution == institution, partners.c.name.in_(list(names)))
        .group_by(calls.c.id, calls.c.published)
        .order_by(calls.c.published.desc(), calls.c.id.desc())
        .limit(NEWEST)
    )
    return select(of_institution.subquery().c.id)


_RECENT: Final[RecentNumbers[tuple[StaysOfYear, ...]]] = RecentNumbers(
    TWO_MINUTES,
    lambda years: sum(year.outgoing + year.incoming for year in years),
    MOST_COUNTED,
)


def stays_by_year(
    connection: Connection,
    incoming: Mapping[str, Sequence[str]],
    names: Sequence[str],
    now: datetime,
) -> Counted[tuple[StaysOfYear, ...]]:
    """The stays that began, of institutions and by calendar year, the newest first, and when they
    were counted; `incoming` are the processes of those who come to each."""
    of_institutions = tuple((place, tuple(processes)) for place, processes in incoming.items())
    question = of_institutions, tuple(names)
    return _RECENT.shown(connection, question, now, lambda: _stays(connection, incoming, names))


def _stays(
    connection: Connection, incoming: Mapping[str, Sequence[str]], names: Sequence[str]
) -> tuple[StaysOfYear, ...]:
    by_year: dict[tuple[str, int], Counter[bool]] = defaultdict(Counter)
    stays = union_all(_outgoing(incoming, names), *_incoming(incoming, names)).subquery().c
    keys = stays.institution, stays.arrived_on, stays.is_incoming
    rows = connection.execute(select(*keys, func.count()).group_by(*keys))
    for institution, day, is_incoming, number in rows:
        by_year[institution, day.year][bool(is_incoming)] += number
    return tuple(
        StaysOfYear(*key, numbers[False], numbers[True])
        for key, numbers in sorted(by_year.items(), reverse=True)
    )


def _outgoing(incoming: Mapping[str, Sequence[str]], names: Sequence[str]) -> Select[Any]:
    """Stays at the partner: its cases stand together in an index of open and ended ones."""
    row = listed_cases.c
    incoming_processes = {process for processes in incoming.values() for process in processes}
    return (
        select(row.institution, _STAYS.c.arrived_on, literal(0).label("is_incoming"))
        .join(_STAYS, _STAYS.c.case_id == row.case_id)
        .where(
            row.ended.in_((False, True)), row.host.in_(list(names)),
            row.institution.in_(list(incoming)), row.process.not_in(sorted(incoming_processes)),
            _STAYS.c.arrived_on.is_not(None),
        )
    )  # fmt: skip


def _incoming(incoming: Mapping[str, Sequence[str]], names: Sequence[str]) -> Iterator[Select[Any]]:
    """Stays of those whom the partner sent to each institution."""
    for institution, processes in incoming.items():
        yield (
            select(cases.c.institution, _STAYS.c.arrived_on, literal(1).label("is_incoming"))
            .join(candidates, candidates.c.case_id == cases.c.id)
            .join(_STAYS, _STAYS.c.case_id == cases.c.id)
            .where(
                cases.c.institution == institution, cases.c.process.in_(list(processes)),
                candidates.c.home_institution.in_(list(names)),
                _STAYS.c.arrived_on.is_not(None),
            )
        )  # fmt: skip


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
