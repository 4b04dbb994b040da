"""`mobility retry`: a given-up mail or document is tried again."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.opening import acting
from cli.options import Config, Data, Json
from cli.troubles import REFUSED


def retry(
    action: Annotated[
        int, typer.Argument(metavar="NUMBER", help="The action's number, as `mobility stuck` says.")
    ],
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """Try a given-up mail or document again; a letter to a role looks for its holder anew."""
    from cli.answers import answer
    from persistence import outbox
    from states.text import Text
    from states.validation_error import ValidationError
    from workflows.running.read_only_office import clock
    from workflows.running.retrying import try_again

    with acting(data, config) as (app, connection):
        key = app.office.settings.institution.key
        given_up = {row["id"]: row for row in outbox.given_up(connection, [key])}
        if action not in given_up:
            raise ValidationError(
                Text(
                    f"no mail or document given up has the number {action}",
                    f"нема поруке ни документа са бројем {action} од којих се одустало",
                )
            )
        tried = try_again(connection, app.office, action, clock())
        left = next((r for r in outbox.given_up(connection, [key]) if r["id"] == action), None)
    error = left["last_error"] if left else None
    said = "is being tried again" if tried else f"can't be tried again: {error}"
    told = {"action": action, "tried_again": tried, "error": error}
    answer(told, f"{given_up[action]['label']} {said}.", json)
    if not tried:
        raise typer.Exit(REFUSED)
