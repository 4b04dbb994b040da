"""The rows of a case as an erasure leaves them: removed, or without what is somebody's.

What lies outside of the database is noted, so that it goes after the transaction.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, or_, select, update

from persistence import erasures, file_contents, mentions
from persistence.fact_tables import FACT_TABLES
from persistence.mails import ERASED_UNSENT
from persistence.mentions import Mention
from persistence.personal_data import BLANKED, REMOVED, Kind
from persistence.tables import (
    candidates,
    cases,
    documents,
    files,
    idempotency_keys,
    incoming_mails,
    mails,
    outbox,
    persons,
    submissions,
)
from states.addresses import ERASED_ADDRESSES
from states.sensitive import Sensitive

NAMELESS: Final = mentions.GONE
"""The name of whoever was erased."""

_WITH_FILES: Final = (documents, submissions, incoming_mails)
"""What names files."""

Goes = tuple[frozenset[Kind], Sensitive]
"""Which kinds of data go, and what is sensitive."""


class Left:
    """What of it lies outside of the database: files by their digest, mails by their key."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.files: set[str] = set()
        self.mails: set[str] = set()

    def note(self, connection: Connection, mention: Mention) -> None:
        """Notes the message of a mail, and has a document made anew, that name somebody."""
        if mention.table is mails:
            key = select(mails.c.key).where(mails.c.id == mention.key["id"])
            self.mails.add(connection.execute(key).scalar_one())
        if mention.table is incoming_mails:
            self.files |= _take_original(connection, mention.key["id"])
        if mention.table is outbox and "content" in mention.words:
            _make_anew(connection, mention.key["id"], self)

    def keep_only(self, digests: set[str]) -> None:
        """Of the files only these go."""
        self.files = digests

    @property
    def names(self) -> set[str]:
        """All of it, as the erasure names it."""
        return {f"{erasures.FILE}/{name}" for name in self.files} | {
            f"{erasures.MAIL}/{key}" for key in self.mails
        }


def erase_rows(connection: Connection, case_id: int, goes: Goes, leftovers: Left) -> None:
    """Removes rows of a case and empties values; its log entries and its salts are apart."""
    kinds, sensitive = goes
    for table in _WITH_FILES:
        of_case = select(table.c.file).where(table.c.case_id == case_id)
        leftovers.files.update(filter(None, connection.execute(of_case).scalars()))
    if "sensitive" in kinds:
        _erase_sensitive(connection, case_id, sensitive)
    for table, kind in REMOVED.items():
        if kind in kinds:
            connection.execute(delete(table).where(table.c.case_id == case_id))
    if "mails" in kinds:
        of_case = select(mails.c.key).where(mails.c.case_id == case_id)
        leftovers.mails.update(connection.execute(of_case).scalars())
    for table, (kind, values) in BLANKED.items():
        if kind in kinds:
            connection.execute(update(table).where(table.c.case_id == case_id).values(values))
    _end_actions(connection, case_id, kinds, leftovers.at)
    _forget_answers(connection, case_id)
    if "person" in kinds:
        _detach(connection, case_id)
        _take_off_lists(connection, case_id, leftovers)


def _erase_sensitive(connection: Connection, case_id: int, sensitive: Sensitive) -> None:
    of_kinds = documents.c.kind.in_(sensitive.documents)
    connection.execute(delete(documents).where(documents.c.case_id == case_id, of_kinds))
    is_sensitive = or_(
        submissions.c.document.in_(sensitive.documents), submissions.c.name.in_(sensitive.facts)
    )
    connection.execute(delete(submissions).where(submissions.c.case_id == case_id, is_sensitive))
    for fact in sensitive.facts:
        table = FACT_TABLES[fact]
        connection.execute(delete(table).where(table.c.case_id == case_id))


def _end_actions(
    connection: Connection, case_id: int, kinds: frozenset[Kind], at: datetime
) -> None:
    """What has not left never leaves; what an action was to send or make is empty."""
    of_kinds = [
        action
        for action, kind in (("mail", "mails"), ("webhook", "mails"), ("document", "documents"))
        if kind in kinds
    ]
    own = (outbox.c.case_id == case_id, outbox.c.action.in_(of_kinds))
    connection.execute(update(outbox).where(*own).values(last_error=None))
    statement = update(outbox).where(*own, outbox.c.content.is_not(None))
    connection.execute(statement.values(content="{}"))
    not_done = update(outbox).where(*own, outbox.c.status != "done")
    connection.execute(
        not_done.values(
            status="done",
            attempts=outbox.c.attempts + 1,
            done_at=at,
            claimed_by=None,
            claimed_until=None,
            last_error=ERASED_UNSENT,
        )
    )


