"""A definition that cases run on can't be changed behind their back."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from office.wiring import Office
from persistence.database import writing
from states.calls import Call, Candidate
from states.decision import Actor
from states.loader import HERE
from states.strict_yaml import InvalidFile
from workflows.calls.opening import open_call, open_case
from workflows.running.bootstrap import App
from workflows.running.definition_integrity import refuse_changed_definitions

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
NAME = "bmu/outgoing-studies.2021-06-29.yaml"


@pytest.fixture
def own(app: App, tmp_path: Path) -> App:
    """An office whose definitions lie in a folder of its own, with one case of outgoing studies."""
    folder = tmp_path / "definitions"
    shutil.copytree(HERE, folder)
    office = Office(app.office.settings, app.office.data, folder)
    call = Call("Autumn", date(2026, 3, 1), date(2026, 3, 31))
    with writing(app.engine) as connection:
        call_id = open_call(connection, office, "bmu", "outgoing-studies", call, NOW)
        person = Candidate("Ana Petrović", "ana@students.example")
        open_case(connection, office, call_id, person, Actor("mobility_coordinator"), NOW)
    return App(office, app.engine)


def test_what_was_not_touched_is_not_refused(own: App) -> None:
    refuse_changed_definitions(own.office, own.engine)


def test_a_changed_file_is_refused_with_what_was_changed(own: App) -> None:
    path = own.office.folder / NAME
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("roles: [academic_coordinator]", "roles: [rector]", 1), "utf-8")
    with pytest.raises(InvalidFile) as refused:
        refuse_changed_definitions(own.office, own.engine)
    said = str(refused.value)
    assert NAME in said
    assert "-    roles: [academic_coordinator]" in said
    assert "+    roles: [rector]" in said
    assert "later date in force" in said


def test_a_definition_that_no_case_runs_on_may_change(own: App) -> None:
    path = own.office.folder / "bmu/outgoing-teaching.2021-06-29.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# a remark\n", "utf-8")
    refuse_changed_definitions(own.office, own.engine)


def test_a_file_that_is_gone_is_missed(own: App) -> None:
    (own.office.folder / NAME).unlink()
    with pytest.raises(InvalidFile, match="put it back"):
        refuse_changed_definitions(own.office, own.engine)
