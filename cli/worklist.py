"""`mobility worklist`: what the office waits for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from cli.arguments import read_role
from cli.lookup_session import lookup_session
from cli.options import Config, Data, Json, Lang
from cli.show import Plain, as_json, day_json, words
from cli.tables import due, table
from persistence.worklist import Waiting, waiting
from states.moments import civil_date
from workflows.running.read_only_office import clock


def worklist(
    role: Annotated[
        str | None, typer.Option("--role", metavar="ROLE", help="Only what waits for this role.")
    ] = None,
    data: Data = None,
    config: Config = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Everything that is open: what is awaited, from whom, until when; what is due first, first."""
    owner, today = read_role(role) if role else None, civil_date(clock())
    with lookup_session(data, config) as (institution, connection):
        cases = waiting(connection, today, institution, owner)
    if json:
        as_json([waiting_json(case, today, lang) for case in cases])
    else:
        show_waiting("Work list", cases, today, lang, "Nothing is open.")


def show_waiting(title: str, cases: Sequence[Waiting], today: date, lang: str, none: str) -> None:
    """Open cases as a table; what troubles them and why they rest, where anything does."""
    columns = ["Case", "Candidate", "State", "Awaits", "From", "Due", ""]
    rows = [_row(case, today) for case in cases]
    reasons = {
        "Trouble": [case.obstacle for case in cases],
        "Rests": [case.rests for case in cases],
    }
    for column, texts in reasons.items():
        if any(texts):
            columns.append(column)
            for row, text in zip(rows, texts, strict=True):
                row.append(text.in_(lang) if text else "")
    table(f"{title} · {len(cases)}", columns, rows, none)


def _row(case: Waiting, today: date) -> list[object]:
    owners = ", ".join(case.people) or ", ".join(map(words, case.owners))
    return [
        case.number, case.candidate, words(case.state), words(case.awaited), owners,
        *due(case.due, today),
    ]  # fmt: skip


def waiting_json(case: Waiting, today: date, lang: str) -> Plain:
    """An open case as plain values; `overdue_days` is 0 while it is not overdue."""
    late = (today - case.due).days if case.due and case.is_overdue(today) else 0
    return {
        "case": case.number,
        "candidate": case.candidate,
        "process": case.process,
        "state": case.state,
        "awaits": case.awaited,
        "owners": list(case.owners),
        "people": list(case.people),
        "due": day_json(case.due),
        "overdue_days": late,
        "trouble": case.obstacle.in_(lang) if case.obstacle else None,
        "rests": case.rests.in_(lang) if case.rests else None,
    }
