"""Cases by the API: reading them, opening one, taking a step, recording a fact."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import APIRouter, Header, Path, Query
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import Response

from persistence import files
from persistence import history as history_rows
from persistence.case_pages import CaseQuery, CaseRow, cases_after
from persistence.commission import calls_of_member
from persistence.database import reading
from persistence.documents import StoredDocument, documents_of
from persistence.dossiers import LockedCase
from persistence.history import WrittenEntry
from states.decision import Refused
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from states.folding import folded
from web.api.access import CurrentRequest
from web.api.conditions import IdempotencyKey, IfMatch, etag, once, seen_version
from web.api.cursors import Cursor, Limit, cursor_of, link_to_next, place_of
from web.api.problems import problems_of, reason_out, refusal
from web.api.schemas import (
    AwaitedOut,
    CaseLineOut,
    CaseOut,
    CasesOut,
    DocumentOut,
    DocumentsOut,
    EntryOut,
    HistoryOut,
    PayloadIn,
    StepOut,
    TakenOut,
)
from web.pages.access import Wish, case_of, locked_case_of, note_sensitive_view
from web.request_context import RequestContext
from workflows.calls.blind_points import is_blind, without_others_points
from workflows.cases.advance import Request, StepTaken, advance_case
from workflows.cases.available_transitions import available_transitions
from workflows.cases.document_views import viewed
from workflows.cases.fact_rules import fact_rule
from workflows.cases.recording import FactRequest, Recorded, record_fact
from workflows.cases.status import awaited_of

router = APIRouter(tags=["cases"])

Number = Annotated[str, Path(pattern="^[A-Za-z0-9-]{1,40}$", examples=["ABC-2026-0016"])]
Name = Annotated[str, Path(pattern="^[a-z_]{1,60}$")]
Word = Annotated[str | None, Query(max_length=60)]


@router.get("/cases", name="api_cases", responses=problems_of())
def cases(
    api_request: CurrentRequest,
    response: Response,
    process: Word = None,
    state: Word = None,
    number: Word = None,
    candidate: Annotated[
        str | None,
        Query(max_length=200, description="Beginnings of words of the name, in either script."),
    ] = None,
    ended: bool | None = None,
    overdue: bool = False,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> CasesOut:
    """The cases that the token's roles may see, by the order in which they were opened."""
    context = api_request.context
    person = context.user
    due_before = context.today if overdue else None
    with reading(context.engine) as connection:
        calls = None
        if person.roles == {"commission_member"}:
            calls = calls_of_member(connection, person.member.login)
        open_only = False if overdue else ended
        words = tuple(folded(candidate).split()) if candidate else ()
        query = CaseQuery(
            person.institutions, calls, process, state, open_only, due_before, number, words
        )
        rows = cases_after(connection, query, place_of(cursor), limit + 1)
    next_cursor = cursor_of(rows[limit - 1].id) if len(rows) > limit else None
    link_to_next(context, response, next_cursor)
    return CasesOut(items=[_line(row) for row in rows[:limit]], next=next_cursor)


@router.get("/cases/{number}", name="api_case", responses=problems_of("not-found"))
def case(
    api_request: CurrentRequest,
    response: Response,
    number: Number,
    if_none_match: Annotated[str | None, Header()] = None,
) -> CaseOut:
    """Where a case stands, what it awaits, and each step out of its state with what is missing."""
    context = api_request.context
    with reading(context.engine) as connection:
        case_and_dossier = case_of(connection, context, number)
        answer = _case_out(connection, context, case_and_dossier)
    response.headers["ETag"] = etag(answer.version)
    return answer


