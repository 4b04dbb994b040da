"""What people outside handed in: the office looks at it, accepts it or returns it; ends links."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence import files, submissions
from persistence.database import part_of, reading, write_transaction
from persistence.submissions import Submission
from states.decision import Refused
from states.dossier import Case, Dossier
from states.explained import Explained
from states.validation_error import ValidationError
from web.downloads import download_of_type
from web.forms.typed import TypedForm, typed_fields
from web.pages.access import case_of, note_sensitive_view
from web.pages.cases import saved
from web.rendering import page
from web.request_context import CurrentContext, RequestContext, SentForm
from web.views.case_tabs import NOW
from web.views.cited_reasons import cited_reasons
from workflows.act import Act
from workflows.cases.document_views import viewed_as_received
from workflows.outside.answering import SettledMeanwhile, accept, give_back, settling_roles
from workflows.outside.links import ENDERS, end_links
from workflows.who_may import NotTheirs

router = APIRouter()


@router.get("/cases/{number}/submissions/{submission_id}/file", name="submission_file")
def submission_file(context: CurrentContext, number: str, submission_id: int) -> Response:
    """The file that was handed in, as a download; the view of a sensitive one is written down."""
    with reading(context.engine) as connection:
        _, submission = _found(connection, context, number, submission_id)
    if submission.file is None:
        raise HTTPException(404)
    note_sensitive_view(context, viewed_as_received(submission))
    content = files.content_of(context.engine, context.office.data, submission.file)
    name = f"{number}-{submission.document or submission.name}"
    return download_of_type(content, name, submission.content_type)


@router.post("/cases/{number}/submissions/{submission_id}/accept", name="accept_submission")
def accept_submission(
    context: CurrentContext, form: SentForm, number: str, submission_id: int
) -> Response:
    """Accepts it: the fact is recorded, or the step taken; else says what stands against it."""
    with write_transaction(context.engine) as connection:
        case_and_dossier, submission = _found(connection, context, number, submission_id)
        act = _act(connection, context, case_and_dossier, submission)
        try:
            with part_of(connection):
                outcome = accept(act, case_and_dossier[0].id, submission_id)
        except NotTheirs:
            raise
        except Explained as error:
            return _not_settled(context, number, error, TypedForm())
    if isinstance(outcome, Refused):
        reasons = cited_reasons(context.office, case_and_dossier[0].institution, outcome.reasons)
        return _not_accepted(context, number, 409, reasons=reasons)
    return saved(number, NOW, outcome)


@router.post("/cases/{number}/submissions/{submission_id}/return", name="return_submission")
def return_submission(
    context: CurrentContext, form: SentForm, number: str, submission_id: int
) -> Response:
    """Returns it with a reason, which is mailed; a wrong one stands in its form again."""
    fields = typed_fields(form, "reason")
    with write_transaction(context.engine) as connection:
        case_and_dossier, submission = _found(connection, context, number, submission_id)
        act = _act(connection, context, case_and_dossier, submission)
        try:
            with part_of(connection):
                give_back(act, case_and_dossier[0].id, submission_id, fields["reason"])
        except NotTheirs:
            raise
        except ValidationError as error:
            typed_form = TypedForm("return", fields, {"reason": error.message})
            return _not_accepted(context, number, 422, typed_form=typed_form, id=submission_id)
        except Explained as error:
            return _not_settled(context, number, error, TypedForm("return", fields))
    return RedirectResponse(f"/cases/{number}#from-outside", 303)


@router.post("/cases/{number}/links/end", name="end_links")
def end_all_links(context: CurrentContext, form: SentForm, number: str) -> Response:
    """Ends all links to a case."""
    with write_transaction(context.engine) as connection:
        case, _ = case_of(connection, context, number)
        act = context.act(connection, context.user.actor(case.institution, ENDERS))
        end_links(act, case.id)
    return RedirectResponse(f"/cases/{number}#from-outside", 303)


def _found(
    connection: Connection, context: RequestContext, number: str, submission_id: int
) -> tuple[tuple[Case, Dossier], Submission]:
    case_and_dossier = case_of(connection, context, number)
    submission = submissions.by_id(connection, submission_id)
    if submission is None or submission.case_id != case_and_dossier[0].id:
        raise HTTPException(404)
    return case_and_dossier, submission


def _act(
    connection: Connection,
    context: RequestContext,
    case_and_dossier: tuple[Case, Dossier],
    submission: Submission,
) -> Act:
    definition = context.office.definition_of(*case_and_dossier)
    roles = settling_roles(definition, submission)
    return context.act(connection, context.user.actor(case_and_dossier[0].institution, roles))


def _not_settled(
    context: RequestContext, number: str, error: Explained, typed_form: TypedForm
) -> Response:
    """Why it is neither accepted nor returned; what was typed is quoted where it waits no more."""
    is_settled = isinstance(error, SettledMeanwhile)
    return _not_accepted(
        context, number, 422, sentence=error.sentence(context.language),
        typed_form=typed_form if is_settled else None, is_settled=is_settled,
    )  # fmt: skip


def _not_accepted(context: RequestContext, number: str, status: int, **values: object) -> Response:
    shown_values = {
        "sentence": None,
        "reasons": (),
        "typed_form": None,
        "is_settled": False,
        **values,
    }
    return page(context, "submission.html", status, number=number, **shown_values)
