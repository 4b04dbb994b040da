"""How much of each kind of data a case holds, and what of it stays, for who must decide on it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple

from sqlalchemy import CompoundSelect, Connection, func, literal, select, true, union_all

from persistence.tables import (
    act_register,
    decrees,
    documents,
    drafts,
    handling_log,
    mails,
    outbox,
)


class CaseContents(NamedTuple):
    """Numbers of documents, of files among them, of mails, of those that have not left, of notes
    and drafts; and the acts that stay: Decrees' numbers and those of the register.
    """

    documents: int = 0
    files: int = 0
    mails: int = 0
    unsent: int = 0
    notes: int = 0
    acts: tuple[str, ...] = ()


_UNSENT: Final = ("waiting", "dead", "uncertain")


def contents_of(connection: Connection, case_ids: Collection[int]) -> dict[int, CaseContents]:
    """By case, what it holds."""
    if not case_ids:
        return {}
    numbers_by_name: dict[int, dict[str, int]] = {case_id: {} for case_id in case_ids}
    for name, case_id, number in connection.execute(_counts(case_ids)):
        numbers_by_name[case_id][name] = number
    acts = _acts(connection, case_ids)
    return {
        case_id: _contents(of_case, acts[case_id]) for case_id, of_case in numbers_by_name.items()
    }


def _counts(case_ids: Collection[int]) -> CompoundSelect[str, int, int]:
    """Name, case and number of each kind, in one statement."""
    is_unsent = outbox.c.status.in_(_UNSENT)
    kinds = (
        ("documents", documents.c.case_id, func.count(), true()),
        ("files", documents.c.case_id, func.count(documents.c.file), true()),
        ("mails", mails.c.case_id, func.count(), true()),
        ("unsent", outbox.c.case_id, func.count(), is_unsent),
        ("notes", handling_log.c.case_id, func.count(), true()),
        ("drafts", drafts.c.case_id, func.count(), true()),
    )
    return union_all(
        *(
            select(literal(name), case_id, number)
            .where(case_id.in_(case_ids), condition)
            .group_by(case_id)
            for name, case_id, number, condition in kinds
        )
    )


def _contents(numbers_by_name: dict[str, int], acts: list[str]) -> CaseContents:
    notes = numbers_by_name.get("notes", 0) + numbers_by_name.get("drafts", 0)
    numbers = {
        name: numbers_by_name.get(name, 0) for name in ("documents", "files", "mails", "unsent")
    }
    return CaseContents(**numbers, notes=notes, acts=tuple(dict.fromkeys(acts)))


def _acts(connection: Connection, case_ids: Collection[int]) -> dict[int, list[str]]:
    acts: dict[int, list[str]] = {case_id: [] for case_id in case_ids}
    rows = union_all(
        *(
            select(literal(book).label("book"), table.c.id, table.c.case_id, table.c.number).where(
                table.c.case_id.in_(case_ids)
            )
            for book, table in enumerate((decrees, act_register))
        )
    )
    for _, _, case_id, number in connection.execute(rows.order_by("book", "id")):
        acts[case_id].append(number)
    return acts
