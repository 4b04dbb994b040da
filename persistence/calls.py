"""Calls with their hosts, criteria and commission, how far each has come, and its cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final, NamedTuple

from sqlalchemy import Connection, Table, and_, bindparam, exists, func, select, update

from persistence.bulk import fetch
from persistence.commission import replacements
from persistence.database import insert
from persistence.list_appeals import against_list, to_correct
from persistence.one_of import OneOf
from persistence.row_makers import Row
from persistence.stamps import CALL_STAMPS, CallStamps, Kept
from persistence.tables import (
    applications,
    call_criteria,
    call_hosts,
    call_required,
    calls,
    cases,
    commission_changes,
    commission_members,
    partners,
    placements,
    rankings,
)
from persistence.tables.base import Id
from rules.commission import Replacement, left_since
from states.calls import Call, CallProgress, Host, ListChooser, PublishedList
from states.decision import Actor
from states.moments import civil_date

UNPLACED = ("refused", "cancelled", "withdrawn", "not_selected", "not_applied")
"""The ends in which a case no longer counts on a place."""


def open_call(
    connection: Connection, institution: str, process: str, call: Call, by: Actor, at: datetime
) -> int:
    """Writes a call and its partners, and who opened it; returns its id."""
    row = {
        "institution": institution,
        "process": process,
        "title": call.title,
        "published": call.published,
        "closes": call.closes,
        "appeal_days": call.appeal_days,
        "minimum_points": call.minimum_points,
        "extra_support": call.extra_support,
        "list_version": 0,
        "opened_at": at,
        "opened_by": by.name,
        "opened_as": by.role,
        "opened_for": by.deputy_for,
    }
    call_id: int = connection.execute(calls.insert().returning(calls.c.id), row).scalar_one()
    _write(connection, call_required, call_id, "kind", call.required)
    _write(connection, commission_members, call_id, "name", call.commission)
    criteria = [
        {"call_id": call_id, "position": n, "criterion": name, "maximum": most,
         "weight": call.weights.get(name)}
        for n, (name, most) in enumerate(call.criteria.items())
    ]  # fmt: skip
    hosts = [
        {"call_id": call_id, "position": n, "partner_id": partner(connection, host),
         "places": host.places}
        for n, host in enumerate(call.hosts)
    ]  # fmt: skip
    for table, rows in ((call_criteria, criteria), (call_hosts, hosts)):
        if rows:
            connection.execute(table.insert(), rows)
    return call_id


def partner(connection: Connection, host: Host) -> int:
    """The partner institution's id; what is newly told takes the place of the earlier.

    A code, an address or a person that a call leaves out stays as it was. Of a name that is merged
    into another partner the other's data are the ones that hold.
    """
    row = {
        "name": host.name,
        "email": host.email,
        "country": host.country,
        "numbers_courses": host.numbers_courses,
        "erasmus_code": host.erasmus_code,
        "address": host.address,
        "contact": host.contact,
    }
    told_values = {name: value for name, value in row.items() if value is not None}
    statement = insert(connection.dialect.name, partners).values(row)
    statement = statement.on_conflict_do_update(index_elements=["name"], set_=told_values)
    partner_row = connection.execute(
        statement.returning(partners.c.id, partners.c.merged_into)
    ).one()
    if partner_row.merged_into is not None:
        newly_told = {name: value for name, value in told_values.items() if name != "name"}
        merge = update(partners).where(partners.c.id == partner_row.merged_into)
        connection.execute(merge.values(newly_told))
    partner_id: int = partner_row.id
    return partner_id


def is_titled(connection: Connection, institution: str, process: str, title: str) -> bool:
    """Whether a call of the process has this title already."""
    same_title = select(calls.c.id).where(
        calls.c.institution == institution, calls.c.process == process, calls.c.title == title
    )
    return connection.execute(same_title).first() is not None


class CallRow(NamedTuple):
    """A call's own row: whose it is, its terms, and how far its list has come."""

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
    list_published_on: date | None
    appeal_until: date | None
    chosen_by: str | None
    chosen_as: str | None
    chosen_for: str | None
    published_at: datetime | None
    was_changed: bool


