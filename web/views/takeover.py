"""The page on which a running case is taken over: its parts, each a form with fields of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Final

from starlette.datastructures import FormData

from office.wiring import Office
from rules.takeover import running_states
from states.calls import Call, Candidate
from states.definition import ProcessDefinition
from states.dossier import Dossier
from states.facts import FACTS, fact_title
from states.frozen import frozen, replace
from states.localization import format_day
from states.takeover import (
    APPLICATION,
    CONCLUDED,
    EARLIER_APPEAL,
    EARLIER_DECREE,
    HOST_PERIOD,
    PLACE,
    TakenOverFact,
    forms_of,
)
from states.text import Text
from web.forms.candidate_choices import candidate_choices
from web.forms.field_specs import FieldSpec
from web.forms.inputs import FormContext, Input, Options, form_fields, inputs_at
from web.forms.parsing import parse_form
from web.forms.validation import FieldErrors, validate
from web.messages.takeover import (
    BRINGS_ALONG,
    HEADINGS,
    LEVELS_BEHIND,
    MAILED_TO_NOBODY,
    NOTHING_ALONG,
    OF_TAKEOVERS,
    STANDS_THEN,
    VERSION_OF_AGREEMENT,
)
from web.views.confirmation import Section
from web.views.takeover_milestones import is_later
from workflows.cases.takeover import TakenOver

CANDIDATE: Final = "new_candidate"
HANDED_OVER: Final = "handed_over"
NOT_ASKED: Final = frozenset({"visited"})
MORE: Final = "more"
"""The button that asks for more forms of a group, by the group's key."""

SPARE: Final = 2
PARTIES_MOST: Final = 4
"""Forms of a kind that stand there at first; so many parties sign an agreement."""

MOST_COPIES: Final = 60
_TAKEN_WITH: Final[Mapping[str, frozenset[str]]] = {
    APPLICATION: frozenset({"application"}),
    HOST_PERIOD: frozenset({"host_period"}),
    EARLIER_DECREE: frozenset({"decree"}),
    EARLIER_APPEAL: frozenset({"ranking_appeal", "decree_appeal"}),
}
"""Forms that a process has where one of its steps takes such a one."""

_SEVERAL: Final = frozenset({EARLIER_DECREE, EARLIER_APPEAL})
_VERSION: Final = ("agreement", "signature", CONCLUDED)
"""What comes for each version of the agreement: signatures are on the one told of before them."""


@frozen
class Part:
    """A form of the page, whose fields bear its key before their own."""

    name: str
    key: str
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


@frozen
class ShownGroup:
    """Forms of one kind of fact, below one heading; `more` where another may be asked for, `later`
    where a case at the chosen milestone has no such thing yet."""

    key: str
    title: Text
    parts: tuple[ShownPart, ...]
    more: bool
    later: bool

    @property
    def open(self) -> bool:
        """Whether something stands in one of them or is wrong."""
        return any(part.open for part in self.parts)


@frozen
class Group:
    """The forms of one kind of fact; of several, as many as were sent and some to spare."""

    key: str
    title: Text
    parts: tuple[Part, ...]
    more: bool


Data = Mapping[str, Mapping[str, object]]
"""What was typed, by part."""


def groups_of(
    office: Office, definition: ProcessDefinition, call: Call, form: FormData
) -> list[Group]:
    """All forms that a case of the process may bring along, in the order in which it gathers its
    facts: what people record by the declarations of facts, what steps left behind by forms of its
    own. What was sent says how many there are of a kind.
    """
    forms = _Forms(definition, _context(office, definition, call), form)
    facts = [name for name in forms_of(definition.facts) if _belongs(definition, name)]
    first = [name for name in facts if name in (APPLICATION, PLACE, HOST_PERIOD)]
    versions = [*forms.versions()] if definition.kind.agreement else []
    told_names = {*first, *_VERSION, "study_plan"}
    decided_names = [name for name in facts if _is_decided(name)]
    other_names = [name for name in facts if name not in {*told_names, *decided_names}]
    names = [CANDIDATE, HANDED_OVER, *first]
    return [*map(forms.group, names), *versions, *map(forms.group, [*other_names, *decided_names])]


