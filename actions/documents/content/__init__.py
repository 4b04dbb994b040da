"""What each document of the office says, before it is a PDF: frozen facts, filled by the wiring."""

from typing import Final

from actions.documents.content.decisions import AppealDecision, ApprovalDecision
from actions.documents.content.decree import (
    Conversion,
    Corrected,
    Decree,
    GradeReceipt,
    OwedCourse,
    PassedCourse,
    ReplacedCourse,
    TraineeshipDone,
)
from actions.documents.content.forms import (
    AgreementForm,
    Choice,
    Column,
    Entry,
    FormPart,
    FormTable,
    Signer,
)
from actions.documents.content.parts import (
    DocumentContent,
    Institution,
    Letterhead,
    Remedy,
    Share,
    Signatory,
    Student,
)
from actions.documents.content.printing import as_content
from actions.documents.content.selection import (
    Criterion,
    LeftOut,
    NominationLetter,
    Ranked,
    RankingList,
    RefusalLetter,
    RefusalReason,
)
from actions.documents.content.transcripts import (
    Contact,
    NotPassed,
    Result,
    TranscriptOfRecords,
    TranscriptOfWork,
)
from actions.documents.content.words import Days, Words

FORMS: Final[dict[str, type[DocumentContent]]] = {
    "decree": Decree,
    "ranking_list": RankingList,
    "nomination_letter": NominationLetter,
    "refusal_letter": RefusalLetter,
    "appeal_decision": AppealDecision,
    "approval_decision": ApprovalDecision,
    "agreement_form": AgreementForm,
    "transcript_of_records": TranscriptOfRecords,
    "transcript_of_work": TranscriptOfWork,
}
"""The content of each kind of document that the office makes (`states.vocabulary.PRODUCED`)."""

__all__ = [
    "FORMS",
    "AgreementForm",
    "AppealDecision",
    "ApprovalDecision",
    "Choice",
    "Column",
    "Contact",
    "Conversion",
    "Corrected",
    "Criterion",
    "Days",
    "Decree",
    "DocumentContent",
    "Entry",
    "FormPart",
    "FormTable",
    "GradeReceipt",
    "Institution",
    "LeftOut",
    "Letterhead",
    "NominationLetter",
    "NotPassed",
    "OwedCourse",
    "PassedCourse",
    "Ranked",
    "RankingList",
    "RefusalLetter",
    "RefusalReason",
    "Remedy",
    "ReplacedCourse",
    "Result",
    "Share",
    "Signatory",
    "Signer",
    "Student",
    "TraineeshipDone",
    "TranscriptOfRecords",
    "TranscriptOfWork",
    "Words",
    "as_content",
]
