"""The money of a case: the grant with its receipt, what is owed, and every entry of the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from persistence import money_due
from persistence.money_due import MoneyDue
from rules.granted_stay import terms_in_force
from rules.grants import GrantReceipt, money_text
from rules.instalments import missing_documents
from rules.owed_steps import OWED_FACTS, owed_kind, owed_step
from rules.receipts import Receipt
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.money import (
    CENTS,
    GRANT,
    LedgerEntry,
    corrected,
    paid,
    promised,
)
from states.text import Text
from states.vocabulary import DOCUMENT_KINDS
from web.forms.prefill import plain
from web.views.remedy_links import RemedyLinks
from web.views.remedy_places import RemedyLink
from web.views.rules import RuleLink, rule_link
from web.views.viewer import Viewer
from workflows.cases.case_money import CaseMoney, proposed_grant

ENTRY_TITLES: Final[dict[str, Text]] = {
    "granted": Text("Granted", "Додељено"),
    "changed": Text("Grant changed", "Измењена подршка"),
    "settled": Text("Journey settled", "Путовање обрачунато"),
    "paid": Text("Paid", "Исплаћено"),
    "paid_back": Text("Paid back", "Враћено"),
}


@frozen
class EntryLine:
    """An entry of the ledger with its number; `receipt` is that of a grant, `set_off` whether a
    later entry corrects it."""

    number: int
    on: date
    title: Text
    amount: Text
    notes: tuple[str, ...]
    receipt: GrantReceipt | None
    set_off: bool
    corrects: int | None


@frozen
class DebtLine:
    """What is owed: what is to be done, by when and why, and the form that settles it."""

    title: Text
    receipt: Receipt
    rule: RuleLink
    link: RemedyLink


@frozen
class MoneyTab:
    """The money of a case; the sums are None before a grant is recorded.

    `left` is still to be paid, or was paid beyond the grant (`is_overpaid`).
    `proposal` is the grant as it would be for the stay of now, where it stands for another one.
    """

    granted: Text | None
    held: Text | None
    left: Text | None
    is_overpaid: bool
    debts: Sequence[DebtLine]
    proposal: GrantReceipt | None
    waits_for: Sequence[Text]
    entries: Sequence[EntryLine]


def money_tab(viewer: Viewer, links: RemedyLinks, case: Case, dossier: Dossier) -> MoneyTab:
    """The money of a case, for a person at an instant."""
    ledger, definition = dossier.ledger, links.definition
    if not ledger or GRANT not in definition.facts:
        return MoneyTab(None, None, None, False, (), None, (), ())
    currency = ledger[0].currency
    total, paid_cents = promised(ledger), paid(ledger)
    money = CaseMoney(viewer.office, definition, case, dossier, viewer.now)
    debts = money_due.of_case(viewer.connection, case.id)
    waits = missing_documents(dossier) if paid_cents < total else ()
    return MoneyTab(
        money_text(total, currency),
        money_text(paid_cents, currency),
        money_text(abs(total - paid_cents), currency),
        paid_cents > total,
        [_debt_line(viewer, links, definition, debt, dossier) for debt in debts],
        proposed_grant(money),
        [DOCUMENT_KINDS[kind] for kind in waits],
        list(_entry_lines(ledger))[::-1],
    )


def _debt_line(
    viewer: Viewer,
    links: RemedyLinks,
    definition: ProcessDefinition,
    debt: MoneyDue,
    dossier: Dossier,
) -> DebtLine:
    kind = owed_kind(debt.kind)
    step = owed_step(definition, kind, debt.cents, debt.currency)
    receipt = Receipt.from_json(json.loads(debt.receipt))
    fills = {"amount": f"{debt.cents // CENTS}.{debt.cents % CENTS:02d}"}
    terms = terms_in_force(dossier)
    if kind == "settlement":
        fills = {}
    if kind == "change" and terms is not None:
        fills = {name: str(value) for name, value in plain(terms).items()}
    return DebtLine(
        step.title,
        receipt,
        rule_link(viewer.office, links.case.institution, receipt.rule),
        links.fact(OWED_FACTS[kind], fills),
    )


def _entry_lines(ledger: Sequence[LedgerEntry]) -> Iterator[EntryLine]:
    set_off = corrected(tuple(ledger))
    for number, entry in enumerate(ledger, start=1):
        receipt = GrantReceipt.from_json(json.loads(entry.receipt)) if entry.receipt else None
        yield EntryLine(
            number,
            entry.on,
            ENTRY_TITLES[entry.kind],
            money_text(entry.cents, entry.currency),
            tuple(filter(None, (entry.reference, entry.reason))),
            receipt,
            number in set_off,
            entry.corrects,
        )
