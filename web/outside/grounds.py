"""Rules as people outside read them: by the article of their act, and never by the office's ids."""

from __future__ import annotations

from collections.abc import Sequence

from office.wiring import Office
from rules.citations import cited
from rules.receipts import Receipt
from states.definition import ProcessDefinition
from states.frozen import frozen, replace
from states.reasons import Reason
from states.text import Text


@frozen
class ReasonLine:
    """What stands against something, what to do, and the article that asks for it."""

    message: Text
    remedy: Text
    ground: Text


def ground_of(office: Office, definition: ProcessDefinition, rule: str) -> Text:
    """The article of a rule; empty for one that the regulation does not know."""
    book = office.regulation_of(definition)
    return cited(book, rule, definition.kind) if book.known(rule) else Text("", "")


def reason_lines(
    office: Office, definition: ProcessDefinition, reasons: Sequence[Reason]
) -> list[ReasonLine]:
    """Reasons, each with its article."""
    return [
        ReasonLine(reason.message, reason.remedy, ground_of(office, definition, reason.rule))
        for reason in reasons
    ]


def by_articles(
    office: Office, definition: ProcessDefinition, receipt: Receipt, language: str
) -> Receipt:
    """A receipt that names articles, in a language, where the office reads ids."""
    compared_receipts = (
        by_articles(office, definition, other, language) for other in receipt.compared
    )
    rule = ground_of(office, definition, receipt.rule).in_(language)
    return replace(receipt, rule=rule or receipt.rule, compared=tuple(compared_receipts))
