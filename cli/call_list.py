"""`mobility call list`: the calls, and how far each has come."""

from __future__ import annotations

from cli.lookup_session import lookup_session
from cli.options import Config, Data, Json
from cli.show import Plain, as_json
from cli.tables import table
from persistence.call_overview import CallLine, all_call_lines


def list_calls(data: Data = None, config: Config = None, json: Json = False) -> None:
    """List the calls, the newest first."""
    with lookup_session(data, config) as (_, connection):
        calls = all_call_lines(connection)
    if json:
        as_json([_call_json(call) for call in calls])
        return
    rows = [
        (call.id, call.title, call.published, call.closes, call.opened, _progress(call))
        for call in calls
    ]
    columns = ("#", "Call", "Published", "Closes", "Cases", "List")
    table(f"Calls · {len(rows)}", columns, rows, "No call has been opened.")


def _progress(call: CallLine) -> str:
    if not call.list_version:
        return "not published"
    return f"version {call.list_version} of {call.list_published_on}"


def _call_json(call: CallLine) -> Plain:
    return {
        "call": call.id,
        "title": call.title,
        "institution": call.institution,
        "process": call.process,
        "published": call.published,
        "closes": call.closes,
        "cases": call.opened,
        "list_version": call.list_version,
        "appeal_until": call.appeal_until,
    }
