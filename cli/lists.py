"""`worklist` and `stuck`: what the office waits for, and what does not go on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.opening import books
from cli.options import Config, Data, Json, Speech
from cli.show import as_json, due, table, words

if TYPE_CHECKING:
    from persistence.worklist import Waiting


def worklist(
    role: Annotated[
        str | None, typer.Option("--role", metavar="ROLE", help="Only what waits for this role.")
    ] = None,
    data: Data = None,
    config: Config = None,
    lang: Speech = "en",
    json: Json = False,
) -> None:
    """Everything that is open: what is awaited, from whom, until when; what is due first, first."""
    from cli.handed import role_named
    from persistence import worklist as lists
    from states.moments import civil_date
    from workflows.running.read_only_office import clock

    wanted, today = role_named(role) if role else None, civil_date(clock())
    with books(data, config) as (office, connection):
        found = lists.waiting(connection, today, office.institution, wanted)
    _show("Work list", found, today, lang, json, "Nothing is open.")


def stuck(
    data: Data = None, config: Config = None, lang: Speech = "en", json: Json = False
) -> None:
    """What does not go on: overdue, nobody there to act, or a mail or document given up."""
    from persistence import outbox
    from persistence import worklist as lists
    from states.moments import civil_date
    from workflows.running.read_only_office import clock

    today = civil_date(clock())
    with books(data, config) as (office, connection):
        key = office.institution
        found = lists.stuck(connection, today, key)
        given_up = outbox.given_up(connection, [key])
    if json:
        cases = [waiting_json(one, today, lang) for one in found]
        as_json({"cases": cases, "actions": given_up})
        return
    _show("Stuck cases", found, today, lang, False, "No case is stuck.")
    columns = ("label", "id", "status", "attempts", "last_error")
    rows = [tuple(row[column] for column in columns) for row in given_up]
    table(
        "Mails and documents given up",
        ("Action", "Number", "Status", "Attempts", "Last error"),
        rows,
        "No mail or document was given up.",
    )


def _show(title: str, found: list[Waiting], today: date, lang: str, json: bool, none: str) -> None:
    if json:
        as_json([waiting_json(one, today, lang) for one in found])
        return
    rows = [
        (
            one.number,
            one.candidate,
            words(one.state),
            words(one.awaited),
            ", ".join(one.people) or ", ".join(map(words, one.owners)),
            *due(one.due, today),
            one.obstacle.in_(lang) if one.obstacle else "",
        )
        for one in found
    ]
    columns = ("Case", "Candidate", "State", "Awaits", "From", "Due", "", "Trouble")
    troubled = any(one.obstacle for one in found)
    shown = [row if troubled else row[:-1] for row in rows]
    table(f"{title} · {len(found)}", columns if troubled else columns[:-1], shown, none)


def waiting_json(one: Waiting, today: date, lang: str) -> dict[str, Any]:
    """An open case as plain values; `overdue_days` is 0 while it is not overdue."""
    late = (today - one.due).days if one.due else 0
    return {
        "case": one.number,
        "candidate": one.candidate,
        "process": one.process,
        "state": one.state,
        "awaits": one.awaited,
        "owners": list(one.owners),
        "people": list(one.people),
        "due": one.due.isoformat() if one.due else None,
        "overdue_days": max(late, 0),
        "trouble": one.obstacle.in_(lang) if one.obstacle else None,
    }
