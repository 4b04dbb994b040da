"""The people, institutions and countries of a document: whom it is about, who signs it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from actions.documents.content import Institution, Signatory, Student, Words
from actions.documents.context import DocumentContext, host_of, known
from actions.documents.letterhead import institution_of, language_of
from states.calls import Candidate
from states.strict_yaml import load_yaml_file
from states.text import Text
from states.vocabulary import LEGAL_REPRESENTATIVES, ROLES

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


def student_of(context: DocumentContext) -> Student:
    """The candidate as the documents name them."""
    candidate: Candidate = context.file.candidate
    programme = (candidate.study_programme or "").strip() or None
    return Student(
        name=candidate.both_names,
        card=candidate.student_card,
        programme=programme,
        level=candidate.level,
        email=candidate.email,
        birth_date=candidate.birth_date,
        birth_place=candidate.birth_place,
        sex=candidate.sex,
        matriculated_on=candidate.matriculated_on,
        field=candidate.field_of_study,
    )


def partner_of(context: DocumentContext) -> Institution:
    """The partner institution as the call names it."""
    host = host_of(context)
    return Institution(
        host.name, country_of(host.country), host.erasmus_code, host.contact, host.email or None
    )


def own_institution(kind: str, context: DocumentContext) -> Institution:
    """Our institution in the document's language: the candidate's faculty, where that is it."""
    name = institution_of(context).in_(language_of(kind, context))
    return Institution(name, country_of(HOME_COUNTRY), own_erasmus_code(context))


def own_erasmus_code(context: DocumentContext) -> str | None:
    """Our institution's Erasmus code; the office knows no other institution's than its own."""
    desk = context.office.settings.institution
    return desk.erasmus_code if desk.key == context.definition.institution else None


def home_and_host(kind: str, context: DocumentContext) -> tuple[Institution, Institution]:
    """Where the candidate belongs and where they go: for incoming students we are the host."""
    our_side, their_side = own_institution(kind, context), other_side(context)
    return (their_side, our_side) if context.incoming else (our_side, their_side)


def other_side(context: DocumentContext) -> Institution:
    """The institution that is not ours; an incoming student's own as the student names it."""
    home = context.file.candidate.home_institution if context.incoming else None
    partner = partner_of(context) if not home or _is_in_call(context, home) else None
    return partner or Institution(known(home, "the home institution"))


def _is_in_call(context: DocumentContext, name: str) -> bool:
    """Whether the institution is the one that the case is about, of which the call knows more."""
    placed_host = context.file.placement.host if context.file.placement else None
    applied_hosts = context.file.application.hosts if context.file.application else ()
    return name in (placed_host, *applied_hosts)


def signatory(context: DocumentContext, role: str) -> Signatory:
    """Who signs for a role today: its holder, or the deputy in its place."""
    deputy = context.deputies.get(role)
    if deputy is None:
        return Signatory(ROLES[role], context.signers.get(role))
    name = context.signers.get(deputy)
    return Signatory(ROLES[deputy], name, instead_of=ROLES[role].in_sentence())


def signed_by_step(context: DocumentContext, otherwise: str) -> tuple[Signatory, ...]:
    """Whoever takes the step, and the home institution's head, who signs all that is prepared."""
    return signed_also_by_head(context, _step_role(context, otherwise))


def signed_also_by_head(context: DocumentContext, *roles: str) -> tuple[Signatory, ...]:
    """The roles whom the source names, and the Rector (the Dean where a faculty is home), once."""
    head = head_of(context)
    signing = dict.fromkeys((*roles, head) if head else roles)
    return tuple(signatory(context, role) for role in signing)


def head_of(context: DocumentContext) -> str | None:
    """Who speaks for the home institution: whoever of the two acts, is set, or is usual (ICO)."""
    if context.acting in LEGAL_REPRESENTATIVES:
        return context.acting
    return context.definition.representative or context.regulation.signs


def _step_role(context: DocumentContext, otherwise: str) -> str:
    """The role that takes the step; of several, where nobody acts, the first that is held."""
    roles = context.transition.roles if context.transition else (otherwise,)
    if context.acting in roles:
        return context.acting
    return next((role for role in roles if _is_held(context, role)), roles[0])


def _is_held(context: DocumentContext, role: str) -> bool:
    return role in context.signers or role in context.deputies
