"""A case from its application to its Decree, and what its documents are made from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from actions.documents.producing import DocumentContext, language_of
from actions.documents.typesetting import make_document
from office.rulebooks import Rulebook
from office.wiring import Office, open_office
from rules.deadlines import due_after
from rules.regulation import Regulation
from states.calls import Call, CallProgress, Candidate, Host
from states.dossier import (
    AgreementVersion,
    Application,
    Case,
    Course,
    DecreeIssued,
    Document,
    Dossier,
    HostAnswer,
    Placement,
    Signature,
    Stay,
)
from states.moments import BELGRADE
from states.recognition import (
    GradeShare,
    HomeCourse,
    RecognitionDecision,
    Transcript,
    TranscriptCourse,
)
from states.text import Text
from tests.actions.documents.document_contents import content_of
from tests.actions.documents.printed_words import words_of_pdf

OFFICE = open_office(Path("no-data-folder"))
STUDIES = OFFICE.in_force("bmu", "outgoing-studies", date(2026, 2, 16))
DAY = Text("counted from", "почетак рока")


@dataclass(frozen=True)
class OfficeUnder(Office):
    """The same office under another edition of the university's rulebook."""

    book: Regulation = OFFICE.regulations["bmu"]

    @cached_property
    def rulebook_versions(self) -> Mapping[str, tuple[Rulebook, ...]]:
        (rulebook,) = OFFICE.rulebook_versions["bmu"]
        return {"bmu": (replace(rulebook, regulation=self.book),)}


SIGNERS = {
    "mobility_coordinator": "Petar Simić",
    "academic_coordinator": "Jelena Đorđević",
    "head_of_ico": "Ivana Marić",
    "rector": "Miloš Njegovan",
    "dean": "Vera Lazić",
    "vice_director": "Goran Tomić",
}


def instant(month: int, day: int, year: int = 2027) -> datetime:
    """Ten in the morning in Belgrade."""
    return datetime(year, month, day, 10, tzinfo=BELGRADE)


def decimal(number: str) -> Decimal:
    return Decimal(number)


def home(title: str, ects: str, hours: str) -> HomeCourse:
    return HomeCourse(title, decimal(ects), decimal(hours))


DATABASES = home("Базе података", "8", "60")
SYSTEMS = home("Дистрибуирани системи", "6", "60")
LEARNING = home("Машинско учење", "6", "45")
CHOSEN = (
    Course("Databases", "INF.101", decimal("6"), DATABASES),
    Course("Distributed Systems", "INF.204", decimal("6"), SYSTEMS),
    Course("Machine Learning", "INF.310", decimal("6"), LEARNING),
    Course("German for Beginners", "GER.001", decimal("4")),
)
CALL = Call(
    title="Autumn semester 2026/27",
    published=date(2026, 2, 16),
    closes=date(2026, 3, 16),
    appeal_days=8,
    criteria={
        "programme_compatibility": decimal("30"),
        "grade_average": decimal("30"),
        "relevance": decimal("20"),
        "language": decimal("20"),
    },
    minimum_points=decimal("50"),
    hosts=(Host("University of Graz", "incoming@graz.example", "AT", 1),),
    commission=("m.ilic", "j.kos", "s.rus"),
)
PROGRESS = CallProgress(1, date(2026, 3, 19), date(2026, 3, 27))
TRANSCRIPT = Transcript(
    language="en",
    holds_grading_system=True,
    grading_table=tuple(
        GradeShare(grade, decimal(share))
        for grade, share in (("1", "24"), ("2", "31"), ("3", "25"), ("4", "20"))
    ),
    courses=(
        TranscriptCourse("Databases", decimal("6"), "1", True, "INF.101", decimal("45")),
        TranscriptCourse("Distributed Systems", decimal("6"), "3", True, "INF.204", decimal("45")),
        TranscriptCourse("Machine Learning", decimal("6"), "5", False, "INF.310", decimal("45")),
        TranscriptCourse("German for Beginners", decimal("4"), "2", True, "GER.001", decimal("30")),
    ),
)
DOSSIER = Dossier(
    candidate=Candidate(
        "Ana Petrović",
        "ana@students.example",
        level="undergraduate",
        student_card="4127/2024",
        study_programme="Софтверско инжењерство",
    ),
    call=CALL,
    progress=PROGRESS,
    application=Application(date(2026, 10, 1), date(2027, 2, 12), ("University of Graz",)),
    placement=Placement("selected", 1, decimal("85"), "University of Graz", 1),
    host_answer=HostAnswer(True, date(2026, 10, 1), date(2027, 2, 12)),
    documents={
        kind: Document(kind, delivered_on=date(2027, 3, 1))
        for kind in ("petition", "transcript_of_records")
    },
    agreement=AgreementVersion("en", 1, courses=CHOSEN),
    agreement_version=2,
    agreed=AgreementVersion("en", 1, courses=CHOSEN),
    agreed_version=2,
    signatures=tuple(
        Signature("learning_agreement", party, date(2026, 5, day))
        for party, day in (
            ("student", 19), ("academic_coordinator", 20), ("rector", 21), ("host", 29),
        )
    ),
    stay=Stay(date(2026, 10, 1), date(2027, 2, 13)),
    transcript=TRANSCRIPT,
    recognition=(
        RecognitionDecision("Databases", DATABASES),
        RecognitionDecision("Distributed Systems", SYSTEMS),
        RecognitionDecision("German for Beginners", supplement=True),
    ),
    decree=DecreeIssued(
        "BMU-D-2027-0001", date(2027, 3, 4), "course_by_course", date(2027, 3, 4)
    ),
)  # fmt: skip
CASE = Case(
    1, "BMU-2026-0001", "bmu", "outgoing-studies", STUDIES.key, "decree", 9, instant(3, 4), 30
)
WINDOW = due_after("BMU-24b", DAY, date(2027, 3, 4), 8, "days", OFFICE.calendar)
DECREE = DocumentContext(
    OFFICE, STUDIES, instant(3, 4), CASE, DOSSIER, STUDIES.transitions["issue_decree"],
    signers=SIGNERS, due=WINDOW,
)  # fmt: skip


def step(trigger: str, dossier: Dossier = DOSSIER, **changes: Any) -> DocumentContext:
    """The context of another step of the same case."""
    return replace(DECREE, transition=STUDIES.transitions[trigger], dossier=dossier, **changes)


def printed(kind: str, context: DocumentContext, language: str | None = None) -> str:
    """All text of the document's PDF, made from its content as the outbox keeps it: as JSON."""
    return words_of_pdf(pdf_of(kind, context, language))


def pdf_of(kind: str, context: DocumentContext, language: str | None = None) -> bytes:
    """The document's PDF, made likewise."""
    content = json.loads(json.dumps(content_of(kind, context)))
    return make_document(kind, content, language or language_of(kind, context), context.at)
