"""Several files of a case handed in together: shown first, each with its kind, then recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from fastapi import APIRouter
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import Connection
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from persistence.database import part_of, reading, write_transaction
from persistence.dossiers import LockedCase
from persistence.history import WrittenEntry
from persistence.staged_files import forget, stage, staged
from states.decision import Actor, Refused
from states.dossier import Case, Dossier
from states.text import Text
from web.forms.field_specs import field_specs
from web.forms.inputs import FormContext
from web.forms.kind_of_file import guessed_kind
from web.forms.parsing import parse_form
from web.forms.validation import validate
from web.messages.values import DELIVERABLE
from web.pages.access import case_of, locked_case_of
from web.pages.cases import changed_by, check_seen, saved, tab_of, version_of
from web.rendering import page
from web.request_context import CurrentContext, Forbidden, RequestContext, SentForm
from web.views.files import ROWS, FileRow, FilesToRecord, RefusedFile
from workflows.cases.changed import ChangedMeanwhile
from workflows.cases.fact_rules import fact_rule
from workflows.cases.several import FactRow, SeveralFacts, UnfitRows, record_several
from workflows.cases.uploads import UnfitFile, not_kept, read_upload, store

router = APIRouter()

FACT: Final = "document"
MOST: Final = 30
"""Files that are taken in one go."""

TOO_MANY: Final = Text(
    f"More than {MOST} files in one go: take it in parts.",
    f"Више од {MOST} датотека одједном: унесите их у деловима.",
)
GONE: Final = Text(
    "This file was recorded already, or it lay here for more than a day. Choose it again if it is "
    "still to be recorded.",
    "Ова датотека је већ уписана или је чекала дуже од једног дана. Изаберите је поново ако је "
    "треба уписати.",
)
NONE: Final = Text(
    "No file is ticked, so nothing was recorded.",
    "Ниједна датотека није означена, па ништа није уписано.",
)


class _Unfit(Exception):
    """Some of the rows can't be recorded: they are shown again."""

    def __init__(self, rows: Sequence[FileRow], sentence: Text | None = None) -> None:
        super().__init__()
        self.rows, self.sentence = rows, sentence


@router.post("/cases/{number}/files", name="files")
def show_files(context: CurrentContext, form: SentForm, number: str) -> Response:
    """Keeps the files aside and shows each with the kind that its name tells; records nothing."""
    with reading(context.engine) as connection:
        case, dossier = case_of(connection, context, number)
    _check_role(context, case, dossier)
    sent_files = [f for f in form.getlist("files") if isinstance(f, UploadFile) and f.filename]
    rows: list[FileRow] = []
    refused_files = [RefusedFile(str(file.filename), TOO_MANY) for file in sent_files[MOST:]]
    for file in sent_files[:MOST]:
        try:
            rows.append(_staged(context, case, file, str(len(rows))))
        except UnfitFile as error:
            refused_files.append(RefusedFile(str(file.filename), error.message))
    return _review(context, (case, dossier), form, rows, refused_files)


@router.post("/cases/{number}/files/record", name="record_files")
def record_files(context: CurrentContext, form: SentForm, number: str) -> Response:
    """Records every ticked file as a document, all of them or none."""
    with write_transaction(context.engine) as connection:
        locked_case = locked_case_of(connection, context, number)
        case_and_dossier, rows = (
            (locked_case.case, locked_case.dossier),
            list(_rows(context, locked_case.case, form)),
        )
        try:
            with part_of(connection):
                entries = _record(connection, context, locked_case, (form, rows))
        except _Unfit as unfit:
            return _review(context, case_and_dossier, form, unfit.rows, (), unfit.sentence)
        except ChangedMeanwhile as error:
            sentence = changed_by(error, context.office.definition_of(*case_and_dossier))
            return _review(context, case_and_dossier, form, rows, (), sentence, 409)
    for row in rows:
        forget(context.office.data, _digest(context, locked_case.case, row.token))
    return saved(locked_case.case.number, tab_of(form), entries[-1])


def _staged(context: RequestContext, case: Case, file: UploadFile, key: str) -> FileRow:
    """A file that was sent lies aside; raises UnfitFile where it is not taken."""
    return staged_row(context, case, (str(file.filename), file.file.read()), key)


def staged_row(
    context: RequestContext, case: Case, file: tuple[str, bytes], key: str = "0"
) -> FileRow:
    """A file, by its name and content, that lies aside with what it may be; raises UnfitFile where
    it is not taken."""
    (name, content), office = file, context.office
    read_upload(content, name, office.settings.largest_upload_mb)
    try:
        digest = stage(office.data, content, context.now)
    except OSError as error:
        raise not_kept(error) from error
    token = _serializer(context).dumps([case.number, digest, name, len(content)])
    guess = guessed_kind(name, DELIVERABLE)
    data = {"delivered_on": context.today.isoformat(), **({"kind": guess} if guess else {})}
    return FileRow(key, name, len(content), str(token), data)


