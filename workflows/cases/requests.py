"""Cases opened one by one, in no call: a Transcript of Records (BMU-12a), a project (ICO-1), an
agreement with a partner (BMU-4b).

Every case belongs to a call; these belong to one that stands for all requests of their process. It
is never published, closes never, and no page lists it among the calls.
"""

from __future__ import annotations

from datetime import datetime

from office.wiring import Office
from persistence.requests import requests_call
from states.calls import Candidate
from states.dossier import Case
from states.moments import civil_date
from states.validation_error import ValidationError
from workflows.act import Act
from workflows.cases.new_case import open_case, openers_of
from workflows.cases.newcomers import check_subject
from workflows.who_may import check_may


def only_request(office: Office, institution: str, now: datetime) -> str:
    """The one process of an institution whose cases people ask for: nobody asks for a project, nor
    for an agreement with a partner.

    Raises ValidationError where there is none, or several.
    """
    definitions = office.processes(institution, civil_date(now))
    processes = [
        definition.process
        for definition in definitions
        if definition.by_request and not definition.kind.nobody_goes
    ]
    if len(processes) != 1:
        process_names = ", ".join(processes) or "none"
        raise ValidationError(
            f"say what is asked for with --process; {institution} has: {process_names}"
        )
    return processes[0]


def open_request(act: Act, institution: str, process: str, candidate: Candidate) -> Case:
    """Opens a case on a person's own request, on the definition in force today.

    Raises ValidationError for a process whose cases are opened in a call, and as `check_subject`;
    NotTheirs as `open_case`.
    """
    definition = act.office.in_force(institution, process, act.today)
    check_may(act, institution, openers_of(definition))
    if not definition.by_request:
        raise ValidationError(f"{process} is not opened on request: open its case in a call")
    check_subject(act, definition, candidate)
    call_id = requests_call(act.connection, institution, process, definition.title.en, act.today)
    return open_case(act, call_id, candidate)
