"""A fact of a case's money, judged and counted: what the ledger then holds, or why it can't.

A grant is counted from the office's rates and held against the call's budget, under the lock of the
call, so that two cases are not promised the same money.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Connection

from persistence import budgets
from rules.granted_stay import terms_in_force
from rules.granting import Purse, beyond_the_budget, no_stay, not_owed_back, unpayable, without_rate
from rules.grants import GrantReceipt
from rules.instalments import can_be_set_off, owed
from states.applying import apply_fact
from states.decision import SYSTEM, Refused, judged_by
from states.dossier import Case, Dossier, Period
from states.fact_declaration import Payload
from states.facts import recording
from states.frozen import replace
from states.money import (
    GRANT,
    REFUND,
    GrantTerms,
    Ledger,
    LedgerEntry,
    Payment,
    PaymentCorrection,
    cents_of,
    is_settled,
    newest_grant,
    promised,
)
from states.money_facts import with_entry
from states.payloads import STAY_CHANGE
from states.reasons import GuardReason, Reason
from states.text import Text
from states.validation_error import ValidationError
from workflows.cases.case_money import CaseMoney, counted_as_settled, is_of_another_programme


def with_money(
    connection: Connection, money: CaseMoney, fact: str, value: Payload
) -> Dossier | Refused:
    """The dossier with a fact of its money, or why that can't stand.

    Raises ValidationError for a grant that stands so already, and for a correction of nothing.
    """
    if isinstance(value, GrantTerms):
        return _granted(connection, money, value)
    if isinstance(value, PaymentCorrection):
        _check_correction(money.dossier, value)
    if isinstance(value, Payment):
        debts, cents = tuple(owed(money.dossier, money.numbers)), cents_of(value.amount)
        judge = not_owed_back if fact == REFUND else unpayable
        if reasons := judge(money.dossier, cents, debts):
            return refused(money, fact, reasons)
    return apply_fact(money.dossier, fact, value, money.today)


def _granted(connection: Connection, money: CaseMoney, terms: GrantTerms) -> Dossier | Refused:
    reasons = [
        *no_stay(money.dossier, money.stay(terms.prolonged_to)),
        *_without_rate(money),
    ]
    receipt = counted_as_settled(money, terms)
    if reasons or receipt is None:
        return refused(money, GRANT, reasons)
    if too_long := tuple(_unfit_prolongation(money, terms.prolonged_to)):
        return Refused(recording(GRANT), too_long)
    ledger = money.dossier.ledger
    if too_much := beyond_the_budget(receipt, purse(connection, money.case, ledger)):
        return refused(money, GRANT, too_much)
    entry = _settled_still(ledger, grant_entry(money, terms, receipt, promised(ledger)))
    _check_changes(money.dossier, entry, terms)
    return with_entry(money.dossier, entry)


def _without_rate(money: CaseMoney) -> list[GuardReason]:
    """Why nothing can be counted; to count nothing needs no rates."""
    if is_of_another_programme(money):
        return []
    return without_rate(money.definition, money.dossier, money.rates)


def _unfit_prolongation(money: CaseMoney, prolonged_to: date | None) -> Iterator[Reason]:
    """Why a stay can't go on so long: what the host's new dates are judged by (BMU-5). One that
    stands is not judged again, nor one that is shorter."""
    answer, terms = money.dossier.host_answer, terms_in_force(money.dossier)
    standing_day = terms.prolonged_to if terms else None
    if answer is None or prolonged_to is None or (standing_day and prolonged_to <= standing_day):
        return
    with_it = replace(money.dossier, host_answer=replace(answer, last_day=prolonged_to))
    for step in money.definition.transitions.values():
        for guard in step.guards if step.takes == STAY_CHANGE else ():
            for reason in judged_by(money.definition, guard, with_it, SYSTEM, money.now):
                yield replace(reason, by=(GRANT,))


def _settled_still(ledger: Ledger, entry: LedgerEntry) -> LedgerEntry:
    """A grant as it is recorded: of a journey that was settled, and whose stay is the same, the
    terms alone are others, and it stays settled."""
    newest = newest_grant(ledger)
    if newest is None or not is_settled(ledger):
        return entry
    if (newest.first_day, newest.last_day) != (entry.first_day, entry.last_day):
        return entry
    return replace(entry, kind="settled", reference=newest.reference)


def purse(connection: Connection, case: Case, ledger: Ledger) -> Purse:
    """What a call has, and has promised; of this case what its ledger says."""
    own, newest = promised(ledger), newest_grant(ledger)
    own_stay = None
    if newest and newest.first_day and newest.last_day:
        own_stay = Period(newest.first_day, newest.last_day)
    if case.call_id is None:
        return Purse(None, own, 0, own_stay)
    in_call = budgets.promised_in(connection, case.call_id)
    return Purse(budgets.in_force(connection, case.call_id), own, in_call - own, own_stay)


def grant_entry(
    money: CaseMoney, terms: GrantTerms, receipt: GrantReceipt, before: int
) -> LedgerEntry:
    """A grant as an entry of the ledger: the cents are what it adds to those before."""
    if terms.prolonged_to is not None:
        receipt = replace(receipt, agreed=_named_by_host(money.dossier))
    stay = receipt.stay
    return LedgerEntry(
        "changed" if money.dossier.ledger else "granted",
        money.today,
        receipt.cents - before,
        receipt.currency,
        stay.first_day if stay else None,
        stay.last_day if stay else None,
        terms.distance_km,
        terms.green_travel,
        terms.fewer_opportunities,
        terms.interrupted_days,
        terms.prolonged_to,
        receipt.country,
        receipt.rates,
        json.dumps(receipt.to_json(), ensure_ascii=False),
        reason=terms.reason,
    )


def _named_by_host(dossier: Dossier) -> Period | None:
    answer = dossier.host_answer
    if answer is None or answer.first_day is None or answer.last_day is None:
        return None
    return Period(answer.first_day, answer.last_day)


def change_entry(money: CaseMoney, proposal: GrantReceipt) -> LedgerEntry:
    """The entry by which a grant that stands would follow the stay of now, on its terms."""
    ledger = money.dossier.ledger
    terms = terms_in_force(money.dossier)
    assert terms is not None, "only a grant that stands is changed"
    return grant_entry(money, terms, proposal, promised(ledger))


def _check_changes(dossier: Dossier, entry: LedgerEntry, terms: GrantTerms) -> None:
    """A grant that stands so already is not recorded again."""
    newest = newest_grant(dossier.ledger)
    if newest is None or entry.cents or terms_in_force(dossier) != replace(terms, reason=None):
        return
    if (newest.first_day, newest.last_day) == (entry.first_day, entry.last_day):
        raise ValidationError(
            Text(
                "the grant stands so already: neither the stay nor the terms are others",
                "подршка већ тако гласи: ни боравак ни услови нису промењени",
            ),
            ("reason",),
        )


def _check_correction(dossier: Dossier, correction: PaymentCorrection) -> None:
    if not can_be_set_off(dossier.ledger, correction.entry):
        raise ValidationError(
            Text(
                f"entry {correction.entry} is no payment that stands: only those are set off",
                f"ставка {correction.entry} није исплата која важи: само се такве сторнирају",
            ),
            ("entry",),
        )


def refused(money: CaseMoney, fact: str, reasons: Sequence[GuardReason]) -> Refused:
    """Why a fact of the money can't stand, under the rule by which the process has it."""
    rule = money.definition.facts[fact].rule
    cited_reasons = (
        Reason(rule, reason.message, reason.remedy, reason.by, reason.fills) for reason in reasons
    )
    return Refused(recording(fact), tuple(cited_reasons))
