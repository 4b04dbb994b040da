"""What is done for people, and what they ask for: each fact of `states.care`, declared.

They stand among the others in `states.facts`, where whatever needs a fact reads its declaration.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from states import care
from states.fact_declaration import (
    FactDeclaration,
    answers,
    beside,
    completes_of_each,
    one_of_each,
)
from states.frozen import replace
from states.text import Text

_ANSWERED_STATUS: Final[Callable[[care.StudentStatus, care.StudentStatus], care.StudentStatus]] = (
    answers("requested_on")
)


def completed_status(
    earlier: care.StudentStatus | None, status: care.StudentStatus
) -> care.StudentStatus:
    """What the later record leaves out stays: first the request, then what was decided."""
    return _ANSWERED_STATUS(earlier, status) if earlier else status


_ANSWERED_SUPPORT: Final[Callable[[care.ExtraSupport, care.ExtraSupport], care.ExtraSupport]] = (
    answers("asked_on")
)


def _decided_support(earlier: care.ExtraSupport, later: care.ExtraSupport) -> care.ExtraSupport:
    """A decision that is otherwise does not keep the reason of the one before."""
    is_otherwise = None not in (earlier.granted, later.granted) and earlier.granted != later.granted
    return _ANSWERED_SUPPORT(replace(earlier, reason=None) if is_otherwise else earlier, later)


completed_supports: Final = one_of_each("support", _decided_support)
"""Of each kind of support one request with its decision."""

_LANGUAGE_LEVELS: Final = {
    level: Text(level, level) for level in ("A1", "A2", "B1", "B2", "C1", "C2")
}

CARE_FACTS: Final = (
    FactDeclaration(
        name="language_decision",
        title=Text("Decision on the level of language", "Одлука о нивоу знања језика"),
        payload=care.LanguageDecision,
        dossier_field="language_decisions",
        meets=completes_of_each("language"),
        roles=("academic_coordinator",),
        choices={"language_level": _LANGUAGE_LEVELS},
        table="language_decisions",
        several=True,
        card="support",
        phases=("applying", "agreeing"),
    ),
    FactDeclaration(
        name="mentoring",
        title=Text("Mentor", "Ментор"),
        payload=care.Mentoring,
        dossier_field="mentorings",
        meets=beside,
        roles=("academic_coordinator", "mobility_coordinator"),
        table="mentorings",
        several=True,
        card="support",
        phases=("agreeing", "away"),
    ),
    FactDeclaration(
        name="buddy",
        title=Text("Buddy", "Студент домаћин"),
        payload=care.Buddy,
        dossier_field="buddies",
        meets=beside,
        roles=("mobility_coordinator", "academic_coordinator"),
        table="buddies",
        several=True,
        card="support",
        phases=("agreeing", "away"),
    ),
    FactDeclaration(
        name="meeting",
        title=Text("Introductory meeting", "Уводни састанак"),
        payload=care.IntroductoryMeeting,
        dossier_field="introductory_meetings",
        meets=completes_of_each("on"),
        roles=("mobility_coordinator", "academic_coordinator", "head_of_ico"),
        choices={
            "held": {"group": Text("in a group", "групно"), "alone": Text("alone", "појединачно")}
        },
        table="introductory_meetings",
        several=True,
        card="support",
        phases=("away",),
    ),
    FactDeclaration(
        name="student_status",
        title=Text("Dormant status", "Мировање статуса студента"),
        payload=care.StudentStatus,
        dossier_field="student_status",
        meets=completed_status,
        roles=("mobility_coordinator", "student_service", "head_of_ico"),
        choices={
            "status": {"active": Text("active", "активан"), "dormant": Text("dormant", "мирује")}
        },
        table="student_statuses",
        request="requested_on",
        card="support",
        phases=("agreeing", "away", "returned"),
    ),
    FactDeclaration(
        name="extra_support",
        title=Text("Extra support", "Додатна подршка"),
        payload=care.ExtraSupport,
        dossier_field="extra_supports",
        meets=completed_supports,
        roles=("mobility_coordinator", "head_of_ico"),
        choices={
            "support": {
                "social": Text("social", "социјална"),
                "disability": Text("for a disability", "због инвалидитета"),
            }
        },
        table="extra_supports",
        several=True,
        request="asked_on",
        card="support",
        phases=("applying", "agreeing"),
    ),
    FactDeclaration(
        name="help",
        title=Text("Help of the office", "Помоћ Центра"),
        payload=care.Help,
        dossier_field="helps",
        meets=beside,
        roles=("mobility_coordinator", "academic_coordinator", "head_of_ico"),
        choices={
            "need": {
                "visa": Text("visa", "виза"),
                "lodging": Text("lodging", "смештај"),
                "insurance": Text("insurance", "осигурање"),
                "travel": Text("travel", "путовање"),
                "language": Text("language", "језик"),
            }
        },
        listed_by="need",
        table="helps",
        several=True,
        card="support",
        phases=("agreeing", "away"),
    ),
    FactDeclaration(
        name="contact",
        title=Text("Contact", "Контакт"),
        payload=care.Contact,
        dossier_field="contacts",
        meets=beside,
        roles=("mobility_coordinator", "academic_coordinator", "head_of_ico"),
        choices={
            "how": {
                "meeting": Text("a meeting", "састанак"),
                "e_mail": Text("e-mail", "имејл"),
                "telephone": Text("telephone", "телефон"),
                "online": Text("online", "онлајн"),
            }
        },
        table="contacts",
        several=True,
        card="support",
        phases=("away", "returned"),
    ),
    FactDeclaration(
        name="evaluation",
        title=Text("Evaluation of the mobility", "Евалуација мобилности"),
        payload=care.Evaluation,
        dossier_field="evaluation",
        roles=("mobility_coordinator", "academic_coordinator", "head_of_ico"),
        table="evaluations",
        card="support",
        phases=("returned", "decided", "over"),
    ),
)
"""In the order in which a case gathers them."""
