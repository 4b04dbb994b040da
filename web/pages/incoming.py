"""Mail that came in: read, filed to a case, put aside; what came with it, offered as documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from notifications.incoming import ReceivedFile
from persistence import files, incoming_mails
from persistence.database import part_of, reading, write_transaction
from persistence.incoming_mails import StoredIncomingMail
from rules.receipts import Receipt
from states.explained import Explained
from states.validation_error import ValidationError
from web.downloads import download, download_of_type
from web.forms.typed import TypedForm, typed_fields
from web.pages.access import case_of
from web.pages.files import file_to_record
from web.permissions import DESK
from web.rendering import page
from web.request_context import CurrentContext, Forbidden, RequestContext, SentForm
from web.views.paging import PAGE_SIZE, ListAddress, Listing, Paging, Sort, page_number
from web.views.rules import RuleLink, rule_link
from workflows.act import Act
from workflows.cases.colleagues import HANDLING_ROLES
from workflows.cases.uploads import content_type_of
from workflows.outside.incoming import file_in, file_into_case, look_at, put_aside
from workflows.outside.objections import ABOVE_THE_OWNER, answer, objections_of
from workflows.who_may import NotTheirs

router = APIRouter()


@router.get("/incoming", name="incoming")
def incoming(context: CurrentContext) -> Response:
    """The messages of no case: those that wait, or those that were settled."""
    query = context.request.query_params
    is_waiting = query.get("show") != "settled"
    places = _places(context)
    with reading(context.engine) as connection:
        counts = {
            stands: incoming_mails.count_unfiled(connection, places, stands)
            for stands in (True, False)
        }
        paging = Paging(page_number(query.get("page", "")), counts[is_waiting])
        span = (paging.offset, PAGE_SIZE)
        rows = incoming_mails.unfiled(connection, places, is_waiting, span)
    address = ListAddress("/incoming", (("show", "" if is_waiting else "settled"),))
    listing = Listing(address, Sort("received", True), paging)
    values = {"waiting": is_waiting, "counts": counts, "mails": rows, "listing": listing}
    return page(context, "incoming.html", 200, **values)


@router.get("/incoming/{mail_id}", name="incoming_mail")
def incoming_mail(context: CurrentContext, mail_id: int) -> Response:
    """A message as it reads, with what can be done about it."""
    return _page(context, mail_id)


@router.get("/incoming/{mail_id}/message", name="incoming_message")
def incoming_message(context: CurrentContext, mail_id: int) -> Response:
    """The message itself as it came, as a download."""
    with reading(context.engine) as connection:
        mail = _found(connection, context, mail_id)
    if mail.file is None:
        raise HTTPException(404)
    content = files.content_of(context.engine, context.office.data, mail.file)
    return download(content, f"message-{mail.id}.eml", "message/rfc822")


@router.get("/incoming/{mail_id}/files/{place}", name="incoming_file")
def incoming_file(context: CurrentContext, mail_id: int, place: int) -> Response:
    """A file that came with a message, as a download."""
    with reading(context.engine) as connection:
        file = _file(connection, context, _found(connection, context, mail_id), place)
    return download_of_type(file.content, file.name, content_type_of(file.content))


@router.post("/incoming/{mail_id}/files/{place}/record", name="record_incoming_file")
def record_incoming_file(
    context: CurrentContext, form: SentForm, mail_id: int, place: int
) -> Response:
    """The file in the form that records documents of the message's case; nothing is recorded."""
    with reading(context.engine) as connection:
        mail = _found(connection, context, mail_id)
        if mail.number is None:
            raise HTTPException(404)
        file = _file(connection, context, mail, place)
        case_and_dossier = case_of(connection, context, mail.number)
    return file_to_record(context, case_and_dossier, file.name, file.content)


@router.post("/incoming/{mail_id}/seen", name="look_at_incoming")
def look_at_incoming(context: CurrentContext, form: SentForm, mail_id: int) -> Response:
    """Somebody has looked at it."""
    return _done(context, mail_id, TypedForm("seen", {}), lambda act: look_at(act, mail_id))


