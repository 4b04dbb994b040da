"""Which rule is carried out where, and which place of a definition rests on which rule.

Each rule is enforced by guards, timed by deadlines, rested on by steps, facts, letters and
documents, shown in a document, or left for people to judge; a rule with none of these is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from rules.guards import GUARDS, LIST_GUARDS
from rules.regulation import Regulation, Rule
from states.definition import BoundGuard, Deadline, ProcessDefinition, State, Transition
from states.frozen import frozen

Stories = Mapping[tuple[str, str, str], tuple[str, ...]]
"""By process (`institution/process`), step and guard the scenarios that show it, as `simulation`
reads them. What one process shows is shown of no other: each could have lost its own guard.
"""

NEVER_GIVE_WAY: Final = {
    "commission_has_three": "a call without three members does not open",
    "decree_bears_an_appeal": "a Decree that bears a complaint is followed by none that bears an "
    "appeal; the way that is left is the complaint",
    "decree_not_decided_before": "what was decided is final",
}
"""Guards of which no story can tell both, each with the reason."""

Kind = Literal["guard", "deadline", "step", "document", "mail", "fact"]


@frozen
class Use:
    """A place of a definition that rests on a rule.

    `at` is the step, for a deadline the state, for a fact the fact itself; `name` is the guard,
    the event counted from, the document, the mail or the awaited step; `roles` are who acts there.
    """

    definition: str
    rule: str
    kind: Kind
    at: str
    name: str
    roles: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The use as plain values."""
        return {
            "definition": self.definition,
            "rule": self.rule,
            "kind": self.kind,
            "at": self.at,
            "name": self.name,
            "roles": list(self.roles),
        }


@frozen
class RuleTrace:
    """A rule of an institution, every place that rests on it, and the stories that show it refuse.

    In a story a step is refused under the rule, and taken once its remedy is done. `unshown` are
    the places where a guard cites the rule and no story of the process tells so.
    """

    institution: str
    id: str
    rule: Rule
    uses: tuple[Use, ...]
    stories: tuple[str, ...] = ()
    unshown: tuple[Use, ...] = ()

    @property
    def forgotten(self) -> bool:
        """Whether nothing enforces, times, rests on, shows or explains the rule."""
        return not (self.uses or self.rule.documented or self.rule.people)

    def of(self, *kinds: Kind) -> tuple[Use, ...]:
        """The places of these kinds."""
        return tuple(use for use in self.uses if use.kind in kinds)

    def to_json(self) -> dict[str, object]:
        """The rule as plain values, told in English."""
        rule = self.rule
        return {
            "institution": self.institution,
            "rule": self.id,
            "article": rule.article.en,
            "text": rule.text.en,
            "enforced": [use.to_json() for use in self.of("guard")],
            "stories": list(self.stories),
            "unshown": [use.to_json() for use in self.unshown],
            "timed": [use.to_json() for use in self.of("deadline")],
            "steps": [use.to_json() for use in self.of("step", "fact")],
            "papers": [use.to_json() for use in self.of("document", "mail")],
            "documented": rule.documented.en if rule.documented else None,
            "shown_on": list(rule.shown_on),
            "people": rule.people.en if rule.people else None,
            "forgotten": self.forgotten,
        }


@frozen
class Table:
    """All rules with their places, and all places with their rules."""

    rules: tuple[RuleTrace, ...]
    uses: tuple[Use, ...]
    institutions: Mapping[str, Regulation]
    idle_guards: tuple[str, ...]

    @property
    def forgotten(self) -> tuple[RuleTrace, ...]:
        """Rules that nothing carries out or explains."""
        return tuple(rule_trace for rule_trace in self.rules if rule_trace.forgotten)

    @property
    def unshown(self) -> tuple[RuleTrace, ...]:
        """Rules with a guard that no story shows refuse and give way where a process asks it."""
        return tuple(rule_trace for rule_trace in self.rules if rule_trace.unshown)

    @property
    def uncited(self) -> tuple[Use, ...]:
        """Places that rest on a rule which the regulation of their institution does not have."""
        return tuple(use for use in self.uses if not self._book_of(use).known(use.rule))

    def _book_of(self, use: Use) -> Regulation:
        return self.institutions[use.definition.split("/")[0]]

    def to_json(self) -> dict[str, object]:
        """The table as plain values."""
        return {
            "rules": [rule_trace.to_json() for rule_trace in self.rules],
            "uses": [use.to_json() for use in self.uses],
            "forgotten": [
                f"{rule_trace.institution}: {rule_trace.id}" for rule_trace in self.forgotten
            ],
            "uncited": [use.to_json() for use in self.uncited],
            "idle_guards": list(self.idle_guards),
        }


