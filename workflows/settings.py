"""`config.yaml`: what a deployer may set, read strictly."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from notifications.catalogue import CATALOGUE
from rules.calendar import Calendar, Closure
from rules.ladder import Level
from states.strict_yaml import FlawedFile, load_yaml_file
from states.text import Text
from states.vocabulary import ROLES

STRICT = ConfigDict(extra="forbid")
SHIPPED = Path(__file__).parents[1] / "config.yaml"


@dataclass(frozen=True, slots=True)
class Title:
    """A text in both languages."""

    __pydantic_config__ = STRICT

    en: str
    sr: str

    @property
    def text(self) -> Text:
        """The same as a Text."""
        return Text(self.en, self.sr)


@dataclass(frozen=True, slots=True)
class Institution:
    """Whose office this is."""

    __pydantic_config__ = STRICT

    key: str
    office: Title
    email: str
    phone: str = ""
    address: Title = Title("", "")
    web: str = ""
    faculties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Database:
    """Where the database is; None for SQLite in the data folder."""

    __pydantic_config__ = STRICT

    url: str | None = None


@dataclass(frozen=True, slots=True)
class Mail:
    """How mails leave, and how often an action is tried."""

    __pydantic_config__ = STRICT

    transport: Literal["maildir", "smtp"] = "maildir"
    sender: str = "mobility@bmu.example"
    host: str = "localhost"
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    starttls: bool = True
    user: str | None = None
    password: str | None = None
    timeout_seconds: Annotated[float, Field(gt=0, le=600)] = 30
    ca_file: str | None = None
    greets_as: str | None = None
    attempts: Annotated[int, Field(ge=1, le=50)] = 6
    back_off_seconds: Annotated[tuple[int, ...], Field(min_length=1)] = (30, 120, 600, 1800, 7200)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When timed mails leave on a working day, by the clock in Belgrade."""

    __pydantic_config__ = STRICT

    mails_leave_at: time = time(8)
    briefing_at: time = time(7, 30)
    saturday_worked: bool = False


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """Days on which the office is closed, both ends included."""

    __pydantic_config__ = STRICT

    first_day: Annotated[date, Field(alias="from")]
    last_day: Annotated[date, Field(alias="to")]
    reason: Title


@dataclass(frozen=True, slots=True)
class LadderLevel:
    """A level of a ladder."""

    __pydantic_config__ = STRICT

    level: str
    mail: str
    working_days: Annotated[int, Field(ge=-60, le=260)]
    to: Annotated[tuple[str, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Prefect:
    """How actions run."""

    __pydantic_config__ = STRICT

    enabled: bool = True
    port: Annotated[int, Field(ge=0, le=65535)] = 4200
    run_directly_after_seconds: Annotated[float, Field(ge=0)] = 60
    batch: Annotated[int, Field(ge=1, le=1000)] = 200


Language = Literal["en", "sr", "sr-Latn"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole of `config.yaml`."""

    __pydantic_config__ = STRICT

    institution: Institution
    ladders: dict[str, Annotated[tuple[LadderLevel, ...], Field(min_length=1)]]
    base_url: str = "http://127.0.0.1:8080"
    database: Database = Database()
    mail: Mail = Mail()
    office_hours: OfficeHours = OfficeHours()
    closures: tuple[ClosedDays, ...] = ()
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = ("en", "sr", "sr-Latn")
    documents_in: Language = "sr"
    largest_upload_mb: Annotated[int, Field(ge=1, le=1000)] = 20
    prefect: Prefect = field(default_factory=Prefect)
    sweep_seconds: Annotated[int, Field(ge=1, le=3600)] = 30

    @property
    def levels(self) -> dict[str, tuple[Level, ...]]:
        """The ladders as the rules know them."""
        return {
            name: tuple(Level(one.level, one.mail, one.working_days, one.to) for one in levels)
            for name, levels in self.ladders.items()
        }

    @property
    def calendar(self) -> Calendar:
        """The office's working days."""
        closures = tuple(
            Closure(closed.first_day, closed.last_day, closed.reason.text)
            for closed in self.closures
        )
        return Calendar(closures, self.office_hours.saturday_worked)


def load_settings(path: Path) -> Settings:
    """The settings in a file; raises FlawedFile with every problem, each with its line."""
    settings, marked = load_yaml_file(Settings, path)
    problems = [
        marked.problem(("ladders", name, number), message)
        for name, levels in settings.ladders.items()
        for number, level in enumerate(levels)
        for message in _level_problems(level)
    ]
    problems += [
        marked.problem(("closures", number), "the last day lies before the first")
        for number, closed in enumerate(settings.closures)
        if closed.last_day < closed.first_day
    ]
    if problems:
        raise FlawedFile(problems)
    return settings


def _level_problems(level: LadderLevel) -> list[str]:
    problems = [f"`{role}` is not a role" for role in level.to if role not in (*ROLES, "owner")]
    if level.mail not in CATALOGUE:
        problems.append(f"`{level.mail}` is not a mail of the catalogue")
    return problems


def settings_file(data: Path) -> Path:
    """The config.yaml that holds: the data folder's own, or the one shipped."""
    own = data / "config.yaml"
    return own if own.is_file() else SHIPPED
