"""The form of a scenario: what is given, what people do on which day, and what must follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from states.calls import Call, Candidate
from states.frozen import frozen
from states.moments import BELGRADE
from states.strict_forms import STRICT
from states.strict_yaml import FileProblem, InvalidFile, MarkedData, load_yaml_file
from workflows.registers.grading_tables import TableForm


def _instant(text: object) -> datetime:
    """`2026-03-02 09:00` on Belgrade's wall clock."""
    try:
        instant = datetime.strptime(f"{text}", "%Y-%m-%d %H:%M")  # noqa: DTZ007 - Belgrade's, below
    except ValueError:
        raise ValueError(f"{text!r} is not an instant (write YYYY-MM-DD HH:MM)") from None
    return instant.replace(tzinfo=BELGRADE)


Instant = Annotated[datetime, BeforeValidator(_instant)]


def _actor(value: object) -> object:
    return {"role": value} if isinstance(value, str) else value


@frozen
class By:
    """Who acts: a role, perhaps in the place of another."""

    __pydantic_config__ = STRICT

    role: str
    deputy_for: Annotated[str | None, Field(alias="for")] = None


@frozen
class DeputyGiven:
    """A role that acts in another's place on these days."""

    __pydantic_config__ = STRICT

    who: str
    deputy_for: Annotated[str, Field(alias="for")]
    first_day: Annotated[date, Field(alias="from")]
    last_day: Annotated[date, Field(alias="to")]


@frozen
class AgreementGiven:
    """An agreement with a partner that both have signed before the first step."""

    __pydantic_config__ = STRICT

    partner: str
    first_day: Annotated[date, Field(alias="from")]
    last_day: Annotated[date, Field(alias="to")]
    signed_on: date
    yearly_places: int = 10
    direction: Literal["outgoing", "incoming"] = "outgoing"
    mobility: Literal["studies", "traineeship", "teaching", "training", "research"] = "studies"


@frozen
class Given:
    """What stands before the first step.

    Where nothing is said of `agreements`, each host of the call has one, if the rules ask for it.
    """

    __pydantic_config__ = STRICT

    candidates: dict[str, Candidate]
    agreements: tuple[AgreementGiven, ...] | None = None
    call: Call | None = None
    deputies: Annotated[tuple[DeputyGiven, ...], Field(alias="substitutes")] = ()
    grading_tables: tuple[TableForm, ...] = ()


@frozen
class ExpectedMail:
    """A mail that was sent."""

    __pydantic_config__ = STRICT

    mail: str
    to: str
    case: str | None = None


@frozen
class ExpectedPlace:
    """A place on the list; what is left out may be anything."""

    __pydantic_config__ = STRICT

    case: str
    rank: int | None = None
    outcome: str | None = None
    host: str | None = None
    points: Decimal | None = None


@frozen
class ExpectedCourse:
    """A course that the Decree replaces."""

    __pydantic_config__ = STRICT

    host: str | None = None
    home: str | None = None
    ects: Decimal | None = None
    grade: str | None = None


@frozen
class ExpectedPrecedent:
    """An earlier decision that the register proposes; `case` is its source, by candidate."""

    __pydantic_config__ = STRICT

    host: str
    home: str
    case: str


@frozen
class ExpectedRemedy:
    """The legal remedy that the Decree names."""

    __pydantic_config__ = STRICT

    to: str
    days: int


@frozen
class ExpectedDecree:
    """Parts of the Decree."""

    __pydantic_config__ = STRICT

    replaced: tuple[ExpectedCourse, ...] | None = None
    supplement: tuple[str, ...] | None = None
    remaining: tuple[str, ...] | None = None
    electives: tuple[str, ...] | None = None
    average: tuple[str, ...] | None = None
    traineeship: str | None = None
    remedy: ExpectedRemedy | None = None


@frozen
class ExpectedDebt:
    """What is owed in a case, and until when."""

    __pydantic_config__ = STRICT

    amount: Decimal
    due: date | None = None


@frozen
class ExpectedMoney:
    """How the money of a case stands: amounts as people write them; what is left out may be any.

    `owed` gives each debt with its amount and due day, all of them; `receipt` words of the grant's.
    """

    __pydantic_config__ = STRICT

    granted: Decimal | None = None
    paid: Decimal | None = None
    entries: tuple[str, ...] | None = None
    owed: dict[str, ExpectedDebt] | None = None
    receipt: tuple[str, ...] = ()


@frozen
class Expect:
    """What must follow a step.

    `guards` are exactly those that say no where a step is `refused`, by name: which of several that
    cite one rule.
    `proposed` are the earlier decisions that the register proposes then, `tables` words from the
    receipt of the grading tables' choice, `wrong_input` the fields that the step's values are not
    taken for, each by its path (`on`, `courses.0.ects`).
    """

    __pydantic_config__ = STRICT

    state: str | None = None
    refused: tuple[str, ...] | None = None
    guards: tuple[str, ...] | None = None
    due: date | None = None
    owner: str | None = None
    mails: tuple[ExpectedMail, ...] = ()
    no_mails: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    places: Annotated[tuple[ExpectedPlace, ...] | None, Field(alias="list")] = None
    decree: ExpectedDecree | None = None
    receipt: tuple[str, ...] = ()
    proposed: tuple[ExpectedPrecedent, ...] | None = None
    tables: tuple[str, ...] = ()
    wrong_input: tuple[str, ...] | None = None
    money: ExpectedMoney | None = None


