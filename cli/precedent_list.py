"""`mobility precedents list`: what was recognised before, and where."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.lookup_session import lookup_session
from cli.options import Config, Data, Json
from cli.register_tables import All, describe_withdrawal, show_register, withdrawal_json
from cli.show import Plain, as_json
from persistence import precedents
from persistence.precedents import Registered
from states.text import alike


def list_precedents(
    host: Annotated[
        str | None, typer.Option("--host", metavar="HOST", help="Only courses of this host.")
    ] = None,
    with_withdrawn: All = False,
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """List what was recognised before: host, course, home course, its source case and date."""
    with lookup_session(data, config) as (institution, connection):
        entries = precedents.register(connection, institution)
    matching_entries = [
        entry
        for entry in entries
        if (with_withdrawn or entry.withdrawn is None)
        and (host is None or alike(entry.precedent.host) == alike(host))
    ]
    if json:
        as_json([_precedent_json(entry) for entry in matching_entries])
        return
    columns = ("No.", "Host", "Course", "Counts as", "Decided in", "On")
    rows = map(_cells, matching_entries)
    show_register("Precedents", columns, rows, with_withdrawn, "Nothing was recognised yet.")


def _precedent_json(entry: Registered) -> Plain:
    precedent = entry.precedent
    home = precedent.home
    return {
        "id": precedent.id,
        "host": precedent.host,
        "course": precedent.course,
        "home": {"title": home.title, "ects": home.ects, "hours": home.hours},
        "together_with": list(precedent.together_with),
        "case": precedent.case,
        "decree": precedent.decree,
        "on": precedent.recognised_on.isoformat(),
        "withdrawn": withdrawal_json(entry.withdrawn, entry.replaced_by),
    }


def _cells(entry: Registered) -> tuple[object, ...]:
    precedent, home = entry.precedent, entry.precedent.home
    other_courses = ", ".join(precedent.together_with)
    withdrawal_text = describe_withdrawal(entry.withdrawn)
    return (
        precedent.id,
        precedent.host,
        f"{precedent.course} (with {other_courses})" if other_courses else precedent.course,
        f"{home.title}, {home.ects} ECTS, {home.hours} h",
        f"{precedent.case}, {precedent.decree}",
        precedent.recognised_on,
        f"replaced by {entry.replaced_by}" if entry.replaced_by else withdrawal_text,
    )
