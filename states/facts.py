"""The facts that people record of a case, each declared once.

Whatever needs a fact reads its declaration here: the dossier, the database, forms, the page of the
case, the command line and scenarios. What stands here is a fact's name, form, title, place in the
dossier and in the database, and how a later record meets an earlier one. Which process has it, and
under which rule, is said by the process definitions; its labels stand in `states.field_labels`.
Those of `states.care` are declared in `states.care_facts`, those of money in `states.money_facts`,
those of `states.projects` in `states.project_facts`, and of `states.partner_agreements` in
`states.partner_agreement_facts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from states.agreement_comments import AGREEMENT_COMMENT, AgreementComment
from states.agreements import signed, versioned, with_plan
from states.application_corrections import (
    APPLICATION_CORRECTION,
    ApplicationCorrection,
    with_correction,
)
from states.candidate_corrections import CandidateCorrection, corrected
from states.care_facts import CARE_FACTS
from states.certifications import Certification
from states.copies import with_copy
from states.decrees import delivered
from states.dossier import (
    AgreementVersion,
    Delivery,
    Document,
    Dossier,
    Pause,
    Period,
    SemesterStart,
    Signature,
    Stay,
    StudyPlan,
)
from states.fact_declaration import FactDeclaration, beside, completes
from states.money_facts import MONEY_DECLARED
from states.partner_agreement_facts import PARTNER_AGREEMENT_FACTS
from states.project_facts import PROJECT_FACTS
from states.recognition import HomeCourses, Recognition, Transcript
from states.text import Text
from states.traineeships import Traineeship
from states.vocabulary import CALL_RECORDS, PARTIES
from states.withdrawn_records import WITHDRAWN_RECORD, WithdrawnRecord


def _beside(earlier: tuple[Pause, ...], pause: Pause) -> tuple[Pause, ...]:
    """A pause takes the place of those that it overlaps; others stand beside it."""
    apart = [
        other
        for other in earlier
        if other.last_day < pause.first_day or pause.last_day < other.first_day
    ]
    return tuple(sorted([*apart, pause], key=lambda period: period.first_day))


def _as_it_stands(dossier: Dossier, value: WithdrawnRecord) -> Dossier:
    """What stands without a record is found among the others of its fact (`states.withdrawing`)."""
    return dossier


CANDIDATE: Final = "candidate"
"""The fact that corrects what the office knows of the person."""
PAUSE: Final = "pause"
"""The fact that lengthens limits; never somebody's right."""

