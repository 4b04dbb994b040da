"""`mobility table …`: the grading tables of hosts and of our own that the office keeps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import Config, Data, Instead, Json, Person, Role, Speech, place
from cli.show import as_json, lines, table
from cli.withdrawing import All, Reason, gone_words, who, withdraw_entry, withdrawal_json

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
    from cli.answers import refuse
    from cli.handed import actor
    from persistence.database import writing
    from rules.table_choice import named
    from states.decision import Refused
    from workflows.books import clock
    from workflows.registers import keep_table, read_table
    from workflows.starting import open_desk

    where = place(data, config)
    desk = open_desk(where.data, where.config)
    key = desk.office.settings.institution.key
    read = read_table(desk.office, key, file)
    with writing(desk.engine) as connection:
        acting = actor(connection, key, role, name, instead)
        kept = keep_table(connection, desk.office, key, read, acting, clock())
    if isinstance(kept, Refused):
        refuse(kept, json, lang)
    elif json:
        as_json({"table": kept.id})
    else:
        lines([f"Entered: {named(kept).in_(lang)}."])


@app.command("list")
def list_tables(
    every: All = False, data: Data = None, config: Config = None, json: Json = False
) -> None:
    """List the grading tables that the office keeps."""
    from persistence import grading_tables
    from persistence.database import reading
    from workflows.books import open_books

    where = place(data, config)
    books = open_books(where.data, where.config)
    with reading(books.engine) as connection:
        found = grading_tables.register(connection, books.settings.institution.key)
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
    told = (*columns, "Withdrawn") if every else columns
    kept = [row if every else row[:-1] for row in rows]
    table("Grading tables", told, kept, "The office keeps no grading table.")


@app.command("withdraw")
def withdraw_table(
    number: Annotated[int, typer.Argument(metavar="NO", help="The table's number.")],
    reason: Reason,
    role: Role,
    name: Person = "",
    instead: Instead = None,
    data: Data = None,
    config: Config = None,
    lang: Speech = "en",
    json: Json = False,
) -> None:
    """Withdraw a grading table with a reason; Decrees that used it stand."""
    from workflows.registers import withdraw_table as withdraw

    withdraw_entry(
        withdraw, "table", number, (reason, role, name, instead), (data, config), lang, json
    )


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
