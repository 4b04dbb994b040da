"""Processes of a single step, and a teacher's dossier: enough for the document of that step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from actions.documents.producing import DocumentContext
from states.calls import Candidate
from states.definition import ProcessDefinition, Transition
from states.dossier import AgreementVersion, Application, Document, Dossier, HostAnswer
from states.text import Text
from tests.actions.documents.example_case import DECREE, DOSSIER, OFFICE, decimal


def other_process(
    institution: str, process: str, trigger: str, rule: str, roles: tuple[str, ...], **more: Any
) -> ProcessDefinition:
    """A definition of one step: enough for the document that it makes."""
    transition = Transition(
        trigger, Text("A step", "Корак"), rule, ("before",), "after", roles, **more
    )
    kind = OFFICE.in_force(institution, process, date(2026, 2, 16)).kind
    return ProcessDefinition(
        institution, process, date(2021, 6, 29), Text("P", "П"), kind, "before", {},
        {trigger: transition}, {}, OFFICE.regulations[institution], {}, {},
    )  # fmt: skip


def context_in(definition: ProcessDefinition, dossier: Dossier, **more: Any) -> DocumentContext:
    """The context of a definition's only step."""
    (only,) = definition.transitions.values()
    return replace(DECREE, definition=definition, transition=only, dossier=dossier, **more)


LECTURES = AgreementVersion(
    activity="Lectures on databases",
    teaching_hours=decimal("8"),
    insurance_agreed_otherwise=True,
    further_documents=("attendance_certificate",),
)
STAFF = replace(
    DOSSIER,
    candidate=Candidate("Vesna Čađenović", "v@bmu.example", employed=True, staff="teaching"),
    application=Application(
        date(2026, 11, 2), date(2026, 11, 6), ("University of Graz",), teaching_hours=decimal("8")
    ),
    host_answer=HostAnswer(True, date(2026, 11, 2), date(2026, 11, 6)),
    documents={"acceptance_letter": Document("acceptance_letter", delivered_on=date(2026, 9, 1))},
    agreement=LECTURES,
    agreed=LECTURES,
    placement=None,
)
