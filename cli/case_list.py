"""`mobility case list`: the cases of the office, by what is due first."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from cli.call_ref import get_call
from cli.lookup_session import lookup_session
from cli.options import Config, Data, Json
from cli.show import Plain, as_json, day_json, words
from cli.tables import due, safe_by, table
from persistence.case_list import EVERY, ListedCase, page_of_cases
from persistence.list_conditions import Asked, CaseFilter
from persistence.list_readers import Reader
from states.moments import civil_date
from workflows.running.read_only_office import clock


def list_cases(
    state: Annotated[
        str | None, typer.Option("--state", metavar="STATE", help="Only cases in this state.")
    ] = None,
    call: Annotated[
        str | None, typer.Option("--call", metavar="CALL", help="Only cases of this call.")
    ] = None,
    still_open: Annotated[
        bool, typer.Option("--open", help="Only cases that have not ended.")
    ] = False,
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """List the cases, by what is due first."""
    today = civil_date(clock())
    with lookup_session(data, config) as (institution, connection):
        call_id = get_call(connection, call).id if call else None
        wishes = CaseFilter(state=state or "", call=call_id, still_open=still_open)
        list_wish = Asked(Reader((institution,), (), today), "all", wishes)
        cases = page_of_cases(connection, list_wish, "due", 0, EVERY)
    if json:
        as_json([_case_json(case) for case in cases])
        return
    columns = ("Case", "Candidate", "Process", "State", "Awaits", "Due", "", "Safe by")
    rows = [_row(case, today) for case in cases]
    table(f"Cases · {len(cases)}", columns, rows, "There is no such case.")


def _row(case: ListedCase, today: date) -> tuple[object, ...]:
    awaited_cells = (
        ("ended", "", "", "")
        if case.ended
        else (words(case.awaited), *due(case.due, today), safe_by(case.safe_by, today))
    )
    return (case.number, case.candidate, words(case.process), words(case.state), *awaited_cells)


def _case_json(case: ListedCase) -> Plain:
    return {
        "case": case.number,
        "candidate": case.candidate,
        "process": case.process,
        "state": case.state,
        "awaits": case.awaited,
        "owners": list(case.owners),
        "due": day_json(case.due),
        "safe_by": day_json(case.safe_by),
        "ended": case.ended,
    }
