"""A mailbox on a real IMAP server: what lies there is read whole, and only what was kept goes."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from notifications.mailboxes import MailboxUnreadable
from tests.notifications.imap_servers import Dovecot, SlowRoad, dovecot, needs_dovecot

pytestmark = needs_dovecot

FIRST = b"Subject: first\r\nMessage-ID: <1@x.example>\r\n\r\nOne\r\n"
SECOND = b"Subject: second\r\nMessage-ID: <2@x.example>\r\n\r\n\xff\x00Two\r\n".replace(b"\0", b"")
THIRD = b"no message at all\r\n"


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as mail_server:
        yield mail_server


def obstacle(server: Dovecot, user: str, **otherwise: object) -> str:
    with (
        pytest.raises(MailboxUnreadable) as error,
        server.box(user, **otherwise).opened() as mailbox,
    ):
        list(mailbox.messages())
    assert error.value.sentence.sr != error.value.sentence.en
    return str(error.value)


@pytest.mark.parametrize("tls", ["at_once", "starttls"])
def test_messages_are_read_whole_the_oldest_first_and_each_leaves_by_itself(
    server: Dovecot, tls: str
) -> None:
    user, port = f"ana-{tls}", server.at_once if tls == "at_once" else server.starttls
    server.deliver(user, FIRST, SECOND, THIRD)
    with server.box(user, tls=tls, port=port).opened() as mailbox:
        first, second, third = mailbox.messages()
        assert [first.content, second.content, third.content] == [FIRST, SECOND, THIRD]
        assert abs(first.arrived_at - datetime.now(UTC)) < timedelta(minutes=2)
        mailbox.remove(second)
        assert server.lying(user) == [FIRST, THIRD]
        mailbox.remove(second)
    assert server.lying(user) == [FIRST, THIRD]


def test_what_others_have_marked_as_deleted_is_neither_read_nor_taken_out(server: Dovecot) -> None:
    server.deliver("petar", FIRST, SECOND)
    with server.line("petar") as other:
        other.delete_messages(other.search()[:1])
        with server.box("petar").opened() as mailbox:
            (message,) = mailbox.messages()
            mailbox.remove(message)
    assert server.lying("petar") == [FIRST]


def test_what_another_program_takes_meanwhile_is_left_out(server: Dovecot) -> None:
    server.deliver("mila", FIRST, SECOND)
    with server.box("mila").opened() as mailbox:
        messages = mailbox.messages()
        assert next(messages).content == FIRST
        with server.line("mila") as other:
            other.delete_messages(other.search())
            other.expunge()
        assert list(messages) == []


def test_a_wrong_password_is_told_in_the_servers_words(server: Dovecot) -> None:
    sentence = obstacle(server, "vera", password="other")
    assert "does not accept the login of vera: [AUTHENTICATIONFAILED]" in sentence


def test_a_certificate_that_nobody_vouches_for_is_not_taken(server: Dovecot) -> None:
    assert "no certificate that we can trust" in obstacle(server, "vera", ca_file=None)
    sentence = obstacle(server, "vera", ca_file=None, tls="starttls", port=server.starttls)
    assert "no certificate that we can trust" in sentence


def test_a_certificate_for_another_name_is_not_taken(server: Dovecot) -> None:
    assert "no certificate that we can trust" in obstacle(server, "vera", host="localhost")


def test_a_folder_that_is_not_there_and_a_server_that_is_not_there(server: Dovecot) -> None:
    assert "Mailbox doesn't exist: Office" in obstacle(server, "vera", folder="Office")
    assert "can't be reached: [Errno 111]" in obstacle(server, "vera", port=1)


def test_a_mailbox_that_hangs_is_left_after_a_while_and_nothing_is_gone(server: Dovecot) -> None:
    server.deliver("ivan", FIRST, SECOND)
    began_at = time.monotonic()
    with (
        pytest.raises(MailboxUnreadable, match=r"did not answer in 0\.5 s"),
        server.box("ivan", timeout=0.5).opened() as mailbox,
    ):
        messages = mailbox.messages()
        next(messages)
        server.signal_lines(signal.SIGSTOP)
        next(messages)
    assert time.monotonic() - began_at < 10
    server.signal_lines(signal.SIGKILL)
    assert server.lying("ivan") == [FIRST, SECOND]


def test_a_mailbox_that_trickles_holds_nobody_and_nothing_is_gone(server: Dovecot) -> None:
    long = b"Subject: long\r\n\r\n" + b"one word after another\r\n" * 100
    server.deliver("jana", FIRST, long, THIRD)
    began_at = time.monotonic()
    with (
        SlowRoad(server.at_once) as road,
        pytest.raises(MailboxUnreadable, match=r"did not give a whole answer in 1 s"),
        server.box("jana", port=road.port, whole_answer=1.0).opened() as mailbox,
    ):
        messages = mailbox.messages()
        mailbox.remove(next(messages))
        road.is_slow.set()
        next(messages)
    assert time.monotonic() - began_at < 10, "each byte came at once, and none was waited for"
    assert server.lying("jana") == [long, THIRD]


def test_a_server_that_trickles_from_its_first_word_is_left(server: Dovecot) -> None:
    with SlowRoad(server.starttls) as road:
        road.is_slow.set()
        sentence = obstacle(
            server, "jana", port=road.port, tls="starttls", whole_answer=1.0, timeout=20.0
        )
    assert "did not give a whole answer in 1 s" in sentence


def test_a_line_that_breaks_off_before_a_message_was_taken_out_leaves_it(server: Dovecot) -> None:
    server.deliver("olga", FIRST, SECOND)
    with (
        pytest.raises(MailboxUnreadable, match="dropped the line"),
        server.box("olga").opened() as mailbox,
    ):
        message = next(mailbox.messages())
        server.signal_lines(signal.SIGKILL)
        mailbox.remove(message)
    assert server.lying("olga") == [FIRST, SECOND]


def test_a_message_that_the_server_does_not_give_keeps_no_other_from_being_read(
    server: Dovecot,
) -> None:
    server.deliver("sava", FIRST, SECOND, THIRD)
    unreadable_file = next(
        path
        for path in (server.folder / "mail" / "sava").glob("[nc]*/*")
        if b"Two" in path.read_bytes()
    )
    unreadable_file.chmod(0)
    contents = []
    with pytest.raises(MailboxUnreadable), server.box("sava").opened() as mailbox:
        for message in mailbox.messages():
            contents.append(message.content)
    assert contents == [FIRST, THIRD]


def test_a_server_that_gives_nothing_is_not_asked_for_each_of_many(server: Dovecot) -> None:
    server.deliver("zora", *[b"Subject: %d\r\n\r\nBody\r\n" % number for number in range(5)])
    for path in (server.folder / "mail" / "zora").glob("[nc]*/*"):
        path.chmod(0)
    with pytest.raises(MailboxUnreadable), server.box("zora").opened() as mailbox:
        next(mailbox.messages())
    log = (server.folder / "log").read_text()
    assert log.count("Login: user=<zora>") == 3, "to deliver, and twice to read"


def test_a_mailbox_that_may_only_be_read_is_not_read(server: Dovecot) -> None:
    server.deliver("lena", FIRST)
    rights = server.folder / "mail" / "lena" / "dovecot-acl"
    rights.write_text("owner lr\n")
    rights.chmod(0o644)
    assert "INBOX may only be read, and nothing be taken out of it" in obstacle(server, "lena")


def test_a_server_that_can_not_delete_one_message_by_itself_is_not_read() -> None:
    with dovecot("imap_capability = IMAP4rev1") as server:
        server.deliver("ana", FIRST)
        assert "can't delete one message by itself" in obstacle(server, "ana")
        assert server.lying("ana") == [FIRST]
