"""Starting on a data folder: what is missing, wrong or in the way is told of in a sentence."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select

from notifications.maildir import MaildirMailer
from notifications.smtp import SmtpMailer
from office.config_file import SHIPPED
from office.passwords import keep_password
from persistence.database import reading
from persistence.database_errors import DatabaseError
from persistence.migrating import current_revision, head_revision
from persistence.tables import cases
from states.strict_yaml import InvalidFile
from tests.workflows.office_fixtures import Work, work, work_on_sqlite
from workflows.running.bootstrap import mailer_of, open_app

__all__ = ["work", "work_on_sqlite"]

SHIPPED_TEXT = SHIPPED.read_text(encoding="utf-8")


def test_an_office_is_made_and_opened_again(tmp_path: Path) -> None:
    data = tmp_path / "some" / "where"
    for make in (True, False, True):
        app = open_app(data, make=make)
        assert current_revision(app.engine) == head_revision()
        app.engine.dispose()
    assert (data / "office.db").is_file()


@pytest.mark.parametrize("make_folder", [True, False])
def test_where_there_is_no_office_yet_it_says_how_to_make_one(
    tmp_path: Path, make_folder: bool
) -> None:
    data = tmp_path / "data"
    if make_folder:
        data.mkdir()
    with pytest.raises(DatabaseError) as refusal:
        open_app(data)
    assert str(refusal.value) == f"there is no office in {data}: `mobility init` makes one"
    assert not (data / "office.db").exists(), "asking makes nothing"


def test_a_file_in_the_folders_place_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(DatabaseError, match=r"the folder .*data can't be made: File exists"):
        open_app(tmp_path / "data", make=True)
    nested_folder = tmp_path / "data" / "office"
    with pytest.raises(DatabaseError, match=r"the folder .*office can't be made: Not a dir"):
        open_app(nested_folder, make=True)


def test_the_data_folders_own_settings_hold_and_wrong_ones_are_refused(tmp_path: Path) -> None:
    own = tmp_path / "config.yaml"
    own.write_text(SHIPPED_TEXT.replace("key: bmu", "key: bee"), encoding="utf-8")
    assert open_app(tmp_path, make=True).office.settings.institution.key == "bee"
    own.write_text(SHIPPED_TEXT + "\ncolour: red\n", encoding="utf-8")
    with pytest.raises(InvalidFile, match="colour: is not a known key here"):
        open_app(tmp_path)


def test_settings_that_are_not_there_are_told_of(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match="can't be read: No such file or directory"):
        open_app(tmp_path, tmp_path / "nowhere.yaml", make=True)


def test_another_database_can_be_named(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.db"
    (tmp_path / "config.yaml").write_text(
        SHIPPED_TEXT.replace("  url:\n", f"  url: sqlite:///{elsewhere}\n"), encoding="utf-8"
    )
    app = open_app(tmp_path)
    assert current_revision(app.engine) == head_revision()
    assert elsewhere.is_file()
    assert not (tmp_path / "office.db").exists()


def test_a_newer_database_is_refused_at_the_start(tmp_path: Path) -> None:
    open_app(tmp_path, make=True).engine.dispose()
    with sqlite3.connect(tmp_path / "office.db") as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseError, match=r"is newer than this program .*: install the newer"):
        open_app(tmp_path)


def test_what_an_office_holds_is_there_after_it_was_closed(work_on_sqlite: Work) -> None:
    ana = work_on_sqlite.open()
    work_on_sqlite.engine.dispose()
    app = open_app(work_on_sqlite.office.data)
    with reading(app.engine) as connection:
        assert list(connection.execute(select(cases.c.id)).scalars()) == [ana]


def test_every_setting_of_mail_reaches_the_mailer(work: Work) -> None:
    assert isinstance(mailer_of(work.office), MaildirMailer)
    mail_options = {
        "host": "mail.bmu.example", "port": 2525, "starttls": True, "user": "office",
        "ca_file": "/etc/ca.pem", "greets_as": "office.bmu.example",
    }  # fmt: skip
    office = work.with_mail(transport="smtp", timeout_seconds=7.0, **mail_options).office
    keep_password(office.data, "mail", "s3cret")
    mailer = mailer_of(office)
    assert isinstance(mailer, SmtpMailer)
    assert {name: getattr(mailer, name) for name in mail_options} == mail_options
    assert mailer.password == "s3cret"
    assert mailer.timeout == 7.0


def test_an_empty_database_where_there_was_an_office_is_refused(tmp_path: Path) -> None:
    open_app(tmp_path, make=True).engine.dispose()
    for file in tmp_path.glob("office.db*"):
        file.unlink()
    (tmp_path / "office.db").write_bytes(b"")
    with pytest.raises(DatabaseError, match="is empty, and there was an office in it"):
        open_app(tmp_path)
    (tmp_path / "office.kept").unlink()
    open_app(tmp_path).engine.dispose()
