"""The people, institutions and countries of a document: whom it is about, who signs it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from actions.documents.content import Institution, Signatory, Student, Words
from actions.documents.context import Matter, host_of
from actions.documents.heading import institution_of, language_of
from states.calls import Candidate
from states.strict_yaml import load_yaml_file
from states.text import Text
from states.vocabulary import ROLES

STUDENT: Final = Text("the student", "студенту")
STUDENT_SERVICE: Final = Text("Student Service", "студентској служби")
ARCHIVE: Final = Text("the archive", "архиви")
APPELLANT: Final = Text("the appellant", "подносиоцу жалбе")
COMPLAINANT: Final = Text("the complainant", "подносиоцу приговора")
STAFF_MEMBER: Final = Text("the member of staff", "запосленом")

HOME_COUNTRY: Final = "RS"
_UNKNOWN_COUNTRY: Final = "XX"


@cache
def _countries() -> dict[str, Text]:
    names, _ = load_yaml_file(dict[str, Text], Path(__file__).parent / "countries.yaml")
    return names


def country_of(code: str) -> Words | None:
    """A country's name by its code (ISO 3166); a code that no table knows stays as it is."""
    return None if code == _UNKNOWN_COUNTRY else _countries().get(code, code)


def student_of(matter: Matter) -> Student:
    """The candidate as the documents name them."""
    of: Candidate = matter.file.candidate
    programme = (of.study_programme or "").strip() or None
    return Student(of.name, of.student_card, programme, of.level, of.email)


def partner_of(matter: Matter) -> Institution:
    """The partner institution with its country."""
    host = host_of(matter)
    return Institution(host.name, country_of(host.country))


def own_institution(kind: str, matter: Matter) -> Institution:
    """Our institution in the document's language: the candidate's faculty, where that is it."""
    return Institution(institution_of(matter).in_(language_of(kind, matter)))


def home_and_host(kind: str, matter: Matter) -> tuple[Institution, Institution]:
    """Where the candidate belongs and where they go: for incoming students we are the host."""
    ours = own_institution(kind, matter)
    theirs = other_side(matter)
    return (theirs, ours) if matter.incoming else (ours, theirs)


def other_side(matter: Matter) -> Institution:
    """The institution that is not ours; an incoming student's own as the student names it."""
    home = matter.file.candidate.home_institution if matter.incoming else None
    return Institution(home) if home else partner_of(matter)


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
