"""Which documents each process asks for before the state whose limit counts from their delivery."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from office.wiring import Office
from rules.needed_documents import Asking, asked_before, last_delivered_on
from states.definition import ProcessDefinition
from states.dossier import Document, Dossier
from states.recognition import Transcript, TranscriptCourse
from states.vocabulary import DOCUMENT_KINDS
from tests.rules.guards.guard_stories import ANA

TODAY = date(2027, 3, 1)
COURSE = TranscriptCourse("Databases", Decimal(6), "1", True)
BARE = Transcript(())
GERMAN = Transcript((COURSE,), language="de")
SILENT = Transcript((COURSE,), language="en", holds_grading_system=False)
TELLING = Transcript((COURSE,), language="en", holds_grading_system=True)
TRAINEE = "petition report training_agreement transcript_of_work"
STUDIES = "petition transcript_of_records"
TABLE: list[tuple[str, str, Transcript | None, str]] = [
    ("bmu", "outgoing-studies", None, f"grading_system {STUDIES}"),
    ("bmu", "outgoing-studies", SILENT, f"grading_system {STUDIES}"),
    ("bmu", "outgoing-studies", TELLING, STUDIES),
    ("bmu", "outgoing-traineeship", None, TRAINEE),
    ("bmu", "outgoing-traineeship", BARE, TRAINEE),
    ("bmu", "outgoing-traineeship", SILENT, f"grading_system {TRAINEE}"),
    ("bmu", "outgoing-teaching", None, "report"),
    ("bmu", "outgoing-training", None, "report"),
    ("bmu", "outgoing-research", None, "report"),
    ("bee", "outgoing-studies", TELLING, STUDIES),
    ("bee", "outgoing-studies", GERMAN, f"certified_translation {STUDIES}"),
    ("bee", "outgoing-teaching", None, "report"),
    ("bee", "outgoing-training", None, "report"),
]


@pytest.mark.parametrize(("institution", "process", "transcript", "kinds"), TABLE)
def test_a_kind_is_needed_where_its_delivery_is_counted(
    office: Office, institution: str, process: str, transcript: Transcript | None, kinds: str
) -> None:
    definition = office.in_force(institution, process, TODAY)
    guards = asked_before(definition, "documents_submitted", TODAY)
    dossier = Dossier(ANA.candidate, ANA.call, transcript=transcript)
    assert counted(dossier, guards) == set(kinds.split())


def counted(dossier: Dossier, guards: tuple[Asking, ...]) -> set[str]:
    """The kinds of which the delivery alone gives a day."""
    return {
        kind
        for kind in DOCUMENT_KINDS
        if last_delivered_on(with_document(dossier, kind), guards) is not None
    }


def with_document(dossier: Dossier, kind: str) -> Dossier:
    return Dossier(
        dossier.candidate,
        dossier.call,
        transcript=dossier.transcript,
        documents={kind: Document(kind, delivered_on=TODAY)},
    )


def test_every_state_whose_limit_counts_from_documents_is_entered_by_a_step_that_asks_for_some(
    office: Office,
) -> None:
    definitions = [office.definition(key) for key in office.definition_keys()]
    states = [pair for definition in definitions for pair in counting_from_documents(definition)]
    assert len(states) >= 7
    for definition, state in states:
        assert asked_before(definition, state, TODAY), (definition.key, state)


def counting_from_documents(
    definition: ProcessDefinition,
) -> list[tuple[ProcessDefinition, str]]:
    return [
        (definition, state.name)
        for state in definition.states.values()
        for awaited_step in state.awaits
        for deadline in awaited_step.deadlines
        if deadline.anchor == "documents_delivered"
    ]
