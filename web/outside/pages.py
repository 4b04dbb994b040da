"""The pages of people outside. Each opens by a link; a link that opens nothing gives one page.

Nothing here tells whether a case, an address or a person is known.
"""

from __future__ import annotations

from fastapi import APIRouter, BackgroundTasks
from sqlalchemy import Connection
from starlette.responses import RedirectResponse, Response

from persistence import files, outside_drafts
from persistence.database import part_of, reading, write_transaction
from states.addresses import address_key, read_address
from states.validation_error import ValidationError
from states.validation_messages import InvalidValue
from web.downloads import download, download_of_type
from web.forms.read_rows import XLSX, NoSuchList, list_named
from web.forms.table_rows import columns_of
from web.forms.tables import template_of
from web.outside import applying, surveying
from web.outside.beginning import begin_page
from web.outside.context import (
    Context,
    OpensNothing,
    OutsideContext,
    Sent,
    is_proven,
    page,
    set_cookie,
)
from web.outside.drafts import typed_fields
from web.outside.own_pages import opened_or_nothing, show_own_page
from web.outside.proof import LASTS, cookie_of
from web.outside.sent_forms import read_sent
from web.outside.typed import Typed
from web.outside.views import Shown, own_page
from web.outside.words import NO_ADDRESS, TOO_OFTEN, WRONG_CODE
from workflows.cases.fact_checks import UnfitPayload
from workflows.outside.codes import send_code, try_code
from workflows.outside.links import send_links
from workflows.outside.open_call import Beginning, open_beginning
from workflows.outside.own_case import OwnCase, open_link, open_locked
from workflows.outside.submitting import (
    Handed,
    Receipt,
    submit,
    submittable_named,
    submittables,
)

__all__ = ["OpensNothing", "router"]

router = APIRouter()
router.include_router(applying.router)
router.include_router(surveying.router)


@router.get("/", name="start")
def start(context: Context) -> Response:
    """Where one asks for a link."""
    return page(context, "start.html", address="", error=None)


@router.post("/", name="ask_link")
def ask_link(context: Context, form: Sent, tasks: BackgroundTasks) -> Response:
    """Asks for a link with the address alone; the answer never says whether it is known.

    What is done for it is done after the answer, which so takes as long for any address.
    """
    address = str(form.get("address", "")).strip()
    try:
        read_address(address)
    except InvalidValue:
        return page(context, "start.html", 422, address=address, error=NO_ADDRESS)
    if not context.shared.limits.may_ask(context.place, address_key(address)):
        return page(context, "start.html", 429, address=address, error=TOO_OFTEN)
    tasks.add_task(_send_links, context, address)
    return page(context, "asked.html")


def _send_links(context: OutsideContext, address: str) -> None:
    with write_transaction(context.engine) as connection:
        send_links(connection, context.office, address, context.now)


@router.get("/l/{link}", name="own_case")
def own_case(context: Context, link: str, received: str = "") -> Response:
    """The page of the one case, or of the call that somebody is about to apply in."""
    with reading(context.engine) as connection:
        beginning = open_beginning(connection, context.office, link, context.now)
    if beginning is not None:
        return begin_page(context, beginning, link, received_mark=received)
    return show_own_page(context, link, received_mark=received)


@router.get("/l/{link}/documents/{document_id}", name="own_document")
def own_document(context: Context, link: str, document_id: int) -> Response:
    """A document that was mailed to them, as a download."""
    with reading(context.engine) as connection:
        own = opened_or_nothing(open_link(connection, context.office, link, context.now))
        view = own_page(connection, context.office, own, Shown(False), context.now)
    stored_document = next(
        (document for _, document in view.mailed if document.id == document_id), None
    )
    if stored_document is None or stored_document.file is None:
        raise OpensNothing
    content = files.content_of(context.engine, context.office.data, stored_document.file)
    name = stored_document.file_name or f"{own.case.number}-{stored_document.kind}"
    return download_of_type(content, name, stored_document.content_type)


@router.get("/l/{link}/tables/{form}/{listing}", name="own_table")
def own_table(context: Context, link: str, form: str, listing: str) -> Response:
    """An XLSX file with the headings of a list that they may hand in, to be filled in."""
    with reading(context.engine) as connection:
        own = opened_or_nothing(open_link(connection, context.office, link, context.now))
    forms = {submittable.form for submittable in submittables(own)}
    try:
        spec = list_named(form if form in forms else "", listing)
    except NoSuchList:
        raise OpensNothing from None
    content = template_of(columns_of(spec), context.language, listing)
    return download(content, f"{own.case.number}-{listing}.xlsx", XLSX)


