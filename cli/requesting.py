"""`mobility case request`: a case that a student asks for by itself, in no call."""

from __future__ import annotations

from typing import Annotated

import typer

from cli import cases
from cli.options import (
    Config,
    Data,
    Instead,
    Json,
    Person,
    Role,
    With,
    WithFile,
    place,
)  # fmt: skip
from cli.show import as_json, lines


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
    from cli.handed import actor, payload
    from persistence.database import writing
    from workflows.books import clock
    from workflows.calls import read_candidate
    from workflows.requests import open_request
    from workflows.starting import open_desk

    where, handed_in = place(data, config), payload(written, file)
    desk = open_desk(where.data, where.config)
    candidate = read_candidate(handed_in)
    with writing(desk.engine) as connection:
        institution = desk.office.settings.institution.key
        acting = actor(connection, institution, role, name, instead)
        made = open_request(
            connection, desk.office, institution, process, candidate, acting, clock()
        )
    if json:
        as_json(cases.standing(made))
    else:
        lines([f"{made.number} is open for {candidate.name}: {cases.stands(made)}."])
