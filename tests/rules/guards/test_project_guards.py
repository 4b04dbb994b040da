"""Who leads an international project, who signs for it, what its grant asks for (ICO-1, ICO-5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

import pytest

from states.dossier import Dossier, Signature
from states.projects import (
    Deliverable,
    LeadingProfessor,
    Project,
    ProjectAdministrator,
    ProjectGrant,
    Report,
)
from tests.rules.guards.guard_stories import ANA, asked, at, messages

FIRST, LAST = date(2026, 9, 1), date(2028, 8, 31)
PROJECT: Final = Project("0613", "The Agency", FIRST, LAST, Decimal(250_000))
GRANT: Final = ProjectGrant(
    "2026-1", FIRST, LAST, Decimal(240_000), date(2027, 9, 30), date(2028, 10, 30)
)
BRIDGE: Final = replace(
    ANA,
    project=PROJECT,
    leading_professor=LeadingProfessor("Vera Nikolić", "0613"),
    project_administrator=ProjectAdministrator("Milica Savić"),
    project_grant=GRANT,
    signatures=(),
)
LED: Final = "led_by_professor_and_administrator"
SIGNED: Final[dict[str, Any]] = {"prepared": "project_agreement", "parties": [["rector", "dean"]]}


def led(**parts: object) -> list[str]:
    new_parts: dict[str, Any] = parts
    return messages(asked(LED, "ICO-1", replace(BRIDGE, **new_parts)))


def test_a_professor_of_the_field_and_an_administrator_lead_a_project_together() -> None:
    assert led() == []


def test_each_leader_that_is_missing_is_said_with_what_is_to_be_recorded() -> None:
    assert led(leading_professor=None) == ["No professor leads the project."]
    (alone,) = led(project_administrator=None)
    assert alone.startswith("No project administrator of the Office leads the project")
    assert len(led(leading_professor=None, project_administrator=None, project=None)) == 3


@pytest.mark.parametrize(
    ("own", "topic", "leads"),
    [
        ("0613", "0613", True), ("0613", "06", True), ("06", "0613", True), ("061", "0613", True),
        ("0612", "0613", False), ("0412", "0613", False), ("05", "0613", False),
    ],
)  # fmt: skip
def test_a_field_is_of_another_where_one_code_begins_with_the_other(
    own: str, topic: str, leads: bool
) -> None:
    sentences = led(
        leading_professor=LeadingProfessor("Vera Nikolić", own),
        project=replace(PROJECT, field=topic),
    )
    assert (sentences == []) is leads
    if sentences:
        assert f"of the field {own}" in sentences[0] and f"of the field {topic}" in sentences[0]


def signed(*signatures: Signature) -> list[str]:
    dossier = replace(BRIDGE, signatures=signatures)
    return messages(asked("representative_has_signed", "ICO-5", dossier, parameters=SIGNED))


def test_the_grant_agreement_bears_the_rectors_signature_or_the_deans() -> None:
    day = date(2026, 6, 1)
    for party in ("rector", "dean"):
        assert signed(Signature("project_agreement", party, day)) == []  # type: ignore[arg-type]
    sentences = ["Signature missing on the grant agreement of the project: the Rector or the Dean."]
    assert signed() == sentences
    assert signed(Signature("project_application", "rector", day)) == sentences
    assert signed(Signature("project_agreement", "academic_coordinator", day)) == sentences


def test_no_agreement_is_concluded_whose_dates_nobody_recorded() -> None:
    assert asked("grant_is_recorded", "ICO-1", BRIDGE) == []
    assert len(asked("grant_is_recorded", "ICO-1", replace(BRIDGE, project_grant=None))) == 1


def test_a_project_begins_on_its_first_day_and_not_before() -> None:
    assert len(asked("project_has_begun", "ICO-1", BRIDGE, at("2026-08-31 23:59"))) == 1
    assert asked("project_has_begun", "ICO-1", BRIDGE, at("2026-09-01 00:00")) == []


def delivered(report_kind: str, *reports: Report) -> list[str]:
    dossier: Dossier = replace(BRIDGE, reports=reports)
    return messages(
        asked("report_is_delivered", "ICO-1", dossier, parameters={"which": report_kind})
    )


def test_each_report_is_its_own() -> None:
    interim, final = (Report(report_kind, date(2027, 9, 1)) for report_kind in ("interim", "final"))  # type: ignore[arg-type]
    assert delivered("interim", interim) == delivered("final", interim, final) == []
    assert delivered("interim") == ["The funder has no interim report yet."]
    assert delivered("final", interim) == ["The funder has no final report yet."]


def test_a_project_is_closed_once_nothing_is_left_to_deliver() -> None:
    there, application = Deliverable("Book", None, date(2028, 6, 1)), Deliverable("Application")
    assert asked("all_is_delivered", "ICO-1", replace(BRIDGE, deliverables=(there,))) == []
    reasons = asked("all_is_delivered", "ICO-1", replace(BRIDGE, deliverables=(there, application)))
    assert messages(reasons) == ["Not delivered: “Application”."]


def test_what_is_due_before_a_report_is_awaited_before_it_and_what_is_due_with_it_is_not() -> None:
    """The interim report of Bridge is due on one day, the final one on a later."""
    one_day = timedelta(days=1)
    for condition, report_due in (
        ("deliverable_before_interim_report", GRANT.interim_report_due),
        ("deliverable_before_final_report", GRANT.final_report_due),
    ):
        before, with_it = report_due - one_day, report_due
        assert asked(condition, "ICO-1", owing(Deliverable("Book", before))) == []
        assert len(asked(condition, "ICO-1", owing(Deliverable("Book", with_it)))) == 1
        late_and_there = (Deliverable("Book", with_it), Deliverable("Plan", before, before))
        assert len(asked(condition, "ICO-1", owing(*late_and_there))) == 1
        assert len(asked(condition, "ICO-1", owing(Deliverable("Book")))) == 1, "without a day"
    without_grant = replace(owing(Deliverable("Book", date(2028, 6, 1))), project_grant=None)
    assert asked("deliverable_before_interim_report", "ICO-1", without_grant) == []


def owing(*deliverables: Deliverable) -> Dossier:
    """Bridge with what it is to bring about."""
    return replace(BRIDGE, deliverables=deliverables)
