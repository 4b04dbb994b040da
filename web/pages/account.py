"""The own password: chosen by the link of a mail, or in place of the old one."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from persistence.database import reading
from persistence.staff import Member
from states.validation_error import ValidationError
from web.forms.typed import TypedForm
from web.pages.login import set_cookie
from web.rendering import page
from web.request_context import CurrentContext, RequestContext, SentForm
from web.sessions import LASTS, SESSION, VISITOR
from workflows.people.own_account import ChosenPassword, account_of_link, change_own, choose_by_link

router = APIRouter()

FIELDS = ("old", "password", "again")


@router.get("/account", name="own_account")
def own_account(context: CurrentContext) -> Response:
    """The own account: a new password in place of the old one."""
    return _own_page(context, TypedForm())


@router.post("/account/password", name="change_password")
def change_password(context: CurrentContext, form: SentForm) -> Response:
    """A new password takes the place of the old one; this session goes on, all others end."""
    session = context.user.session
    assert session is not None, "who is logged in has a session"
    own = (context.user.member, session.id)
    try:
        password_hash = change_own(
            context.engine, context.office, own, _raw(form, "old"), _chosen(form), context.now
        )
    except ValidationError as error:
        return _own_page(context, TypedForm("password").refused(error, FIELDS))
    answer = RedirectResponse("/account?saved=1", 303)
    cookie = context.app.sessions.cookie(context.seed, password_hash)
    set_cookie(answer, context, SESSION, cookie, LASTS)
    return answer


@router.get("/welcome/{link}", name="welcome")
def welcome(context: CurrentContext, link: str) -> Response:
    """The page of a mailed link: whose it is chooses a password. Opening it spends nothing."""
    with reading(context.engine) as connection:
        account = account_of_link(connection, link, context.now)
    return _welcome_page(context, account.member if account else None, TypedForm())


@router.post("/welcome/{link}", name="choose_password")
def choose_password(context: CurrentContext, form: SentForm, link: str) -> Response:
    """Who has the link chooses a password, once, and then logs in with it."""
    try:
        member = choose_by_link(context.engine, context.office, link, _chosen(form), context.now)
    except ValidationError as error:
        with reading(context.engine) as connection:
            account = account_of_link(connection, link, context.now)
        typed_form = TypedForm("password").refused(error, FIELDS)
        return _welcome_page(context, account.member if account else None, typed_form)
    if member is None:
        return _welcome_page(context, None, TypedForm())
    return RedirectResponse("/login?chosen=1", 303)


def _own_page(context: RequestContext, typed_form: TypedForm) -> Response:
    is_saved = "saved" in context.request.query_params and not typed_form.errors
    return page(
        context, "account.html", 422 if typed_form.errors else 200, sent=typed_form, saved=is_saved
    )


def _welcome_page(
    context: RequestContext, member: Member | None, typed_form: TypedForm
) -> Response:
    status = 410 if member is None else 422 if typed_form.errors else 200
    answer = page(context, "welcome.html", status, member=member, sent=typed_form)
    set_cookie(answer, context, VISITOR, context.seed, LASTS)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _chosen(form: FormData) -> ChosenPassword:
    return ChosenPassword(_raw(form, "password"), _raw(form, "again"))


def _raw(form: FormData, name: str) -> str:
    """A password as it was typed: blanks count."""
    value = form.get(name)
    return value if isinstance(value, str) else ""
