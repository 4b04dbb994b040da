"""`mobility staff list`: who holds which role on a day, and who is deputy for whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from cli.arguments import read_day
from cli.lookup_session import lookup_session
from cli.options import Config, Data, Json
from cli.show import Plain, as_json, words
from cli.tables import table
from persistence import deputies as deputy_rows
from persistence import staff
from persistence.deputies import Deputy
from persistence.staff import Appointed, Assignment
from states.moments import civil_date
from states.vocabulary import OFFICE_ROLES
from workflows.running.read_only_office import clock


def list_staff(
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day. Left out: today.")
    ] = None,
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """List who holds which role on a day, since when, until when, appointed by whom."""
    day = read_day(on) if on else civil_date(clock())
    with lookup_session(data, config) as (institution, connection):
        register = staff.appointments_at(connection, institution)
        deputies_since = deputy_rows.deputies_since(connection, institution, day)
    current_entries = [entry for entry in register if entry.holds_on(day)]
    current_entries.sort(key=lambda entry: (OFFICE_ROLES.index(entry.given.role), entry.member.id))
    deputies = [deputy for deputy in deputies_since if deputy.holds_on(day)]
    if json:
        as_json([_entry_json(entry, deputies) for entry in current_entries])
        return
    columns = ("Role", "Login", "Name", "From", "To", "Appointed by")
    rows = map(_cells, current_entries)
    table(f"Staff on {day}", columns, rows, "Nobody works here on that day.")
    if deputies:
        days = [
            (words(d.who), words(d.deputy_for), d.period.first_day, d.period.last_day)
            for d in deputies
        ]
        table("Standing in", ("Role", "Instead of", "From", "To"), days, "")


def assignment_json(assignment: Assignment) -> Plain:
    """An assignment as plain values; `to` is None where it is open."""
    return {
        "role": assignment.role,
        "from": assignment.first_day,
        "to": assignment.last_day,
        "appointed_by": assignment.appointed_as,
        "appointed_by_name": assignment.appointed_by,
    }


def _entry_json(entry: Appointed, deputies: Sequence[Deputy]) -> Plain:
    member, role = entry.member, entry.given.role
    return {
        "login": member.login,
        "name": member.name,
        "email": member.email,
        **assignment_json(entry.given),
        "stands_in_for": [
            {
                "role": deputy.deputy_for,
                "from": deputy.period.first_day,
                "to": deputy.period.last_day,
            }
            for deputy in deputies
            if deputy.who == role
        ],
    }


def _cells(entry: Appointed) -> tuple[object, ...]:
    assignment = entry.given
    appointer = (words(assignment.appointed_as), assignment.appointed_by)
    return (
        words(assignment.role), entry.member.login, entry.member.name, assignment.first_day,
        assignment.last_day or "", ", ".join(filter(None, appointer)),
    )  # fmt: skip
