"""What a process declares by name: its steps, and its facts with who may record them."""

from __future__ import annotations

from collections.abc import Mapping

from states.definition import FactRule, ProcessDefinition, Transition
from states.text import Text
from states.validation_error import ValidationError
from states.withdrawn_records import NAMED_BY, WITHDRAWN_RECORD

NOT_OF_THE_OFFICE = "candidate"


def fact_rule(definition: ProcessDefinition, fact: str, details: Mapping[str, object]) -> FactRule:
    """Who may record a fact, and under which rule; raises ValidationError for an unknown one.

    A withdrawal is under the rule of the fact that it names.
    """
    rule = declared(definition, fact)
    if fact == WITHDRAWN_RECORD:
        return _rule_to_withdraw(definition, details.get("fact"))
    return rule


def _rule_to_withdraw(definition: ProcessDefinition, fact: object) -> FactRule:
    """Who may withdraw a record, and under which rule: the office, as it records the fact; what
    follows a record at once follows its withdrawal, too."""
    own = definition.facts.get(str(fact))
    if own is None or fact not in NAMED_BY:
        return definition.facts[WITHDRAWN_RECORD]
    roles = tuple(role for role in own.roles if role != NOT_OF_THE_OFFICE)
    title = definition.facts[WITHDRAWN_RECORD].title
    return FactRule(roles, own.rule, title, at_once=own.at_once)


def declared(definition: ProcessDefinition, fact: str, fields: tuple[str, ...] = ()) -> FactRule:
    """A fact as the process has it; raises ValidationError with `fields` where it has none."""
    rule = definition.facts.get(fact)
    if rule is None:
        facts = ", ".join(definition.facts)
        raise ValidationError(
            Text(
                f"`{fact}` is not a fact of {definition.key}; known are: {facts}",
                f"`{fact}` није чињеница која се уписује у {definition.key}; познате су: {facts}",
            ),
            fields,
        )
    return rule


def transition_of(definition: ProcessDefinition, trigger: str) -> Transition:
    """A transition by its trigger; raises ValidationError for an unknown one."""
    try:
        return definition.transitions[trigger]
    except KeyError:
        triggers = ", ".join(definition.transitions)
        raise ValidationError(
            Text(
                f"`{trigger}` is not a step of {definition.key}; known are: {triggers}",
                f"`{trigger}` није корак у {definition.key}; познати су: {triggers}",
            )
        ) from None
