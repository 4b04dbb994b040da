"""Cases that people ask for one by one, in no call: a Transcript of Records (BMU-12a).

Every case belongs to a call; these belong to one that stands for all requests of their process. It
is never published, closes never, and no page lists it among the calls.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from office.wiring import Office
from persistence import calls as call_rows
from states.calls import Candidate
from states.decision import Actor
from states.dossier import Case
from states.moments import civil_date
from states.validation_error import ValidationError
from workflows.calls.opening import open_case


def only_request(office: Office, institution: str, now: datetime) -> str:
    """The one process of an institution whose cases are opened on request.

    Raises ValidationError where there is none, or several.
    """
    processes = office.processes(institution, civil_date(now))
    names = [definition.process for definition in processes if definition.by_request]
    if len(names) != 1:
        known = ", ".join(names) or "none"
        raise ValidationError(f"say what is asked for with --process; {institution} has: {known}")
    return names[0]


def open_request(
    connection: Connection,
    office: Office,
    institution: str,
    process: str,
    candidate: Candidate,
    actor: Actor,
    now: datetime,
) -> Case:
    """Opens a case on a person's own request, on the definition in force today.

    Raises ValidationError for a process whose cases are opened in a call.
    """
    definition = office.in_force(institution, process, civil_date(now))
    if not definition.by_request:
        raise ValidationError(f"{process} is not opened on request: open its case in a call")
    call_id = call_rows.requests_call(
        connection, institution, process, definition.title.en, civil_date(now)
    )
    return open_case(connection, office, call_id, candidate, actor, now)
