"""`mobility case open`, `request`, `record` and `advance`: a case begins, and moves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.answers import answer, done
from cli.call_ref import get_call
from cli.case_ref import get_case
from cli.options import (
    CaseNumber,
    CaseVersion,
    Config,
    Data,
    DeputyFor,
    Json,
    Lang,
    Payload,
    PayloadFile,
    Person,
    Role,
)
from cli.payload_args import Acting, act_of, actor, read_document, read_payload
from cli.session import write_session
from cli.show import Plain, day_json, words
from states.dossier import Case
from states.localization import format_day
from workflows.cases import new_case, newcomers, requests
from workflows.cases.advance import Request, advance_case
from workflows.cases.recording import FactRequest, record_fact
from workflows.cases.status import load_case
from workflows.cases.uploads import store
from workflows.running.read_only_office import clock


def open_case(
    call: Annotated[
        str, typer.Option("--call", metavar="CALL", help="The call, by title or number.")
    ],
    role: Role = "mobility_coordinator",
    name: Person = "",
    deputy_for: DeputyFor = None,
    payload: Payload = None,
    file: PayloadFile = None,
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """Open a case in a call, for the candidate that is handed in."""
    candidate = new_case.read_candidate(read_payload(payload, file))
    with write_session(data, config) as (office, connection):
        call_id, institution = get_call(connection, call)
        act = act_of((office, connection), institution, Acting(role, name, deputy_for))
        newcomers.check_newcomer(connection, call_id, candidate)
        case = new_case.open_case(act, call_id, candidate)
    _answer_opened(case, candidate.name, json)


def request(
    process: Annotated[
        str | None,
        typer.Option(
            "--process",
            metavar="PROCESS",
            help="What is asked for. Left out: the only thing that can be.",
        ),
    ] = None,
    role: Role = "student_service",
    name: Person = "",
    deputy_for: DeputyFor = None,
    payload: Payload = None,
    file: PayloadFile = None,
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """Open a case by itself, in no call: a Transcript of Records, or a project with --process."""
    candidate = new_case.read_candidate(read_payload(payload, file))
    with write_session(data, config) as (office, connection):
        institution = office.settings.institution.key
        act = act_of((office, connection), institution, Acting(role, name, deputy_for))
        kind = process or requests.only_request(office, institution, act.now)
        case = requests.open_request(act, institution, kind, candidate)
    _answer_opened(case, candidate.name, json)


def record(
    number: CaseNumber,
    fact: Annotated[str, typer.Argument(metavar="FACT", help="document, signature, stay …")],
    role: Role,
    name: Person = "",
    deputy_for: DeputyFor = None,
    payload: Payload = None,
    payload_file: PayloadFile = None,
    document: Annotated[
        Path | None,
        typer.Option("--file", metavar="FILE", help="The document itself, to be kept: a PDF …"),
    ] = None,
    version: CaseVersion = None,
    data: Data = None,
    config: Config = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Record a fact in a case without moving it: a document arrived, a party signed."""
    details = {**read_payload(payload, payload_file)}
    with write_session(data, config) as (office, connection):
        upload = read_document(document, fact, office.settings.largest_upload_mb)
        case_id, institution = get_case(connection, number)
        person = actor(connection, institution, role, name, deputy_for)
        if upload:
            details["file"] = store(connection, office, upload)
        request = FactRequest(case_id, fact, details, version)
        # Within the transaction: what is refused leaves no file either.
        case = done(record_fact(connection, office, request, person, clock()), json, lang).case
    sentence = f"{words(fact).capitalize()} recorded in {case.number}: {status_words(case)}."
    answer({"recorded": fact, **status_json(case)}, sentence, json)


def advance(
    number: CaseNumber,
    trigger: Annotated[str, typer.Argument(metavar="STEP", help="nominate, issue_decree …")],
    role: Role,
    name: Person = "",
    deputy_for: DeputyFor = None,
    payload: Payload = None,
    file: PayloadFile = None,
    version: CaseVersion = None,
    data: Data = None,
    config: Config = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Take a step with a case; a refusal names everything that is missing (exit status 1)."""
    values = read_payload(payload, file)
    with write_session(data, config) as (office, connection):
        case_id, institution = get_case(connection, number)
        person = actor(connection, institution, role, name, deputy_for)
        step_request = Request(case_id, trigger, values, version)
        outcome = advance_case(connection, office, step_request, person, clock())
        case, _ = load_case(connection, case_id)
    step = done(outcome, json, lang)
    title, source = step.transition.title.in_(lang), words(step.source)
    sentence = f"{title}, done: {case.number} stood at {source}; {status_words(case)}."
    answer({"step": trigger, "from": step.source, **status_json(case)}, sentence, json)


def _answer_opened(case: Case, candidate: str, json: bool) -> None:
    sentence = f"{case.number} is open for {candidate}: {status_words(case)}."
    answer(status_json(case), sentence, json)


def status_json(case: Case) -> Plain:
    """Where a case stands and what it waits for, as plain data."""
    return {
        "case": case.number,
        "state": case.state,
        "version": case.version,
        "awaits": case.awaited,
        "due": day_json(case.due),
    }


def status_words(case: Case) -> str:
    """Where a case stands and what it waits for, in words."""
    until = f", due {format_day(case.due)}" if case.due else ""
    waits = f" and awaits: {words(case.awaited)}{until}" if case.awaited else ""
    return f"now it stands at {words(case.state)}{waits}"
