"""The options that commands share, and where the office is that they work on."""

from __future__ import annotations

from contextvars import ContextVar
from pathlib import Path
from typing import Annotated, Literal

import typer

from states.frozen import frozen

LANGUAGE = "the language of the answer"
"""Where the context of a command keeps it, for what is shown when the command itself is over."""

FOR_MACHINES = "whether the answer is in JSON"
"""Likewise, for what went wrong."""


def _remember(context: typer.Context, language: str) -> str:
    context.meta[LANGUAGE] = language
    return language


def _remember_json(context: typer.Context, json: bool) -> bool:
    context.meta[FOR_MACHINES] = json
    return json


Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="The folder of the office. Left out: ./data."),
]
Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="The config.yaml that holds. Left out: the folder's own, or the one shipped.",
    ),
]
Json = Annotated[
    bool,
    typer.Option("--json", callback=_remember_json, help="Answer in JSON, for machines."),
]
Lang = Annotated[
    Literal["en", "sr", "sr-Latn"],
    typer.Option(
        "--lang",
        callback=_remember,
        help="The language of the answer; names to type stay as they are.",
    ),
]
Role = Annotated[
    str,
    typer.Option("--as", metavar="ROLE", help="The role in which you act: mobility_coordinator …"),
]
Person = Annotated[
    str, typer.Option("--name", metavar="PERSON", help="Your name, as the history will show it.")
]
DeputyFor = Annotated[
    str | None,
    typer.Option("--for", metavar="ROLE", help="The role that you stand in for on these days."),
]
Payload = Annotated[
    str | None,
    typer.Option("--with", metavar="YAML", help="What is handed in, in YAML or JSON."),
]
PayloadFile = Annotated[
    Path | None,
    typer.Option("--with-file", metavar="FILE", help="What is handed in, from a file."),
]
CaseNumber = Annotated[
    str, typer.Argument(metavar="CASE", help="The case's number, as `case list` shows it.")
]
CaseVersion = Annotated[
    int | None,
    typer.Option("--version", metavar="N", help="The version that you saw; a newer one is told."),
]
CallName = Annotated[str, typer.Argument(metavar="CALL", help="The call, by title or number.")]

_DEFAULT_OFFICE: ContextVar[tuple[Path | None, Path | None]] = ContextVar(
    "the office named before the command", default=(None, None)
)


@frozen
class Place:
    """The data folder of an office and the config.yaml that was asked for."""

    data: Path
    config: Path | None


def set_default_office(data: Path | None, config: Path | None) -> None:
    """Remembers the office that was named before the command: `mobility --data DIR worklist`."""
    _DEFAULT_OFFICE.set((data, config))


def place(data: Path | None, config: Path | None) -> Place:
    """The office of a command: what it was given itself, else what was named before it."""
    default_data, default_config = _DEFAULT_OFFICE.get()
    return Place(data or default_data or Path("data"), config or default_config)
