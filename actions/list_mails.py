"""The ladder of a list: everybody whom it reaches hears of it once a call, not once a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from sqlalchemy import Connection

from actions.addressees import Addressee, addressees, language_of, of_member
from actions.case_event import CaseEvent
from actions.mail_contexts import context_of_call, role_title
from actions.mails import nobody_holds
from notifications.context import DueMeasure, ListAwaited
from notifications.wording import write
from office.wiring import Office
from persistence.directory import Directory
from persistence.mails import OutgoingMail
from persistence.scores import without_points
from persistence.staff import Member
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

    def of(self, member: Member) -> int:
        """How many candidates wait for a member's points."""
        return self.by_member.get(member.login, self.candidates)


def list_awaited(event: CaseEvent) -> Transition | None:
    """The list that an event's case waits for: a step of the whole call."""
    if event.awaited is None or event.awaited.step is None:
        return None
    step = event.definition.transitions[event.awaited.step]
    return step if step.of_call else None


def list_mails(
    connection: Connection, office: Office, event: CaseEvent, prefix: str, measure: DueMeasure
) -> ListMails | None:
    """The mails of a level of the list that an event's case waits for; None where it waits for
    something else. `prefix` begins their keys."""
    step, call_id = list_awaited(event), event.case.call_id
    if step is None or call_id is None:
        return None
    criteria = event.dossier.call.criteria
    numbers_undecided = Undecided(*without_points(connection, call_id, step.trigger, criteria))
    return ListMails(Directory(connection), office, event, prefix, measure, step, numbers_undecided)


@frozen
class ListMails:
    """Writes the mails of one level of a list's ladder; `prefix` begins their keys."""

    directory: Directory
    office: Office
    event: CaseEvent
    prefix: str
    measure: DueMeasure
    step: Transition
    undecided: Undecided

    def to_role(self, mail: str, role: str) -> Iterator[OutgoingMail]:
        """One mail to everybody in a role; of the commission to who has not given all points.

        Where the call names no commission, in its place to those who choose without it.
        """
        makers = self.office.regulations[self.event.case.institution].bodies.commission.roles
        if role not in makers:
            yield from self._to_people(mail, role)
        elif self._members or self.event.dossier.call.commission:
            yield from self._to_members(mail, role)
        else:
            for chooses in self._choosers:
                yield from self._to_people(mail, chooses)

    def _to_members(self, mail: str, role: str) -> Iterator[OutgoingMail]:
        """Who has given all points has done their part."""
        for member in self._members:
            if self.undecided.of(member):
                to, awaited_of_list = (
                    of_member(role, member, as_deputy=False),
                    self._awaited("points"),
                )
                awaited_of_list = replace(awaited_of_list, candidates=self.undecided.of(member))
                yield self._written(mail, to, member.login, awaited_of_list)
        if not self._members:
            yield self._to_nobody(mail, role, self._awaited("points"))

    def _to_people(self, mail: str, role: str) -> Iterator[OutgoingMail]:
        awaited_of_list = self._awaited("choice" if role in self._choosers else "list")
        people = addressees(self.directory, self.event, role)
        for number, to in enumerate(people, start=1):
            yield self._written(mail, to, f"{role}/{number}", awaited_of_list)
        if not people:
            yield self._to_nobody(mail, role, awaited_of_list)

    def _to_nobody(self, mail: str, role: str, awaited_of_list: ListAwaited) -> OutgoingMail:
        """One that can't be sent, and says why."""
        language = language_of(self.office.settings.languages[0])
        nobody_addressee = Addressee(role, role_title(role, language), "", language)
        obstacle = nobody_holds(role, civil_date(self.event.at))
        return replace(
            self._written(mail, nobody_addressee, role, awaited_of_list), obstacle=obstacle
        )

    def _awaited(self, subject: Literal["points", "choice", "list"]) -> ListAwaited:
        owing_names = (member.name for member in self._members if self.undecided.of(member))
        return ListAwaited(subject, self.undecided.candidates, tuple(owing_names))

    @property
    def _members(self) -> list[Member]:
        event = self.event
        seats, today = event.dossier.call.commission, civil_date(event.at)
        return self.directory.seated(event.case.institution, seats, today)

    @property
    def _choosers(self) -> tuple[str, ...]:
        """The roles that make the list where the call names no commission (BMU-29)."""
        chooses = self.step.without_commission
        return chooses.roles if chooses and not self.event.dossier.call.commission else ()

    def _written(
        self, mail: str, to: Addressee, key: str, awaited_of_list: ListAwaited
    ) -> OutgoingMail:
        context = context_of_call(self.office, self.event, to, self.measure, awaited_of_list)
        written_mail = write(WORDS, to.language, context)
        title = self.event.dossier.call.title
        return to.outgoing(mail, f"{self.prefix}/{mail}/{key}", title, written_mail)
