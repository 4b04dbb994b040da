"""Mails to people outside that no step sends: a link, a code, what is returned; and to the office,
that a link is locked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from actions.addressees import Addressee, addressees, of_member
from actions.case_event import CaseEvent
from actions.mail_contexts import context_of, letterhead, outside_url, page_url, recipient_of
from actions.mail_secrets import CODE_MAIL
from notifications.catalogue import CATALOGUE
from notifications.context import DueMeasure, Event, MailContext
from notifications.wording import write
from office.wiring import Office
from persistence.directory import Directory
from persistence.saving import enqueue
from rules.asked_documents import asked_documents
from states.moments import civil_date
from workflows.outside.open_call import OpenCall

WHO_HEARS: Final = "mobility_coordinator"
"""Whom the office's mails about people outside go to."""


def mail_about(
    connection: Connection,
    office: Office,
    event: CaseEvent,
    to: Addressee,
    mail_and_details: tuple[str, str, Mapping[str, object]],
) -> None:
    """Puts a mail about a case into the outbox, as of the event's instant.

    `told` is the mail's name, its key, and what it tells.
    """
    mail, key, details = mail_and_details
    title = CATALOGUE[mail].title.in_(to.language)
    context = replace(
        context_of(office, event, to, DueMeasure()),
        event=Event(title, civil_date(event.at), "", details),
    )
    if mail == CODE_MAIL:
        context = replace(context, outside_url="")
    about = f"{event.case.number} · {event.case.state}"
    outgoing = to.outgoing(mail, key, about, write(mail, to.language, context))
    enqueue(connection, [(event.case.id, None, [outgoing], ())], event.at)


def mail_applicant(
    connection: Connection,
    office: Office,
    about: OpenCall,
    to: Addressee,
    mail_and_details: tuple[str, str, Mapping[str, object]],
    now: datetime,
) -> None:
    """The same about a call, to who is about to apply in it and has no case; or to the office."""
    mail, key, details = mail_and_details
    title = CATALOGUE[mail].title.in_(to.language)
    definition, call = about.definition, about.call
    context = MailContext(
        office=letterhead(office, definition.institution, to.language),
        recipient=recipient_of(to),
        url=page_url(office, f"calls/{about.id}"),
        outside_url="" if mail == CODE_MAIL else outside_url(office),
        process=definition.title.in_(to.language),
        event=Event(title, civil_date(now), "", details),
        today=civil_date(now),
        call=replace(call, required=tuple(asked_documents(call, definition))),
        kind=definition.kind,
    )
    outgoing = to.outgoing(mail, key, call.title, write(mail, to.language, context))
    enqueue(connection, [(None, about.id, [outgoing], ())], now)


def mail_office_of_call(
    connection: Connection,
    office: Office,
    about: OpenCall,
    mail: str,
    details: Mapping[str, str],
    now: datetime,
) -> None:
    """A mail about a call to those of the office who hear of people outside."""
    institution = about.definition.institution
    people = Directory(connection).reached(institution, WHO_HEARS, civil_date(now))
    for number, member in enumerate(people, start=1):
        key = f"call-{about.id}/{mail}/{now.isoformat()}/{number}"
        to = of_member(WHO_HEARS, member, as_deputy=False)
        mail_applicant(connection, office, about, to, (mail, key, details), now)


def mail_office(
    connection: Connection, office: Office, event: CaseEvent, mail: str, details: Mapping[str, str]
) -> None:
    """The same to those of the office who hear of people outside."""
    people = addressees(Directory(connection), event, WHO_HEARS)
    for number, member in enumerate(people, start=1):
        key = f"{event.case.number}/{mail}/{event.at.isoformat()}/{number}"
        mail_about(connection, office, event, member, (mail, key, details))
