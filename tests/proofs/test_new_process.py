"""Proof: a new kind of mobility is one YAML file; nothing is read out of its name."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from actions.documents.agreements import filled_form
from actions.documents.case_forms import offered_forms
from actions.documents.context import DocumentContext
from cli.main import app
from office.wiring import Office, open_office
from persistence import dossiers
from persistence.calls import cases_in
from persistence.database import reading
from persistence.tables import outbox
from simulation.rehearsal.form import load_scenario
from simulation.rehearsal.player import act, stage_for
from simulation.virtual_office import VirtualOffice
from states.decision import Refused
from states.dossier import Case, Dossier
from states.loader import HERE
from states.strict_yaml import InvalidFile
from web.forms.inputs import FormContext, inputs_of

STORY: Final = (
    Path(__file__).parents[1] / "situations" / "bmu-other" / "outgoing-traineeship-all-in-time.yaml"
)
KEY: Final = "bmu/outgoing-volunteering.2021-06-29"
VOLUNTEERING: Final = """\
# Students who volunteer at a partner institution: as for a traineeship, on its agreement.
process: outgoing-volunteering
institution: bmu
in_force: 2021-06-29
extends: outgoing-traineeship.2021-06-29
title: {en: Outgoing volunteering, sr: Одлазна мобилност ради волонтирања}

kind:
  asks:
    agreement: [outcomes, programme, tasks]
  words:
    activity: {en: volunteering, sr: волонтирање}
    purpose: {en: for volunteering, sr: ради волонтирања}
"""


NOBODY_CONCLUDES: Final = """\
transitions:
  sign_training_agreement: {concludes: null, guards: []}
  change_agreement: {concludes: null, guards: []}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with the new definition and those that it stands on."""
    folder = tmp_path / "office"
    (folder / "definitions" / "bmu").mkdir(parents=True)
    for process in ("studies", "traineeship"):
        name = f"bmu/outgoing-{process}.2021-06-29.yaml"
        shutil.copy(HERE / name, folder / "definitions" / name)
    (folder / "definitions" / f"{KEY}.yaml").write_text(VOLUNTEERING, encoding="utf-8")
    return folder


@pytest.fixture
def office(data: Path) -> Office:
    """The office that offers it."""
    return open_office(data)


@contextmanager
def played(office: Office, process: str) -> Iterator[VirtualOffice]:
    """The story of a trainee, played as a case of a process."""
    story = load_scenario(STORY)
    with stage_for(office, replace(story, process=process)) as stage:
        for step in story.steps:
            stage.move_to(step.at)
            outcome = act(stage, step)
            assert isinstance(outcome, Refused) == (step.expect.refused is not None), outcome
            stage.drain()
        yield stage


def documents_of(stage: VirtualOffice) -> list[tuple[str, str]]:
    """Kind and content of every document, under the name of the process that it was made for."""
    with reading(stage.engine) as connection:
        rows = connection.execute(
            select(outbox.c.document, outbox.c.content).where(outbox.c.action == "document")
        )
        return [(row.document, row.content) for row in rows]


def case_in(stage: VirtualOffice) -> tuple[Case, Dossier]:
    with reading(stage.engine) as connection:
        (case_and_dossier,) = dossiers.load(connection, cases_in(connection, 1)).values()
    return case_and_dossier


def fields_of(office: Office, key: str, form: str) -> list[str]:
    form_context = FormContext(form, None, office.definition(key).kind)
    return [field.name for field in inputs_of(form_context, {}, {})]


def test_it_loads_and_checks(data: Path) -> None:
    file = data / "definitions" / f"{KEY}.yaml"
    result = CliRunner().invoke(app, ["check", "--data", str(data), str(file)])
    assert result.exit_code == 0, result.output
    assert "outgoing-volunteering.2021-06-29.yaml: definition" in result.stdout


def test_its_case_ends_and_its_documents_say_what_a_trainees_say(office: Office) -> None:
    with played(office, "outgoing-volunteering") as stage:
        case, dossier = case_in(stage)
        volunteering = documents_of(stage)
    with played(office, "outgoing-traineeship") as stage:
        traineeship = documents_of(stage)
    assert (case.process, case.state) == ("outgoing-volunteering", "closed")
    assert dossier.decree is not None
    kinds = {kind for kind, _ in volunteering}
    assert kinds == {"ranking_list", "nomination_letter", "agreement_form", "decree"}
    assert [(kind, _as_a_trainees(text)) for kind, text in volunteering] == traineeship


def _as_a_trainees(text: str) -> str:
    """A document of a volunteer with the words that a trainee's kind of mobility declares."""
    return text.replace("volunteering", "traineeship").replace("волонтирање", "стручна пракса")


