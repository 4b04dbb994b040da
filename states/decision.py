"""`decide`: whether a case may take a step. Pure, total, and the one place that uses transitions.

The machine of a definition is made once and shared; an attempt is a fresh object that walks it.
A guard is asked only after state and role are right, and then all guards are asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any, cast

from transitions import EventData, Machine, MachineError
from transitions import Transition as Arrow
from transitions.core import Condition

from states.definition import BoundGuard, ProcessDefinition, Transition
from states.dossier import Case, Dossier, Period
from states.frozen import frozen
from states.moments import civil_date
from states.reasons import Reason
from states.text import Text
from states.vocabulary import ROLES


@frozen
class Actor:
    """Who acts: a person in a role, or in another's place while a substitution is dated.

    `authority` holds the periods in which the person's role may act for `deputy_for`. `login` is
    the account that acts; None where nobody logged in: time, the command line, a rehearsal.
    `name_in_other_script` is the person's name as the other of our scripts has it, for letters.
    """

    role: str
    name: str = ""
    deputy_for: str | None = None
    authority: tuple[Period, ...] = ()
    login: str | None = None
    name_in_other_script: str | None = None

    def acts_as(self, today: date) -> str | None:
        """The role that counts today; None where the substitution does not hold today."""
        if self.deputy_for is None:
            return self.role
        in_force = any(period.first_day <= today <= period.last_day for period in self.authority)
        return self.deputy_for if in_force else None

    def is_person(self, name: str | None, role: str | None) -> bool:
        """Whether it was they who acted once: by the names, where one is missing by the roles."""
        if self.name and name:
            return self.name == name
        return self.role == role


SYSTEM = Actor("system")


@frozen
class Advanced:
    """The case may take the step and stands at `target` then."""

    transition: Transition
    source: str
    target: str


@frozen
class Refused:
    """The case stays where it is, for all of these reasons."""

    step: Text
    reasons: tuple[Reason, ...]

    @property
    def rules(self) -> frozenset[str]:
        """The rules of all the reasons."""
        return frozenset(reason.rule for reason in self.reasons)


@dataclass(slots=True)
class _Attempt:
    """One try to take a step; `state` is what the machine moves, entered on a civil date."""

    state: str
    definition: ProcessDefinition
    dossier: Dossier
    actor: Actor
    now: datetime
    entered_on: date | None
    reasons: list[Reason] = field(default_factory=list)


def decide(
    definition: ProcessDefinition,
    case: Case,
    dossier: Dossier,
    trigger: str,
    actor: Actor,
    now: datetime,
) -> Advanced | Refused:
    """Whether the case may take the step `trigger`, which must be one of the definition's.

    `dossier` already holds what was handed in with the trigger. A state that the step does not
    leave from, or a role that may not take it, is one reason under the step's own rule;
    otherwise the reasons are those of all guards that fail.
    """
    transition = definition.transitions[trigger]
    attempt = _Attempt(case.state, definition, dossier, actor, now, civil_date(case.entered_at))
    try:
        has_moved = machine_of(definition).events[trigger].trigger(attempt)
    except MachineError:
        return Refused(transition.title, (_wrong_state(definition, case, transition),))
    if not has_moved:
        return Refused(transition.title, tuple(attempt.reasons))
    return Advanced(transition, case.state, attempt.state)


def may_take(
    definition: ProcessDefinition,
    case: Case,
    dossier: Dossier,
    trigger: str,
    actor: Actor,
    now: datetime,
) -> Refused | None:
    """The one reason why the step is not the actor's to take here: the state, then the role.

    Asked before anybody reads what was handed in; None where only form and guards are left.
    """
    step = definition.transitions[trigger]
    if not step.is_taken_in(case.state):
        return Refused(step.title, (_wrong_state(definition, case, step),))
    if reason := _wrong_role_in(step, dossier, actor, civil_date(now)):
        return Refused(step.title, (reason,))
    return None


def _wrong_role_in(step: Transition, dossier: Dossier, actor: Actor, today: date) -> Reason | None:
    roles = step.roles_in(dossier.call)
    if actor.acts_as(today) in roles:
        return None
    return wrong_role(step.rule_in(dossier.call), step.title, roles, actor)


class _Asked(Condition):
    """A condition that is a function: it is not looked for by a name."""

    def check(self, event_data: EventData) -> bool:
        """Whether it holds."""
        return callable(self.func) and bool(self.func(event_data)) is self.target


class _Arrow(Arrow):
    """An arrow that nothing hangs on but its conditions: of what may be called before and after,
    nothing is looked for, which took a fifth of a decision.
    """

    condition_cls = _Asked

    def execute(self, event_data: EventData) -> bool:
        """Moves the attempt where the conditions hold; False where one does not."""
        if not self._eval_conditions(event_data):
            return False
        if self.dest:
            event_data.machine.set_state(self.dest, event_data.model)
        return True


class _Machine(Machine):
    transition_cls = _Arrow


@lru_cache(maxsize=256)
def machine_of(definition: ProcessDefinition) -> Machine:
    """The definition's machine, made once and shared by all its cases."""
    machine = _Machine(
        model=None,
        states=list(definition.states),
        initial=definition.initial,
        auto_transitions=False,
        send_event=True,
    )
    for step in definition.transitions.values():
        machine.add_transition(step.trigger, list(step.sources), step.target, partial(_may, step))
        if step.stays_in:
            machine.add_transition(step.trigger, list(step.stays_in), None, partial(_may, step))
    return machine


