"""What a request brings: the office, the instant, who asks, and in which language.

`enter` is asked before every route: it lets in, sends to the login page, or refuses.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Annotated, Final

from fastapi import Depends, Request
from sqlalchemy import Connection, Engine
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from office.wiring import Office
from persistence import sessions, setup, signs_of_life
from persistence.database import reading, write_transaction
from persistence.database_errors import DatabaseError
from states.decision import Actor
from states.moments import civil_date
from states.text import LANGUAGES, Language
from states.vocabulary import ABOVE
from web.latencies import Latencies
from web.login_throttle import LoginThrottle
from web.navigation import NavigationLink, links_for
from web.people import Person, person_of
from web.permissions import PUBLIC, may, may_open
from web.sent_once import DONE, KEY, SentForms, key_of, new_mark
from web.sessions import SESSION, VISITOR, Cookie, Sessions
from web.views.help_sections import section_for
from web.views.viewer import Viewer
from workflows.act import Act
from workflows.people.settings import session_limits
from workflows.running.bootstrap import App, with_settings_anew
from workflows.running.signs_of_life import JudgedSign, judge

LANGUAGE_COOKIE: Final = "language"
MOST_FIELDS: Final = 3000
"""Fields that a form may have."""
MAY_BE_SENT_AGAIN: Final = frozenset({"keep_draft", "log_in"})
"""Routes whose forms do the same when they are sent again."""
WRITES_NO_CASE: Final = MAY_BE_SENT_AGAIN | {"discard_draft", "log_out"}
"""Routes whose forms are taken also while cases are brought under corrected texts."""
LONGEST_NUMBER: Final = 18
"""Digits of a row's number: a longer one is none."""


@dataclass
class AppState:
    """What all requests share: the open office, the clock, the signatures, the failed logins.

    `is_behind` while running cases are brought under corrected texts of their law."""

    app: App
    clock: Callable[[], datetime]
    sessions: Sessions
    login_throttle: LoginThrottle
    sent_forms: SentForms = field(default_factory=SentForms)
    latencies: Latencies = field(default_factory=Latencies)
    is_behind: bool = False
    _has_begun: bool = False

    def is_first_hour(self) -> bool:
        """Whether the office has no call yet; once it has one, nothing is asked any more.

        Not so where the database does not answer: its own error page says that.
        """
        if not self._has_begun:
            with suppress(DatabaseError), reading(self.app.engine) as connection:
                self._has_begun = setup.is_any_call_open(connection)
                return not self._has_begun
        return False

    def catch_up(self) -> None:
        """Running cases stand under the texts of today: from the next request on they can be
        written."""
        self.is_behind = False

    def take_new_settings(self) -> None:
        """From the next request on the settings hold as they are written now.

        Raises InvalidFile for a wrong file, ValidationError for another database.
        """
        self.app = with_settings_anew(self.app)

    @property
    def secure(self) -> bool:
        """Whether cookies travel by HTTPS only, as the office's address says."""
        return self.app.office.settings.base_url.startswith("https:")


@dataclass(frozen=True)
class RequestContext:
    """A request. `seed` is what its forms' tokens are made from; `person` None is a stranger."""

    request: Request
    app: AppState
    now: datetime
    person: Person | None
    language: Language
    seed: str

    @property
    def office(self) -> Office:
        """The office with everything that decides."""
        return self.app.app.office

    @property
    def engine(self) -> Engine:
        """The office's database."""
        return self.app.app.engine

    @property
    def today(self) -> date:
        """The civil date in Belgrade."""
        return civil_date(self.now)

    @property
    def user(self) -> Person:
        """The person, on a page that only opens to one."""
        assert self.person is not None
        return self.person

    @property
    def form_token(self) -> str:
        """The token that a form of this page carries: the session's, and a mark of this form."""
        return f"{self.app.sessions.token(self.seed)}.{new_mark()}"

    @property
    def address(self) -> str:
        """The address of this page; of a page that a form led to, the one that the form is on."""
        url = self.request.url
        if self.request.method == "GET":
            return f"{url.path}?{url.query}" if url.query else url.path
        return "/".join(url.path.split("/")[:3])

    @property
    def help_section(self) -> str:
        """The section of the handbook that tells of this page."""
        return section_for(self.request.url.path)

    def may(self, permission: str) -> bool:
        """Whether the person has a permission."""
        return self.person is not None and may(self.person.roles, permission)

    @property
    def navigation(self) -> tuple[NavigationLink, ...]:
        """The pages that the person may open, the one they are on marked."""
        first = self.may("set_up") and self.app.is_first_hour()
        return links_for(self.user.roles, self.request.url.path, first)

    @property
    def signs_of_life(self) -> tuple[JudgedSign, ...]:
        """The office's signs of life, for who supervises; empty for others.

        Empty too where the database does not answer: its own error page says so.
        """
        if self.person is None or not self.person.roles & ABOVE:
            return ()
        try:
            with reading(self.engine) as connection:
                signs = signs_of_life.signs(connection)
        except DatabaseError:
            return ()
        return judge(self.office, signs, self.now)

    def shown_once(self) -> None:
        """Something was done that only this answer shows, a secret: it is not done again."""
        self.request.scope["state"][DONE] = "yes"

    def act(self, connection: Connection, actor: Actor) -> Act:
        """An act of somebody at the instant of the request."""
        return Act(connection, self.office, actor, self.now)

    def viewer(self, connection: Connection) -> Viewer:
        """The person as the one for whom a page is put together, through a connection."""
        return Viewer(connection, self.office, self.user, self.now)


