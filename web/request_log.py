"""A line in the log for each request that was answered: which page, of which case, how it went.

The address itself is not written, people type names into it: its route is, and what stands in the
route's places where that is a case's number or a key of this program.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.latencies import Latencies

_NUMBER: Final = re.compile(r"[A-Z]{2,10}(-[A-Z]{2,4})?-\d{4}-\d{1,9}")
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SEEN_AFTER: Final = 303
"""A step that was taken leads to the case's page; one that is asked about or refused does not."""
_KEYS: Final = ("trigger", "fact", "act")

Broken = Callable[[Request, Exception], Response]
"""Makes the page of a failure that nobody foresaw."""

FAILURE: Final = "mobility.failure"
"""Where a request keeps the id of its failure."""


class RequestLog:
    """Writes a line for each request of the application that it wraps.

    A failure that nobody foresaw ends here, with its page: the server would write all of it, with
    whatever it says of people.
    """

    def __init__(self, app: ASGIApp, broken: Broken, latencies: Latencies) -> None:
        self.app, self.broken, self.latencies = app, broken, latencies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began_at, status = time.perf_counter(), 0

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, send_on)
        except Exception as error:  # noqa: BLE001 - whatever it is, people get a page
            if status:
                log_failure(scope, error)
                status = 500
            else:
                await self.broken(Request(scope, receive), error)(scope, receive, send_on)
        self._note(scope, status, time.perf_counter() - began_at)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        method, route = scope["method"], route_of(scope)
        outcome = "failed" if status >= 500 else "refused" if status >= 400 else "done"
        self.latencies.hear(method if method in _METHODS else "-", route, outcome, seconds)
        if status == _SEEN_AFTER and "trigger" in scope.get("path_params", {}):
            self.latencies.hear_step(scope["path_params"]["trigger"], seconds)
        _write(scope, route, status, outcome, seconds)


def route_of(scope: Scope) -> str:
    """The template of a request's route; a dash where the address has none."""
    path = getattr(scope.get("route"), "path", None)
    if path is None:
        return "/static" if scope["path"].startswith("/static/") else "-"
    return f"{scope.get('root_path', '')}{path}"


def _write(scope: Scope, route: str, status: int, outcome: str, seconds: float) -> None:
    # Imported here: the first page would wait for it.
    import structlog

    line: dict[str, Any] = {"method": scope["method"], "route": route, "status": status}
    places = scope.get("path_params", {})
    if _NUMBER.fullmatch(number := str(places.get("number", ""))):
        line["case"] = number
    line |= {key: places[key] for key in _KEYS if key in places}
    log = structlog.get_logger("pages")
    log.info("request", kind="request", **line, outcome=outcome, ms=round(seconds * 1000, 1))


def log_failure(scope: Scope, error: Exception) -> str:
    """Writes a failure that nobody foresaw into the log, once a request; the id that it stands
    under there."""
    import structlog

    failure_id: str | None = scope.get(FAILURE)
    if failure_id is not None:
        return failure_id
    number = scope[FAILURE] = secrets.token_hex(4)
    log = structlog.get_logger("pages")
    log.error("a page failed", kind="failure", id=number, route=route_of(scope), error=error)
    return number
