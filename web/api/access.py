"""Who asks the API: a token, the person who made it, and the roles that it was made for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Final

from fastapi import Depends, Request
from fastapi.security import HTTPBearer

from persistence import staff, tokens
from persistence.database import reading, write_transaction
from persistence.roster import roster
from persistence.tokens import NOTED_EVERY, Purpose, Token
from states.moments import civil_date
from states.text import Text
from web.api.problems import ProblemRaised, language_of, problem_of
from web.messages.layout import ONLY_READ_ADVICE
from web.people import Person
from web.permissions import may_open
from web.request_context import AppState, Forbidden, RequestContext

API: Final[Purpose] = "api"
"""The purpose of the tokens that open the API."""

READING: Final = ("GET", "HEAD")
"""Methods that write nothing."""

BEARER: Final = HTTPBearer(auto_error=False, description="A token made on the page “API tokens”.")


@dataclass(frozen=True)
class ApiRequest:
    """A request of the API. `context` is what a page of the same person would have."""

    context: RequestContext
    token: Token


def enter(request: Request, credentials: Annotated[object, Depends(BEARER)]) -> ApiRequest:
    """The request of a valid token whose roles may open the route.

    Raises ProblemRaised for a missing or dead token and where nothing can be written just now,
    Forbidden where the roles do not include it.
    """
    app: AppState = request.app.state.shared
    now = app.clock()
    secret = getattr(credentials, "credentials", "")
    token, person = _token_and_person(app, str(secret), request)
    language = language_of(request)
    context = RequestContext(request, app, now, person, language, "")
    if not may_open(person.roles, request.scope["route"].name):
        raise Forbidden
    if app.is_behind and request.method not in READING:
        raise ProblemRaised(
            problem_of("only-read", ONLY_READ_ADVICE, language), {"Retry-After": "60"}
        )
    return ApiRequest(context, token)


def _token_and_person(app: AppState, secret: str, request: Request) -> tuple[Token, Person]:
    now = app.clock()
    with reading(app.app.engine) as connection:
        token = tokens.find(connection, (API,), secret, now)
        member = staff.active_member(connection, token.staff_id) if token else None
        if token is None or member is None:
            raise _unknown(request)
        today = civil_date(now)
        people = roster(connection)
        roles = people.roles_of(member.id, today)
        person = Person(member, roles, people.deputising(roles, today), people=people)
    if token.last_used_at is None or now - token.last_used_at >= NOTED_EVERY:
        with write_transaction(app.app.engine) as connection:
            tokens.use(connection, (API,), secret, now)
    return token, _limited(person, token.roles or ())


def _limited(person: Person, roles: tuple[str, ...]) -> Person:
    """The person with no more roles than the token was made for.

    A deputy acts for another in a role of their own: the token must have been made for both.
    """
    return replace(
        person,
        held=tuple(pair for pair in person.held if pair[1] in roles),
        deputising=tuple(
            deputy
            for deputy in person.deputising
            if deputy.deputy_for in roles and deputy.who in roles
        ),
    )


def _unknown(request: Request) -> ProblemRaised:
    detail = Text(
        "Send `Authorization: Bearer …` with a token that is in force.",
        "Пошаљите `Authorization: Bearer …` са токеном који важи.",
    )
    problem = problem_of("unauthenticated", detail, language_of(request))
    return ProblemRaised(problem, {"WWW-Authenticate": "Bearer"})


CurrentRequest = Annotated[ApiRequest, Depends(enter)]
