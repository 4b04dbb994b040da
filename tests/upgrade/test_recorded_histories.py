"""What people did in a story of each process comes out as it came out when it was recorded."""

from __future__ import annotations

import json

import pytest

from office.wiring import Office
from states.loader import definition_files
from tests.upgrade.histories import FOLDER, STORIES, played


@pytest.mark.parametrize("name", sorted(STORIES))
def test_a_recorded_history_replays_to_the_same_states(name: str, office: Office) -> None:
    history = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    assert played(office, history["story"]) == history["cases"]
    for case in history["cases"]:
        assert case["state"] in ("closed", "ended")
        assert case["entries"][-1].endswith(f" to {case['state']}")


def test_every_process_that_is_shipped_has_a_recorded_history() -> None:
    names = {f"{path.parent.name}-{path.name.split('.')[0]}" for path in definition_files()}
    assert names == set(STORIES) == {path.stem for path in FOLDER.glob("*.json")}
