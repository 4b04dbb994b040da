"""What is public of calls and projects, and no more: only the columns that everybody may read.

Who was erased is in no answer. Points, reasons, addresses and everything else of a case is not
asked for here at all, so that no page made from it can show it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final, NamedTuple

from sqlalchemy import Connection, String, exists, func, select, type_coerce

from persistence.fact_tables import FACT_TABLES
from persistence.tables import (
    appeals,
    call_criteria,
    call_hosts,
    call_required,
    calls,
    candidates,
    cases,
    commission_members,
    erased_cases,
    partners,
    persons,
    ranking_entries,
    rankings,
    staff,
)


class PublicCall(NamedTuple):
    """A call's own row; days are civil dates, `minimum_points` those needed to be placed."""

    id: int
    institution: str
    process: str
    title: str
    published: date
    closes: date
    appeal_days: int | None
    minimum_points: Decimal
    extra_support: str | None
    list_version: int


class PublicHost(NamedTuple):
    """A host of a call: name, country (ISO 3166) and places."""

    name: str
    country: str
    places: int


class PublicCriterion(NamedTuple):
    """A criterion, the points that it gives at most, and its weight in per cent."""

    criterion: str
    maximum: Decimal
    weight: Decimal | None


class PublicList(NamedTuple):
    """A published version of a call's list, and the last day to appeal against it."""

    call_id: int
    version: int
    published_at: datetime
    appeal_until: date | None


class PublicPlace(NamedTuple):
    """A place on a list: who, by the case's number, and by name where names were asked for."""

    rank: int
    outcome: str
    number: str
    name: str | None


class PublicDecision(NamedTuple):
    """A decision on an appeal against a list: whose, by the case's number, and what was decided."""

    call_id: int
    call: str
    institution: str
    process: str
    number: str
    version: str | None
    received_on: date
    decided_on: date
    upheld: bool


class PublicProject(NamedTuple):
    """A project that was granted, by the number of its case."""

    case_id: int
    number: str
    institution: str
    definition: str
    state: str
    title: str
    title_in_other_script: str | None
    field: str | None
    funder: str | None
    first_day: date
    last_day: date


class PublicDeliverable(NamedTuple):
    """What a project has to bring about, and the day on which it was there."""

    case_id: int
    title: str
    delivered_on: date | None


class PublicPartner(NamedTuple):
    """An institution that carries a project out."""

    case_id: int
    name: str
    country: str


_NOT_ERASED: Final = ~exists().where(
    erased_cases.c.case_id == cases.c.id,
    type_coerce(erased_cases.c.kinds, String).contains('"person"'),
)
"""Of whose case the person was not erased; single papers may have gone."""


def published_calls(
    connection: Connection, institutions: Sequence[str], today: date
) -> list[PublicCall]:
    """The calls that are published by a civil date: the one that closes last comes first."""
    rows = connection.execute(
        select(*(calls.c[name] for name in PublicCall._fields))
        .where(
            calls.c.for_requests.is_(False),
            calls.c.published <= today,
            calls.c.institution.in_(list(institutions)),
        )
        .order_by(calls.c.closes.desc(), calls.c.id.desc())
    )
    return [PublicCall._make(row) for row in rows]


def hosts_of(connection: Connection, call_id: int) -> list[PublicHost]:
    """The hosts of a call, in its order; each as the register has it now."""
    kept_partners = partners.alias("kept")
    rows = connection.execute(
        select(partners.c.name, kept_partners.c.country, call_hosts.c.places)
        .select_from(call_hosts)
        .join(partners, partners.c.id == call_hosts.c.partner_id)
        .join(
            kept_partners,
            kept_partners.c.id == func.coalesce(partners.c.merged_into, partners.c.id),
        )
        .where(call_hosts.c.call_id == call_id)
        .order_by(call_hosts.c.position)
    )
    return [PublicHost._make(row) for row in rows]


def criteria_of(connection: Connection, call_id: int) -> list[PublicCriterion]:
    """The criteria of a call, in its order."""
    rows = connection.execute(
        select(call_criteria.c.criterion, call_criteria.c.maximum, call_criteria.c.weight)
        .where(call_criteria.c.call_id == call_id)
        .order_by(call_criteria.c.position)
    )
    return [PublicCriterion._make(row) for row in rows]


def required_of(connection: Connection, call_id: int) -> tuple[str, ...]:
    """The kinds of document that a call names, in its order."""
    rows = connection.execute(
        select(call_required.c.kind)
        .where(call_required.c.call_id == call_id)
        .order_by(call_required.c.position)
    )
    return tuple(rows.scalars())


def commission_of(connection: Connection, call_id: int) -> list[str]:
    """The names of a call's commission."""
    rows = connection.execute(
        select(staff.c.name)
        .join(commission_members, commission_members.c.name == staff.c.login)
        .where(commission_members.c.call_id == call_id)
        .order_by(commission_members.c.position)
    )
    return list(rows.scalars())


