"""What is owed in a case as a step that somebody is to take: whose it is, and who is reminded.

So a debt is told with the mails of the ladder, as each step that is awaited is.
"""

from __future__ import annotations

from typing import Final

from rules.grants import money_text
from rules.instalments import OWED, OwedKind
from states.definition import Awaited, Deadline, ProcessDefinition
from states.money import GRANT, INSTALMENT, REFUND, SETTLEMENT
from states.text import Text

LADDER: Final = "default"
"""The office's ladder that debts are told on."""
OWED_FACTS: Final[dict[str, str]] = {
    "advance": INSTALMENT,
    "first_instalment": INSTALMENT,
    "last_instalment": INSTALMENT,
    "refund": REFUND,
    "change": GRANT,
    "settlement": SETTLEMENT,
}
"""By what is owed, the fact that settles it."""
_OF_THE_PERSON: Final[tuple[OwedKind, ...]] = ("refund", "settlement")
"""What the person owes, or brings receipts for."""


def owed_step(definition: ProcessDefinition, kind: OwedKind, cents: int, currency: str) -> Awaited:
    """What settles a debt of a case; who owes money back, or is to account for a journey, is
    asked too."""
    fact = OWED_FACTS[kind]
    rule = definition.facts[fact]
    owners = ("candidate", *rule.roles) if kind in _OF_THE_PERSON else rule.roles
    owed_title, amount = OWED[kind], money_text(cents, currency)
    return Awaited(
        step=None,
        record=fact,
        title=owed_title if kind == "settlement" else _with_amount(owed_title, amount),
        owners=owners,
        deadlines=(Deadline(rule.rule, GRANT, "on"),),
        ladder=LADDER,
    )


def _with_amount(title: Text, amount: Text) -> Text:
    return Text(f"{title.en}: {amount.en}", f"{title.sr}: {amount.sr}")


def owed_kind(name: str) -> OwedKind:
    """What is owed, by its name as it is kept; raises ValueError for what nobody owes."""
    for kind in OWED:
        if kind == name:
            return kind
    raise ValueError(f"{name!r} is nothing that is owed")
