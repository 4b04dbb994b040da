"""A message carries both bodies and its PDFs, and nobody's name can forge a header."""

from __future__ import annotations

import email
from datetime import UTC, datetime
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notifications.mail import RenderedMail
from notifications.mailer import Refused
from notifications.message import Attachment, Envelope, Sender, compose, message_id

OFFICE = Sender("Центар за међународну сарадњу", "mobility@bmu.example")
AT = datetime(2027, 3, 3, 9, 30, tzinfo=UTC)
MAIL = RenderedMail("[BMU-2026-0001] Решење", "Текст\n", "<p>Текст</p>\n")


def made(name: str = "Ana Petrović", address: str = "ana@students.example", attachments=()):
    envelope = Envelope(OFFICE, name, address, "case:1:decree", "sr", AT)
    return compose(MAIL, envelope, attachments)


def read_back(message: EmailMessage) -> EmailMessage:
    return email.message_from_bytes(message.as_bytes(), policy=policy.default)


def shown(message: EmailMessage, header: str) -> str:
    """A header as a mail reader shows it."""
    raw = email.message_from_bytes(message.as_bytes())[header]
    return str(make_header(decode_header(raw)))


def test_a_message_has_text_html_and_attachments():
    message = read_back(made(attachments=(Attachment("решење.pdf", b"%PDF"),)))
    assert message.get_content_type() == "multipart/mixed"
    body, attachment = message.iter_parts()
    assert body.get_content_type() == "multipart/alternative"
    assert [p.get_content_type() for p in body.iter_parts()] == ["text/plain", "text/html"]
    assert (attachment.get_content_type(), attachment.get_filename()) == (
        "application/pdf",
        "решење.pdf",
    )


def test_the_headers_tell_who_when_and_that_a_machine_wrote_it():
    message = read_back(made())
    assert shown(message, "From") == "Центар за међународну сарадњу <mobility@bmu.example>"
    assert shown(message, "To") == "Ana Petrović <ana@students.example>"
    assert message["Date"].datetime == AT
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "sr"


def test_the_same_key_gives_the_same_message_id_and_another_key_another():
    assert made()["Message-ID"] == made("Somebody else")["Message-ID"]
    assert message_id("case:1", "bmu.example") != message_id("case-1", "bmu.example")
    assert message_id("a b\r\nBcc: x", "bmu.example").count("\n") == 0


def test_only_ascii_travels_so_that_any_server_carries_it():
    assert made(attachments=(Attachment("решење.pdf", b"\xff\x00"),)).as_bytes().isascii()


SERBIAN = st.text("абвгдђежзијкљмнњопрстћуфхцчџш АБВЉЊЏ абв .,:()-", min_size=1, max_size=160)


@given(SERBIAN, SERBIAN)
@example(
    "Владимир Константиновић-Стефановић", "Доношење решења: рок је за 2 радна дана, Ана Петровић"
)
def test_no_letter_and_no_space_of_a_long_subject_or_name_is_lost(name: str, subject: str):
    mail = RenderedMail(f"[BMU-2026-0001] {subject}", "t\n", "<p>t</p>\n")
    message = compose(mail, Envelope(OFFICE, f"x{name}", "ana@students.example", "k", "sr", AT))
    assert shown(message, "Subject") == " ".join(mail.subject.split())
    assert " ".join(f"x{name}".split()) in shown(message, "To")
    assert max(map(len, message.as_bytes().split(b"\r\n"))) <= 78


@pytest.mark.parametrize("evil", ["Ana\r\nBcc: all@x.example", "Ana\nX: y", "Ana\u2028B", "A\x00B"])
def test_a_name_with_line_breaks_forges_no_header(evil: str):
    message = read_back(made(evil))
    assert message["Bcc"] is None and message["X"] is None
    assert [a.addr_spec for a in message["To"].addresses] == ["ana@students.example"]


@given(st.text(), st.text())
def test_no_name_and_no_subject_whatever_changes_who_gets_the_mail(name: str, subject: str):
    mail = RenderedMail(subject, "t\n", "<p>t</p>\n")
    try:
        message = compose(mail, Envelope(OFFICE, name, "ana@students.example", "k", "en", AT))
        raw = message.as_bytes()
    except UnicodeEncodeError:
        assert any("\ud800" <= letter <= "\udfff" for letter in name + subject)
        return
    back = email.message_from_bytes(raw, policy=policy.default)
    assert [a.addr_spec for a in back["To"].addresses] == ["ana@students.example"]
    assert set(back.keys()) == set(made().keys())


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ana",
        "ana@",
        "@x.example",
        "ana@x.example, all@x.example",
        "ana@x.example\r\nBcc: b@x.example",
        "ана@x.example",
        "a,b@x.example",
        "<a@x.example>",
        "a..b@x.example",
        "mailto:a@x.example",
    ],
)
def test_what_is_no_address_is_refused_in_a_sentence(address: str):
    with pytest.raises(Refused, match="is not an address that mail can be sent to"):
        made(address=address)


def test_a_domain_in_cyrillic_travels_in_its_ascii_form():
    assert made(address="ana@пример.срб")["To"].addresses[0].domain == "xn--e1afmkfd.xn--90a3ac"
