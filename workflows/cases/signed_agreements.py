"""An agreement with a partner that both have signed already: written down as one, in one go.

What an office has concluded before its register was kept, or on paper alone, is a case as any
other: opened, with its terms, its places, both signatures and the step that they rest on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date

from states.calls import Candidate
from states.decision import Refused
from states.dossier import Case
from states.frozen import frozen
from states.partner_agreements import PARTNER_AGREEMENT, AgreedPlaces
from workflows.act import Act
from workflows.cases.advance import Request, advance_case
from workflows.cases.partner_agreements import agreement_processes
from workflows.cases.recording import FactRequest, record_fact
from workflows.cases.requests import open_request
from workflows.cases.status import load_case


@frozen
class SignedAgreement:
    """An agreement as it stands on paper: with whom, for which days, when the second of both
    signed, and the places a year; days are civil dates."""

    partner: str
    email: str
    first_day: date
    last_day: date
    signed_on: date
    places: tuple[AgreedPlaces, ...]


def record_signed(act: Act, institution: str, agreement: SignedAgreement) -> Case | Refused:
    """Opens the agreement's case and brings it to where it stands; or why that is refused: then the
    caller takes all of it back.

    Raises ValidationError as `open_request` and the facts do; NotTheirs for who opens none there.
    """
    (process,) = agreement_processes(act.office, institution, act.today)
    case = open_request(act, institution, process, Candidate(agreement.partner, agreement.email))
    signs = act.office.regulation_of(act.office.in_force(institution, process, act.today)).signs
    for fact, details in _facts(agreement, signs or "rector"):
        request = FactRequest(case.id, fact, details)
        recorded_fact = record_fact(act.connection, act.office, request, act.actor, act.now)
        if isinstance(recorded_fact, Refused):
            return recorded_fact
    step = Request(case.id, "conclude")
    outcome = advance_case(act.connection, act.office, step, act.actor, act.now)
    return outcome if isinstance(outcome, Refused) else load_case(act.connection, case.id)[0]


def _facts(
    agreement: SignedAgreement, representative: str
) -> Iterator[tuple[str, Mapping[str, object]]]:
    period = {"from": agreement.first_day.isoformat(), "to": agreement.last_day.isoformat()}
    yield "partner_terms", period
    for places in agreement.places:
        yield "agreed_places", {k: v for k, v in asdict(places).items() if v is not None}
    for party in (representative, "partner"):
        on = agreement.signed_on.isoformat()
        yield "signature", {"document": PARTNER_AGREEMENT, "party": party, "on": on}
