"""What an entry of a history seals: what was handed in, and every row that its step wrote.

The digests stand in the entry as JSON, and the entry's hash is over them and not over what was
handed in, so that a value can be erased with the entry's salt and the chain holds (form 1).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from pydantic_core import to_json
from sqlalchemy import Connection

from persistence.digests import digest, in_order, unsalted, written_rows
from persistence.sealed_parts import PARTS, Part
from persistence.sealing import Content, read_again
from persistence.touched import LaidOutRows, Touch, take_laid_out, touches_of
from states.frozen import frozen

FORM: Final = 1
_ALWAYS_APART: Final = "cases"
"""That a case was opened stands in the chain of seals, so that a missing one is missed."""


@frozen
class StepRows:
    """What a step laid out of a case's hot rows: its status, and each timer, mail and action.

    `timers` None where it left the open ones alone.
    """

    status: Sequence[object]
    timers: Sequence[Sequence[object]] | None
    mails: Sequence[Sequence[object]]
    actions: Sequence[Sequence[object]]


OtherRow = tuple[str, str, Content | None]
OtherRows = Mapping[int, list[OtherRow]]
"""By case: part, key, and the rows as they are hashed; None where they are gone."""


def sealed_by(data: str, rows: StepRows, rows_beside: Sequence[OtherRow], salt: str) -> str:
    """The digests of an entry, as JSON."""
    seal: dict[str, object] = {
        "form": FORM,
        "data": digest(data, salt),
        "status": digest(in_order(rows.status), salt),
    }
    if rows.timers is not None:
        seal["timers"] = [unsalted(in_order(row)) for row in rows.timers]
    if rows.mails:
        seal["mails"] = [digest(in_order(row), salt, 8) for row in rows.mails]
    if rows.actions:
        seal["outbox"] = [digest(in_order(row), salt, 8) for row in rows.actions]
    if rows_beside:
        by_part: dict[str, dict[str, str | None]] = defaultdict(dict)
        for part, key, content in rows_beside:
            by_part[part][key] = None if content is None else digest(content, salt)
        seal["rows"] = by_part
    return to_json(seal).decode()


def other_rows(connection: Connection, case_ids: Sequence[int]) -> OtherRows:
    """What this transaction wrote of cases beside the hot rows; it is the entries' to seal now."""
    laid_out_rows, of_cases = take_laid_out(connection), set(case_ids)
    touches = touches_of(connection)
    if not touches:
        return {}
    last_by_part: dict[str, dict[str, _Last]] = defaultdict(dict)
    touches_left = []
    for place, touch in enumerate(touches):
        if touch.case_id not in of_cases or touch.part == _ALWAYS_APART:
            touches_left.append(touch)
        elif touch.part != "case_status":
            last_by_part[touch.part][touch.key] = _Last(touch, place)
    touches[:] = touches_left
    rows: dict[int, list[OtherRow]] = defaultdict(list)
    for part, by_key in last_by_part.items():
        contents = _contents(connection, PARTS[part], by_key, laid_out_rows)
        for key, last in by_key.items():
            rows[last.touch.case_id or 0].append((part, key, contents.get(key)))
    return rows


class _Last(NamedTuple):
    """What was told of a row last, and its place among all that was told."""

    touch: Touch
    place: int


def _contents(
    connection: Connection, part: Part, by_key: Mapping[str, _Last], laid_out_rows: LaidOutRows
) -> dict[str, Content]:
    """By key the rows as they stand: as they were laid out, else read again."""
    contents: dict[str, Content] = {}
    unknown_groups = []
    for key, last in by_key.items():
        laid_out = laid_out_rows.get((part.name, key))
        if laid_out is None or last.place >= laid_out.heard:
            unknown_groups.append(last.touch.group)
        elif laid_out.rows:
            contents[key] = written_rows(part.columns, laid_out.rows)
    if unknown_groups:
        contents.update(read_again(connection, part, list(dict.fromkeys(unknown_groups))))
    return contents
