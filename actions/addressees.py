"""Who a mail to a role of a case goes to: the people who hold it or deputise, candidate, host."""

from __future__ import annotations

from actions.case_event import CaseEvent
from notifications.mail import WrittenMail
from persistence.directory import Directory
from persistence.mails import OutgoingMail
from persistence.staff import Member
from states.dossier import Dossier
from states.frozen import frozen
from states.moments import civil_date
from states.names import name_in
from states.text import LANGUAGES, Language


@frozen
class Addressee:
    """A person or a desk that a mail goes to; `as_deputy` where in the place of a role's holder."""

    role: str
    name: str
    email: str
    language: Language
    as_deputy: bool = False
    salutation: str | None = None
    academic_title: str | None = None

    def outgoing(
        self,
        mail: str,
        key: str,
        about: str,
        written_mail: WrittenMail,
        attaches: tuple[str, ...] = (),
    ) -> OutgoingMail:
        """A mail of the catalogue to this address; `about` is what its action tells of."""
        return OutgoingMail(
            key=key,
            label=f"{about} · send {mail}",
            mail=mail,
            recipient=self.role,
            to_name=self.name,
            to_address=self.email,
            language=self.language,
            written=written_mail,
            attaches=attaches,
        )


def addressees(directory: Directory, event: CaseEvent, role: str) -> list[Addressee]:
    """Everyone whom a mail to a role of the case goes to today: who holds the role, else who
    deputises for it; empty where nobody does.
    """
    if role == "candidate":
        person = event.dossier.candidate
        language = person.writes_in or event.definition.kind.letters
        return [
            Addressee(
                role, person.name_in(language), person.email, language,
                salutation=person.salutation, academic_title=person.academic_title,
            )
        ]  # fmt: skip
    if role == "host":
        return _host(event.dossier)
    if role in ("project_team", "partner"):
        return [_subject(role, event)]
    if role == "home_institution":
        return _home_institution(event.dossier)
    institution, today = event.case.institution, civil_date(event.at)
    if role == "commission_member":
        members = directory.seated(institution, event.dossier.call.commission, today)
    else:
        members = directory.holders(institution, role, today)
        if not members:
            deputies = directory.deputies_of(institution, role, today)
            return [of_member(role, member, as_deputy=True) for member in deputies]
    return [of_member(role, member, as_deputy=False) for member in members]


def of_member(role: str, member: Member, as_deputy: bool) -> Addressee:
    """A member of staff who gets a mail in a role, or for those whose role it is."""
    return Addressee(
        role, name_in(member.writes_in, member.name, member.name_in_other_script), member.email,
        language_of(member.writes_in), as_deputy,
        member.salutation, member.academic_title,
    )  # fmt: skip


def language_of(code: str) -> Language:
    """One of the office's languages; English where the code is none of them."""
    return next((language for language in LANGUAGES if language == code), "en")


def _subject(role: str, event: CaseEvent) -> Addressee:
    """Where a project or a partner is written to: what stands of it in the candidate's place."""
    subject = event.dossier.candidate
    language = subject.writes_in or event.definition.kind.letters
    return Addressee(role, subject.name_in(language), subject.email, language)


def _home_institution(dossier: Dossier) -> list[Addressee]:
    """Where somebody who comes to us belongs; nobody while no address of it is recorded."""
    candidate = dossier.candidate
    if candidate.home_email is None:
        return []
    name = candidate.home_institution or candidate.home_email
    return [Addressee("home_institution", name, candidate.home_email, "en")]


def _host(dossier: Dossier) -> list[Addressee]:
    name = dossier.placement.host if dossier.placement else None
    if name is None and dossier.application and dossier.application.hosts:
        name = dossier.application.hosts[0]
    hosts = (host for host in dossier.call.hosts if host.name == name)
    return [Addressee("host", host.name, host.email, "en") for host in hosts]