def test_its_forms_ask_for_all_that_it_declares(office: Office) -> None:
    traineeship = "bmu/outgoing-traineeship.2021-06-29"
    assert fields_of(office, KEY, "agreement") == ["language", "outcomes", "programme", "tasks"]
    for form in ("new_candidate", "candidate", "application", "transcript", "document"):
        assert fields_of(office, KEY, form) == fields_of(office, traineeship, form)
    assert len(fields_of(office, KEY, "new_candidate")) == 20


def test_it_offers_the_forms_of_its_agreement_filled_in(office: Office) -> None:
    with played(office, "outgoing-volunteering") as stage:
        case, dossier = case_in(stage)
        forms = offered_forms(stage.office, case)
        definition = stage.office.definition_of(case, dossier)
        context = DocumentContext(
            office=stage.office,
            definition=definition,
            at=stage.now,
            case=case,
            dossier=dossier,
        )
    assert definition.kind.agreement_title.en == "Training Agreement"
    rules_by_form = {name: list(filled_form(name, context).head.rests_on) for name in forms}
    assert rules_by_form == {
        "training_agreement": ["BMU-11", "BMU-8e"],
        "erasmus_training_agreement": ["BMU-11", "BMU-8e"],
        "grant_agreement": ["ICO-2b"],
    }


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  asks:\n", "  asking:\n", "kind.asking: is not a known key here"),
        ("[outcomes, programme, tasks]", "[outcome]", "did you mean `outcomes`?"),
        ("  asks:\n", "  direction: sideways\n  asks:\n", "kind.direction: must be"),
        ("  asks:\n", "  agreement: null\n  asks:\n", "`agreement` is missing"),
        ("  asks:\n", "  agreement: {form: study_plan}\n  asks:\n", "must stand among `forms`"),
        ("  asks:\n", "  forms: [trainig_agreement]\n  asks:\n", "did you mean `training_"),
        ("  asks:\n", "  who: staff\n  asks:\n", "`staff_member`, who goes, must be one of"),
        ("  asks:\n", "  agreement: {substance: [task]}\n  asks:\n", "did you mean `tasks`?"),
        ("kind:\n", f"{NOBODY_CONCLUDES}kind:\n", "no step brings it into force"),
    ],
)
def test_a_kind_that_is_not_declared_whole_does_not_load(
    data: Path, old: str, new: str, problem: str
) -> None:
    path = data / "definitions" / f"{KEY}.yaml"
    path.write_text(VOLUNTEERING.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InvalidFile) as refusal:
        open_office(data).definition(KEY)
    lines = [str(file_problem) for file_problem in refusal.value.problems]
    assert any(problem in line and re.search(r"\.yaml:\d+:\d+: ", line) for line in lines), lines


def test_a_step_that_asks_whether_all_have_signed_concludes_without_saying_so(data: Path) -> None:
    silent = "transitions:\n  sign_training_agreement: {concludes: null}\n"
    path = data / "definitions" / f"{KEY}.yaml"
    path.write_text(f"{VOLUNTEERING}{silent}", encoding="utf-8")
    steps = open_office(data).definition(KEY).transitions
    assert steps["sign_training_agreement"].concludes == "agreement"
    assert steps["start_mobility"].concludes is None


def test_a_definition_without_a_kind_does_not_load(data: Path) -> None:
    path = data / "definitions" / f"{KEY}.yaml"
    path.write_text(f"{VOLUNTEERING.partition('kind:')[0]}kind: null\n", encoding="utf-8")
    with pytest.raises(InvalidFile, match="kind: is missing"):
        open_office(data).definition(KEY)