@router.get("/cases/{number}/history", name="api_history", responses=problems_of("not-found"))
def history(
    api_request: CurrentRequest,
    response: Response,
    number: Number,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HistoryOut:
    """What happened to a case, oldest first."""
    context = api_request.context
    with reading(context.engine) as connection:
        case, dossier = case_of(connection, context, number)
        entries = history_rows.entries(connection, case.id)
        definition = context.office.definition_of(case, dossier)
        login = context.user.member.login
        if is_blind(connection, definition, (case, dossier), login):
            entries = without_others_points(entries, login)
    after = place_of(cursor)
    rest = [entry for entry in entries if entry.seq > after]
    next_cursor = cursor_of(rest[limit - 1].seq) if len(rest) > limit else None
    link_to_next(context, response, next_cursor)
    return HistoryOut(items=[_entry(entry) for entry in rest[:limit]], next=next_cursor)


@router.get("/cases/{number}/documents", name="api_documents", responses=problems_of("not-found"))
def documents(api_request: CurrentRequest, number: Number) -> DocumentsOut:
    """The documents of a case and the lists of its call, newest first."""
    context = api_request.context
    with reading(context.engine) as connection:
        shown_case, _ = case_of(connection, context, number)
        stored_documents = documents_of(connection, shown_case.id, shown_case.call_id)
    base = context.request.url.path.removesuffix("/")
    return DocumentsOut(items=[_document(document, base) for document in stored_documents])


@router.get(
    "/cases/{number}/documents/{document_id}",
    name="api_document",
    response_class=Response,
    responses=problems_of("not-found")
    | {200: {"description": "The file.", "content": {"application/octet-stream": {}}}},
)
def document(
    api_request: CurrentRequest, number: Number, document_id: Annotated[int, Path(ge=1, le=10**18)]
) -> Response:
    """The file of a document of the case."""
    context = api_request.context
    with reading(context.engine) as connection:
        shown_case, _ = case_of(connection, context, number)
        stored_documents = documents_of(connection, shown_case.id, shown_case.call_id)
        stored_document = next((row for row in stored_documents if row.id == document_id), None)
    if stored_document is None or stored_document.file is None:
        raise HTTPException(404)
    note_sensitive_view(context, viewed(stored_document))
    content = files.content_of(context.engine, context.office.data, stored_document.file)
    return Response(content, media_type="application/octet-stream")


WRITES: Final = ("not-found", "no-key", "refused", "changed", "too-large", "no-condition")
"""What else a write to a case may be answered with."""


@router.post(
    "/cases/{number}/steps/{trigger}", name="api_take_step", responses=problems_of(*WRITES)
)
def take_step(
    api_request: CurrentRequest,
    number: Number,
    trigger: Name,
    body: PayloadIn,
    if_match: IfMatch = None,
    idempotency_key: IdempotencyKey = None,
) -> TakenOut:
    """Takes a step with a case, or says completely why it can't be taken."""
    context = api_request.context

    def taken(connection: Connection) -> tuple[int, Mapping[str, Any]]:
        case_under_lock, definition = locked_case(
            connection, context, number, Wish("step", trigger)
        )
        step = definition.transitions.get(trigger)
        if step is None or step.of_call:
            raise HTTPException(404)
        version = seen_version(api_request, if_match, case_under_lock.case.version)
        actor = context.user.actor(case_under_lock.case.institution, step.roles)
        request = Request(
            case_under_lock.case.id, trigger, body.payload, version, locked=case_under_lock
        )
        outcome = advance_case(connection, context.office, request, actor, context.now)
        return 200, outcome_out(context, outcome)

    return once(api_request, idempotency_key, body.payload, taken)  # type: ignore[return-value]


@router.post("/cases/{number}/facts/{fact}", name="api_record", responses=problems_of(*WRITES))
def record(
    api_request: CurrentRequest,
    number: Number,
    fact: Name,
    body: PayloadIn,
    if_match: IfMatch = None,
    idempotency_key: IdempotencyKey = None,
) -> TakenOut:
    """Puts a fact into the case's dossier without moving the case."""
    context = api_request.context

    def recorded(connection: Connection) -> tuple[int, Mapping[str, Any]]:
        case_under_lock, definition = locked_case(connection, context, number, Wish("fact", fact))
        if fact not in definition.facts:
            raise HTTPException(404)
        version = seen_version(api_request, if_match, case_under_lock.case.version)
        rule = fact_rule(definition, fact, body.payload)
        actor = context.user.actor(case_under_lock.case.institution, rule.roles)
        request = FactRequest(
            case_under_lock.case.id, fact, body.payload, version, locked=case_under_lock
        )
        outcome = record_fact(connection, context.office, request, actor, context.now)
        return 200, outcome_out(context, outcome)

    return once(api_request, idempotency_key, body.payload, recorded)  # type: ignore[return-value]


def locked_case(
    connection: Connection, context: RequestContext, number: str, wish: Wish
) -> tuple[LockedCase, ProcessDefinition]:
    """A case that nobody else changes meanwhile, with its process; HTTPException 404."""
    case_under_lock = locked_case_of(connection, context, number, wish)
    return case_under_lock, context.office.definition_of(
        case_under_lock.case, case_under_lock.dossier
    )


def outcome_out(
    context: RequestContext, outcome: StepTaken | Recorded | Refused
) -> Mapping[str, Any]:
    """What was done, as it is answered; raises ProblemRaised where it was refused."""
    if isinstance(outcome, Refused):
        raise refusal(outcome, context.language)
    case = outcome.case
    answer = TakenOut(
        entry=outcome.entry.seq, case=case.number, state=case.state, awaited=case.awaited,
        due=case.due, version=case.version,
    )  # fmt: skip
    return answer.model_dump(mode="json")


def _line(row: CaseRow) -> CaseLineOut:
    values = row._asdict()
    return CaseLineOut(**values | {"owners": [name for name in row.owners.split(",") if name]})


def _case_out(
    connection: Connection, context: RequestContext, case_and_dossier: tuple[Case, Dossier]
) -> CaseOut:
    case, dossier = case_and_dossier
    definition = context.office.definition_of(case, dossier)
    state = definition.states[case.state]
    awaits = _awaits(context, definition, case_and_dossier)
    return CaseOut(
        number=case.number, institution=case.institution, process=case.process,
        definition=case.definition, state=case.state, awaited=awaits.step if awaits else None,
        owners=awaits.owners if awaits else [], due=awaits.due if awaits else None,
        ended=not definition.leaving(case.state) or not state.awaits, version=case.version,
        candidate=dossier.candidate.name, title=state.title.in_(context.language),
        call=dossier.call.title, host=dossier.placement.host if dossier.placement else None,
        awaits=awaits, steps=_steps(connection, context, definition, case_and_dossier),
        facts=list(definition.facts),
    )  # fmt: skip


def _awaits(
    context: RequestContext, definition: ProcessDefinition, case_and_dossier: tuple[Case, Dossier]
) -> AwaitedOut | None:
    case, dossier = case_and_dossier
    awaited_step, receipt = awaited_of(context.office, definition, case, dossier, context.now)
    if awaited_step is None:
        return None
    rests = awaited_step.resting(dossier)
    return AwaitedOut(
        step=awaited_step.name,
        title=awaited_step.title.in_(context.language),
        owners=list(awaited_step.owners),
        due=receipt.due if receipt else None,
        receipt=receipt.lines(context.language) if receipt else [],
        rests=rests.in_(context.language) if rests else None,
    )


def _steps(
    connection: Connection,
    context: RequestContext,
    definition: ProcessDefinition,
    case_and_dossier: tuple[Case, Dossier],
) -> list[StepOut]:
    case, dossier = case_and_dossier
    steps = available_transitions(connection, definition, case, dossier, context.now)
    return [
        StepOut(
            step=available.transition.trigger,
            title=available.transition.title.in_(context.language),
            rule=available.transition.rule_in(dossier.call),
            roles=list(available.transition.roles_in(dossier.call)),
            takes=available.transition.takes,
            possible=not available.missing,
            missing=[reason_out(reason, context.language) for reason in available.missing],
        )
        for available in steps
    ]


def _entry(written_entry: WrittenEntry) -> EntryOut:
    entry = written_entry.entry
    return EntryOut(
        seq=written_entry.seq, at=written_entry.at, kind=entry.kind, name=entry.name,
        rule=entry.rule,
        role=entry.role, person=entry.person, deputy_for=entry.deputy_for, source=entry.source,
        target=entry.target, data=json.loads(entry.data or "{}"),
    )  # fmt: skip


def _document(document: StoredDocument, base: str) -> DocumentOut:
    return DocumentOut(
        id=document.id, kind=document.kind, language=document.language,
        delivered_on=document.delivered_on, produced=document.produced,
        recorded_at=document.recorded_at, withdrawn_at=document.withdrawn_at,
        file=f"{base}/{document.id}" if document.file else None,
    )  # fmt: skip
