"""`mobility case request`: a case that a student asks for by itself, in no call."""

from __future__ import annotations

from typing import Annotated

import typer

from cli import cases
from cli.opening import acting
from cli.options import Config, Data, Instead, Json, Person, Role, With, WithFile


@cases.app.command("request")
def request_(
    process: Annotated[
        str, typer.Option("--process", metavar="PROCESS", help="What is asked for.")
    ] = "transcript-request",
    role: Role = "student_service",
    name: Person = "",
    instead: Instead = None,
    written: With = None,
    file: WithFile = None,
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """Open a case that a student asks for by itself, in no call: a Transcript of Records."""
    from cli.answers import answer
    from cli.handed import actor, payload
    from workflows.calls.opening import read_candidate
    from workflows.calls.requests import open_request
    from workflows.running.read_only_office import clock

    candidate = read_candidate(payload(written, file))
    with acting(data, config) as (app, connection):
        institution = app.office.settings.institution.key
        by = actor(connection, institution, role, name, instead)
        made = open_request(connection, app.office, institution, process, candidate, by, clock())
    said = f"{made.number} is open for {candidate.name}: {cases.stands(made)}."
    answer(cases.standing(made), said, json)
