"""The escalation ledger: what is compared, and the lines that a comparison left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, and_, bindparam, delete, insert, or_, select

from persistence.bulk import execute_many, fetch
from persistence.one_of import OneOf
from persistence.row_makers import Row
from persistence.tables import cases, escalations, mails, outbox, reconciliations, timers
from rules.escalations import LedgerLine, LevelKey, NoticeRecord, TimerRecord


class ComparedCase(NamedTuple):
    """A case as its row says where it stands: all that its ladder asks for follows from that."""

    id: int
    number: str
    institution: str
    definition: str
    call_id: int
    state: str
    visit: int
    entered_at: datetime
    awaited: str | None
    owners: str
    due: date | None
    rests_en: str | None
    ended: bool


_COLUMNS: Final = tuple(cases.c[name] for name in ComparedCase._fields)
_NEXT: Final = (
    select(*_COLUMNS)
    .where(
        cases.c.id > bindparam("after"),
        or_(
            cases.c.ended.is_(False),
            and_(
                cases.c.ended.is_(True),
                cases.c.entered_at >= bindparam("since", type_=cases.c.entered_at.type),
            ),
        ),
    )
    .order_by(cases.c.id)
    .limit(bindparam("most"))
)
_SOME: Final = select(*_COLUMNS).where(OneOf(cases.c.id, "ids"))


def next_cases(
    connection: Connection, after: int, ended_since: datetime, most: int
) -> list[ComparedCase]:
    """The next cases by their ids: the open ones, and those that ended since an instant."""
    values = {"after": after, "since": ended_since, "most": most}
    return [ComparedCase._make(row) for row in fetch(connection, _NEXT, values)]


def compared_cases(connection: Connection, ids: Sequence[int]) -> list[ComparedCase]:
    """These cases."""
    return [ComparedCase._make(row) for row in fetch(connection, _SOME, {"ids": list(ids)})]


class EscalatedStep(NamedTuple):
    """A level of escalation that was told of the step that a case waits for now, to whom."""

    case_id: int
    level: str
    recipient: str
    at: datetime


_ESCALATED: Final = (
    select(timers.c.case_id, timers.c.level, timers.c.recipient, timers.c.closed_at)
    .join(cases, and_(cases.c.id == timers.c.case_id, cases.c.visit == timers.c.visit,
                      cases.c.due == timers.c.due))
    .where(
        OneOf(timers.c.case_id, "ids"),
        timers.c.kind == "mail",
        timers.c.name == "escalation",
        or_(timers.c.outcome == "sent", timers.c.outcome == "told"),
    )
    .order_by(timers.c.case_id, timers.c.at, timers.c.id)
)  # fmt: skip


def escalated(connection: Connection, ids: Sequence[int]) -> Mapping[int, list[EscalatedStep]]:
    """The escalations of what these cases wait for now, by case, the first first."""
    by_case: dict[int, list[EscalatedStep]] = defaultdict(list)
    for row in fetch(connection, _ESCALATED, {"ids": list(ids)}) if ids else ():
        by_case[row.case_id].append(EscalatedStep._make(row))
    return by_case


_BY_TIME: Final = timers.alias("by_time")
_TIMERS: Final = (
    select(
        timers.c.case_id, timers.c.visit, timers.c.due, timers.c.level, timers.c.recipient,
        timers.c.at, timers.c.closed_at, timers.c.outcome, _BY_TIME.c.at.label("over_at"),
    )
    .outerjoin(
        _BY_TIME,
        and_(
            _BY_TIME.c.case_id == timers.c.case_id, _BY_TIME.c.visit == timers.c.visit,
            _BY_TIME.c.due == timers.c.due, _BY_TIME.c.kind == "step",
            _BY_TIME.c.outcome == "taken",
        ),
    )
    .where(OneOf(timers.c.case_id, "ids"), timers.c.kind == "mail")
)  # fmt: skip


def timers_of(connection: Connection, ids: Sequence[int]) -> Mapping[int, list[TimerRecord]]:
    """The timers of mails, by case."""
    by_case: dict[int, list[TimerRecord]] = defaultdict(list)
    for row in fetch(connection, _TIMERS, {"ids": list(ids)}):
        by_case[row.case_id].append(TimerRecord(*list(row)[1:]))
    return by_case


_NOTICES: Final = select(
    mails.c.key, mails.c.case_id, mails.c.call_id, mails.c.recipient, mails.c.to_name,
    mails.c.to_address, outbox.c.status, outbox.c.done_at, outbox.c.last_error,
)  # fmt: skip
_BY_ANY_ACTION: Final = and_(outbox.c.case_id == mails.c.case_id, outbox.c.mail_key == mails.c.key)
"""The actions of a case that send a mail, read by the index of their case."""
_BY_ANY_ACTION_OF_CALL: Final = and_(outbox.c.case_id.is_(None), outbox.c.mail_key == mails.c.key)
"""The same of a call, by the index of the actions that no case has."""
_OF_LADDERS: Final = OneOf(mails.c.mail, "names")
_OF_CASES: Final = _NOTICES.outerjoin(outbox, _BY_ANY_ACTION).where(
    OneOf(mails.c.case_id, "ids"), _OF_LADDERS
)
_OF_CALLS: Final = _NOTICES.outerjoin(outbox, _BY_ANY_ACTION_OF_CALL).where(
    OneOf(mails.c.call_id, "ids"), mails.c.case_id.is_(None), _OF_LADDERS
)


def notices_of(
    connection: Connection, ledger_cases: Sequence[ComparedCase], names: Sequence[str]
) -> Mapping[int, list[NoticeRecord]]:
    """The mails of levels, by case; `names` are those of the mails that ladders send."""
    numbers = {case.id: case.number for case in ledger_cases}
    rows = fetch(connection, _OF_CASES, {"ids": list(numbers), "names": list(names)})
    by_case: dict[int, list[NoticeRecord]] = defaultdict(list)
    for row, times in _once_a_mail(rows):
        key = _level_of(row.key, numbers[row.case_id], row.recipient)
        if key is not None:
            by_case[row.case_id].append(_notice(row, key, times))
    return by_case


ListKey = tuple[int, date, str, str]
"""A call, the due date of its list, a level, and the role that it is for."""


def list_notices(
    connection: Connection, call_ids: Iterable[int], names: Sequence[str]
) -> Mapping[ListKey, list[NoticeRecord]]:
    """The mails of the levels of lists, each once for all cases of a call."""
    values = {"ids": list(call_ids), "names": list(names)}
    by_list: dict[ListKey, list[NoticeRecord]] = defaultdict(list)
    for row, times in _once_a_mail(fetch(connection, _OF_CALLS, values)):
        level = level_of_list(row.key)
        if level is not None:
            notice = _notice(row, (0, *level, row.recipient), times, of_list=True)
            by_list[row.call_id, *level, row.recipient].append(notice)
    return by_list


def level_of_list(key: str) -> tuple[date, str] | None:
    """The due date of a list and the level in a mail's key, `call-…/due/level/…`; else None."""
    parts = key.split("/")
    due = _day(parts[1]) if len(parts) > 3 and parts[0].startswith("call-") else None
    return (due, parts[2]) if due is not None else None


