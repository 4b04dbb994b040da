"""What a request from outside brings: the office, the instant and the language, and no person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Final

from fastapi import Depends, Request
from sqlalchemy import Engine
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, Response

from office.wiring import Office
from persistence.outside_links import OutsideLink
from states.moments import civil_date
from states.text import LANGUAGES, Language
from web.environment import environment
from web.latencies import Latencies
from web.outside.limits import AskingLimits
from web.outside.proof import Proofs, cookie_of
from workflows.running.bootstrap import App

MOST_FIELDS: Final = 200
LANGUAGE_COOKIE: Final = "language"
YEAR: Final = 365 * 24 * 3600


@dataclass
class OutsideState:
    """What all requests share."""

    app: App
    clock: Callable[[], datetime]
    proofs: Proofs
    limits: AskingLimits = field(default_factory=AskingLimits)
    latencies: Latencies = field(default_factory=Latencies)

    @property
    def secure(self) -> bool:
        """Whether cookies travel by HTTPS only, as the address says."""
        return self.app.office.settings.outside.address.startswith("https:")


@dataclass(frozen=True)
class OutsideContext:
    """A request; `chosen` is the language that its address asks for."""

    request: Request
    shared: OutsideState
    now: datetime
    language: Language
    chosen: bool

    @property
    def office(self) -> Office:
        """The office with everything that decides."""
        return self.shared.app.office

    @property
    def engine(self) -> Engine:
        """The office's database."""
        return self.shared.app.engine

    @property
    def today(self) -> date:
        """The civil date in Belgrade."""
        return civil_date(self.now)

    @property
    def place(self) -> str:
        """From where somebody asks."""
        return self.request.client.host if self.request.client else ""


def context_of(request: Request) -> OutsideContext:
    """The context of a request: its language is the one chosen, else the one chosen before."""
    outside_state: OutsideState = request.app.state.shared
    languages = outside_state.app.office.settings.languages
    asked_language = request.query_params.get("lang")
    wishes = (asked_language, request.cookies.get(LANGUAGE_COOKIE))
    wish = next((wish for wish in wishes if wish in languages), languages[0])
    language = next(language for language in LANGUAGES if language == wish)
    return OutsideContext(
        request, outside_state, outside_state.clock(), language, asked_language == wish
    )


Context = Annotated[OutsideContext, Depends(context_of)]


class OpensNothing(Exception):
    """The link opens nothing, for whatever reason."""


async def _sent(request: Request) -> FormData:
    return await request.form(max_fields=MOST_FIELDS)


Sent = Annotated[FormData, Depends(_sent)]


def is_proven(context: OutsideContext, link: OutsideLink) -> bool:
    """Whether the code of a link was typed in this browser, a short time ago."""
    cookie = context.request.cookies.get(cookie_of(link.id))
    return context.shared.proofs.holds(cookie, link.id, context.now)


def page(
    context: OutsideContext, template: str, status: int = 200, **values: object
) -> HTMLResponse:
    """A page in the language of the request, which is remembered where it was chosen."""
    templates = environment(context.language)
    html = templates.get_template(f"outside/{template}").render(context=context, **values)
    answer = HTMLResponse(html, status)
    if context.chosen:
        set_cookie(answer, context, (LANGUAGE_COOKIE, context.language), YEAR)
    return answer


def set_cookie(
    answer: Response, context: OutsideContext, cookie: tuple[str, str], seconds: int
) -> None:
    """Sets a cookie, by name and value, that no script reads and no other site sends along."""
    secure = context.shared.secure
    answer.set_cookie(*cookie, seconds, httponly=True, samesite="lax", secure=secure)
