"""Logging in and out, choosing the language."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from persistence import login_failures, sessions, staff
from persistence.database import reading, write_transaction
from persistence.drafts import Fields
from persistence.roster import roster
from persistence.setup import does_anybody_log_in
from states.frozen import frozen
from states.moments import BELGRADE
from states.text import Text
from web.navigation import home_of
from web.pages.drafts import CARRIED, carried_in, keep_carried
from web.people import in_roles
from web.rendering import page
from web.request_context import (
    LANGUAGE_COOKIE,
    CurrentContext,
    RequestContext,
    SentForm,
    logged_in,
)
from web.session_place import address_of, place_of
from web.sessions import LASTS, SESSION, VISITOR, new_seed
from workflows.people.passwords import fits
from workflows.people.settings import lockout_of

router = APIRouter()

NO_MATCH: Final = Text(
    "Login and password do not belong together. Mind capital letters, and try again.",
    "Корисничко име и лозинка се не слажу. Обратите пажњу на велика слова и покушајте поново.",
)
NO_ROLE: Final = Text(
    "You hold no role in the office today. Ask the Head of ICO.",
    "Данас немате ниједну улогу. Обратите се руководиоцу Центра за међународну сарадњу.",
)


@router.get("/login", name="login")
def login(context: CurrentContext, then: str = "/") -> Response:
    """The login page; who is logged in goes on to their work."""
    if context.person is not None:
        place = inside(then)
        return RedirectResponse(home_of(context.person.held_roles) if place == "/" else place, 303)
    return login_page(context, then)


@router.post("/login", name="log_in")
def log_in(context: CurrentContext, form: SentForm) -> Response:
    """Begins a session, or says why not; after too many failures one has to wait."""
    name, then = str(form.get("login", "")).strip(), str(form.get("then", "/"))
    address, carried_fields = address_of(context.request), carried_in(form)
    throttle = context.app.login_throttle
    if seconds := throttle.seconds_to_wait(address):
        return login_page(context, then, name, _Refusal(_wait(seconds), 429), carried_fields)
    cookie = _session(context, name, str(form.get("password", "")))
    if isinstance(cookie, _Refusal):
        if cookie.counts:
            throttle.count_failure(address)
        return login_page(context, then, name, cookie, carried_fields)
    if carried_fields:
        then = keep_carried(logged_in(context, cookie), carried_fields) or then
    answer = RedirectResponse(inside(then), 303)
    set_cookie(answer, context, SESSION, cookie, LASTS)
    return answer


@router.post("/logout", name="log_out")
def log_out(context: CurrentContext, form: SentForm) -> Response:
    """Ends the session, at the server and in this browser."""
    session = context.person.session if context.person else None
    if session is not None:
        with write_transaction(context.engine) as connection:
            by = context.user.member.name
            sessions.end(connection, session.id, session.staff_id, context.now, by)
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(SESSION)
    return answer


@router.get("/language/{code}", name="language")
def language(context: CurrentContext, code: str, back: str = "/") -> Response:
    """Sets the language of the pages and goes back; an unknown one changes nothing."""
    answer = RedirectResponse(inside(back), 303)
    if code in context.office.settings.languages:
        set_cookie(answer, context, LANGUAGE_COOKIE, code, 365 * 24 * 3600)
    return answer


def inside(address: str) -> str:
    """An address on these pages; anything that leads elsewhere becomes the first page."""
    elsewhere = not address.startswith("/") or address[1:2] in ("/", "\\")
    return "/" if elsewhere or any(c.isspace() for c in address) else address


@frozen
class _Refusal:
    """Why there is no session; `counts` where it was a try with a wrong password."""

    message: Text
    status: int = 401
    counts: bool = False


def _session(context: RequestContext, login: str, password: str) -> str | _Refusal:
    """The cookie of a new session, or why there is none."""
    lockout = lockout_of(context.office)
    with write_transaction(context.engine) as connection:
        until = login_failures.begin_try(connection, login, context.now, lockout)
        member_and_hash = staff.find(connection, login)
    if until is not None:
        return _Refusal(_locked(until), 429)
    member, password_hash = member_and_hash or (None, None)
    # Outside of any transaction: a password is compared slowly on purpose.
    if not fits(password, password_hash) or member is None or password_hash is None:
        return _Refusal(NO_MATCH, counts=True)
    with write_transaction(context.engine) as connection:
        login_failures.lift(connection, login)
        if in_roles(roster(connection), member, context.today) is None:
            return _Refusal(NO_ROLE)
        seed = new_seed()
        sessions.begin(connection, seed, member.id, place_of(context.request), context.now)
    return context.app.sessions.cookie(seed, password_hash)


def _locked(until: datetime) -> Text:
    moment = f"{until.astimezone(BELGRADE):%H:%M}"
    return Text(
        f"Too many failed tries: this login is locked until {moment}. The Head of ICO can open it "
        "sooner.",
        f"Превише неуспелих покушаја: пријава са овим корисничким именом је закључана до {moment}. "
        "Руководилац Центра може да је откључа и раније.",
    )


def _wait(seconds: int) -> Text:
    minutes = max(1, round(seconds / 60))
    return Text(
        f"Too many failed tries from this computer. Wait {minutes} min and try again.",
        f"Превише неуспелих покушаја са овог рачунара. Сачекајте {minutes} мин. и покушајте "
        "поново.",
    )


def login_page(
    context: RequestContext,
    then: str = "/",
    name: str = "",
    refusal: _Refusal | None = None,
    carried_fields: Fields = (),
) -> Response:
    """The login page, with why the last try failed; `carried` is what was typed into a form that
    came after its session had ended."""
    is_chosen = "chosen" in context.request.query_params and refusal is None
    status = refusal.status if refusal else 401 if carried_fields else 200
    error = refusal.message if refusal else None
    with reading(context.engine) as connection:
        is_begun = does_anybody_log_in(connection)
    values = {
        "then": inside(then),
        "name": name,
        "error": error,
        "chosen": is_chosen,
        "begun": is_begun,
    }
    fields = [(CARRIED + field, value) for field, value in carried_fields]
    answer = page(context, "login.html", status, **values, carried=fields)
    set_cookie(answer, context, VISITOR, context.seed, LASTS)
    return answer


def set_cookie(
    answer: Response, context: RequestContext, name: str, value: str, seconds: int
) -> None:
    """Sets a cookie that no script reads and no other site sends along."""
    answer.set_cookie(
        name, value, seconds, httponly=True, samesite="lax", secure=context.app.secure
    )
