"""A case's money as rules look at it: its stay, its rates, and what a grant would come to now."""

from __future__ import annotations

import json
from datetime import date, datetime

from office.wiring import Office
from rules.granted_stay import granted_stay, is_of_another_stay, terms_in_force
from rules.granting import host_country, without_rate
from rules.grants import GrantedTerms, GrantReceipt, grant_for, settled, settled_costs
from rules.parameters import Parameters
from rules.rates import Rates, rates_for
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier, Period
from states.frozen import frozen, replace
from states.moments import civil_date
from states.money import GRANT, GrantTerms, is_settled, newest_grant, promised


@frozen
class CaseMoney:
    """A case whose money is looked at, under its definition, in an office at an instant."""

    office: Office
    definition: ProcessDefinition
    case: Case
    dossier: Dossier
    now: datetime

    @property
    def today(self) -> date:
        """The civil date of the instant."""
        return civil_date(self.now)

    @property
    def rule(self) -> str:
        """The rule that grants of this process rest on."""
        return self.definition.facts[GRANT].rule

    @property
    def numbers(self) -> Parameters:
        """Its numbers, as they were in force when the grant was made; before, today's."""
        ledger = self.dossier.ledger
        return self.definition.numbers(self.rule, ledger[0].on if ledger else self.today)

    @property
    def rates(self) -> Rates | None:
        """The rates of the case's call."""
        application = self.dossier.application
        if application is None:
            return None
        year = self.dossier.call.published.year
        return rates_for(self.office.rates, application.programme, year)

    def stay(self, prolonged_to: date | None) -> Period | None:
        """The days that can be granted for now."""
        return granted_stay(self.definition, self.case, self.dossier, prolonged_to)


def is_of_another_programme(money: CaseMoney) -> bool:
    """Whether the grant that stands was counted by the rates of a programme in which the case is no
    more, its own having none: by a corrected application, say. Nothing is granted then."""
    entry, application = newest_grant(money.dossier.ledger), money.dossier.application
    if entry is None or application is None or money.rates is not None:
        return False
    entry_rates = (rates for rates in money.office.rates if rates.name == entry.rates)
    return any(rates.programme != application.programme for rates in entry_rates)


def counted(money: CaseMoney, terms: GrantTerms) -> GrantReceipt | None:
    """What a grant on these terms comes to; None where there are no rates for it."""
    entry = newest_grant(money.dossier.ledger)
    if entry and entry.receipt and is_of_another_programme(money):
        receipt = GrantReceipt.from_json(json.loads(entry.receipt))
        return replace(receipt, stay=money.stay(terms.prolonged_to), days=0, parts=())
    rates = money.rates
    if rates is None or without_rate(money.definition, money.dossier, rates):
        return None
    rate = rates.support_of(money.definition.process)
    assert rate is not None, "found by without_rate"
    on = GrantedTerms(money.definition.process, host_country(money.dossier), terms)
    return grant_for(money.rule, rates, rate, money.stay(terms.prolonged_to), on)


def counted_as_settled(money: CaseMoney, terms: GrantTerms) -> GrantReceipt | None:
    """The same, with what a journey cost that was settled: the flat rate never comes back."""
    receipt = counted(money, terms)
    costs = settled_costs(money.dossier.ledger)
    if receipt is None or receipt.stay is None or costs is None or is_of_another_programme(money):
        return receipt
    return settled(receipt, costs)


def proposed_grant(money: CaseMoney) -> GrantReceipt | None:
    """The grant as it would be for the stay of now, where it stands for another; else None.

    A journey is settled, and not granted for anew (`is_to_settle`).
    """
    entry, terms = newest_grant(money.dossier.ledger), terms_in_force(money.dossier)
    if entry is None or terms is None or is_to_settle(money):
        return None
    if is_of_another_programme(money):
        return counted(money, terms) if promised(money.dossier.ledger) else None
    if not is_of_another_stay(entry, money.stay(terms.prolonged_to)):
        return None
    return counted_as_settled(money, terms)


def is_to_settle(money: CaseMoney) -> bool:
    """Whether a journey that was ordered is over, and not settled as the stay is now."""
    dossier = money.dossier
    entry, terms = newest_grant(dossier.ledger), terms_in_force(dossier)
    if entry is None or terms is None:
        return False
    if dossier.travel_order is None or dossier.stay.returned_on is None:
        return False
    if is_of_another_programme(money):
        return False
    is_other_stay = is_of_another_stay(entry, money.stay(terms.prolonged_to))
    return not is_settled(dossier.ledger) or is_other_stay
