"""Recorded histories: a story of each process as it was played once, and what came of it.

`python -m tests.upgrade.histories` records them anew, each in a JSON file of `histories/`. What
differs then is what the change of the program does to cases: it is read, and told in CHANGELOG.md.
"""

from __future__ import annotations

import json
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, select

from office.wiring import Office, open_office
from persistence.database import reading
from persistence.tables import cases, history
from simulation.rehearsal.form import ScenarioStep, load_scenario
from simulation.rehearsal.player import Stage, act, stage_for
from states.strict_yaml import read_yaml
from states.validation_error import ValidationError

HERE: Final = Path(__file__).parent
FOLDER: Final = HERE / "histories"
SITUATIONS: Final = HERE.parent / "situations"
STORIES: Final = {
    "bee-outgoing-studies": "bee/outgoing-studies-all-in-time",
    "bee-outgoing-teaching": "bee/outgoing-teaching-all-in-time",
    "bee-inter-institutional-agreement": "bee-agreements/agreement-in-time",
    "bee-outgoing-training": "bee/outgoing-training-all-in-time",
    "bmu-incoming-studies": "bmu-other/incoming-studies-all-in-time",
    "bmu-incoming-traineeship": "bmu-other/incoming-traineeship-all-in-time",
    "bmu-inter-institutional-agreement": "bmu-agreements/agreement-in-time",
    "bmu-international-project": "bmu-projects/project-in-time",
    "bmu-outgoing-research": "bmu-other/outgoing-research-all-in-time",
    "bmu-outgoing-studies": "bmu/outgoing-in-time",
    "bmu-outgoing-teaching": "bmu-other/outgoing-teaching-all-in-time",
    "bmu-outgoing-traineeship": "bmu-other/outgoing-traineeship-all-in-time",
    "bmu-outgoing-training": "bmu-other/outgoing-training-all-in-time",
    "bmu-transcript-request": "bmu-requests/transcript-request-in-time",
}
"""By institution and process, the situation whose acts were recorded."""


def played(office: Office, story: dict[str, Any]) -> list[dict[str, Any]]:
    """What comes of a story: of each case its entries and where it stands."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "story.yaml"
        path.write_text(json.dumps(story), "utf-8")
        scenario = load_scenario(path)
    with stage_for(office, scenario) as stage:
        for step in scenario.steps:
            stage.move_to(step.at)
            _acted(stage, step)
        with reading(stage.engine) as connection:
            rows = connection.execute(select(cases).order_by(cases.c.id)).all()
            return [_told(connection, case) for case in rows]


def _acted(stage: Stage, step: ScenarioStep) -> None:
    """Does a step; one whose values are not taken leaves nothing."""
    with suppress(ValidationError):
        act(stage, step)


def _told(connection: Connection, case: Any) -> dict[str, Any]:
    of_case = select(history).where(history.c.case_id == case.id).order_by(history.c.seq)
    entries = [
        f"{e.at:%Y-%m-%d %H:%M}Z {e.kind} {e.name} by {e.role}: {e.source} to {e.target}"
        for e in connection.execute(of_case)
    ]
    due = case.due.isoformat() if case.due else None
    return {
        "case": case.number,
        "state": case.state,
        "owners": case.owners,
        "due": due,
        "entries": entries,
    }


def record() -> None:
    """Plays every story and writes down what comes of it."""
    with tempfile.TemporaryDirectory() as folder:
        office = open_office(Path(folder))
        for name, situation in STORIES.items():
            text = (SITUATIONS / f"{situation}.yaml").read_text("utf-8")
            story = json.loads(json.dumps(read_yaml(text, situation).data, default=str))
            for step in story["steps"]:
                step.pop("expect", None)
            played_story = {"story": story, "cases": played(office, story)}
            text = json.dumps(played_story, ensure_ascii=False, indent=1)
            (FOLDER / f"{name}.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    record()
