"""The database is brought up to date at the start, by one program, whole or not at all."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, inspect, text

from actions.documents.typesetting import make_document
from notifications.mail import RenderedMail
from notifications.rendering import render
from persistence.connections import connect, sqlite_url
from persistence.database import reading, write_transaction
from persistence.database_errors import DatabaseError
from persistence.mails import mails_of, stored_mail, to_send
from persistence.migrating import MIGRATIONS, bring_up_to_date, current_revision, head_revision
from persistence.schema import metadata
from persistence.scores import points_in, write_points
from tests.waiting import PATIENCE
from tests.workflows.office_fixtures import BORIS, ON_POSTGRES, Work, postgres_database

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=["sqlite", ON_POSTGRES])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database that nobody has used yet."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path)
        return
    with postgres_database(is_migrated=False) as url:
        yield url


def test_an_empty_database_is_brought_up_to_date_and_stays_so(empty: str) -> None:
    engine = connect(empty)
    assert current_revision(engine) is None
    for _ in range(2):
        bring_up_to_date(engine)
        assert current_revision(engine) == head_revision()
    engine.dispose()


def test_what_was_migrated_is_what_the_program_expects(empty: str, tmp_path: Path) -> None:
    engine = connect(empty)
    bring_up_to_date(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_database_checks_what_the_program_says_it_checks(tmp_path: Path) -> None:
    checks = []
    for name, make in (("migrated", bring_up_to_date), ("made", metadata.create_all)):
        (tmp_path / name).mkdir()
        engine = connect(sqlite_url(tmp_path / name))
        make(engine)
        checks.append((checks_of(engine), without_row_ids(engine)))
        engine.dispose()
    of_migrations, of_tables = checks
    assert of_migrations == of_tables
    assert len(of_tables[0]) >= 8
    assert of_tables[1] == {"scores", "search_words"}


def checks_of(engine: Any) -> dict[str, str]:
    inspector = inspect(engine)
    return {
        str(check["name"]): " ".join(check["sqltext"].split())
        for table in metadata.tables
        for check in inspector.get_check_constraints(table)
    }


def without_row_ids(engine: Any) -> set[str]:
    """The tables whose rows stand in their key itself."""
    with engine.connect() as connection:
        table_rows = connection.execute(text("PRAGMA table_list")).mappings()
        return {
            row["name"] for row in table_rows if row["wr"] and not row["name"].startswith("sqlite")
        }


def test_a_database_newer_than_the_program_is_refused_and_left_alone(empty: str) -> None:
    engine = connect(empty)
    bring_up_to_date(engine)
    with write_transaction(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.execute(text("ALTER TABLE cases ADD COLUMN of_the_future TEXT"))
    with pytest.raises(DatabaseError) as error:
        bring_up_to_date(engine)
    assert str(error.value) == (
        f"the database stands at version 9999, which is newer than this program "
        f"({head_revision()}): install the newer program; nothing was changed"
    )
    assert current_revision(engine) == "9999"
    assert "of_the_future" in {column["name"] for column in inspect(engine).get_columns("cases")}
    engine.dispose()


def test_a_database_of_another_program_is_refused_and_left_alone(empty: str) -> None:
    engine = connect(empty)
    with write_transaction(engine) as connection:
        connection.execute(text("CREATE TABLE invoices (id INTEGER)"))
    with pytest.raises(DatabaseError, match=r"tables of another program \(invoices"):
        bring_up_to_date(engine)
    assert inspect(engine).get_table_names() == ["invoices"]
    engine.dispose()


def test_of_programs_that_start_together_one_migrates_and_all_go_on(empty: str) -> None:
    program = (
        "import sys; from persistence.connections import *; from persistence.migrating import *\n"
        "e = connect(sys.argv[1]); "
        "print('ready', flush=True); sys.stdin.readline(); bring_up_to_date(e); "
        "print(current_revision(e))"
    )
    starting = [
        subprocess.Popen(
            [sys.executable, "-c", program, empty],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for _ in range(3)
    ]
    for process in starting:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in starting:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    outputs = [process.communicate(timeout=PATIENCE) for process in starting]
    assert outputs == [(f"{head_revision()}\n", "")] * 3


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    program_folder = tmp_path / "program"
    for room in ("persistence", "states"):
        shutil.copytree(ROOT / room, program_folder / room)
    (program_folder / "persistence" / "migrations" / "versions" / "9998.py").write_text(
        "from alembic import op\n"
        f"revision, down_revision = '9998', '{head_revision()}'\n"
        "branch_labels = depends_on = None\n"
        "def upgrade():\n"
        "    op.execute('CREATE TABLE half_made (id INTEGER)')\n"
        "    op.execute('INSERT INTO nowhere VALUES (1)')\n"
    )
    engine = connect(sqlite_url(tmp_path))
    bring_up_to_date(engine)
    before = inspect(engine).get_table_names()
    program = (
        "import sys; from persistence.connections import *; from persistence.migrating import *\n"
        "bring_up_to_date(connect(sys.argv[1]))"
    )
    command = [sys.executable, "-c", program, sqlite_url(tmp_path)]
    process = subprocess.run(command, cwd=program_folder, env={}, capture_output=True, text=True)
    assert "DatabaseError" in process.stderr
    assert "no such table: nowhere" in process.stderr
    after = (current_revision(engine), inspect(engine).get_table_names())
    assert after == (head_revision(), before)
    engine.dispose()


def test_a_mail_of_before_reads_as_it_was_written(empty: str) -> None:
    engine = connect(empty)
    with write_transaction(engine) as connection:
        command.upgrade(scripts_for(connection), "0008")
        connection.execute(
            text(
                "INSERT INTO mails (id, key, mail, recipient, to_name, to_address, language,"
                " subject, text, html, attaches, written_at) VALUES"
                " (1, 'k', 'briefing', 'head_of_ico', 'V', 'v@bmu.example', 'en', 'S',"
                " 'Dear V,', '<p>Dear V,</p>', '', 0)"
            )
        )
        connection.execute(ACTION_OF_K)
    bring_up_to_date(engine)
    assert mail_in(engine) == RenderedMail("S", "Dear V,", "<p>Dear V,</p>")
    engine.dispose()


def test_a_mail_that_stood_on_a_sheet_is_whole_and_reads_as_it_did(empty: str) -> None:
    """The mails of a list shared a sheet, with places for what each said for itself."""
    engine = connect(empty)
    with write_transaction(engine) as connection:
        command.upgrade(scripts_for(connection), "0013")
        sheet = {
            "text": "\x1agreeting\x1a,\n\n\x1ahappened\x1a\n\x1afacts\x1a\n",
            "html": "<p>\x1agreeting\x1a,</p>\n\x1ahappened\x1a<table>\x1afacts\x1a</table>",
        }
        pieces = (
            "greeting\x1dDear Ana <A> & Co\x1c"
            "happened\x1dYou are \x01selected\x02\nfor Graz.\n\nSo it is.\x1c"
            "facts\x1dRank\x1f1\x1e\nHost\x1fGraz\n& more\x1e\x1c"
        )
        connection.execute(text("INSERT INTO mail_sheets VALUES ('d', :text, :html)"), sheet)
        connection.execute(
            text(
                "INSERT INTO mails (id, key, mail, recipient, to_name, to_address, language,"
                " subject, sheet, pieces, attaches, written_at) VALUES"
                " (1, 'k', 'ranking_published', 'candidate', 'A', 'a@bmu.example', 'en', 'S',"
                " 'd', :pieces, '', 0)"
            ),
            {"pieces": pieces},
        )
        connection.execute(ACTION_OF_K)
    bring_up_to_date(engine)
    assert mail_in(engine) == RenderedMail(
        "S",
        "Dear Ana <A> & Co,\n\nYou are selected for Graz.\n\nSo it is.\n"
        "  Rank: 1\n  Host: Graz\n  & more\n",
        "<p>Dear Ana &lt;A&gt; &amp; Co,</p>\n"
        f"{PARAGRAPH}You are <strong>selected</strong> for Graz.</p>\n{PARAGRAPH}So it is.</p>\n"
        f"<table><tr>{LABEL}Rank</td>{VALUE}1</td></tr>"
        f"<tr>{LABEL}Host</td>{VALUE}Graz\n&amp; more</td></tr></table>",
    )
    engine.dispose()


def test_mails_go_back_onto_sheets_and_come_again_without_a_loss(any_work: Work) -> None:
    case_id = any_work.open()
    any_work.bring("application", case_id)
    with reading(any_work.engine) as connection:
        before = [render(mail.written) for mail in mails_of(connection, case_id)]
    with write_transaction(any_work.engine) as connection:
        command.downgrade(scripts_for(connection), "0013")
    bring_up_to_date(any_work.engine)
    with reading(any_work.engine) as connection:
        assert [render(mail.written) for mail in mails_of(connection, case_id)] == before
        assert len(before) > 0


PARAGRAPH = '<p style="margin:0 0 14px 0;line-height:1.55">'
LABEL = (
    '<td valign="top" width="34%" style="padding:6px 12px 6px 0;border-bottom:1px solid #e3e7ee;'
    'color:#526078">'
)
VALUE = '<td valign="top" style="padding:6px 0;border-bottom:1px solid #e3e7ee;color:#1b2430">'
DECREE_OF_BEFORE = (
    "INSERT INTO decrees (case_id, number, issued_on, method, content)"
    " VALUES (:case, :number, '2027-03-04', 'course_by_course', '{}')"
)
APPEAL_OF_BEFORE = (
    "INSERT INTO appeals (case_id, against, \"on\") VALUES (:case, 'decree', '2027-03-08')"
)
ACTION_OF_K = text(
    "INSERT INTO outbox (id, key, action, label, mail_key, status, attempts, next_attempt_at,"
    " created_at) VALUES (1, 'k', 'mail', 'k · send', 'k', 'done', 1, 0, 0)"
)


def mail_in(engine: Engine) -> RenderedMail:
    """The only mail, as it leaves; the pages show the same text."""
    with reading(engine) as connection:
        mail, page_mail = to_send(connection, 1).written, stored_mail(connection, 1)
    assert page_mail is not None and page_mail.written == mail
    return render(mail)


def scripts_for(connection: Connection) -> Config:
    """The migrations, to be run on a connection one by one."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def test_points_given_before_stand_when_their_table_is_made_anew(any_work: Work) -> None:
    case_id, points = any_work.open(), {"relevance": Decimal("24.5"), "language": Decimal(22)}
    with write_transaction(any_work.engine) as connection:
        write_points(connection, case_id, "j.kos", points)
        command.downgrade(scripts_for(connection), "0011")
    bring_up_to_date(any_work.engine)
    with reading(any_work.engine) as connection:
        assert points_in(connection, any_work.call_id) == {case_id: {"j.kos": points}}


