"""`config.yaml`: what a deployer may set, read strictly."""

from __future__ import annotations

import re
from dataclasses import field
from datetime import time
from ipaddress import ip_network
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from office.mail_settings import Mail, MailIn, Seconds, Whole, YesNo
from office.stay_settings import Stays
from rules.calendar import Calendar, Closure, calendar_of
from rules.ladder import Level
from states.frozen import frozen
from states.strict_forms import STRICT, Day, Email, ErasmusCode
from states.text import Text
from states.vocabulary import LEGAL_REPRESENTATIVES, Agreement, LegalRepresentative, Remedy

if TYPE_CHECKING:
    from rules.regulation import DatedNumber

NO_ADDRESS = Text("", "")


def _by_the_clock(value: object) -> str | time:
    """`08:00`, as a clock shows it: a bare 8 would be taken for eight seconds past midnight."""
    if isinstance(value, str) and not re.fullmatch(r"\d\d:\d\d", value):
        raise ValueError(f"{value!r} is not a time (write HH:MM, as 08:00)")
    if not isinstance(value, str | time):
        raise ValueError(f'{value!r} is not a time (write "HH:MM", as "08:00")')
    return value


def _as_network(text: str) -> str:
    """An address, or a network as `10.0.0.0/8`."""
    try:
        ip_network(text, strict=False)
    except ValueError:
        raise ValueError(f"{text!r} is no address and no network") from None
    return text


Network = Annotated[str, AfterValidator(_as_network)]
TimeOfDay = Annotated[time, BeforeValidator(_by_the_clock)]
Url = Annotated[str, Field(pattern=r"^https?://[^\s/]+(/\S*)?$")]


@frozen
class Institution:
    """Whose office this is."""

    __pydantic_config__ = STRICT

    key: str
    office: Text
    email: Email
    phone: str = ""
    fax: str = ""
    address: Text = NO_ADDRESS
    place: Text = NO_ADDRESS
    web: str = ""
    erasmus_code: ErasmusCode | None = None
    faculties: tuple[Email, ...] = ()


@frozen
class Faculty:
    """A faculty that is the home institution of its own students and staff."""

    __pydantic_config__ = STRICT

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
    name: Text
    head: LegalRepresentative = "dean"


@frozen
class Home:
    """Who speaks for the home institution; `head` None where Rector and Dean both may."""

    __pydantic_config__ = STRICT

    head: LegalRepresentative | None = None
    by_faculty: tuple[Faculty, ...] = ()

    def faculty(self, key: str | None) -> Faculty | None:
        """The faculty of a key; None where there is none."""
        return next((faculty for faculty in self.by_faculty if faculty.key == key), None)

    @property
    def representatives(self) -> frozenset[str]:
        """Who speaks for the institution or for one of its faculties; both where not settled."""
        if self.head is None:
            return LEGAL_REPRESENTATIVES
        return frozenset({self.head, *(faculty.head for faculty in self.by_faculty)})

    def representative_for(self, faculty: str | None) -> LegalRepresentative | None:
        """Who speaks for the home institution of a candidate of that faculty (BMU-8b, 30)."""
        home = self.faculty(faculty)
        return home.head if home else self.head


@frozen
class Database:
    """Where the database is; None for SQLite in the data folder."""

    __pydantic_config__ = STRICT

    url: str | None = None


@frozen
class Files:
    """Where documents lie that are received or made: in the data folder, or in the database."""

    __pydantic_config__ = STRICT

    kept_in: Literal["folder", "database"] = "folder"


@frozen
class OfficeHours:
    """When timed mails leave on a working day, by the clock in Belgrade."""

    __pydantic_config__ = STRICT

    mails_leave_at: TimeOfDay = time(8)
    briefing_at: TimeOfDay = time(7, 30)
    saturday_worked: YesNo = False


