"""Messages as mail servers and people send them: replies, machines' answers, and bounces.

Each bounce is of the mail with the Message-ID that it is made for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from email.message import EmailMessage
from typing import Final

OFFICE: Final = "mobility@bmu.example"


def reply(to: str, text: str = "I come on Monday.", **headers: str) -> bytes:
    """What Ana answers to a mail of the office."""
    message = EmailMessage()
    message["From"] = "Ana Petrović <ana@students.example>"
    message["To"] = OFFICE
    message["Subject"] = "Re: Пријава"
    message["Message-ID"] = "<answer-1@students.example>"
    message["In-Reply-To"] = to
    for name, value in headers.items():
        del message[name.replace("_", "-")]
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def postfix(to: str) -> bytes:
    """RFC 3464, as Postfix reports it: the mail comes back whole."""
    return f"""Return-Path: <>
From: MAILER-DAEMON@relay.example (Mail Delivery System)
To: {OFFICE}
Subject: Undelivered Mail Returned to Sender
Message-ID: <20260311.1@relay.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; ana@students.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <ana@students.example>: Recipient address
    rejected: User unknown

--B
Content-Type: message/rfc822

From: {OFFICE}
To: ana@students.example
Message-ID: {to}
Subject: Your application

Dear Ana
--B--
""".encode()


def exchange(to: str) -> bytes:
    """RFC 3464 of Exchange: no diagnosis but the status, and the headers alone come back."""
    return f"""Return-Path: <>
From: postmaster@students.example
To: {OFFICE}
Subject: Undeliverable: Your application
Message-ID: <ex-1@students.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="X"

--X
Content-Type: text/html; charset="utf-8"

<html><body><p>Delivery has failed to these recipients.</p>
<p>Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'</p></body></html>

--X
Content-Type: message/delivery-status

Reporting-MTA: dns;mx.students.example

Final-recipient: RFC822; ana@students.example
Action: failed
Status: 5.1.10

--X
Content-Type: text/rfc822-headers

Message-ID: {to}
Subject: Your application

--X--
""".encode()


def qmail(to: str) -> bytes:
    """The plain text of qmail, with a copy below a line."""
    return f"""Return-Path: <>
From: MAILER-DAEMON@host.example
To: {OFFICE}
Subject: failure notice
Message-ID: <qm-1@host.example>

Hi. This is the qmail-send program at host.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<ana@students.example>:
198.51.100.7 does not like recipient.
Remote host said: 552 5.2.2 The email account that you tried to reach is over quota.
Giving up on 198.51.100.7.

--- Below this line is a copy of the message.

Return-Path: <{OFFICE}>
Message-ID: {to}
Subject: Your application
""".encode()


def exim(to: str) -> bytes:
    """Exim names who failed in a header, and quotes the mail in its text."""
    return f"""Return-path: <>
X-Failed-Recipients: ana@students.example
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@exim.example>
To: {OFFICE}
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1-exim@exim.example>

This message was created automatically by mail delivery software.

  ana@students.example
    host mx.students.example [198.51.100.9]
    SMTP error from remote mail server after RCPT TO:<ana@students.example>:
    550 5.7.1 relaying denied

------ This is a copy of the message, including all the headers. ------

Message-ID: {to}
""".encode()


def sendmail(to: str) -> bytes:
    """An old Sendmail: words alone, and what it answers in a header."""
    return f"""From: Mail Delivery Subsystem <MAILER-DAEMON@old.example>
To: {OFFICE}
Subject: Returned mail: see transcript for details
Message-ID: <sm-1@old.example>
References: {to}

   ----- The following addresses had permanent fatal errors -----
<ana@students.example>
    (reason: 554 5.7.1 message content rejected)
""".encode()


def provider(to: str) -> bytes:
    """A large provider: its own words, and the mail answered by its Message-ID."""
    return f"""From: Mail Delivery Subsystem <mailer-daemon@provider.example>
To: {OFFICE}
Subject: Delivery Status Notification (Failure)
Auto-Submitted: auto-replied
Message-ID: <pr-1@provider.example>
In-Reply-To: {to}
MIME-Version: 1.0
Content-Type: text/html; charset="utf-8"

