"""`mobility case …`: looking a case up, and moving it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from cli.opening import acting, books
from cli.options import Config, Data, Instead, Json, Person, Role, Speech, With, WithFile
from cli.show import as_json, due, table, words

app = typer.Typer(
    no_args_is_help=True, help="Look up a case, record facts in it, and take its steps."
)
Number = Annotated[str, typer.Argument(metavar="CASE", help="The case's number: BMU-2026-0001.")]
Version = Annotated[
    int | None,
    typer.Option("--version", metavar="N", help="The version that you saw; a newer one is told."),
]


@app.command("list")
def list_(
    state: Annotated[
        str | None, typer.Option("--state", metavar="STATE", help="Only cases in this state.")
    ] = None,
    call: Annotated[
        str | None, typer.Option("--call", metavar="CALL", help="Only cases of this call.")
    ] = None,
    still_open: Annotated[
        bool, typer.Option("--open", help="Only cases that have not ended.")
    ] = False,
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """List the cases, by what is due first."""
    from cli.calls import call_named
    from persistence import pages
    from states.moments import civil_date
    from workflows.running.read_only_office import clock

    with books(data, config) as (office, connection):
        of_call = call_named(connection, call)[0] if call else None
        institutions = [office.institution]
        found = pages.listed(connection, institutions, "open" if still_open else "all")
    kept = [
        one
        for one in found
        if state in (None, one.state) and (of_call is None or one.call_id == of_call)
    ]
    if json:
        as_json([_listed_json(one) for one in kept])
        return
    today = civil_date(clock())
    rows = [
        (
            one.number, one.candidate, words(one.process), words(one.state),
            *(("ended", "", "") if one.ended else (words(one.awaited), *due(one.due, today))),
        )
        for one in kept
    ]  # fmt: skip
    columns = ("Case", "Candidate", "Process", "State", "Awaits", "Due", "")
    table(f"Cases · {len(kept)}", columns, rows, "There is no such case.")


def _listed_json(one: Any) -> dict[str, Any]:
    return {
        "case": one.number,
        "candidate": one.candidate,
        "process": one.process,
        "state": one.state,
        "awaits": one.awaited,
        "owners": list(one.owners),
        "due": one.due.isoformat() if one.due else None,
        "ended": one.ended,
    }


@app.command("open")
def open_(
    call: Annotated[
        str, typer.Option("--call", metavar="CALL", help="The call, by title or number.")
    ],
    role: Role = "mobility_coordinator",
    name: Person = "",
    instead: Instead = None,
    written: With = None,
    file: WithFile = None,
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """Open a case in a call, for the candidate that is handed in."""
    from cli.answers import answer
    from cli.calls import call_named
    from cli.handed import actor, payload
    from workflows.calls.opening import open_case, read_candidate
    from workflows.running.read_only_office import clock

    candidate = read_candidate(payload(written, file))
    with acting(data, config) as (app, connection):
        call_id, institution = call_named(connection, call)
        by = actor(connection, institution, role, name, instead)
        made = open_case(connection, app.office, call_id, candidate, by, clock())
    answer(standing(made), f"{made.number} is open for {candidate.name}: {stands(made)}.", json)


@app.command("record")
def record(
    number: Number,
    fact: Annotated[str, typer.Argument(metavar="FACT", help="document, signature, stay …")],
    role: Role,
    name: Person = "",
    instead: Instead = None,
    written: With = None,
    with_file: WithFile = None,
    paper: Annotated[
        Path | None,
        typer.Option("--file", metavar="FILE", help="The document itself, to be kept: a PDF …"),
    ] = None,
    version: Version = None,
    data: Data = None,
    config: Config = None,
    lang: Speech = "en",
    json: Json = False,
) -> None:
    """Record a fact in a case without moving it: a document arrived, a party signed."""
    from cli.answers import answer, done
    from cli.handed import actor, file_handed_in, payload
    from workflows.cases.advance import FactRequest, record_fact
    from workflows.cases.uploads import store
    from workflows.running.read_only_office import clock

    handed_in = payload(written, with_file)
    with acting(data, config) as (app, connection):
        upload = file_handed_in(paper, fact, app.office.settings.largest_upload_mb)
        case_id, institution = case_named(connection, number)
        by = actor(connection, institution, role, name, instead)
        kept = {"file": store(connection, app.office.data, upload)} if upload else {}
        request = FactRequest(case_id, fact, {**handed_in, **kept}, version)
        outcome = record_fact(connection, app.office, request, by, clock())
    case = done(outcome, json, lang).case
    said = f"{words(fact).capitalize()} recorded in {case.number}: {stands(case)}."
    answer({"recorded": fact, **standing(case)}, said, json)


@app.command("advance")
def advance(
    number: Number,
    trigger: Annotated[str, typer.Argument(metavar="STEP", help="nominate, issue_decree …")],
    role: Role,
    name: Person = "",
    instead: Instead = None,
    written: With = None,
    file: WithFile = None,
    version: Version = None,
    data: Data = None,
    config: Config = None,
    lang: Speech = "en",
    json: Json = False,
) -> None:
    """Take a step with a case; a refusal names everything that is missing (exit status 1)."""
    from cli.answers import answer, done
    from cli.handed import actor, payload
    from workflows.cases.advance import Request, advance_case
    from workflows.cases.status import load_case
    from workflows.running.read_only_office import clock

    handed_in = payload(written, file)
    with acting(data, config) as (app, connection):
        case_id, institution = case_named(connection, number)
        by = actor(connection, institution, role, name, instead)
        request = Request(case_id, trigger, handed_in, version)
        outcome = advance_case(connection, app.office, request, by, clock())
        case, _ = load_case(connection, case_id)
    step = done(outcome, json, lang)
    title, source = step.transition.title.in_(lang), words(step.source)
    said = f"{title}, done: {case.number} stood at {source}; {stands(case)}."
    answer({"step": trigger, "from": step.source, **standing(case)}, said, json)


def case_named(connection: Any, number: str) -> tuple[int, str]:
    """The id and the institution of a case by its number; else ValidationError."""
    from sqlalchemy import select

    from persistence import cases as case_rows
    from persistence.tables import cases
    from workflows.cases.status import no_such

    found = case_rows.find(connection, number)
    if found is None:
        raise no_such(number)
    wanted = select(cases.c.institution).where(cases.c.id == found)
    return found, connection.execute(wanted).scalar_one()


def standing(case: Any) -> dict[str, Any]:
    """Where a case stands, for machines."""
    return {
        "case": case.number,
        "state": case.state,
        "version": case.version,
        "awaits": case.awaited,
        "due": case.due.isoformat() if case.due else None,
    }


def stands(case: Any) -> str:
    """Where a case stands and what it waits for, in words."""
    from states.text import say_date

    until = f", due {say_date(case.due)}" if case.due else ""
    waits = f" and awaits: {words(case.awaited)}{until}" if case.awaited else ""
    return f"now it stands at {words(case.state)}{waits}"
