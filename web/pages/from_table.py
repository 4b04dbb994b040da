"""Rows of a form out of a spreadsheet: read into the form, where they are seen and corrected.

Any form that has a list of rows takes them: the button that reads them sends the form to where it
is sent anyway, and nothing is recorded by it.
"""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import Response

from persistence.database import reading
from web.downloads import download
from web.forms.inputs import FormContext
from web.forms.read_rows import XLSX, NoSuchList, list_named, read_rows
from web.forms.table_rows import columns_of
from web.forms.tables import template_of
from web.pages.access import case_of
from web.request_context import CurrentContext
from web.views.rejected_submission import RejectedSubmission

router = APIRouter()


@router.get("/cases/{number}/tables/{form}/{listing}", name="table_template")
def table_template(context: CurrentContext, number: str, form: str, listing: str) -> Response:
    """An XLSX file with the headings of a form's list, to be filled in and read back."""
    with reading(context.engine) as connection:
        case, _ = case_of(connection, context, number)
    try:
        spec = list_named(form, listing)
    except NoSuchList:
        raise HTTPException(404) from None
    content = template_of(columns_of(spec), context.language, listing)
    return download(content, f"{case.number}-{listing}.xlsx", XLSX)


def with_rows(
    form_context: FormContext, form: FormData, submission: RejectedSubmission
) -> RejectedSubmission:
    """What was typed, with the rows that were pasted or read in it, and what is wrong with each.

    Raises HTTPException 404 for a list that the form does not have.
    """
    try:
        rows_read = read_rows(form_context, form, submission.data)
    except NoSuchList:
        raise HTTPException(404) from None
    return replace(
        submission,
        data=rows_read.data,
        errors=rows_read.errors,
        note=rows_read.note,
        pasted=rows_read.pasted,
    )
