"""One document of each kind that the office makes."""

from __future__ import annotations

from tests.actions.documents.example_decrees import DECREE
from tests.actions.documents.example_forms import AGREEMENT, TRANSCRIPT, WORK
from tests.actions.documents.example_letters import (
    APPEAL_DECISION,
    APPROVAL,
    NOMINATION,
    RANKING_LIST,
    REFUSAL,
)

EXAMPLES = {
    "decree": DECREE,
    "ranking_list": RANKING_LIST,
    "nomination_letter": NOMINATION,
    "refusal_letter": REFUSAL,
    "appeal_decision": APPEAL_DECISION,
    "approval_decision": APPROVAL,
    "agreement_form": AGREEMENT,
    "transcript_of_records": TRANSCRIPT,
    "transcript_of_work": WORK,
}
