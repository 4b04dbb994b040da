"""The one case that somebody outside may see: by a link, as long as that and the address hold.

Nothing here knows another case, a call's other candidates, or the office's people.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from actions.addressees import Addressee, addressees
from actions.case_event import CaseEvent
from office.wiring import Office
from persistence import dossiers, outside_links
from persistence.directory import Directory
from persistence.outside_links import OutsideLink, Purpose
from states.addresses import address_key, is_erased
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from states.frozen import frozen
from workflows.cases.locking import lock_for
from workflows.cases.status import event_of
from workflows.outside.agreement_text import is_signed_by_link


@frozen
class OwnCase:
    """A case with the link that shows it, and the person or desk whose link it is; `may_sign` where
    its agreement may be signed by a link."""

    link: OutsideLink
    case: Case
    dossier: Dossier
    definition: ProcessDefinition
    party: Addressee
    may_sign: bool

    @property
    def purpose(self) -> Purpose:
        """As whom they see it."""
        return self.link.purpose


def open_link(
    connection: Connection, office: Office, link_token: str, now: datetime
) -> OwnCase | None:
    """The case of a link; None for every link that opens nothing, whatever the reason.

    Ended, revoked, locked, altered, of a case that was erased, or of an address that is no more the
    one that the case's mails go to: all alike.
    """
    link = outside_links.find(connection, link_token, now)
    of_link = outside_links.case_of(connection, link) if link else None
    if link is None or of_link is None:
        return None
    case_and_dossier = dossiers.load(connection, [of_link.id]).get(of_link.id)
    return _own_case(connection, office, link, case_and_dossier, now) if case_and_dossier else None


def open_locked(
    connection: Connection, office: Office, link_token: str, step: str, now: datetime
) -> tuple[OwnCase, dossiers.LockedCase] | None:
    """The same for whoever is about to hand something in: nobody else changes the case meanwhile.

    The link is asked for again once the case is locked: it may have ended until then.
    """
    link = outside_links.find(connection, link_token, now)
    of_link = outside_links.case_of(connection, link) if link else None
    if link is None or of_link is None:
        return None
    locked_case = lock_for(connection, office, {of_link.id: step}).get(of_link.id)
    link = outside_links.find(connection, link_token, now)
    if locked_case is None or link is None:
        return None
    own = _own_case(connection, office, link, (locked_case.case, locked_case.dossier), now)
    return (own, locked_case) if own else None


def party_of(
    connection: Connection, event: CaseEvent, purpose: Purpose, address: str
) -> Addressee | None:
    """Whoever has an address in a case, as mails know them; None where nobody has it any more."""
    people = addressees(Directory(connection), event, purpose)
    key = address_key(address)
    return next((party for party in people if address_key(party.email) == key), None)


def _own_case(
    connection: Connection,
    office: Office,
    link: OutsideLink,
    case_and_dossier: dossiers.Pair,
    now: datetime,
) -> OwnCase | None:
    case, dossier = case_and_dossier
    if is_erased(dossier.candidate.email):
        return None
    event = event_of(office, case, dossier, now)
    party = party_of(connection, event, link.purpose, link.address)
    if party is None:
        return None
    may_sign = is_signed_by_link(office, event.definition.kind)
    return OwnCase(link, case, dossier, event.definition, party, may_sign)
