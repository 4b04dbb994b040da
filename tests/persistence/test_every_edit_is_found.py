"""Every edit with other tools is found by `verify`: each on a copy of one office at work.

Whoever edits has the right to everything: the guards hear nothing of it, and what is append-only
can be changed.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text, update
from sqlalchemy.exc import DBAPIError

from notifications.mail import WrittenMail
from persistence import staff
from persistence.chains import BEGINNING
from persistence.changes import Change, note
from persistence.commitments import ERASED
from persistence.connections import connect, sqlite_url
from persistence.database import reading, write_transaction
from persistence.digests import microseconds
from persistence.guards import APPEND_ONLY, put_up
from persistence.history import hash_of
from persistence.integrity import Audit, audit
from persistence.mails import OutgoingMail
from persistence.part_titles import TITLES
from persistence.proof_lines import ProofLine, give_out, read_line
from persistence.saving import enqueue
from persistence.schema import metadata
from persistence.sealed_parts import COMPARED, PARTS
from persistence.sealing import TIPS, RowsDigest, Seal
from persistence.sealing import hash_of as hash_of_seal
from persistence.tables import cases, history, seal_tip, sealed_rows, seals
from persistence.touched import forget
from states.decision import Actor
from states.validation_error import ValidationError
from tests.persistence.other_tools import without_guards
from tests.workflows.office_fixtures import Work
from workflows.cases.colleagues import Colleague
from workflows.cases.comments import comment
from workflows.people.erasing import erase_person
from workflows.registers.keeping import OPERATOR, RegisterAct

OTHER = "(SELECT max(id) FROM cases)"
FIRST = "(SELECT min(id) FROM cases)"
GONE = "(SELECT min(case_id) FROM erased_cases)"
EDITS = {
    "a state": f"UPDATE cases SET state = 'closed' WHERE id = {FIRST}",
    "a state as another case's": (
        f"UPDATE cases SET state = (SELECT state FROM cases WHERE id = {OTHER}) WHERE id ="
        f" {FIRST}"
    ),
    "the owners": "UPDATE cases SET owners = 'rector'",
    "a version": f"UPDATE cases SET version = version + 1 WHERE id = {FIRST}",
    "a due date nulled": f"UPDATE cases SET due = NULL, receipt = NULL WHERE id = {FIRST}",
    "a due date as another case's": (
        f"UPDATE cases SET due = (SELECT due FROM cases WHERE id = {OTHER}), receipt = "
        f"(SELECT receipt FROM cases WHERE id = {OTHER}) WHERE id = {FIRST}"
    ),
    "which call": "UPDATE cases SET opened_at = opened_at - 1",
    "timers deleted": "DELETE FROM timers WHERE closed_at IS NULL",
    "a timer moved": "UPDATE timers SET at = at + 86400000000 WHERE closed_at IS NULL",
    "a timer marked as sent": (
        "UPDATE timers SET outcome = 'sent', closed_at = at WHERE closed_at IS NULL"
    ),
    "a timer closed": "UPDATE timers SET outcome = 'moved', closed_at = at WHERE closed_at IS NULL",
    "a mail's words": "UPDATE mails SET subject = 'Something else' WHERE case_id IS NOT NULL",
    "a mail's address": (
        "UPDATE mails SET to_address = 'thief@example.org' WHERE case_id IS NOT NULL"
    ),
    "the office's mail": "UPDATE mails SET subject = 'Something else' WHERE case_id IS NULL",
    "an action": "UPDATE outbox SET content = '{}' WHERE content IS NOT NULL",
    "an action's key": "UPDATE outbox SET label = 'nothing' WHERE case_id IS NOT NULL",
    "an action marked as done": "UPDATE outbox SET status = 'done' WHERE status = 'waiting'",
    "an action marked as done by hand": (
        "UPDATE outbox SET status = 'done', attempts = 1, done_at = created_at "
        "WHERE status = 'waiting' AND case_id IS NOT NULL"
    ),
    "an action of the office marked as done by hand": (
        "UPDATE outbox SET status = 'done', attempts = 1, done_at = created_at "
        "WHERE status = 'waiting' AND case_id IS NULL"
    ),
    "an action that was done put back": (
        "UPDATE outbox SET status = 'waiting', attempts = 0, done_at = NULL, claimed_by = NULL "
        "WHERE status = 'done'"
    ),
    "when an action was done": "UPDATE outbox SET done_at = done_at + 1 WHERE status = 'done'",
    "how often an action was tried": (
        "UPDATE outbox SET attempts = attempts + 1 WHERE status = 'done'"
    ),
    "points": "UPDATE scores SET points = '60'",
    "points removed": "DELETE FROM scores",
    "a grade": "UPDATE transcript_courses SET grade = '5'",
    "ECTS of a course": "UPDATE transcript_courses SET ects = '30'",
    "ECTS of the agreement": "UPDATE agreement_courses SET ects = '30'",
    "ECTS earned": "UPDATE candidates SET ects_earned = '300'",
    "a name": "UPDATE persons SET name = 'Somebody Else'",
    "an address of a person": "UPDATE persons SET email = email || '.org'",
    "a place": "UPDATE placements SET outcome = 'waiting'",
    "a line of a list": "UPDATE ranking_entries SET points = '1'",
    "a list": "UPDATE rankings SET published_at = published_at - 1",
    "a Decree's number": "UPDATE decrees SET number = '1-1/99'",
    "a Decree's text": "UPDATE decrees SET content = '{}'",
    "a Decree's delivery": "UPDATE decrees SET delivered_on = '2027-03-05'",
    "the register of acts": "UPDATE act_register SET number = number || 'a'",
    "the last number": "UPDATE number_sequences SET last = last - 1",
    "the last number of a case": (
        "UPDATE number_sequences SET last = last + 1 WHERE name LIKE 'cases %'"
    ),
    "the last numbers removed": "DELETE FROM number_sequences",
    "a transcript": "UPDATE transcripts SET language = 'sr'",
    "a transcript removed": "DELETE FROM transcripts",
    "a recognition": "UPDATE recognition_decisions SET home_ects = '30'",
    "a signature": "UPDATE signatures SET \"on\" = '2026-01-01'",
    "a signature removed": "DELETE FROM signatures WHERE party = 'host'",
    "a signature added": (
        "INSERT INTO signatures (case_id, agreement_version, document, party, \"on\", "
        "recorded_at) SELECT case_id, agreement_version, document, 'dean', \"on\", "
        "recorded_at FROM signatures WHERE party = 'host'"
    ),
    "a document": "UPDATE documents SET kind = 'petition' WHERE kind = 'cv'",
    "a document removed": "DELETE FROM documents WHERE kind = 'cv'",
    "a document withdrawn": "UPDATE documents SET withdrawn_at = recorded_at WHERE kind = 'cv'",
    "an application": "UPDATE applications SET last_day = '2027-06-30'",
    "a host applied for": "UPDATE application_hosts SET host = 'University of Nowhere'",
    "a host's answer": "UPDATE host_answers SET last_day = '2027-06-30'",
    "a call's minimum": "UPDATE calls SET minimum_points = '1'",
    "a call's places": "UPDATE call_hosts SET places = 99",
    "a commission": "UPDATE commission_members SET name = 'x'",
    "a role": "UPDATE role_assignments SET role = 'rector'",
    "a role's last day": "UPDATE role_assignments SET last_day = NULL, first_day = '1999-01-01'",
    "a role added": (
        "INSERT INTO role_assignments (staff_id, institution, role, first_day) SELECT "
        "staff_id, institution, 'rector', first_day FROM role_assignments WHERE id = 1"
    ),
    "a deputy added": (
        "INSERT INTO deputies (institution, who, deputy_for, first_day, last_day) VALUES "
        "('bmu', 'dean', 'rector', '2020-01-01', '2040-01-01')"
    ),
    "a password": "UPDATE staff SET password = 'x'",
    "a partner's address": "UPDATE partners SET email = 'thief@example.org'",
    "a history's person": "UPDATE history SET person = 'x' WHERE seq = 2",
    "what was handed in": "UPDATE history SET data = '{}' WHERE seq = 2",
    "an entry's digests": "UPDATE history SET sealed = NULL WHERE seq = 2",
    "an entry's salt": "UPDATE history SET salt = '00' WHERE seq = 2",
    "the log of changes": "UPDATE changes SET person = 'x'",
    "a seal": "UPDATE seals SET rows = rows + 1 WHERE seq = 2",
    "a seal cut off": "DELETE FROM seals WHERE seq = (SELECT max(seq) FROM seals)",
    "a sealed row": "UPDATE sealed_rows SET digest = NULL WHERE seal = 2",
    "a salt forgotten": f"UPDATE history SET salt = NULL WHERE seq = 2 AND case_id = {FIRST}",
    "words and salt, as if erased": (
        f"UPDATE history SET data = '{ERASED}', salt = NULL WHERE seq = 2 AND case_id = {FIRST}"
    ),
    "words where some were erased": (
        f"UPDATE history SET data = '{{}}' WHERE seq = 1 AND case_id = {GONE}"
    ),
    "a row's salt forgotten": "UPDATE sealed_rows SET salt = NULL WHERE part = 'staff'",
    "a history chained anew, as if erased": (
        f"UPDATE sealed_rows SET part = 'rechained' WHERE part = 'tips' AND case_id = {FIRST}"
    ),
    "words of a change, as if erased": (
        f"UPDATE changes SET after = '{ERASED}', before = NULL, salt = NULL WHERE seq = 1"
    ),
    "a comment": "UPDATE handling_log SET data = '{\"text\": \"x\"}'",
    "a comment, as if erased": f"UPDATE handling_log SET data = '{ERASED}', salt = NULL",
    "why something was erased": "UPDATE erasures SET reason = 'x'",
    "that something was erased": f"DELETE FROM erased_cases WHERE case_id = {GONE}",
    "an erased mail": f"UPDATE mails SET subject = 'x' WHERE case_id = {GONE}",
    "an erased candidate": f"UPDATE candidates SET year = 3 WHERE case_id = {GONE}",
    "a definition": "UPDATE definitions SET text = text || ' '",
    "a case in lists": "UPDATE listed_cases SET state = 'closed'",
}  # fmt: skip
"""What is edited, and how: each must change a row, and each is found."""


def at_work(work: Work) -> None:
    """An office in which most has happened once: a case with its Decree, one of somebody who was
    erased, and one that waits.
    """
    ana = work.open()
    work.bring("mobility", ana)
    work.drain()
    work.bring("decree", ana)
    erased_case = work.open({"name": "Vera Gone", "email": "v@students.example"})
    work.do(erased_case, "withdraw", {"reason": "ill"}, "candidate")
    with write_transaction(work.engine) as connection:
        act = RegisterAct(connection, work.office, "bmu", OPERATOR, work.clock())
        erase_person(act, "v@students.example", "request of 12 May")
        (vera, *_) = staff.by_logins(connection, ["mobility_coordinator"])
        by = Colleague(work.act(connection, Actor(vera.login, vera.name)), vera)
        comment(by, 1, "Call Graz")
        give_out(connection, work.clock())
    work.open({"name": "Boris Savić", "email": "b@students.example"})
    with write_transaction(work.engine) as connection:
        note(connection, Change("person", "vera", "renamed", "Vera"), work.clock())
        content = WrittenMail("Good morning", None, "Good morning", "<p>Good morning</p>")
        mail = OutgoingMail("briefing/1", "briefing", "briefing", "head_of_ico", "Ivana",
                            "ivana@bmu.example", "en", content)  # fmt: skip
        enqueue(connection, [(None, None, [mail], ())], work.clock())


def audited(connection: Connection, work: Work, line: ProofLine | None = None) -> Audit:
    return audit(connection, work.office.data, work.office.calendar, line)


def test_every_edit_is_found(any_work: Work) -> None:
    at_work(any_work)
    with reading(any_work.engine) as connection:
        assert audited(connection, any_work).discrepancies == ()
    not_found, not_made = [], []
    with any_work.engine.connect() as connection, connection.begin() as transaction:
        # Once for all edits, each of which is taken back: it took longer than the audits.
        without_guards(connection)
        for name, statement in EDITS.items():
            with connection.begin_nested() as edit:
                if not connection.execute(text(statement)).rowcount:
                    not_made.append(name)
                sentences = audited(connection, any_work).discrepancies
                edit.rollback()
            forget(connection)
            if all("guard" in sentence for sentence in sentences):
                not_found.append(name)
        left_over = [s for s in audited(connection, any_work).discrepancies if "guard" not in s]
        transaction.rollback()
    assert (not_made, not_found, left_over) == ([], [], [])


def test_a_whole_case_that_is_deleted_is_missed(any_work: Work) -> None:
    at_work(any_work)
    with any_work.engine.connect() as connection, connection.begin() as transaction:
        without_guards(connection)
        for table in reversed(metadata.sorted_tables):
            if "case_id" in table.columns and table.name != "sealed_rows":
                connection.execute(text(f"DELETE FROM {table.name} WHERE case_id = {OTHER}"))
        connection.execute(text(f"DELETE FROM cases WHERE id = {OTHER}"))
        sentences = audited(connection, any_work).discrepancies
        transaction.rollback()
        forget(connection)
    assert any(sentence.startswith("case 3: was removed") for sentence in sentences), sentences


def chained_anew(connection: Connection, case_id: int) -> None:
    """Another name in a history, and every hash after it computed as this program would."""
    tip = BEGINNING
    for row in (
        connection.execute(
            select(history).where(history.c.case_id == case_id).order_by(history.c.seq)
        )
        .mappings()
        .all()
    ):
        entry = {**row, "person": "Somebody else", "previous": tip}
        tip = hash_of(entry)
        of_entry = (history.c.case_id == case_id, history.c.seq == row["seq"])
        connection.execute(
            update(history)
            .where(*of_entry)
            .values(person="Somebody else", previous=entry["previous"], hash=tip)
        )
    connection.execute(update(cases).where(cases.c.id == case_id).values(history_tip=tip))
    of_tip = (sealed_rows.c.part == TIPS, sealed_rows.c.case_id == case_id)
    connection.execute(update(sealed_rows).where(*of_tip).values(digest=tip))
    sealed_anew(connection)


def sealed_anew(connection: Connection) -> None:
    tip = BEGINNING
    for row in connection.execute(select(seals).order_by(seals.c.seq)).all():
        of_rows = RowsDigest()
        for sealed_row in connection.execute(
            select(
                *(sealed_rows.c[name] for name in ("part", "key", "case_id", "length", "digest"))
            )
            .where(sealed_rows.c.seal == row.seq)
            .order_by(sealed_rows.c.place)
        ):
            of_rows.add(sealed_row)
        at = microseconds(row.at) if row.at else None
        digest = of_rows.hexdigest()
        seal_hash = hash_of_seal(Seal(row.seq, row.kind, at, row.rows, digest, tip))
        connection.execute(
            update(seals)
            .where(seals.c.seq == row.seq)
            .values(previous=tip, digest=digest, hash=seal_hash)
        )
        tip = seal_hash
    connection.execute(update(seal_tip).values(hash=tip))


def test_a_chain_that_is_computed_anew_is_found_by_a_line_that_lies_elsewhere(
    any_work: Work,
) -> None:
    at_work(any_work)
    with write_transaction(any_work.engine) as connection:
        line = read_line(f"> {give_out(connection, any_work.clock())} <")
        assert give_out(connection, any_work.clock()) == line
    with any_work.engine.connect() as connection, connection.begin() as transaction:
        assert audited(connection, any_work, line).is_sound
        without_guards(connection)
        chained_anew(connection, 1)
        put_up(connection)
        by_itself, by_line = audited(connection, any_work), audited(connection, any_work, line)
        transaction.rollback()
        forget(connection)
    assert by_itself.discrepancies == ()
    (sentence,) = by_line.discrepancies
    assert "does not belong to this office's chain of seals" in sentence


def test_what_is_no_line_is_said_to_be_none() -> None:
    with pytest.raises(ValidationError, match="mobility-head 1"):
        read_line("mobility-head 1 12")


def test_every_column_is_covered_made_again_or_under_a_rule() -> None:
    """A new table is sealed row by row; a new column of a case's status must be named."""
    covered_columns = {(part.table.name, name) for part in PARTS.values() for name in part.columns}
    uncovered_columns = [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if not {table.name, f"{table.name}.{column.name}"} & COMPARED.keys()
        and (table.name, column.name) not in covered_columns
    ]
    assert uncovered_columns == []
    column_names = {f"{c.table.name}.{c.name}" for t in metadata.sorted_tables for c in t.columns}
    assert COMPARED.keys() <= column_names | metadata.tables.keys()
    assert PARTS.keys() - TITLES.keys() == set()


