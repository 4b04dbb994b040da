"""Forgetting what entries of the logs say, and the salts by which it could be guessed.

The chains hold: an entry's hash is over a digest that says nothing without its salt. What stands in
an entry then is noted by the chain of seals. Entries of before there were digests, and those that
name the erased one as who wrote them, are chained anew from there on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from pydantic_core import to_json
from sqlalchemy import Connection, Table, null, select, update

from persistence import changes as change_log
from persistence import handling_log as log_of_handling
from persistence import history as case_history
from persistence.chains import BEGINNING
from persistence.commitments import ERASED, OF_CHANGES, OF_HANDLING, OF_HISTORY
from persistence.digests import digest, new_salts
from persistence.entry_seals import FORM
from persistence.sealing import RECHAINED, SealedRow
from persistence.tables import case_handling, cases, change_tip, changes, handling_log, history

LOGS: Final[tuple[Table, ...]] = (history, handling_log, changes)
LogRow = dict[str, Any]
Rewrite = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""What of an entry is to stand there instead: some of its columns, or none."""


class _Log(NamedTuple):
    """How the entries of a log are hashed, what they say, and what is sealed where it is noted."""

    table: Table
    part: str
    hash_of: Callable[[Mapping[str, Any]], str]
    content_of: Callable[[Mapping[str, Any]], str]
    placeholder: Callable[[], str]


class Forgotten(NamedTuple):
    """What is to be noted by the chain of seals, and the end of the log where it is another."""

    noted: list[SealedRow]
    tip: str | None


def _random_digest() -> str:
    (salt,) = new_salts(1)
    return digest("", salt)


def _random_seal() -> str:
    """Digests of nothing, as an entry of a history has them: it closed the timers before it."""
    data, status = _random_digest(), _random_digest()
    return to_json({"form": FORM, "data": data, "status": status, "timers": []}).decode()


def _data(row: Mapping[str, Any]) -> str:
    return str(row["data"])


_HISTORY: Final = _Log(history, OF_HISTORY, case_history.hash_of, _data, _random_seal)
_HANDLING: Final = _Log(handling_log, OF_HANDLING, log_of_handling.hash_of, _data, _random_digest)
_CHANGES: Final = _Log(
    changes, OF_CHANGES, change_log.hash_of, change_log.content_of, _random_digest
)


def forget_history(
    connection: Connection, case_id: int, upto: int, rewrite: Rewrite
) -> list[SealedRow]:
    """Forgets the salts of a case's entries up to one, and what `rewrite` takes out of them."""
    length = connection.execute(
        select(cases.c.history_length).where(cases.c.id == case_id)
    ).scalar_one()
    outcome = _forget(connection, _HISTORY, (case_id, length, upto), rewrite)
    if outcome.tip is None:
        return outcome.noted
    statement = update(cases).where(cases.c.id == case_id).values(history_tip=outcome.tip)
    connection.execute(statement)
    end = SealedRow(RECHAINED, str(case_id), case_id, length, outcome.tip, None)
    return [*outcome.noted, end]


def forget_handling(connection: Connection, case_id: int, rewrite: Rewrite) -> list[SealedRow]:
    """As `forget_history`, of all entries of a case's log of handling."""
    outcome = _forget(connection, _HANDLING, (case_id, None, None), rewrite)
    if outcome.tip is not None:
        statement = update(case_handling).where(case_handling.c.case_id == case_id)
        connection.execute(statement.values(log_tip=outcome.tip))
    return outcome.noted


def forget_changes(
    connection: Connection, numbers: Sequence[int], rewrite: Rewrite
) -> list[SealedRow]:
    """As `forget_history`, of some entries of the log of changes."""
    if not numbers:
        return []
    concerned_numbers = set(numbers)
    outcome = _forget(
        connection,
        _CHANGES,
        (None, None, max(concerned_numbers)),
        rewrite,
        lambda r: r["seq"] in concerned_numbers,
    )
    if outcome.tip is not None:
        connection.execute(update(change_tip).values(hash=outcome.tip))
    return outcome.noted


Span = tuple[int | None, int | None, int | None]
"""The case of a log, how long its history is, and the last entry that is forgotten."""


def _forget(
    connection: Connection,
    log: _Log,
    span: Span,
    rewrite: Rewrite,
    concerns: Callable[[LogRow], bool] = lambda row: True,
) -> Forgotten:
    case_id, length, upto = span
    noted_rows: list[SealedRow] = []
    previous, tip, chained_anew = BEGINNING, None, False
    for row in _rows(connection, log.table, case_id):
        own = (upto is None or row["seq"] <= upto) and concerns(row)
        after = {**row, **rewrite(row), "salt": None} if own else dict(row)
        if own and row["sealed"] is None:
            after["sealed"] = log.placeholder()
        after["previous"] = previous if chained_anew else row["previous"]
        after["hash"] = log.hash_of(after) if _is_to_be_hashed(row, after) else row["hash"]
        chained_anew = chained_anew or after["hash"] != row["hash"]
        previous = after["hash"]
        tip = previous if chained_anew else None
        if own:
            noted_rows.append(_noted(log, after, case_id, length))
        _write(connection, log.table, row, after)
    return Forgotten(noted_rows, tip)


def _rows(connection: Connection, table: Table, case_id: int | None) -> list[LogRow]:
    rows = select(table).order_by(table.c.seq)
    if case_id is not None:
        rows = rows.where(table.c.case_id == case_id)
    return [dict(row) for row in connection.execute(rows).mappings()]


_NOT_HASHED: Final = frozenset({"data", "before", "after", "salt"})
"""Columns that a hash is over by their digest only."""


def _is_to_be_hashed(row: LogRow, after: LogRow) -> bool:
    return any(row[name] != after[name] for name in row if name not in _NOT_HASHED)


def _noted(log: _Log, row: LogRow, case_id: int | None, length: int | None) -> SealedRow:
    key = str(row["seq"]) if case_id is None else f"{case_id}/{row['seq']}"
    content = log.content_of(row)
    if content == ERASED:
        return SealedRow(log.part, key, case_id, length, None, None)
    (salt,) = new_salts(1)
    return SealedRow(log.part, key, case_id, length, digest(content, salt), salt)


def _write(connection: Connection, table: Table, row: LogRow, after: LogRow) -> None:
    changed_values = {name: _empty(value) for name, value in after.items() if value != row[name]}
    if changed_values:
        keys = [table.c[c.name] == row[c.name] for c in table.primary_key.columns]
        connection.execute(update(table).where(*keys).values(changed_values))


def _empty(value: object) -> object:
    return null() if value is None else value
