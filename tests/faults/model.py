"""What a case is, told once more in a hundred lines: against this the engine is held.

Random definitions that load, and a case of one as the law reads it: where it stands, on which
visit, until when, what was handed in, and what its history must say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from hypothesis import strategies as st

from states.dossier import Case
from tests.workflows.office_fixtures import shipped

RULE: Final = "BMU-12a"
ROLES: Final = ("student_service", "academic_coordinator", "mobility_coordinator")
PAPERS: Final = ("cv", "petition", "report", "transcript_request")
KIND: Final[dict[str, Any]] = {
    "direction": "outgoing", "who": "student", "forms": [],
    "asks": {"application": [], "agreement": [], "candidate": [
        "level", "year", "study_programme", "student_card", "matriculated_on"]},
    "words": {"activity": {"en": "something", "sr": "нешто"},
              "purpose": {"en": "for something", "sr": "ради нечега"}},
}  # fmt: skip


class Step(NamedTuple):
    """A transition of a random definition; `role` "system" where time takes it."""

    name: str
    sources: tuple[int, ...]
    target: int
    role: str
    asks: tuple[str, ...] = ()
    tells: bool = False


class Process(NamedTuple):
    """A random definition: so many states that wait (the last after them ends), days each, steps;
    `timed` are the states that time leaves."""

    days: tuple[int, ...]
    steps: tuple[Step, ...]
    timed: tuple[int, ...]

    def text(self) -> dict[str, Any]:
        """As the loader reads it."""
        states: dict[str, Any] = {f"s{len(self.days)}": {"title": _title("End"), "end": True}}
        for number, days in enumerate(self.days):
            step = next(step for step in self.steps if step.name == f"go{number}")
            awaits: dict[str, Any] = {
                "step": step.name,
                "owner": step.role,
                "deadline": {"rule": RULE, "after": "state_entered", "days": days},
            }
            if number in self.timed:
                awaits["then"] = f"time{number}"
            states[f"s{number}"] = {"title": _title(f"State {number}"), "awaits": awaits}
        return {
            "process": "random", "institution": "bmu", "in_force": date(2021, 6, 29),
            "by_request": True, "title": _title("Random"), "kind": KIND, "initial": "s0",
            "states": states, "transitions": {step.name: _form(step) for step in self.steps},
            "facts": {"document": {"rule": RULE, "roles": list(ROLES)}},
        }  # fmt: skip


def _title(text: str) -> dict[str, str]:
    return {"en": text, "sr": "Наслов"}


def _form(step: Step) -> dict[str, Any]:
    form: dict[str, Any] = {
        "title": _title(step.name), "rule": RULE, "from": [f"s{n}" for n in step.sources],
        "to": f"s{step.target}", "roles": [step.role],
    }  # fmt: skip
    if step.asks:
        guard = {"guard": "document_present", "rule": RULE, "with": {"of": list(step.asks)}}
        form["guards"] = [guard]
    if step.tells:
        form["mails"] = [{"mail": "request_withdrawn", "to": ["candidate", "student_service"]}]
    return form


@st.composite
def processes(draw: st.DrawFn) -> Process:
    """Definitions that load: from each state the usual way leads to the end, others lead about."""
    number = draw(st.integers(1, 4))
    roles, papers = st.sampled_from(ROLES), st.lists(st.sampled_from(PAPERS), max_size=1)
    steps = [
        Step(f"go{n}", (n,), n + 1, draw(roles), tuple(draw(papers)), draw(st.booleans()))
        for n in range(number)
    ]
    timed_states = draw(st.sets(st.integers(0, number - 1)))
    for n in sorted(timed_states):
        steps.append(Step(f"time{n}", (n,), draw(st.integers(0, number)), "system"))
    for n in range(draw(st.integers(0, 3))):
        sources = tuple(sorted(draw(st.sets(st.integers(0, number - 1), min_size=1))))
        target = draw(st.integers(0, number))
        steps.append(Step(f"other{n}", sources, target, draw(roles), (), draw(st.booleans())))
    days = tuple(draw(st.integers(0, 40)) for _ in range(number))
    return Process(days, tuple(steps), tuple(sorted(timed_states)))


@dataclass
class Modelled:
    """A case as the law reads it."""

    process: Process
    entered: date
    state: int = 0
    visit: int = 1
    papers: set[str] = field(default_factory=set)
    told: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    mails: int = 0

    def due(self) -> date | None:
        """The last day of what is awaited; one not worked moves to the next that is."""
        if self.state == len(self.process.days):
            return None
        last = self.entered + timedelta(days=self.process.days[self.state])
        while not shipped().calendar.is_worked(last):
            last += timedelta(days=1)
        return last

    def may(self, step: Step, role: str) -> bool:
        """Whether somebody may take a step now."""
        return self.state in step.sources and role == step.role and set(step.asks) <= self.papers

    def take(self, step: Step, today: date) -> None:
        """The step is taken."""
        self.told.append((step.name, f"s{self.state}", f"s{step.target}"))
        self.state, self.visit, self.entered = step.target, self.visit + 1, today
        self.mails += 2 * step.tells

    def record(self, paper: str) -> None:
        """A document came in."""
        self.papers.add(paper)
        self.told.append(("document", None, None))

    def look(self, today: date) -> None:
        """What time does by the day: it leaves a state whose last day is over."""
        due = self.due()
        if due is not None and today > due and self.state in self.process.timed:
            name = f"time{self.state}"
            self.take(next(step for step in self.process.steps if step.name == name), today)

    def stands(self) -> tuple[str, int, int, date | None]:
        """State, visit, number of entries, last day."""
        return f"s{self.state}", self.visit, len(self.told) + 1, self.due()


def stored(case: Case) -> tuple[str, int, int, date | None]:
    """The same of a case that is stored: its version is one more with each entry, from one on."""
    return case.state, case.visit, case.version - 1, case.due
