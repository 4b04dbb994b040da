"""The audit of an office: are histories, versions, dates and files as they were written?

Each discrepancy is a sentence, for whoever must find out who changed what.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Table, func, select

from persistence import changes, handling_log, stated_days
from persistence.bulk import PlainRow, stream_plain
from persistence.case_audit import case_discrepancies
from persistence.database_audit import damage, guard_discrepancies
from persistence.files import path_of
from persistence.history import BEGINNING, ENTRIES, MIGRATION, is_as_written
from persistence.list_integrity import list_discrepancies
from persistence.proof_lines import ProofLine, line_discrepancies
from persistence.seal_audit import chain_discrepancies, office_discrepancies
from persistence.search_words import word_discrepancies
from persistence.tables import cases, definitions, files, history
from rules import latest_safe_day
from rules.calendar import Calendar
from rules.deadlines import counted_by, recompute
from rules.receipts import Receipt
from rules.safe_day_receipts import SafeDay
from states.frozen import frozen
from states.text import Text


@frozen
class Audit:
    """How much was audited, and every discrepancy in a sentence."""

    cases: int
    entries: int
    files: int
    found: tuple[Text, ...] = ()

    @property
    def discrepancies(self) -> tuple[str, ...]:
        """Every discrepancy in English."""
        return self.in_language("en")

    def in_language(self, language: str) -> tuple[str, ...]:
        """Every discrepancy in a language."""
        return tuple(sentence.in_(language) for sentence in self.found)

    @property
    def is_sound(self) -> bool:
        """Whether nothing was changed."""
        return not self.found


def audit(
    connection: Connection, data: Path, calendar: Calendar, line: ProofLine | None = None
) -> Audit:
    """Audits everything: the database itself, every history, every row against its seal, version,
    due date and latest safe day, every last day to contest a Decree that was told, every file in
    the data folder, and the logs; and that what stood before a line of proof still stands.

    `calendar` is the one in force, by which dates must count. In a database that is damaged nothing
    further is compared.
    """
    if damaged := tuple(damage(connection)):
        return Audit(0, 0, 0, damaged)
    return Audit(
        _count(connection, cases),
        _count(connection, history),
        _count(connection, files),
        (
            *_in_both(history_discrepancies(connection)),
            *_in_both(handling_log.discrepancies(connection)),
            *(line_discrepancies(connection, line) if line else ()),
            *chain_discrepancies(connection),
            *case_discrepancies(connection),
            *office_discrepancies(connection),
            *guard_discrepancies(connection),
            *_in_both(receipt_discrepancies(connection, calendar)),
            *_in_both(safe_day_discrepancies(connection, calendar)),
            *_in_both(stated_days.discrepancies(connection, calendar)),
            *_in_both(list_discrepancies(connection)),
            *_in_both(word_discrepancies(connection)),
            *_in_both(version_discrepancies(connection)),
            *_in_both(file_discrepancies(connection, data)),
            *_in_both(changes.discrepancies(connection)),
        ),
    )


def _in_both(sentences: Iterable[str]) -> Iterator[Text]:
    return (Text(sentence, sentence) for sentence in sentences)


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


_TIPS: Final = select(cases.c.id, cases.c.number, cases.c.history_length, cases.c.history_tip)


def history_discrepancies(connection: Connection) -> Iterator[str]:
    """Every edit, deletion or cut tail in the histories of all cases, one sentence each."""
    streamed = groupby(stream_plain(connection, ENTRIES, {}), itemgetter(0))
    case_id, entries = next(streamed, (None, iter(())))
    for tip in stream_plain(connection, _TIPS.order_by(cases.c.id), {}):
        is_its_own = case_id == tip[0]
        yield from _in_chain(entries if is_its_own else iter(()), *tip[1:])
        if is_its_own:
            case_id, entries = next(streamed, (None, iter(())))


def _in_chain(entries: Iterator[PlainRow], number: str, length: int, tip: str) -> Iterator[str]:
    previous, count = BEGINNING, 0
    for row in entries:
        count += 1
        if row[1] != count:
            yield f"{number}: entry {count} of the history is missing"
            return
        if not is_as_written(row, previous):
            yield f"{number}: entry {count} of the history ({row[4]}) was changed"
            return
        previous = row[-1]
    if count != length:
        yield f"{number}: the history has {count} entries, {length} were written"
    elif previous != tip:
        yield f"{number}: the history's last entry is not the one that was written"


def version_discrepancies(connection: Connection) -> Iterator[str]:
    """Cases that run on another version than their last move says, or on another text of it."""
    versions = _versions_by_last_move(connection)
    rows = select(cases, definitions.c.digest).outerjoin(
        definitions, definitions.c.key == cases.c.definition
    )
    for case in connection.execute(rows.order_by(cases.c.id)):
        version, process = versions.get(case.id), f"{case.institution}/{case.process}"
        if version is not None and case.definition != f"{process}.{version}":
            yield f"{case.number}: runs on {case.definition}; its history says {version}"
        elif case.digest is not None and case.definition_digest != case.digest:
            yield f"{case.number}: runs on another text of {case.definition} than the one kept"


def _versions_by_last_move(connection: Connection) -> dict[int, str]:
    """By case, the version's date in force that the last move names; without one, nothing."""
    moves = select(history.c.case_id, history.c.data).where(history.c.kind == MIGRATION)
    rows = connection.execute(moves.order_by(history.c.case_id, history.c.seq))
    return {row.case_id: json.loads(row.data)["to_version"] for row in rows}


