"""`verify`: whether everything that the office keeps is still what was once written down."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from cli.errors import REFUSED
from cli.lookup_session import lookup_session
from cli.options import Config, Data, Json, Lang, place
from cli.show import as_json, lines
from office.wiring import open_office
from persistence import closures
from persistence.database import write_transaction
from persistence.integrity import Audit, audit
from persistence.proof_lines import give_out, read_line
from states.moments import civil_date
from states.text import Text
from workflows.running.bootstrap import clock, open_app

SOUND = Text(
    "{cases} cases, {entries} entries of history, {files} files: nothing was changed.",
    "Предмета: {cases}, уписа у историји: {entries}, датотека: {files}. Ништа није измењено.",
)
SINCE_THE_FIRST: Final = Text(
    "Every row is covered from the first day of the office on.",
    "Сваки ред је обухваћен од првог дана канцеларије.",
)
SINCE: Final = Text(
    "Every row that was written since {day} is covered; what was written up to then is compared "
    "with how it stood at that time.",
    "Обухваћен је сваки ред уписан после {day}; оно што је уписано до тада пореди се са стањем "
    "тог дана.",
)
BEFORE_LINE: Final = Text(
    "What stood when that line was given out stands unchanged.",
    "Оно што је стајало када је тај ред издат стоји неизмењено.",
)
ADVICE: Final = Text(
    "What to do: stop the office (`mobility serve`, workers), keep a copy of the data folder as it "
    "is, and compare it with the last backup that verifies (docs/run.md).",
    "Шта сада: зауставите канцеларију (`mobility serve` и раднике), сачувајте копију фасцикле с "
    "подацима каква јесте и упоредите је с последњом резервном копијом која пролази проверу "
    "(docs/run.md).",
)


def verify(
    data: Data = None,
    config: Config = None,
    json: Json = False,
    lang: Lang = "en",
    head: Annotated[
        bool, typer.Option("--head", help="Print one line that proves what stands now; keep it.")
    ] = False,
    against: Annotated[
        str | None,
        typer.Option(
            "--against", metavar="LINE", help="Check that what stood at this line stands."
        ),
    ] = None,
) -> None:
    """Check that everything is as it was written: the database itself, every history, every row of
    cases, people and registers, every due date against its receipt and the calendar in force,
    every file's content.

    Exit status 1 where anything was changed.
    """
    where = place(data, config)
    if head:
        _print_line(where.data, where.config)
        return
    line = read_line(against) if against else None
    with lookup_session(data, config) as (_, connection):
        office = open_office(where.data, where.config)
        office.close_on(closures.in_force(connection))
        result = audit(connection, where.data, office.calendar, line)
    if json:
        since = result.since.isoformat() if result.since else None
        as_json(
            {
                "sound": result.is_sound,
                **_counts(result),
                "since": since,
                "flaws": result.in_language(lang),
            }
        )
    elif result.is_sound:
        lines(
            [
                SOUND.in_(lang).format(**_counts(result)),
                _covered(result).in_(lang),
                *([BEFORE_LINE.in_(lang)] if line else []),
            ]
        )
    else:
        lines(f"✗ {discrepancy}" for discrepancy in result.in_language(lang))
        lines([ADVICE.in_(lang)])
    if not result.is_sound:
        raise typer.Exit(REFUSED)


def _covered(result: Audit) -> Text:
    """From when on everything is covered."""
    if result.since is None:
        return SINCE_THE_FIRST
    day = civil_date(result.since)
    return Text(
        SINCE.en.format(day=f"{day.day} {day:%B %Y}"),
        SINCE.sr.format(day=f"{day.day}. {day.month}. {day.year}."),
    )


def _print_line(data: Path, config: Path | None) -> None:
    app = open_app(data, config)
    with write_transaction(app.engine) as connection:
        line = give_out(connection, clock())
    lines([str(line)])


def _counts(result: Audit) -> dict[str, int]:
    return {"cases": result.cases, "entries": result.entries, "files": result.files}
