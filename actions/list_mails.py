"""The ladder of a list: each who makes it hears of it once a call, not once a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from actions.addressees import Addressee, addressees, language_of, of_member
from actions.case_event import CaseEvent
from actions.mail_contexts import context_of_call, role_title
from actions.mails import nobody_holds
from notifications.context import DueMeasure
from notifications.wording import write
from office.wiring import Office
from persistence.directory import Directory
from persistence.mails import OutgoingMail
from states.definition import Transition
from states.frozen import frozen
from states.moments import civil_date

WORDS = "list_awaited"
"""The words of each of these mails; under which name it leaves, the ladder says."""


@frozen
class Undecided:
    """How many candidates of a call wait for its list, and for the points of each member."""

    candidates: int
    by_member: Mapping[str, int]


def list_awaited(office: Office, event: CaseEvent, role: str) -> Transition | None:
    """The list that an event's case waits for, where a role is of those who make it: of the
    commission or, where the call names none, of those who choose without it (BMU-29)."""
    if event.awaited is None or event.awaited.step is None:
        return None
    step = event.definition.transitions[event.awaited.step]
    commission = office.regulations[event.case.institution].bodies.commission
    makers = (*commission.roles, *_who_chooses(event, step))
    return step if step.of_call and role in makers else None


def _who_chooses(event: CaseEvent, step: Transition) -> tuple[str, ...]:
    chooses = step.without_commission
    return chooses.roles if chooses and not event.dossier.call.commission else ()


@frozen
class ListMails:
    """Writes the mails of one level of a list's ladder; `prefix` begins their keys."""

    directory: Directory
    office: Office
    event: CaseEvent
    prefix: str
    measure: DueMeasure

    def to_makers(
        self, mail: str, role: str, step: Transition, undecided: Undecided
    ) -> Iterator[OutgoingMail]:
        """One mail to each member who has not given all points; who has, has done their part.

        Where the call names no commission, one to the role that is asked to choose without it.
        """
        event, institution = self.event, self.event.case.institution
        today = civil_date(event.at)
        commission = event.dossier.call.commission
        if not commission:
            chooses = _who_chooses(event, step)
            for asked in (role,) if role in chooses else chooses:
                yield from self._to_who_chooses(mail, asked, undecided.candidates)
            return
        members = self.directory.seated(institution, commission, today)
        for member in members:
            waiting = undecided.by_member.get(member.login, undecided.candidates)
            if waiting:
                to = of_member(role, member, as_deputy=False)
                yield self._written(mail, to, member.login, waiting)
        if not members:
            language = language_of(self.office.settings.languages[0])
            nobody = Addressee(role, role_title(role, language), "", language)
            obstacle = nobody_holds(role, today)
            yield self._written(mail, nobody, role, undecided.candidates, obstacle)

    def _to_who_chooses(self, mail: str, role: str, waiting: int) -> Iterator[OutgoingMail]:
        for number, to in enumerate(addressees(self.directory, self.event, role), start=1):
            yield self._written(mail, to, f"{role}/{number}", waiting)

    def _written(
        self, mail: str, to: Addressee, key: str, waiting: int, obstacle: str | None = None
    ) -> OutgoingMail:
        context = context_of_call(self.office, self.event, to, self.measure, waiting)
        written = write(WORDS, to.language, context)
        title = self.event.dossier.call.title
        outgoing = to.outgoing(mail, f"{self.prefix}/{mail}/{key}", title, written)
        return outgoing if obstacle is None else replace(outgoing, obstacle=obstacle)
