"""The application of candidates and hosts: no login, no way into the office, one case by a link."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from persistence.database_errors import DatabaseError
from persistence.secret import secret_of
from states.text import Text
from web.outside.context import OutsideState, context_of, page
from web.outside.pages import OpensNothing, router
from web.outside.proof import Proofs
from web.public.pages import router as public_router
from web.readable_address import ReadableAddress
from web.request_log import RequestLog, log_failure
from web.request_size import RequestSizeLimit, TooLarge, largest_request
from web.security_headers import SecurityHeaders
from web.styles import serve_styles
from workflows.running.bootstrap import App

NO_REFERRER: Final = {"Referrer-Policy": "no-referrer"}
"""A link stands in the address: no other site is told of it."""

TOO_LARGE: Final = Text("That is too large", "Датотека је превелика")
BUSY: Final = Text("It does not work just now", "Тренутно није могуће")
NOTHING_DONE: Final = Text(
    "Nothing was handed in. Go back and try again in a moment.",
    "Ништа није предато. Вратите се и покушајте поново за који тренутак.",
)


def make_app(office_app: App, clock: Callable[[], datetime]) -> FastAPI:
    """The application of an open office; `clock` gives the instant of each request."""
    app = FastAPI(
        title="Mobility",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=partial(_close_at_end, office_app),
    )
    outside_state = OutsideState(office_app, clock, Proofs(secret_of(office_app.office.data)))
    app.state.shared = outside_state
    app.include_router(router)
    app.include_router(public_router)
    serve_styles(app)
    for error in (OpensNothing, HTTPException, RequestValidationError):
        app.add_exception_handler(error, _opens_nothing)
    app.add_exception_handler(TooLarge, _too_large)
    app.add_exception_handler(DatabaseError, _busy)
    app.add_middleware(ReadableAddress)
    app.add_middleware(RequestSizeLimit, largest=largest_request(office_app.office.settings))
    app.add_middleware(SecurityHeaders, others=NO_REFERRER)
    app.add_middleware(RequestLog, broken=_broken, latencies=outside_state.latencies)
    return app


@asynccontextmanager
async def _close_at_end(office_app: App, app: FastAPI) -> AsyncIterator[None]:
    yield
    office_app.engine.dispose()


def _opens_nothing(request: Request, error: Exception) -> Response:
    """One page for whatever opens nothing, so that it tells nothing: a link that ended, was revoked
    or altered, a document of another case, an address that there is not."""
    return page(context_of(request), "nothing.html", 404)


def _too_large(request: Request, error: Exception) -> Response:
    context = context_of(request)
    most = context.office.settings.largest_upload_mb
    advice = Text(
        f"Files of up to {most} MB are taken. Nothing was handed in: choose a smaller one.",
        f"Примају се датотеке до {most} MB. Ништа није предато: изаберите мању.",
    )
    return page(context, "message.html", 413, title=TOO_LARGE, advice=advice)


def _busy(request: Request, error: Exception) -> Response:
    log_failure(request.scope, error)
    return page(context_of(request), "message.html", 503, title=BUSY, advice=NOTHING_DONE)


def _broken(request: Request, error: Exception) -> Response:
    """The page of a bug; what it says stands in the log alone."""
    log_failure(request.scope, error)
    return page(context_of(request), "message.html", 500, title=BUSY, advice=NOTHING_DONE)
