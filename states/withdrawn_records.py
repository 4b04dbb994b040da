"""A record that was wrong is withdrawn, with a reason: the form, and which records can be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from states.care import Support
from states.dossier import DocumentKind
from states.frozen import frozen
from states.strict_forms import STRICT, Day, Spoken, StatedReason
from states.validation_messages import InvalidValue
from states.vocabulary import Agreement, Party

WITHDRAWN_RECORD: Final = "withdrawn_record"

NAMED_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "document": ("kind",),
    "signature": ("document", "party"),
    "stay": ("day",),
    "delivery": ("document",),
    "pause": ("first_day",),
    "language_decision": ("language",),
    "extra_support": ("support",),
    "agreement_comment": ("from_party",),
    **dict.fromkeys(
        (
            "transcript", "traineeship", "recognition", "home_courses", "insurance",
            "residence_permit", "semester_start", "certification", "mentoring", "student_status",
            "help", "contact", "buddy", "meeting", "evaluation", "project", "leading_professor",
            "project_administrator", "project_partner", "project_grant", "deliverable", "report",
            "of_project", "travel_order", "partner_terms", "agreed_places", "agreement_end",
            "next_agreement",
        ),
        (),
    ),
}  # fmt: skip
"""The facts whose records can be withdrawn, and the fields that say which record is meant.

Of a fact that names no field the newest is meant. A version of an agreement is not withdrawn:
until it is concluded it is a proposal, and a newer one takes its place.
"""

RECOGNISED: Final = frozenset({"transcript", "traineeship", "recognition", "home_courses"})
"""What a Decree rests on."""


def _withdrawable(fact: str) -> str:
    if fact not in NAMED_BY:
        facts = ", ".join(NAMED_BY)
        raise InvalidValue(
            f"of `{fact}` nothing can be withdrawn; what can be: {facts}",
            f"чињеница `{fact}` се не повлачи; могу се повући: {facts}",
        )
    return fact


@frozen
class WithdrawnRecord:
    """Which record is withdrawn, and why; what was recorded before it stands again."""

    __pydantic_config__ = STRICT

    fact: Annotated[str, AfterValidator(_withdrawable)]
    reason: StatedReason
    kind: DocumentKind | None = None
    document: DocumentKind | Agreement | None = None
    party: Party | None = None
    day: Literal["arrived_on", "returned_on"] | None = None
    first_day: Annotated[Day | None, Field(alias="from")] = None
    language: Spoken | None = None
    support: Support | None = None
    from_party: Party | None = None
