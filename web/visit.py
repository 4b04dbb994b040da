"""A visit: one request with the office, the instant, the person and their language.

`entering` is asked before every route: it lets in, sends to the login page, or refuses.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.datastructures import FormData

from persistence.database import reading
from states.moments import civil_date
from states.text import LANGUAGES, Language
from web.attempts import Attempts
from web.people import Person, person_of
from web.permissions import PUBLIC, may, may_open
from web.sessions import SESSION, VISITOR, Sessions
from workflows.running.bootstrap import App

LANGUAGE_COOKIE: Final = "language"


@dataclass(frozen=True)
class Counter:
    """What all visits share: the desk, the clock, the signatures and the failed logins."""

    app: App
    clock: Callable[[], datetime]
    sessions: Sessions
    attempts: Attempts

    @property
    def secure(self) -> bool:
        """Whether cookies travel by HTTPS only, as the office's address says."""
        return self.app.office.settings.base_url.startswith("https:")


@dataclass(frozen=True)
class Visit:
    """A request. `seed` is what its forms' tokens are made from; `person` None is a stranger."""

    request: Request
    counter: Counter
    now: datetime
    person: Person | None
    language: Language
    seed: str

    @property
    def app(self) -> App:
        """The office with its database open."""
        return self.counter.app

    @property
    def today(self) -> date:
        """The civil date in Belgrade."""
        return civil_date(self.now)

    @property
    def somebody(self) -> Person:
        """The person, on a page that only opens to one."""
        assert self.person is not None
        return self.person

    @property
    def token(self) -> str:
        """The token that this visit's forms carry."""
        return self.counter.sessions.token(self.seed)

    @property
    def here(self) -> str:
        """The address of this page; of a page that a form led to, the one that the form is on."""
        url = self.request.url
        if self.request.method == "GET":
            return f"{url.path}?{url.query}" if url.query else url.path
        return "/".join(url.path.split("/")[:3])

    def may(self, permission: str) -> bool:
        """Whether the person has a permission."""
        return self.person is not None and may(self.person.roles, permission)


class LogInFirst(Exception):
    """The page opens to staff only, and nobody is logged in."""


class Forbidden(Exception):
    """None of the person's roles may open the page."""


class StaleForm(Exception):
    """A form came without the token of this session: it was left open, or is not ours."""


def visit_of(request: Request) -> Visit:
    """The request as a visit, whoever comes; made once for a request."""
    known: Visit | None = getattr(request.state, "visit", None)
    if known is None:
        known = _visit(request)
        request.state.visit = known
    return known


def _visit(request: Request) -> Visit:
    counter: Counter = request.app.state.counter
    now = counter.clock()
    session = counter.sessions.read(request.cookies.get(SESSION))
    person = None
    if session is not None:
        with reading(counter.app.engine) as connection:
            person = person_of(connection, session, civil_date(now))
    seed = session.seed if session and person else request.cookies.get(VISITOR)
    language = _language(request, counter, person)
    return Visit(request, counter, now, person, language, seed or secrets.token_urlsafe(18))


def _language(request: Request, counter: Counter, person: Person | None) -> Language:
    """The one chosen, else the one the person writes in, else the office's first."""
    offered = counter.app.office.settings.languages
    wishes = (request.cookies.get(LANGUAGE_COOKIE), person.member.writes_in if person else None)
    for wish in wishes:
        if wish in offered:
            return next(language for language in LANGUAGES if language == wish)
    return offered[0]


def entering(request: Request) -> Visit:
    """The visit, where the route is public or the person has its permission.

    Raises LogInFirst for a stranger, Forbidden for a person without the permission.
    """
    visit = visit_of(request)
    name = request.scope["route"].name
    if name in PUBLIC:
        return visit
    if visit.person is None:
        raise LogInFirst
    if not may_open(visit.person.roles, name):
        raise Forbidden
    return visit


Entered = Annotated[Visit, Depends(entering)]


async def posted(request: Request, visit: Entered) -> FormData:
    """The form that was sent; raises StaleForm where it lacks the token of this session."""
    form = await request.form(max_fields=3000)
    if not visit.counter.sessions.is_token(visit.seed, form.get("token")):
        raise StaleForm
    return form


Posted = Annotated[FormData, Depends(posted)]
