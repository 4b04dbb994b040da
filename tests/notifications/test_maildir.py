"""The Maildir holds each mail once, whole, whatever was repeated or killed."""

from __future__ import annotations

import mailbox
import os
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from notifications.mail import RenderedMail
from notifications.maildir import MaildirMailer
from notifications.mailer import CapturingMailer, Mailer, NotSent
from notifications.message import Envelope, Sender, compose


def message(subject: str = "[BMU-2026-0001] Решење") -> EmailMessage:
    return compose(
        RenderedMail(subject, "Текст\n", "<p>Текст</p>\n"),
        Envelope(
            Sender("ICO", "mobility@bmu.example"),
            "Ana",
            "ana@students.example",
            "key",
            "sr",
            datetime(2027, 3, 3, tzinfo=UTC),
        ),
    )


def never() -> None:
    raise AssertionError("repeating is harmless here: there is nothing to mark")


def test_a_mail_can_be_read_by_any_mail_reader(tmp_path: Path):
    MaildirMailer(tmp_path / "mail").deliver(message(), "key", never)
    (stored_mail,) = mailbox.Maildir(tmp_path / "mail", create=False)
    assert stored_mail["To"] == "Ana <ana@students.example>"
    assert b"\r\n" not in next((tmp_path / "mail" / "new").iterdir()).read_bytes()


def test_the_same_key_twice_leaves_one_mail_and_another_key_a_second(tmp_path: Path):
    mailer = MaildirMailer(tmp_path)
    for key in ("one", "one", "two"):
        mailer.deliver(message(), key, never)
    assert len(list((tmp_path / "new").iterdir())) == 2
    assert not list((tmp_path / "tmp").iterdir())


def test_a_mail_that_was_read_meanwhile_is_not_delivered_again(tmp_path: Path):
    mailer = MaildirMailer(tmp_path)
    mailer.deliver(message(), "one", never)
    (new,) = (tmp_path / "new").iterdir()
    new.rename(tmp_path / "cur" / f"{new.name}:2,S")
    mailer.deliver(message(), "one", never)
    assert not list((tmp_path / "new").iterdir())


def test_a_draft_left_by_a_killed_process_is_no_mail_and_stops_nothing(tmp_path: Path):
    mailer = MaildirMailer(tmp_path)
    mailer.deliver(message(), "one", never)
    (new,) = (tmp_path / "new").iterdir()
    new.rename(tmp_path / "tmp" / f"{new.name}.{os.getpid()}")
    mailer.deliver(message(), "one", never)
    assert len(list((tmp_path / "new").iterdir())) == 1


def test_a_folder_that_cannot_be_written_is_a_reason_to_try_again(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(NotSent, match="can't be written"):
        MaildirMailer(tmp_path / "file" / "mail").deliver(message(), "one", never)


def test_a_rehearsal_keeps_each_mail_once_in_order():
    mailer = CapturingMailer()
    as_mailer: Mailer = mailer
    for key, subject in (("one", "first"), ("two", "second"), ("one", "again")):
        as_mailer.deliver(message(subject), key, never)
    assert [m["Subject"] for m in mailer.messages] == ["first", "second"]
