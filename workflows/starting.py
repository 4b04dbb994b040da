"""Starting on a data folder: its settings, its database brought up to date, its mailer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from notifications.maildir import MaildirMailer
from notifications.mailer import Mailer
from notifications.smtp import SmtpMailer
from persistence.database import DatabaseTrouble, bring_up_to_date, connect, sqlite_url
from workflows.office import Office, open_office


@dataclass(frozen=True)
class Desk:
    """An office with its database open: what every command and page works on."""

    office: Office
    engine: Engine


def open_desk(data: Path, config: Path | None = None, make: bool = False) -> Desk:
    """Opens the office of a data folder and brings its database up to date.

    `make` makes the folder. Raises DatabaseTrouble where there is no office yet, or the folder or
    the database can't be used; FlawedFile for a wrong config.yaml.
    """
    office = open_office(data, config)
    url = office.settings.database.url
    if make:
        _make_folder(data)
    elif not data.is_dir() or (url is None and not (data / "office.db").is_file()):
        raise DatabaseTrouble(f"there is no office in {data}: `mobility init` makes one")
    engine = connect(url or sqlite_url(data))
    bring_up_to_date(engine)
    return Desk(office, engine)


def _make_folder(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseTrouble(f"the folder {data} can't be made: {error.strerror}") from None


def mailer_of(office: Office) -> Mailer:
    """How mails leave, by `config.yaml`."""
    mail = office.settings.mail
    if mail.transport == "maildir":
        return MaildirMailer(office.data / "mail")
    return SmtpMailer(
        mail.host,
        mail.port,
        mail.starttls,
        mail.user or "",
        mail.password or "",
        mail.timeout_seconds,
        mail.ca_file,
        mail.greets_as,
    )


def clock() -> datetime:
    """The instant now, in UTC: the one clock of a running office."""
    return datetime.now(UTC)