@frozen
class ScenarioStep:
    """What somebody does at an instant, or only time passing."""

    __pydantic_config__ = STRICT

    at: Instant
    case: str | None = None
    by: Annotated[By | None, BeforeValidator(_actor)] = None
    record: str | None = None
    do: str | None = None
    call: str | None = None
    details: Annotated[dict[str, object], Field(alias="with")] = field(default_factory=dict)
    expect: Expect = field(default_factory=Expect)

    @property
    def what(self) -> str:
        """The step in a word, for reports."""
        words = [part for part in (self.case, self.record or self.do or self.call) if part]
        return " · ".join(words) or "time passes"

    @property
    def candidate(self) -> str | None:
        """The key of the candidate whose case the step is about; None where it names nobody."""
        key = self.details.get("case", self.case) if self.call else self.case
        return None if key is None else str(key)


@frozen
class Continues:
    """Another scenario's steps that are played first, up to and with an instant."""

    __pydantic_config__ = STRICT

    scenario: str
    until: Instant


@frozen
class ScenarioForm:
    """A scenario file; without a `process` it is of the institution's usual one."""

    __pydantic_config__ = STRICT

    scenario: str
    steps: tuple[ScenarioStep, ...]
    institution: str | None = None
    process: str = ""
    clock: Instant | None = None
    given: Given | None = None
    continues: Continues | None = None


@frozen
class Scenario:
    """A scenario ready to be played: what it continues is part of its steps."""

    title: str
    institution: str
    process: str
    clock: datetime
    given: Given
    steps: tuple[ScenarioStep, ...]


def load_scenario(path: Path, above: tuple[Path, ...] = ()) -> Scenario:
    """The scenario in a file; raises InvalidFile with every problem."""
    form, marked_data = load_yaml_file(ScenarioForm, path)
    problems = list(_problems(form, marked_data))
    if problems:
        raise InvalidFile(problems)
    if form.continues is None:
        scenario = _on_its_own(form)
    else:
        before = (path.parent / form.continues.scenario).resolve()
        if before in (*above, path.resolve()):
            raise InvalidFile([marked_data.problem(("continues",), "goes round in a circle")])
        base = load_scenario(before, (*above, path.resolve()))
        scenario = _going_on(form, base, form.continues.until)
    if len(scenario.given.candidates) > 1 and (problems := list(_about_nobody(form, marked_data))):
        raise InvalidFile(problems)
    return scenario


def _going_on(form: ScenarioForm, base: Scenario, until: datetime) -> Scenario:
    steps = tuple(step for step in base.steps if step.at <= until)
    return Scenario(
        form.scenario, base.institution, base.process, base.clock, base.given,
        (*steps, *form.steps),
    )  # fmt: skip


def _on_its_own(form: ScenarioForm) -> Scenario:
    assert form.clock is not None, "checked by _problems"
    assert form.given is not None, "checked by _problems"
    assert form.institution is not None, "checked by _problems"
    return Scenario(
        form.scenario, form.institution, form.process, form.clock, form.given, form.steps
    )


def _problems(form: ScenarioForm, marked_data: MarkedData) -> list[FileProblem]:
    problems = []
    if form.continues is None:
        for key in ("institution", "clock", "given"):
            if getattr(form, key) is None:
                problems.append(marked_data.problem((key,), "is missing"))
    instants = [step.at for step in form.steps]
    for number, (earlier, later) in enumerate(pairwise(instants), start=1):
        if later < earlier:
            problems.append(
                marked_data.problem(("steps", number, "at"), "lies before the step before it")
            )
    for number, step in enumerate(form.steps):
        acts = [name for name in (step.record, step.do, step.call) if name is not None]
        if len(acts) > 1:
            message = "a step is one of `record`, `do` and `call`"
            problems.append(marked_data.problem(("steps", number), message))
        if acts and step.by is None:
            problems.append(marked_data.problem(("steps", number), "`by` is missing: who acts?"))
    return problems


_OF_ONE_CASE: Final = ("state", "due", "owner", "receipt", "decree", "proposed", "tables", "money")
"""What a step may expect of a case, and not of its call or of what was sent."""


def _about_nobody(form: ScenarioForm, marked_data: MarkedData) -> Iterator[FileProblem]:
    """What is expected of a case where several are played and the step names none: nobody could
    tell of which, and nothing would be compared."""
    for number, step in enumerate(form.steps):
        for name in _OF_ONE_CASE if step.candidate is None else ():
            if getattr(step.expect, name) != getattr(Expect(), name):
                message = "of which `case`? There are several candidates"
                yield marked_data.problem(("steps", number, "expect", name), message)
