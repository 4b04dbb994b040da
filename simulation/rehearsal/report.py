"""Rehearsing a file: every step with what held and what did not."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Engine

from office.wiring import Office
from persistence.database import reading
from simulation.rehearsal.expectations import PlayedStep, case_row, marks, shortfalls
from simulation.rehearsal.form import ScenarioStep, load_scenario
from simulation.rehearsal.player import Stage, act, stage_for
from simulation.virtual_office import Outcome
from states.frozen import frozen
from states.validation_error import ValidationError


@frozen
class StepReport:
    """One step as it went: `problems` are the expectations that did not hold."""

    at: datetime
    what: str
    state: str | None
    due: date | None
    problems: tuple[str, ...]

    @property
    def held(self) -> bool:
        """Whether all went as expected."""
        return not self.problems


@frozen
class Report:
    """A scenario as it went."""

    file: str
    title: str
    steps: tuple[StepReport, ...]

    @property
    def held(self) -> bool:
        """Whether every step went as expected."""
        return all(step.held for step in self.steps)

    def to_json(self) -> dict[str, object]:
        """The report as plain values."""
        steps = [
            {
                "at": step.at.strftime("%Y-%m-%d %H:%M"),
                "what": step.what,
                "state": step.state,
                "due": step.due.isoformat() if step.due else None,
                "held": step.held,
                "problems": list(step.problems),
            }
            for step in self.steps
        ]
        return {"file": self.file, "scenario": self.title, "held": self.held, "steps": steps}


def rehearse(office: Office, path: Path, database: Engine | None = None) -> Report:
    """Plays the scenario in a file; raises InvalidFile where it can't be read.

    It is played in a database of its own, or in the empty one that is given.

    Raises ValidationError, with the file, where what is given can't stand: a call of its own rules.
    """
    scenario = load_scenario(path)
    try:
        with stage_for(office, scenario, database) as stage:
            steps = tuple(_play(stage, step) for step in scenario.steps)
            if not stage.every_digest:
                # However a story ends, what waits then can be told.
                stage.tell_what_waits()
    except ValidationError as error:
        raise ValidationError(f"{path}: {error}") from None
    return Report(str(path), scenario.title, steps)


def _outcome(stage: Stage, step: ScenarioStep) -> Outcome | ValidationError:
    """What came of a step; that its values are not taken is an outcome only where expected."""
    try:
        return act(stage, step)
    except ValidationError as error:
        if step.expect.wrong_input is None:
            raise
        return error


def _play(stage: Stage, step: ScenarioStep) -> StepReport:
    with reading(stage.engine) as connection:
        since = marks(connection)
    problems: list[str] = []
    try:
        stage.move_to(step.at)
        with reading(stage.engine) as connection:
            before = case_row(connection, stage, step.candidate)
        outcome = _outcome(stage, step)
        stage.drain()
        with reading(stage.engine) as connection:
            problems = list(shortfalls(connection, stage, PlayedStep(step, outcome, since, before)))
    except ValidationError as error:
        problems = [f"can't be done: {error}"]
    except KeyError as error:
        problems = [f"there is no candidate `{error.args[0]}` in this scenario"]
    with reading(stage.engine) as connection:
        key = step.candidate if step.candidate in (stage.numbers or {}) else None
        case = case_row(connection, stage, key)
    state, due = (case.state, case.due) if case is not None else (None, None)
    return StepReport(step.at, step.what, state, due, tuple(problems))
