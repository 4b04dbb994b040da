"""How mails leave, and from where those that come in are taken: `mail` and `mail_in` of
`config.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from states.frozen import frozen
from states.strict_forms import STRICT, Email

Whole = Annotated[int, Field(strict=True)]
YesNo = Annotated[bool, Field(strict=True)]
Seconds = Annotated[float, Field(strict=True)]
Port = Annotated[Whole, Field(ge=1, le=65535)]


@frozen
class Mail:
    """How mails leave, and how often an action is tried.

    `password` stands empty: one that is written here is told where it belongs (`passwords`).
    """

    __pydantic_config__ = STRICT

    transport: Literal["maildir", "smtp"] = "maildir"
    sender: Email | None = None
    host: Annotated[str, Field(min_length=1)] = "localhost"
    port: Port = 587
    starttls: YesNo = True
    user: str | None = None
    password: str | None = None
    timeout_seconds: Annotated[Seconds, Field(gt=0, le=600)] = 30
    ca_file: str | None = None
    greets_as: str | None = None
    attempts: Annotated[Whole, Field(ge=1, le=50)] = 6
    back_off_seconds: Annotated[
        tuple[Annotated[Whole, Field(ge=1, le=604_800)], ...], Field(min_length=1)
    ] = (30, 120, 600, 1800, 7200)


@frozen
class MailIn:
    """From where mail that comes in is taken, how often it is looked for, and how soon objections
    are answered.

    `folder` is a Maildir, in the data folder where it is no whole path; `mailbox` is the folder of
    an IMAP server. `password` stands empty, as that of `Mail`. With `address_tags` answers are
    asked for at an address that names the mail, as `office+m12.…@university.example`.
    """

    __pydantic_config__ = STRICT

    take_from: Literal["nowhere", "maildir", "imap"] = "nowhere"
    folder: Annotated[str, Field(min_length=1)] = "mail-in"
    host: str | None = None
    port: Port = 993
    tls: Literal["at_once", "starttls"] = "at_once"
    user: str | None = None
    password: str | None = None
    mailbox: Annotated[str, Field(min_length=1)] = "INBOX"
    timeout_seconds: Annotated[Seconds, Field(gt=0, le=600)] = 30
    ca_file: str | None = None
    address_tags: YesNo = False
    look_seconds: Annotated[Whole, Field(ge=5, le=3600)] = 60
    answer_working_days: Annotated[Whole, Field(ge=1, le=120)] = 15