def _forget_answers(connection: Connection, case_id: int) -> None:
    """What other programs were answered about a case, kept for a day."""
    number = connection.execute(select(cases.c.number).where(cases.c.id == case_id)).scalar_one()
    about = idempotency_keys.c.body.contains(number, autoescape=True)
    connection.execute(delete(idempotency_keys).where(about))


def _detach(connection: Connection, case_id: int) -> None:
    """The case is nobody's: its candidate is a person without a name and an address."""
    number = connection.execute(select(cases.c.number).where(cases.c.id == case_id)).scalar_one()
    email = f"{number.lower()}{ERASED_ADDRESSES}"
    person_id = connection.execute(select(persons.c.id).where(persons.c.email == email)).scalar()
    if person_id is None:
        nameless_values = {
            "name": NAMELESS,
            "email": email,
            "writes_in": "en",
            "folded": "",
            "sort_key": "",
        }
        person_id = connection.execute(
            persons.insert().values(nameless_values).returning(persons.c.id)
        ).scalar()
    own = update(candidates).where(candidates.c.case_id == case_id)
    connection.execute(own.values(person_id=person_id))


def _take_off_lists(connection: Connection, case_id: int, leftovers: Left) -> None:
    """Lists of the case's call are made anew with the case's number alone."""
    of_case = select(cases.c.number, cases.c.call_id).where(cases.c.id == case_id)
    number, call_id = connection.execute(of_case).one()
    lists = select(outbox.c.id, outbox.c.content).where(
        outbox.c.call_id == call_id, outbox.c.case_id.is_(None), outbox.c.action == "document"
    )
    for action_id, content in connection.execute(lists).all():
        document = json.loads(content)
        if _without_name(document, number):
            words = json.dumps(document, ensure_ascii=False)
            connection.execute(update(outbox).where(outbox.c.id == action_id).values(content=words))
            _make_anew(connection, action_id, leftovers)


def _without_name(value: Any, number: str) -> bool:
    """Takes the name out of whatever is said of a case by its number; whether there was one."""
    if isinstance(value, list):
        return bool([item for item in value if _without_name(item, number)])
    if not isinstance(value, dict):
        return False
    has_changed = bool([item for item in value.values() if _without_name(item, number)])
    if value.get("case") == number and value.get("name") not in (None, NAMELESS):
        value["name"] = NAMELESS
        return True
    return has_changed


def _take_original(connection: Connection, mail_id: int) -> set[str]:
    """Of a message that names somebody the words stay without the name, and itself goes."""
    own = incoming_mails.c.id == mail_id
    kept_file = connection.execute(select(incoming_mails.c.file).where(own)).scalar()
    connection.execute(update(incoming_mails).where(own).values(file=None, attachments=()))
    return {kept_file} if kept_file else set()


def _make_anew(connection: Connection, action_id: int, leftovers: Left) -> None:
    """A document that was made is made again, of what its content says now."""
    own = outbox.c.id == action_id
    statement = select(documents.c.id, documents.c.file).where(
        documents.c.key == select(outbox.c.key).where(own).scalar_subquery()
    )
    for document_id, file in connection.execute(statement).all():
        leftovers.files.add(file)
        connection.execute(delete(documents).where(documents.c.id == document_id))
        again = {"status": "waiting", "attempts": 0, "done_at": None, "claimed_by": None}
        connection.execute(update(outbox).where(own).values(again))


def take_orphans(connection: Connection, digests: Collection[str]) -> set[str]:
    """Of files that rows named, those that none names now; they go out of the register, and out of
    the database where it keeps them."""
    orphans = set(digests)
    for table in _WITH_FILES:
        statement = select(table.c.file).where(table.c.file.in_(digests))
        orphans -= set(connection.execute(statement).scalars())
    if orphans:
        connection.execute(delete(files).where(files.c.sha256.in_(orphans)))
        file_contents.take_away(connection, orphans)
    return orphans
