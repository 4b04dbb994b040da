"""The web application of an office: its pages, its error pages, its styles and scripts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Depends, FastAPI
from starlette.staticfiles import StaticFiles

from web.api.app import make_api
from web.api.problems import PATH as API_PATH
from web.board_keeping import BoardKeeper
from web.errors import add_error_pages, broken
from web.login_throttle import LoginThrottle
from web.pages import (
    account,
    acts,
    board,
    bulk,
    calls,
    case_print,
    case_tabs,
    cases,
    documents,
    drafts,
    escalations,
    exports,
    files,
    first_login,
    from_table,
    grading_tables,
    handling,
    health,
    help,
    home_courses,
    imports,
    login,
    mail_texts,
    mails,
    meetings,
    new_call,
    new_case,
    own_calendar,
    people,
    person,
    personal_data,
    plans,
    programs,
    reference,
    reference_data,
    register_exports,
    rules,
    same_persons,
    setup,
    signatures,
    stuck,
    takeover,
    work,
)
from web.request_context import AppState, enter
from web.request_log import RequestLog
from web.request_size import RequestSizeLimit
from web.secret import secret_of
from web.security_headers import SecurityHeaders
from web.sent_once import SentOnce
from web.sessions import Sessions
from workflows.running.bootstrap import App

OFFICE_STATIC: Final = Path(__file__).parent / "static"
ROUTERS: Final = tuple(
    pages.router
    for pages in (
        login,
        first_login,
        help,
        health,
        work,
        case_print,
        bulk,
        case_tabs,
        handling,
        exports,
        register_exports,
        board,
        escalations,
        stuck,
        cases,
        drafts,
        signatures,
        files,
        from_table,
        same_persons,
        documents,
        new_call,
        new_case,
        takeover,
        setup,
        calls,
        people,
        person,
        account,
        mails,
        mail_texts,
        reference,
        personal_data,
        reference_data,
        grading_tables,
        home_courses,
        imports,
        acts,
        plans,
        meetings,
        own_calendar,
        programs,
        rules,
    )
)
"""All pages; each route of theirs stands in `web.permissions`."""

PAGES: Final = APIRouter(dependencies=[Depends(enter)])
"""All of them behind the door of `web.request_context.enter`, which knows who may open each.

What a route needs is found out at its first request: once in a process, for whatever office.
"""
for _router in ROUTERS:
    PAGES.include_router(_router)

FORM_ITSELF: Final = 1_000_000
"""Bytes that a request may have beside its file."""


def make_app(opened: App, clock: Callable[[], datetime]) -> FastAPI:
    """The application of an open office; `clock` gives the instant of each request.

    Whatever else it were given a route for is entered by the same door.
    """
    app = FastAPI(
        title="Mobility office",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(enter)],
        lifespan=partial(_close_at_end, opened),
    )
    sessions = Sessions(secret_of(opened.office.data))
    app.state.shared = AppState(opened, clock, sessions, LoginThrottle())
    app.mount(API_PATH, make_api(app.state.shared))
    app.router.routes.extend(PAGES.routes)
    _serve_styles(app)
    add_error_pages(app)
    largest = opened.office.settings.largest_upload_mb * 1_000_000 + FORM_ITSELF
    app.add_middleware(RequestSizeLimit, largest=largest)
    app.add_middleware(SentOnce, forms=app.state.shared.sent_forms)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(RequestLog, broken=broken, latencies=app.state.shared.latencies)
    return app


@asynccontextmanager
async def _close_at_end(opened: App, app: FastAPI) -> AsyncIterator[None]:
    """What slow pages need is counted beside the others; the database is closed when the pages end,
    also by a signal, which nothing else outlives."""
    keeper = BoardKeeper(app.state.shared)
    keeper.begin()
    yield
    keeper.end()
    opened.engine.dispose()


def _serve_styles(app: FastAPI) -> None:
    """Styles and scripts come with the installed packages; the office's own stand beside them."""
    packages = {
        "/static/htmx": ("js_lib_htmx", "static/htmx"),
        "/static/tabler": ("starlette_admin", "static"),
    }
    for path, package in packages.items():
        app.mount(path, StaticFiles(packages=[package]))
    app.mount("/static/office", StaticFiles(directory=OFFICE_STATIC))
