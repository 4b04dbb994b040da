"""Saving a step: the case row, the facts, the history, the timers and the outbox, all or nothing.

Works on many cases at once; each statement runs once for all of them. The caller commits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import Connection, Table, bindparam, update

from persistence import facts, stated_days
from persistence.agreements import conclude
from persistence.bulk import Values, execute_many, insert_many
from persistence.case_row import CaseStatus, CaseTip, status_row, tips_of, update_cases
from persistence.database import insert
from persistence.digests import new_salts
from persistence.entry_seals import StepRows, other_rows, sealed_by
from persistence.fact_groups import DOCUMENTS, group_of
from persistence.history import Entry, EntrySeal, WrittenEntry, chained
from persistence.mails import OutgoingMail
from persistence.one_of import OneOf
from persistence.received import Received
from persistence.sealed_parts import ACTION, MAIL, STATUS
from persistence.tables import history, mails, outbox, timers
from persistence.timers import open_timers
from persistence.touched import Touch, touch
from rules.ladder import PlannedTimer
from states.frozen import frozen

if TYPE_CHECKING:
    from persistence.database import Insert


@frozen
class DocumentRow:
    """A document to be made; `content` is JSON."""

    key: str
    label: str
    kind: str
    content: str


@frozen
class WebhookRow:
    """What another program is to be told; `content` is JSON."""

    key: str
    label: str
    webhook_id: int
    content: str


@frozen
class Step:
    """Everything that one step of one case writes. `timers` None leaves the open ones alone.

    `tip` is what the case's writing ended with at `version`, where that has been read already.
    `concludes` is the version of the agreement that comes into force, with the civil date.
    """

    case_id: int
    version: int
    status: CaseStatus
    entry: Entry
    received: Received | None
    timers: Sequence[PlannedTimer] | None
    mails: Sequence[OutgoingMail] = ()
    documents: Sequence[DocumentRow] = ()
    tip: CaseTip | None = None
    concludes: tuple[int, date] | None = None
    webhooks: Sequence[WebhookRow] = ()


def save(connection: Connection, steps: Sequence[Step], at: datetime) -> list[WrittenEntry]:
    """Writes the steps, and returns the entry of each in its case's history.

    Raises VersionMoved where a case was changed in between.
    """
    tips = _tips(connection, steps)
    _write_facts(connection, steps)
    stated_days.keep(
        connection, [s.status.last_day_stated for s in steps if s.status.last_day_stated]
    )
    conclude(connection, [(s.case_id, *s.concludes) for s in steps if s.concludes])
    _write_timers(connection, steps, at)
    outgoing = _lay_out([(s.case_id, None, s.mails, s.documents) for s in steps], at)
    webhook_actions = (_webhook_action(row, s.case_id, at) for s in steps for row in s.webhooks)
    outgoing.actions.extend(webhook_actions)
    _write_outgoing(connection, outgoing)
    statuses = [_status(step, tips[step.case_id]) for step in steps]
    seals = _seals(connection, steps, statuses, outgoing)
    rows = [
        chained(step.entry, step.case_id, tip.length + 1, at, tip.hash, seal)
        for step, seal in zip(steps, seals, strict=True)
        for tip in [tips[step.case_id]]
    ]
    update_cases(connection, statuses, rows, tips)
    execute_many(connection, _HISTORY, rows)
    return [WrittenEntry(row["seq"], at, step.entry) for step, row in zip(steps, rows, strict=True)]


def _tips(connection: Connection, steps: Sequence[Step]) -> dict[int, CaseTip]:
    """By case; read where a step does not bring its own."""
    tips = {step.case_id: step.tip for step in steps if step.tip is not None}
    return {**tips, **tips_of(connection, [step.case_id for step in steps if step.tip is None])}


_HISTORY: Final = history.insert()


def _status(step: Step, tip: CaseTip) -> Values:
    present = _present(tip.present, step)
    return status_row(step.case_id, step.version, step.status, present)


def _seals(
    connection: Connection, steps: Sequence[Step], statuses: Sequence[Values], outgoing: Outgoing
) -> list[EntrySeal]:
    """What the entry of each step seals: its digests, under a salt of its own."""
    rows_beside = other_rows(connection, [step.case_id for step in steps])
    mail_rows, actions = _by_case(outgoing.mails, _OF_MAIL), _by_case(outgoing.actions, _OF_ACTION)
    return [
        EntrySeal(
            sealed_by(
                step.entry.data,
                StepRows(
                    _STANDS(status),
                    _timers(step),
                    mail_rows.get(step.case_id, ()),
                    actions.get(step.case_id, ()),
                ),
                rows_beside.get(step.case_id, ()),
                salt,
            ),
            salt,
        )
        for step, status, salt in zip(steps, statuses, new_salts(len(steps)), strict=True)
    ]


_Columns = Callable[[Values], tuple[object, ...]]
_OF_MAIL: Final[_Columns] = itemgetter(*MAIL)
_OF_ACTION: Final[_Columns] = itemgetter(*ACTION)
_STANDS: Final[_Columns] = itemgetter(*(f"new_{name}" for name in STATUS))


def _timers(step: Step) -> list[tuple[object, ...]] | None:
    if step.timers is None:
        return None
    visit = step.status.visit
    return [(visit, t.due, t.level, t.recipient, t.kind, t.name, t.at) for t in step.timers]


def _by_case(
    rows: Sequence[Values], columns_of: _Columns
) -> dict[object, list[tuple[object, ...]]]:
    by_case: dict[object, list[tuple[object, ...]]] = {}
    for row in rows:
        by_case.setdefault(row["case_id"], []).append(columns_of(row))
    return by_case


def _present(groups: str, step: Step) -> str:
    """The groups of facts that the case has after a step; what it makes is read with documents."""
    received_fact = step.received
    group = group_of(received_fact.form, received_fact.dossier) if received_fact else None
    new_groups = (group, DOCUMENTS if step.documents else None)
    return ",".join(dict.fromkeys(filter(None, (*groups.split(","), *new_groups))))


def _write_facts(connection: Connection, steps: Sequence[Step]) -> None:
    by_form: dict[str, list[Received]] = {}
    for step in steps:
        if step.received is not None:
            by_form.setdefault(step.received.form, []).append(step.received)
    for form, received_facts in by_form.items():
        facts.write(connection, form, received_facts)


_LEAVE: Final = (
    update(timers)
    .where(timers.c.closed_at.is_(None))
    .values(closed_at=bindparam("now"), outcome=bindparam("left"))
)
_LEAVE_ONE: Final = _LEAVE.where(timers.c.case_id == bindparam("one"))
_LEAVE_SOME: Final = _LEAVE.where(OneOf(timers.c.case_id, "ids"))


def _write_timers(connection: Connection, steps: Sequence[Step], at: datetime) -> None:
    steps_with_timers = [step for step in steps if step.timers is not None]
    if not steps_with_timers:
        return
    ids = [step.case_id for step in steps_with_timers]
    leave, of = (_LEAVE_ONE, {"one": ids[0]}) if len(ids) == 1 else (_LEAVE_SOME, {"ids": ids})
    execute_many(connection, leave, [{**of, "now": at, "left": "moved"}])
    planned_timers = [(s.case_id, s.status.visit, s.timers or ()) for s in steps_with_timers]
    open_timers(connection, planned_timers, at)


Owner = Mapping[str, int | None]
"""The case or the call that something is of, as columns."""

Work = tuple[int | None, int | None, Sequence[OutgoingMail], Sequence[DocumentRow]]


class Outgoing(NamedTuple):
    """Rows of mails, and of actions, as they are written."""

    mails: list[Values]
    actions: list[Values]


def enqueue(connection: Connection, work: Iterable[Work], at: datetime) -> None:
    """Mails and documents into the outbox, documents first; a key that is there stays as it is."""
    outgoing = _lay_out(work, at)
    _write_outgoing(connection, outgoing)
    for part, rows in zip(("mails", "outbox"), outgoing, strict=True):
        touch(connection, [Touch(part, str(r["key"]), str(r["key"]), _case_in(r)) for r in rows])


def _case_in(row: Values) -> int | None:
    case_id = row["case_id"]
    return case_id if isinstance(case_id, int) else None


def _lay_out(work: Iterable[Work], at: datetime) -> Outgoing:
    outgoing = Outgoing([], [])
    for case_id, call_id, of_work, document_rows in work:
        owner = {"case_id": case_id, "call_id": call_id}
        outgoing.actions.extend(_document_action(row, owner, at) for row in document_rows)
        outgoing.mails.extend(mail.values(owner, at) for mail in of_work)
        outgoing.actions.extend(_mail_action(mail, owner, at) for mail in of_work)
    return outgoing


def _write_outgoing(connection: Connection, outgoing: Outgoing) -> None:
    insert_many(connection, _once(connection.dialect.name, mails), outgoing.mails)
    _write_actions(connection, outgoing.actions)


def _write_actions(connection: Connection, actions: Sequence[Values]) -> None:
    insert_many(connection, _once(connection.dialect.name, outbox), actions)


@cache
def _once(dialect: str, table: Table) -> Insert:
    """What is there stays as it is."""
    once: Insert = insert(dialect, table).on_conflict_do_nothing()
    return once


_NEW: Final[Values] = {
    "mail_key": None,
    "document": None,
    "webhook_id": None,
    "content": None,
    "status": "waiting",
    "last_error": None,
    "attempts": 0,
}
"""An action that nobody has tried yet: each has these columns, so that one statement writes all."""


def _mail_action(mail: OutgoingMail, owner: Owner, at: datetime) -> Values:
    return {
        **_NEW,
        "key": mail.key,
        "action": "mail",
        "label": mail.label,
        **owner,
        "mail_key": mail.key,
        "status": "dead" if mail.obstacle else "waiting",
        "last_error": mail.obstacle,
        "next_attempt_at": at,
        "created_at": at,
    }


def _document_action(row: DocumentRow, owner: Owner, at: datetime) -> Values:
    return {
        **_NEW,
        "key": row.key,
        "action": "document",
        "label": row.label,
        **owner,
        "document": row.kind,
        "content": row.content,
        "next_attempt_at": at,
        "created_at": at,
    }


def _webhook_action(row: WebhookRow, case_id: int, at: datetime) -> Values:
    return {
        **_NEW,
        "key": row.key,
        "action": "webhook",
        "label": row.label,
        "case_id": case_id,
        "call_id": None,
        "webhook_id": row.webhook_id,
        "content": row.content,
        "next_attempt_at": at,
        "created_at": at,
    }
