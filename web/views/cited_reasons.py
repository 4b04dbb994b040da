"""Reasons against something, each with the rule that the page cites beside it."""

from __future__ import annotations

from collections.abc import Sequence

from office.wiring import Office
from states.frozen import frozen
from states.mobility_kind import MobilityKind
from states.reasons import Reason
from web.views.rules import RuleLink, rule_link


@frozen
class CitedReason:
    """A reason with its rule."""

    reason: Reason
    rule: RuleLink


def cited_reasons(
    office: Office, institution: str, reasons: Sequence[Reason], kind: MobilityKind | None = None
) -> tuple[CitedReason, ...]:
    """The reasons with their rules in an institution's regulation; of a case, as they hold."""
    return tuple(
        CitedReason(reason, rule_link(office, institution, reason.rule, kind)) for reason in reasons
    )
