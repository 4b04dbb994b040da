"""The phases of a mobility, told from what the steps of each definition take and conclude."""

from __future__ import annotations

from pathlib import Path

import pytest

from office.wiring import SHIPPED, Office, open_office
from states.phases import phase_of, states_of_who_went

STUDIES = "bmu/outgoing-studies.2021-06-29"


@pytest.fixture(scope="module")
def shipped_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office as shipped, with all its definitions."""
    folder: Path = tmp_path_factory.mktemp("office")
    return open_office(folder, SHIPPED)


@pytest.mark.parametrize(
    ("key", "phases"),
    [
        (
            STUDIES,
            {
                "call": "applying", "application": "applying", "ranking_appeal": "applying",
                "nominated": "applying", "host_acceptance": "agreeing", "la_signed": "away",
                "mobility": "away", "documents_submitted": "returned", "decree": "decided",
                "appeal": "decided", "closed": "over", "withdrawn": "over",
            },
        ),
        (
            "bmu/outgoing-teaching.2021-06-29",
            {
                "host_acceptance": "agreeing", "approved": "agreeing", "agreement_signed": "away",
                "documents_submitted": "returned",
            },
        ),
        (
            "bmu/incoming-studies.2021-06-29",
            {
                "application": "applying", "accepted": "agreeing", "transcript_due": "returned",
                "transcript_issued": "returned",
            },
        ),
        (
            "bee/outgoing-studies.2021-01-01",
            {"documents_submitted": "returned", "decree": "decided"},
        ),
    ],
)  # fmt: skip
def test_each_state_has_the_phase_of_what_is_done_in_it(
    shipped_office: Office, key: str, phases: dict[str, str]
) -> None:
    definition = shipped_office.definition(key)
    assert {state: phase_of(definition, state) for state in phases} == phases


def test_a_process_without_an_agreement_has_no_phases(shipped_office: Office) -> None:
    definition = shipped_office.definition("bmu/transcript-request.2021-06-29")
    assert {phase_of(definition, state) for state in definition.states} == {None}


@pytest.mark.parametrize(
    ("key", "states"),
    [
        (STUDIES,
         {"mobility", "documents_submitted", "decree", "appeal", "complaint", "closed"}),
        ("bmu/outgoing-teaching.2021-06-29", {"mobility", "documents_submitted", "closed"}),
        ("bee/outgoing-studies.2021-01-01",
         {"mobility", "documents_submitted", "decree", "closed"}),
    ],
)  # fmt: skip
def test_who_has_set_out_stands_in_states_that_only_the_departure_leads_to(
    shipped_office: Office, key: str, states: set[str]
) -> None:
    assert states_of_who_went(shipped_office.definition(key)) == states
