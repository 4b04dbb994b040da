"""Partners and data: the register of partners, closures, grading tables, precedents, mails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import Response

from persistence import changes, partners
from persistence.database import reading
from states.validation_error import ValidationError
from states.vocabulary import SPOKEN
from web.forms.typed import TypedForm, typed_fields
from web.pages.register_changes import Write, written_or_explained
from web.rendering import page
from web.request_context import CurrentContext, RequestContext, SentForm
from web.views.changes import change_lines
from web.views.paging import PAGE_SIZE, ListAddress, Listing, Paging, Sort, page_number
from web.views.partner_agreements import PartnerAgreements, holding_until, partner_agreements
from workflows.cases.new_case import AGREEMENT_OPENERS
from workflows.cases.partner_agreements import agreement_processes
from workflows.registers.keeping import RegisterAct
from workflows.registers.partners import (
    KEEPERS,
    add_contact,
    add_partner,
    change_partner,
    merge_partners,
    part_partners,
    remove_contact,
)

router = APIRouter()

PARTNER: Final = (
    "name", "email", "country", "erasmus_code", "address", "contact", "language",
    "numbers_courses",
)  # fmt: skip
CONTACT: Final = ("name", "email", "duty")


@router.get("/reference", name="reference")
def reference(context: CurrentContext) -> Response:
    """The register of partners, in pages, by name; and a form for a new one."""
    return _register(context)


@router.post("/reference/partners", name="add_partner")
def add(context: CurrentContext, form: SentForm) -> Response:
    """Enters a partner."""
    typed_form = TypedForm("new", typed_fields(form, *PARTNER))

    def write(act: RegisterAct) -> str:
        return f"/reference/partners/{add_partner(act, typed_form.values)}?saved=1"

    return written_or_explained(
        context, write, lambda error: _register(context, typed_form.refused(error, PARTNER))
    )


@router.get("/reference/partners/{partner_id}", name="partner")
def partner(context: CurrentContext, partner_id: int) -> Response:
    """A partner: how it is reached, where it is named, what was changed; one that is merged into
    another leads there.
    """
    return _partner_page(context, partner_id)


@router.post("/reference/partners/{partner_id}", name="change_partner")
def change(context: CurrentContext, form: SentForm, partner_id: int) -> Response:
    """Corrects what is known of a partner."""
    typed_form = TypedForm("partner", typed_fields(form, *PARTNER))

    def write(act: RegisterAct) -> str:
        return f"/reference/partners/{change_partner(act, partner_id, typed_form.values)}?saved=1"

    return _at_partner(context, partner_id, typed_form, write)


@router.post("/reference/partners/{partner_id}/merge", name="merge_partners")
def merge(context: CurrentContext, form: SentForm, partner_id: int) -> Response:
    """Says that this partner is one with another, by the other's number."""
    fields = typed_fields(form, "into")
    into = fields["into"]

    def write(act: RegisterAct) -> str:
        merge_partners(act, partner_id, int(into) if into.isdecimal() and len(into) < 18 else 0)
        return f"/reference/partners/{int(into)}?saved=1"

    return _at_partner(context, partner_id, TypedForm("merge", fields), write)


@router.post("/reference/partners/{partner_id}/part", name="part_partners")
def part(context: CurrentContext, form: SentForm, partner_id: int) -> Response:
    """Takes back that this name is one with another partner."""

    def write(act: RegisterAct) -> str:
        part_partners(act, partner_id)
        return f"/reference/partners/{partner_id}?saved=1"

    return _at_partner(context, partner_id, TypedForm(), write)


@router.post("/reference/partners/{partner_id}/contacts", name="add_contact")
def contact(context: CurrentContext, form: SentForm, partner_id: int) -> Response:
    """Enters somebody at a partner."""
    typed_form = TypedForm("contact", typed_fields(form, *CONTACT))

    def write(act: RegisterAct) -> str:
        add_contact(act, partner_id, typed_form.values)
        return f"/reference/partners/{partner_id}?saved=1"

    return _at_partner(context, partner_id, typed_form, write)


