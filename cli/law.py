"""`mobility law`: which regulations and definitions were in force on a day, word for word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from cli.arguments import read_day
from cli.lookup_session import lookup_session
from cli.options import Config, Data, Json
from cli.show import Plain, as_json, moment
from cli.tables import table
from persistence.law import LawText, law_on
from states.moments import civil_date
from states.validation_error import ValidationError
from workflows.running.read_only_office import clock

SHORT = 12
"""How much of a digest a person compares."""


def law(
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day. Left out: today.")
    ] = None,
    name: Annotated[
        str | None,
        typer.Option("--text", metavar="NAME", help="Show one text whole, as it was kept."),
    ] = None,
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """Which regulations and definitions were in force on a day, as this office's cases ran by."""
    day = read_day(on) if on else civil_date(clock())
    with lookup_session(data, config) as (_, connection):
        texts = law_on(connection, day)
    if name is not None:
        typer.echo(_named(texts, name, day).text)
    elif json:
        as_json([_json(text) for text in texts])
    else:
        columns = ("Name", "In force since", "Digest", "Replaced")
        none = "No case of this office ran by any law on that day."
        table(f"The law in force on {day}", columns, map(_cells, texts), none)


def _named(texts: Sequence[LawText], name: str, day: date) -> LawText:
    for text in texts:
        if text.name == name:
            return text
    names = ", ".join(text.name for text in texts) or "none"
    raise ValidationError(f"no text `{name}` was in force on {day}; there are: {names}")


def _cells(text: LawText) -> tuple[object, ...]:
    replaced_at = moment(text.served_to) if text.served_to else ""
    return text.name, text.in_force, text.digest[:SHORT], replaced_at


def _json(text: LawText) -> Plain:
    return {
        "name": text.name,
        "in_force": text.in_force.isoformat(),
        "digest": text.digest,
        "served_to": text.served_to.isoformat() if text.served_to else None,
        "text": text.text,
    }