def _once_a_mail(rows: Sequence[Row]) -> list[tuple[Row, int]]:
    """Each mail with the last of its actions, and how many these are."""
    by_key: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_key[row.key].append(row)
    return [(rows_of_mail[-1], len(rows_of_mail)) for rows_of_mail in by_key.values()]


def _level_of(key: str, number: str, role: str) -> LevelKey | None:
    """The level in a mail's key, `number/visit/due/level/…`; None where it is no level's."""
    parts = key.split("/")
    due = _day(parts[2]) if len(parts) > 4 else None
    if due is None or parts[0] != number or not parts[1].isdecimal():
        return None
    return int(parts[1]), due, parts[3], role


def _day(day_text: str) -> date | None:
    try:
        return date.fromisoformat(day_text)
    except ValueError:
        return None


def _notice(row: Row, key: LevelKey, times: int, of_list: bool = False) -> NoticeRecord:
    return NoticeRecord(
        key, row.key, row.to_name, row.to_address, row.status, row.done_at, row.last_error,
        of_list, times,
    )  # fmt: skip


_STORED: Final = select(escalations).where(OneOf(escalations.c.case_id, "ids"))
_PART: Final = tuple(part.name for part in fields(LedgerLine))
_FORGET: Final = delete(escalations).where(OneOf(escalations.c.case_id, "ids"))
_INSERT: Final = insert(escalations)


def write(
    connection: Connection,
    lines: Mapping[int, Sequence[LedgerLine]],
    institutions: Mapping[int, str],
) -> int:
    """These are the lines of these cases now; only those of cases that differ are written.

    Returns how many alarms they hold.
    """
    stored_parts: dict[int, set[tuple[object, ...]]] = defaultdict(set)
    for row in fetch(connection, _STORED, {"ids": list(lines)}):
        stored_parts[row.case_id].add(tuple(getattr(row, name) for name in _PART))
    changed_ids = [
        case_id
        for case_id, of_case in lines.items()
        if {tuple(getattr(line, name) for name in _PART) for line in of_case}
        != stored_parts[case_id]
    ]
    if changed_ids:
        execute_many(connection, _FORGET, [{"ids": changed_ids}])
    rows = [
        {"case_id": case_id, "institution": institutions[case_id], "alarm": line.is_alarm,
         **{name: getattr(line, name) for name in _PART}}
        for case_id in changed_ids
        for line in lines[case_id]
    ]  # fmt: skip
    execute_many(connection, _INSERT, rows)
    return sum(line.is_alarm for of_case in lines.values() for line in of_case)


class Reconciliation(NamedTuple):
    """A comparison: when, of how many cases and levels, and how many alarms it raised."""

    at: datetime
    cases: int
    lines: int
    alarms: int


_LAST: Final = (
    select(*(reconciliations.c[name] for name in Reconciliation._fields))
    .order_by(reconciliations.c.id.desc())
    .limit(1)
)


def last_reconciliation(connection: Connection) -> Reconciliation | None:
    """The newest comparison; None where there was none yet."""
    row = connection.execute(_LAST).first()
    return Reconciliation._make(row) if row else None


def note(connection: Connection, reconciliation: Reconciliation) -> None:
    """A comparison has come to its end."""
    connection.execute(reconciliations.insert(), reconciliation._asdict())
