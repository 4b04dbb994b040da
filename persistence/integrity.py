"""The audit of an office: are histories, versions, dates and files as they were written?

Each discrepancy is a sentence, for whoever must find out who changed what.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Table, func, select

from persistence import changes, file_contents, handling_log, stated_days
from persistence.bulk import stream_plain
from persistence.case_audit import case_discrepancies
from persistence.chains import Chain, Words, breaks_of_cases
from persistence.commitments import OF_HISTORY, noted_by
from persistence.database_audit import damage, guard_discrepancies
from persistence.date_integrity import receipt_discrepancies, safe_day_discrepancies
from persistence.files import read
from persistence.history import ENTRIES, MIGRATION, is_as_written
from persistence.list_integrity import list_discrepancies
from persistence.number_integrity import number_discrepancies
from persistence.proof_lines import ProofLine, line_discrepancies
from persistence.seal_audit import chain_discrepancies, covered_since, office_discrepancies
from persistence.search_words import word_discrepancies
from persistence.tables import cases, definitions, files, history
from rules.calendar import Calendar
from states.frozen import frozen
from states.text import Text


@frozen
class Audit:
    """How much was audited, and every discrepancy in a sentence.

    What was written up to `since` was sealed as it stood then; None where all is covered.
    """

    cases: int
    entries: int
    files: int
    found: tuple[Text, ...] = ()
    since: datetime | None = None

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
    if damages := tuple(damage(connection)):
        return Audit(0, 0, 0, damages)
    return Audit(
        _count(connection, cases),
        _count(connection, history),
        _count(connection, files),
        (
            *history_discrepancies(connection),
            *handling_log.discrepancies(connection),
            *(line_discrepancies(connection, line) if line else ()),
            *chain_discrepancies(connection),
            *case_discrepancies(connection),
            *office_discrepancies(connection),
            *guard_discrepancies(connection),
            *receipt_discrepancies(connection, calendar),
            *safe_day_discrepancies(connection, calendar),
            *stated_days.discrepancies(connection, calendar),
            *list_discrepancies(connection),
            *number_discrepancies(connection),
            *word_discrepancies(connection),
            *version_discrepancies(connection),
            *file_discrepancies(connection, data),
            *changes.discrepancies(connection),
        ),
        covered_since(connection),
    )


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


_TIPS: Final = select(
    cases.c.id, cases.c.number, cases.c.history_length, cases.c.history_tip
).order_by(cases.c.id)


_WORDS: Final = Words(
    Text("entry {place} of the history is missing", "недостаје {place}. упис у историји"),
    Text(
        "entry {place} of the history ({name}) was changed",
        "{place}. упис у историји ({name}) је измењен",
    ),
    Text(
        "the history has {count} entries, {length} were written",
        "број уписа у историји је {count}, а уписано их је {length}",
    ),
    Text(
        "the history's last entry is not the one that was written",
        "последњи упис у историји није онај који је уписан",
    ),
)


def history_discrepancies(connection: Connection) -> Iterator[Text]:
    """Every edit, deletion or cut tail in the histories of all cases, one sentence each."""
    chain = Chain(1, 4, partial(is_as_written, noted_by(connection, OF_HISTORY)), _WORDS)
    tips = stream_plain(connection, _TIPS, {})
    return breaks_of_cases(chain, stream_plain(connection, ENTRIES, {}), tips)


def version_discrepancies(connection: Connection) -> Iterator[Text]:
    """Cases that run on another version than their last move says, or on another text of it."""
    versions = _versions_by_last_move(connection)
    for id_, number, process, definition, digest, kept_digest in stream_plain(
        connection, _RUN_ON, {}
    ):
        version = versions.get(id_)
        if version is not None and definition != f"{process}.{version}":
            yield Text(
                f"{number}: runs on {definition}; its history says {version}",
                f"{number}: иде по {definition}; историја каже {version}",
            )
        elif kept_digest is not None and digest != kept_digest:
            yield Text(
                f"{number}: runs on another text of {definition} than the one kept",
                f"{number}: иде по другом тексту описа {definition}, а не по сачуваном",
            )


_RUN_ON: Final = (
    select(
        cases.c.id,
        cases.c.number,
        (cases.c.institution + "/" + cases.c.process).label("process"),
        cases.c.definition,
        cases.c.definition_digest,
        definitions.c.digest,
    )
    .outerjoin(definitions, definitions.c.key == cases.c.definition)
    .order_by(cases.c.id)
)


def _versions_by_last_move(connection: Connection) -> dict[int, str]:
    """By case, the version's date in force that the last move names; without one, nothing."""
    moves = select(history.c.case_id, history.c.data).where(history.c.kind == MIGRATION)
    rows = connection.execute(moves.order_by(history.c.case_id, history.c.seq))
    return {row.case_id: json.loads(row.data)["to_version"] for row in rows}


def file_discrepancies(connection: Connection, data: Path) -> Iterator[Text]:
    """Files that are lost or no longer have the content that their name is made from."""
    named_digests: set[str] = set()
    for digest, size in connection.execute(select(files.c.sha256, files.c.size)):
        named_digests.add(digest)
        try:
            content = read(connection, data, digest)
        except FileNotFoundError:
            yield Text(f"the file {digest} is lost", f"датотеке {digest} више нема")
            continue
        if len(content) != size or hashlib.sha256(content).hexdigest() != digest:
            yield Text(f"the file {digest} was changed", f"датотека {digest} је измењена")
    for digest in sorted(file_contents.held(connection) - named_digests):
        yield Text(
            f"the database keeps a file {digest} that was never entered",
            f"база чува датотеку {digest} која није никад уписана",
        )
