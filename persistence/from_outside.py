"""What came from outside and waits: handed in, written, or of no case; read at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Connection, Select, literal, select, union_all

from persistence import incoming_mails, submissions
from persistence.submissions import WaitingCase
from persistence.tables.base import Instant

HANDED_IN, WRITTEN, UNFILED = "handed in", "written", "unfiled"


class FromOutside(NamedTuple):
    """The cases in which something that was handed in waits, those in which a message does, the
    longest waiting first; and how many messages of no case there are."""

    submitted: Sequence[WaitingCase] = ()
    replies: Sequence[WaitingCase] = ()
    unfiled: int = 0


def from_outside(connection: Connection, institutions: Collection[str]) -> FromOutside:
    """All that waits at some institutions, in one question."""
    rows = connection.execute(_all_that_waits(tuple(institutions)))
    waiting_cases: dict[str, list[WaitingCase]] = defaultdict(list)
    for source, *case in rows:
        waiting_cases[source].append(WaitingCase(*case))
    return FromOutside(
        waiting_cases[HANDED_IN], waiting_cases[WRITTEN], waiting_cases[UNFILED][0].waiting
    )


@lru_cache(maxsize=64)
def _all_that_waits(institutions: tuple[str, ...]) -> CompoundSelect[Any]:
    number = incoming_mails.select_number_unfiled(institutions, is_waiting=True).subquery()
    return union_all(
        _of(HANDED_IN, submissions.select_waiting_cases(institutions)),
        _of(WRITTEN, incoming_mails.select_waiting_cases(institutions)),
        select(literal(UNFILED), literal(""), literal(""), *number.c, literal(None, Instant)),
    )


def _of(source: str, cases: Select[Any]) -> Select[Any]:
    return select(literal(source), *cases.subquery().c)
