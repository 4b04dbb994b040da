"""A project's facts are loaded as they were received, and its case is sound."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from office.wiring import Office
from persistence import dossiers, staff
from persistence.database import reading, write_transaction
from persistence.tables import persons
from simulation.rehearsal.form import load_scenario
from simulation.rehearsal.player import act, stage_for
from states.projects import (
    Deliverable,
    LeadingProfessor,
    Project,
    ProjectAdministrator,
    ProjectGrant,
    ProjectPartner,
    Report,
)

STORY = Path(__file__).parents[2] / "situations" / "bmu-projects" / "project-in-time.yaml"


def test_a_projects_facts_are_loaded_as_they_were_received(office: Office) -> None:
    story = load_scenario(STORY)
    with stage_for(office, story) as stage:
        for step in story.steps:
            stage.move_to(step.at)
            act(stage, step)
        with reading(stage.engine) as connection:
            case, dossier = next(iter(dossiers.load(connection, [1]).values()))
            keys = connection.execute(persons.select()).mappings().all()
    assert (case.process, case.state) == ("international-project", "closed")
    first, last = date(2026, 9, 1), date(2028, 8, 31)
    agency = "Erasmus+ National Agency"
    assert dossier.project == Project(
        "0613", agency, first, last, Decimal(250_000), date(2026, 2, 5)
    )
    assert dossier.leading_professor == LeadingProfessor(
        "Vera Nikolić", "0613", "prof. dr", "vera@projects.example"
    )
    assert dossier.project_administrator == ProjectAdministrator("Project Administrator")
    assert dossier.project_partners == (ProjectPartner("University of Graz", "AT", "A GRAZ01"),)
    assert dossier.project_grant == ProjectGrant(
        "2026-1-RS01-KA220", first, last, Decimal(240_000), date(2027, 9, 30), date(2028, 10, 30)
    )
    assert dossier.deliverables == (
        Deliverable("Course book", date(2028, 6, 30), date(2028, 6, 20)),
    )
    assert dossier.reports == (
        Report("interim", date(2027, 9, 20)), Report("final", date(2028, 10, 2)),
    )  # fmt: skip
    signatures = [(signature.document, signature.party) for signature in dossier.signatures]
    assert signatures == [("project_application", "rector"), ("project_agreement", "rector")]
    (entry,) = keys
    assert (entry["name"], entry["key"]) == ("Digital Bridge", f"#{case.number}")


def test_an_administrator_is_known_by_the_name_that_the_office_has_of_its_staff(
    office: Office,
) -> None:
    story = load_scenario(STORY)
    with stage_for(office, story) as stage:
        with write_transaction(stage.engine) as connection:
            values = {"name_in_other_script": "Администратор пројекта"}
            assert staff.address(connection, "project_administrator", values)
        for step in story.steps:
            if step.record == "project_administrator":
                stage.move_to(step.at)
                act(stage, step)
        with reading(stage.engine) as connection:
            _, dossier = next(iter(dossiers.load(connection, [1]).values()))
    assert dossier.project_administrator is not None
    assert dossier.project_administrator.name_in("sr") == "Администратор пројекта"
    assert dossier.project_administrator.name_in("en") == "Project Administrator"