def parts_in(groups: Iterable[Group]) -> list[Part]:
    """All parts, in the order in which what they hold is told."""
    return [part for group in groups for part in group.parts]


def _belongs(definition: ProcessDefinition, name: str) -> bool:
    taken_facts = {step.takes for step in definition.transitions.values()}
    if name == PLACE:
        return definition.call is not None
    return name not in _TAKEN_WITH or bool(taken_facts & _TAKEN_WITH[name])


def _is_decided(name: str) -> bool:
    """Whether it comes after the decisions on the courses: a Decree, its delivery, an appeal."""
    return name in _SEVERAL or (name in FACTS and FACTS[name].phases == ("decided",))


def _context(office: Office, definition: ProcessDefinition, call: Call) -> FormContext:
    """What can be chosen before there is a case: the dossier of nobody, of this call."""
    hosts: Options = tuple((host.name, Text(host.name, host.name)) for host in call.hosts)
    choices: dict[str, Options] = {
        **candidate_choices(office, definition.institution),
        "state": tuple(running_states(definition).items()),
        "hosts": hosts,
    }
    return FormContext("", Dossier(Candidate("", ""), call), definition.kind, choices)


@frozen
class _Forms:
    """Makes the forms of a process; `sent` says how many of a kind there are."""

    definition: ProcessDefinition
    form_context: FormContext
    sent: FormData

    def group(self, name: str) -> Group:
        """The forms of a fact that belongs to no version of the agreement."""
        has_several = name in _SEVERAL or _keeps_several(name)
        copies = self._copies(name, 1) if has_several else 1
        parts = tuple(self._part(name, 1, copy) for copy in range(1, copies + 1))
        return Group(name, _title(name), parts, has_several)

    def versions(self) -> Iterator[Group]:
        """The Study Plan with its signatures, then each version of the agreement with its own and
        the day on which it came into force."""
        if "study_plan" in self.definition.facts:
            yield self._version("study_plan", ("study_plan", "signature"), 0)
        number = max([1, *(version for _, version, _ in self._keys("agreement"))])
        number += self.sent.get(MORE) == "agreement"
        for version in range(1, min(number, MOST_COPIES) + 1):
            yield self._version("agreement", _VERSION, version)

    def _version(self, key: str, names: Sequence[str], version: int) -> Group:
        parts = tuple(
            self._part(name, version, copy)
            for name in names
            if name in (CONCLUDED, *self.definition.facts)
            for copy in range(1, 1 + (self._copies(name, version) if name == "signature" else 1))
        )
        title = fact_title(key) if version == 0 else VERSION_OF_AGREEMENT.filled(version)
        return Group(key if version < 2 else f"{key}-{version}", title, parts, version > 0)

    def _part(self, name: str, version: int, copy: int) -> Part:
        first = (version == 1 and copy == 1) or name == "study_plan"
        key = name if first else f"{name}-{version}-{copy}"
        return Part(name, key, _title(name), replace(self.form_context, form=name))

    def _copies(self, name: str, version: int) -> int:
        """As many as hold something and some to spare: more where somebody asks."""
        filled_copies = [copy for _, of, copy in self._keys(name) if of == version]
        more = SPARE if self.sent.get(MORE) == name else 0
        at_least = PARTIES_MOST if name == "signature" else SPARE
        return min(max(max([0, *filled_copies]) + more, at_least), MOST_COPIES)

    def _keys(self, name: str) -> Iterator[tuple[str, int, int]]:
        """The keys of a kind's parts as they were sent: with the version, and which copy it is."""
        for key in dict.fromkeys(field.partition(".")[0] for field in self.sent):
            match = _KEY.fullmatch(key)
            if match and match[1] == name:
                yield key, int(match[2] or 1), int(match[3] or 1)


_KEY: Final = re.compile(r"([a-z_]+)(?:-(\d{1,2})-(\d{1,2}))?")


def _keeps_several(name: str) -> bool:
    """Whether a case has many of a fact: its dossier keeps them by a key, or one beside another,
    and a form is of one of them."""
    if name not in FACTS or FACTS[name].content is not None:
        return False
    dossier_field = next(part for part in fields(Dossier) if part.name == FACTS[name].dossier_field)
    return dossier_field.default == () or dossier_field.default_factory is dict