_DECLARED: Final = (
    FactDeclaration(
        name="document",
        about="any",
        title=Text("Document received", "Примљен документ"),
        payload=Document,
        dossier_field="documents",
        changes=with_copy,
        dated="delivered_on",
        roles=(
            "mobility_coordinator",
            "academic_coordinator",
            "head_of_ico",
            "student_service",
            "candidate",
        ),
        card="none",
        chapter="documents",
    ),
    FactDeclaration(
        name="signature",
        about="any",
        title=Text("Signature", "Потпис"),
        payload=Signature,
        dossier_field="signatures",
        changes=signed,
        roles=("mobility_coordinator", "academic_coordinator", "head_of_ico", "rector", "dean"),
        card="none",
        chapter="agreement",
        phases=("applying", "agreeing", "away"),
    ),
    FactDeclaration(
        name="study_plan",
        title=Text("Study Plan", "План студијског боравка"),
        payload=StudyPlan,
        dossier_field="study_plan",
        changes=with_plan,
        roles=("mobility_coordinator", "academic_coordinator", "candidate"),
        card="none",
        chapter="agreement",
        phases=("applying", "agreeing"),
    ),
    FactDeclaration(
        name="agreement",
        title=Text("New version of the agreement", "Нова верзија уговора"),
        payload=AgreementVersion,
        dossier_field="agreement",
        changes=versioned,
        roles=("mobility_coordinator", "academic_coordinator", "candidate"),
        card="none",
        chapter="agreement",
        phases=("agreeing", "away"),
    ),
    FactDeclaration(
        name=AGREEMENT_COMMENT,
        title=Text("Comment on the agreement", "Примедба на уговор"),
        payload=AgreementComment,
        dossier_field="agreement_comments",
        meets=beside,
        roles=("mobility_coordinator", "academic_coordinator"),
        choices={"from_party": PARTIES},
        table="agreement_comments",
        several=True,
        card="none",
        chapter="agreement",
        phases=(),  # parties write theirs themselves, by their link
    ),
    FactDeclaration(
        name="stay",
        title=Text("Arrival and return", "Долазак и повратак"),
        payload=Stay,
        dossier_field="stay",
        meets=completes,
        roles=("mobility_coordinator", "academic_coordinator", "candidate"),
        table="stays",
        chapter="stay",
        phases=("away", "returned"),
    ),
    FactDeclaration(
        name="insurance",
        title=Text("Insurance", "Осигурање"),
        payload=Period,
        dossier_field="insurance",
        roles=("mobility_coordinator", "head_of_ico", "candidate"),
        chapter="stay",
        phases=("agreeing", "away"),
    ),
    FactDeclaration(
        name="residence_permit",
        title=Text("Residence permit", "Дозвола боравка"),
        payload=Period,
        dossier_field="residence_permit",
        roles=("mobility_coordinator", "head_of_ico", "candidate"),
        chapter="stay",
        phases=("agreeing", "away"),
    ),
    FactDeclaration(
        name="transcript",
        title=Text("Host's Transcript of Records", "Препис оцена домаћина"),
        payload=Transcript,
        dossier_field="transcript",
        roles=("mobility_coordinator", "academic_coordinator", "student_service"),
        chapter="stay",
        phases=("returned",),
    ),
    FactDeclaration(
        name="traineeship",
        title=Text("Transcript of Work", "Потврда о обављеној пракси"),
        payload=Traineeship,
        dossier_field="traineeship",
        roles=("mobility_coordinator", "academic_coordinator", "student_service"),
        table="traineeships",
        chapter="stay",
        phases=("returned",),
    ),
    FactDeclaration(
        name="recognition",
        title=Text("Decisions on the courses", "Одлуке о предметима"),
        payload=Recognition,
        dossier_field="recognition",
        content="decisions",
        roles=("academic_coordinator",),
        chapter="stay",
        phases=("returned",),
    ),
    FactDeclaration(
        name="home_courses",
        title=Text("Courses of the semester at home", "Предмети семестра на матичној установи"),
        payload=HomeCourses,
        dossier_field="home_courses",
        content="semester",
        roles=("mobility_coordinator", "academic_coordinator", "student_service"),
        chapter="stay",
        phases=("returned",),
    ),
    FactDeclaration(
        name="semester_start",
        title=Text("Start of the semester at home", "Почетак семестра на матичној установи"),
        payload=SemesterStart,
        dossier_field="semester_start",
        content="on",
        roles=("mobility_coordinator", "academic_coordinator", "student_service"),
        table="semester_starts",
        chapter="stay",
        phases=("away", "returned"),
    ),
    FactDeclaration(
        name=PAUSE,
        about="any",
        title=Text("Pause of the deadline", "Застој рока"),
        payload=Pause,
        dossier_field="pauses",
        meets=_beside,
        roles=("mobility_coordinator", "head_of_ico"),
        card="after_decree",
        chapter="stay",
        phases=(),
    ),
    FactDeclaration(
        name="delivery",
        title=Text("Delivery of a document", "Уручење документа"),
        payload=Delivery,
        dossier_field="deliveries",
        changes=delivered,
        roles=("mobility_coordinator", "academic_coordinator", "student_service"),
        card="none",
        chapter="stay",
        phases=("decided",),
    ),
    *CARE_FACTS,
    *MONEY_DECLARED,
    *PROJECT_FACTS,
    *PARTNER_AGREEMENT_FACTS,
    FactDeclaration(
        name="certification",
        title=Text("Certification of the decision", "Овера решења"),
        payload=Certification,
        dossier_field="certified_on",
        content="on",
        roles=("vice_director",),
        table="certifications",
        card="after_decree",
        chapter="stay",
        phases=("decided",),
    ),
    FactDeclaration(
        name=CANDIDATE,
        about="any",
        title=Text("Correction of the candidate's data", "Исправка података о кандидату"),
        payload=CandidateCorrection,
        dossier_field="candidate",
        changes=corrected,
        roles=("mobility_coordinator", "head_of_ico"),
        card="none",
        phases=(),
    ),
    FactDeclaration(
        name=APPLICATION_CORRECTION,
        title=Text("Correction of the application", "Исправка пријаве"),
        payload=ApplicationCorrection,
        dossier_field="application",
        changes_on=with_correction,
        roles=("mobility_coordinator", "head_of_ico"),
        card="none",
        phases=(),
    ),
    FactDeclaration(
        name=WITHDRAWN_RECORD,
        about="any",
        title=Text("Withdrawal of a wrong record", "Повлачење погрешног уписа"),
        payload=WithdrawnRecord,
        dossier_field="documents",
        changes=_as_it_stands,
        roles=(
            "mobility_coordinator",
            "academic_coordinator",
            "head_of_ico",
            "student_service",
            "rector",
            "dean",
            "vice_director",
        ),
        choices={
            "day": {
                "arrived_on": Text("day of arrival", "дан доласка"),
                "returned_on": Text("day of return", "дан повратка"),
            }
        },
        card="none",
        phases=(),
    ),
)

FACTS: Final[Mapping[str, FactDeclaration]] = {fact.name: fact for fact in _DECLARED}
"""By name, in the order in which a case gathers them."""


def fact_title(name: str) -> Text:
    """What was recorded, as a heading; a name that nothing declares as it is written."""
    if name in FACTS:
        return FACTS[name].title
    plain = name.replace("_", " ")
    return CALL_RECORDS.get(name) or Text(plain, plain)


def recording(fact: str) -> Text:
    """What somebody does who records a fact."""
    title = fact_title(fact)
    return Text(f"Record: {title.en}", f"Упис: {title.sr}")
