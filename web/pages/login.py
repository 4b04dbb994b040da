"""Logging in and out, choosing the language."""

from __future__ import annotations

import secrets
from functools import cache
from typing import Final

from fastapi import APIRouter
from pwdlib import PasswordHash
from starlette.responses import RedirectResponse, Response

from persistence import staff
from persistence.database import reading
from states.text import Text
from web.people import person_of
from web.rendering import page
from web.request_context import LANGUAGE_COOKIE, CurrentContext, RequestContext, SentForm
from web.sessions import LASTS, SESSION, VISITOR

router = APIRouter()

NO_MATCH: Final = Text(
    "Login and password do not belong together. Mind capital letters, and try again.",
    "Корисничко име и лозинка се не слажу. Обратите пажњу на велика слова и покушајте поново.",
)
NO_ROLE: Final = Text(
    "You hold no role in the office today. Ask the Head of ICO.",
    "Данас немате ниједну улогу. Обратите се руководиоцу Центра за међународну сарадњу.",
)


@cache
def hasher() -> PasswordHash:
    """Argon2, with the parameters that are recommended now."""
    return PasswordHash.recommended()


@cache
def _nobodys_hash() -> str:
    """Compared with where a login does not exist, so that it takes as long as where it does."""
    return hasher().hash(secrets.token_hex(16))


@router.get("/login", name="login")
def login(context: CurrentContext, then: str = "/") -> Response:
    """The login page; who is logged in goes on to their work."""
    if context.person is not None:
        return RedirectResponse(inside(then), 303)
    return _login_page(context, then)


@router.post("/login", name="log_in")
def log_in(context: CurrentContext, form: SentForm) -> Response:
    """Begins a session, or says why not; after too many failures one has to wait."""
    name, then = str(form.get("login", "")).strip(), str(form.get("then", "/"))
    address = context.request.client.host if context.request.client else ""
    throttle = context.app.login_throttle
    if seconds := throttle.seconds_to_wait(name, address):
        return _login_page(context, then, name, _wait(seconds), 429)
    cookie = _session(context, name, str(form.get("password", "")))
    if isinstance(cookie, Text):
        throttle.count_failure(name, address)
        return _login_page(context, then, name, cookie, 401)
    answer = RedirectResponse(inside(then), 303)
    _set_cookie(answer, context, SESSION, cookie, LASTS)
    return answer


@router.post("/logout", name="log_out")
def log_out(context: CurrentContext, form: SentForm) -> Response:
    """Ends the session on this computer."""
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(SESSION)
    return answer


@router.get("/language/{code}", name="language")
def language(context: CurrentContext, code: str, back: str = "/") -> Response:
    """Sets the language of the pages and goes back; an unknown one changes nothing."""
    answer = RedirectResponse(inside(back), 303)
    if code in context.office.settings.languages:
        _set_cookie(answer, context, LANGUAGE_COOKIE, code, 365 * 24 * 3600)
    return answer


def inside(address: str) -> str:
    """An address on these pages; anything that leads elsewhere becomes the first page."""
    elsewhere = not address.startswith("/") or address[1:2] in ("/", "\\")
    return "/" if elsewhere or any(c.isspace() for c in address) else address


def _session(context: RequestContext, name: str, password: str) -> str | Text:
    """The cookie of a new session, or why there is none."""
    with reading(context.engine) as connection:
        member_and_hash = staff.find(connection, name)
        password_hash = member_and_hash[1] if member_and_hash else None
        fits = hasher().verify(password, password_hash or _nobodys_hash())
        if not fits or password_hash is None:
            return NO_MATCH
        cookie = context.app.sessions.begin(name, password_hash)
        session = context.app.sessions.read(cookie)
        if session is None or person_of(connection, session, context.today) is None:
            return NO_ROLE
    return cookie


def _wait(seconds: int) -> Text:
    minutes = max(1, round(seconds / 60))
    return Text(
        f"Too many failed tries. Wait {minutes} min and try again.",
        f"Превише неуспелих покушаја. Сачекајте {minutes} мин. и покушајте поново.",
    )


def _login_page(
    context: RequestContext,
    then: str,
    name: str = "",
    error: Text | None = None,
    status: int = 200,
) -> Response:
    answer = page(context, "login.html", status, then=inside(then), name=name, error=error)
    _set_cookie(answer, context, VISITOR, context.seed, LASTS)
    return answer


def _set_cookie(
    answer: Response, context: RequestContext, name: str, value: str, seconds: int
) -> None:
    answer.set_cookie(
        name, value, seconds, httponly=True, samesite="lax", secure=context.app.secure
    )
