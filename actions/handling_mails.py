"""Mails among colleagues: a case is given to them, a comment names them, a hold is over.

What happened is in the mail's `details`; how the case stands is the event's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from actions.addressees import of_member
from actions.case_event import CaseEvent
from actions.mail_contexts import context_of, due_measure
from notifications.catalogue import CATALOGUE
from notifications.context import DueMeasure, Event
from notifications.wording import write
from office.wiring import Office
from persistence.mails import OutgoingMail
from persistence.staff import Member
from states.frozen import frozen
from states.moments import civil_date


@frozen
class HandlingNews:
    """What a mail of the catalogue tells colleagues: who did it, when, and the particulars."""

    mail: str
    by: str
    at: datetime
    details: Mapping[str, object]


@frozen
class Reader:
    """The colleague who gets a mail, in which role, and the mail's key."""

    member: Member
    role: str
    key: str


def write_news(
    office: Office, event: CaseEvent, news: HandlingNews, reader: Reader
) -> OutgoingMail:
    """The mail about a case to a colleague, in their language."""
    to = of_member(reader.role, reader.member, False)
    title = CATALOGUE[news.mail].title.in_(to.language)
    details = {**news.details, "reader": reader.member.login}
    context = replace(
        context_of(office, event, to, measure_of(office, event)),
        event=Event(title, civil_date(news.at), news.by, details),
    )
    about = f"{event.case.number} · {event.case.state}"
    return to.outgoing(news.mail, reader.key, about, write(news.mail, to.language, context))


def measure_of(office: Office, event: CaseEvent) -> DueMeasure:
    """How many working days are left of the event's limit, or have passed since."""
    if event.receipt is None:
        return DueMeasure()
    return due_measure(office, event.receipt.due, civil_date(event.at))
