"""The row of a case: where it stands, where its history ends, and how a step writes both anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from operator import attrgetter, itemgetter
from typing import Any, Final

from sqlalchemy import Connection, Update, bindparam, select, update

from persistence.bulk import Values, execute_many, fetch
from persistence.history import HistoryRow
from persistence.one_of import OneOf
from persistence.owners import owners_as_text
from persistence.row_makers import Row
from persistence.sealed_parts import STATUS
from persistence.tables import cases
from rules.decree_window import LastDayStated
from states.frozen import frozen
from states.text import Text

STANDING: Final = (
    "state", "entered_at", "awaited", "owners", "due", "ended", "rests_en", "safe_by",
)  # fmt: skip
"""What lists and indexes tell of a case, of what a step may change: the columns that they follow.
A step after which all of them are as before leaves lists and indexes alone.
"""


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
class CaseTip:
    """What a case's writing ends with: how long its history is, its last hash, the groups of facts
    that have been written, and its `STANDING`.
    """

    length: int
    hash: str
    present: str
    standing: tuple[object, ...]


class VersionMoved(Exception):
    """Another transaction changed a case between loading and saving it."""


TIP: Final = tuple(
    cases.c[name] for name in ("history_length", "history_tip", "present", *STANDING)
)
"""The columns that a `CaseTip` is made of."""
_TIPS: Final = select(cases.c.id, *TIP).where(OneOf(cases.c.id, "ids"))
_standing_in: Final[Callable[[Row], tuple[object, ...]]] = attrgetter(*STANDING)
_standing_after: Final[Callable[[Values], tuple[object, ...]]] = itemgetter(
    *(f"new_{name}" for name in STANDING)
)


def tip_of(row: Row) -> CaseTip:
    """The tip of a case whose row has the columns of `TIP`."""
    return CaseTip(row.history_length, row.history_tip, row.present, _standing_in(row))


def tips_of(connection: Connection, ids: Sequence[int]) -> dict[int, CaseTip]:
    """The tips of cases, by case."""
    rows = fetch(connection, _TIPS, {"ids": ids}) if ids else ()
    return {row.id: tip_of(row) for row in rows}


def status_row(case_id: int, version: int, status: CaseStatus, present: str) -> dict[str, object]:
    """A case's row after a step that was made on its `version`, but for where its history ends."""
    rests = status.rests
    return {
        "case_id": case_id,
        "old_version": version,
        "new_version": version + 1,
        "new_state": status.state,
        "new_visit": status.visit,
        "new_entered_at": status.entered_at,
        "new_awaited": status.awaited,
        "new_owners": owners_as_text(status.owners),
        "new_due": status.due,
        "new_receipt": status.receipt,
        "new_ended": status.ended,
        "new_visited": status.visited,
        "new_rests_en": rests.en if rests else None,
        "new_rests_sr": rests.sr if rests else None,
        "new_safe_by": status.safe_by,
        "new_safe_receipt": status.safe_receipt,
        "new_present": present,
    }


def _updating(names: Sequence[str]) -> Update:
    conditions = (cases.c.id == bindparam("case_id"), cases.c.version == bindparam("old_version"))
    return (
        update(cases).where(*conditions).values({name: bindparam(f"new_{name}") for name in names})
    )


_WRITTEN: Final = (*STATUS, "history_length", "history_tip")
_UPDATE: Final = _updating(_WRITTEN)
_UPDATE_STANDING: Final = _updating([name for name in _WRITTEN if name not in STANDING])
"""The same where a case stands as before: lists and indexes have nothing to follow."""


def update_cases(
    connection: Connection,
    statuses: Sequence[Values],
    entries: Sequence[HistoryRow],
    tips: Mapping[Any, CaseTip],
) -> None:
    """Writes the rows of cases, each as its newest entry leaves it; `tips` as they were before.

    Raises VersionMoved where a case was changed in between.
    """
    moved_rows: list[Values] = []
    standing_rows: list[Values] = []
    for status, entry in zip(statuses, entries, strict=True):
        stands = _standing_after(status) == tips[status["case_id"]].standing
        row = {**status, "new_history_length": entry["seq"], "new_history_tip": entry["hash"]}
        (standing_rows if stands else moved_rows).append(row)
    for statement, rows in ((_UPDATE, moved_rows), (_UPDATE_STANDING, standing_rows)):
        if execute_many(connection, statement, rows) not in (len(rows), -1):
            raise VersionMoved