def _rows(context: RequestContext, case: Case, form: FormData) -> Iterator[FileRow]:
    """The rows as they were sent; one whose token is not of this case is left out."""
    for key in map(str, range(MOST)):
        at = f"{ROWS}.{key}."
        token = str(form.get(f"{at}token") or "")
        try:
            number, _, name, size = _serializer(context).loads(token)
        except (BadData, TypeError, ValueError):
            continue
        if number == case.number:
            data = parse_form(field_specs(FACT), form, at)
            yield FileRow(key, name, size, token, data, f"{at}taken" in form)


def _record(
    connection: Connection,
    context: RequestContext,
    locked_case: LockedCase,
    form_and_rows: tuple[FormData, Sequence[FileRow]],
) -> list[WrittenEntry]:
    """Raises _Unfit with the rows and what is wrong with them; nothing is left then."""
    (form, rows), case, dossier = form_and_rows, locked_case.case, locked_case.dossier
    actor = _check_role(context, case, dossier)
    check_seen(connection, case, form)
    taken_rows = [row for row in rows if row.taken]
    if not taken_rows:
        raise _Unfit(rows, NONE)
    facts = _facts(connection, context, case, rows)
    try:
        wish = SeveralFacts(facts, case.version, locked_case)
        outcome = record_several(connection, context.office, wish, actor, context.now)
    except UnfitRows as error:
        row_errors = {
            taken_rows[place].key: {e.path: e.message.capitalised() for e in field_errors}
            for place, field_errors in error.errors.items()
        }
        raise _Unfit(_with_errors(rows, row_errors)) from error
    if isinstance(outcome, Refused):
        raise Forbidden
    return [recorded_fact.entry for recorded_fact in outcome]


def _facts(
    connection: Connection, context: RequestContext, case: Case, rows: Sequence[FileRow]
) -> list[FactRow]:
    """Each ticked row as a document with its file; raises _Unfit with what is wrong."""
    errors: dict[str, dict[str, Text]] = {}
    facts: list[FactRow] = []
    for row in (row for row in rows if row.taken):
        validation = validate(FACT, row.data)
        content = staged(context.office.data, _digest(context, case, row.token))
        if content is None:
            errors[row.key] = {"file": GONE}
        elif validation.errors:
            errors[row.key] = dict(validation.errors)
        else:
            upload = read_upload(content, row.name, context.office.settings.largest_upload_mb)
            value = replace(validation.value, file=store(connection, context.office, upload))
            facts.append(FactRow(FACT, row.data, value))
    if errors:
        raise _Unfit(_with_errors(rows, errors))
    return facts


def _with_errors(rows: Sequence[FileRow], errors: dict[str, dict[str, Text]]) -> list[FileRow]:
    return [replace(row, errors=errors.get(row.key, {})) for row in rows]


def _check_role(context: RequestContext, case: Case, dossier: Dossier) -> Actor:
    """As whom the person records documents; raises Forbidden where their role does not."""
    definition = context.office.definition_of(case, dossier)
    if FACT not in definition.facts:
        raise HTTPException(404)
    roles = fact_rule(definition, FACT, {}).roles
    actor = context.user.actor(case.institution, roles)
    if actor.acts_as(context.today) not in roles:
        raise Forbidden
    return actor


def _serializer(context: RequestContext) -> URLSafeSerializer:
    return URLSafeSerializer(context.app.sessions.secret, salt="staged file")


def _digest(context: RequestContext, case: Case, token: str) -> str:
    number, digest, *_ = _serializer(context).loads(token)
    assert number == case.number
    return str(digest)


def file_to_record(
    context: RequestContext, case_and_dossier: tuple[Case, Dossier], name: str, content: bytes
) -> Response:
    """A file that came in by mail, in the form that records documents; nothing is recorded yet."""
    rows: list[FileRow] = []
    refused_files: list[RefusedFile] = []
    try:
        rows.append(staged_row(context, case_and_dossier[0], (name, content)))
    except UnfitFile as error:
        refused_files.append(RefusedFile(name, error.message))
    return _review(
        context,
        case_and_dossier,
        FormData({"version": str(case_and_dossier[0].version)}),
        rows,
        refused_files,
    )


def _review(
    context: RequestContext,
    case_and_dossier: tuple[Case, Dossier],
    form: FormData,
    rows: Sequence[FileRow],
    refused_files: Sequence[RefusedFile],
    sentence: Text | None = None,
    status: int = 200,
) -> Response:
    """The files in a form of their own, each with what is wrong with it."""
    case, dossier = case_and_dossier
    kind = context.office.definition(case.definition).kind
    form_context = FormContext(FACT, dossier, kind)
    view = FilesToRecord([(row, row.inputs(form_context)) for row in rows], refused_files, sentence)
    if status == 200 and (refused_files or sentence or any(row.errors for row in rows)):
        status = 422
    values = {"case": case, "dossier": dossier, "tab": tab_of(form), "version": version_of(form)}
    return page(context, "case/files.html", status, it=view, **values)
