"""The last days to contest Decrees, as they were told: kept with each Decree, and audited.

A day is never taken back; one that the calendar in force makes later is counted anew at a start.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from sqlalchemy import Connection, bindparam, func, select, update

from persistence.bulk import execute_many
from persistence.row_makers import Row
from persistence.tables import cases, decrees
from rules.calendar import Calendar
from rules.deadlines import counted_by, recompute
from rules.decree_window import LastDayStated
from rules.receipts import Receipt
from rules.stated_days import receipts_stated
from states.text import Text

_KEEP: Final = (
    update(decrees)
    .where(decrees.c.number == bindparam("of_decree"))
    .values(last_days_stated=bindparam("receipts"))
)


def keep(connection: Connection, stated_days: Sequence[LastDayStated]) -> None:
    """From now on these are the last days that were told."""
    rows = [{"of_decree": last.decree, "receipts": last.receipts} for last in stated_days]
    if rows:
        execute_many(connection, _KEEP, rows)


_DISTINCT: Final = select(decrees.c.last_days_stated).distinct()


def cases_with_longer_days(connection: Connection, calendar: Calendar) -> list[int]:
    """The cases whose Decree can be contested longer by a calendar than was told.

    Ended ones too: what came in in time opens them again.
    """
    texts = connection.execute(_DISTINCT.where(decrees.c.last_days_stated.is_not(None))).scalars()
    longer = [
        text
        for text in texts
        if any(_longer(kept_receipt, calendar) for kept_receipt in receipts_stated(text))
    ]
    if not longer:
        return []
    of_cases = select(decrees.c.case_id).where(decrees.c.last_days_stated.in_(longer)).distinct()
    return list(connection.execute(of_cases.order_by(decrees.c.case_id)).scalars())


def _longer(kept_receipt: Receipt, calendar: Calendar) -> bool:
    return counted_by(kept_receipt, calendar).due > kept_receipt.due


_NEWEST: Final = select(func.max(decrees.c.id)).group_by(decrees.c.case_id)
_AUDITED: Final = (
    select(
        cases.c.number.label("case"), cases.c.due, cases.c.receipt,
        decrees.c.number, decrees.c.delivered_on, decrees.c.last_days_stated,
    )
    .join(cases, cases.c.id == decrees.c.case_id)
    .where(decrees.c.id.in_(_NEWEST), decrees.c.last_days_stated.is_not(None))
    .order_by(decrees.c.id)
)  # fmt: skip


def discrepancies(connection: Connection, calendar: Calendar) -> Iterator[Text]:
    """Last days told that don't follow from their receipts, or that a case's due date forgot."""
    for row in connection.execute(_AUDITED):
        for wrong in _of_decree(row, calendar):
            yield Text(
                f"{row.case}: the last day to contest the Decree {row.number} {wrong.en}",
                f"{row.case}: последњи дан за побијање решења {row.number} {wrong.sr}",
            )


def _of_decree(row: Row, calendar: Calendar) -> Iterator[Text]:
    try:
        receipts = receipts_stated(row.last_days_stated)
    except ValueError as error:
        yield Text(f"can't be read: {error}", "не може да се прочита")
        return
    for kept_receipt in receipts:
        is_standing = kept_receipt.start == row.delivered_on
        if wrong := _wrong(
            kept_receipt, calendar, is_standing, _due_by(kept_receipt, row.due, row.receipt)
        ):
            yield wrong


def _due_by(kept_receipt: Receipt, due: date | None, receipt_text: str | None) -> date | None:
    """The case's due date, where that is the last day to contest the Decree."""
    counted_json = json.loads(receipt_text) if receipt_text else None
    if counted_json is None or counted_json["start"] != kept_receipt.start.isoformat():
        return None
    return due if counted_json["event"] == kept_receipt.to_json()["event"] else None


def _wrong(
    kept_receipt: Receipt, calendar: Calendar, is_standing: bool, due: date | None
) -> Text | None:
    if (counted_due := recompute(kept_receipt)) != kept_receipt.due:
        return Text(
            f"was told to be {kept_receipt.due}; counted again from its receipt it is "
            f"{counted_due}",
            f"саопштен је као {kept_receipt.due}; поново израчунат из рачуна, то је {counted_due}",
        )
    if not is_standing:
        return None
    if (by_today := counted_by(kept_receipt, calendar).due) > kept_receipt.due:
        return Text(
            f"was told to be {kept_receipt.due}; by the days off of today it is {by_today}: "
            "`mobility serve`, or the worker, counts anew as it starts",
            f"саопштен је као {kept_receipt.due}; по данашњим нерадним данима то је {by_today}: "
            "`mobility serve`, или радник, изнова рачуна чим се покрене",
        )
    if due is not None and due < kept_receipt.due:
        return Text(
            f"was told to be {kept_receipt.due}; the case is due on {due}",
            f"саопштен је као {kept_receipt.due}; рок предмета је {due}",
        )
    return None
