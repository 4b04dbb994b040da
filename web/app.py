"""The web application of an office: its pages, its error pages, its styles and scripts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from fastapi import Depends, FastAPI
from starlette.staticfiles import StaticFiles

from web.attempts import Attempts
from web.errors import add_error_pages
from web.guarding import Guarded
from web.pages import announcing, calls, cases, logging_in, opening, papers, people, rules, work
from web.secret import secret_of
from web.sessions import Sessions
from web.visit import Counter, entering
from workflows.running.bootstrap import App

OWN: Final = Path(__file__).parent / "static"
ROUTERS: Final = tuple(
    pages.router
    for pages in (logging_in, work, cases, papers, announcing, opening, calls, people, rules)
)
"""All pages; each route of theirs stands in `web.permissions`."""

FORM_ITSELF: Final = 1_000_000
"""Bytes that a request may have beside its file."""


def make_app(opened: App, clock: Callable[[], datetime]) -> FastAPI:
    """The application of a desk; `clock` gives the instant of each request.

    Every route is entered through `web.visit.entering`, which knows who may open it.
    """
    app = FastAPI(
        title="Mobility office",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(entering)],
        lifespan=partial(_closed_after, opened),
    )
    sessions = Sessions(secret_of(opened.office.data))
    app.state.counter = Counter(opened, clock, sessions, Attempts())
    for router in ROUTERS:
        app.include_router(router)
    _serve_styles(app)
    add_error_pages(app)
    largest = opened.office.settings.largest_upload_mb * 1_000_000 + FORM_ITSELF
    app.add_middleware(Guarded, largest=largest)
    return app


@asynccontextmanager
async def _closed_after(opened: App, app: FastAPI) -> AsyncIterator[None]:
    """The database is closed when the pages end, also by a signal, which nothing else outlives."""
    yield
    opened.engine.dispose()


def _serve_styles(app: FastAPI) -> None:
    """Styles and scripts come with the installed packages; the office's own stand beside them."""
    packages = {
        "/static/htmx": ("js_lib_htmx", "static/htmx"),
        "/static/tabler": ("starlette_admin", "static"),
    }
    for path, package in packages.items():
        app.mount(path, StaticFiles(packages=[package]))
    app.mount("/static/office", StaticFiles(directory=OWN))
