"""The first login: who has the link that the start of the office printed says who they are."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from office.settings_changes import NotOurs, own_file, write_settings
from persistence import first_login as link_file
from persistence.database import write_transaction
from states.validation_error import SeveralErrors, ValidationError
from web.forms.typed import TypedForm, typed_fields
from web.messages.values import LANGUAGE_NAMES
from web.pages.login import set_cookie
from web.rendering import page
from web.request_context import CurrentContext, RequestContext, SentForm
from web.sessions import LASTS, VISITOR
from workflows.people.accounts import person_errors
from workflows.people.first_login import LOGIN, begin_office
from workflows.people.own_account import ChosenPassword
from workflows.people.passwords import hash_of
from workflows.registers.keeping import OPERATOR, RegisterAct

router = APIRouter()

FIELDS = ("institution", "name", "email", "login", "writes_in")
PASSWORDS = ("password", "again")


@router.get("/first/{link}", name="first_login")
def first_login(context: CurrentContext, link: str) -> Response:
    """The page of the first login. Opening it spends nothing."""
    if not link_file.opens(context.office.data, link, context.now):
        return _page(context, TypedForm(), 410)
    return _page(context, TypedForm("first", {"login": LOGIN, "writes_in": context.language}))


@router.post("/first/{link}", name="begin_office")
def begin(context: CurrentContext, form: SentForm, link: str) -> Response:
    """Enters who has the link as the Head of ICO; they log in, and the first hour begins."""
    if not link_file.opens(context.office.data, link, context.now):
        return _page(context, TypedForm(), 410)
    values = typed_fields(form, *FIELDS)
    try:
        chosen_password = ChosenPassword(*(str(form.get(name) or "") for name in PASSWORDS))
        password_hash = _judged(context, values, chosen_password)
        _choose_institution(context, values["institution"])
        _enter(context, values, password_hash)
    except ValidationError as error:
        typed_form = TypedForm("first", values).refused(error, (*FIELDS, *PASSWORDS))
        return _page(context, typed_form, 422)
    return RedirectResponse("/login?chosen=1&then=/setup", 303)


def _judged(
    context: RequestContext, values: Mapping[str, str], chosen_password: ChosenPassword
) -> str:
    """The hash of the password; raises SeveralErrors with all that is wrong with the form."""
    own_words = (values["name"], values["login"], values["email"])
    password_errors = chosen_password.errors(context.office, own_words)
    if errors := {**person_errors(values), **password_errors}:
        raise SeveralErrors(errors)
    return hash_of(chosen_password.password)


def _enter(context: RequestContext, values: Mapping[str, str], password_hash: str) -> None:
    office = context.office
    with write_transaction(context.engine) as connection:
        key = office.settings.institution.key
        act = RegisterAct(connection, office, key, OPERATOR, context.now)
        begin_office(act, values, password_hash)


def _choose_institution(context: RequestContext, key: str) -> None:
    """The office is of the institution that was chosen: its rulebook holds from now on."""
    if key == context.office.settings.institution.key or key not in _institutions(context):
        return
    path = context.app.app.settings_file
    write_settings(context.office.data, path, {("institution", "key"): key})
    context.app.take_new_settings()


def _institutions(context: RequestContext) -> dict[str, str]:
    """Whose office it may be, by key: any with a rulebook here, where the settings are ours."""
    office = context.office
    own = office.settings.institution.key
    try:
        own_file(office.data, context.app.app.settings_file)
    except NotOurs:
        return {own: office.regulations[own].name.in_(context.language)}
    names = {key: of.name.in_(context.language) for key, of in office.regulations.items()}
    return {own: names.pop(own), **names}


def _page(context: RequestContext, typed_form: TypedForm, status: int = 200) -> Response:
    answer = page(
        context, "first.html", status, sent=typed_form, opens=status != 410,
        institutions=_institutions(context).items(),
        languages=[(code, LANGUAGE_NAMES[code]) for code in context.office.settings.languages],
    )  # fmt: skip
    set_cookie(answer, context, VISITOR, context.seed, LASTS)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
