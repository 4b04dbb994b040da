"""The agreements with partners that stand before the first step of a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection

from persistence import calls as call_rows
from rules.host_agreements import asks_for_agreements
from simulation.rehearsal.form import AgreementGiven
from states.calls import Call, Candidate, Host
from states.decision import Refused
from states.definition import ProcessDefinition
from states.partner_agreements import AgreedPlaces
from states.validation_error import ValidationError
from workflows.act import Act
from workflows.cases.signed_agreements import SignedAgreement, record_signed

NO_MAILBOX: Final = "partner@partners.example"
"""Where a partner is written to of whom a scenario tells no address."""
_BEFORE: Final = timedelta(days=365)
_AFTER: Final = timedelta(days=3650)


def enter_partners(connection: Connection, partners: Iterable[Candidate]) -> None:
    """Whom an agreement is about is in the register of partners."""
    for partner in partners:
        call_rows.partner(connection, Host(partner.name, partner.email))


def give_agreements(
    act: Act,
    definition: ProcessDefinition,
    given_agreements: Sequence[AgreementGiven] | None,
    call: Call,
) -> None:
    """Records the agreements that are given; where nothing is said of any, one with each host of
    the call, if the rules ask for it. Raises ValidationError for one that can't stand."""
    addresses = {host.name: host.email for host in call.hosts}
    if given_agreements is None:
        rule = act.office.regulation_of(definition).calls.agreements
        is_asked = asks_for_agreements(rule, definition.kind, call.published)
        given_agreements = _with_each_host(act, call) if is_asked else ()
    for agreement in given_agreements:
        email = addresses.get(agreement.partner, NO_MAILBOX)
        call_rows.partner(act.connection, Host(agreement.partner, email))
        outcome = record_signed(act, definition.institution, _signed(agreement, email))
        if isinstance(outcome, Refused):
            raise ValidationError(f"given.agreements: {outcome.reasons[0].message}")


def _with_each_host(act: Act, call: Call) -> list[AgreementGiven]:
    since, until = min(call.published, act.today) - _BEFORE, max(call.closes, act.today) + _AFTER
    return [AgreementGiven(host.name, since, until, since) for host in call.hosts]


def _signed(given_agreement: AgreementGiven, email: str) -> SignedAgreement:
    places = AgreedPlaces(
        given_agreement.direction, given_agreement.mobility, given_agreement.yearly_places
    )
    return SignedAgreement(
        given_agreement.partner,
        email,
        given_agreement.first_day,
        given_agreement.last_day,
        given_agreement.signed_on,
        (places,),
    )
