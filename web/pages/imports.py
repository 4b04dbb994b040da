"""From spreadsheets: rows are read, shown with what is wrong with each, and entered once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Final

from fastapi import APIRouter, Path
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence import imports
from persistence.database import reading, write_transaction
from persistence.imports import Import
from states.text import Text
from web.downloads import download
from web.exports import Column as ListColumn
from web.exports import Export, Kind
from web.exports import download as download_list
from web.forms.read_rows import XLSX
from web.forms.workbooks import UnreadableTable
from web.importing.declared import KINDS
from web.importing.entering import Sent, enter, judge_anew, keep_read
from web.importing.kinds import ImportKind, ImportPlace
from web.importing.preview import preview_of
from web.importing.template_files import csv_template, explained, xlsx_template
from web.messages.importing import NOTHING_SENT, PROBLEM
from web.pages.import_places import place_of
from web.rendering import page
from web.request_context import CurrentContext, Forbidden, RequestContext, SentForm
from web.views.paging import page_number

router = APIRouter(prefix="/imports")

FileKind = Annotated[Kind, Path()]
LONGEST_KEY: Final = 64
WRONG_WIDTH: Final = 24


@router.get("/{what}/{place}", name="import_page")
def import_page(context: CurrentContext, what: str, place: str) -> Response:
    """How rows of a kind are read into a place, and what the person read there lately."""
    return _page(context, *_kind_and_place(context, what, place))


@router.post("/{what}/{place}", name="read_import")
def read_import(context: CurrentContext, form: SentForm, what: str, place: str) -> Response:
    """Reads what was sent, judges each row and keeps it; enters nothing."""
    kind, at = _kind_and_place(context, what, place)
    sent_file = _sent(form)
    if sent_file is None:
        return _page(context, kind, at, NOTHING_SENT)
    try:
        key = keep_read(kind, at, sent_file)
    except UnreadableTable as error:
        return _page(context, kind, at, error.message, sent_file.pasted)
    return RedirectResponse(f"/imports/{key}", 303)


@router.get("/{what}/{place}/template.{kind}", name="import_template")
def import_template(context: CurrentContext, what: str, place: str, kind: FileKind) -> Response:
    """A file with the header of an import, and with what each column takes."""
    of, at = _kind_and_place(context, what, place)
    columns = of.columns(at)
    if kind == "csv":
        media = "text/csv; charset=utf-8"
        return download(csv_template(columns, context.language), f"{of.name}.csv", media)
    return download(xlsx_template(columns, of.title, context.language), f"{of.name}.xlsx", XLSX)


@router.get("/{key}", name="import_rows")
def import_rows(context: CurrentContext, key: str) -> Response:
    """What was read, row by row, with what is wrong with each, and what became of it."""
    if key in KINDS:
        return RedirectResponse(f"/imports/{key}/{context.user.institutions[0]}", 303)
    kept_import, kind, at = _read(context, key)
    query = context.request.query_params
    status_and_page = (query.get("show", ""), page_number(query.get("page", "")))
    with reading(context.engine) as connection:
        view = preview_of(connection, kind, at, kept_import, status_and_page)
        earlier = imports.newest(
            connection, kept_import.login, kept_import.kind, kept_import.place, context.now
        )
    earlier_import = next((e for e in earlier if _is_earlier(e, kept_import)), None)
    return page(context, "imports/rows.html", it=view, same=earlier_import)


@router.post("/{key}", name="enter_rows")
def enter_rows(context: CurrentContext, form: SentForm, key: str) -> Response:
    """Keeps the ticks; then enters the ticked rows, checks all again, or shows other rows."""
    kept_import, kind, at = _read(context, key)
    shown_rows = _numbers(str(form.get("shown") or "").split(","))
    with write_transaction(context.engine) as connection:
        imports.tick(
            connection, kept_import.id, shown_rows, _numbers(map(str, form.getlist("tick")))
        )
    do = str(form.get("do") or "")
    if do == "enter":
        enter(kind, at, kept_import)
        return RedirectResponse(f"/imports/{key}", 303)
    if do == "judge":
        judge_anew(kind, at, kept_import)
    query = do.removeprefix("go:") if do.startswith("go:") else ""
    return RedirectResponse(f"/imports/{key}{_query(query)}#rows", 303)


@router.get("/{key}/problems/rows.{kind}", name="import_problems")
def import_problems(context: CurrentContext, key: str, kind: FileKind) -> Response:
    """The rows that have problems as a file, with a column that says which: to be corrected."""
    kept_import, of, at = _read(context, key)
    with reading(context.engine) as connection:
        rows = imports.rows_of(connection, kept_import.id, ("wrong",))
    columns = [c for c in of.columns(at) if any(c.name in row.texts for row in rows)]
    language, titles = context.language, {c.name: c.title for c in of.columns(at)}
    place = 1 if language != "en" else 0

    def problem(notes: dict[str, list[str]]) -> str:
        return " ".join(
            f"{titles[name].in_(language)}: {pair[place]}" if name in titles else pair[place]
            for name, pair in notes.items()
        )

    lines = (
        [*(row.texts.get(c.name, "") for c in columns), problem(row.notes.get("problems", {}))]
        for row in rows
    )
    heads = [ListColumn(c.title, WRONG_WIDTH) for c in columns]
    heads.append(ListColumn(PROBLEM, 60))
    export = Export(f"{of.name}-problems", of.title, tuple(heads), lines)
    return download_list(export, kind, language, context.today)


def _kind_and_place(
    context: RequestContext, kind_name: str, place: str
) -> tuple[ImportKind, ImportPlace]:
    """Raises HTTPException 404 for what there is not, Forbidden for what is not the person's."""
    kind = KINDS.get(kind_name)
    if kind is None:
        raise HTTPException(404)
    if not context.may(kind.permission):
        raise Forbidden
    return kind, place_of(context, kind.name, place)