@router.post("/reference/partners/{partner_id}/contacts/{contact_id}/remove", name="remove_contact")
def remove(context: CurrentContext, form: SentForm, partner_id: int, contact_id: int) -> Response:
    """Takes somebody out of a partner's contacts."""

    def write(act: RegisterAct) -> str:
        remove_contact(act, partner_id, contact_id)
        return f"/reference/partners/{partner_id}?saved=1"

    return _at_partner(context, partner_id, TypedForm(), write)


def _at_partner(
    context: RequestContext, partner_id: int, typed_form: TypedForm, write: Write
) -> Response:
    def explain(error: ValidationError) -> Response:
        return _partner_page(context, partner_id, typed_form.refused(error, typed_form.values))

    return written_or_explained(context, write, explain)


def _register(context: RequestContext, typed_form: TypedForm | None = None) -> Response:
    query = context.request.query_params
    words = query.get("q", "")[:100].strip()
    number = page_number(query.get("page", ""))
    with reading(context.engine) as connection:
        count, rows = partners.page_of(connection, words, (number - 1) * PAGE_SIZE, PAGE_SIZE)
        institutions, today = context.user.institutions, context.today
        until = holding_until(connection, context.office, institutions, today)
    address = ListAddress("/reference", (("q", words),))
    values = {
        "partners": rows,
        "until": until,
        "words": words,
        "listing": Listing(address, Sort("name"), Paging(number, count)),
        "sent": typed_form or TypedForm(),
        **_choices(context),
    }
    return page(context, "reference/partners.html", 422 if typed_form else 200, **values)


def _partner_page(
    context: RequestContext, partner_id: int, typed_form: TypedForm | None = None
) -> Response:
    with reading(context.engine) as connection:
        values = _partner_values(connection, partner_id, context.user.institutions)
        values["by_institution"] = _agreements(connection, context, values)
    values |= {
        "sent": typed_form or TypedForm(),
        "empty": TypedForm(),
        "saved": "saved" in context.request.query_params and typed_form is None,
        **_choices(context),
    }
    status = 422 if typed_form and typed_form.errors else 200
    return page(context, "reference/partner.html", status, **values)


def _partner_values(
    connection: Connection, partner_id: int, institutions: Sequence[str]
) -> dict[str, object]:
    kept_partner = partners.find(connection, partner_id)
    if kept_partner is None:
        raise HTTPException(404)
    names = partners.merged_with(connection, partner_id)
    offered_partners = partners.offered(connection)
    code = kept_partner.erasmus_code
    return {
        "it": kept_partner,
        "kept": next(
            (offer for offer in offered_partners if offer.id == kept_partner.merged_into), None
        ),
        "names": names,
        "twins": [
            offer
            for offer in offered_partners
            if code and offer.erasmus_code == code and offer.id != kept_partner.id
        ],
        "others": [] if kept_partner.merged_into else offered_partners,
        "contacts": partners.contacts_of(connection, partner_id, *(name.id for name in names)),
        "use": partners.use_of(connection, [kept_partner, *names], institutions),
        "log": change_lines(changes.of(connection, "partner", str(partner_id))),
    }


def _agreements(
    connection: Connection, context: RequestContext, values: Mapping[str, Any]
) -> list[PartnerAgreements]:
    """What each institution of the person has agreed on with the partner."""
    kept_partner, names = values["it"], [name.name for name in values["names"]]
    partner = (kept_partner.id, [kept_partner.name, *names])
    institutions = context.user.institutions
    return partner_agreements(connection, context.office, institutions, partner, context.now)


def _choices(context: RequestContext) -> dict[str, object]:
    roles = context.user.roles
    return {
        "spoken": SPOKEN,
        "keeps": bool(roles & KEEPERS),
        "agree_at": [
            key
            for key in context.user.institutions
            if agreement_processes(context.office, key, context.today)
        ],
        "agrees": bool(roles & {*AGREEMENT_OPENERS}),
    }
