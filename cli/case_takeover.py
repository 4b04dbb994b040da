"""`mobility case takeover FILE`: a running case enters at the milestone where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.answers import answer, done
from cli.call_ref import get_call
from cli.case_steps import status_json, status_words
from cli.options import Config, Data, DeputyFor, Json, Lang, Person, Role
from cli.payload_args import Acting, act_of, read_payload
from cli.session import write_session
from states.validation_error import ValidationError
from workflows.cases.status import call_owner
from workflows.cases.takeover import read_takeover, take_over

File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="YAML or JSON: candidate, state, since, source, not_checked and facts.",
    ),
]


def takeover(
    file: File,
    call: Annotated[
        str | None,
        typer.Option("--call", metavar="CALL", help="The call; left out, the file's `call`."),
    ] = None,
    role: Role = "mobility_coordinator",
    name: Person = "",
    deputy_for: DeputyFor = None,
    data: Data = None,
    config: Config = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Take over a case that is running already, at the milestone where it stands."""
    file_values = dict(read_payload(None, file))
    call_title = file_values.pop("call", None)
    if call is None and not isinstance(call_title, str):
        raise ValidationError(f"{file}: say in which call with `call`, by title or number")
    with write_session(data, config) as (office, connection):
        call_id, institution = get_call(connection, call or str(call_title))
        act = act_of((office, connection), institution, Acting(role, name, deputy_for))
        process = call_owner(connection, call_id).process
        definition = office.in_force(institution, process, act.today)
        outcome = take_over(act, call_id, read_takeover(definition, file_values))
    taken_over = done(outcome, json, lang)
    case, behind = taken_over.case, len(taken_over.behind)
    sentence = f"{case.number} is taken over: {status_words(case)}."
    if behind:
        sentence += f" Levels that lie behind, and are mailed to nobody: {behind}."
    answer({**status_json(case), "levels_behind": behind}, sentence, json)