class LogInFirst(Exception):
    """The page opens to staff only, and nobody is logged in."""


class Forbidden(Exception):
    """None of the person's roles may open the page."""


class OnlyRead(Exception):
    """Nothing can be written just now: running cases are brought under corrected texts."""

    def __init__(self, form: FormData) -> None:
        super().__init__("the office can only be read just now")
        self.form = form


class StaleForm(Exception):
    """A form came without the token of this session: it was left open, or is not ours."""

    def __init__(self, form: FormData) -> None:
        super().__init__("the form's token is another session's")
        self.form = form


def context_of(request: Request) -> RequestContext:
    """The context of a request, whoever comes; made once for a request."""
    context: RequestContext | None = getattr(request.state, "context", None)
    if context is None:
        context = _context(request)
        request.state.context = context
    return context


def _context(request: Request) -> RequestContext:
    app: AppState = request.app.state.shared
    now = app.clock()
    cookie = app.sessions.read(request.cookies.get(SESSION))
    person = _person(app, cookie, now) if cookie else None
    seed = cookie.seed if cookie and person else request.cookies.get(VISITOR)
    language = _language(request, app, person)
    return RequestContext(request, app, now, person, language, seed or secrets.token_urlsafe(18))


def logged_in(context: RequestContext, cookie: str) -> RequestContext:
    """The context with the person whose session has just begun under a cookie."""
    session = context.app.sessions.read(cookie)
    person = _person(context.app, session, context.now) if session else None
    return replace(context, person=person)


def _person(app: AppState, cookie: Cookie, now: datetime) -> Person | None:
    """Who asks; their session is noted to be alive, seldom enough that pages don't wait for it."""
    limits = session_limits(app.app.office)
    with reading(app.app.engine) as connection:
        person = person_of(connection, cookie, now, limits)
    session = person.session if person else None
    if session and session.needs_note(now):
        # A busy database is no reason to refuse a page: the next one notes it.
        with suppress(DatabaseError), write_transaction(app.app.engine) as connection:
            sessions.note(connection, session.id, now)
    return person


def _language(request: Request, app: AppState, person: Person | None) -> Language:
    """The one chosen, else the one the person writes in, else the office's first."""
    languages = app.app.office.settings.languages
    wishes = (request.cookies.get(LANGUAGE_COOKIE), person.member.writes_in if person else None)
    for wish in wishes:
        if wish in languages:
            return next(language for language in LANGUAGES if language == wish)
    return languages[0]


def enter(request: Request) -> RequestContext:
    """The context, where the route is public or the person has its permission.

    Raises LogInFirst for a stranger, Forbidden for a person without the permission, HTTPException
    404 for an address with a number that no database has.
    """
    context = context_of(request)
    if any(len(part) > LONGEST_NUMBER and part.isdigit() for part in request.path_params.values()):
        raise HTTPException(404)
    name = request.scope["route"].name
    if name in PUBLIC:
        return context
    if context.person is None:
        raise LogInFirst
    if not may_open(context.person.roles, name):
        raise Forbidden
    return context


CurrentContext = Annotated[RequestContext, Depends(enter)]


async def sent_form(request: Request, context: CurrentContext) -> FormData:
    """The form that was sent; raises StaleForm where it lacks the token of this session, OnlyRead
    where nothing can be written just now, SentTwice where it has been carried out already."""
    form = await request.form(max_fields=MOST_FIELDS)
    if not context.app.sessions.is_token(context.seed, form.get("token")):
        raise StaleForm(form)
    route = request.scope["route"].name
    if context.app.is_behind and route not in WRITES_NO_CASE:
        raise OnlyRead(form)
    if context.person is not None and route not in MAY_BE_SENT_AGAIN:
        key = key_of(context.seed, request.url.path, form)
        context.app.sent_forms.begin(key)
        request.scope["state"][KEY] = key
    return form


SentForm = Annotated[FormData, Depends(sent_form)]
