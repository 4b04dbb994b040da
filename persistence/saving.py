"""Saving a step: the case row, the facts, the history, the timers and the outbox, all or nothing.

Works on many cases at once; each statement runs once for all of them. The caller commits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Final

from sqlalchemy import Connection, Table, bindparam, select, update

from persistence import facts, stated_days
from persistence.agreements import conclude
from persistence.bulk import OneOf, Statement, Values, execute_many, fetch
from persistence.database import insert
from persistence.fact_groups import group_of
from persistence.facts import Received
from persistence.history import CaseTip, Entry, HistoryRow, WrittenEntry, chained
from persistence.mails import OutgoingMail
from persistence.tables import cases, history, mails, outbox, timers
from persistence.timers import open_timers
from rules.decree_window import LastDayStated
from rules.ladder import PlannedTimer
from states.frozen import frozen
from states.text import Text


@frozen
class CaseStatus:
    """Where a case stands after a step, and what it awaits then.

    `last_day_stated` where the last day to contest its Decree is another one than was kept.
    """

    state: str
    visit: int
    entered_at: datetime
    ended: bool
    awaited: str | None
    owners: tuple[str, ...]
    due: date | None
    receipt: str | None
    visited: tuple[str, ...] = ()
    rests: Text | None = None
    safe_by: date | None = None
    safe_receipt: str | None = None
    last_day_stated: LastDayStated | None = None


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


class VersionMoved(Exception):
    """Another transaction changed a case between loading and saving it."""


def save(connection: Connection, steps: Sequence[Step], at: datetime) -> list[WrittenEntry]:
    """Writes the steps, and returns the entry of each in its case's history.

    Raises VersionMoved where a case was changed in between.
    """
    tips = _tips(connection, steps)
    rows = [_history_row(step, tips[step.case_id], at) for step in steps]
    _update_cases(connection, steps, rows, tips)
    execute_many(connection, _HISTORY, rows)
    _write_facts(connection, steps)
    stated_days.keep(
        connection, [s.status.last_day_stated for s in steps if s.status.last_day_stated]
    )
    conclude(connection, [(s.case_id, *s.concludes) for s in steps if s.concludes])
    _write_timers(connection, steps, at)
    enqueue(connection, [(s.case_id, None, s.mails, s.documents) for s in steps], at)
    _enqueue_webhooks(connection, steps, at)
    return [WrittenEntry(row["seq"], at, step.entry) for step, row in zip(steps, rows, strict=True)]


_TIPS: Final = select(
    cases.c.id, cases.c.history_length, cases.c.history_tip, cases.c.present
).where(OneOf(cases.c.id, "ids"))


def _tips(connection: Connection, steps: Sequence[Step]) -> dict[int, CaseTip]:
    """By case; read where a step does not bring its own."""
    tips = {step.case_id: step.tip for step in steps if step.tip is not None}
    ids = [step.case_id for step in steps if step.tip is None]
    for row in fetch(connection, _TIPS, {"ids": ids}) if ids else ():
        tips[row.id] = CaseTip(row.history_length, row.history_tip, row.present)
    return tips


def _history_row(step: Step, tip: CaseTip, at: datetime) -> HistoryRow:
    return chained(step.entry, step.case_id, tip.length + 1, at, tip.hash)


_HISTORY: Final = history.insert()

_UPDATE: Final = (
    update(cases)
    .where(cases.c.id == bindparam("case_id"), cases.c.version == bindparam("old_version"))
    .values(
        {
            column: bindparam(f"new_{column.name}")
            for column in cases.c
            if column.name
            in (
                "state", "visit", "entered_at", "version", "awaited", "owners", "due", "receipt",
                "ended", "present", "history_length", "history_tip", "visited", "rests_en",
                "rests_sr", "safe_by", "safe_receipt",
            )
        }
    )
)  # fmt: skip


def _update_cases(
    connection: Connection,
    steps: Sequence[Step],
    rows: Sequence[HistoryRow],
    tips: Mapping[int, CaseTip],
) -> None:
    changed = [
        {
            "case_id": step.case_id,
            "old_version": step.version,
            "new_version": step.version + 1,
            "new_state": step.status.state,
            "new_visit": step.status.visit,
            "new_entered_at": step.status.entered_at,
            "new_awaited": step.status.awaited,
            "new_owners": ",".join(step.status.owners),
            "new_due": step.status.due,
            "new_receipt": step.status.receipt,
            "new_ended": step.status.ended,
            "new_visited": step.status.visited,
            "new_rests_en": step.status.rests.en if step.status.rests else None,
            "new_rests_sr": step.status.rests.sr if step.status.rests else None,
            "new_safe_by": step.status.safe_by,
            "new_safe_receipt": step.status.safe_receipt,
            "new_present": _present(tips[step.case_id].present, step.received),
            "new_history_length": row["seq"],
            "new_history_tip": row["hash"],
        }
        for step, row in zip(steps, rows, strict=True)
    ]
    if execute_many(connection, _UPDATE, changed) not in (len(steps), -1):
        raise VersionMoved


def _present(groups: str, received: Received | None) -> str:
    group = group_of(received.form, received.dossier) if received else None
    if group is None or group in groups.split(","):
        return groups
    return f"{groups},{group}" if groups else group


def _write_facts(connection: Connection, steps: Sequence[Step]) -> None:
    by_form: dict[str, list[Received]] = {}
    for step in steps:
        if step.received is not None:
            by_form.setdefault(step.received.form, []).append(step.received)
    for form, received in by_form.items():
        facts.write(connection, form, received)


_LEAVE: Final = (
    update(timers)
    .where(timers.c.closed_at.is_(None))
    .values(closed_at=bindparam("now"), outcome=bindparam("left"))
)
_LEAVE_ONE: Final = _LEAVE.where(timers.c.case_id == bindparam("one"))
_LEAVE_SOME: Final = _LEAVE.where(OneOf(timers.c.case_id, "ids"))


def _write_timers(connection: Connection, steps: Sequence[Step], at: datetime) -> None:
    moved = [step for step in steps if step.timers is not None]
    if not moved:
        return
    ids = [step.case_id for step in moved]
    leave, of = (_LEAVE_ONE, {"one": ids[0]}) if len(ids) == 1 else (_LEAVE_SOME, {"ids": ids})
    execute_many(connection, leave, [{**of, "now": at, "left": "moved"}])
    open_timers(connection, [(s.case_id, s.status.visit, s.timers or ()) for s in moved])


Owner = Mapping[str, int | None]
"""The case or the call that something is of, as columns."""

Work = tuple[int | None, int | None, Sequence[OutgoingMail], Sequence[DocumentRow]]


def enqueue(connection: Connection, work: Iterable[Work], at: datetime) -> None:
    """Mails and documents into the outbox, documents first; a key that is there stays as it is."""
    mail_rows: list[Values] = []
    actions: list[Values] = []
    for case_id, call_id, outgoing, document_rows in work:
        owner = {"case_id": case_id, "call_id": call_id}
        actions.extend(_document_action(row, owner, at) for row in document_rows)
        mail_rows.extend(mail.values(owner, at) for mail in outgoing)
        actions.extend(_mail_action(mail, owner, at) for mail in outgoing)
    dialect = connection.dialect.name
    for table, rows in ((mails, mail_rows), (outbox, actions)):
        execute_many(connection, _once(dialect, table), rows)


def _enqueue_webhooks(connection: Connection, steps: Sequence[Step], at: datetime) -> None:
    rows = [_webhook_action(row, s.case_id, at) for s in steps for row in s.webhooks]
    if rows:
        once = insert(connection.dialect.name, outbox).on_conflict_do_nothing()
        connection.execute(once, rows)


@cache
def _once(dialect: str, table: Table) -> Statement:
    """What is there stays as it is."""
    once: Statement = insert(dialect, table).on_conflict_do_nothing()
    return once


def _mail_action(mail: OutgoingMail, owner: Owner, at: datetime) -> Values:
    return {
        "key": mail.key,
        "action": "mail",
        "label": mail.label,
        **owner,
        "mail_key": mail.key,
        "document": None,
        "content": None,
        "status": "dead" if mail.obstacle else "waiting",
        "last_error": mail.obstacle,
        "attempts": 0,
        "next_attempt_at": at,
        "created_at": at,
    }


def _document_action(row: DocumentRow, owner: Owner, at: datetime) -> Values:
    return {
        "key": row.key,
        "action": "document",
        "label": row.label,
        **owner,
        "mail_key": None,
        "document": row.kind,
        "content": row.content,
        "status": "waiting",
        "last_error": None,
        "attempts": 0,
        "next_attempt_at": at,
        "created_at": at,
    }


def _webhook_action(row: WebhookRow, case_id: int, at: datetime) -> Values:
    return {
        "key": row.key,
        "action": "webhook",
        "label": row.label,
        "case_id": case_id,
        "webhook_id": row.webhook_id,
        "content": row.content,
        "status": "waiting",
        "attempts": 0,
        "next_attempt_at": at,
        "created_at": at,
    }
