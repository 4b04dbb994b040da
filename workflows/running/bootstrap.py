"""Starting on a data folder: its office with everything that decides, its database, its mailer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from notifications.mailer import Mailer
from office.config_file import regulations_of, settings_file
from office.passwords import password_for
from office.settings_loading import load_settings
from office.wiring import Office, office_of
from persistence import closures
from persistence.database import reading
from persistence.waiting import waiting_for_others
from rules.rates import read_rates
from states.validation_error import ValidationError
from workflows.running.definition_integrity import (
    changed_definitions,
    refuse_changed_definitions,
)
from workflows.running.read_only_office import clock, open_in_full
from workflows.running.regulation_integrity import (
    changed_regulations,
    refuse_changed_regulations,
)

__all__ = [
    "App",
    "bring_cases_along",
    "clock",
    "is_behind",
    "mailer_of",
    "open_app",
    "open_at_once",
    "with_settings_anew",
]


@dataclass(frozen=True)
class App:
    """An office with its database open: what every command and page works on."""

    office: Office
    engine: Engine
    config: Path | None = None

    @property
    def settings_file(self) -> Path:
        """The file that the settings are read from."""
        return self.config or settings_file(self.office.data)

    def settings_stamp(self) -> tuple[Path, int, int]:
        """Another one as soon as the settings stand in another file, or were written anew."""
        path = self.settings_file
        try:
            status = path.stat()
        except OSError:
            return path, 0, 0
        return path, status.st_mtime_ns, status.st_size


def with_settings_anew(app: App) -> App:
    """The same database under the settings as they are written now.

    Raises InvalidFile for a wrong file; ValidationError where the database is another one: that
    takes a start.
    """
    settings = load_settings(app.settings_file, regulations_of(app.office.data))
    if settings.database != app.office.settings.database:
        raise ValidationError("another database is only taken as the office is started")
    anew = App(office_of(settings, app.office.data), app.engine, app.config)
    _made_ready(anew)
    return anew


def _made_ready(app: App) -> None:
    """Closed on the days that are known; what is wrong in the rates of grants is told at once."""
    read_rates(app.office.rates_folder)
    with reading(app.engine) as connection:
        app.office.close_on(closures.in_force(connection))


def open_app(data: Path, config: Path | None = None, make: bool = False) -> App:
    """Opens the office of a data folder and brings its database up to date.

    `make` makes the folder. Raises DatabaseError where there is no office yet, or the folder or
    the database can't be used; InvalidFile for a wrong config.yaml.
    """
    app = open_at_once(data, config, make)
    bring_cases_along(app)
    return app


def open_at_once(data: Path, config: Path | None = None, make: bool = False) -> App:
    """The same, before running cases are brought under texts of their law that were corrected."""
    settings, engine = open_in_full(data, config, make)
    app = App(office_of(settings, data), engine, config)
    _made_ready(app)
    return app


def is_behind(app: App) -> bool:
    """Whether running cases are still to be brought under corrected texts of their law.

    Raises InvalidFile where a text was changed that cases run on, and not as a correction.
    """
    changes = changed_definitions(app.office, app.engine)
    return bool(changes) or bool(changed_regulations(app.office, app.engine))


def bring_cases_along(app: App) -> None:
    """Puts running cases under the texts of today; raises as `is_behind`."""
    waiting_for_others(lambda: refuse_changed_definitions(app.office, app.engine, clock()))
    waiting_for_others(lambda: refuse_changed_regulations(app.office, app.engine, clock()))


def mailer_of(office: Office) -> Mailer:
    """How mails leave, by `config.yaml`."""
    # Imported here: only a worker sends, and of the two ways it needs one.
    mail = office.settings.mail
    if mail.transport == "maildir":
        from notifications.maildir import MaildirMailer

        return MaildirMailer(office.data / "mail")
    from notifications.smtp import SmtpMailer

    return SmtpMailer(
        mail.host,
        mail.port,
        mail.starttls,
        mail.user or "",
        password_for(office.data, "mail") or "",
        mail.timeout_seconds,
        mail.ca_file,
        mail.greets_as,
    )
