"""What mails are told: who acted, in the reader's script, and what a complaint rests on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.addressees import Addressee
from actions.case_event import CaseEvent
from actions.mail_contexts import context_of
from notifications.context import DueMeasure, MailContext
from states.decision import Actor
from states.projects import LeadingProfessor, ProjectAdministrator
from states.text import Language
from tests.actions.documents.example_case import CASE, DOSSIER, OFFICE, STUDIES, instant

CLERK = Actor("mobility_coordinator", "Jelena Marković", name_in_other_script="Јелена Марковић")
STUDENT = Actor("candidate", "Ana Petrović")
VERA = "Вера Николић"
ANA = replace(DOSSIER.candidate, name_in_other_script="Ана Петровић")


def told(trigger: str, actor: Actor, language: Language, remedy: str | None = None) -> MailContext:
    """What a mail to the Academic Coordinator knows of a step with Ana's Decree."""
    assert DOSSIER.decree is not None
    decree = replace(DOSSIER.decree, remedy=remedy)  # type: ignore[arg-type]
    dossier = replace(DOSSIER, candidate=ANA, decree=decree)
    event = CaseEvent(
        STUDIES, CASE, dossier, instant(3, 8),
        transition=STUDIES.transitions[trigger], actor=actor,
    )  # fmt: skip
    reader = Addressee("academic_coordinator", "Nikola", "n@bmu.example", language)
    return context_of(OFFICE, event, reader, DueMeasure())


@pytest.mark.parametrize(
    ("actor", "language", "actor_name"),
    [
        (CLERK, "sr", "Јелена Марковић (координатор мобилности)"),
        (CLERK, "sr-Latn", "Jelena Marković (koordinator mobilnosti)"),
        (CLERK, "en", "Jelena Marković (Mobility Coordinator)"),
        (STUDENT, "sr", "Ана Петровић (кандидат)"),
        (Actor("rector", "Łukasz Nguyễn"), "sr", "Łukasz Nguyễn (ректор)"),
    ],
)
def test_who_acted_is_named_in_the_script_of_the_letter(
    actor: Actor, language: Language, actor_name: str
) -> None:
    event = told("lodge_appeal", actor, language).event
    assert event is not None
    assert event.by == actor_name


def test_a_complaint_rests_on_annex_9_and_an_appeal_on_article_24() -> None:
    complaint = told("lodge_complaint", STUDENT, "sr", "annex_9").rule
    appeal = told("lodge_appeal", STUDENT, "sr", "article_24").rule
    decree = told("issue_decree", CLERK, "sr", "annex_9").rule
    assert complaint is not None
    assert appeal is not None
    assert decree is not None
    assert complaint.ground == "прилог 9 Правилника о међународној мобилности"
    assert "7 радних дана" in " ".join(complaint.text.split())
    assert appeal.ground == "члан 24. ст. 2. и 3. Правилника о међународној мобилности"
    assert decree.ground == "члан 16. Правилника о међународној мобилности"


@pytest.mark.parametrize(
    ("language", "professor", "administrator"),
    [
        ("sr", "Вера Николић", "Марко Илић"),
        ("sr-Latn", "Vera Nikolić", "Marko Ilić"),
        ("en", "Vera Nikolić", "Marko Ilić"),
    ],
)
def test_who_leads_a_project_is_named_in_the_script_of_the_letter(
    language: Language, professor: str, administrator: str
) -> None:
    dossier = replace(
        DOSSIER,
        leading_professor=LeadingProfessor("Vera Nikolić", "06", name_in_other_script=VERA),
        project_administrator=ProjectAdministrator("Марко Илић"),
    )
    event = CaseEvent(STUDIES, CASE, dossier, instant(3, 8))
    reader = Addressee("head_of_ico", "Ivana", "i@bmu.example", language)
    mail_dossier = context_of(OFFICE, event, reader, DueMeasure()).dossier
    assert mail_dossier.leading_professor is not None
    assert mail_dossier.project_administrator is not None
    names = (mail_dossier.leading_professor.name, mail_dossier.project_administrator.name)
    assert names == (professor, administrator)
