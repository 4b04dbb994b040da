"""What a mail knows: the frozen facts that every template is given, already in its language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from notifications.digest import (
    Days,
    DeadAction,
    DigestItem,
    DueToGo,
    FromOutside,
    LedgerResult,
    UndecidedRequest,
)
from notifications.terms import Terms
from rules.event_days import first_day_of_stay, last_day_of_stay
from rules.recognition import Recognition
from rules.regulation import LegalRemedy
from states.agreements import total_ects
from states.calls import Call, Candidate
from states.dossier import Appeal, Case, Dossier
from states.frozen import frozen
from states.mobility_kind import MobilityKind
from states.text import Text
from states.vocabulary import ROLES

_DESKS = frozenset({"host", "home_institution", "faculty", "project_team", "partner"})
_INSTITUTIONS = _DESKS | {"student_service"}
_OUTSIDE = _DESKS | {"candidate", "correspondent"}
_WITH_PAGES = frozenset({"candidate", "host"})
_DECIDERS = frozenset({"rector", "dean"})
_COMING_DAYS = timedelta(days=7)


@frozen
class Letterhead:
    """The office as a mail names it."""

    name: str
    institution: str
    email: str
    phone: str = ""
    address: str = ""
    web: str = ""


@frozen
class Recipient:
    """Who reads the mail. `role` is the title in the mail's language, `role_id` the word for it.

    `role_id` is a role of `states.vocabulary.ROLES`, or a desk: `host`, `home_institution`,
    `faculty`, `project_team`, `partner`. `salutation` and `academic_title` are as they were
    recorded of the person.
    """

    name: str
    role: str
    role_id: str
    salutation: str | None = None
    academic_title: str | None = None

    @property
    def is_institution(self) -> bool:
        """Whether a desk reads it and not a person, so that it greets colleagues."""
        return self.role_id in _INSTITUTIONS

    @property
    def titled_name(self) -> str:
        """The name with the title before it."""
        return " ".join(part for part in (self.academic_title, self.name) if part)

    @property
    def has_own_page(self) -> bool:
        """Whether the reader, without an account, may have a page of their own on the case."""
        return self.role_id in _WITH_PAGES

    @property
    def is_outside(self) -> bool:
        """Whether the reader has no account: no page is for them, and no rule by its id."""
        return self.role_id in _OUTSIDE

    @property
    def decides_appeals(self) -> bool:
        """Whether the reader is the one who decides an appeal (BMU-15c, BMU-24b)."""
        return self.role_id in _DECIDERS


@frozen
class Event:
    """What happened: the trigger's title, when, who did it, and the trigger's payload.

    `details` has the payload's own keys (`reason`, `grounds`, `on`, `from`, `to`, `host`,
    `method` …); its dates are dates or ISO strings. With one that `stays` the case does not move.
    `by_office` says that it was recorded for the candidate.
    """

    title: str
    on: date
    by: str
    details: Mapping[str, object] = field(default_factory=dict)
    stays: bool = False
    by_office: bool = False


@frozen
class CitedRule:
    """The rule it happened under: id, article as printed, the rule in the office's words.

    `ground` is how a letter names it: by article, paragraph and item of the act.
    """

    id: str
    article: str
    text: str
    ground: str = ""


@frozen
class Awaited:
    """The step that the case waits for; `rule` is the id of the rule that sets its due date.

    `right` where it is the candidate's right and no duty. `owner_roles` are whose step it is, as
    words of the vocabulary, `ground` as of a `CitedRule`, `asked` the step in the words of those
    outside whose it is. `moves` is False where a fact is awaited, by which the case goes nowhere:
    money that comes back, a delivery.
    """

    step: str
    owners: str
    due: date | None
    rule: str
    receipt: tuple[str, ...] = ()
    article: str = ""
    right: bool = False
    owner_roles: tuple[str, ...] = ()
    ground: str = ""
    asked: str = ""
    moves: bool = True


@frozen
class DueMeasure:
    """How many working days a due date is off, for a mail that reminds of it or urges."""

    working_days_left: int | None = None
    working_days_over: int | None = None


@frozen
class ListAwaited:
    """A call's list that somebody is asked for, or told of.

    `asked` is what the reader is asked for, their `points` or their `choice`, or no more than the
    `list`; `candidates` how many wait for that; `owing` the members who have not given all points.
    """

    asked: Literal["points", "choice", "list"] = "list"
    candidates: int = 0
    owing: tuple[str, ...] = ()


@frozen
class MailContext:
    """All that a template may use. What a mail has no use for stays at its default.

    `head` is who speaks for the home institution, `rector` or `dean`; None where either may.
    `contested_until` is the last day to contest the Decree, while the case waits for that,
    `remedy` the legal remedy that the Decree bears. `unmade` are the papers of the mail that its
    step does not make: no letter names what isn't there. `promised` counts what its process
    promises, or doesn't. `outside_url` is the page of a reader who has no account, where people
    outside have pages, `public_url` where everybody reads what the mail tells. `list_awaited` is
    told of a call's list. `items` are steps of cases, `owed` what is to be paid. `account` is the
    reader's `login`, and the day (`until`) and hour (`at`) at which the mail's link opens no more;
    of an objection, its number, days and answer.
    """

    office: Letterhead
    recipient: Recipient
    url: str
    outside_url: str = ""
    public_url: str = ""
    case: Case | None = None
    dossier: Dossier | None = None
    process: str = ""
    state: str = ""
    event: Event | None = None
    rule: CitedRule | None = None
    awaited: Awaited | None = None
    measure: DueMeasure = DueMeasure()
    today: date | None = None
    items: tuple[DigestItem, ...] = ()
    owed: tuple[DigestItem, ...] = ()
    days: Days = field(default_factory=dict)
    dead: tuple[DeadAction, ...] = ()
    requests: tuple[UndecidedRequest, ...] = ()
    from_outside: FromOutside = FromOutside()
    ledger: LedgerResult | None = None
    due_to_go: DueToGo | None = None
    proof: str | None = None
    call: Call | None = None
    decree: Recognition | None = None
    head: str | None = None
    kind: MobilityKind | None = None
    contested_until: date | None = None
    remedy: LegalRemedy | None = None
    list_awaited: ListAwaited = ListAwaited()
    unmade: tuple[str, ...] = ()
    promised: Callable[[], Terms] = Terms
    account: Mapping[str, object] = field(default_factory=dict)

    @property
    def you(self) -> bool:
        """Whether the reader is the candidate whom the case is about."""
        return self.recipient.role_id == "candidate"

    @property
    def terms(self) -> Terms:
        """What the rules of its process let a letter promise; few letters ask."""
        return self.promised()

    @property
    def working_days_left(self) -> int | None:
        """Working days up to the due day; None once it has passed."""
        return self.measure.working_days_left

    @property
    def working_days_over(self) -> int | None:
        """Working days since the due day; None before it."""
        return self.measure.working_days_over

    @property
    def candidate(self) -> Candidate | None:
        """Who the case is about."""
        return self.dossier.candidate if self.dossier else None

    @property
    def appeal_until(self) -> date | None:
        """The last day for an appeal against the list in force (BMU-15c, BEE-C5)."""
        return self.dossier.progress.appeal_until if self.dossier else None

    @property
    def details(self) -> Mapping[str, object]:
        """The payload of what happened; empty where nothing did."""
        return self.event.details if self.event else {}

    @property
    def about(self) -> Text:
        """What a case of this kind is about, as a heading: a candidate, a project (ICO-1), a
        partner (BMU-4b)."""
        return self.kind.words.subject if self.kind else ROLES["candidate"]

    @property
    def project(self) -> bool:
        """Whether the case is a project's, and nobody's mobility (ICO-1)."""
        return self.kind is not None and self.kind.of_project

    @property
    def incoming(self) -> bool:
        """Whether the student comes to us."""
        return self.kind is not None and self.kind.incoming

    @property
    def staff(self) -> bool:
        """Whether a member of staff goes, and not a student (BMU-28)."""
        return self.kind is not None and self.kind.of_staff

    @property
    def agreement(self) -> str:
        """The kind of agreement that this kind of mobility is concluded by (BMU-8, 9, 11, 30)."""
        agreement = self.kind.agreement if self.kind else None
        return agreement.document if agreement else ""

    @property
    def signed_by(self) -> tuple[str, ...]:
        """Who signed the agreement; of who comes to us the partner that signs is the home."""
        signatures = self.dossier.signatures if self.dossier else ()
        name_of = self.kind.signatory if self.kind else str
        return tuple(name_of(signature.party) for signature in signatures)

    @property
    def agreed_ects(self) -> Decimal:
        """The ECTS of the agreement in force; 0 where it holds no courses."""
        agreement = self.dossier.agreed if self.dossier else None
        return total_ects(agreement) if agreement else Decimal(0)

    @property
    def host(self) -> str | None:
        """The host institution that the case is about now, as far as it is settled."""
        if self.dossier is None:
            return None
        host = self.details.get("host")
        if host:
            return str(host)
        if self.dossier.placement and self.dossier.placement.host:
            return self.dossier.placement.host
        wished_hosts = self.dossier.application.hosts if self.dossier.application else ()
        return wished_hosts[0] if len(wished_hosts) == 1 else None

    @property
    def was_applied_for(self) -> bool:
        """Whether the application names the host that the case is about now."""
        application = self.dossier.application if self.dossier else None
        return application is not None and self.host in application.hosts

    @property
    def held_place(self) -> bool:
        """Whether the case had a place of its call, which somebody else can have when it ends."""
        placement = self.dossier.placement if self.dossier else None
        return placement is not None and placement.outcome == "selected"

    @property
    def stay_days(self) -> tuple[date, date] | None:
        """First and last day of the stay: each the host's where it has told it, else the wished."""
        if self.dossier is None:
            return None
        first, last = first_day_of_stay(self.dossier), last_day_of_stay(self.dossier)
        return (first, last) if first and last else None

    @property
    def received_on(self) -> date | None:
        """The day on which the application came in, whenever it was noted."""
        application = self.dossier.application if self.dossier else None
        noted_on = self.event.on if self.event else None
        return application.received_on or noted_on if application else noted_on

    @property
    def appeal(self) -> Appeal | None:
        """The newest appeal of the case."""
        appeals = self.dossier.appeals if self.dossier else ()
        return appeals[-1] if appeals else None

    @property
    def overdue(self) -> tuple[DigestItem, ...]:
        """Plan items whose due day has passed."""
        return tuple(item for item in self.items if item.overdue)

    @property
    def own(self) -> tuple[DigestItem, ...]:
        """Plan items that wait for the reader: overdue, due within seven days, or stuck."""
        pressing = (*self.overdue, *self.due_today, *self.coming, *self.stuck)
        return tuple(item for item in dict.fromkeys(pressing) if item.mine)

    @property
    def due_today(self) -> tuple[DigestItem, ...]:
        """Plan items due on the plan's own day."""
        return tuple(item for item in self.items if not item.overdue and item.due == self.today)

    @property
    def coming(self) -> tuple[DigestItem, ...]:
        """Plan items due in the seven days after the plan's own day."""
        if self.today is None:
            return ()
        first, last = self.today, self.today + _COMING_DAYS
        return tuple(i for i in self.items if not i.overdue and i.due and first < i.due <= last)

    @property
    def payments(self) -> tuple[DigestItem, ...]:
        """What is to be paid and is overdue, or due within seven days; the reader's first."""
        last = None if self.today is None else self.today + _COMING_DAYS
        near = [item for item in self.owed if last and item.due and item.due <= last]
        return tuple(sorted(near, key=lambda item: not item.mine))

    @property
    def past_safe(self) -> tuple[DigestItem, ...]:
        """Plan items past their latest safe day and not overdue, the longest past first."""
        items = [item for item in self.items if item.past_safe]
        return tuple(sorted(items, key=lambda item: (str(item.past_safe), item.number)))

    @property
    def resting(self) -> tuple[DigestItem, ...]:
        """Plan items that wait for nobody: their step is forbidden for now."""
        return tuple(item for item in self.items if item.rests and not item.due)

    @property
    def planned(self) -> int:
        """How many steps the days of a plan hold."""
        return sum(len(items) for people in self.days.values() for items in people.values())

    @property
    def stuck(self) -> tuple[DigestItem, ...]:
        """Plan items that are stuck for another reason than a passed due day."""
        return tuple(item for item in self.items if item.stuck_reason and not item.overdue)
