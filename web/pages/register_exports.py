"""Registers, the escalation ledger and ranking lists as XLSX and CSV, with their pages' filters."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from persistence import grading_tables, partners, precedents, programme_courses, ranking_lists
from persistence.database import reading
from persistence.escalation_list import listed_lines
from web.exports import download
from web.pages.access import call_of
from web.pages.escalations import ledger_filter
from web.pages.exports import FileKind
from web.request_context import CurrentContext, RequestContext
from web.views.escalations import level_lines
from web.views.exported_registers import (
    exported_courses,
    exported_ledger,
    exported_partners,
    exported_precedents,
    exported_ranking,
    exported_tables,
)

router = APIRouter(prefix="/exports")

EVERY = 1_000_000
"""As many lines as a spreadsheet has."""


@router.get("/reference.{kind}", name="export_partners")
def all_partners(context: CurrentContext, kind: FileKind) -> Response:
    """The partners that the page's search finds."""
    with reading(context.engine) as connection:
        _, rows = partners.page_of(connection, _words(context), 0, EVERY)
    return download(exported_partners(rows), kind, context.language, context.today)


@router.get("/reference/home-courses.{kind}", name="export_courses")
def all_courses(context: CurrentContext, kind: FileKind) -> Response:
    """The home courses that the page's search finds."""
    institution = context.user.institutions[0]
    with reading(context.engine) as connection:
        _, rows = programme_courses.page_of(connection, institution, _words(context), 0, EVERY)
    return download(exported_courses(rows), kind, context.language, context.today)


@router.get("/reference/grading-tables.{kind}", name="export_tables")
def all_tables(context: CurrentContext, kind: FileKind) -> Response:
    """The grading tables that hold, a grade a row."""
    with reading(context.engine) as connection:
        entries = grading_tables.register(connection, context.user.institutions[0])
    tables = [entry.table for entry in entries if entry.withdrawn is None]
    return download(exported_tables(tables), kind, context.language, context.today)


@router.get("/reference/precedents.{kind}", name="export_precedents")
def all_precedents(context: CurrentContext, kind: FileKind) -> Response:
    """The register of precedents, newest first."""
    with reading(context.engine) as connection:
        entries = precedents.page_of(connection, context.user.institutions[0], 0, EVERY)
    return download(exported_precedents(entries), kind, context.language, context.today)


@router.get("/board/escalations.{kind}", name="export_ledger")
def ledger(context: CurrentContext, kind: FileKind) -> Response:
    """The lines of the ledger that the page's filter leaves."""
    asked = ledger_filter(context, **_asked(context))
    with reading(context.engine) as connection:
        lines = level_lines(listed_lines(connection, asked, 0, EVERY))
    return download(exported_ledger(lines), kind, context.language, context.today)


@router.get("/calls/{call_id}/list.{kind}", name="export_ranking")
def ranking(context: CurrentContext, call_id: int, kind: FileKind) -> Response:
    """The published list of a call."""
    with reading(context.engine) as connection:
        line = call_of(connection, context, call_id)
        if not line.list_version:
            raise HTTPException(404)
        places = ranking_lists.places(connection, call_id, line.list_version)
    export = exported_ranking(f"list-{call_id}-{line.list_version}", places)
    return download(export, kind, context.language, context.today)


def _words(context: RequestContext) -> str:
    return context.request.query_params.get("q", "")[:100].strip()


def _asked(context: RequestContext) -> dict[str, str]:
    names = ("case", "level", "recipient", "alarm")
    return {name: context.request.query_params.get(name, "") for name in names}
