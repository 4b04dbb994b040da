"""The signatures of a case's agreement, recorded together in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import Response

from persistence import drafts
from persistence.database import write_transaction
from persistence.dossiers import LockedCase
from persistence.history import WrittenEntry
from states.decision import Refused
from states.text import Text
from web.forms.validation import FieldErrors, validate
from web.pages.access import locked_case_of
from web.pages.cases import (
    NotSaved,
    check_seen,
    not_saved,
    or_not_saved,
    refused_by_rules,
    saved,
    tab_of,
    version_of,
)
from web.request_context import CurrentContext, Forbidden, RequestContext, SentForm
from web.views.rejected_submission import RejectedSubmission
from web.views.signing import SignatureRow, as_sent, signing_forms
from workflows.cases.fact_rules import fact_rule
from workflows.cases.several import FactRow, SeveralFacts, UnfitRows, record_several

router = APIRouter()

FACT = "signature"
NOBODY = Text(
    "Tick at least one signature, or leave the form as it is.",
    "Означите бар један потпис или оставите образац како јесте.",
)
WHO = Text("Choose who signed.", "Изаберите ко је потписао.")


@router.post("/cases/{number}/signatures", name="sign")
def sign(context: CurrentContext, form: SentForm, number: str) -> Response:
    """Records every ticked signature, each with its own entry; or none, with what is wrong."""
    try:
        with write_transaction(context.engine) as connection:
            locked_case = locked_case_of(connection, context, number)
            entries = _sign(connection, context, locked_case, form)
    except NotSaved as refusal:
        return not_saved(context, refusal, tab_of(form), form)
    return saved(locked_case.case.number, tab_of(form), entries[-1])


def _sign(
    connection: Connection, context: RequestContext, locked_case: LockedCase, form: FormData
) -> list[WrittenEntry]:
    case_and_dossier = case, dossier = locked_case.case, locked_case.dossier
    definition = context.office.definition_of(case, dossier)
    if FACT not in definition.facts:
        raise HTTPException(404)
    roles = fact_rule(definition, FACT, {}).roles
    actor = context.user.actor(case.institution, roles)
    if actor.acts_as(context.today) not in roles:
        raise Forbidden
    forms = as_sent(signing_forms(definition, dossier, context.today), form)
    rows = [row for part in forms for row in part.rows if row.ticked]
    submission = RejectedSubmission("fact", FACT, sent=form, version=version_of(form))
    with or_not_saved(context, case_and_dossier, submission):
        check_seen(connection, case, form)
        facts = _facts(rows, NotSaved(case_and_dossier, submission, 422))
        wish = SeveralFacts(facts, case.version, locked_case)
        try:
            outcome = record_several(connection, context.office, wish, actor, context.now)
        except UnfitRows as error:
            errors = {
                f"{rows[place].key}.{field_error.path}": field_error.message.capitalised()
                for place, field_errors in error.errors.items()
                for field_error in field_errors
            }
            raise NotSaved(case_and_dossier, replace(submission, errors=errors), 422) from error
    if isinstance(outcome, Refused):
        raise refused_by_rules(context, case_and_dossier, submission, outcome)
    drafts.discard(connection, context.user.member.id, case.id, submission.form)
    return [recorded_fact.entry for recorded_fact in outcome]


def _facts(rows: Sequence[SignatureRow], otherwise: NotSaved) -> list[FactRow]:
    """Each row as a fact; raises NotSaved with what is wrong in the row itself."""
    errors: dict[str, Text] = {}
    facts = []
    for row in rows:
        validation = validate(FACT, row.typed)
        if validation.errors:
            errors.update(_at_row(row, validation.errors))
        else:
            facts.append(FactRow(FACT, row.typed, validation.value))
    if errors:
        raise NotSaved(otherwise.loaded, replace(otherwise.submission, errors=errors), 422)
    if not facts:
        submission = replace(otherwise.submission, sentence=NOBODY)
        raise NotSaved(otherwise.loaded, submission, 422)
    return facts


def _at_row(row: SignatureRow, errors: FieldErrors) -> dict[str, Text]:
    return {
        f"{row.key}.{path}": WHO if path == "party" else message for path, message in errors.items()
    }
