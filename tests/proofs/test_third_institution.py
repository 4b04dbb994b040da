"""Proof: a third institution is YAML alone, and nothing of the two that are shipped is in it."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Final

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from typer.testing import CliRunner

from actions.documents.typesetting import make_document
from cli.main import app
from notifications.mailer import CapturingMailer
from office.wiring import Office, open_office
from persistence import dossiers
from persistence.calls import cases_in
from persistence.database import reading
from persistence.tables import outbox
from simulation.rehearsal.form import load_scenario
from simulation.rehearsal.player import act, stage_for
from simulation.virtual_office import VirtualOffice
from states.decision import Refused
from states.strict_yaml import InvalidFile

STORIES: Final = Path(__file__).parents[1] / "situations" / "bmu"
FOREIGN: Final = re.compile(
    r"\b(BMU|BEE|bmu|bee)\b|\bICO-|Metropolitan|Метрополитан|Metropolitanu?\b|00315"
    r"|\bart\. |\barticle \d|чл\. |члан \d|\bannex \d|прилог \d|Belgrade|Београд|Beograd"
)
"""What only the university or the faculty has: ids, names, articles, annexes, the city."""


@pytest.fixture
def stage(kgu: Office) -> Iterator[VirtualOffice]:
    """The office after the case of a student who went, came back and appealed with success."""
    story = load_scenario(STORIES / "an-appeal-upheld-corrects-the-decree.yaml")
    with stage_for(kgu, replace(story, institution="kgu")) as stage:
        for step in story.steps:
            stage.move_to(step.at)
            outcome = act(stage, step)
            assert not isinstance(outcome, Refused), outcome
            stage.tell_what_waits()
        yield stage


def documents_of(office: VirtualOffice) -> list[tuple[str, dict[str, Any]]]:
    with reading(office.engine) as connection:
        rows = connection.execute(
            select(outbox.c.document, outbox.c.content).where(outbox.c.action == "document")
        )
        return [(row.document, json.loads(row.content)) for row in rows]


def text_of(kind: str, order: dict[str, Any], office: VirtualOffice) -> str:
    pdf = make_document(kind, order["content"], order["language"], office.now)
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_its_case_goes_from_the_call_to_a_closed_decree(stage: VirtualOffice) -> None:
    with reading(stage.engine) as connection:
        dossiers_by_id = dossiers.load(connection, cases_in(connection, 1))
    ((case, dossier),) = dossiers_by_id.values()
    assert case.number.startswith("KGU-")
    assert case.state == "closed"
    assert dossier.decree is not None
    assert dossier.decree.number.startswith("KGU-2026/")
    assert dossier.decree.remedy == "section_124"


def test_every_document_rests_on_its_own_rules_and_on_nobody_elses(stage: VirtualOffice) -> None:
    documents = documents_of(stage)
    assert {kind for kind, _ in documents} == {
        "ranking_list", "nomination_letter", "agreement_form", "decree", "appeal_decision",
    }  # fmt: skip
    for kind, order in documents:
        content = order["content"]
        rules = content["head"]["rests_on"]
        assert rules and all(rule.startswith("KGU-") for rule in rules), (kind, rules)
        pdf_text = text_of(kind, order, stage)
        assert not FOREIGN.findall(json.dumps(content, ensure_ascii=False)), kind
        assert not FOREIGN.findall(pdf_text), kind
        assert re.search(r"Статута о размени|the Statute on Exchanges", pdf_text), kind
        assert "KGU-K" not in pdf_text and not re.search(r"KGU-\d+[a-z.]", pdf_text), kind
        assert content["head"]["place"] == {"en": "Kragujevac", "sr": "Крагујевац"}


def test_every_mail_cites_its_own_rules_and_nobody_elses(stage: VirtualOffice) -> None:
    mailer = stage.mailer
    assert isinstance(mailer, CapturingMailer)
    assert len(mailer.messages) > 90
    for message in mailer.messages:
        text = message_text(message)
        assert not FOREIGN.findall(text), (message["Subject"], FOREIGN.findall(text))
        of_a_plan = str(message["Subject"]).startswith(("[ICO]", "[Центар]"))
        assert of_a_plan or "KGU-" in text, message["Subject"]


def message_text(message: EmailMessage) -> str:
    """All that a mail says: its headers, its text and its page."""
    bodies = [message.get_body((kind,)) for kind in ("plain", "html")]
    return "\n".join([*map(str, message.values()), *(b.get_content() for b in bodies if b)])


# What such an institution leaves out is found before anything is played


def test_what_it_wrote_is_sound(kgu_folder: Path) -> None:
    result = CliRunner().invoke(app, ["check", "--data", str(kgu_folder)])
    assert result.exit_code == 0, result.output
    assert "kgu.yaml: regulation" in result.stdout
    assert result.stdout.count(": definition") == 3


@pytest.mark.parametrize(
    ("section", "place"),
    [
        ("decree", "transitions.issue_decree.documents[1]"),
        ("nomination_letter", "transitions.nominate.documents[1]"),
        ("ranking_list", "transitions.publish_list"),
        ("approval_decision", "transitions.approve_mobility.documents[1]"),
    ],
)
def test_a_regulation_that_says_nothing_of_a_document_that_is_made_is_refused(
    kgu_folder: Path, section: str, place: str
) -> None:
    regulation = kgu_folder / "regulations" / "kgu.yaml"
    text = regulation.read_text(encoding="utf-8")
    start = text.index(f"\n  {section}:")
    end = re.compile(r"\n(  \w|\w|#|\n)").search(text, start + 1)
    assert end is not None
    silent = text[:start] + text[end.start() :]
    nor_shown = re.sub(rf"(shown_on: .*)\b{section}\b", r'\1"page:case"', silent)
    regulation.write_text(nor_shown, encoding="utf-8")
    step = place.split(".")[1]
    paths = [
        str(path)
        for path in (kgu_folder / "definitions").rglob("*.yaml")
        if f"\n  {step}:" in path.read_text(encoding="utf-8")
    ]
    result = CliRunner().invoke(app, ["check", "--data", str(kgu_folder), *paths])
    assert result.exit_code != 0
    refusals = [line for line in result.stderr.splitlines() if place in line]
    assert refusals, result.stderr
    problem = f"the regulation does not say under `documents` which rules `{section}` rests on"
    for line in refusals:
        assert re.search(r"\.yaml:\d+:\d+: ", line) and problem in line


def test_a_basis_that_the_regulation_does_not_know_is_refused_with_its_place(
    kgu_folder: Path,
) -> None:
    regulation = kgu_folder / "regulations" / "kgu.yaml"
    text = regulation.read_text(encoding="utf-8")
    new_text = text.replace("letter: {rules: [KGU-15d]}", "letter: {rules: [BMU-15d]}")
    assert new_text != text
    regulation.write_text(new_text, encoding="utf-8")
    with pytest.raises(InvalidFile, match="BMU-15d is not a rule here"):
        open_office(kgu_folder).regulations["kgu"]
