"""The mails of a step: to whom, in which language, rendered as they will be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from notifications.catalogue import CATALOGUE
from notifications.context import Awaited as AwaitedStep
from notifications.context import CitedRule, Event, MailContext, Recipient
from notifications.context import Office as Letterhead
from notifications.writing import write
from office.settings import Settings
from office.wiring import Office
from persistence.directory import Directory
from persistence.saving import MailRow
from rules.receipts import Receipt
from rules.recognition import Recognition
from states.decision import Actor
from states.definition import Awaited, ProcessDefinition, Transition
from states.dossier import Call, Case, Dossier
from states.frozen import frozen
from states.moments import civil_date
from states.text import Language, Text
from states.vocabulary import ROLES

HOST = Text("Host institution", "Установа домаћин")
FACULTY = Text("Faculty", "Факултет")
STANDING_IN = Text("you stand in for this role", "ви сте у замени за ову улогу")


@frozen
class Addressee:
    """A person or a desk that a mail goes to; `stands_in` who gets it in place of a holder."""

    role: str
    name: str
    email: str
    language: Language
    stands_in: bool = False


@frozen
class Occasion:
    """What a mail is about: a case as it stands now, and what just happened to it."""

    definition: ProcessDefinition
    case: Case
    dossier: Dossier
    at: datetime
    awaited: Awaited | None = None
    receipt: Receipt | None = None
    transition: Transition | None = None
    actor: Actor | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    recognition: Recognition | None = None


def addressees(directory: Directory, occasion: Occasion, role: str) -> list[Addressee]:
    """Everyone whom a mail to a role of the case goes to today: who holds the role, else who stands
    in for it; empty where nobody does.
    """
    dossier = occasion.dossier
    if role == "candidate":
        person = dossier.candidate
        return [Addressee(role, person.name, person.email, person.writes_in)]
    if role == "host":
        return _host(dossier)
    institution, today = occasion.case.institution, civil_date(occasion.at)
    if role == "commission_member":
        members = directory.seated(institution, dossier.call.commission, today)
    else:
        members = directory.reached(institution, role, today)
    instead = bool(members) and members == directory.deputies(institution, role, today)
    return [
        Addressee(role, one.name, one.email, _language(one.writes_in), instead) for one in members
    ]


def letters_of(
    directory: Directory, office: Office, occasion: Occasion, prefix: str
) -> list[MailRow]:
    """The mails that the occasion's transition sends, each with its idempotency key."""
    transition = occasion.transition
    letters = transition.mails if transition else ()
    return [
        row
        for letter in letters
        for role in letter.to
        for row in letter_to(directory, office, occasion, letter.mail, role, prefix)
    ]


def letter_to(
    directory: Directory,
    office: Office,
    occasion: Occasion,
    mail: str,
    role: str,
    prefix: str,
    **more: Any,
) -> Iterator[MailRow]:
    """One mail to everyone in a role. Where nobody is, a row that can't be sent and says why."""
    found = addressees(directory, occasion, role)
    label = f"{occasion.case.number} · {occasion.case.state} · send {mail}"
    if not found:
        language = _language(office.settings.languages[0])
        nobody = Addressee(role, role_title(role, language), "", language)
        row = _written(office, occasion, mail, nobody, f"{prefix}/{mail}/{role}", label, more)
        yield replace(row, obstacle=nobody_holds(role, civil_date(occasion.at)))
    for number, addressee in enumerate(found, start=1):
        key = f"{prefix}/{mail}/{role}/{number}"
        yield _written(office, occasion, mail, addressee, key, label, more)


def nobody_holds(role: str, today: date) -> str:
    """Why a mail to a role can't be sent on a civil date."""
    return f"nobody holds the role {role_title(role, 'en')} on {today}"


def call_letters(
    office: Office, definition: ProcessDefinition, call: Call, prefix: str, at: datetime
) -> list[MailRow]:
    """A call's announcement to the faculties (BMU-15a), in the office's first language."""
    language = office.settings.languages[0]
    institution = _institution(office, definition.institution)
    rows = []
    for number, address in enumerate(office.settings.institution.faculties, start=1):
        context = MailContext(
            office=letterhead(office.settings, institution, language),
            recipient=Recipient(address, FACULTY.in_(language), "faculty"),
            url=f"{office.settings.base_url.rstrip('/')}/calls/{prefix.removeprefix('call-')}",
            process=definition.title.in_(language),
            today=civil_date(at),
            call=call,
        )
        written = write("call_published", language, context)
        rows.append(
            MailRow(
                f"{prefix}/call_published/{number}", f"{call.title} · send call_published",
                "call_published", "faculty", address, address, language, written,
            )
        )  # fmt: skip
    return rows


