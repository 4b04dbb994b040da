"""Documents to download, and mails to read."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import Response

from actions.documents.case_forms import AskedForm, make_form, offered_forms
from notifications.rendering import render
from persistence import files
from persistence.cases import number_of
from persistence.database import reading
from persistence.documents import StoredDocument, stored_document
from persistence.mails import stored_mail
from states.text import Language
from web.downloads import download, download_of_type
from web.pages.access import call_of, case_of, note_sensitive_view
from web.rendering import page
from web.request_context import CurrentContext, Forbidden, RequestContext
from workflows.cases.document_views import viewed

router = APIRouter()


@router.get("/papers/{document_id}", name="document")
def document(context: CurrentContext, document_id: int) -> Response:
    """A stored file, always as a download and under a name of the office's own making.

    That somebody opened a sensitive one is written down first.
    """
    with reading(context.engine) as connection:
        document_row = stored_document(connection, document_id)
        if document_row is None or document_row.file is None:
            raise HTTPException(404)
        owner = _owner(connection, context, document_row)
    note_sensitive_view(context, viewed(document_row))
    content = files.content_of(context.engine, context.office.data, document_row.file)
    name = document_row.file_name or f"{owner}-{document_row.kind}"
    return download_of_type(content, name, document_row.content_type)


@router.get("/cases/{number}/forms/{name}", name="form")
def form(context: CurrentContext, number: str, name: str, lang: Language = "en") -> Response:
    """A form of a case as a PDF to download: filled in as far as the case knows, and not kept."""
    with reading(context.engine) as connection:
        case, dossier = case_of(connection, context, number)
        if name not in offered_forms(context.office, case):
            raise HTTPException(404)
        asked_form = AskedForm(name, lang)
        pdf = make_form(connection, context.office, (case, dossier), asked_form, context.now)
    file_name = f"{case.number}-{name.replace('_', '-')}.{lang}.pdf"
    return download(pdf, file_name, "application/pdf")


@router.get("/letters/{mail_id}", name="mail")
def mail(context: CurrentContext, mail_id: int) -> Response:
    """A mail as its reader has it; one of no case is for those who see what got stuck."""
    with reading(context.engine) as connection:
        row = stored_mail(connection, mail_id)
        if row is None:
            raise HTTPException(404)
        number = number_of(connection, row.case_id) if row.case_id is not None else None
        if number is not None:
            case_of(connection, context, number)
        elif not context.may("see_mails"):
            raise Forbidden
    return page(context, "mail.html", mail=row, text=render(row.written).text, number=number)


def _owner(connection: Connection, context: RequestContext, document_row: StoredDocument) -> str:
    """The case or call of a document, which the person must be able to see."""
    if document_row.case_id is not None:
        number = number_of(connection, document_row.case_id)
        case_of(connection, context, number)
        return number
    if document_row.call_id is None:
        raise Forbidden
    try:
        call_of(connection, context, document_row.call_id)
    except HTTPException:
        raise Forbidden from None
    return f"call-{document_row.call_id}"
