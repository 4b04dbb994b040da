"""What is owed in a case as a step that somebody is to take: whose it is, and who is reminded.

So a debt is told with the mails of the ladder, as each step that is awaited is.
"""

from __future__ import annotations

from typing import Final

from rules.grants import money_text
from rules.instalments import OWED, OwedKind
from states.definition import Awaited, Deadline, ProcessDefinition
from states.money import GRANT, INSTALMENT, REFUND
from states.text import Text

LADDER: Final = "default"
"""The office's ladder that debts are told on."""
OWED_FACTS: Final[dict[str, str]] = {
    "first_instalment": INSTALMENT,
    "last_instalment": INSTALMENT,
    "refund": REFUND,
    "change": GRANT,
}
"""By what is owed, the fact that settles it."""


def owed_step(definition: ProcessDefinition, kind: OwedKind, cents: int, currency: str) -> Awaited:
    """What settles a debt of a case; who owes money back is asked for it, too."""
    fact = OWED_FACTS[kind]
    rule = definition.facts[fact]
    owners = ("candidate", *rule.roles) if kind == "refund" else rule.roles
    owed_title, amount = OWED[kind], money_text(cents, currency)
    return Awaited(
        step=None,
        record=fact,
        title=Text(f"{owed_title.en}: {amount.en}", f"{owed_title.sr}: {amount.sr}"),
        owners=owners,
        deadlines=(Deadline(rule.rule, GRANT, "on"),),
        ladder=LADDER,
    )


def owed_kind(name: str) -> OwedKind:
    """What is owed, by its name as it is kept; raises ValueError for what nobody owes."""
    for kind in OWED:
        if kind == name:
            return kind
    raise ValueError(f"{name!r} is nothing that is owed")
