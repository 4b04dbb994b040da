"""The forms of a case, made when somebody asks for them: filled in as far as the case knows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from actions.documents.agreements import filled_form
from actions.documents.content import as_content
from actions.documents.context import DocumentContext
from actions.documents.form_models import OfferedForm, forms_of
from actions.documents.signers import signers, signers_on
from actions.documents.typesetting import make_document
from office.wiring import Office
from persistence.agreements import versions_of
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.validation_error import ValidationError


@frozen
class AskedForm:
    """A form by its name, in one of `LANGUAGES`."""

    name: str
    language: str


def offered_forms(office: Office, case: Case) -> dict[str, OfferedForm]:
    """The forms that the office offers for a case, by name."""
    definition = office.definition(case.definition)
    return forms_of(definition.kind, office.regulation_of(definition))


def make_form(
    connection: Connection,
    office: Office,
    case_and_dossier: tuple[Case, Dossier],
    form: AskedForm,
    now: datetime,
) -> bytes:
    """A form of a case as PDF; `now` is the instant that it bears.

    Nothing is written: the document is made anew each time. Raises ValidationError for a form that
    this kind of mobility doesn't have.
    """
    case, dossier = case_and_dossier
    offered_by_name = offered_forms(office, case)
    if form.name not in offered_by_name:
        names = ", ".join(offered_by_name)
        raise ValidationError(f"{case.number} has no form `{form.name}`; known are: {names}")
    versions = tuple(versions_of(connection, case.id))
    context = DocumentContext(
        office=office,
        definition=office.definition_of(case, dossier),
        at=now,
        case=case,
        dossier=dossier,
        signers=signers(connection, case.institution, now),
        recorded_versions=versions,
        signers_on=signers_on(connection, case, versions, dossier.signatures),
    )
    content = as_content(filled_form(form.name, context))
    return make_document("agreement_form", content, form.language, now)
