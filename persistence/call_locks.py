"""Calls and cases locked for a transaction, in one order for all, so that nobody waits in a circle.

SQLite has a single writer, which is locked out already: there nothing is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, select

from persistence.bulk import fetch
from persistence.one_of import OneOf
from persistence.tables import calls, cases
from persistence.tables.base import Id

# FOR NO KEY UPDATE: cases may be opened in a call while another of its cases changes.
_LOCK: Final = select(calls.c.id).order_by(calls.c.id).with_for_update(key_share=True)
_LOCK_ONE: Final = _LOCK.where(calls.c.id == bindparam("call"))
_LOCK_OF_CASES: Final = _LOCK.where(
    calls.c.id.in_(select(cases.c.call_id).where(OneOf(cases.c.id, "ids")))
)
_LOCK_CASES: Final = (
    select(cases.c.id)
    .where(OneOf(cases.c.id, "ids"))
    .order_by(cases.c.id)
    .with_for_update(key_share=True)
)
_LOCK_RUNNING_ON: Final = (
    select(cases.c.id)
    .where(cases.c.id == bindparam("case", 0, type_=Id), OneOf(cases.c.definition, "keys"))
    .with_for_update(key_share=True)
)


def lock_call(connection: Connection, call_id: int) -> None:
    """Keeps everybody else from changing a call or its cases until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK_ONE, {"call": call_id})


def lock_calls_of(connection: Connection, case_ids: Sequence[int]) -> None:
    """The same for the calls of cases and then for the cases.

    The call is locked too: whether a place is free depends on its other cases.
    """
    if connection.dialect.name == "postgresql":
        fetch(connection, _LOCK_OF_CASES, {"ids": list(case_ids)})
        lock_cases(connection, case_ids)


def lock_cases(connection: Connection, case_ids: Sequence[int]) -> None:
    """Keeps everybody else from changing cases alone: no call may be locked after them."""
    if connection.dialect.name == "postgresql":
        fetch(connection, _LOCK_CASES, {"ids": list(case_ids)})


def lock_case_running_on(connection: Connection, case_id: int, keys: Sequence[str]) -> bool:
    """The same of one case, if it runs on a definition of these keys once it can be locked."""
    return bool(fetch(connection, _LOCK_RUNNING_ON, {"case": case_id, "keys": keys}))
