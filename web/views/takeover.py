"""The page on which a running case is taken over: its parts, each a form with fields of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.datastructures import FormData

from office.wiring import Office
from rules.takeover import running_states
from states.calls import Call
from states.definition import ProcessDefinition
from states.dossier import Dossier
from states.frozen import frozen
from states.localization import format_day
from states.takeover import CONCLUDED, EARLIER_APPEAL, EARLIER_DECREE, PLACE, TakenOverFact
from states.text import Text
from web.forms.field_specs import FieldSpec
from web.forms.inputs import FormContext, Input, Options, form_fields, inputs_at
from web.forms.parsing import parse_form
from web.forms.validation import FieldErrors, validate
from web.messages.takeover import (
    HEADINGS,
    LEVELS_BEHIND,
    MAILED_TO_NOBODY,
    OF_TAKEOVERS,
    STANDS_THEN,
)
from web.views.confirmation import Section
from web.views.facts import candidate_choices
from workflows.cases.takeover import TakenOver

CANDIDATE: Final = "new_candidate"
HANDED_OVER: Final = "handed_over"
NOT_ASKED: Final = frozenset({"visited"})
_TAKEN_WITH: Final[Mapping[str, tuple[str, ...]]] = {
    "application": ("application",),
    "host_period": ("host_period",),
    EARLIER_DECREE: ("decree",),
    EARLIER_APPEAL: ("ranking_appeal", "decree_appeal"),
}
"""Parts that a process has where one of its steps takes such a form."""


@frozen
class Part:
    """A part of the page: one form, whose fields bear its name before their own."""

    name: str
    title: Text
    form_context: FormContext

    @property
    def fields(self) -> list[FieldSpec]:
        """The fields that are asked for."""
        return [spec for spec in form_fields(self.form_context) if spec.name not in NOT_ASKED]

    @property
    def is_fact(self) -> bool:
        """Whether it may be left empty: the person and the milestone may not."""
        return self.name not in (CANDIDATE, HANDED_OVER)


@frozen
class ShownPart:
    """A part with its inputs; `open` where something stands in it or is wrong."""

    part: Part
    inputs: tuple[Input, ...]
    open: bool


Data = Mapping[str, Mapping[str, object]]
"""What was typed, by part."""


def parts_of(office: Office, definition: ProcessDefinition, call: Call) -> list[Part]:
    """The parts that a process has, in the order in which a case gathers its facts."""
    taken = {step.takes for step in definition.transitions.values()}
    names = [
        "application" if "application" in taken else "",
        PLACE if definition.call is not None else "",
        "host_period" if "host_period" in taken else "",
        *(("agreement", CONCLUDED) if definition.kind.agreement else ()),
        "stay" if "stay" in definition.facts else "",
        EARLIER_DECREE if "decree" in taken else "",
        EARLIER_APPEAL if taken & {"ranking_appeal", "decree_appeal"} else "",
    ]
    hosts: Options = tuple((host.name, Text(host.name, host.name)) for host in call.hosts)
    choices: dict[str, Options] = {
        **candidate_choices(office, definition.institution),
        "state": tuple(running_states(definition).items()),
        "hosts": hosts,
        "host": hosts,
    }
    return [
        Part(name, {**HEADINGS, **OF_TAKEOVERS}[name],
             FormContext(name, None, definition.kind, choices))
        for name in (CANDIDATE, HANDED_OVER, *filter(None, names))
    ]  # fmt: skip


def typed(parts: list[Part], form: FormData) -> dict[str, Mapping[str, object]]:
    """What was typed, by part; a fact that was left as the page showed it is not among it."""
    data = {part.name: parse_form(part.fields, form, f"{part.name}.") for part in parts}
    return {
        part.name: data[part.name]
        for part in parts
        if not part.is_fact or _is_filled_in(part.fields, data[part.name])
    }


def _is_filled_in(specs: list[FieldSpec], values: Mapping[str, object]) -> bool:
    defaults = {spec.name: str(spec.default) for spec in specs}
    return any(str(value) != defaults[name] for name, value in values.items())


def judged(parts: list[Part], data: Data) -> tuple[Mapping[str, object], FieldErrors]:
    """The values by part, and what is wrong with fields alone, each by its path on the page."""
    values, errors = {}, {}
    for part in parts:
        if part.name in data:
            validated = validate(part.form_context.form, data[part.name])
            values[part.name] = validated.value
            errors.update({f"{part.name}.{at}": e for at, e in (validated.errors or {}).items()})
    return values, errors


def facts_in(parts: list[Part], values: Mapping[str, object]) -> tuple[TakenOverFact, ...]:
    """The facts among the values, in the order of the parts."""
    return tuple(
        TakenOverFact(part.name, values[part.name])  # type: ignore[arg-type]
        for part in parts
        if part.is_fact and part.name in values
    )


def shown(parts: list[Part], data: Data, errors: FieldErrors) -> list[ShownPart]:
    """The parts as the page shows them, with what was typed and what is wrong."""
    return [
        ShownPart(
            part,
            inputs_at(
                part.form_context,
                f"{part.name}.",
                [spec.name for spec in part.fields],
                (data.get(part.name, {}), errors),
            ),
            not part.is_fact
            or part.name in data
            or any(path.startswith(f"{part.name}.") for path in errors),
        )
        for part in parts
    ]


def sections_of(
    definition: ProcessDefinition, outcome: TakenOver, dossier: Dossier
) -> tuple[Section, ...]:
    """What a person confirms: where the case would stand, until when, what is mailed to nobody."""
    case = outcome.case
    state = definition.states[case.state]
    awaited = state.title_of(case.awaited) or state.title
    due = Text("no limit runs", "рок не тече")
    if case.due is not None:
        due = Text(format_day(case.due), format_day(case.due, "sr"))
    stands = (
        Text(
            f"{dossier.candidate.name}: {state.title.en}",
            f"{dossier.candidate.name}: {state.title.sr}",
        ),
        Text(f"Waits for: {awaited.en}, {due.en}", f"Чека се: {awaited.sr}, {due.sr}"),
    )
    counted = LEVELS_BEHIND.counted(len(outcome.behind))
    return (
        Section(STANDS_THEN, stands),
        Section(MAILED_TO_NOBODY, (counted,)),
    )
