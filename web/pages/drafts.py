"""Drafts: what is typed into a form of a case is kept while one types, and where it was not taken.

They outlast an ended session, a changed language, an error and the way back. A file is not kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from persistence import drafts
from persistence.database import reading, write_transaction
from persistence.drafts import Draft, Fields
from states.dossier import Case
from web.pages.access import case_of
from web.pages.case_tabs import number_in
from web.request_context import CurrentContext, Forbidden, RequestContext, SentForm
from web.views.case_tabs import address_of
from web.views.drafts import takes_of

router = APIRouter()

OF_THE_FORM: Final = frozenset({"token", "version", "seen", "tab", "mark"})
"""Fields that a form has beside what people type."""

CARRIED: Final = "typed."
"""What the fields begin with that the login page carries on for somebody whose session ended."""

_FORM_OF_A_CASE: Final = re.compile(r"/cases/([^/]+)/(step|fact)s/(\w+)")


@router.post("/cases/{number}/drafts/{kind}/{name}", name="keep_draft")
def keep(context: CurrentContext, form: SentForm, number: str, kind: str, name: str) -> Response:
    """Keeps what was typed for later; raises HTTPException 404 for a form that there is not."""
    with reading(context.engine) as connection:
        case, dossier = case_of(connection, context, number)
    if takes_of(context.office.definition_of(case, dossier), kind, name) is None:
        raise HTTPException(404)
    keep_typed(context, case, f"{kind}/{name}", form)
    return _to_the_form(number, form, kind, name)


@router.post("/cases/{number}/drafts/{kind}/{name}/discard", name="discard_draft")
def discard(context: CurrentContext, form: SentForm, number: str, kind: str, name: str) -> Response:
    """Throws away what was typed into a form."""
    with write_transaction(context.engine) as connection:
        case, _ = case_of(connection, context, number)
        drafts.discard(connection, context.user.member.id, case.id, f"{kind}/{name}")
    return _to_the_form(number, form, kind, name)


def _to_the_form(number: str, form: FormData, kind: str, name: str) -> Response:
    address = address_of(number, str(form.get("tab", "")))
    return RedirectResponse(f"{address}#{kind}-{name}", 303)


def keep_typed(context: RequestContext, case: Case, name: str, form: FormData) -> None:
    """Keeps what a person sent for a form of a case, where anything was typed."""
    fields = typed_fields(form)
    if fields:
        draft = Draft(name, number_in(str(form.get("version", ""))), fields, context.now)
        with write_transaction(context.engine) as connection:
            drafts.keep(connection, context.user.member.id, case.id, draft)


def typed_fields(form: FormData) -> Fields:
    """What people typed into a form, and no file."""
    return tuple(
        (name, value)
        for name, value in form.multi_items()
        if isinstance(value, str) and value and name not in OF_THE_FORM
    )


def carried_from(request: Request, form: FormData) -> Fields:
    """What a form of a case held that came after its session had ended, for the login page.

    Nothing where another site sent it, or nobody had typed anything.
    """
    origin = urlsplit(request.headers.get("origin", ""))
    is_ours = origin.netloc in ("", request.headers.get("host", ""))
    if not is_ours or not _FORM_OF_A_CASE.fullmatch(request.url.path) or not typed_fields(form):
        return ()
    beside = [(name, str(form.get(name, ""))) for name in ("version", "tab")]
    return (("", request.url.path), *beside, *typed_fields(form))


def carried_in(form: FormData) -> Fields:
    """What the login page carries, taken from its form."""
    return tuple(
        (name.removeprefix(CARRIED), value)
        for name, value in form.multi_items()
        if name.startswith(CARRIED) and isinstance(value, str)
    )


def keep_carried(context: RequestContext, carried_fields: Iterable[tuple[str, str]]) -> str | None:
    """Keeps as a draft what the login page carried, for the person who has logged in.

    The address of the form that it stands in then; None where it is no form of a case of theirs.
    """
    form = FormData(list(carried_fields))
    return keep_for_later(context, str(form.get("", "")), form)


def keep_for_later(context: RequestContext, path: str, form: FormData) -> str | None:
    """Keeps what came for a form at `path` that can't be taken now; the address to go on at."""
    parts = _FORM_OF_A_CASE.fullmatch(path)
    if parts is None:
        return None
    number, kind, name = parts.groups()
    try:
        with reading(context.engine) as connection:
            case, dossier = case_of(connection, context, number)
    except (HTTPException, Forbidden):
        return None
    if takes_of(context.office.definition_of(case, dossier), kind, name) is None:
        return None
    fields = FormData([item for item in form.multi_items() if item[0]])
    keep_typed(context, case, f"{kind}/{name}", fields)
    return f"{address_of(number, str(form.get('tab', '')))}#{kind}-{name}"
