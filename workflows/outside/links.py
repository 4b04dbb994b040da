"""Asking for a link again with the address alone, and ending the links of a case."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from office.wiring import Office
from persistence import cases, dossiers, outside_links
from persistence.cases import institution_of
from persistence.persons import case_in_call
from states.addresses import is_erased
from workflows.act import Act
from workflows.cases.status import event_of
from workflows.outside.mails import mail_about
from workflows.outside.own_case import party_of
from workflows.who_may import check_may

MOST_LINKS: Final = 10
"""So many cases of an address are written of at once, the newest."""
ENDERS: Final = ("mobility_coordinator", "academic_coordinator", "head_of_ico")
"""The roles that may end the links of a case."""


def send_links(connection: Connection, office: Office, address: str, now: datetime) -> None:
    """Sends a link to each case of an address; nothing where it is nobody's.

    Whoever asks is told the same either way.
    """
    for case_id, purpose in outside_links.cases_of(connection, address, MOST_LINKS):
        _send_link(connection, office, (case_id, purpose), address, now)


def send_link_to_call(
    connection: Connection, office: Office, call_id: int, address: str, now: datetime
) -> bool:
    """Sends a link to the candidate's running case of an address in a call; False without one."""
    number = case_in_call(connection, call_id, address)
    case_id = cases.find(connection, number) if number else None
    if case_id is None:
        return False
    _send_link(connection, office, (case_id, "candidate"), address, now)
    return True


def _send_link(
    connection: Connection,
    office: Office,
    of: tuple[int, outside_links.Purpose],
    address: str,
    now: datetime,
) -> None:
    case_id, purpose = of
    case, dossier = dossiers.load(connection, [case_id], to_decide=False)[case_id]
    if is_erased(dossier.candidate.email):
        return
    event = event_of(office, case, dossier, now)
    party = party_of(connection, event, purpose, address)
    if party is not None:
        key = f"{case.number}/outside_link/{purpose}/{now.isoformat()}"
        mail_about(connection, office, event, party, ("outside_link", key, {}))


def end_links(act: Act, case_id: int) -> int:
    """Ends all links of a case; returns how many. NotTheirs for who may not."""
    check_may(act, institution_of(act.connection, case_id), ENDERS)
    return outside_links.revoke_all(act.connection, case_id, act.now, act.actor.name)
