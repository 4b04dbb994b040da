"""A message that came in is read, whatever bytes it is: what it answers, whether a machine wrote
it, what a server says of a mail that came back."""

from __future__ import annotations

import base64
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notifications.incoming import MailTag, key_of, read_message
from notifications.message import digest_of_key, message_id, readable_in, tagged
from tests.notifications.incoming_examples import BOUNCES, MACHINES, OFFICE, reply

MAIL = message_id("BMU-2026-0001/2/application_received/candidate/1", "bmu.example")


def test_a_reply_says_who_wrote_what_and_which_mail_it_answers() -> None:
    mail = read_message(reply(MAIL, "Долазим у понедељак.\n\n> Your application"))
    assert (mail.from_name, mail.from_address) == ("Ana Petrović", "ana@students.example")
    assert mail.subject == "Re: Пријава" and mail.answers == (MAIL,)
    assert mail.text == "Долазим у понедељак.\n\n> Your application"
    assert mail.to == (OFFICE,) and not mail.is_automatic and mail.failure is None


def test_a_message_id_of_ours_tells_how_the_key_begins_and_proves_it() -> None:
    key = "BMU-2026-0001/2/application_received/candidate/1"
    readable, digest = readable_in(message_id(key, "bmu.example"))
    assert readable == "BMU-2026-0001-2-application_received-can" and digest == digest_of_key(key)
    assert readable_in("<CAF+1@mail.example>") == ("", "")


def test_of_a_chain_of_answers_the_nearest_comes_first() -> None:
    mail = read_message(reply("<b@x.example>", References=f"{MAIL} <a@x.example> <b@x.example>"))
    assert mail.answers == ("<b@x.example>", "<a@x.example>", MAIL)


def test_an_address_with_a_tag_names_the_mail() -> None:
    key = "call-3/call_published/1"
    to = tagged(OFFICE, 12, key)
    assert to == f"mobility+m12.{digest_of_key(key)}@bmu.example"
    mail = read_message(reply("", To=f"Office <{to}>"))
    assert mail.tags == (MailTag(12, digest_of_key(key)),)


@pytest.mark.parametrize("program", BOUNCES)
def test_a_bounce_tells_the_mail_the_address_and_the_servers_reason(program: str) -> None:
    report, reason = BOUNCES[program]
    mail = read_message(report(MAIL))
    assert mail.failure is not None
    assert mail.failure.reason == reason
    assert mail.failure.address == "ana@students.example"
    assert MAIL in mail.answers and not mail.is_automatic


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_a_report_that_a_mail_is_late_or_has_arrived_tells_of_no_failure(action: str) -> None:
    report = BOUNCES["postfix"][0](MAIL).replace(b"Action: failed", f"Action: {action}".encode())
    mail = read_message(report.replace(b"Status: 5.1.1", b"Status: 4.4.1"))
    assert mail.failure is None and mail.is_automatic


def test_somebody_who_quotes_a_bounce_does_not_report_one() -> None:
    mail = read_message(reply(MAIL, "I got: 550 5.1.1 user unknown", Subject="Fwd: failure notice"))
    assert mail.failure is None and not mail.is_automatic


@pytest.mark.parametrize("machine", MACHINES)
def test_what_a_machine_answers_is_told_apart(machine: str) -> None:
    mail = read_message(reply(MAIL, **MACHINES[machine]))
    assert mail.is_automatic and mail.answers == (MAIL,)
    assert not read_message(reply(MAIL, Auto_Submitted="no")).is_automatic


def test_what_comes_along_has_its_name_without_folders_and_its_content() -> None:
    message = EmailMessage()
    message["From"] = "ana@students.example"
    message.set_content("Here it is.")
    message.add_attachment(
        b"%PDF-1.7", maintype="application", subtype="pdf", filename="../../etc/препис оцена.pdf"
    )
    (file,) = read_message(message.as_bytes()).files
    assert (file.name, file.content) == ("препис оцена.pdf", b"%PDF-1.7")


def test_a_page_is_read_as_words_without_its_scripts() -> None:
    message = EmailMessage()
    message.set_content("<p>One &amp; two</p><script>bad()</script><p>Three</p>", subtype="html")
    assert read_message(message.as_bytes()).text == "One & two\n\nThree"


def test_of_a_message_within_a_message_the_files_are_offered_and_its_words_are_not_taken() -> None:
    inner = EmailMessage()
    inner["From"], inner["Message-ID"] = "Other <other@x.example>", "<inner@x.example>"
    inner["Auto-Submitted"] = "auto-replied"
    inner.set_content("Words within.")
    inner.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="x.pdf")
    outer = EmailMessage()
    outer["From"], outer["In-Reply-To"] = "Ana <ana@students.example>", "<mail@bmu.example>"
    outer.set_content("See what came.")
    outer.add_attachment(inner)
    mail = read_message(outer.as_bytes())
    assert (mail.text, mail.answers) == ("See what came.", ("<mail@bmu.example>",))
    assert not mail.is_automatic
    assert [(file.name, file.content) for file in mail.files] == [("x.pdf", b"%PDF-1.4")]


