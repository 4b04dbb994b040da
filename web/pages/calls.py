"""Calls: the list of them, each with its applications, giving points, publishing the list."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Final

from fastapi import APIRouter
from pydantic import ValidationError as PydanticError
from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence import call_overview, ranking_lists
from persistence import calls as call_rows
from persistence import scores as score_rows
from persistence.call_overview import CallLine
from persistence.database import reading, write_transaction
from persistence.documents import documents_of
from states.calls import Call
from states.decision import Refused
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.strict_forms import Points
from states.strict_yaml import adapter
from states.text import Text
from states.validation_error import ValidationError
from web.forms.typed import TypedForm, typed_fields
from web.forms.validation import FieldErrors
from web.pages.access import call_of, case_of, locked_case_of
from web.pages.confirming import confirm_page, confirmed_mark, goes_back
from web.rendering import page
from web.request_context import CurrentContext, Forbidden, RequestContext, SentForm
from web.views.call import call_page, call_status, waiting_for_points
from web.views.call_publishing import (
    CallAnswer,
    list_remedies,
    list_step_of,
    outline_of,
    publishing_of,
)
from web.views.cited_reasons import CitedReason, cited_reasons
from web.views.dossier import cards
from web.views.list_confirmation import list_confirmation
from web.views.paging import PAGE_SIZE, ListAddress, Listing, Paging, Sort, page_number
from web.views.remedies import list_remedy_until
from workflows.calls.commission import ROLES, replace_member
from workflows.calls.foreseen_list import ForeseenList, published_or_foreseen
from workflows.calls.publishing import Published
from workflows.calls.scores import interview_case, score_case
from workflows.cases.list_guards import versions_of_list
from workflows.cases.new_case import openers_of
from workflows.people.appointments import day_named

router = APIRouter()

SEAT: Final = ("member", "by", "from", "reason")
"""The fields of the form by which a member's seat goes to another."""


@frozen
class FormAnswer:
    """A small form of the page, of a seat or an interview, as it was typed, and why it was
    refused."""

    form: TypedForm
    refused: tuple[CitedReason, ...] = ()


@router.get("/calls", name="calls")
def calls(context: CurrentContext) -> Response:
    """The calls of the person's institutions in pages, the newest first."""
    office, institutions = context.office, context.user.institutions
    with reading(context.engine) as connection:
        total = call_overview.count_calls(connection, institutions)
        paging = Paging(page_number(context.request.query_params.get("page", "")), total)
        lines = call_overview.call_lines(connection, institutions, paging.offset, PAGE_SIZE)
    definitions = {
        line.id: office.in_force(line.institution, line.process, context.today) for line in lines
    }
    titles = {call_id: definition.title for call_id, definition in definitions.items()}
    statuses = {line.id: call_status(line, definitions[line.id], context.today) for line in lines}
    processes = [
        process
        for institution in institutions
        for process in office.processes(institution, context.today)
    ]
    listing = Listing(ListAddress("/calls"), Sort("published", descending=True), paging)
    roles = context.user.roles
    alone = [
        definition
        for definition in processes
        if definition.by_request and roles & {*openers_of(definition)}
    ]
    values = {"lines": lines, "titles": titles, "processes": processes, "listing": listing}
    values |= {"statuses": statuses, "remedy_until": partial(list_remedy_until, office)}
    return page(context, "calls.html", 200, **values, alone=alone)


@router.get("/calls/{call_id}", name="call")
def call(context: CurrentContext, call_id: int) -> Response:
    """A call with its applications, the points given, and the list."""
    with reading(context.engine) as connection:
        return _page(connection, context, call_of(connection, context, call_id))


@router.get("/calls/{call_id}/list", name="ranking_list")
def ranking_list(context: CurrentContext, call_id: int) -> Response:
    """The published list of a call, in pages."""
    with reading(context.engine) as connection:
        line = call_of(connection, context, call_id)
        if not line.list_version:
            raise HTTPException(404)
        total = ranking_lists.count_places(connection, call_id, line.list_version)
        asked_page = context.request.query_params.get("page", "")
        paging = Paging(page_number(asked_page), total)
        places = ranking_lists.places(
            connection, call_id, line.list_version, paging.offset, PAGE_SIZE
        )
    listing = Listing(ListAddress(f"/calls/{call_id}/list"), Sort("rank"), paging)
    values = {"line": line, "places": places, "listing": listing}
    return page(context, "ranking_list.html", 200, **values)