@router.post("/l/{link}/code", name="ask_code")
def ask_code(context: Context, link: str) -> Response:
    """Sends a code to the address of the link."""
    with write_transaction(context.engine) as connection:
        own_or_beginning = _either(connection, context, link)
        send_code(connection, context.office, own_or_beginning, context.now, context.language)
    return RedirectResponse(f"/l/{link}?received=code#code", 303)


@router.post("/l/{link}/proof", name="prove")
def prove(context: Context, form: Sent, link: str) -> Response:
    """Takes the code: from then on things can be handed in from this browser, for two hours."""
    with write_transaction(context.engine) as connection:
        own_or_beginning = _either(connection, context, link)
        code = str(form.get("code", ""))
        outcome = try_code(connection, context.office, own_or_beginning, code, context.now)
    if outcome == "locked":
        raise OpensNothing
    if outcome == "wrong" and isinstance(own_or_beginning, Beginning):
        return begin_page(context, own_or_beginning, link, 422, error=WRONG_CODE)
    if outcome == "wrong":
        return show_own_page(context, link, 422, error=WRONG_CODE)
    answer = RedirectResponse(f"/l/{link}#submit", 303)
    proof = context.shared.proofs.give(own_or_beginning.link.id, context.now)
    cookie = (cookie_of(own_or_beginning.link.id), proof)
    set_cookie(answer, context, cookie, int(LASTS.total_seconds()))
    return answer


@router.post("/l/{link}/submit/{kind}/{name}", name="submit")
def hand_over(context: Context, form: Sent, link: str, kind: str, name: str) -> Response:
    """Receives what is handed in; what can't be read is said at its field, and nothing is lost."""
    typed_submission = None
    with write_transaction(context.engine) as connection:
        own_and_locked_case = open_locked(connection, context.office, link, name, context.now)
        if own_and_locked_case is None:
            raise OpensNothing
        own, _ = own_and_locked_case
        submittable = submittable_named(own, kind, name)
        if submittable is None:
            raise OpensNothing
        if not is_proven(context, own.link):
            return RedirectResponse(f"/l/{link}#code", 303)
        of_form = (own.case.id, own.purpose, f"{kind}/{name}")
        if "keep" in form:
            outside_drafts.keep(connection, of_form, typed_fields(form), context.now)
            return RedirectResponse(f"/l/{link}?received=kept#{kind}-{name}", 303)
        try:
            read_form = read_sent(context, own, submittable, form)
        except NoSuchList:
            raise OpensNothing from None
        if isinstance(read_form, Handed):
            try:
                with part_of(connection):
                    receipt = submit(
                        connection, context.office, own_and_locked_case, read_form, context.now
                    )
                    outside_drafts.discard(connection, of_form)
            except UnfitPayload as error:
                errors = {
                    field_error.path: field_error.message.capitalised()
                    for field_error in error.errors
                }
                typed_submission = Typed(kind, name, read_form.details, errors)
            except ValidationError as error:
                typed_submission = Typed(
                    kind, name, read_form.details, {}, error.message.capitalised()
                )
    typed_submission = read_form if isinstance(read_form, Typed) else typed_submission
    if typed_submission is not None:
        return show_own_page(context, link, 422, typed_submission=typed_submission)
    return _received(context, link, receipt)


def _received(context: OutsideContext, link: str, receipt: Receipt | None) -> Response:
    """The page again, with what was received on it; what the law refuses is explained at once."""
    if receipt is not None and receipt.refused is not None:
        return show_own_page(context, link, 200, receipt=receipt)
    return RedirectResponse(f"/l/{link}?received=yes#submitted", 303)


def _either(connection: Connection, context: OutsideContext, link: str) -> OwnCase | Beginning:
    """What a link opens, a case or a call."""
    office, now = context.office, context.now
    own_or_beginning = open_beginning(connection, office, link, now) or open_link(
        connection, office, link, now
    )
    if own_or_beginning is None:
        raise OpensNothing
    return own_or_beginning