def test_an_appeal_of_before_is_against_the_act_that_was_in_force(any_work: Work) -> None:
    ana, boris = any_work.open(), any_work.open(BORIS)
    any_work.bring("ranking", ana, boris)
    any_work.clock.pass_by(hours=2)
    for case_id, decision in ((ana, "dismiss_ranking_appeal"), (boris, "uphold_ranking_appeal")):
        any_work.do(case_id, "lodge_ranking_appeal", {"grounds": "The points"})
        any_work.do(case_id, decision, {"reason": "So it is"}, "rector")
    any_work.clock.pass_by(hours=2)
    any_work.publish()
    with write_transaction(any_work.engine) as connection:
        connection.execute(text(DECREE_OF_BEFORE), {"case": ana, "number": "R-1/2027"})
        connection.execute(text(APPEAL_OF_BEFORE), {"case": ana})
        command.downgrade(scripts_for(connection), "0020")
    bring_up_to_date(any_work.engine)
    of_ana, of_boris = any_work.dossier(ana).appeals, any_work.dossier(boris).appeals
    assert [(appeal.act, appeal.decided_under) for appeal in of_ana] == [
        ("1", "1"),
        ("R-1/2027", None),
    ]
    assert [(appeal.act, appeal.decided_under) for appeal in of_boris] == [("1", "1")]