@frozen
class Accounts:
    """How long sessions last, when a login is locked, and how long the links of mails open."""

    __pydantic_config__ = STRICT

    idle_minutes: Annotated[Whole, Field(ge=1, le=1440)] = 30
    session_hours: Annotated[Whole, Field(ge=1, le=24)] = 12
    failed_tries: Annotated[Whole, Field(ge=3, le=50)] = 5
    lockout_minutes: Annotated[Whole, Field(ge=1, le=1440)] = 15
    invitation_days: Annotated[Whole, Field(ge=1, le=60)] = 7
    reset_hours: Annotated[Whole, Field(ge=1, le=168)] = 24


@frozen
class Outside:
    """The pages for candidates and hosts: an application of its own, on a port of its own.

    `address` is where people open it, `link_days` how long the link of a mail opens. An agreement
    that `signed_by_link` names may be signed there; any other is read there, and signed on paper.
    """

    __pydantic_config__ = STRICT

    enabled: YesNo = False
    port: Annotated[Whole, Field(ge=1, le=65535)] = 8090
    address: Url = "http://127.0.0.1:8090"
    link_days: Annotated[Whole, Field(ge=1, le=366)] = 60
    signed_by_link: tuple[Agreement, ...] = (
        "learning_agreement",
        "training_agreement",
        "mobility_agreement",
    )


@frozen
class ClosedDays:
    """Days on which the office is closed, both ends included."""

    __pydantic_config__ = STRICT

    first_day: Annotated[Day, Field(alias="from")]
    last_day: Annotated[Day, Field(alias="to")]
    reason: Text


@frozen
class ChosenRemedy:
    """The legal remedy against Decrees issued from a civil date on, and why it was chosen."""

    __pydantic_config__ = STRICT

    since: Annotated[Day, Field(alias="from")]
    remedy: Remedy
    reason: Text


@frozen
class LadderLevel:
    """A level of a ladder."""

    __pydantic_config__ = STRICT

    level: Annotated[str, Field(min_length=1, max_length=40)]
    mail: str
    working_days: Annotated[Whole, Field(ge=-60, le=260)]
    to: Annotated[tuple[str, ...], Field(min_length=1)]


@frozen
class Prefect:
    """How actions run; `by_hand`: whether people start work from Prefect's page."""

    __pydantic_config__ = STRICT

    enabled: YesNo = True
    port: Annotated[Whole, Field(ge=0, le=65535)] = 4200
    run_directly_after_seconds: Annotated[Seconds, Field(ge=0)] = 60
    silent_in_batch_seconds: Annotated[Seconds, Field(gt=0)] = 10
    batch: Annotated[Whole, Field(ge=1, le=1000)] = 500
    by_hand: YesNo = False


@frozen
class Webhooks:
    """How other programs are told of steps; `private_networks` where they may stand in our own."""

    __pydantic_config__ = STRICT

    private_networks: YesNo = False
    timeout_seconds: Annotated[Seconds, Field(gt=0, le=60)] = 10


@frozen
class SignLimits:
    """After how many minutes without a sign of life an alarm is raised.

    `action_minutes`: how long a mail or document may wait after it was to be tried;
    `briefing_minutes`: how late the morning's briefing may be; `backup_hours`: how old the last
    backup; `mail_in_minutes`: how long the mailbox may not have been read.
    """

    __pydantic_config__ = STRICT

    sweep_minutes: Annotated[Whole, Field(ge=1, le=1440)] = 5
    worker_minutes: Annotated[Whole, Field(ge=1, le=1440)] = 3
    action_minutes: Annotated[Whole, Field(ge=1, le=10_080)] = 30
    briefing_minutes: Annotated[Whole, Field(ge=1, le=1440)] = 60
    backup_hours: Annotated[Whole, Field(ge=1, le=8760)] = 50
    mail_in_minutes: Annotated[Whole, Field(ge=1, le=1440)] = 15