<style>p {{ color: red }}</style><p>Address not found</p><p>Your message wasn't delivered to
<b>ana@students.example</b> because the address couldn't be found.</p>
<p>The response was: 550 5.1.1 The email account that you tried to reach does not exist.</p>
""".encode()


def domino(to: str) -> bytes:
    """Domino, in words: the reason stands in the subject."""
    return f"""Return-Path: <>
From: postmaster@domino.example
To: {OFFICE}
Subject: DELIVERY FAILURE: User ana not listed in Domino Directory
Message-ID: <20260311.7@domino.example>
Content-Type: text/plain

Your message was not delivered to:

  ana@students.example

because:

  User ana not listed in Domino Directory

Message-ID: {to}
""".encode()


def exchange_2003(to: str) -> bytes:
    """An old Exchange: from nobody, a bare code, and the mail named as one that is answered."""
    return f"""Return-Path: <>
From: System Administrator <>
To: {OFFICE}
Subject: Undeliverable: Application received
Message-ID: <20260311.8@old.example>
In-Reply-To: {to}
Content-Type: text/plain

Your message did not reach some or all of the intended recipients.

      ana@students.example on 3/11/2026 10:00 AM
            The e-mail account does not exist at this organization.
            <mail.example #5.1.1>
""".encode()


def other_language(to: str) -> bytes:
    """A server whose words nobody told us: its final answer, beside what came back."""
    return f"""Return-Path: <>
From: mailer-daemon@mail.example
To: {OFFICE}
Subject: Недоставленное сообщение
Message-ID: <20260311.9@mail.example>
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Письмо не доставлено: <ana@students.example>
550 5.7.1 No such user!

Message-ID: {to}
""".encode()


def smtputf8(to: str) -> bytes:
    """RFC 6533: the status of a mail whose addresses may have any letter."""
    return f"""Return-Path: <>
From: MAILER-DAEMON@relay.example
To: {OFFICE}
Subject: Undelivered Mail Returned to Sender
Message-ID: <20260311.10@relay.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

It was not delivered.

--B
Content-Type: message/global-delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: utf-8; ana@students.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--B
Content-Type: message/global-headers

Message-ID: {to}

--B--
""".encode()


BOUNCES: Final[Mapping[str, tuple[Callable[[str], bytes], str]]] = {
    "postfix": (
        postfix, "550 5.1.1 <ana@students.example>: Recipient address rejected: User unknown",
    ),
    "exchange": (exchange, "5.1.10 550 5.1.10 RESOLVER.ADR.RecipientNotFound'"),
    "qmail": (qmail, "552 5.2.2 The email account that you tried to reach is over quota."),
    "exim": (exim, "550 5.7.1 relaying denied"),
    "sendmail": (sendmail, "554 5.7.1 message content rejected)"),
    "domino": (domino, "DELIVERY FAILURE: User ana not listed in Domino Directory"),
    "exchange 2003": (
        exchange_2003,
        "The e-mail account does not exist at this organization. <mail.example #5.1.1>",
    ),
    "another language": (other_language, "550 5.7.1 No such user!"),
    "smtputf8": (smtputf8, "550 5.1.1 no such user"),
    "provider": (
        provider, "550 5.1.1 The email account that you tried to reach does not exist.",
    ),
}  # fmt: skip
"""By the program that reports, how it does, and the server's reason in it."""

MACHINES: Final[Mapping[str, Mapping[str, str]]] = {
    "a vacation notice of RFC 3834": {"Auto_Submitted": "auto-replied"},
    "Exchange's absence": {"Auto_Submitted": "auto-generated", "X_Auto_Response_Suppress": "All"},
    "an old responder": {"Precedence": "auto_reply"},
    "a mailing list": {"List_Id": "<staff.students.example>"},
    "another old one": {"X_Autoreply": "yes"},
    "one that says so in its subject": {"Subject": "Automatic reply: Пријава"},
    "one that names nobody to answer": {"Return_Path": "<>"},
}
"""Answers that no person wrote, by what tells them."""
