"""Rows of a form's list out of a spreadsheet: pasted or in a file, put into what was typed.

Nothing is recorded by it: the rows are seen in the form, with what is wrong with each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Final

from starlette.datastructures import FormData, UploadFile

from states.field_labels import label_of
from states.frozen import frozen
from states.localization import CountedNoun
from states.text import Text
from web.forms.field_specs import FieldSpec
from web.forms.inputs import FormContext
from web.forms.spreadsheets import TextRow, read_file, read_pasted
from web.forms.table_rows import columns_of, listing_of, merged, rows_of
from web.forms.tables import ReadTable, read_table
from web.forms.validation import FieldErrors, validate
from web.forms.workbooks import UnreadableTable

LISTING: Final = "table"
"""The button that reads rows: its value names the list that they go into."""
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

PASTED: Final = "pasted_cells"
FILE: Final = "table_file"
_ROWS: Final = CountedNoun(("row", "rows"), ("ред", "реда", "редова"))
NOTHING_SENT: Final = Text(
    "Paste the cells, or choose a file.", "Налепите поља или изаберите датотеку."
)


class NoSuchList(Exception):
    """The form has no list of that name."""


@frozen
class RowsRead:
    """What was typed with the rows that were read in it, and what is wrong with them.

    `note` says how many there were; `pasted` is what was pasted, by list, and is not read yet.
    """

    data: Mapping[str, object]
    errors: FieldErrors
    note: Text | None = None
    pasted: Mapping[str, str] = field(default_factory=dict)


def asks_for_rows(form: FormData) -> bool:
    """Whether the form was sent by the button that reads rows."""
    return LISTING in form


def list_named(form: str, listing: str) -> FieldSpec:
    """A form's list; raises NoSuchList."""
    try:
        spec = listing_of(form, listing)
    except KeyError:
        spec = None
    if spec is None:
        raise NoSuchList(listing)
    return spec


def read_rows(
    form_context: FormContext, form: FormData, typed_values: Mapping[str, object]
) -> RowsRead:
    """What was typed, with the rows that were pasted or read in it; raises NoSuchList."""
    spec = list_named(form_context.form, str(form.get(LISTING)))
    try:
        table = read_table(_sent_rows(form, spec.name), columns_of(spec))
    except UnreadableTable as error:
        at = f"{LISTING}.{spec.name}"
        return RowsRead(typed_values, {at: error.message}, pasted=pasted_in(form))
    before = typed_values.get(spec.name)
    rows = merged(before if isinstance(before, list) else [], rows_of(form_context, spec, table))
    data = {**typed_values, spec.name: rows}
    errors = validate(form_context.form, data).errors or {}
    of_rows = {path: text for path, text in errors.items() if path.startswith(f"{spec.name}.")}
    pasted_texts = {name: text for name, text in pasted_in(form).items() if name != spec.name}
    return RowsRead(data, of_rows, _note(table, spec, len(of_rows)), pasted_texts)


def pasted_in(form: FormData) -> dict[str, str]:
    """What was pasted into a form for its lists, by list; nothing for a list without any."""
    return {
        name.removeprefix(f"{PASTED}."): text
        for name, text in form.items()
        if name.startswith(f"{PASTED}.") and isinstance(text, str) and text.strip()
    }


def _sent_rows(form: FormData, listing: str) -> tuple[TextRow, ...]:
    """A file goes before what was pasted; raises UnreadableTable where there is neither."""
    file, pasted_text = form.get(f"{FILE}.{listing}"), pasted_in(form).get(listing)
    if isinstance(file, UploadFile) and file.filename:
        return read_file(file.file.read(), file.filename)
    if pasted_text:
        return read_pasted(pasted_text)
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
