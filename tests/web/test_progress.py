"""The milestones and the steps out of a state, for every process that the office has."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from office.wiring import SHIPPED, Office, open_office
from rules.guards import GUARDS
from states.dossier import Case
from states.loader import HERE, definition_files
from states.payloads import PAYLOADS
from web.views.progress import milestones
from workflows.cases.available_transitions import JUDGE_THE_PAYLOAD

NOW = datetime(2026, 3, 11, 9, tzinfo=UTC)
KEYS = [path.relative_to(HERE).with_suffix("").as_posix() for path in definition_files(HERE)]


MEANT_ENDS = {"inter-institutional-agreement": "renewed"}
"""Of processes whose case is not closed in the end."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office as shipped, with all its definitions."""
    return open_office(tmp_path_factory.mktemp("office"), SHIPPED)


@pytest.mark.parametrize("key", KEYS)
def test_from_every_state_the_milestones_lead_on_to_an_end(office: Office, key: str) -> None:
    definition = office.definition(key)
    for name, state in definition.states.items():
        case = Case(
            1, "X-1", definition.institution, definition.process, key, name, 1, NOW, 1
        )  # fmt: skip
        awaited_step = next(iter(state.awaits), None)
        progress = milestones(definition, case, [], awaited_step)
        assert [milestone.position for milestone in progress].count("here") == 1
        assert progress[-1].end, f"{name}: {[milestone.title.en for milestone in progress]}"


@pytest.mark.parametrize("key", KEYS)
def test_the_way_that_is_meant_ends_well(office: Office, key: str) -> None:
    definition = office.definition(key)
    case = Case(
        1, "X-1", definition.institution, definition.process, key, definition.initial, 1, NOW, 1
    )
    awaited_step = next(iter(definition.states[definition.initial].awaits))
    end = MEANT_ENDS.get(definition.process, "closed")
    assert milestones(definition, case, [], awaited_step)[-1].title == definition.states[end].title


def test_the_guards_that_wait_for_a_form_exist_and_so_do_the_forms() -> None:
    assert set(JUDGE_THE_PAYLOAD) <= set(PAYLOADS)
    assert set().union(*JUDGE_THE_PAYLOAD.values()) <= set(GUARDS)