def trace(
    definitions: Iterable[ProcessDefinition],
    regulations: Mapping[str, Regulation],
    stories: Stories,
) -> Table:
    """The table of all rules of `regulations` (by institution) and all places of the definitions.

    `stories` are by process, step and guard the scenarios that show it refuse and give way.

    The regulations hold every rule of the register. Refuses nothing: what is forgotten, uncited or
    idle stands in the table for whoever asks.
    """
    in_order = tuple(definitions)
    uses = tuple(use for definition in in_order for use in _uses(definition))
    rules = tuple(
        _traced(institution, rule_id, rule, _resting(uses, institution, rule_id), stories)
        for institution, book in regulations.items()
        for rule_id, rule in book.rules.items()
    )
    return Table(rules, uses, regulations, _idle(in_order, uses))


def _traced(
    institution: str, rule_id: str, rule: Rule, uses: tuple[Use, ...], stories: Stories
) -> RuleTrace:
    guards = {use: stories.get(_asked_at(use), ()) for use in uses if use.kind == "guard"}
    unshown = tuple(
        use
        for use, shown_stories in guards.items()
        if not shown_stories and use.name not in NEVER_GIVE_WAY
    )
    story_names = sorted({story for shown_stories in guards.values() for story in shown_stories})
    return RuleTrace(institution, rule_id, rule, uses, tuple(story_names), unshown)


def _asked_at(use: Use) -> tuple[str, str, str]:
    """The process, the step and the guard of a use; its definition is known without its date."""
    return use.definition.split(".")[0], use.at, use.name


def _idle(definitions: Iterable[ProcessDefinition], uses: Iterable[Use]) -> tuple[str, ...]:
    """The guards that no step asks and that no awaited step depends on."""
    bound_names = {use.name for use in uses if use.kind == "guard"}
    states = (state for definition in definitions for state in definition.states.values())
    conditions = {awaited_step.when for state in states for awaited_step in state.awaits}
    return tuple(sorted({*GUARDS, *LIST_GUARDS} - bound_names - conditions))


def _resting(uses: Iterable[Use], institution: str, rule_id: str) -> tuple[Use, ...]:
    return tuple(
        use for use in uses if use.rule == rule_id and use.definition.startswith(f"{institution}/")
    )


def _uses(definition: ProcessDefinition) -> Iterator[Use]:
    for state in definition.states.values():
        yield from _deadlines(definition, state)
    for step in definition.transitions.values():
        yield from _step(definition, step)
    for name, fact in definition.facts.items():
        yield Use(definition.key, fact.rule, "fact", name, name, fact.roles)


def _deadlines(definition: ProcessDefinition, state: State) -> Iterator[Use]:
    for awaited_step in state.awaits:
        for deadline in awaited_step.deadlines:
            limit = f"{awaited_step.name} {_counted(deadline)}"
            yield Use(
                definition.key, deadline.rule, "deadline", state.name, limit, awaited_step.owners
            )


def _counted(deadline: Deadline) -> str:
    if deadline.count is None:
        return f"on {deadline.anchor}"
    count_text = str(deadline.count).replace("_", " ")
    unit = deadline.unit.replace("_", " ")
    length = count_text if count_text.endswith(unit) else f"{count_text} {unit}"
    return f"{length} after {deadline.anchor}"


def _step(definition: ProcessDefinition, step: Transition) -> Iterator[Use]:
    key, at = definition.key, step.trigger
    yield Use(key, step.rule, "step", at, at, step.roles)
    for guard in _guards(step):
        yield Use(key, guard.rule, "guard", at, guard.name)
    for kind in step.documents:
        yield Use(key, step.rule, "document", at, kind)
    for mail_rule in step.mails:
        yield Use(key, mail_rule.rule or step.rule, "mail", at, mail_rule.mail, mail_rule.to)


def _guards(step: Transition) -> tuple[BoundGuard, ...]:
    return (*step.guards, *step.call_guards)
