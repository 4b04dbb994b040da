"""A mail of the catalogue with sample data, as the office would send it: for people to read.

The office, its letterhead and the rules are the real ones; the candidate and the host are not.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from actions.addressees import Addressee
from actions.case_event import CaseEvent
from actions.mail_contexts import context_of, letterhead, page_url, recipient_of
from notifications.catalogue import CATALOGUE, ONLY_IN_THE_MAIL
from notifications.context import DueMeasure, Event, MailContext
from notifications.digest import DigestItem, by_day, by_week
from notifications.rendering import render
from notifications.wording import write
from office.wiring import Office
from states.calls import Call, CallProgress, Candidate, Host
from states.definition import ProcessDefinition
from states.dossier import Application, Case, Dossier, HostAnswer, Stay
from states.moments import civil_date
from states.placement import Placement
from states.text import Language, Text

HOST: Final = "University of Graz"
CANDIDATE: Final = Candidate(
    "Ana Petrović", "ana@students.example", "undergraduate", 2, Decimal(84)
)
READERS: Final = ("candidate", "host", "mobility_coordinator", "academic_coordinator",
                  "head_of_ico", "student_service", "rector")  # fmt: skip


def sample_mail(
    office: Office, mail: str, reader: str, language: Language, at: datetime
) -> tuple[str, str]:
    """The subject and the text of a mail to a reader, in a language.

    Raises LookupError for a mail that the catalogue does not have.
    """
    entry = CATALOGUE.get(mail)
    if entry is None:
        raise LookupError(mail)
    to = Addressee(reader, "Ana Petrović", "ana@students.example", language, salutation="f")
    context = (
        _of_the_office(office, mail, to, at)
        if entry.about == "office"
        else _of_a_case(office, to, at)
    )
    rendered_mail = render(write(mail, language, context))
    return rendered_mail.subject, rendered_mail.text


def _of_the_office(office: Office, mail: str, to: Addressee, at: datetime) -> MailContext:
    """A plan with two lines, or the link of an account."""
    today = civil_date(at)
    number = f"{office.settings.institution.key.upper()}-{today.year}-0001"
    step = Text("Issue the Decree", "Доношење решења").in_(to.language)
    items = tuple(
        DigestItem(number, CANDIDATE.name, "", step, to.name, day, day < today, "")
        for day in (today - timedelta(days=2), today, today + timedelta(days=2))
    )
    grouping = {"weekly_plan": by_day, "monthly_plan": by_week}.get(mail)
    ends = today + timedelta(days=7)
    return MailContext(
        office=letterhead(office, office.settings.institution.key, to.language),
        recipient=recipient_of(to),
        url=page_url(office, f"welcome/1.{ONLY_IN_THE_MAIL}" if CATALOGUE[mail].secret else "work"),
        today=today,
        items=items,
        days=grouping(items, today) if grouping else {},
        event=Event(step, today, to.name, _details_of_a_plan(today)),
        account={"login": "ana.p", "until": ends, "at": f"{at:%H:%M}"},
    )


def _details_of_a_plan(today: date) -> dict[str, object]:
    """What the mail of a plan that was given out tells."""
    return {"span": "week", "first_day": today, "own": 1}


def _of_a_case(office: Office, to: Addressee, at: datetime) -> MailContext:
    """A case in the middle of its way, with whatever a mail may tell of it."""
    today = civil_date(at)
    definition = _definition(office, today)
    case = _case(office, definition, at)
    event = CaseEvent(definition, case, _dossier(today), at)
    context = context_of(office, event, to, DueMeasure(2, None))
    event_details = {
        "reason": Text("a sample reason", "пример разлога").in_(to.language),
        "on": today,
        "at": f"{at:%H:%M}",
        "what": Text("Document received", "Примљен документ").in_(to.language),
        "code": ONLY_IN_THE_MAIL,
        "address": to.email,
    }
    title = definition.states[case.state].title.in_(to.language)
    return replace(
        context,
        event=Event(title, today, to.name, event_details),
        call=event.dossier.call,
    )


def _definition(office: Office, today: date) -> ProcessDefinition:
    """The first process with a list that serves the office's new cases."""
    definitions = office.processes(office.settings.institution.key, today)
    with_list = (definition for definition in definitions if "nominated" in definition.states)
    return next(with_list, definitions[0])


def _case(office: Office, definition: ProcessDefinition, at: datetime) -> Case:
    key = office.settings.institution.key
    due = civil_date(at) + timedelta(days=2)
    number = f"{key.upper()}-{at.year}-0001"
    return Case(
        1, number, key, definition.process, definition.key, definition.initial, 1, at, 1, due
    )


def _dossier(today: date) -> Dossier:
    first, last = today + timedelta(days=60), today + timedelta(days=200)
    call = Call(
        "Autumn semester", today - timedelta(days=40), today - timedelta(days=10), 8, (), {},
        Decimal(50), (Host(HOST, "incoming@graz.example", "AT", 2),),
    )  # fmt: skip
    return Dossier(
        candidate=CANDIDATE,
        call=call,
        progress=CallProgress(1, today - timedelta(days=5), today + timedelta(days=3)),
        application=Application(first, last, (HOST,)),
        placement=Placement("selected", 1, Decimal("84.50"), HOST, 1),
        host_answer=HostAnswer(True, first, last),
        stay=Stay(first, last),
    )
