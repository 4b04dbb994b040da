"""Open cases are counted anew where another day is worked than before: one date everywhere.

A closure announced later, or holidays that the state moved, change due dates that stand already.
Nothing is decided here; what was done stands, and no right that was told becomes shorter.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Final

from sqlalchemy import Connection

from office.wiring import Office
from persistence import dossiers, recounts, stated_days
from persistence.history import Entry
from persistence.recounts import PlannedMail
from persistence.saving import Step, save
from rules.calendar import Calendar
from rules.deadlines import counted_by
from rules.decree_window import stated_anew
from rules.ladder import Ladder, mail_instant
from rules.receipts import Receipt
from states.decision import SYSTEM
from workflows.cases.status import awaited_of
from workflows.cases.steps import Situation, refreshed
from workflows.portions import Portion

RECOUNTED = "recounted"
"""The name of the notice in a case's history."""

MOST_RECEIPTS: Final = 1024
"""Receipts that are remembered as judged: each list and each day has its own."""


def cases_to_recount(connection: Connection, calendar: Calendar) -> list[int]:
    """The ids of open cases whose receipt, counted by a calendar, says something else."""
    anew = receipts_by(calendar)
    return [case.id for case in recounts.counted_cases(connection) if anew(case.receipt)]


def receipts_by(calendar: Calendar) -> Callable[[str], Receipt | None]:
    """Counts a stored receipt again; None where it says the same. Cases of a list share theirs."""

    @lru_cache(maxsize=MOST_RECEIPTS)
    def anew(receipt_text: str) -> Receipt | None:
        receipt = Receipt.from_json(json.loads(receipt_text))
        new_receipt = counted_by(receipt, calendar)
        return None if new_receipt == receipt else new_receipt

    return anew


def recount_cases(connection: Connection, ids: Sequence[int], office: Office, now: datetime) -> int:
    """Counts cases anew, each with an entry in its history; how many changed. The caller commits.

    Who did the same meanwhile left nothing to do.
    """
    steps = list(_steps(connection, office, ids, now))
    save(connection, steps, now)
    return len(steps)


def _steps(
    connection: Connection, office: Office, ids: Sequence[int], now: datetime
) -> Iterator[Step]:
    pairs = dossiers.load(connection, ids, True)
    stored_receipts = recounts.receipts_of(connection, ids)
    for case, dossier in pairs.values():
        if not office.knows(case.definition):
            continue
        definition = office.definition_of(case, dossier)
        awaited_step, receipt = awaited_of(office, definition, case, dossier, now)
        if awaited_step is None or receipt is None or _says(stored_receipts[case.id], receipt):
            continue
        if awaited_step.candidates_right and case.due is not None and receipt.due < case.due:
            continue
        notice = {
            "due_before": case.due.isoformat() if case.due else None,
            "due_after": receipt.due.isoformat(),
        }
        entry = Entry(
            "notice", RECOUNTED, receipt.rule, SYSTEM.role, SYSTEM.name, json.dumps(notice)
        )
        yield refreshed(Situation(office, definition, case, dossier, now), entry, True)


def _says(stored_receipt: str | None, receipt: Receipt) -> bool:
    return stored_receipt is not None and Receipt.from_json(json.loads(stored_receipt)) == receipt


def keep_last_days(
    connection: Connection, ids: Sequence[int], office: Office, now: datetime
) -> int:
    """The last days to contest the Decrees of cases follow the calendar where that is longer.

    Also of a case that awaits something else now, or is ended: what came in in time opens it again.
    Returns of how many.
    """
    last_days = (
        stated_anew(office.definition_of(case, dossier), case, dossier, office.calendar, now)
        for case, dossier in dossiers.load(connection, ids, True).values()
        if office.knows(case.definition)
    )
    longer = [last_day for last_day in last_days if last_day is not None]
    stated_days.keep(connection, longer)
    return len(longer)


def move_mails(connection: Connection, portion: Portion, office: Office) -> list[int]:
    """The next planned mails leave on days that are worked, by the calendar in force; their ids."""
    instant = _instants(office)
    by_instant: dict[datetime, list[int]] = defaultdict(list)
    planned_mails = recounts.planned_mails(connection, portion.after, portion.most, portion.at)
    for mail in planned_mails:
        at = instant(mail)
        if at is not None and at != mail.at:
            by_instant[at].append(mail.id)
    for at, ids in by_instant.items():
        recounts.move_mails(connection, ids, at)
    return [mail.id for mail in planned_mails]


def _instants(office: Office) -> Callable[[PlannedMail], datetime | None]:
    """When a planned mail leaves; None where neither its step nor its level exists any more."""
    hour = office.settings.office_hours.mails_leave_at

    @cache
    def of_level(
        definition: str, state: str, step_name: str | None, level: str, due: date
    ) -> datetime | None:
        if not office.knows(definition):
            return None
        waits = office.definition(definition).states[state].awaits
        name = next((step.ladder for step in waits if step.name == step_name), None)
        if name is None:
            return None
        return mail_instant(Ladder(office.ladders[name], office.calendar, hour), level, due)

    return lambda mail: of_level(mail.definition, mail.state, mail.awaited, mail.level, mail.due)
