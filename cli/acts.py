"""`mobility acts`: the register of acts, with the case or call of each."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.lookup_session import lookup_session
from cli.options import Config, Data, Json
from cli.show import Plain, as_json
from cli.tables import table
from persistence import act_register
from persistence.act_register import EnteredAct
from states.moments import civil_date
from workflows.running.read_only_office import clock


def acts(
    year: Annotated[
        int | None, typer.Option("--year", metavar="YEAR", help="Of this year; left out: today's.")
    ] = None,
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """List the register of acts: number, day, kind, and the case or call of each."""
    of_year = year or civil_date(clock()).year
    with lookup_session(data, config) as (institution, connection):
        entries = act_register.of_year(connection, institution, of_year)
    if json:
        as_json([_act_json(entry) for entry in entries])
        return
    columns = ("Number", "Day", "Act", "Of")
    rows = [(entry.number, entry.entered_on, _kind(entry), entry.about) for entry in entries]
    table(f"Acts of {of_year}", columns, rows, f"No act has a number of {of_year}.")


def _act_json(entry: EnteredAct) -> Plain:
    return {
        "number": entry.number,
        "on": entry.entered_on.isoformat(),
        "kind": entry.kind,
        "of": entry.about,
    }


def _kind(entry: EnteredAct) -> str:
    return entry.kind.replace("_", " ")