@router.post("/incoming/{mail_id}/aside", name="put_incoming_aside")
def put_incoming_aside(context: CurrentContext, form: SentForm, mail_id: int) -> Response:
    """Puts it aside, with a reason."""
    typed_form = TypedForm("aside", typed_fields(form, "text"))
    return _done(
        context, mail_id, typed_form, lambda a: put_aside(a, mail_id, typed_form.values["text"])
    )


@router.post("/incoming/{mail_id}/case", name="file_incoming")
def file_incoming(context: CurrentContext, form: SentForm, mail_id: int) -> Response:
    """Files it to a case."""
    typed_form = TypedForm("case", typed_fields(form, "number"))
    wish = typed_form.values["number"]
    return _done(context, mail_id, typed_form, lambda act: file_into_case(act, mail_id, wish))


@router.post("/incoming/{mail_id}/answer", name="answer_incoming")
def answer_incoming(context: CurrentContext, form: SentForm, mail_id: int) -> Response:
    """Answers an objection: it is mailed, and recorded."""
    text = str(form.get("text", "")).strip()
    typed_form = TypedForm("answer", {"text": text})
    return _done(context, mail_id, typed_form, lambda act: answer(act, mail_id, text))


def _done(
    context: RequestContext, mail_id: int, typed_form: TypedForm, work: Callable[[Act], object]
) -> Response:
    """Does something about a message; what can't be is told at its form, and nothing is lost."""
    with write_transaction(context.engine) as connection:
        mail = _found(connection, context, mail_id)
        act = context.act(connection, context.user.actor(mail.institution, _roles(context, mail)))
        try:
            with part_of(connection):
                work(act)
        except NotTheirs:
            raise
        except ValidationError as error:
            return _page(context, mail_id, typed_form.refused(error, typed_form.values))
        except Explained as error:
            return _page(context, mail_id, typed_form, error.sentence(context.language))
    return RedirectResponse(f"/incoming/{mail_id}", 303)


def _found(connection: Connection, context: RequestContext, mail_id: int) -> StoredIncomingMail:
    """The message; 404 where there is none, Forbidden where it is another institution's."""
    mail = incoming_mails.by_id(connection, mail_id)
    if mail is None:
        raise HTTPException(404)
    if mail.institution not in _places(context):
        raise Forbidden
    return mail


def _places(context: RequestContext) -> list[str]:
    person = context.user
    return [place for place in person.institutions if person.roles_at(place) & DESK]


def _receipt(mail: StoredIncomingMail) -> Receipt | None:
    return Receipt.from_json(json.loads(mail.receipt)) if mail.receipt else None


def _rule(context: RequestContext, mail: StoredIncomingMail) -> RuleLink | None:
    """The rule by which the office answers it, where it is an objection."""
    rules = objections_of(context.office, mail.institution) if mail.kind == "objection" else None
    return rule_link(context.office, mail.institution, rules.rule) if rules else None


def _file(
    connection: Connection, context: RequestContext, mail: StoredIncomingMail, place: int
) -> ReceivedFile:
    file = file_in(connection, context.office, mail, place)
    if file is None:
        raise HTTPException(404)
    return file


def _roles(context: RequestContext, mail: StoredIncomingMail) -> Sequence[str]:
    """As whom the person acts: as who answers objections, where they do, else as any colleague."""
    own = context.user.roles_at(mail.institution)
    return tuple(role for role in _answering(context, mail) if role in own) or HANDLING_ROLES


def _answering(context: RequestContext, mail: StoredIncomingMail) -> tuple[str, ...]:
    """The roles that may answer a message; none where it is no objection."""
    rules = objections_of(context.office, mail.institution)
    return (rules.owner, ABOVE_THE_OWNER) if rules and mail.kind == "objection" else ()


def _page(
    context: RequestContext,
    mail_id: int,
    typed_form: TypedForm | None = None,
    sentence: str | None = None,
) -> Response:
    with reading(context.engine) as connection:
        mail = _found(connection, context, mail_id)
    status = 409 if sentence else 422 if typed_form else 200
    shown_form = typed_form or TypedForm()
    return page(
        context, "incoming_mail.html", status, mail=mail, sent=shown_form, empty=TypedForm(),
        sentence=sentence, receipt=_receipt(mail), rule=_rule(context, mail),
        may_answer=bool(context.user.roles_at(mail.institution) & {*_answering(context, mail)}),
    )  # fmt: skip