def _period(value: object) -> str:
    """`10 years`, `18 months`, `30 days`: how long after the end of its case data is kept."""
    if isinstance(value, str) and re.fullmatch(r"[1-9]\d{0,3} (day|month|year)s?", value):
        return value
    raise ValueError(f"{value!r} is no period (write one as 10 years, 18 months or 30 days)")


Period = Annotated[str, BeforeValidator(_period)]


@frozen
class Retention:
    """How long after the end of a case each kind of its data is kept; None for good.

    `messages` are those of no case, counted from the day on which they were settled; `links` those
    by which somebody was to apply, counted from the day on which they ended; `unapplied` all of a
    case that its candidate began and never applied in.

    The periods of before anybody sets their own are examples, and no law. `erase_by_itself` has the
    nightly job erase what is due, which else only tells of it.
    """

    __pydantic_config__ = STRICT

    erase_by_itself: YesNo = False
    sensitive: Period | None = "1 year"
    documents: Period | None = "5 years"
    mails: Period | None = "3 years"
    notes: Period | None = "2 years"
    person: Period | None = "10 years"
    messages: Period | None = "1 year"
    links: Period | None = "90 days"
    unapplied: Period | None = "1 year"


Language = Literal["en", "sr", "sr-Latn"]


@frozen
class Logs:
    """How processes write their logs: what is out of order, for people; or all of it, in JSON."""

    __pydantic_config__ = STRICT

    format: Literal["text", "json"] = "text"


@frozen
class Settings:
    """The whole of `config.yaml`."""

    __pydantic_config__ = STRICT

    institution: Institution
    ladders: dict[str, Annotated[tuple[LadderLevel, ...], Field(min_length=1)]]
    home: Home = field(default_factory=Home)
    base_url: Url = "http://127.0.0.1:8080"
    database: Database = Database()
    files: Files = Files()
    mail: Mail = Mail()
    mail_in: MailIn = MailIn()
    office_hours: OfficeHours = OfficeHours()
    accounts: Accounts = Accounts()
    outside: Outside = Outside()
    stays: Stays = Stays()
    closures: tuple[ClosedDays, ...] = ()
    legal_remedy: tuple[ChosenRemedy, ...] = ()
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = ("en", "sr", "sr-Latn")
    documents_in: Language = "sr"
    largest_upload_mb: Annotated[Whole, Field(ge=1, le=1000)] = 20
    proxies: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    prefect: Prefect = field(default_factory=Prefect)
    webhooks: Webhooks = Webhooks()
    members: Annotated[tuple[str, ...], Field(min_length=1)] = (
        "head_of_ico", "mobility_coordinator", "academic_coordinator", "project_administrator",
    )  # fmt: skip
    sweep_seconds: Annotated[Whole, Field(ge=1, le=3600)] = 30
    signs_of_life: SignLimits = SignLimits()
    retention: Retention = Retention()
    logs: Logs = Logs()
    monitors: tuple[Network, ...] = ("127.0.0.1", "::1")

    @property
    def sender(self) -> str:
        """The address that mails come from: the office's own, where no other is named."""
        return self.mail.sender or self.institution.email

    @property
    def levels(self) -> dict[str, tuple[Level, ...]]:
        """The ladders as the rules know them."""
        return {
            name: tuple(
                Level(level.level, level.mail, level.working_days, level.to) for level in levels
            )
            for name, levels in self.ladders.items()
        }

    @property
    def remedies(self) -> tuple[DatedNumber, ...]:
        """The chosen legal remedies as a regulation dates them."""
        # Imported here: who lists cases or counts days reads no regulation.
        from rules.regulation import DatedNumber

        source = Text("config.yaml", "config.yaml")
        return tuple(
            DatedNumber(choice.since, choice.remedy, "remedy", source, True, choice.reason)
            for choice in self.legal_remedy
        )

    @property
    def calendar(self) -> Calendar:
        """The office's working days."""
        closures = tuple(
            Closure(closure.first_day, closure.last_day, closure.reason)
            for closure in self.closures
        )
        return calendar_of(closures, self.office_hours.saturday_worked)