_CHOICE: Final = ("chosen_by", "chosen_as", "chosen_for")
_OF_CALL: Final = bindparam("call", 0, type_=Id)
_CALL: Final = (
    select(
        *(calls.c[name] for name in CallRow._fields if name in calls.c),
        *(rankings.c[name] for name in _CHOICE),
        rankings.c.published_at,
        exists().where(commission_changes.c.call_id == calls.c.id).label("was_changed"),
    )
    .outerjoin(
        rankings,
        and_(rankings.c.call_id == calls.c.id, rankings.c.version == calls.c.list_version),
    )
    .where(calls.c.id == _OF_CALL)
)
_CRITERIA: Final = (
    select(call_criteria.c.criterion, call_criteria.c.maximum, call_criteria.c.weight)
    .where(call_criteria.c.call_id == _OF_CALL)
    .order_by(call_criteria.c.position)
)
_REQUIRED: Final = (
    select(call_required.c.kind)
    .where(call_required.c.call_id == _OF_CALL)
    .order_by(call_required.c.position)
)
_COMMISSION: Final = (
    select(commission_members.c.name)
    .where(commission_members.c.call_id == _OF_CALL)
    .order_by(commission_members.c.position)
)
_KEPT: Final = partners.alias("kept")
_OF_KEPT: Final = ("email", "country", "numbers_courses", "erasmus_code", "address", "contact")
_HOSTS: Final = (
    select(partners.c.name, *(_KEPT.c[name] for name in _OF_KEPT), call_hosts.c.places)
    .select_from(partners)
    .join(call_hosts, call_hosts.c.partner_id == partners.c.id)
    .join(_KEPT, _KEPT.c.id == func.coalesce(partners.c.merged_into, partners.c.id))
    .where(call_hosts.c.call_id == _OF_CALL)
    .order_by(call_hosts.c.position)
)


def row_of(connection: Connection, call_id: int) -> CallRow | None:
    """The row of a call, or None."""
    rows = fetch(connection, _CALL, {"call": call_id})
    return CallRow._make(rows[0]) if rows else None


def _row(connection: Connection, call_id: int) -> CallRow:
    """The row of a call that exists."""
    (row,) = fetch(connection, _CALL, {"call": call_id})
    return CallRow._make(row)


_STAMPS: Final = select(*CALL_STAMPS).where(calls.c.id == _OF_CALL)
_CALLS_KEPT: Final[Kept[Call]] = Kept(most=256)
_PROGRESS_KEPT: Final[Kept[CallProgress]] = Kept(most=256)


def stamps_in(row: Row, call_id: int) -> CallStamps:
    """The stamps of a call in a row that has `CALL_STAMPS`."""
    return CallStamps(call_id, row.stamp, row.partners_stamp, row.places_stamp)


def load(connection: Connection, call_id: int) -> tuple[Call, CallProgress]:
    """A call and how far its selection has come."""
    return load_under(connection, stamps_of(connection, call_id))


def stamps_of(connection: Connection, call_id: int) -> CallStamps:
    """The stamps of a call, as they stand now."""
    (row,) = fetch(connection, _STAMPS, {"call": call_id})
    return stamps_in(row, call_id)


def load_under(connection: Connection, stamps: CallStamps) -> tuple[Call, CallProgress]:
    """The same where this transaction has read the call's stamps: what is kept is not read."""
    call_id = stamps.call_id
    call = _CALLS_KEPT.under(
        (call_id, stamps.stamp, stamps.partners), lambda: _call(connection, call_id)
    )
    progress = _PROGRESS_KEPT.under(
        (call_id, stamps.stamp, stamps.places),
        lambda: _progress(connection, _row(connection, call_id)),
    )
    return call, progress


def _call(connection: Connection, call_id: int) -> Call:
    of_call = {"call": call_id}
    row = _row(connection, call_id)
    criteria = fetch(connection, _CRITERIA, of_call)
    return Call(
        title=row.title,
        published=row.published,
        closes=row.closes,
        appeal_days=row.appeal_days,
        required=tuple(row.kind for row in fetch(connection, _REQUIRED, of_call)),
        criteria={criterion.criterion: criterion.maximum for criterion in criteria},
        minimum_points=row.minimum_points,
        extra_support=row.extra_support,
        hosts=tuple(
            Host(
                host.name,
                host.email,
                host.country,
                host.places,
                host.numbers_courses,
                host.erasmus_code,
                host.address,
                host.contact,
            )
            for host in fetch(connection, _HOSTS, of_call)
        ),
        commission=tuple(member.name for member in fetch(connection, _COMMISSION, of_call)),
        weights={
            criterion.criterion: criterion.weight
            for criterion in criteria
            if criterion.weight is not None
        },
    )


