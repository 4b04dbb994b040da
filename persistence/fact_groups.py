"""To which group of a case's facts a form belongs, as `cases.present` names it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from persistence.fact_tables import FACT_TABLES
from states.dossier import Dossier
from states.money import LEDGER, MONEY_FACTS

DOCUMENTS: Final = "documents"
"""The group of what was received and of what the office made."""


def group_of(form: str, dossier: Dossier) -> str | None:
    """The group of facts that a value of a form belongs to, as `cases.present` names it."""
    if form == "signature" and dossier.agreement is not None:
        return None
    return _GROUPS.get(form)


_GROUPS: Final[Mapping[str, str]] = {
    "application": "application",
    "document": DOCUMENTS,
    "signature": "signatures",
    "study_plan": "study_plan",
    "agreement": "agreement",
    "agreement_change": "agreement",
    "training_change": "agreement",
    "staff_change": "agreement",
    "transcript": "transcript",
    "recognition": "recognition",
    "home_courses": "home_courses",
    "insurance": "periods",
    "residence_permit": "periods",
    "pause": "pauses",
    "delivery": "deliveries",
    "host_period": "host_answer",
    "stay_change": "host_answer",
    "host_refusal": "host_answer",
    "host_cancellation": "host_answer",
    "decree": "decree",
    "certification_refusal": "decree",
    "ranking_appeal": "appeals",
    "decree_appeal": "appeals",
    **dict.fromkeys(MONEY_FACTS, LEDGER),
    **{name: name for name in FACT_TABLES},
}
