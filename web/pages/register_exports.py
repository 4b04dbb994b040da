"""Registers, programs, the escalation ledger and ranking lists as XLSX and CSV, with their pages'
filters."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from persistence import (
    closures,
    grading_tables,
    home_courses,
    partners,
    precedents,
    programme_courses,
    ranking_lists,
    tokens,
    webhooks,
)
from persistence.database import reading
from persistence.escalation_list import listed_lines
from web.exports import download
from web.pages.access import call_of
from web.pages.escalations import ledger_filter
from web.pages.exports import FileKind
from web.pages.programs import kept_by, webhook_of
from web.request_context import CurrentContext, RequestContext
from web.views.escalations import level_lines
from web.views.exported_programs import exported_deliveries, exported_tokens, exported_webhooks
from web.views.exported_registers import (
    exported_closures,
    exported_courses,
    exported_ledger,
    exported_named_courses,
    exported_partners,
    exported_precedents,
    exported_ranking,
    exported_tables,
)
from workflows.people.programs import API

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


@router.get("/reference/home-courses/named.{kind}", name="export_named_courses")
def all_named_courses(context: CurrentContext, kind: FileKind) -> Response:
    """The home courses that Decrees have named."""
    with reading(context.engine) as connection:
        courses = home_courses.named_courses(connection, context.user.institutions[0])
    return download(exported_named_courses(courses), kind, context.language, context.today)


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


@router.get("/reference/closures.{kind}", name="export_closures")
def all_closures(context: CurrentContext, kind: FileKind) -> Response:
    """The days on which the office is closed: those entered here, and those of config.yaml."""
    with reading(context.engine) as connection:
        in_force = closures.in_force(connection)
    export = exported_closures([*in_force, *context.office.settings.closures])
    return download(export, kind, context.language, context.today)


@router.get("/tokens.{kind}", name="export_tokens")
def own_tokens(context: CurrentContext, kind: FileKind) -> Response:
    """The person's own tokens for programs, ended ones too; never a secret."""
    with reading(context.engine) as connection:
        own = tokens.of_staff(connection, context.user.member.id, (API,))
    return download(exported_tokens(own), kind, context.language, context.today)


@router.get("/webhooks.{kind}", name="export_webhooks")
def all_webhooks(context: CurrentContext, kind: FileKind) -> Response:
    """The webhooks of the person's institutions, ended ones too; never a secret."""
    with reading(context.engine) as connection:
        listed_webhooks = webhooks.all_of(connection, kept_by(context))
    return download(exported_webhooks(listed_webhooks), kind, context.language, context.today)


@router.get("/webhooks/{webhook_id}.{kind}", name="export_deliveries")
def all_deliveries(context: CurrentContext, kind: FileKind, webhook_id: int) -> Response:
    """What was told to a webhook, newest first."""
    with reading(context.engine) as connection:
        webhook_row = webhook_of(connection, context, webhook_id)
        deliveries = webhooks.deliveries(connection, webhook_row.id, 0, EVERY)
    export = exported_deliveries(f"webhook-{webhook_row.id}", deliveries)
    return download(export, kind, context.language, context.today)


@router.get("/board/escalations.{kind}", name="export_ledger")
def ledger(context: CurrentContext, kind: FileKind) -> Response:
    """The lines of the ledger that the page's filter leaves."""
    filters = ledger_filter(context, **_asked(context))
    with reading(context.engine) as connection:
        lines = level_lines(context.office, listed_lines(connection, filters, 0, EVERY))
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
