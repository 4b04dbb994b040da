"""The people and institutions of a document: whom it is about, who signs, who gets a copy."""

from __future__ import annotations

from typing import Final

from actions.content import Institution, Signatory, Student
from states.dossier import Candidate
from states.text import Text
from states.vocabulary import ROLES
from workflows.paperwork.heading import institution_of, language_of
from workflows.paperwork.matter import Matter, host_of

STUDENT: Final = Text("the student", "студенту")
STUDENT_SERVICE: Final = Text("Student Service", "студентској служби")
ARCHIVE: Final = Text("the archive", "архиви")
APPELLANT: Final = Text("the appellant", "подносиоцу жалбе")
COMPLAINANT: Final = Text("the complainant", "подносиоцу приговора")
STAFF_MEMBER: Final = Text("the member of staff", "запосленом")

_UNKNOWN_COUNTRY: Final = "XX"


def student_of(matter: Matter) -> Student:
    """The candidate as the documents name them."""
    of: Candidate = matter.file.candidate
    programme = (of.study_programme or "").strip() or None
    return Student(of.name, of.student_card, programme, of.level, of.email)


def partner_of(matter: Matter) -> Institution:
    """The partner institution with its country's code (ISO 3166)."""
    host = host_of(matter)
    return Institution(host.name, host.country if host.country != _UNKNOWN_COUNTRY else None)


def own_institution(kind: str, matter: Matter) -> Institution:
    """Our institution in the document's language: the candidate's faculty, where that is it."""
    return Institution(institution_of(matter).in_(language_of(kind, matter)))


def home_and_host(kind: str, matter: Matter) -> tuple[Institution, Institution]:
    """Where the candidate belongs and where they go: for incoming students we are the host."""
    ours = own_institution(kind, matter)
    if not matter.incoming:
        return ours, partner_of(matter)
    home = matter.file.candidate.home_institution
    return (Institution(home) if home else partner_of(matter)), ours


def signatory(matter: Matter, role: str) -> Signatory:
    """Who signs for a role today: its holder, or the substitute in its place."""
    substitute = matter.acting.get(role)
    if substitute is None:
        return Signatory(ROLES[role], matter.signers.get(role))
    name = matter.signers.get(substitute)
    return Signatory(ROLES[substitute], name, instead_of=ROLES[role])


def step_signatory(matter: Matter, otherwise: str) -> Signatory:
    """Whoever takes the step signs; of several roles the first that anybody holds."""
    roles = matter.transition.roles if matter.transition else (otherwise,)
    return signatory(matter, next((role for role in roles if _is_held(matter, role)), roles[0]))


def _is_held(matter: Matter, role: str) -> bool:
    return role in matter.signers or role in matter.acting