@router.post("/calls/{call_id}/list", name="publish")
def publish(context: CurrentContext, form: SentForm, call_id: int) -> Response:
    """Publishes the call's list, or shows everything that stands against it.

    It is shown first, with what it changes and who is told, and published once that is confirmed.
    """
    typed_places, reason = _typed_places(form), str(form.get("reason") or "").strip()
    details = _chosen_order(typed_places, reason)
    if goes_back(form):
        return _as_typed(context, call_id, CallAnswer(typed=typed_places, reason=reason))
    with write_transaction(context.engine) as connection:
        line = call_of(connection, context, call_id)
        definition = versions_of_list(connection, context.office, line.id, context.now)[-1]
        step = list_step_of(definition)
        call, _ = call_rows.load_under(connection, line.stamps)
        actor = context.user.actor(line.institution, step.roles_in(call) if step else ())
        act = context.act(connection, actor)
        try:
            outcome = published_or_foreseen(act, call_id, details, confirmed_mark(form))
        except ValidationError as error:
            answer = CallAnswer(typed=typed_places, reason=reason, error=error.message)
        else:
            if isinstance(outcome, Published):
                return RedirectResponse(f"/calls/{call_id}#list", 303)
            if isinstance(outcome, ForeseenList):
                confirmation = list_confirmation(context.office, line, definition, outcome)
                return confirm_page(context, form, confirmation)
            remedies = list_remedies(context.viewer(connection), line, call)
            answer = CallAnswer(remedies.cited(outcome.reasons), typed_places, reason)
    with reading(context.engine) as connection:
        return _page(connection, context, line, answer)


def _as_typed(context: RequestContext, call_id: int, answer: CallAnswer) -> Response:
    """The page of the call with the places as they were typed; nothing was done."""
    with reading(context.engine) as connection:
        return _page(connection, context, call_of(connection, context, call_id), answer)


def _typed_places(form: FormData) -> dict[str, str]:
    """What was typed as the places of cases, by the number of the case."""
    return {
        name.removeprefix("place."): str(value).strip()
        for name, value in form.items()
        if name.startswith("place.")
    }


def _chosen_order(typed_places: Mapping[str, str], reason: str) -> dict[str, object]:
    """The cases in the order of their places; one without a place, or with another's, is left out.

    Whoever judges the order says then which are missing.
    """
    places = [place for place in typed_places.values() if place.isdecimal()]
    placed_cases = [
        case
        for case in typed_places
        if typed_places[case].isdecimal() and places.count(typed_places[case]) == 1
    ]
    order = sorted(placed_cases, key=lambda case: int(typed_places[case]))
    return {**({"order": order} if typed_places else {}), **({"reason": reason} if reason else {})}


@router.get("/calls/{call_id}/scores/{number}", name="scores")
def scores(context: CurrentContext, call_id: int, number: str) -> Response:
    """The form in which a member of the commission gives points to a candidate."""
    with reading(context.engine) as connection:
        case, dossier = _check_seat(context, call_id, case_of(connection, context, number))
        of_members = score_rows.points_in(connection, call_id).get(case.id, {})
        own_points = of_members.get(context.user.member.login, {})
        texts = {criterion: str(points) for criterion, points in own_points.items()}
        return _score_page(connection, context, (case, dossier), texts)


@router.post("/calls/{call_id}/scores/{number}", name="give_scores")
def give_scores(context: CurrentContext, form: SentForm, call_id: int, number: str) -> Response:
    """Takes a member's points, and goes on to the next candidate without points."""
    login = context.user.member.login
    with write_transaction(context.engine) as connection:
        locked_case = locked_case_of(connection, context, number)
        case, dossier = _check_seat(context, call_id, (locked_case.case, locked_case.dossier))
        texts = _points(form, dossier.call)
        if errors := _errors(texts, dossier.call):
            return _score_page(connection, context, (case, dossier), texts, errors)
        data = {"member": login, "case": case.number, "points": texts}
        actor = context.user.actor(case.institution, ("commission_member",))
        outcome = score_case(context.act(connection, actor), (case, dossier), data)
        if isinstance(outcome, Refused):
            raise Forbidden
        call_terms = (call_id, dossier.call)
        next_applicant = waiting_for_points(connection, context.office, call_terms, login)
    if next_applicant is None:
        return RedirectResponse(f"/calls/{call_id}#points", 303)
    return RedirectResponse(f"/calls/{call_id}/scores/{next_applicant.number}", 303)


@router.post("/calls/{call_id}/interviews/{number}", name="interview")
def note_interview(context: CurrentContext, form: SentForm, call_id: int, number: str) -> Response:
    """Notes the day of the interview with a candidate (BEE-C3)."""
    fields = typed_fields(form, "on")
    try:
        with write_transaction(context.engine) as connection:
            locked_case = locked_case_of(connection, context, number)
            case, dossier = locked_case.case, locked_case.dossier
            if case.call_id != call_id:
                raise HTTPException(404)
            roles = ("commission_member", "mobility_coordinator")
            actor = context.user.actor(case.institution, roles)
            data = {"case": case.number, "on": day_named(fields["on"]).isoformat()}
            outcome = interview_case(context.act(connection, actor), (case, dossier), data)
            if isinstance(outcome, Refused):
                raise Forbidden
    except ValidationError as error:
        answer = FormAnswer(TypedForm(f"interview-{number}", fields).refused(error, fields))
        with reading(context.engine) as connection:
            line = call_of(connection, context, call_id)
            return _page(connection, context, line, form_answer=answer)
    return RedirectResponse(f"/calls/{call_id}", 303)


