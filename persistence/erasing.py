"""Erasing what is somebody's: rows, words and salts, in one transaction, so that the chains hold.

What lies outside of the database (files, messages, freed pages) is named with the erasure, and goes
after it (`workflows.running.finishing_erasures`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Select, delete, select, text, update

from persistence import erasures, mentions
from persistence.commitments import ERASED, ERASED_VALUES
from persistence.erased_rows import Left, erase_rows, take_orphans
from persistence.erasures import Order
from persistence.forgetting import LOGS, forget_changes, forget_handling, forget_history
from persistence.guards import lifted
from persistence.history import MIGRATION
from persistence.mentions import Mention, Names, case_of, take_out
from persistence.of_no_case import erase_of_addresses, erase_rows_of_no_case
from persistence.personal_data import Kind
from persistence.sealed_parts import PARTS, Part
from persistence.sealing import ERASURE, SealedRow, add_seal, case_column
from persistence.tables import (
    cases,
    changes,
    handling_log,
    history,
    persons,
    same_persons,
    sealed_rows,
)
from persistence.touched import Touch, touch, touches_of
from states.sensitive import Sensitive


class Erasable(NamedTuple):
    """What is to be erased: kinds of data by case; persons of whom nothing is left then, whose rows
    go; what they are looked for by elsewhere; which documents and facts are sensitive; and the
    addresses whose messages of no case go.
    """

    of_cases: Mapping[int, frozenset[Kind]]
    persons: frozenset[int] = frozenset()
    names: Names = Names(())
    sensitive: Sensitive = Sensitive(frozenset(), frozenset())
    addresses: frozenset[str] = frozenset()


def erase(connection: Connection, erasable: Erasable, order: Order) -> int:
    """Erases; returns the number of the erasure. The caller commits.

    Each history ends with an entry that says so, which stays: what it says is not erased.
    """
    with lifted(connection, (*LOGS, sealed_rows)):
        leftovers = Left(order.at)
        for case_id, kinds in erasable.of_cases.items():
            erase_rows(connection, case_id, (kinds, erasable.sensitive), leftovers)
        erase_of_addresses(connection, erasable.addresses, leftovers)
        _forget_persons(connection, erasable.persons)
        mentions.forget_searches(connection, erasable.names)
        all_mentions = list(_named(connection, erasable.names))
        for mention in all_mentions:
            leftovers.note(connection, mention)
            take_out(connection, mention, erasable.names)
        anew = _forget_logs(connection, erasable, all_mentions)
        leftovers.keep_only(take_orphans(connection, leftovers.files))
        erasure_id = erasures.add(connection, order, leftovers.names, erasable.of_cases)
        _forget_salts(connection, {*erasable.of_cases, *anew.cases})
        add_seal(connection, ERASURE, anew.noted, order.at)
    return erasure_id


def erase_of_no_case(
    connection: Connection, messages: Sequence[int], links: Sequence[int], order: Order
) -> int:
    """Erases messages that are of no case, and links to calls; returns the number of the erasure.
    The caller commits."""
    with lifted(connection, (*LOGS, sealed_rows)):
        leftovers = Left(order.at)
        erase_rows_of_no_case(connection, messages, links, leftovers)
        leftovers.keep_only(take_orphans(connection, leftovers.files))
        erasure_id = erasures.add(connection, order, leftovers.names, {})
        _forget_salts(connection, ())
        add_seal(connection, ERASURE, (), order.at)
    return erasure_id


def _forget_persons(connection: Connection, ids: Collection[int]) -> None:
    if not ids:
        return
    condition = same_persons.c.person_id.in_(ids) | same_persons.c.same_as.in_(ids)
    connection.execute(delete(same_persons).where(condition))
    connection.execute(delete(persons).where(persons.c.id.in_(ids)))


def _named(connection: Connection, names: Names) -> Iterator[Mention]:
    for table in mentions.searched():
        yield from mentions.mentions(connection, table, names)


class _Anew(NamedTuple):
    """What the chain of seals is to note of the logs, and further cases that are sealed anew."""

    noted: list[SealedRow]
    cases: set[int]


def _forget_logs(
    connection: Connection, erasable: Erasable, all_mentions: Iterable[Mention]
) -> _Anew:
    """Forgets what the logs say, of the cases themselves and where somebody is named elsewhere."""
    own, pattern = erasable.of_cases, erasable.names.pattern if erasable.names.needles else None
    other_ids = {case_of(connection, mention) for mention in all_mentions} - {None, *own}
    for table in (history, handling_log):
        log_mentions = mentions.mentions(connection, table, erasable.names)
        other_ids |= {mention.key["case_id"] for mention in log_mentions} - own.keys()
    elsewhere = {case_id for case_id in other_ids if case_id is not None}

    def redacted(row: Mapping[str, Any]) -> Mapping[str, Any]:
        words = {"data": row["data"]}
        if pattern is not None:
            words = {"data": pattern.sub(mentions.GONE, row["data"])}
            if pattern.search(row["person"]) and row["role"] == "candidate":
                words["person"] = ""
        return words

    noted_rows: list[SealedRow] = []
    for case_id in (*own, *elsewhere):
        length = connection.execute(
            select(cases.c.history_length).where(cases.c.id == case_id)
        ).scalar_one()
        # The entry that tells of the erasure is the last one of each case that is erased.
        upto = length - 1 if case_id in own else length
        rewrite = _of_history(own.get(case_id, frozenset()), erasable, redacted)
        noted_rows += forget_history(connection, case_id, upto, rewrite)
        rewrite = _of_handling(own.get(case_id, frozenset()), redacted)
        noted_rows += forget_handling(connection, case_id, rewrite)
        touch(connection, _rows_of(connection, case_id))
    numbers = [m.key["seq"] for m in mentions.mentions(connection, changes, erasable.names)]
    erased_values = {"before": None, "after": ERASED_VALUES}
    noted_rows += forget_changes(connection, numbers, lambda row: erased_values)
    return _Anew(noted_rows, elsewhere)


def _of_history(kinds: Collection[Kind], erasable: Erasable, redact: Any) -> Any:
    """What stands in an entry of a history instead, by the kinds of data that go."""

    def rewrite(row: Mapping[str, Any]) -> Mapping[str, Any]:
        if "person" in kinds:
            by = {"person": ""} if row["role"] == "candidate" and row["person"] else {}
            return {"data": _of_move(row) if row["kind"] == MIGRATION else ERASED, **by}
        if row["kind"] == "fact" and _goes(row, kinds, erasable):
            return {"data": ERASED}
        replaced_values: Mapping[str, Any] = redact(row)
        return replaced_values

    return rewrite


def _of_move(row: Mapping[str, Any]) -> str:
    """Of a move onto another version everything stays but the words of its reason."""
    return json.dumps({**json.loads(row["data"]), "reason": mentions.GONE}, ensure_ascii=False)


def _goes(row: Mapping[str, Any], kinds: Collection[Kind], erasable: Erasable) -> bool:
    """Whether an entry tells of a document or a fact that goes."""
    if row["name"] in erasable.sensitive.facts:
        return "sensitive" in kinds
    if row["name"] != "document":
        return False
    is_sensitive = json.loads(row["data"]).get("kind") in erasable.sensitive.documents
    return "documents" in kinds or ("sensitive" in kinds and is_sensitive)


def _of_handling(kinds: Collection[Kind], redact: Any) -> Any:
    def rewrite(row: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"data": ERASED} if "notes" in kinds else {"data": redact(row)["data"]}

    return rewrite


def _rows_of(connection: Connection, case_id: int) -> Iterator[Touch]:
    """Every row of a case that a salted digest covers: all are sealed anew."""
    for part in PARTS.values():
        if part.case is not None and part.name not in _NOTHING_PERSONAL:
            for group, *key in connection.execute(_keys(part).where(_is_of(part, case_id))).all():
                yield Touch(part.name, group, "/".join(map(str, key)), case_id)


_NOTHING_PERSONAL: Final = ("timers",)
"""Parts that hold levels and days only, so that their digests may stand."""


@cache
def _keys(part: Part) -> Select[Any]:
    keys = [part.table.c[name].label(f"key_{name}") for name in part.key]
    rows = select(part.table.c[part.group].label("of_group"), *keys).distinct()
    return rows.where(text(part.only)) if part.only else rows


def _is_of(part: Part, case_id: int) -> Any:
    return case_column(part) == case_id


def _forget_salts(connection: Connection, case_ids: Collection[int]) -> None:
    """The salts of everything that was sealed of cases, and of each other row that was written."""
    statement = update(sealed_rows).values(salt=None)
    for case_id in case_ids:
        own = (sealed_rows.c.case_id == case_id, sealed_rows.c.part.not_in(_NOTHING_PERSONAL))
        connection.execute(statement.where(*own))
    by_part: dict[str, set[str]] = defaultdict(set)
    for past_touch in touches_of(connection):
        if past_touch.case_id not in case_ids:
            by_part[past_touch.part].add(past_touch.key)
    for part, keys in by_part.items():
        for key in keys:
            of_row = (sealed_rows.c.part == part, sealed_rows.c.key == key)
            connection.execute(statement.where(*of_row))
