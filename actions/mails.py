"""The mails of a step: to whom, in which language, and the words that they will be read by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from datetime import date, datetime
from functools import lru_cache, partial

from actions.addressees import Addressee, addressees, language_of
from actions.case_event import CaseEvent
from actions.mail_contexts import (
    alike_in,
    letterhead,
    page_url,
    public_call_url,
    recipient_of,
    role_title,
    terms_of,
)
from notifications.catalogue import CATALOGUE
from notifications.context import DueMeasure, MailContext, Recipient
from notifications.wording import write
from office.wiring import Office
from persistence.directory import Directory
from persistence.mails import OutgoingMail
from rules.asked_documents import asked_documents
from states.calls import Call
from states.definition import ProcessDefinition, Transition
from states.frozen import frozen, replace
from states.moments import civil_date
from states.text import Text
from states.vocabulary import DESKS

FACULTY = Text("Faculty", "Факултет")


def mails_of(
    directory: Directory, office: Office, event: CaseEvent, prefix: str
) -> list[OutgoingMail]:
    """The mails that the event's transition sends, each with its idempotency key."""
    rules = event.transition.mails if event.transition else ()
    mails_by_rule = {
        cited_rule: CaseMails(directory, office, replace(event, cited_rule=cited_rule), prefix)
        for cited_rule in {rule.rule for rule in rules}
    }
    return [
        mail
        for rule in rules
        if (not rule.sources or event.source in rule.sources)
        and event.definition.holds(rule.when, event.dossier, event.at)
        for role in rule.to
        for mail in mails_by_rule[rule.rule].to_role(rule.mail, role)
    ]


@frozen
class CaseMails:
    """Writes the mails about an event of a case; `prefix` begins their idempotency keys."""

    directory: Directory
    office: Office
    event: CaseEvent
    prefix: str
    measure: DueMeasure = DueMeasure()
    alike: dict[str, Callable[..., MailContext]] = field(default_factory=dict, compare=False)
    """By language what these mails say alike, once one has been written in it."""

    def to_role(self, mail: str, role: str) -> Iterator[OutgoingMail]:
        """One mail to everyone in a role. Where nobody is, one that can't be sent and says why."""
        people = addressees(self.directory, self.event, role)
        if not people:
            language = language_of(self.office.settings.languages[0])
            nobody_addressee = Addressee(role, role_title(role, language), "", language)
            trouble = unreachable(role, civil_date(self.event.at))
            yield self._written(mail, nobody_addressee, f"{role}", trouble)
        for number, addressee in enumerate(people, start=1):
            yield self._written(mail, addressee, f"{role}/{number}")

    def _written(
        self, mail: str, to: Addressee, key: str, obstacle: str | None = None
    ) -> OutgoingMail:
        case = self.event.case
        carried_kinds, unmade_kinds = attached_kinds(mail, self.event.transition)
        context = self._alike_in(to.language)(recipient=recipient_of(to), unmade=unmade_kinds)
        written_mail = write(mail, to.language, context)
        about = f"{case.number} · {case.state}"
        outgoing = to.outgoing(
            mail, f"{self.prefix}/{mail}/{key}", about, written_mail, carried_kinds
        )
        return outgoing if obstacle is None else replace(outgoing, obstacle=obstacle)

    def _alike_in(self, language: str) -> Callable[..., MailContext]:
        alike = self.alike.get(language)
        if alike is None:
            alike = alike_in(language, self.office, self.event, self.measure)
            self.alike[language] = alike
        return alike


@lru_cache(maxsize=1024)
def attached_kinds(mail: str, step: Transition | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The documents of a mail by the catalogue: those that its step makes, which go with it, and
    those that it does not make. Of a call's list the call makes one for all.
    """
    kinds = CATALOGUE[mail].attaches
    of_step = kinds if step is None or step.of_call else step.documents
    carried_kinds = tuple(kind for kind in kinds if kind in of_step)
    return carried_kinds, tuple(kind for kind in kinds if kind not in of_step)


def unreachable(role: str, today: date) -> str:
    """Why a mail to a role or a desk can't be sent on a civil date."""
    if role in DESKS:
        return f"no address is recorded: {role_title(role, 'en').lower()}"
    return nobody_holds(role, today)


def nobody_holds(role: str, today: date) -> str:
    """Why a mail to a role can't be sent on a civil date."""
    return f"nobody holds the role {role_title(role, 'en')} on {today}"


def call_mails(
    office: Office, definition: ProcessDefinition, call_id: int, call: Call, at: datetime
) -> list[OutgoingMail]:
    """A call's announcement to the faculties (BMU-15a), in the office's first language."""
    mail, language = "call_published", office.settings.languages[0]
    mails = []
    for number, address in enumerate(office.settings.institution.faculties, start=1):
        context = MailContext(
            office=letterhead(office, definition.institution, language),
            recipient=Recipient(address, FACULTY.in_(language), "faculty"),
            url=page_url(office, f"calls/{call_id}"),
            public_url=public_call_url(office, call_id, language),
            process=definition.title.in_(language),
            today=civil_date(at),
            call=replace(call, required=tuple(asked_documents(call, definition))),
            promised=partial(terms_of, office, definition, None, language),
            kind=definition.kind,
        )
        mails.append(
            OutgoingMail(
                key=f"call-{call_id}/{mail}/{number}",
                label=f"{call.title} · send {mail}",
                mail=mail,
                recipient="faculty",
                to_name=address,
                to_address=address,
                language=language,
                written=write(mail, language, context),
            )
        )
    return mails