def _progress(connection: Connection, row: CallRow) -> CallProgress:
    if not row.list_version:
        return CallProgress()
    changes = replacements(connection, row.id) if row.was_changed else ()
    return CallProgress(
        row.list_version,
        row.list_published_on,
        row.appeal_until,
        _taken(connection, row.id),
        earlier_lists=_earlier_lists(connection, row, changes),
        chosen_by=_chooser_in(row),
        left_since=left_since(changes, row.published_at) if row.published_at else (),
        **to_correct(connection, row.id),
        **against_list(connection, row.id, str(row.list_version)),
    )


_EARLIER: Final = (
    select(
        rankings.c.version,
        rankings.c.published_at,
        rankings.c.appeal_until,
        *(rankings.c[name] for name in _CHOICE),
    )
    .where(rankings.c.call_id == _OF_CALL, rankings.c.version < bindparam("in_force"))
    .order_by(rankings.c.version)
)


def _earlier_lists(
    connection: Connection, row: CallRow, changes: Sequence[Replacement]
) -> tuple[PublishedList, ...]:
    """The versions of the list before the one in force; most calls have none."""
    if row.list_version == 1:
        return ()
    of_call = {"call": row.id, "in_force": row.list_version}
    versions = fetch(connection, _EARLIER, of_call)
    return tuple(
        PublishedList(
            of.version, civil_date(of.published_at), of.appeal_until, _chooser_in(of),
            left_since(changes, of.published_at),
        )
        for of in versions
    )  # fmt: skip


def _chooser_in(row: CallRow | Row) -> ListChooser | None:
    """Who chose a version of the list, where no commission gave points."""
    if row.chosen_as is None:
        return None
    return ListChooser(row.chosen_by or "", row.chosen_as, row.chosen_for)


_TAKEN: Final = (
    select(placements.c.host, func.count().label("held"))
    .join(cases, cases.c.id == placements.c.case_id)
    .where(
        cases.c.call_id == _OF_CALL,
        placements.c.outcome == "selected",
        placements.c.host.is_not(None),
        *[cases.c.state != end for end in UNPLACED],
    )
    .group_by(placements.c.host)
)


def _taken(connection: Connection, call_id: int) -> dict[str, int]:
    """Places held at each host: by the selected who have not gone, and by those on their way."""
    return {row.host: row.held for row in fetch(connection, _TAKEN, {"call": call_id})}


def _write(
    connection: Connection, table: Table, call_id: int, column: str, values: Sequence[str]
) -> None:
    rows = [{"call_id": call_id, "position": n, column: value} for n, value in enumerate(values)]
    if rows:
        connection.execute(table.insert(), rows)


_CASES: Final = select(cases.c.id).where(cases.c.call_id == _OF_CALL).order_by(cases.c.id)
_CASES_AT: Final = _CASES.where(OneOf(cases.c.state, "states"))


def cases_in(connection: Connection, call_id: int, *states: str) -> list[int]:
    """The ids of a call's cases, of all of them or of those in the given states."""
    if states:
        rows = fetch(connection, _CASES_AT, {"call": call_id, "states": states})
    else:
        rows = fetch(connection, _CASES, {"call": call_id})
    return [row.id for row in rows]


BY_THE_LIST: Final = ("ranking",)
"""The states in which a case may be sent by the list."""

OFF_THE_LIST: Final = ("refused", "cancelled", "withdrawn", "not_applied")
"""The ends in which nobody applies any more."""

STANDS_ON_THE_LIST: Final = and_(*[cases.c.state != end for end in OFF_THE_LIST])
"""Whether a case that applied has not gone."""

_APPLICANTS: Final = (
    select(cases.c.id)
    .join(applications, applications.c.case_id == cases.c.id)
    .where(cases.c.call_id == _OF_CALL, STANDS_ON_THE_LIST)
    .order_by(cases.c.id)
)


def applicants_in(connection: Connection, call_id: int) -> list[int]:
    """The ids of the cases that stand on a call's list: who applied, and has not gone."""
    return [row.id for row in fetch(connection, _APPLICANTS, {"call": call_id})]


_VERSIONS: Final = (
    select(cases.c.definition)
    .where(cases.c.call_id == _OF_CALL, cases.c.ended.is_(False))
    .distinct()
    .order_by(cases.c.definition)
)


def versions_in(connection: Connection, call_id: int) -> list[str]:
    """The keys of the versions on which a call's open cases run, the oldest first."""
    return [row.definition for row in fetch(connection, _VERSIONS, {"call": call_id})]
