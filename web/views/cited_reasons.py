"""Reasons against something, each with the rule that the page cites beside it."""

from __future__ import annotations

from collections.abc import Sequence

from office.wiring import Office
from states.frozen import frozen
from states.reasons import Reason
from web.views.rules import RuleLink, rule_link


@frozen
class CitedReason:
    """A reason with its rule."""

    reason: Reason
    rule: RuleLink


def cited_reasons(
    office: Office, institution: str, reasons: Sequence[Reason]
) -> tuple[CitedReason, ...]:
    """The reasons with their rules in an institution's regulation."""
    return tuple(
        CitedReason(reason, rule_link(office, institution, reason.rule)) for reason in reasons
    )
