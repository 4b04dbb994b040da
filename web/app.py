"""The web application of an office: its pages, its error pages, its styles and scripts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from typing import Final

from fastapi import APIRouter, Depends, FastAPI

from persistence.secret import secret_of
from web.api.app import make_api
from web.api.problems import PATH as API_PATH
from web.board_keeping import BoardKeeper
from web.catching_up import CatchingUp
from web.compiling import TemplateCompiler
from web.errors import add_error_pages, broken
from web.login_throttle import LoginThrottle
from web.pages import (
    account,
    acts,
    board,
    board_exports,
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
    incoming,
    law,
    login,
    mail_texts,
    mails,
    meetings,
    money,
    new_call,
    new_case,
    own_calendar,
    people,
    person,
    personal_data,
    plan_exports,
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
    submissions,
    survey,
    takeover,
    work,
    year,
)
from web.readable_address import ReadableAddress
from web.request_context import AppState, enter
from web.request_log import RequestLog
from web.request_size import RequestSizeLimit, largest_request
from web.security_headers import SecurityHeaders
from web.sent_once import SentOnce
from web.sessions import Sessions
from web.styles import serve_styles
from workflows.running.bootstrap import App

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
        board_exports,
        plan_exports,
        board,
        escalations,
        stuck,
        cases,
        drafts,
        signatures,
        files,
        submissions,
        incoming,
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
        money,
        plans,
        meetings,
        own_calendar,
        programs,
        rules,
        law,
        survey,
        year,
    )
)
"""All pages; each route of theirs stands in `web.permissions`."""

PAGES: Final = APIRouter(dependencies=[Depends(enter)])
"""All of them behind the door of `web.request_context.enter`, which knows who may open each.

What a route needs is found out at its first request: once in a process, for whatever office.
"""
for _router in ROUTERS:
    PAGES.include_router(_router)


def make_app(office_app: App, clock: Callable[[], datetime], is_behind: bool = False) -> FastAPI:
    """The application of an open office; `clock` gives the instant of each request.

    Where the office `is_behind`, its cases are brought along while the pages are read.

    Whatever else it were given a route for is entered by the same door.
    """
    app = FastAPI(
        title="Mobility office",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(enter)],
        lifespan=partial(_close_at_end, office_app),
    )
    sessions = Sessions(secret_of(office_app.office.data))
    app.state.shared = AppState(office_app, clock, sessions, LoginThrottle(), is_behind=is_behind)
    app.mount(API_PATH, make_api(app.state.shared))
    app.router.routes.extend(PAGES.routes)
    serve_styles(app)
    add_error_pages(app)
    app.add_middleware(ReadableAddress)
    app.add_middleware(RequestSizeLimit, largest=largest_request(office_app.office.settings))
    app.add_middleware(SentOnce, forms=app.state.shared.sent_forms)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(RequestLog, broken=broken, latencies=app.state.shared.latencies)
    return app


@asynccontextmanager
async def _close_at_end(office_app: App, app: FastAPI) -> AsyncIterator[None]:
    """What slow pages need is counted beside the others, and their templates are made; the database
    is closed when the pages end, also by a signal, which nothing else outlives."""
    state: AppState = app.state.shared
    in_background = (
        BoardKeeper(state),
        CatchingUp(state),
        TemplateCompiler(office_app.office.settings.languages),
    )
    for task in in_background:
        task.begin()
    yield
    for task in reversed(in_background):
        task.end()
    office_app.engine.dispose()