@router.post("/calls/{call_id}/commission", name="replace_member")
def replace(context: CurrentContext, form: SentForm, call_id: int) -> Response:
    """Gives a member's seat on the commission to another, or shows why not (BEE-C3)."""
    fields = typed_fields(form, *SEAT)
    data = {name: value for name, value in fields.items() if value}
    answer = FormAnswer(TypedForm("seat", fields))
    try:
        with write_transaction(context.engine) as connection:
            line = call_of(connection, context, call_id)
            actor = context.user.actor(line.institution, ROLES)
            outcome = replace_member(context.act(connection, actor), call_id, data)
    except ValidationError as error:
        answer = FormAnswer(answer.form.refused(error, SEAT))
    else:
        if not isinstance(outcome, Refused):
            return RedirectResponse(f"/calls/{call_id}#commission", 303)
        reasons = cited_reasons(context.office, line.institution, outcome.reasons)
        answer = FormAnswer(answer.form, reasons)
    with reading(context.engine) as connection:
        line = call_of(connection, context, call_id)
        return _page(connection, context, line, form_answer=answer)


def _page(
    connection: Connection,
    context: RequestContext,
    line: CallLine,
    answer: CallAnswer | None = None,
    form_answer: FormAnswer | None = None,
) -> Response:
    query, viewer = context.request.query_params, context.viewer(connection)
    outline, is_judged = outline_of(viewer, line), query.get("judged") == "yes"
    values = {"line": line, "call_status": call_status(line, outline.versions[-1], context.today)}
    values["remedy_until"] = partial(list_remedy_until, context.office)
    if is_judged and not (answer or form_answer or outline.is_judged_unasked):
        publishing = publishing_of(viewer, outline, CallAnswer(), is_judged)
        return page(context, "call_judged.html", 200, **values, publishing=publishing, alone=True)
    view = call_page(viewer, outline, answer, page_number(query.get("page", "")))
    status = 409 if (form_answer and form_answer.refused) or (answer and answer.refused) else 200
    is_wrong = (answer and answer.error) or (form_answer and form_answer.form.errors)
    values |= {"it": view, "publishing": view.publishing, "alone": False}
    is_seat = form_answer is not None and form_answer.form.name == "seat"
    values["seat"] = form_answer if is_seat else _seat_of(query)
    values["interview"] = form_answer.form if form_answer and not is_seat else TypedForm()
    values["empty"] = TypedForm()
    return page(context, "call.html", 422 if is_wrong else status, **values)


def _seat_of(query: Mapping[str, str]) -> FormAnswer:
    """The form of a seat, with the member that an address names."""
    member = query.get("member", "")
    return FormAnswer(TypedForm("seat", {"member": member}) if member else TypedForm())


def _check_seat(
    context: RequestContext, call_id: int, case_and_dossier: tuple[Case, Dossier]
) -> tuple[Case, Dossier]:
    """A case of the call that the person sits over; raises Forbidden for anybody else."""
    case, dossier = case_and_dossier
    if case.call_id != call_id:
        raise HTTPException(404)
    if context.user.member.login not in dossier.call.commission:
        raise Forbidden
    return case_and_dossier


def _score_page(
    connection: Connection,
    context: RequestContext,
    case_and_dossier: tuple[Case, Dossier],
    texts: Mapping[str, str],
    errors: FieldErrors | None = None,
) -> Response:
    case, dossier = case_and_dossier
    definition = context.office.definition_of(case, dossier)
    documents = documents_of(connection, case.id, None)
    values = {
        "case": case,
        "dossier": dossier,
        "texts": texts,
        "errors": errors or {},
        "cards": cards(dossier, definition),
        "documents": [document for document in documents if not document.produced],
    }
    return page(context, "score.html", 422 if errors else 200, **values)


def _points(form: FormData, call: Call) -> dict[str, str]:
    texts = ((criterion, form.get(f"points.{criterion}")) for criterion in call.criteria)
    return {criterion: str(points or "").strip().replace(",", ".") for criterion, points in texts}


def _errors(texts: Mapping[str, str], call: Call) -> dict[str, Text]:
    errors = {}
    for criterion, most in call.criteria.items():
        points = _number(texts[criterion])
        if points is None or points > most:
            errors[criterion] = Text(f"From 0 to {most} points.", f"Од 0 до {most} бодова.")
    return errors


def _number(text: str) -> Decimal | None:
    """The points that a member typed; None where they are none."""
    try:
        return adapter(Points).validate_python(text)
    except PydanticError:
        return None
