"""Each end of a process is known to all that ask how a case ended."""

from __future__ import annotations

import pytest

from persistence.calls import OFF_THE_LIST, UNPLACED
from persistence.list_appeals import RECALLED_FROM
from states.definition import ProcessDefinition
from tests.rules.guards.test_no_dead_ends import DEFINITIONS

WENT = "closed"
"""The one end of who has been there and is back."""
ON_THE_LIST = "not_selected"
"""The end of who stands on a list, and may be on a corrected one."""


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda definition: definition.key)
def test_who_never_went_holds_no_place_counts_no_months_and_may_apply_again(
    definition: ProcessDefinition,
) -> None:
    never = {name for name, state in definition.states.items() if state.end} - {WENT}
    if definition.call is None:
        never -= {ON_THE_LIST}
    else:
        assert never <= set(UNPLACED)
        assert never - {ON_THE_LIST} <= set(OFF_THE_LIST)
    parameters_of_guards = [
        guard.given for step in definition.transitions.values() for guard in step.guards
    ]
    for guard in parameters_of_guards:
        assert never <= set(guard.get("never_went", never))
        assert never - {ON_THE_LIST} <= set(guard.get("given_up", never))


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda definition: definition.key)
def test_where_a_nomination_may_be_recalled_others_wait_for_it_and_nothing_is_agreed(
    definition: ProcessDefinition,
) -> None:
    recall = definition.transitions.get("recall_nomination")
    if recall is None:
        return
    assert recall.sources == RECALLED_FROM
    for state in recall.sources:
        awaits = definition.states[state].awaits
        first = next(awaited_step for awaited_step in awaits if not awaited_step.goes_before)
        assert first.step == "recall_nomination"
    ahead = [
        step
        for step in definition.leaving(RECALLED_FROM[-1])
        if step.concludes or step.trigger == "approve_mobility"
    ]
    assert ahead
    for step in ahead:
        assert "host_was_applied_for" in {guard.name for guard in step.guards}
