"""The documents of a step: which it makes, and the Decree's number and content."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from pydantic_core import to_json
from sqlalchemy import Connection

from actions.case_event import CaseEvent
from actions.documents.content.words import Words
from actions.documents.letterhead import UNNUMBERED
from actions.documents.list_history import CallList, story_of
from actions.documents.producing import (
    DocumentContext,
    ListChoice,
    MissingData,
    RankingContext,
    RankingEntry,
    document_of,
    languages_of,
    recognition_of,
)
from actions.documents.signers import signers, signers_on
from office.wiring import Office
from persistence import act_register
from persistence.act_register import Act
from persistence.agreements import versions_of
from persistence.saving import DocumentRow
from rules.recognition import Recognition
from states.agreements import SignedVersion
from states.calls import Call, CallProgress
from states.decision import Actor
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.moments import civil_date
from states.recognition import TranscriptCourse


def documents_made(
    connection: Connection, office: Office, event: CaseEvent, prefix: str
) -> list[DocumentRow]:
    """The documents that the event's transition makes, each with its idempotency key."""
    transition = event.transition
    if transition is None or not transition.documents:
        return []
    context = context_of(connection, office, event)
    return [
        row
        for kind in transition.documents
        for row in _document_rows(
            connection,
            Act(event.case.institution, kind, event.case.id),
            context,
            Named(f"{prefix}/{kind}", event.case.number),
        )
    ]


@frozen
class Named:
    """What an action of making a document goes by: its key, and what it is about."""

    key: str
    about: str


def _document_rows(
    connection: Connection, act: Act, context: DocumentContext, naming: Named
) -> Iterator[DocumentRow]:
    """A document to be made, in each of its languages: content and language as JSON.

    In every language it is the same act, with one number. Where there are several languages, the
    key and the file's name say which one it is.
    """
    kind, key, about = act.kind, naming.key, naming.about
    order = _order_of(connection, act, context)
    languages = languages_of(kind, context)
    label = f"{about} · make {kind}"
    for language in languages:
        in_language = {**order, "language": language}
        if len(languages) > 1:
            in_language["name"] = f"{kind}-{language}"
        as_json = to_json(in_language).decode()
        yield DocumentRow(f"{key}/{language}" if len(languages) > 1 else key, label, kind, as_json)


def _order_of(connection: Connection, act: Act, context: DocumentContext) -> dict[str, object]:
    """What a document is to say; where that can't be said, why: the case goes on all the same.

    Only an act that can be written gets a number.
    """
    try:
        document = document_of(act.kind, context)
    except MissingData as error:
        return {"trouble": str(error)}
    if document.head.number != UNNUMBERED:
        return {"content": document}
    number = act_register.enter(connection, act, context.today)
    return {"content": replace(document, head=replace(document.head, number=number))}


def context_of(connection: Connection, office: Office, event: CaseEvent) -> DocumentContext:
    """What the documents of an event are composed from."""
    recorded_versions = _recorded_versions(connection, event)
    institution = event.case.institution
    return DocumentContext(
        office=office,
        definition=event.definition,
        at=event.at,
        case=event.case,
        dossier=event.dossier,
        transition=event.transition,
        details=event.details,
        signers=signers(connection, institution, event.at),
        deputies=_deputies(event.actor),
        acting=event.actor.deputy_for or event.actor.role if event.actor else None,
        due=event.receipt,
        earlier_decree=event.earlier_decree,
        appeal_decision=_newest_decision(connection, event),
        recorded_versions=recorded_versions,
        recognition=event.recognition,
        signers_on=signers_on(
            connection, event.case, recorded_versions, event.dossier.signatures, event.actor
        ),
    )


def issue_decree(
    connection: Connection, office: Office, case: Case, dossier: Dossier, now: datetime
) -> tuple[Dossier, Recognition, str]:
    """The dossier with its Decree numbered, what it recognises, and that as JSON (BMU-16)."""
    assert dossier.decree is not None
    today = civil_date(now)
    definition = office.definition_of(case, dossier)
    remedy = office.regulation_of(definition).remedy_named(today)
    number = act_register.enter(connection, Act(case.institution, "decree", case.id), today)
    issued_dossier = replace(dossier, decree=replace(dossier.decree, number=number, remedy=remedy))
    context = DocumentContext(
        office=office, definition=definition, at=now, case=case, dossier=issued_dossier
    )
    recognition = recognition_of(context)
    return issued_dossier, recognition, json.dumps(plain(recognition), ensure_ascii=False)


def plain(recognition: Recognition) -> dict[str, object]:
    """What a Decree recognises as plain data: courses by title, ECTS and grade."""
    return {
        "method": recognition.method,
        "replaced": [
            {
                "host": line.course.title,
                "home": line.home.title,
                "ects": str(line.home.ects),
                "grade": line.grade,
            }
            for line in recognition.replaced
        ],
        "recognised": [_course(line) for line in recognition.recognised],
        "supplement": [_course(line) for line in recognition.supplement],
        "remaining": [course.title for course in recognition.remaining],
        "average": list(recognition.grades_in_average),
        "traineeship": recognition.traineeship.title if recognition.traineeship else None,
    }


def _course(course: TranscriptCourse) -> dict[str, str]:
    return {"title": course.title, "ects": str(course.ects), "grade": course.grade}


def _recorded_versions(connection: Connection, event: CaseEvent) -> tuple[SignedVersion, ...]:
    """The versions that are written, for a step that prints the agreement."""
    if event.transition is None or "agreement_form" not in event.transition.documents:
        return ()
    return tuple(versions_of(connection, event.case.id))


def _newest_decision(connection: Connection, event: CaseEvent) -> str | None:
    """The number of the decision that a corrected Decree follows."""
    if event.earlier_decree is None:
        return None
    return act_register.newest_of(connection, event.case.id, "appeal_decision")


def _deputies(actor: Actor | None) -> dict[str, str]:
    if actor is None or actor.deputy_for is None:
        return {}
    return {actor.deputy_for: actor.role}


@frozen
class RankedCall:
    """A call whose list has just been made: how far that brings it, and the places by rank.

    `commission` are the members' names; who is not staff stands with the name the call gives.
    `choice` says who chose where there is no commission.
    """

    call_id: int
    call: Call
    progress: CallProgress
    commission: tuple[Words, ...]
    entries: tuple[RankingEntry, ...]
    choice: ListChoice | None = None


def ranking_document(
    connection: Connection,
    office: Office,
    definition: ProcessDefinition,
    ranked_call: RankedCall,
    at: datetime,
) -> DocumentRow:
    """The newest list of a call as a document, with its places by rank."""
    call, progress = ranked_call.call, ranked_call.progress
    call_list = CallList(ranked_call.call_id, call, progress.list_version)
    ranking = RankingContext(
        call=call,
        progress=progress,
        version=progress.list_version,
        entries=ranked_call.entries,
        commission=ranked_call.commission,
        story=story_of(connection, office, call_list, at),
        choice=ranked_call.choice,
    )
    context = DocumentContext(
        office=office,
        definition=definition,
        at=at,
        signers=signers(connection, definition.institution, at),
        deputies=_deputies(ranked_call.choice.by) if ranked_call.choice else {},
        ranking=ranking,
    )
    key = f"call-{ranked_call.call_id}/list-{progress.list_version}/ranking_list"
    act = Act(definition.institution, "ranking_list", call_id=ranked_call.call_id)
    return next(_document_rows(connection, act, context, Named(key, call.title)))
