"""The forms of a case, made when somebody asks for them: filled in as far as the case knows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from actions.documents.agreements import filled_form
from actions.documents.content import as_content
from actions.documents.context import Matter
from actions.documents.form_models import forms_of
from actions.documents.of_step import signers
from actions.documents.typesetting import make_document
from office.wiring import Office
from persistence.agreements import versions_of
from states.dossier import Case, Dossier
from states.validation_error import ValidationError


def make_form(
    connection: Connection,
    office: Office,
    case: Case,
    dossier: Dossier,
    name: str,
    language: str,
    now: datetime,
) -> bytes:
    """A form of a case as PDF, in one of `LANGUAGES`; `now` is the instant that it bears.

    Nothing is written: the paper is made anew each time. Raises ValidationError for a form that
    this kind of mobility doesn't have.
    """
    if name not in forms_of(case.process):
        known = ", ".join(forms_of(case.process))
        raise ValidationError(f"{case.number} has no form `{name}`; known are: {known}")
    matter = Matter(
        office=office,
        definition=office.definition_of(case, dossier),
        at=now,
        case=case,
        dossier=dossier,
        signers=signers(connection, case.institution, now),
        recorded_versions=tuple(versions_of(connection, case.id)),
    )
    content = as_content(filled_form(name, matter))
    return make_document("agreement_form", content, language, now)