def _read(context: RequestContext, key: str) -> tuple[Import, ImportKind, ImportPlace]:
    with reading(context.engine) as connection:
        kept_import = imports.find(connection, key[:LONGEST_KEY], context.user.member.login)
    if kept_import is None:
        raise HTTPException(404)
    return kept_import, *_kind_and_place(context, kept_import.kind, kept_import.place)


def _is_earlier(other: Import, kept_import: Import) -> bool:
    """Whether the same was read before, and rows of it were entered."""
    return (
        other.digest == kept_import.digest
        and other.id < kept_import.id
        and other.begun_at is not None
    )


def _sent(form: FormData) -> Sent | None:
    """A file goes before what was pasted; None where there is neither."""
    file, pasted_text = form.get("file"), str(form.get("pasted") or "")
    if isinstance(file, UploadFile) and file.filename:
        return Sent(file.file.read(), file.filename, "")
    return Sent(b"", "", pasted_text) if pasted_text.strip() else None


def _numbers(words: Iterable[str]) -> list[int]:
    return [int(word) for word in words if word.isdecimal() and len(word) < 9]


def _query(show_and_page: str) -> str:
    """`wrong.2` is the second page of the rows with problems."""
    show, _, number = show_and_page.partition(".")
    pairs = [("show", show)] if show in ("wrong", "sound", "there") else []
    pairs += [("page", number)] if number.isdecimal() and number != "1" else []
    return "?" + "&".join(f"{name}={value}" for name, value in pairs) if pairs else ""


def _page(
    context: RequestContext,
    kind: ImportKind,
    place: ImportPlace,
    problem: Text | None = None,
    pasted_text: str = "",
) -> Response:
    login = context.user.member.login
    with reading(context.engine) as connection:
        earlier = imports.newest(connection, login, kind.name, place.key, context.now)
    columns = explained(kind.columns(place))
    values = {"kind": kind, "place": place, "columns": columns, "earlier": earlier}
    status = 422 if problem else 200
    return page(context, "imports/read.html", status, problem=problem, pasted=pasted_text, **values)
