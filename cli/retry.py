"""`mobility retry`: a given-up mail or document is tried again."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.answers import answer
from cli.errors import REFUSED
from cli.operators_act import operators_act
from cli.options import Config, Data, Json
from cli.session import write_session
from persistence import given_up_actions
from states.text import Text
from states.validation_error import ValidationError
from workflows.running.retrying import try_again


def retry(
    action: Annotated[
        int, typer.Argument(metavar="NUMBER", help="The action's number, as `mobility stuck` says.")
    ],
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """Try a given-up mail or document again; a letter to a role looks for its holder anew."""
    with write_session(data, config) as (office, connection):
        key = office.settings.institution.key
        labels = {row.id: row.label for row in given_up_actions.given_up(connection, [key])}
        if action not in labels:
            raise ValidationError(
                Text(
                    f"no mail or document given up has the number {action}",
                    f"нема поруке ни документа са бројем {action} од којих се одустало",
                )
            )
        is_waiting = try_again(operators_act(office, connection), action)
        errors = {row.id: row.last_error for row in given_up_actions.given_up(connection, [key])}
    error = errors.get(action)
    status = "is being tried again" if is_waiting else f"can't be tried again: {error}"
    plain = {"action": action, "tried_again": is_waiting, "error": error}
    answer(plain, f"{labels[action]} {status}.", json)
    if not is_waiting:
        raise typer.Exit(REFUSED)
