"""`mobility table …`: the grading tables of hosts and of our own that the office keeps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.opening import acting, books
from cli.options import Config, Data, Instead, Json, Person, Role, Speech
from cli.show import as_json, who
from cli.withdrawing import All, gone_words, show_register, withdrawal_json, withdrawing

if TYPE_CHECKING:
    from persistence.grading_tables import KeptTable

app = typer.Typer(
    no_args_is_help=True, help="Grading tables of hosts and of our own (BMU-22.4, annex 10)."
)


@app.command("add")
def add(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="YAML: institution, field, from, to, source, grades."),
    ],
    role: Role,
    name: Person = "",
    instead: Instead = None,
    data: Data = None,
    config: Config = None,
    lang: Speech = "en",
    json: Json = False,
) -> None:
    """Enter a grading table of a host, or of our own where the file names no institution.

    `{institution: University of Graz, field: "061", from: 2025-10-01, to: 2027-09-30, grades:
    [{grade: 1, percent: 24}, …, {grade: 5, percent: 9, passing: false}]}`, best grade first.
    """
    from cli.answers import answer, done
    from cli.handed import actor
    from rules.table_choice import named
    from workflows.registers.registers import keep_table, read_table
    from workflows.running.read_only_office import clock

    with acting(data, config) as (app, connection):
        key = app.office.settings.institution.key
        read = read_table(app.office, key, file)
        by = actor(connection, key, role, name, instead)
        outcome = keep_table(connection, app.office, key, read, by, clock())
    kept = done(outcome, json, lang)
    answer({"table": kept.id}, f"Entered: {named(kept).in_(lang)}.", json)


@app.command("list")
def list_tables(
    every: All = False, data: Data = None, config: Config = None, json: Json = False
) -> None:
    """List the grading tables that the office keeps."""
    from persistence import grading_tables

    with books(data, config) as (office, connection):
        found = grading_tables.register(connection, office.institution)
    shown = [one for one in found if every or one.withdrawn is None]
    if json:
        as_json([_table_json(one) for one in shown])
        return
    rows = [
        (
            one.table.id,
            one.table.institution or "our own",
            one.table.field or "all fields",
            f"{one.table.first_day} – {one.table.last_day or ''}",
            ", ".join(f"{g.grade} {g.percent}" if g.passing else f"({g.grade})"
                      for g in one.table.grades),
            who(one.person, one.role),
            gone_words(one.withdrawn),
        )
        for one in shown
    ]  # fmt: skip
    columns = ("No.", "Institution", "ISCED-F", "Years", "Grades, per cent", "Entered by")
    show_register("Grading tables", columns, rows, every, "The office keeps no grading table.")


withdrawing(app, "table", "Withdraw a grading table with a reason; Decrees that used it stand.")


def _table_json(one: KeptTable) -> dict[str, Any]:
    it = one.table
    return {
        "id": it.id,
        "institution": it.institution,
        "field": it.field,
        "from": it.first_day.isoformat(),
        "to": it.last_day.isoformat() if it.last_day else None,
        "source": it.source,
        "grades": [
            {"grade": g.grade, "percent": g.percent, "passing": g.passing} for g in it.grades
        ],
        "entered_by": who(one.person, one.role),
        "withdrawn": withdrawal_json(one.withdrawn, None),
    }
