"""`mobility stuck`: what does not go on."""

from __future__ import annotations

from cli.lookup_session import lookup_session
from cli.options import Config, Data, Json, Lang
from cli.show import as_json
from cli.tables import table
from cli.worklist import show_waiting, waiting_json
from persistence import action_lists, given_up_actions, worklist
from states.moments import civil_date
from workflows.running.read_only_office import clock


def stuck(data: Data = None, config: Config = None, lang: Lang = "en", json: Json = False) -> None:
    """What does not go on: overdue, nobody there to act, or a mail or document given up."""
    now = clock()
    today = civil_date(now)
    with lookup_session(data, config) as (institution, connection):
        cases = worklist.stuck(connection, today, institution)
        actions = given_up_actions.given_up(connection, [institution])
        lying_actions = action_lists.unattended(connection, [institution], now, action_lists.UNSET)
    if json:
        as_json(
            {
                "cases": [waiting_json(case, today, lang) for case in cases],
                "actions": [action._asdict() for action in actions],
                "unattended": [action._asdict() for action in lying_actions],
            }
        )
        return
    show_waiting("Stuck cases", cases, today, lang, "No case is stuck.")
    keys = ("label", "id", "status", "attempts", "last_error")
    rows = [tuple(getattr(action, key) for key in keys) for action in actions]
    columns = ("Action", "Number", "Status", "Attempts", "Last error")
    table("Mails and documents given up", columns, rows, "No mail or document was given up.")
    if lying_actions:
        rows = [tuple(getattr(action, key) for key in keys) for action in lying_actions]
        table("Mails and documents that nobody works on", columns, rows, "")
