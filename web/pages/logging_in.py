"""Logging in and out, choosing the language, and whether the pages are alive."""

from __future__ import annotations

import secrets
from functools import cache
from typing import Final

from fastapi import APIRouter
from pwdlib import PasswordHash
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from persistence import staff
from persistence.database import reading
from states.text import Text
from web.people import person_of
from web.rendering import page
from web.sessions import LASTS, SESSION, VISITOR
from web.visit import LANGUAGE_COOKIE, Entered, Posted, Visit

router = APIRouter()

WRONG: Final = Text(
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
def login(visit: Entered, then: str = "/") -> Response:
    """The login page; who is logged in goes on to their work."""
    if visit.person is not None:
        return RedirectResponse(inside(then), 303)
    return _login_page(visit, then)


@router.post("/login", name="log_in")
def log_in(visit: Entered, form: Posted) -> Response:
    """Begins a session, or says why not; after too many failures one has to wait."""
    name, then = str(form.get("login", "")).strip(), str(form.get("then", "/"))
    address = visit.request.client.host if visit.request.client else ""
    attempts = visit.counter.attempts
    if seconds := attempts.wait(name, address):
        return _login_page(visit, then, name, _wait(seconds), 429)
    cookie = _session(visit, name, str(form.get("password", "")))
    if isinstance(cookie, Text):
        attempts.failed(name, address)
        return _login_page(visit, then, name, cookie, 401)
    answer = RedirectResponse(inside(then), 303)
    _set(answer, visit, SESSION, cookie, LASTS)
    return answer


@router.post("/logout", name="log_out")
def log_out(visit: Entered, form: Posted) -> Response:
    """Ends the session on this computer."""
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(SESSION)
    return answer


@router.get("/language/{code}", name="language")
def language(visit: Entered, code: str, back: str = "/") -> Response:
    """Sets the language of the pages and goes back; an unknown one changes nothing."""
    answer = RedirectResponse(inside(back), 303)
    if code in visit.app.office.settings.languages:
        _set(answer, visit, LANGUAGE_COOKIE, code, 365 * 24 * 3600)
    return answer


@router.get("/healthz", name="health")
def health(visit: Entered) -> PlainTextResponse:
    """200 while the pages and their database answer."""
    with reading(visit.app.engine) as connection:
        connection.exec_driver_sql("SELECT 1")
    return PlainTextResponse("ok")


def inside(address: str) -> str:
    """An address on these pages; anything that leads elsewhere becomes the first page."""
    elsewhere = not address.startswith("/") or address[1:2] in ("/", "\\")
    return "/" if elsewhere or any(c.isspace() for c in address) else address


def _session(visit: Visit, name: str, password: str) -> str | Text:
    """The cookie of a new session, or why there is none."""
    with reading(visit.app.engine) as connection:
        found = staff.find(connection, name)
        known = found[1] if found else None
        if not hasher().verify(password, known or _nobodys_hash()) or known is None:
            return WRONG
        cookie = visit.counter.sessions.begin(name, known)
        session = visit.counter.sessions.read(cookie)
        if session is None or person_of(connection, session, visit.today) is None:
            return NO_ROLE
    return cookie


def _wait(seconds: int) -> Text:
    minutes = max(1, round(seconds / 60))
    return Text(
        f"Too many failed tries. Wait {minutes} min and try again.",
        f"Превише неуспелих покушаја. Сачекајте {minutes} мин. и покушајте поново.",
    )


def _login_page(
    visit: Visit, then: str, name: str = "", problem: Text | None = None, status: int = 200
) -> Response:
    known = {"then": inside(then), "name": name, "problem": problem}
    answer = page(visit, "login.html", status, **known)
    _set(answer, visit, VISITOR, visit.seed, LASTS)
    return answer


def _set(answer: Response, visit: Visit, name: str, value: str, seconds: int) -> None:
    answer.set_cookie(
        name, value, seconds, httponly=True, samesite="lax", secure=visit.counter.secure
    )
