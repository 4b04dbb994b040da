"""What just happened to a case, as its mails and its documents need it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

from rules.receipts import Receipt
from rules.recognition import Recognition
from states.decision import Actor
from states.definition import Awaited, ProcessDefinition, Transition
from states.dossier import Case, DecreeIssued, Dossier
from states.frozen import frozen


@frozen
class CaseEvent:
    """A case as it stands now, and the transition that brought it there, as far as one did.

    `details` is the transition's payload as plain data, `source` the state that it left,
    `earlier_decree` the Decree that the case bore before the transition. `cited_rule` is what a
    mail of it rests on, where that is not the rule that it happens under.
    """

    definition: ProcessDefinition
    case: Case
    dossier: Dossier
    at: datetime
    awaited: Awaited | None = None
    receipt: Receipt | None = None
    transition: Transition | None = None
    actor: Actor | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    recognition: Recognition | None = None
    earlier_decree: DecreeIssued | None = None
    source: str | None = None
    cited_rule: str | None = None

    @property
    def rule(self) -> str | None:
        """The rule that it happens under: the transition's, or that of the due date."""
        if self.cited_rule is not None:
            return self.cited_rule
        if self.transition is not None:
            return self.transition.rule_in(self.dossier.call)
        return self.receipt.rule if self.receipt else None