def lists_of(connection: Connection, call_ids: Sequence[int]) -> list[PublicList]:
    """Every published version of the lists of calls, the newest first."""
    rows = connection.execute(
        select(
            rankings.c.call_id, rankings.c.version, rankings.c.published_at, rankings.c.appeal_until
        )
        .where(rankings.c.call_id.in_(list(call_ids)))
        .order_by(rankings.c.published_at.desc(), rankings.c.id.desc())
    )
    return [PublicList._make(row) for row in rows]


def places_on(
    connection: Connection, call_id: int, version: int, *, by_name: bool
) -> list[PublicPlace]:
    """The places of a published list, by rank; names are read where they are public only."""
    columns = [ranking_entries.c.rank, ranking_entries.c.outcome, cases.c.number]
    places = (
        select(*columns, *([persons.c.name] if by_name else []))
        .join(rankings, rankings.c.id == ranking_entries.c.ranking_id)
        .join(cases, cases.c.id == ranking_entries.c.case_id)
        .where(rankings.c.call_id == call_id, rankings.c.version == version, _NOT_ERASED)
        .order_by(ranking_entries.c.rank)
    )
    if by_name:
        places = places.join(candidates, candidates.c.case_id == cases.c.id).join(
            persons, persons.c.id == candidates.c.person_id
        )
    rows = connection.execute(places)
    return [PublicPlace(row[0], row[1], row[2], row[3] if by_name else None) for row in rows]


def decisions_on_lists(
    connection: Connection, institutions: Sequence[str], today: date
) -> list[PublicDecision]:
    """The decisions on appeals against lists of calls that are public, the newest first."""
    rows = connection.execute(
        select(
            calls.c.id, calls.c.title, calls.c.institution, calls.c.process, cases.c.number,
            appeals.c.act, appeals.c.on, appeals.c.decided_on, appeals.c.upheld,
        )
        .join(cases, cases.c.id == appeals.c.case_id)
        .join(calls, calls.c.id == cases.c.call_id)
        .where(
            appeals.c.against == "list",
            appeals.c.decided_on.is_not(None),
            calls.c.published <= today,
            calls.c.institution.in_(list(institutions)),
            _NOT_ERASED,
        )
        .order_by(appeals.c.decided_on.desc(), appeals.c.id.desc())
    )  # fmt: skip
    return [PublicDecision._make(row) for row in rows]


_GRANTS: Final = FACT_TABLES["project_grant"]
_PROJECTS: Final = FACT_TABLES["project"]
_DELIVERABLES: Final = FACT_TABLES["deliverable"]
_PARTNERS: Final = FACT_TABLES["project_partner"]


def granted_projects(connection: Connection, institutions: Sequence[str]) -> list[PublicProject]:
    """The projects that have a grant agreement, the one that began last comes first."""
    rows = connection.execute(
        select(
            cases.c.id, cases.c.number, cases.c.institution, cases.c.definition, cases.c.state,
            persons.c.name, persons.c.name_in_other_script, _PROJECTS.c.field,
            _PROJECTS.c.funder, _GRANTS.c.first_day, _GRANTS.c.last_day,
        )
        .join(_GRANTS, _GRANTS.c.case_id == cases.c.id)
        .outerjoin(_PROJECTS, _PROJECTS.c.case_id == cases.c.id)
        .join(candidates, candidates.c.case_id == cases.c.id)
        .join(persons, persons.c.id == candidates.c.person_id)
        .where(cases.c.institution.in_(list(institutions)), _NOT_ERASED)
        .order_by(_GRANTS.c.first_day.desc(), cases.c.id.desc())
    )  # fmt: skip
    return [PublicProject._make(row) for row in rows]


def deliverables_of(connection: Connection, case_ids: Sequence[int]) -> list[PublicDeliverable]:
    """What projects have to bring about, in the order in which it was recorded."""
    rows = connection.execute(
        select(_DELIVERABLES.c.case_id, _DELIVERABLES.c.title, _DELIVERABLES.c.delivered_on)
        .where(_DELIVERABLES.c.case_id.in_(list(case_ids)))
        .order_by(*_DELIVERABLES.primary_key.columns)
    )
    return [PublicDeliverable._make(row) for row in rows]


def partners_of(connection: Connection, case_ids: Sequence[int]) -> list[PublicPartner]:
    """Who carries projects out."""
    rows = connection.execute(
        select(_PARTNERS.c.case_id, _PARTNERS.c.partner, _PARTNERS.c.country)
        .where(_PARTNERS.c.case_id.in_(list(case_ids)))
        .order_by(*_PARTNERS.primary_key.columns)
    )
    return [PublicPartner._make(row) for row in rows]
