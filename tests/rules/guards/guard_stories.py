"""Ana's semester in Graz, complete and lawful at both institutions: tests take one thing away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import rules.regulation
from rules.guards import GUARDS
from rules.regulation import Regulation
from rules.regulation_file import load_regulation
from states.calls import Call, CallProgress, Candidate, Host
from states.dossier import (
    AgreementVersion,
    Application,
    Course,
    Document,
    Dossier,
    HostAnswer,
    Period,
    Placement,
    Signature,
    Stay,
)
from states.moments import BELGRADE
from states.reasons import GuardReason
from states.recognition import (
    GradeShare,
    HomeCourse,
    RecognitionDecision,
    Transcript,
    TranscriptCourse,
)

FOLDER = Path(rules.regulation.__file__).parent / "regulations"
BMU: Regulation = load_regulation(FOLDER / "bmu.yaml")
BEE: Regulation = load_regulation(FOLDER / "bee.yaml")

LEARNING = {"document": "learning_agreement"}
GRAZ, VIENNA = "University of Graz", "University of Vienna"
STAY = Period(date(2026, 10, 1), date(2027, 2, 12))


def at(wall_clock: str) -> datetime:
    """A Belgrade wall-clock time, `2026-03-10 10:00`."""
    return datetime.fromisoformat(wall_clock).replace(tzinfo=BELGRADE)


SPRING = at("2026-03-10 10:00")


def asked(
    guard: str,
    rule: str,
    dossier: Dossier,
    now: datetime = SPRING,
    parameters: Mapping[str, Any] | None = None,
) -> list[GuardReason]:
    """What a guard finds under a rule, with the rule's numbers of that day."""
    book = BEE if rule.startswith("BEE") else BMU
    all_parameters = {**book.numbers(rule, now.date()), "due": None, **(parameters or {})}
    reasons = GUARDS[guard](dossier, all_parameters, now)
    for reason in reasons:
        for text in (reason.message, reason.remedy):
            assert text.en.strip() and text.sr.strip() and text.en != text.sr
            assert "{" not in text.en + text.sr and "None" not in text.en + text.sr
    return reasons


def messages(reasons: list[GuardReason]) -> list[str]:
    """The English messages."""
    return [reason.message.en for reason in reasons]


def documents(*kinds: str, **more: Document) -> dict[str, Document]:
    """Documents by kind."""
    return {kind: Document(kind) for kind in kinds} | more


COURSES = (
    Course("Databases", "INF.101", Decimal(8)),
    Course("Distributed Systems", "INF.204", Decimal(8)),
    Course("German", "GER.1", Decimal(4)),
)
TABLE = tuple(
    GradeShare(grade, Decimal(percent))
    for grade, percent in zip("1234", (24, 31, 25, 20), strict=True)
)
ANA = Dossier(
    candidate=Candidate(
        "Ana Petrović",
        "ana@students.example",
        level="undergraduate",
        year=2,
        ects_earned=Decimal(84),
        language={"en": "B2"},
        employed=True,
    ),
    call=Call(
        "Autumn 2026/27",
        published=date(2026, 2, 16),
        closes=date(2026, 3, 16),
        required=("cv", "passed_exams"),
        criteria={"language": Decimal(20), "relevance": Decimal(20)},
        hosts=(Host(GRAZ, "in@graz.example"), Host(VIENNA, "in@vienna.example", places=2)),
        commission=("m.ilic", "j.kos", "s.rus"),
    ),
    progress=CallProgress(1, date(2026, 3, 19), date(2026, 3, 27), taken={GRAZ: 1}),
    application=Application(
        STAY.first_day, STAY.last_day, hosts=(GRAZ, VIENNA), teaching_hours=Decimal(8)
    ),
    placement=Placement("selected", 1, Decimal(80), GRAZ, 1),
    host_answer=HostAnswer(True, STAY.first_day, STAY.last_day),
    documents=documents("cv", "passed_exams", "petition", "transcript_of_records"),
    agreement=AgreementVersion("en", 1, courses=COURSES),
    agreement_version=2,
    agreed=AgreementVersion("en", 1, courses=COURSES),
    agreed_version=2,
    signatures=tuple(
        Signature("learning_agreement", party, date(2026, 5, 20))
        for party in ("student", "academic_coordinator", "rector", "host")
    ),
    stay=Stay(arrived_on=date(2026, 10, 1)),
    transcript=Transcript(
        (
            TranscriptCourse("Databases", Decimal(8), "1", True),
            TranscriptCourse("Distributed Systems", Decimal(8), "3", True),
            TranscriptCourse("German", Decimal(4), "5", False),
        ),
        language="en",
        grading_table=TABLE,
    ),
    recognition=(
        RecognitionDecision("Databases", HomeCourse("Baze podataka", Decimal(8), Decimal(60))),
        RecognitionDecision("Distributed Systems", supplement=True),
    ),
    insurance=STAY,
    residence_permit=STAY,
)
"""Every guard of a learning agreement is content with her."""


def with_candidate(**changes: Any) -> Dossier:
    """Ana, but for some of what she brings."""
    return replace(ANA, candidate=replace(ANA.candidate, **changes))


def with_application(**changes: Any) -> Dossier:
    """Ana, but for some of what she applied for."""
    assert ANA.application
    return replace(ANA, application=replace(ANA.application, **changes))


def with_agreement(**changes: Any) -> Dossier:
    """Ana, but for some of what her agreement says."""
    assert ANA.agreement
    return replace(ANA, agreement=replace(ANA.agreement, **changes))
