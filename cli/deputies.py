"""`mobility staff stand-in` and `end-stand-in`: a role is deputy for another on certain days."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.answers import answer
from cli.operators_act import operators_act
from cli.options import Config, Data, Json
from cli.session import write_session
from cli.show import words
from cli.staff_changes import LastDay
from states.moments import civil_date
from workflows.people import appointments as appointing
from workflows.running.read_only_office import clock

Deputy = Annotated[str, typer.Argument(metavar="ROLE", help="The role that stands in.")]


def add_deputy(
    deputy: Deputy,
    absent: Annotated[str, typer.Option("--for", metavar="ROLE", help="The absent role.")],
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="First day, YYYY-MM-DD.")],
    last: Annotated[str, typer.Option("--to", metavar="DATE", help="Last day, that one too.")],
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """Let a role stand in for another on certain days; the history will say who acted for whom."""
    values = {"who": deputy, "for": absent, "from": first, "to": last}
    with write_session(data, config) as (office, connection):
        appointing.appoint_deputy(operators_act(office, connection), values)
    sentence = f"{words(deputy)} stands in for {words(absent)} from {first} to {last}."
    answer(values, sentence, json)


def end_deputy(
    deputy: Deputy,
    absent: Annotated[str, typer.Option("--for", metavar="ROLE", help="The role that is back.")],
    last: LastDay = "",
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """End a substitution before its last day: whose role it is came back earlier."""
    day = last or civil_date(clock()).isoformat()
    with write_session(data, config) as (office, connection):
        act = operators_act(office, connection)
        substitution = appointing.deputy_on(connection, act.institution, deputy, absent, day)
        last_day = appointing.end_deputy(act, substitution, day)
    sentence = f"{words(deputy)} stands in for {words(absent)} to {last_day}, that day included."
    answer({"who": deputy, "for": absent, "to": last_day}, sentence, json)
