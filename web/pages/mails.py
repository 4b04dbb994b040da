"""Mails that failed or wait: tried again, one, some or all, and written to another address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from persistence import changes, mail_list
from persistence.database import reading, write_transaction
from states.validation_error import ValidationError
from web.forms.typed import TypedForm, typed_fields
from web.register_act import register_act
from web.rendering import page
from web.request_context import CurrentContext, RequestContext, SentForm
from web.views.changes import change_lines
from web.views.failed_mails import MailLine, lines_of
from web.views.paging import PAGE_SIZE, ListAddress, Listing, Paging, Sort, page_number
from workflows.running.failed_mails import redirect_mail, retry_mail

router = APIRouter()

MOST_AT_ONCE: Final = 500
"""So many mails are tried again by one click; what is left is told."""


@router.get("/mails", name="mails")
def mails(context: CurrentContext) -> Response:
    """The mails that failed, or those that wait."""
    return _page(context)


@router.post("/mails/retry", name="retry_mails")
def retry_mails(context: CurrentContext, form: SentForm) -> Response:
    """Tries the ticked mails again, or all that had failed when the page was made."""
    newest, institutions = str(form.get("newest") or ""), context.user.institutions
    if form.get("all") == "yes" and newest.isdecimal() and len(newest) < 18:
        with reading(context.engine) as connection:
            ids = mail_list.failed_ids(connection, institutions, int(newest), MOST_AT_ONCE)
    else:
        ticked_values = [value for value in form.getlist("mail") if isinstance(value, str)]
        ids = [int(value) for value in ticked_values if value.isdecimal() and len(value) < 18]
    stay = _retry(context, ids[:MOST_AT_ONCE])
    return _page(context, tried_count=len(ids[:MOST_AT_ONCE]) - len(stay), stay=stay)


@router.post("/mails/{action_id}/redirect", name="redirect_mail")
def redirect(context: CurrentContext, form: SentForm, action_id: int) -> Response:
    """Sends a failed mail, as it was written, to another address, with a reason."""
    fields = typed_fields(form, "address", "reason")
    typed_form = TypedForm(str(action_id), fields)
    try:
        with write_transaction(context.engine) as connection:
            mail = mail_list.failed_mail(connection, action_id)
            place = (mail.institution if mail else None) or context.user.institutions[0]
            act = register_act(context, connection, place)
            redirect_mail(act, action_id, fields["address"], fields["reason"])
    except ValidationError as error:
        return _page(context, typed_form.refused(error, fields))
    return RedirectResponse("/mails?redirected=1", 303)


def _retry(context: RequestContext, ids: Sequence[int]) -> list[MailLine]:
    """Each in a transaction of its own; those that still can't be sent."""
    stay = []
    for action_id in ids:
        with write_transaction(context.engine) as connection:
            mail = mail_list.failed_mail(connection, action_id)
            if mail is None:
                continue
            place = mail.institution or context.user.institutions[0]
            unsent_mail = retry_mail(register_act(context, connection, place), action_id)
            stay += lines_of(context.office, [unsent_mail]) if unsent_mail else []
    return stay


def _page(
    context: RequestContext,
    typed_form: TypedForm | None = None,
    tried_count: int | None = None,
    stay: Sequence[MailLine] = (),
) -> Response:
    query = context.request.query_params
    mail_tab: mail_list.Shown = "waiting" if query.get("show") == "waiting" else "failed"
    institutions = context.user.institutions
    with reading(context.engine) as connection:
        counts = {
            name: mail_list.count(connection, name, institutions) for name in ("failed", "waiting")
        }
        paging = Paging(page_number(query.get("page", "")), counts[mail_tab])
        rows = mail_list.listed(connection, mail_tab, institutions, paging.offset, PAGE_SIZE)
        log = change_lines(changes.of(connection, "mail", None, 10))
    address = ListAddress("/mails", (("show", "waiting" if mail_tab == "waiting" else ""),))
    values = {
        "shown": mail_tab,
        "counts": counts,
        "lines": lines_of(context.office, rows),
        "newest": max((row.action_id for row in rows), default=0) if paging.page == 1 else None,
        "listing": Listing(address, Sort("written", True), paging),
        "sent": typed_form or TypedForm(),
        "empty": TypedForm(),
        "tried": tried_count,
        "stay": stay,
        "redirected": "redirected" in query and typed_form is None,
        "log": log,
        "retries": context.may("retry"),
    }
    return page(context, "mails.html", 422 if typed_form and typed_form.errors else 200, **values)
