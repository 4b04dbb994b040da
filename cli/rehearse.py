"""`rehearse`: a scenario played on a fresh database with a virtual clock, step by step."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.errors import REFUSED
from cli.options import Config, Data, Json, place
from cli.show import as_json, lines, moment, words
from cli.tables import table
from office.wiring import open_office
from simulation.rehearsal import report as rehearsal
from simulation.rehearsal.report import Report, StepReport


def rehearse(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="The scenarios to play.")],
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """Play scenarios and say what held and what did not (exit status 1 where anything did not)."""
    where = place(data, config)
    office = open_office(where.data, where.config)
    reports = [rehearsal.rehearse(office, path) for path in files]
    all_held = all(report.held for report in reports)
    if json:
        as_json({"held": all_held, "scenarios": [report.to_json() for report in reports]})
    else:
        for report in reports:
            _show(report)
    if not all_held:
        raise typer.Exit(REFUSED)


def _show(report: Report) -> None:
    rows = [
        (
            "✓" if step.held else "✗", moment(step.at), step.what, words(step.state),
            step.due, "\n".join(step.problems),
        )
        for step in report.steps
    ]  # fmt: skip
    columns = ("", "When", "Step", "State", "Due", "Did not hold")
    width = len(columns) - 1 if report.held else len(columns)
    visible_rows = [row[:width] for row in rows]
    table(report.title, columns[:width], visible_rows, "The scenario has no steps.")
    lines([f"{report.file}: {_verdict(report.steps)}", ""])


def _verdict(steps: tuple[StepReport, ...]) -> str:
    wrong = sum(not step.held for step in steps)
    if wrong:
        return f"{wrong} of {len(steps)} steps did not go as expected"
    return f"all {len(steps)} steps went as expected"