def test_a_document_that_was_still_to_be_made_can_be_made_afterwards(any_work: Work) -> None:
    ana = any_work.open()
    any_work.bring("nominated", ana)
    with write_transaction(any_work.engine) as connection:
        command.downgrade(scripts_for(connection), "0023")
        row = connection.execute(text(NOMINATION_ORDER)).one()
        order = json.loads(row.content)
        content = order["content"]
        del content["head"]["basis"]
        content["head"]["rests_on"] = [
            {"rule": "BMU-15d", "article": {"en": "art. 15 para. 5", "sr": "чл. 15. ст. 5."}}
        ]
        content["home"], content["purpose"] = "Belgrade Metropolitan University", "study"
        connection.execute(
            text("UPDATE outbox SET content = :content, status = 'dead' WHERE id = :id"),
            {"content": json.dumps(order), "id": row.id},
        )
    bring_up_to_date(any_work.engine)
    with reading(any_work.engine) as connection:
        order = json.loads(connection.execute(text(NOMINATION_ORDER)).one().content)
    assert order["content"]["head"]["rests_on"] == ["BMU-15d"]
    pdf = make_document("nomination_letter", order["content"], "en", any_work.clock())
    assert pdf.startswith(b"%PDF")


NOMINATION_ORDER = "SELECT id, content FROM outbox WHERE document = 'nomination_letter'"


def test_persons_of_before_who_share_an_address_become_one(any_work: Work) -> None:
    ana, boris = any_work.open(), any_work.open(BORIS)
    with write_transaction(any_work.engine) as connection:
        command.downgrade(scripts_for(connection), "0028")
        connection.execute(
            text("UPDATE persons SET email = 'ANA@students.example' WHERE name LIKE 'Boris%'")
        )
    bring_up_to_date(any_work.engine)
    assert [other.number for other in any_work.dossier(ana).other_cases] == [
        any_work.case(boris).number
    ]
    assert (
        any_work.dossier(ana).candidate.name
        == any_work.dossier(boris).candidate.name
        == BORIS["name"]
    )
    assert any_work.dossier(ana).candidate.email == "ANA@students.example"


def test_migrations_are_found_by_their_number_in_order() -> None:
    stems = sorted(path.stem for path in (MIGRATIONS / "versions").glob("*.py"))
    assert all(stem.isdecimal() for stem in stems)
    assert head_revision() == stems[-1]


def test_reading_never_waits_for_who_writes(tmp_path: Path) -> None:
    engine = connect(sqlite_url(tmp_path), busy_seconds=0.1)
    bring_up_to_date(engine)
    other = sqlite3.connect(tmp_path / "office.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with reading(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM cases")).scalar() == 0
    assert current_revision(engine) == head_revision()
    other.close()
    engine.dispose()
