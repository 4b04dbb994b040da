"""Programs: the tokens by which they act for a person, and the webhooks that tell them of steps."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence import tokens
from persistence import webhooks as webhook_rows
from persistence.database import reading, write_transaction
from persistence.webhooks import Webhook
from states.text import Text
from states.validation_error import ValidationError
from states.vocabulary import ROLES
from web.rendering import page
from web.request_context import CurrentContext, Forbidden, RequestContext, SentForm
from web.views.paging import PAGE_SIZE, ListAddress, Listing, Paging, Sort, page_number
from workflows.act import Act
from workflows.people.programs import API, LONGEST, Owner, end_token, make_token
from workflows.registers.webhooks import (
    KEEPERS,
    add_webhook,
    end_webhook,
    renew_secret,
    tell_again,
)

router = APIRouter()


@router.get("/tokens", name="tokens")
def own_tokens(context: CurrentContext) -> Response:
    """The person's own tokens for programs."""
    return _tokens_page(context)


@router.post("/tokens", name="make_token")
def make(context: CurrentContext, form: SentForm) -> Response:
    """Makes a token and shows it once; or the form again with what is wrong."""
    data = {
        "title": str(form.get("title", "")),
        "roles": [str(role) for role in form.getlist("roles")],
        "until": str(form.get("until", "")),
    }
    try:
        with write_transaction(context.engine) as connection:
            secret = make_token(connection, _owner(context), data, context.now)
    except ValidationError as error:
        errors = error.by_field
        return _tokens_page(context, typed_values=data, errors=errors, status=422)
    context.shown_once()
    return _tokens_page(context, secret=secret)


@router.post("/tokens/{token_id}/end", name="end_token")
def end_own_token(context: CurrentContext, form: SentForm, token_id: int) -> Response:
    """Ends a token of the person's own."""
    with write_transaction(context.engine) as connection:
        if not end_token(connection, _owner(context), token_id, context.now):
            raise HTTPException(404)
    return RedirectResponse("/tokens", 303)


@router.get("/webhooks", name="webhooks")
def webhooks(context: CurrentContext) -> Response:
    """The webhooks of the person's institutions."""
    return _webhooks_page(context)


@router.post("/webhooks", name="add_webhook")
def add(context: CurrentContext, form: SentForm) -> Response:
    """Enters a webhook and shows its secret once; or the form again with what is wrong."""
    data = {name: str(form.get(name, "")) for name in ("institution", "title", "url")}
    if data["institution"] not in kept_by(context):
        raise Forbidden
    try:
        with write_transaction(context.engine) as connection:
            act = _act(context, connection, data["institution"])
            _, secret = add_webhook(act, data["institution"], data)
    except ValidationError as error:
        errors = error.by_field
        return _webhooks_page(context, typed_values=data, errors=errors, status=422)
    context.shown_once()
    return _webhooks_page(context, secret=secret)


@router.get("/webhooks/{webhook_id}", name="webhook")
def webhook(context: CurrentContext, webhook_id: int) -> Response:
    """A webhook with what was told to it, newest first."""
    with reading(context.engine) as connection:
        webhook_row = webhook_of(connection, context, webhook_id)
        total = webhook_rows.count_deliveries(connection, webhook_row.id)
        paging = Paging(page_number(context.request.query_params.get("page", "")), total)
        deliveries = webhook_rows.deliveries(connection, webhook_row.id, paging.offset, PAGE_SIZE)
    listing = Listing(
        ListAddress(f"/webhooks/{webhook_row.id}"), Sort("at", descending=True), paging
    )
    values = {"it": webhook_row, "deliveries": deliveries, "listing": listing}
    return page(context, "webhook.html", 200, **values)


@router.post("/webhooks/{webhook_id}/secret", name="renew_webhook")
def renew(context: CurrentContext, form: SentForm, webhook_id: int) -> Response:
    """A new secret, shown once."""
    with write_transaction(context.engine) as connection:
        webhook_row = webhook_of(connection, context, webhook_id)
        secret = renew_secret(_act(context, connection, webhook_row.institution), webhook_row)
    context.shown_once()
    return _webhooks_page(context, secret=secret)


@router.post("/webhooks/{webhook_id}/end", name="end_webhook")
def end(context: CurrentContext, form: SentForm, webhook_id: int) -> Response:
    """Nothing more is told to it."""
    with write_transaction(context.engine) as connection:
        webhook_row = webhook_of(connection, context, webhook_id)
        end_webhook(_act(context, connection, webhook_row.institution), webhook_row)
    return RedirectResponse("/webhooks", 303)


@router.post("/webhooks/{webhook_id}/again/{action_id}", name="tell_again")
def again(context: CurrentContext, form: SentForm, webhook_id: int, action_id: int) -> Response:
    """Tells something once more, under the same id."""
    with write_transaction(context.engine) as connection:
        webhook_row = webhook_of(connection, context, webhook_id)
        tell_again(_act(context, connection, webhook_row.institution), webhook_row, action_id)
    return RedirectResponse(f"/webhooks/{webhook_id}", 303)


def _owner(context: RequestContext) -> Owner:
    return Owner(context.user.member, context.user.roles)


def kept_by(context: RequestContext) -> tuple[str, ...]:
    """The institutions whose webhooks the person keeps."""
    person = context.user
    return tuple(key for key in person.institutions if person.roles_at(key) & set(KEEPERS))


def _act(context: RequestContext, connection: Connection, institution: str) -> Act:
    return context.act(connection, context.user.actor(institution, KEEPERS))


def webhook_of(connection: Connection, context: RequestContext, webhook_id: int) -> Webhook:
    """A webhook that the person keeps; 404 for any other."""
    webhook_row = webhook_rows.by_id(connection, webhook_id)
    if webhook_row is None or webhook_row.institution not in kept_by(context):
        raise HTTPException(404)
    return webhook_row


def _tokens_page(
    context: RequestContext,
    typed_values: Mapping[str, object] | None = None,
    errors: Mapping[str, Text] | None = None,
    secret: str | None = None,
    status: int = 200,
) -> Response:
    person = context.user
    with reading(context.engine) as connection:
        own = tokens.of_staff(connection, person.member.id, (API,))
    values = {
        "tokens": own,
        "roles": [(role, ROLES[role]) for role in sorted(person.roles)],
        "typed": {"title": "", "roles": (), "until": "", **(typed_values or {})},
        "errors": {**dict.fromkeys(("title", "roles", "until")), **(errors or {})},
        "secret": secret,
        "latest": context.today + LONGEST,
    }
    return page(context, "tokens.html", status, **values)


def _webhooks_page(
    context: RequestContext,
    typed_values: Mapping[str, str] | None = None,
    errors: Mapping[str, Text] | None = None,
    secret: str | None = None,
    status: int = 200,
) -> Response:
    institutions = kept_by(context)
    with reading(context.engine) as connection:
        listed_webhooks = webhook_rows.all_of(connection, institutions)
    values = {
        "webhooks": listed_webhooks,
        "institutions": institutions,
        "typed": {"institution": "", "title": "", "url": "", **(typed_values or {})},
        "errors": {**dict.fromkeys(("title", "url")), **(errors or {})},
        "secret": secret,
    }
    return page(context, "webhooks.html", status, **values)