def receipt_discrepancies(connection: Connection, calendar: Calendar) -> Iterator[str]:
    """Due dates that are not what their receipts say, counted again from the receipts alone.

    And those that do not follow from the calendar in force; a right may be longer than that.
    """
    due_dates = select(cases.c.number, cases.c.due, cases.c.receipt, cases.c.owners)
    for number, due, receipt, owners in connection.execute(due_dates.order_by(cases.c.id)):
        at_least = owners == "candidate"
        if discrepancy := _of_receipt(due, receipt) or _of_days(due, receipt, calendar, at_least):
            yield f"{number}: {discrepancy}"


def _of_days(
    due: date | None, written: str | None, calendar: Calendar, at_least: bool
) -> str | None:
    if due is None or written is None:
        return None
    counted = counted_by(Receipt.from_json(json.loads(written)), calendar).due
    if counted == due or (at_least and counted < due):
        return None
    return (
        f"is due on {due}; by the days off of today that is {counted}: `mobility serve`, or the "
        "worker, counts anew as it starts"
    )


def _of_receipt(due: date | None, written: str | None) -> str | None:
    if written is None:
        return f"is due on {due}, and there is no receipt for it" if due else None
    try:
        receipt = Receipt.from_json(json.loads(written))
    except ValueError as error:
        return f"the receipt of its due date can't be read: {error}"
    counted = recompute(receipt)
    if not due == receipt.due == counted:
        return f"is due on {due}; its receipt says {receipt.due}, and counted again gives {counted}"
    return None


def safe_day_discrepancies(connection: Connection, calendar: Calendar) -> Iterator[str]:
    """Latest safe days that are not what their receipts say, counted again from those alone; and
    those of open cases that do not follow from the calendar in force."""
    stored = select(cases.c.number, cases.c.safe_by, cases.c.safe_receipt, cases.c.ended)
    says = _safe_days_by(calendar)
    for number, safe_by, written, ended in connection.execute(stored.order_by(cases.c.id)):
        if safe_by is None and written is None:
            continue
        if discrepancy := says(safe_by, written, ended):
            yield f"{number}: {discrepancy}"


def _safe_days_by(calendar: Calendar) -> Callable[[date | None, str | None, bool], str | None]:
    """What is wrong with a latest safe day; cases with one receipt are judged together."""

    @cache
    def says(safe_by: date | None, written: str | None, ended: bool) -> str | None:
        if written is None:
            return f"its latest safe day is {safe_by}, and there is no receipt for it"
        try:
            receipt = SafeDay.from_json(json.loads(written))
        except ValueError as error:
            return f"the receipt of its latest safe day can't be read: {error}"
        counted = latest_safe_day.recompute(receipt)
        if not safe_by == receipt.day == counted:
            return (
                f"its latest safe day is {safe_by}; the receipt says {receipt.day}, and counted "
                f"again gives {counted}"
            )
        by_today = latest_safe_day.counted_by(receipt, calendar).day
        if ended or by_today == safe_by:
            return None
        return (
            f"its latest safe day is {safe_by}; by the days off of today that is {by_today}: "
            "`mobility serve`, or the worker, counts anew as it starts"
        )

    return says


def file_discrepancies(connection: Connection, data: Path) -> Iterator[str]:
    """Files that are lost or no longer have the content that their name is made from."""
    for digest, size in connection.execute(select(files.c.sha256, files.c.size)):
        path = path_of(data, digest)
        if not path.is_file():
            yield f"the file {digest} is lost"
            continue
        content = path.read_bytes()
        if len(content) != size or hashlib.sha256(content).hexdigest() != digest:
            yield f"the file {digest} was changed"
