"""`mobility table list`: the grading tables of hosts and of our own that the office keeps."""

from __future__ import annotations

from cli.lookup_session import lookup_session
from cli.options import Config, Data, Json
from cli.register_tables import All, describe_withdrawal, show_register, withdrawal_json
from cli.show import Plain, as_json, day_json, who
from persistence import grading_tables
from persistence.grading_tables import KeptTable
from states.recognition import GradeShare


def list_tables(
    with_withdrawn: All = False, data: Data = None, config: Config = None, json: Json = False
) -> None:
    """List the grading tables that the office keeps."""
    with lookup_session(data, config) as (institution, connection):
        entries = grading_tables.register(connection, institution)
    matching_entries = [entry for entry in entries if with_withdrawn or entry.withdrawn is None]
    if json:
        as_json([_table_json(entry) for entry in matching_entries])
        return
    columns = ("No.", "Institution", "ISCED-F", "Years", "Grades, per cent", "Entered by")
    none = "The office keeps no grading table."
    show_register("Grading tables", columns, map(_cells, matching_entries), with_withdrawn, none)


def _cells(entry: KeptTable) -> tuple[object, ...]:
    table = entry.table
    return (
        table.id,
        table.institution or "our own",
        table.field or "all fields",
        f"{table.first_day} – {table.last_day or ''}",
        ", ".join(map(_share, table.grades)),
        who(entry.person, entry.role),
        describe_withdrawal(entry.withdrawn),
    )


def _share(share: GradeShare) -> str:
    return f"{share.grade} {share.percent}" if share.passing else f"({share.grade})"


def _table_json(entry: KeptTable) -> Plain:
    table = entry.table
    return {
        "id": table.id,
        "institution": table.institution,
        "field": table.field,
        "from": table.first_day.isoformat(),
        "to": day_json(table.last_day),
        "source": table.source,
        "grades": [
            {"grade": share.grade, "percent": share.percent, "passing": share.passing}
            for share in table.grades
        ],
        "entered_by": who(entry.person, entry.role),
        "withdrawn": withdrawal_json(entry.withdrawn, None),
    }
