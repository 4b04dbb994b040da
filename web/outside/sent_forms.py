"""What somebody outside sent in a form of their page: read as far as it goes, or what is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from starlette.datastructures import FormData, UploadFile

from states.text import Text
from states.validation_error import ValidationError
from web.forms.field_specs import field_specs
from web.forms.inputs import FormContext
from web.forms.parsing import parse_form
from web.forms.read_rows import asks_for_rows, pasted_in, read_rows
from web.forms.validation import validate
from web.outside.context import OutsideContext
from web.outside.typed import Typed
from web.outside.views import FINAL
from workflows.cases.uploads import UnfitFile, Upload, read_upload
from workflows.outside.own_case import OwnCase
from workflows.outside.submitting import Handed, Submittable, untyped

NOT_CONFIRMED: Final = Text(
    "Tick that you mean it: it can't be taken back.",
    "Потврдите да то заиста желите: не може се опозвати.",
)
NO_FILE: Final = Text("Choose the file.", "Изаберите датотеку.")


def read_sent(
    context: OutsideContext, own: OwnCase, submittable: Submittable, form: FormData
) -> Handed | Typed:
    """What was typed, with its file; what is wrong with it where it can't be taken."""
    specs = [spec for spec in field_specs(submittable.form) if spec.name in submittable.fields]
    details = parse_form(specs, form)
    try:
        validation = validate(submittable.form, {**details, **untyped(submittable, context.now)})
    except ValidationError as error:
        of_form = (submittable.kind, submittable.name)
        return Typed(*of_form, details, {}, error.message.capitalised(), pasted_in(form))
    if asks_for_rows(form):
        return _with_rows(own, submittable, form, details)
    errors = dict(validation.errors or {})
    upload: Upload | None = None
    if submittable.takes_file:
        try:
            upload = _upload(context, form)
        except UnfitFile as error:
            errors["file"] = error.message
    is_meant = submittable.form not in FINAL or "confirmed" in form
    if errors or not is_meant:
        sentence = None if is_meant else NOT_CONFIRMED
        return Typed(submittable.kind, submittable.name, details, errors, sentence, pasted_in(form))
    mark = f"{own.link.id} {form.get('mark', '')}"
    key = hashlib.sha256(mark.encode(errors="surrogatepass")).hexdigest()
    return Handed(submittable, details, key, upload, str(form.get("seen") or ""))


def _with_rows(
    own: OwnCase, submittable: Submittable, form: FormData, details: Mapping[str, object]
) -> Typed:
    """The form again, with the rows of a spreadsheet in it: nothing is handed in by that."""
    form_context = FormContext(submittable.form, own.dossier, own.definition.kind)
    rows_read = read_rows(form_context, form, details)
    return Typed(
        submittable.kind,
        submittable.name,
        rows_read.data,
        rows_read.errors,
        rows_read.note,
        rows_read.pasted,
    )


def _upload(context: OutsideContext, form: FormData) -> Upload:
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise UnfitFile(NO_FILE)
    most = context.office.settings.largest_upload_mb
    return read_upload(file.file.read(), file.filename, most)
