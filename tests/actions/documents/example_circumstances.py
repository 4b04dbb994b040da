"""Of each kind of document examples that together are in every circumstance it has words for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from actions.documents.content import DocumentContent
from actions.documents.content.parts import Days, Remedy
from actions.documents.content.selection import LeftOut
from states.text import Text
from tests.actions.documents.example_decrees import (
    CONVERSION,
    CORRECTED,
    DECREE,
    LONG,
    MUSIC,
    VARIANTS,
)
from tests.actions.documents.example_documents import EXAMPLES
from tests.actions.documents.example_forms import OWN_TRANSCRIPT, TRANSCRIPT
from tests.actions.documents.example_letters import (
    APPEAL_DECISION,
    APPROVAL,
    CHOSEN_LIST,
    HOST_REFUSAL,
    LIST_APPEAL,
    NOMINATION,
    RANKING_LIST,
    REFUSAL,
)
from tests.actions.documents.example_parties import APPEAL_24, COMPLAINT_9


def noted(subject: str) -> Text:
    """A sentence that stands nowhere else."""
    return Text(f"noted of the {subject}", f"забележено ({subject})")


UNDECIDED: Final = replace(COMPLAINT_9, decide_within=None, closed=False)
APPEAL_UNDECIDED: Final = Remedy("rector", Days(8), APPEAL_24.rule)

DECREES: Final = (
    *VARIANTS.values(),
    LONG,
    replace(DECREE, averaged=False),
    replace(
        DECREE,
        petition_on=None,
        semesters=("summer",),
        supplement=(),
        recognised=(MUSIC,),
        sources={**DECREE.sources, "electives": Text("article 22, item 9", "члан 22. тачка 9")},
        conversion=replace(
            CONVERSION, rule="best", chosen=(noted("tables"),), ties=(noted("ties"),)
        ),
        remedy=None,
        corrects=replace(CORRECTED.corrects, decision=None, uncertified_on=date(2027, 3, 11)),
    ),
    replace(
        DECREE,
        replaced=(),
        supplement=(),
        conversion=replace(CONVERSION, rule="worst", table="annex_10"),
        remedy=UNDECIDED,
    ),
    replace(DECREE, remedy=APPEAL_UNDECIDED, joint=(noted("average"),)),
)
LISTS: Final = (
    RANKING_LIST,
    CHOSEN_LIST,
    replace(
        RANKING_LIST,
        criteria=tuple(
            replace(criterion, weight=Decimal(50)) for criterion in RANKING_LIST.criteria
        ),
        places=(),
        left_out=(LeftOut(Text("Lana Kos", "Лана Кос"), "BMU-2026-0009", noted("reason")),),
        changes=(noted("changes"),),
        seats=(noted("seats"),),
        ties=(),
        remedy=COMPLAINT_9,
    ),
    replace(RANKING_LIST, remedy=UNDECIDED),
    replace(RANKING_LIST, remedy=APPEAL_UNDECIDED, ties=()),
)
DECISIONS: Final = (
    APPEAL_DECISION,
    LIST_APPEAL,
    replace(APPEAL_DECISION, against="complaint"),
    replace(LIST_APPEAL, against="complaint_list", decide_within=None),
)
AGREEMENTS: Final = ("training_agreement", "mobility_agreement", "research_plan")
REMEDIES: Final = (APPEAL_24, APPEAL_UNDECIDED, COMPLAINT_9, UNDECIDED)
DURATIONS: Final = ("Y", "1S", "2S", "1T", "2T")

CIRCUMSTANCES: Final[dict[str, tuple[DocumentContent, ...]]] = {
    "decree": DECREES,
    "ranking_list": LISTS,
    "appeal_decision": DECISIONS,
    "nomination_letter": (
        NOMINATION,
        *(replace(NOMINATION, agreement=agreement) for agreement in AGREEMENTS),
    ),
    "refusal_letter": (
        REFUSAL,
        HOST_REFUSAL,
        *(replace(REFUSAL, remedy=remedy) for remedy in REMEDIES),
    ),
    "approval_decision": (APPROVAL, *(replace(APPROVAL, remedy=remedy) for remedy in REMEDIES)),
    "transcript_of_records": (
        OWN_TRANSCRIPT,
        *(
            replace(TRANSCRIPT, results=(replace(TRANSCRIPT.results[0], duration=duration),))
            for duration in DURATIONS
        ),
        replace(TRANSCRIPT, results=()),
    ),
    "transcript_of_work": (EXAMPLES["transcript_of_work"],),
    "agreement_form": (EXAMPLES["agreement_form"],),
}
