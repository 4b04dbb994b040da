"""Correcting what the office knows of a candidate: what can't be, and what the history keeps."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from office.wiring import Office
from persistence import commission
from persistence.candidate_corrections import person_at
from persistence.persons import project_of_title
from rules.wording import format_text
from states.calls import Candidate
from states.candidate_corrections import corrected
from states.correction_forms import differing_fields, values_in
from states.dossier import Case, Dossier
from states.fact_declaration import Payload
from states.text import Text, alike
from states.validation_error import ValidationError
from workflows.cases.newcomers import other_project
from workflows.cases.partner_agreement_facts import check_partner


def fit_correction(
    connection: Connection,
    office: Office,
    case_and_dossier: tuple[Case, Dossier],
    correction: Payload,
) -> Payload:
    """The correction as it is recorded.

    Raises ValidationError where nothing changes, and for an address or a faculty that can't be. Who
    writes from the address of a member of the commission is that member, as in a new case.
    """
    case, dossier = case_and_dossier
    values = values_in(correction, Candidate)
    candidate = corrected(dossier, correction).candidate
    if not differing_fields(dossier.candidate, candidate):
        raise ValidationError(
            Text(
                "nothing is corrected: every value stands so already",
                "ништа се не исправља: подаци већ гласе тако",
            ),
            tuple(values),
        )
    office.check_faculty(candidate.faculty)
    kind = office.definition_of(case, dossier).kind
    if kind.of_project:
        _check_title(connection, case, candidate)
    if kind.of_partner:
        check_partner(connection, candidate)
    if "email" not in values:
        return correction
    _check_address(connection, case, candidate)
    if candidate.commission_name is None and case.call_id is not None:
        member = commission.member_with_address(connection, case.call_id, candidate.email)
        return replace(correction, commission_name=member)
    return correction


def _check_title(connection: Connection, case: Case, candidate: Candidate) -> None:
    """A project is not given the title and the address of another one."""
    number = project_of_title(connection, candidate.name, candidate.email)
    if number not in (None, case.number):
        raise other_project(str(number))


def _check_address(connection: Connection, case: Case, candidate: Candidate) -> None:
    """An address that somebody of another name has is a slip, or one of the two names is."""
    person = person_at(connection, candidate.email, case.id)
    if person is None or alike(person.name) == alike(candidate.name):
        return
    raise ValidationError(
        format_text(
            "email: {address} is the address of {name}, who has a case here; where the two are one "
            "person, correct the name as well",
            "имејл адреса: {address} је адреса лица {name}, које овде већ има предмет; ако је реч "
            "о истом лицу, исправите и име",
            address=candidate.email,
            name=person.name,
        ),
        ("email",),
    )