def _may(step: Transition, event: EventData) -> bool:
    """Asks the guards only once the role is right."""
    attempt = cast(_Attempt, event.model)
    today = civil_date(attempt.now)
    if not_this_role := _wrong_role_in(step, attempt.dossier, attempt.actor, today):
        attempt.reasons.append(not_this_role)
        return False
    for guard in step.guards:
        attempt.reasons.extend(_reasons_of(guard, attempt))
    return not attempt.reasons


def _reasons_of(guard: BoundGuard, attempt: _Attempt) -> Iterator[Reason]:
    numbers = attempt.definition.numbers(guard.rule, civil_date(attempt.now))
    parameters: dict[str, Any] = {
        **attempt.definition.given,
        **numbers,
        **guard.given,
        "entered_on": attempt.entered_on,
        "actor": attempt.actor,
    }
    for reason in guard.check(attempt.dossier, parameters, attempt.now):
        yield Reason(guard.rule, reason.message, reason.remedy, reason.by, reason.fills, guard.name)


def judged_by(
    definition: ProcessDefinition, guard: BoundGuard, dossier: Dossier, actor: Actor, now: datetime
) -> tuple[Reason, ...]:
    """What one guard of a step says of a dossier, as of an instant at which somebody took it."""
    attempt = _Attempt("", definition, dossier, actor, now, None)
    return tuple(_reasons_of(guard, attempt))


def _wrong_state(definition: ProcessDefinition, case: Case, step: Transition) -> Reason:
    state_title = definition.states[case.state].title
    sources = [definition.states[name].title for name in (*step.sources, *step.stays_in)]
    steps = definition.leaving(case.state)
    steps_of_people = [other for other in steps if other.roles != (SYSTEM.role,)]
    possible = [other.title for other in steps_of_people or steps]
    message = Text(
        f"“{step.title.en}” starts from: {_either(sources, 'en')}. "
        f"{case.number} stands at: {state_title.en}.",
        f"„{step.title.sr}“ полази из стања: {_either(sources, 'sr')}. "
        f"Предмет {case.number} је у стању: {state_title.sr}.",
    )
    if not possible:
        return Reason(step.rule, message, Text("The case is closed.", "Предмет је завршен."))
    remedy = Text(
        f"What can be done from here: {_either(possible, 'en')}.",
        f"Одавде је могуће: {_either(possible, 'sr')}.",
    )
    return Reason(step.rule, message, remedy)


def wrong_role(rule: str, title: Text, roles: Sequence[str], actor: Actor) -> Reason:
    """The reason for an actor whose role may not do what `title` names, under its rule."""
    may = [ROLES[role] for role in roles]
    role_title = ROLES[actor.role]
    message = Text(
        f"“{title.en}” is for: {_either(may, 'en')}, not for: {role_title.en}.",
        f"„{title.sr}“ може да учини: {_either(may, 'sr')}, а не: {role_title.sr}.",
    )
    if actor.deputy_for is not None:
        place = ROLES[actor.deputy_for]
        message = Text(
            f"{message.en} No substitution for the role {place.en} is in force today.",
            f"{message.sr} Данас није на снази замена за улогу: {place.sr}.",
        )
    if tuple(roles) == ("system",):
        return Reason(rule, message, Text("Wait: time does it.", "Сачекајте: чини протек рока."))
    return Reason(
        rule,
        message,
        Text(f"Ask: {_either(may, 'en')}.", f"Обратите се: {_either(may, 'sr')}."),
    )


def _either(texts: Sequence[Text], language: str) -> str:
    return ", ".join(text.in_(language) for text in texts)
