"""Rows of a form out of a spreadsheet: read into the form, where they are seen and corrected.

Any form that has a list of rows takes them: the button that reads them sends the form to where it
is sent anyway, and nothing is recorded by it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from fastapi import APIRouter
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from persistence.database import reading
from states.field_labels import label_of
from states.localization import CountedNoun
from states.text import Text
from web.downloads import download
from web.forms.field_specs import FieldSpec
from web.forms.inputs import FormContext
from web.forms.spreadsheets import TextRow, read_file, read_pasted
from web.forms.table_rows import columns_of, listing_of, merged, rows_of
from web.forms.tables import ReadTable, read_table, template_of
from web.forms.validation import validate
from web.forms.workbooks import UnreadableTable
from web.pages.access import case_of
from web.request_context import CurrentContext
from web.views.rejected_submission import RejectedSubmission

router = APIRouter()

LISTING: Final = "table"
"""The button that reads rows: its value names the list that they go into."""

PASTED: Final = "pasted_cells"
FILE: Final = "table_file"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ROWS: Final = CountedNoun(("row", "rows"), ("ред", "реда", "редова"))
NOTHING_SENT: Final = Text(
    "Paste the cells, or choose a file.", "Налепите поља или изаберите датотеку."
)


@router.get("/cases/{number}/tables/{form}/{listing}", name="table_template")
def table_template(context: CurrentContext, number: str, form: str, listing: str) -> Response:
    """An XLSX file with the headings of a form's list, to be filled in and read back."""
    with reading(context.engine) as connection:
        case, _ = case_of(connection, context, number)
    spec = _listing(form, listing)
    content = template_of(columns_of(spec), context.language, listing)
    return download(content, f"{case.number}-{listing}.xlsx", XLSX)


def asks_for_rows(form: FormData) -> bool:
    """Whether the form was sent by the button that reads rows."""
    return LISTING in form


def with_rows(
    form_context: FormContext, form: FormData, submission: RejectedSubmission
) -> RejectedSubmission:
    """What was typed, with the rows that were pasted or read in it, and what is wrong with each.

    Raises HTTPException 404 for a list that the form does not have.
    """
    spec = _listing(form_context.form, str(form.get(LISTING)))
    try:
        table = read_table(_sent_rows(form, spec.name), columns_of(spec))
    except UnreadableTable as error:
        at = f"{LISTING}.{spec.name}"
        return replace(submission, errors={at: error.message}, pasted=_pasted(form, spec.name))
    before = submission.data.get(spec.name)
    rows = merged(before if isinstance(before, list) else [], rows_of(form_context, spec, table))
    data = {**submission.data, spec.name: rows}
    errors = validate(form_context.form, data).errors or {}
    of_rows = {path: text for path, text in errors.items() if path.startswith(f"{spec.name}.")}
    return replace(submission, data=data, errors=of_rows, note=_note(table, spec, len(of_rows)))


def _listing(form: str, listing: str) -> FieldSpec:
    try:
        spec = listing_of(form, listing)
    except KeyError:
        spec = None
    if spec is None:
        raise HTTPException(404)
    return spec


def _pasted(form: FormData, listing: str) -> str:
    return str(form.get(f"{PASTED}.{listing}") or "")


def _sent_rows(form: FormData, listing: str) -> tuple[TextRow, ...]:
    """A file goes before what was pasted; raises UnreadableTable where there is neither."""
    file, pasted = form.get(f"{FILE}.{listing}"), _pasted(form, listing)
    if isinstance(file, UploadFile) and file.filename:
        return read_file(file.file.read(), file.filename)
    if pasted.strip():
        return read_pasted(pasted)
    raise UnreadableTable(NOTHING_SENT.en, NOTHING_SENT.sr)


def _note(table: ReadTable, listing: FieldSpec, errors: int) -> Text:
    """How many rows were read, what was left out, and that nothing is recorded yet."""
    rows, to = _ROWS.counted(len(table.rows)), label_of(listing.name)
    en = [f"{rows.en} put into “{to.en}”; nothing is recorded yet."]
    sr = [f"У „{to.sr}“ унето: {rows.sr}. Још ништа није уписано."]
    if not table.headed:
        en.append("There was no header: the columns were taken in the order of the template.")
        sr.append("Заглавља није било: колоне су узете редом као у шаблону.")
    if table.left_out:
        en.append(f"Not read: {', '.join(table.left_out)}.")
        sr.append(f"Није прочитано: {', '.join(table.left_out)}.")
    if errors:
        en.append(f"To be corrected in the rows: {errors}.")
        sr.append(f"За исправку у редовима: {errors}.")
    return Text(" ".join(en), " ".join(sr))