def _written(
    office: Office,
    occasion: Occasion,
    mail: str,
    to: Addressee,
    key: str,
    label: str,
    more: Mapping[str, Any],
) -> MailRow:
    written = write(mail, to.language, context_of(office, occasion, to, more))
    return MailRow(
        key, label, mail, to.role, to.name, to.email, to.language, written,
        CATALOGUE[mail].attaches,
    )  # fmt: skip


def context_of(
    office: Office, occasion: Occasion, to: Addressee, more: Mapping[str, Any]
) -> MailContext:
    """All that a template may say about the occasion, in the addressee's language."""
    definition, case, language = occasion.definition, occasion.case, to.language
    return MailContext(
        office=_letterhead(office, case.institution, language),
        recipient=Recipient(to.name, reader_title(to.role, language, to.stands_in), to.role),
        url=case_url(office, case.number),
        case=case,
        dossier=occasion.dossier,
        process=definition.title.in_(language),
        state=definition.states[case.state].title.in_(language),
        event=_event(occasion, language),
        rule=cited(office, case.institution, _rule_of(occasion), language),
        awaited=_awaited(office, case.institution, occasion.awaited, occasion.receipt, language),
        today=civil_date(occasion.at),
        call=occasion.dossier.call,
        decree=occasion.recognition,
        head=definition.head,
        **more,
    )


def case_url(office: Office, number: str) -> str:
    """Where the case's page is."""
    return f"{office.settings.base_url.rstrip('/')}/cases/{number}"


def role_title(role: str, language: str) -> str:
    """A role's title in a language."""
    return (HOST if role == "host" else ROLES[role]).in_(language)


def reader_title(role: str, language: str, stands_in: bool) -> str:
    """As what somebody gets a mail: in a role, or for those whose role it is."""
    title = role_title(role, language)
    return f"{title} ({STANDING_IN.in_(language)})" if stands_in else title


def letterhead(settings: Settings, institution: Text, language: str) -> Letterhead:
    """The office as mails name it, in a language."""
    desk = settings.institution
    return Letterhead(
        desk.office.in_(language),
        institution.in_(language),
        desk.email,
        desk.phone,
        desk.address.in_(language),
        desk.web,
    )


@lru_cache(maxsize=256)
def _letterhead(office: Office, institution: str, language: str) -> Letterhead:
    return letterhead(office.settings, _institution(office, institution), language)


@lru_cache(maxsize=1024)
def cited(office: Office, institution: str, rule: str | None, language: str) -> CitedRule | None:
    """A rule with its article and text in a language."""
    book = office.regulations[institution]
    if rule is None or not book.known(rule):
        return None
    found = book.rule(rule)
    return CitedRule(rule, found.article.in_(language), found.text.in_(language))


def who(actor: Actor, language: str) -> str:
    """An actor as a mail names them: the person with the role, and in whose place."""
    title = ROLES[actor.role].in_(language)
    said = f"{actor.name} ({title})" if actor.name else title
    if actor.deputy_for is None:
        return said
    instead = Text("for", "у замени за").in_(language)
    return f"{said} {instead}: {ROLES[actor.deputy_for].in_(language)}"


def _institution(office: Office, key: str) -> Text:
    return office.regulations[key].name


def _rule_of(occasion: Occasion) -> str | None:
    if occasion.transition is not None:
        return occasion.transition.rule
    return occasion.receipt.rule if occasion.receipt else None


def _event(occasion: Occasion, language: str) -> Event | None:
    if occasion.transition is None or occasion.actor is None:
        return None
    title = occasion.transition.title.in_(language)
    on = civil_date(occasion.at)
    return Event(title, on, who(occasion.actor, language), occasion.details)


@lru_cache(maxsize=1024)
def _awaited(
    office: Office, institution: str, awaited: Awaited | None, receipt: Receipt | None,
    language: str,
) -> AwaitedStep | None:  # fmt: skip
    """The step that a case waits for, in words: the cases of one list share theirs."""
    if awaited is None:
        return None
    rule = receipt.rule if receipt else awaited.deadlines[0].rule
    article = cited(office, institution, rule, language)
    return AwaitedStep(
        step=awaited.title.in_(language),
        owners=", ".join(role_title(role, language) for role in awaited.owners),
        due=receipt.due if receipt else None,
        rule=rule,
        receipt=tuple(receipt.lines(language)) if receipt else (),
        article=article.article if article else "",
    )


def _host(dossier: Dossier) -> list[Addressee]:
    name = dossier.placement.host if dossier.placement else None
    if name is None and dossier.application and dossier.application.hosts:
        name = dossier.application.hosts[0]
    found = [host for host in dossier.call.hosts if host.name == name]
    return [Addressee("host", host.name, host.email, "en") for host in found]


def _language(code: str) -> Language:
    return code if code in ("en", "sr", "sr-Latn") else "en"  # type: ignore[return-value]