def test_nothing_replaces_a_row_of_a_chain(work_on_sqlite: Work) -> None:
    at_work(work_on_sqlite)
    for table in APPEND_ONLY:
        statement = f"INSERT OR REPLACE INTO {table.name} SELECT * FROM {table.name}"
        with work_on_sqlite.engine.connect() as connection:
            if connection.execute(text(f"SELECT count(*) FROM {table.name}")).scalar():
                with pytest.raises(DBAPIError, match="append-only"):
                    connection.execute(text(statement))


def test_another_tool_is_refused_by_the_guards(work_on_sqlite: Work) -> None:
    at_work(work_on_sqlite)
    with (
        closing(sqlite3.connect(str(work_on_sqlite.engine.url.database))) as other,
        pytest.raises(sqlite3.OperationalError, match="office_touched"),
    ):
        other.execute("UPDATE staff SET password = 'x'")


def test_a_guard_that_was_taken_down_is_named(any_work: Work) -> None:
    with write_transaction(any_work.engine) as connection:
        on = " ON staff" if connection.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER staff_sealed_update{on}"))
    with reading(any_work.engine) as connection:
        (sentence,) = audited(connection, any_work).discrepancies
    assert "`staff_sealed_update`" in sentence


def test_a_guard_that_stands_otherwise_is_named_and_put_up_anew(any_work: Work) -> None:
    """One of before a column was added, and one that no longer tells what it hears."""
    name = "staff_sealed_update"
    with write_transaction(any_work.engine) as connection:
        if connection.dialect.name == "postgresql":
            does = f"EXECUTE FUNCTION {name}()"
            deaf = (
                "CREATE OR REPLACE FUNCTION staff_sealed_insert() RETURNS trigger AS $$ BEGIN "
                "RETURN NULL; END $$ LANGUAGE plpgsql"
            )
            connection.execute(text(deaf))
            connection.execute(text(f"DROP TRIGGER {name} ON staff"))
        else:
            does = "BEGIN SELECT 1; END"
            connection.execute(text("DROP TRIGGER staff_sealed_insert"))
            deaf = f"CREATE TRIGGER staff_sealed_insert AFTER INSERT ON staff {does}"
            connection.execute(text(deaf))
            connection.execute(text(f"DROP TRIGGER {name}"))
        of_one = f"CREATE TRIGGER {name} AFTER UPDATE OF email ON staff FOR EACH ROW {does}"
        connection.execute(text(of_one))
    with reading(any_work.engine) as connection:
        sentences = audited(connection, any_work).discrepancies
    assert sorted(sentence.split("`")[1] for sentence in sentences) == ["staff_sealed_insert", name]
    with write_transaction(any_work.engine) as connection:
        put_up(connection)
    with reading(any_work.engine) as connection:
        assert audited(connection, any_work).is_sound


def test_pages_of_the_file_that_are_zeroed_are_told(work_on_sqlite: Work, tmp_path: Path) -> None:
    at_work(work_on_sqlite)
    with closing(sqlite3.connect(str(work_on_sqlite.engine.url.database))) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = "SELECT rootpage FROM sqlite_master WHERE name = 'sealed_rows'"
        (page,) = other.execute(root).fetchone()
    shutil.copy(str(work_on_sqlite.engine.url.database), tmp_path / "office.db")
    content = bytearray((tmp_path / "office.db").read_bytes())
    place = (page - 1) * 4096
    content[place : place + 4096] = bytes(4096)
    (tmp_path / "office.db").write_bytes(content)
    engine = connect(sqlite_url(tmp_path))
    with reading(engine) as connection:
        first, *_ = audited(connection, work_on_sqlite).discrepancies
    engine.dispose()
    assert first.startswith("the file of the database is damaged")
