"""Mail comes in from a real IMAP server: nothing is lost or doubled, wherever it breaks."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from sqlalchemy import event, select

from office.config_file import SHIPPED
from office.passwords import keep_password
from persistence import files, signs_of_life
from persistence.database import reading, write_transaction
from persistence.signs_of_life import SignsOfLife
from persistence.tables import incoming_mails as table
from tests.notifications.imap_servers import PASSWORD, Dovecot, dovecot, needs_dovecot
from tests.notifications.incoming_examples import reply
from workflows.outside.filing import file_message, read_arrived
from workflows.running.bootstrap import App, open_app
from workflows.running.mail_in import keep_taking_in, take_mail_in

pytestmark = needs_dovecot

NOW = datetime(2026, 3, 11, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as new_server:
        yield new_server


@pytest.fixture
def seconds() -> float:
    """How long the office waits for each answer of the server."""
    return 20.0


@pytest.fixture
def office(server: Dovecot, empty_office: Path, tmp_path: Path, seconds: float) -> Iterator[App]:
    """An office that reads a mailbox of its own on the server."""
    data = shutil.copytree(empty_office, tmp_path / "data")
    settings = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    settings["mail_in"] |= {
        "take_from": "imap",
        "host": "127.0.0.1",
        "port": server.at_once,
        "user": tmp_path.name,
        "ca_file": str(server.folder / "cert.pem"),
        "timeout_seconds": seconds,
    }
    (data / "config.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    keep_password(data, "mail-in", PASSWORD)
    app = open_app(data)
    yield app
    app.engine.dispose()


def user_of(office: App) -> str:
    return str(office.office.settings.mail_in.user)


def messages(number: int) -> list[bytes]:
    """What people write to the office, each something else."""
    return [
        reply("", f"Sentence {n}.", Message_ID=f"<{n}@x.example>").replace(b"\n", b"\r\n")
        for n in range(number)
    ]


def kept(office: App) -> list[bytes]:
    """The messages that the office has, as they came, the first filed first."""
    with reading(office.engine) as connection:
        digests = connection.execute(select(table.c.file).order_by(table.c.id)).scalars().all()
        return [files.read(connection, office.office.data, digest) for digest in digests]


def signs(office: App) -> SignsOfLife:
    with reading(office.engine) as connection:
        return signs_of_life.signs(connection)


def test_what_lies_there_is_kept_whole_and_only_then_gone_from_the_server(
    server: Dovecot, office: App
) -> None:
    contents = messages(3)
    server.deliver(user_of(office), *contents)
    assert keep_taking_in(office, "a worker", NOW) == 3
    assert kept(office) == contents
    assert server.lying(user_of(office)) == []
    assert (signs(office).mail_in, signs(office).unreadable) == (NOW, None)


def test_a_message_of_thirty_megabytes_comes_in_whole(server: Dovecot, office: App) -> None:
    line = b"0123456789abcdef" * 4 + b"\r\n"
    (content,) = messages(1)
    content += line * (30_000_000 // len(line))
    server.deliver(user_of(office), content)
    assert take_mail_in(office, NOW).number == 1
    assert kept(office) == [content]


def test_what_was_kept_and_not_yet_taken_out_as_all_stopped_is_one(
    server: Dovecot, office: App
) -> None:
    contents = messages(2)
    server.deliver(user_of(office), *contents)
    with write_transaction(office.engine) as connection:
        assert (
            file_message(connection, office.office, read_arrived(contents[0], NOW), NOW) is not None
        )
    outcome = take_mail_in(office, NOW)
    assert (outcome.number, outcome.known, outcome.obstacle) == (1, 1, None)
    assert (kept(office), server.lying(user_of(office))) == (contents, [])


@pytest.mark.parametrize(("breaks", "seconds"), [(signal.SIGKILL, 20.0), (signal.SIGSTOP, 2.0)])
def test_a_line_that_breaks_as_a_message_was_kept_loses_none_and_doubles_none(
    server: Dovecot, office: App, breaks: signal.Signals
) -> None:
    contents, commits = messages(5), 0

    def break_the_line(_: object) -> None:
        nonlocal commits
        commits += 1
        if commits == 2:
            server.signal_lines(breaks)

    server.deliver(user_of(office), *contents)
    event.listen(office.engine, "commit", break_the_line)
    outcome = take_mail_in(office, NOW)
    event.remove(office.engine, "commit", break_the_line)
    server.signal_lines(signal.SIGKILL)
    assert outcome.number == 2
    assert outcome.obstacle is not None
    assert server.lying(user_of(office)) == contents[1:], "the second is kept, and still lies there"
    unreadable = signs(office).unreadable
    assert unreadable is not None
    assert (unreadable.at, unreadable.sentence) == (NOW, outcome.obstacle)
    again = take_mail_in(office, NOW)
    assert (again.number, again.known, again.obstacle) == (3, 1, None)
    assert (kept(office), server.lying(user_of(office))) == (contents, [])


def test_a_look_that_has_lasted_long_enough_leaves_the_rest_to_the_next(
    server: Dovecot, office: App
) -> None:
    mails = messages(3)
    server.deliver(user_of(office), *mails)
    assert take_mail_in(office, NOW, lasts=timedelta(0)).number == 1
    assert server.lying(user_of(office)) == mails[1:]
    assert take_mail_in(office, NOW).number == 2
    assert (kept(office), server.lying(user_of(office))) == (mails, [])


def test_two_workers_that_read_at_once_keep_each_message_once(server: Dovecot, office: App) -> None:
    contents = messages(8)
    server.deliver(user_of(office), *contents)
    with ThreadPoolExecutor(2) as threads:
        passes = list(threads.map(lambda _: take_mail_in(office, NOW), range(2)))
    assert sum(outcome.number for outcome in passes) == 8
    assert sorted(kept(office)) == sorted(contents)
    assert server.lying(user_of(office)) == []


def test_a_mailbox_that_refuses_the_password_or_has_none_says_so(
    server: Dovecot, office: App
) -> None:
    server.deliver(user_of(office), *messages(1))
    keep_password(office.office.data, "mail-in", "another")
    assert keep_taking_in(office, "a worker", NOW) == 0
    unreadable = signs(office).unreadable
    assert unreadable is not None
    assert "does not accept the login" in unreadable.sentence.en
    assert "не прихвата пријаву" in unreadable.sentence.sr
    keep_password(office.office.data, "mail-in", "")
    assert "write it into secrets/mail-in-password" in str(take_mail_in(office, NOW).obstacle)
    assert signs(office).mail_in is None
    keep_password(office.office.data, "mail-in", PASSWORD)
    assert take_mail_in(office, NOW).number == 1