def _title(name: str) -> Text:
    return {**HEADINGS, **OF_TAKEOVERS}.get(name) or fact_title(name)


def typed(parts: Sequence[Part], form: FormData) -> dict[str, Mapping[str, object]]:
    """What was typed, by part; a fact that was left as the page showed it is not among it."""
    data = {part.key: parse_form(part.fields, form, f"{part.key}.") for part in parts}
    return {
        part.key: data[part.key]
        for part in parts
        if not part.is_fact or _is_filled_in(part.fields, data[part.key])
    }


def _is_filled_in(specs: list[FieldSpec], values: Mapping[str, object]) -> bool:
    defaults = {spec.name: str(spec.default) for spec in specs}
    return any(str(value) != defaults[name] for name, value in values.items())


def judged(parts: Sequence[Part], data: Data) -> tuple[Mapping[str, object], FieldErrors]:
    """The values by part, and what is wrong with fields alone, each by its path on the page."""
    values, errors = {}, {}
    for part in parts:
        if part.key in data:
            validation = validate(part.form_context.form, data[part.key])
            values[part.key] = validation.value
            errors.update({f"{part.key}.{at}": e for at, e in (validation.errors or {}).items()})
    return values, errors


def facts_in(
    parts: Sequence[Part], values: Mapping[str, object]
) -> tuple[tuple[str, TakenOverFact], ...]:
    """The facts among the values with the keys of their parts, in the order of the parts."""
    return tuple(
        (part.key, TakenOverFact(part.name, values[part.key]))  # type: ignore[arg-type]
        for part in parts
        if part.is_fact and part.key in values
    )


def shown(
    definition: ProcessDefinition, groups: Iterable[Group], data: Data, errors: FieldErrors
) -> list[ShownGroup]:
    """The forms as the page shows them, with what was typed and what is wrong."""
    state = str(data.get(HANDED_OVER, {}).get("state", ""))
    return [
        ShownGroup(
            group.key,
            group.title,
            tuple(_shown(part, data, errors) for part in group.parts),
            group.more,
            group.parts[0].is_fact and is_later(definition, state, group.parts[0].name),
        )
        for group in groups
    ]


def _shown(part: Part, data: Data, errors: FieldErrors) -> ShownPart:
    names, values = [spec.name for spec in part.fields], data.get(part.key, {})
    inputs = inputs_at(part.form_context, f"{part.key}.", names, (values, errors))
    is_wrong = any(path.startswith(f"{part.key}.") for path in errors)
    return ShownPart(part, inputs, not part.is_fact or part.key in data or is_wrong)


def sections_of(
    definition: ProcessDefinition,
    outcome: TakenOver,
    dossier: Dossier,
    facts: Sequence[TakenOverFact],
) -> tuple[Section, ...]:
    """What a person confirms: where the case would stand, until when, what is mailed to nobody."""
    case = outcome.case
    state = definition.states[case.state]
    awaited_title = state.title_of(case.awaited) or state.title
    due = Text("no limit runs", "рок не тече")
    if case.due is not None:
        due = Text(format_day(case.due), format_day(case.due, "sr"))
    stands = (
        Text(
            f"{dossier.candidate.name}: {state.title.en}",
            f"{dossier.candidate.name}: {state.title.sr}",
        ),
        Text(f"Waits for: {awaited_title.en}, {due.en}", f"Чека се: {awaited_title.sr}, {due.sr}"),
    )
    sections = (
        Section(STANDS_THEN, stands),
        Section(BRINGS_ALONG, _brought_along(facts) or (NOTHING_ALONG,)),
    )
    if not outcome.behind:
        return sections
    counted_levels = LEVELS_BEHIND.counted(len(outcome.behind))
    return (*sections, Section(MAILED_TO_NOBODY, (counted_levels,)))


def _brought_along(facts: Sequence[TakenOverFact]) -> tuple[Text, ...]:
    """How many there are of each kind of fact."""
    counts = Counter(fact.name for fact in facts)
    titles = {name: _title(name) for name in counts}
    return tuple(
        Text(f"{titles[name].en}: {count}", f"{titles[name].sr}: {count}")
        for name, count in counts.items()
    )