def test_a_bounce_that_somebody_forwards_whole_is_theirs_and_no_bounce() -> None:
    outer = EmailMessage()
    outer["From"] = "Ana <ana@students.example>"
    outer.set_content("What is this?")
    for program in BOUNCES:
        report = BOUNCES[program][0]("<mail@bmu.example>")
        outer.add_attachment(message_from_bytes(report, policy=default))
    mail = read_message(outer.as_bytes(policy=default.clone(cte_type="8bit")))
    assert (mail.failure, mail.is_automatic, mail.answers) == (None, False, ())


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("windows-1251", "cp1251"), ("iso-8859-5", "iso-8859-5"), ("utf-16", "utf-16"),
     ("us-ascii", "utf-8"), ("x-unknown", "utf-8"), ("", "utf-8")],
)  # fmt: skip
def test_words_are_read_in_the_charset_that_they_name_or_as_utf_8(
    charset: str, encoding: str
) -> None:
    words = base64.encodebytes("Долазим у понедељак".encode(encoding))
    parameter = f"; charset={charset}" if charset else ""
    head = f"From: ana@x.example\nContent-Type: text/plain{parameter}\n"
    raw = head.encode() + b"Content-Transfer-Encoding: base64\n\n" + words
    assert read_message(raw).text == "Долазим у понедељак"


def test_what_calls_itself_many_parts_and_has_none_is_read_as_words() -> None:
    raw = b"From: ana@x.example\nContent-Type: multipart/mixed\n\nI come on Monday."
    assert read_message(raw).text == "I come on Monday."


def test_headers_that_nobody_encoded_are_read_as_utf_8() -> None:
    mail = read_message("Subject: Жалба\nFrom: Ана <ana@x.example>\n\nтекст".encode())
    assert (mail.subject, mail.from_name) == ("Жалба", "Ана")


def test_parts_within_parts_without_end_are_no_trouble() -> None:
    head = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3000)
    )
    mail = read_message(f"Subject: deep\n{head}".encode())
    assert mail.subject == "deep"


def test_a_message_is_the_same_however_it_was_carried() -> None:
    message = reply(MAIL)
    message_with_trace = b"Received: from a by b\nDelivered-To: x@bmu.example\n" + message
    assert key_of(message) == key_of(message_with_trace) == key_of(message.replace(b"\n", b"\r\n"))
    assert key_of(message) != key_of(reply(MAIL, "I come on Tuesday."))
    assert key_of(b"From: a@x.example\n\nThanks") != key_of(b"From: b@x.example\n\nThanks")


HEADERS = ("From", "To", "Subject", "Message-ID", "References", "Content-Type", "Auto-Submitted",
           "Content-Transfer-Encoding", "Content-Disposition", "Return-Path")  # fmt: skip
LINES = st.builds(
    lambda name, value: name.encode() + b": " + value,
    st.sampled_from(HEADERS),
    st.one_of(st.binary(max_size=40), st.sampled_from([
        b'multipart/mixed; boundary="b"', b"multipart/report; boundary=b", b"text/html",
        b"message/rfc822", b"message/delivery-status", b"base64", b"quoted-printable",
        b"x-uuencode",
        b"text/plain; charset=utf-7", b"text/plain; charset=idna", b"=?utf-8?b?0J?=", b"<>",
        b"=?x?q?=00?=", b"attachment; filename*=x'y'%ff", b'attachment; filename="a\\b"',
    ])),
)  # fmt: skip
MESSAGES = st.one_of(
    st.binary(max_size=300),
    st.builds(
        lambda head, body: b"\n".join(head) + b"\n\n" + body,
        st.lists(LINES, max_size=8),
        st.one_of(
            st.binary(max_size=200),
            st.lists(LINES, max_size=4).map(
                lambda part: b"--b\n" + b"\n".join(part) + b"\n\n--b--"
            ),
        ),
    ),
)


@given(MESSAGES)
@example(b"")
@example(b"Content-Type: text/plain; charset=idna\n\n\x80")
@example(b"Content-Type: text/plain; charset=\x00\n\n\x80")
@example(b"\x00\n\n\x00")
@example(b"Content-Type: text/html\n\n<![foo[")
@example(b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nx")
def test_whatever_bytes_come_in_they_are_read(raw: bytes) -> None:
    mail = read_message(raw)
    words = (mail.subject, mail.text, mail.from_name, mail.from_address, mail.message_id,
             *(file.name for file in mail.files), *mail.to)  # fmt: skip
    assert not [word for word in words if "\x00" in word]
    assert [word.encode("utf-8") for word in words]
    assert len(key_of(raw)) == 64
