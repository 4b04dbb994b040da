"""Mail over a real line: what arrives, and which of three troubles it is when it does not."""

from __future__ import annotations

import email
from collections.abc import Iterator
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from notifications.mail import RenderedMail
from notifications.mailer import MailError, NotSent, Refused, Uncertain
from notifications.message import Attachment, Envelope, Sender, compose
from notifications.smtp import SmtpMailer
from tests.notifications.smtp_servers import (
    DROP,
    HANG,
    Inbox,
    real_server,
    self_signed,
    server_that,
)
from tests.ports import free_port
from tests.waiting import PATIENCE

KEY = "BMU-2026-0001:9:decree_issued:candidate"
RENDERED = RenderedMail("[BMU-2026-0001] Решење", "Решење\n", ".\n..two dots\n.one\n")


def message(address: str = "ana@students.example") -> EmailMessage:
    return compose(
        RENDERED,
        Envelope(
            Sender("ICO", "mobility@bmu.example"),
            "Ana Petrović",
            address,
            KEY,
            "sr",
            datetime(2027, 3, 3, 9, tzinfo=UTC),
        ),
        (Attachment("решење.pdf", b"%PDF-1.7\n.\n"),),
    )


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return self_signed(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def port(inbox: Inbox, certificate: tuple[Path, Path]) -> Iterator[int]:
    with real_server(inbox, *certificate) as port:
        yield port


@pytest.fixture
def office(port: int, certificate: tuple[Path, Path]) -> SmtpMailer:
    ca_file = str(certificate[0])
    return SmtpMailer(
        "127.0.0.1", port, True, "office", "s3cret", PATIENCE, ca_file, "office.example"
    )


class Handing:
    """Counts how often the mail was marked as being handed over."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


def failure_of(
    port: int, handing: Handing | None = None, timeout: float = PATIENCE
) -> MailError | None:
    mailer = SmtpMailer(
        "127.0.0.1", port, starttls=False, timeout=timeout, greets_as="office.example"
    )
    try:
        mailer.deliver(message(), KEY, handing or Handing())
    except MailError as failure:
        return failure
    return None


def test_a_mail_arrives_whole_over_starttls_and_login(office: SmtpMailer, inbox: Inbox):
    handing = Handing()
    office.deliver(message(), KEY, handing)
    (envelope,) = inbox.received
    assert envelope.mail_from == "mobility@bmu.example"
    assert envelope.rcpt_tos == ["ana@students.example"]
    mail = email.message_from_bytes(envelope.content or b"", policy=policy.default)
    assert mail["Subject"] == "[BMU-2026-0001] Решење"
    for kind, content in (("plain", RENDERED.text), ("html", RENDERED.html)):
        body = mail.get_body((kind,))
        assert body is not None and body.get_content().replace("\r\n", "\n") == content
    (attachment,) = mail.iter_attachments()
    assert attachment.get_filename() == "решење.pdf"
    assert attachment.get_content() == b"%PDF-1.7\n.\n"
    assert handing.times == 1


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(port: int, inbox: Inbox):
    stranger = SmtpMailer("127.0.0.1", port, True, "office", "s3cret", PATIENCE)
    with pytest.raises(NotSent, match="no certificate we can trust"):
        stranger.deliver(message(), KEY, Handing())
    assert not inbox.received


def test_a_wrong_password_is_the_office_s_matter_and_not_the_mail_s(
    port: int, certificate: tuple[Path, Path]
):
    ca_file = str(certificate[0])
    mailer = SmtpMailer("127.0.0.1", port, True, "office", "wrong", PATIENCE, ca_file)
    with pytest.raises(NotSent, match="does not accept the login of 'office'"):
        mailer.deliver(message(), KEY, Handing())


def test_a_server_without_starttls_gets_neither_the_password_nor_the_mail():
    with server_that() as port:
        mailer = SmtpMailer("127.0.0.1", port, True, "office", "s3cret", PATIENCE)
        with pytest.raises(NotSent, match="STARTTLS"):
            mailer.deliver(message(), KEY, Handing())


def test_a_login_over_an_open_line_is_refused_before_any_mail():
    with pytest.raises(ValueError, match="open line"):
        SmtpMailer("127.0.0.1", starttls=False, user="office", password="s3cret")


@pytest.mark.parametrize(
    ("answer", "kind"), [("451 try later", NotSent), ("554 not that content", Refused)]
)
def test_an_answer_to_the_content_is_certain(
    office: SmtpMailer, inbox: Inbox, answer: str, kind: type[MailError]
):
    inbox.answer = answer
    with pytest.raises(kind, match=answer):
        office.deliver(message(), KEY, Handing())


def test_nobody_listening_is_a_reason_to_try_again():
    failure = failure_of(free_port())
    assert isinstance(failure, NotSent) and "can't be reached" in str(failure)


def test_an_honest_server_gets_the_mail():
    with server_that() as port:
        assert failure_of(port) is None


@pytest.mark.parametrize("misbehaviour", [DROP, HANG])
@pytest.mark.parametrize("stage", ["connect", "EHLO", "MAIL", "RCPT", "DATA"])
def test_silence_before_the_handing_over_leaves_the_mail_surely_unsent(
    stage: str, misbehaviour: str
):
    handing = Handing()
    with server_that(**{stage: misbehaviour, "HELO": misbehaviour}) as port:
        assert type(failure_of(port, handing, timeout=0.3)) is NotSent
    assert handing.times == 0


@pytest.mark.parametrize("misbehaviour", [DROP, HANG, "999 what", "no number"])
def test_silence_after_the_handing_over_is_uncertain(misbehaviour: str):
    handing = Handing()
    with server_that(content=misbehaviour) as port:
        failure = failure_of(port, handing, timeout=1)
    assert type(failure) is Uncertain
    assert handing.times == 1


@pytest.mark.parametrize("stage", ["connect", "MAIL", "RCPT", "DATA", "content"])
def test_not_now_is_a_reason_to_try_again_at_every_stage(stage: str):
    with server_that(**{stage: "421 come back later"}) as port:
        failure = failure_of(port)
    assert type(failure) is NotSent and "421 come back later" in str(failure)


@pytest.mark.parametrize(
    ("stage", "answer", "kind"),
    [
        ("RCPT", "550 no such mailbox", Refused),
        ("DATA", "554 no", Refused),
        ("content", "554 spam", Refused),
        ("MAIL", "552 too large", Refused),
        ("MAIL", "550 you may not send here", NotSent),
        ("connect", "554 go away", NotSent),
    ],
)
def test_never_is_final_where_it_is_said_of_the_mail_and_not_of_the_office(
    stage: str, answer: str, kind: type[MailError]
):
    with server_that(**{stage: answer}) as port:
        failure = failure_of(port)
    assert type(failure) is kind and answer in str(failure)


def test_a_line_that_drops_after_the_answer_does_not_undo_it():
    with server_that(QUIT=DROP) as port:
        assert failure_of(port) is None


def test_nothing_is_sent_where_the_mark_of_handing_over_can_not_be_set(
    office: SmtpMailer, inbox: Inbox
):
    def locked() -> None:
        raise RuntimeError("the database is locked")

    with pytest.raises(RuntimeError, match="locked"):
        office.deliver(message(), KEY, locked)
    assert not inbox.received


def test_each_trouble_is_a_sentence_for_people():
    with server_that(RCPT="550 no such mailbox") as port:
        assert str(failure_of(port)) == (
            f"The mail server 127.0.0.1:{port} does not deliver to ana@students.example: "
            "550 no such mailbox."
        )
