"""Acts for many cases: ticked on the list, asked about, done one by one, each with its result."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import parse_qsl

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence import batches
from persistence.batches import Batch, Chosen
from persistence.database import reading, write_transaction
from rules.wording import format_text
from states.frozen import frozen
from states.text import Text
from web.exports import download
from web.forms.validation import validate
from web.messages.bulk import ACTS, CHOOSE, NO_ACT, NONE_TICKED, TOO_MANY, UNSEEN
from web.pages.chosen_cases import chosen_cases
from web.rendering import page
from web.request_context import CurrentContext, RequestContext, SentForm
from web.views.bulk import KINDS, batch_page
from web.views.exported_lists import exported_cases
from workflows.cases.batch_acts import MOST, BatchWorker, perform
from workflows.cases.colleagues import HANDLING_ROLES, colleagues

router = APIRouter()

LONGEST_KEY: Final = 64


@frozen
class Ticked:
    """What was ticked on the list; `left_out` are numbers that are not the person's to change."""

    items: tuple[Chosen, ...]
    left_out: tuple[str, ...]


@router.post("/work/bulk", name="ask_batch")
def ask(context: CurrentContext, form: SentForm) -> Response:
    """Freezes the ticked cases and leads to the page that asks; an export comes at once."""
    act, query = str(form.get("act") or ""), dict(parse_qsl(str(form.get("query") or "")))
    back = _back(str(form.get("query") or ""))
    if act not in ACTS:
        return _wrong_page(context, NO_ACT, back)
    if act in ("xlsx", "csv"):
        return _exported(context, form, query, act)
    with write_transaction(context.engine) as connection:
        numbers = _numbers(connection, context, form, query)
        if not numbers or len(numbers) > MOST:
            return _wrong_page(context, _wrong_count(len(numbers)), back)
        ticked_cases = _ticked(connection, context, numbers)
        if not ticked_cases.items:
            return _wrong_page(context, _unseen(ticked_cases.left_out), back)
        expected_logins = {
            str(item.id): item.assignee for item in ticked_cases.items if item.assignee
        }
        data = {"left_out": ticked_cases.left_out, "back": back, "expected": expected_logins}
        login = context.user.member.login
        batch = Batch(0, secrets.token_urlsafe(18), login, act, data, None)
        batches.prepare(connection, batch, ticked_cases.items, context.now)
    return RedirectResponse(f"/work/bulk/{batch.key}", 303)


@router.get("/work/bulk/{key}", name="batch")
def show(context: CurrentContext, key: str) -> Response:
    """What is asked, or what became of each case."""
    return _page(context, key)


@router.post("/work/bulk/{key}", name="do_batch")
def do(context: CurrentContext, form: SentForm, key: str) -> Response:
    """Does it for each case that it was not done for yet; sent twice, it does nothing twice."""
    with write_transaction(context.engine) as connection:
        batch = _find(connection, context, key)
        if batch.begun_at is None:
            data, errors = _payload(connection, context, batch, form)
            if errors:
                return _page(context, key, _typed(form), errors)
            batches.begin(connection, batch, data, context.now)
    with reading(context.engine) as connection:
        batch = _find(connection, context, key)
        items = batches.items_of(connection, batch.id)
    office, person = context.office, context.user
    worker = BatchWorker(context.engine, office, person.member, person.actor, context.now)
    perform(worker, batch, items)
    return RedirectResponse(f"/work/bulk/{key}", 303)


def _page(
    context: RequestContext,
    key: str,
    typed_values: Mapping[str, str] | None = None,
    errors: Mapping[str, Text] | None = None,
) -> Response:
    with reading(context.engine) as connection:
        batch = _find(connection, context, key)
        items = batches.items_of(connection, batch.id)
        view = batch_page(context.viewer(connection), batch, items, typed_values, errors)
    return page(context, "work/batch.html", 422 if errors else 200, it=view)


def _find(connection: Connection, context: RequestContext, key: str) -> Batch:
    batch = batches.find(connection, key[:LONGEST_KEY], context.user.member.login)
    if batch is None:
        raise HTTPException(404)
    return batch


def _payload(
    connection: Connection, context: RequestContext, batch: Batch, form: FormData
) -> tuple[Mapping[str, Any], Mapping[str, Text]]:
    """What is done to each case, or what is wrong with it, by field."""
    typed_values = _typed(form)
    if batch.act == "document":
        return _document(typed_values)
    if batch.act == "assign":
        logins = {
            member.login
            for institution in context.user.institutions
            for member in colleagues(connection, institution, context.today)
        }
        if typed_values.get("assignee") not in logins:
            return {}, {"assignee": CHOOSE}
        return {"assignee": typed_values["assignee"]}, {}
    return {}, {}


def _document(typed_values: Mapping[str, str]) -> tuple[Mapping[str, Any], Mapping[str, Text]]:
    data = {name: typed_values[name] for name in ("kind", "delivered_on") if typed_values.get(name)}
    validation = validate("document", data)
    errors = dict(validation.errors or {})
    if data.get("kind") not in dict(KINDS):
        errors["kind"] = CHOOSE
    return {"document": data}, errors


def _typed(form: FormData) -> dict[str, str]:
    return {name: value.strip() for name, value in form.items() if isinstance(value, str)}


def _numbers(
    connection: Connection, context: RequestContext, form: FormData, query: Mapping[str, str]
) -> list[str]:
    """The numbers of the ticked cases, in order; of the whole list, where that was asked."""
    if form.get("all"):
        return [case.number for case in chosen_cases(connection, context, query)]
    ticked_numbers = (value for value in form.getlist("case") if isinstance(value, str))
    return list(dict.fromkeys(ticked_numbers))


def _ticked(connection: Connection, context: RequestContext, numbers: Sequence[str]) -> Ticked:
    institutions = [
        institution
        for institution in context.user.institutions
        if context.user.roles_at(institution) & set(HANDLING_ROLES)
    ]
    cases_by_number = batches.chosen(connection, numbers, institutions)
    left_out = tuple(number for number in numbers if number not in cases_by_number)
    return Ticked(
        tuple(cases_by_number[number] for number in numbers if number in cases_by_number), left_out
    )


def _exported(
    context: RequestContext, form: FormData, query: Mapping[str, str], act: str
) -> Response:
    with reading(context.engine) as connection:
        numbers = set(_numbers(connection, context, form, query))
        whole_query = {**query, "scope": query.get("scope", "mine")}
        cases = [
            case
            for case in chosen_cases(connection, context, whole_query)
            if case.number in numbers
        ]
    if not cases:
        return _wrong_page(context, NONE_TICKED, "/work")
    export = exported_cases(context.office, cases)
    return download(export, "xlsx" if act == "xlsx" else "csv", context.language, context.today)


def _wrong_page(context: RequestContext, sentence: Text, back: str) -> Response:
    return page(context, "work/batch_wrong.html", 422, sentence=sentence, back=back)


def _wrong_count(count: int) -> Text:
    return format_text(TOO_MANY.en, TOO_MANY.sr, most=MOST, count=count) if count else NONE_TICKED


def _unseen(numbers: Iterable[str]) -> Text:
    return format_text(UNSEEN.en, UNSEEN.sr, numbers=", ".join(numbers))


def _back(query: str) -> str:
    return f"/work?{query}" if query else "/work"
