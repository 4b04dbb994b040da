"""What a definition must be to load: each check names its offenders and where they stand.

A definition that cannot work cannot load: every state reachable, an end within reach of every
state, every waiting state with owner, deadline and a ladder that ends at the Head of ICO or above,
every name bound, every rule cited and known.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import field
from typing import Any

from states.definition import Anchor, Guard, Rest, RuleBook
from states.definition_form import (
    AwaitedForm,
    DeadlineForm,
    DefinitionForm,
    GuardForm,
    TransitionForm,
)
from states.fact_soundness import facts_are_known, follows_at_once
from states.facts import FACTS
from states.frozen import frozen
from states.kind_soundness import kind_problems
from states.naming import unknown_name, unknown_names, unknown_rule
from states.payloads import TRANSITION_PAYLOADS
from states.reachability import arrows_of, reached_from
from states.reasons import GuardReason
from states.strict_yaml import Location
from states.versions import replaced_states_are_sound
from states.vocabulary import ABOVE, DESKS, PRODUCED, ROLES

Located = tuple[Location, str]

ADDRESSED = frozenset({*ROLES, *DESKS}) - {"system"}
"""Whom a mail may be sent to."""


@frozen
class Bindings:
    """What the names of definitions are bound to; given by the wiring.

    `rulebooks` by institution; `needs` tells what a guard can't do without; `forms` are the models
    that there are; `ladders` gives for each ladder the roles of its last level, `rests` why a step
    rests. Guards that judge whether something came in time are `timely`; `given` is what every
    guard is given.
    """

    rulebooks: Mapping[str, RuleBook]
    guards: Mapping[str, Guard]
    call_guards: Mapping[str, Callable[..., list[GuardReason]]]
    needs: Mapping[str, Collection[str]]
    anchors: Mapping[str, Anchor]
    mails: Collection[str]
    forms: Collection[str]
    ladders: Mapping[str, Collection[str]]
    rests: Mapping[str, Rest] = field(default_factory=dict)
    timely: Collection[str] = ()
    given: Mapping[str, Any] = field(default_factory=dict)


def problems_in(form: DefinitionForm, bindings: Bindings) -> Iterator[Located]:
    """Everything that is unsound in a definition, each with its location."""
    rulebook = bindings.rulebooks.get(form.institution)
    if rulebook is None:
        yield ("institution",), unknown_name(form.institution, bindings.rulebooks, "institution")
        return
    for check in CHECKS:
        yield from check(form, bindings, rulebook)
    yield from facts_are_known(form, rulebook)
    yield from kind_problems(form, bindings.needs, bindings.forms, rulebook)
    yield from replaced_states_are_sound(form)


def states_exist(form: DefinitionForm, bindings: Bindings, book: RuleBook) -> Iterator[Located]:
    """The first state, and each transition's sources and target, are states."""
    if form.initial not in form.states:
        yield ("initial",), unknown_name(form.initial, form.states, "state")
    for name, step in form.transitions.items():
        at: Location = ("transitions", name)
        for number, source in enumerate(step.sources):
            if source not in form.states:
                yield (*at, "from", number), unknown_name(source, form.states, "state")
            elif _is_left(form, step, source):
                yield (
                    (*at, "from", number),
                    (f"`{source}` is an end: only a step that says `reopens: true` leaves it"),
                )
        yield from unknown_names(step.stays_in, form.states, "state", (*at, "stays_in"))
        if step.target is not None and step.target not in form.states:
            yield (*at, "to"), unknown_name(step.target, form.states, "state")
        if (step.target is None) != step.stays:
            yield at, "a step says either `to: STATE` or `stays: true`"


def _is_left(form: DefinitionForm, step: TransitionForm, source: str) -> bool:
    """Whether an end is left without a word; from one end to another nothing is opened again."""
    target = form.states.get(step.target or source)
    ends_elsewhere = target is not None and target.end and step.target != source
    return form.states[source].end and not (step.reopens or ends_elsewhere)


def states_are_reachable(
    form: DefinitionForm, bindings: Bindings, book: RuleBook
) -> Iterator[Located]:
    """Every state can be reached from the first."""
    reached_states = reached_from({form.initial}, arrows_of(form.transitions.values()))
    for name in form.states:
        if name not in reached_states:
            yield ("states", name), f"no way leads from `{form.initial}` to this state"


def an_end_is_within_reach(
    form: DefinitionForm, bindings: Bindings, book: RuleBook
) -> Iterator[Located]:
    """From every state an end can be reached: no trap, no state without a way out."""
    backwards: dict[str, set[str]] = {}
    for source, targets in arrows_of(form.transitions.values()).items():
        for target in targets:
            backwards.setdefault(target, set()).add(source)
    ends = {name for name, state in form.states.items() if state.end}
    if not ends:
        yield ("states",), "no state is an end"
    can_end = reached_from(ends, backwards)
    for name in form.states:
        if name not in can_end:
            yield ("states", name), "a case that gets here can never end"


def waiting_states_wait_well(
    form: DefinitionForm, bindings: Bindings, book: RuleBook
) -> Iterator[Located]:
    """Every waiting state awaits a step that leaves it, with owner, deadline and ladder."""
    for name, state in form.states.items():
        at: Location = ("states", name)
        if state.end and state.awaits:
            yield (*at, "awaits"), "an end awaits nothing"
        if not state.end and not state.awaits:
            yield at, "a state that is no end must say what it awaits, from whom and until when"
        if state.awaits and state.awaits[-1].when is not None:
            yield (*at, "awaits"), "the last awaited step must hold always: without `when`"
        for number, awaited_form in enumerate(state.awaits):
            yield from _awaited(form, bindings, book, name, awaited_form, (*at, "awaits", number))


def what_comes_first_waits_well(
    form: DefinitionForm, bindings: Bindings, book: RuleBook
) -> Iterator[Located]:
    """What some states await before all else is sound in each of them, and has a condition."""
    first = form.awaited_first
    if first is None:
        return
    at: Location = ("awaited_first",)
    yield from unknown_names(first.states, form.states, "state", (*at, "in"))
    for number, awaited_form in enumerate(first.awaits):
        place: Location = (*at, "awaits", number)
        if awaited_form.when is None:
            yield place, "what comes before all else must say `when`"
        for state in filter(form.states.__contains__, first.states):
            yield from _awaited(form, bindings, book, state, awaited_form, place)


def _awaited(
    form: DefinitionForm,
    bindings: Bindings,
    book: RuleBook,
    state: str,
    awaited_form: AwaitedForm,
    at: Location,
) -> Iterator[Located]:
    yield from _what(form, state, awaited_form, at)
    if awaited_form.rests is not None:
        yield from unknown_names((awaited_form.rests,), bindings.rests, "rest", (*at, "rests"))
    yield from unknown_names(awaited_form.reminds, ADDRESSED, "recipient", (*at, "reminds"))
    if awaited_form.then is not None:
        yield from _leaves(form, state, awaited_form.then, (*at, "then"))
        step = form.transitions.get(awaited_form.then)
        if step is not None and step.roles != ("system",):
            yield (*at, "then"), f"time makes `{awaited_form.then}`, so its roles must be [system]"
    yield from _owners(form, awaited_form, (*at, "owner"))
    if awaited_form.when is not None and awaited_form.when not in bindings.guards:
        yield (*at, "when"), unknown_name(awaited_form.when, bindings.guards, "guard")
    yield from _ladder(bindings, awaited_form.ladder, (*at, "ladder"))
    if not awaited_form.deadline:
        yield (*at, "deadline"), "the step must have a deadline"
    for index, deadline in enumerate(awaited_form.deadline):
        yield from _deadline(bindings, book, deadline, (*at, "deadline", index))


def _what(
    form: DefinitionForm, state: str, awaited_form: AwaitedForm, at: Location
) -> Iterator[Located]:
    """A step that leaves the state, or a fact of the process."""
    if (awaited_form.step is None) == (awaited_form.record is None):
        yield at, "what is awaited is either a `step` or the `record` of a fact"
    elif awaited_form.step is not None:
        yield from _leaves(form, state, awaited_form.step, (*at, "step"))
    elif awaited_form.record not in form.facts:
        yield (*at, "record"), unknown_name(str(awaited_form.record), form.facts, "fact")


def _owners(form: DefinitionForm, awaited_form: AwaitedForm, at: Location) -> Iterator[Located]:
    if not awaited_form.owner:
        yield at, "somebody must own the step"
    yield from unknown_names(awaited_form.owner, ROLES, "role", at)
    may = _who_may(form, awaited_form)
    does = f"take `{awaited_form.step}`" if awaited_form.step else f"record `{awaited_form.record}`"
    for owner in awaited_form.owner:
        if may is not None and owner in ROLES and owner not in may:
            yield at, f"`{owner}` owns the step but may not {does}"


def _who_may(form: DefinitionForm, awaited_form: AwaitedForm) -> Collection[str] | None:
    """The roles that may do what is awaited; None where it is not known what that is."""
    if awaited_form.step is not None:
        step = form.transitions.get(awaited_form.step)
        instead = step.without_commission if step else None
        return (*step.roles, *(instead.roles if instead else ())) if step else None
    fact = form.facts.get(str(awaited_form.record))
    if fact is None or awaited_form.record not in FACTS:
        return None
    return fact.roles or FACTS[str(awaited_form.record)].roles


def _ladder(bindings: Bindings, name: str, at: Location) -> Iterator[Located]:
    if name not in bindings.ladders:
        yield at, unknown_name(name, bindings.ladders, "ladder")
    elif not ABOVE & set(bindings.ladders[name]):
        yield at, "a ladder must end at the Head of ICO or above"


def _deadline(
    bindings: Bindings, book: RuleBook, deadline: DeadlineForm, at: Location
) -> Iterator[Located]:
    yield from unknown_rule(book, deadline.rule, (*at, "rule"))
    if (deadline.on is None) == (deadline.after is None):
        yield at, "a deadline is either `on` a day or `after` an event"
        return
    key, anchor = ("on", deadline.on) if deadline.on else ("after", deadline.after)
    if anchor not in bindings.anchors:
        yield (*at, key), unknown_name(str(anchor), bindings.anchors, "event")
    counts = [count for count in (deadline.days, deadline.working_days) if count is not None]
    if len(counts) != (0 if deadline.on else 1):
        yield at, "`after` takes one of `days` and `working_days`, `on` takes neither"
    for count in counts:
        if isinstance(count, str) and not book.has_number(deadline.rule, count):
            yield at, f"the rule {deadline.rule} has no number `{count}`"


def time_has_its_steps(
    form: DefinitionForm, bindings: Bindings, book: RuleBook
) -> Iterator[Located]:
    """A transition that only time may make is made by time in each state that it leaves.

    Unless it follows a fact at once.
    """
    after_facts = {name for fact in form.facts.values() for name in fact.at_once}
    for name, step in form.transitions.items():
        if step.roles != ("system",) or name in after_facts:
            continue
        for source in step.sources:
            state = form.states.get(source)
            if state and name not in {awaited_form.then for awaited_form in state.awaits}:
                yield ("transitions", name), f"nothing in `{source}` says `then: {name}`"


def transitions_are_bound(
    form: DefinitionForm, bindings: Bindings, book: RuleBook
) -> Iterator[Located]:
    """Roles, rules, guards, mails, documents and forms of every transition are known."""
    for name, step in form.transitions.items():
        at: Location = ("transitions", name)
        yield from unknown_rule(book, step.rule, (*at, "rule"))
        yield from unknown_names(step.roles, ROLES, "role", (*at, "roles"))
        yield from unknown_names(step.documents, PRODUCED, "kind of document", (*at, "documents"))
        yield from unknown_names((step.takes,), TRANSITION_PAYLOADS, "form", (*at, "takes"))
        yield from _guards(step, form.kind.given, bindings, book, at)
        for number, mail_rule in enumerate(step.mails):
            place: Location = (*at, "mails", number)
            yield from unknown_names((mail_rule.mail,), bindings.mails, "mail", (*place, "mail"))
            yield from unknown_names(mail_rule.to, ADDRESSED, "recipient", (*place, "to"))
            yield from unknown_names(mail_rule.sources, step.sources, "source", (*place, "from"))
            if mail_rule.rule is not None:
                yield from unknown_rule(book, mail_rule.rule, (*place, "rule"))
            if mail_rule.when is not None:
                yield from unknown_names(
                    (mail_rule.when,), bindings.guards, "guard", (*place, "when")
                )


def what_follows_is_sound(
    form: DefinitionForm, bindings: Bindings, book: RuleBook
) -> Iterator[Located]:
    """What a step says of what it opens, concludes, settles and lets follow."""
    has_list = any(step.of_call for step in form.transitions.values())
    for name, step in form.transitions.items():
        at: Location = ("transitions", name)
        if step.reopens:
            yield from _reopens(form, step, bindings, (*at, "reopens"))
        if step.concludes and form.kind.agreement is None:
            yield (*at, "concludes"), "this kind of mobility has no agreement"
        if step.settles_list and not has_list:
            yield (*at, "settles_list"), "no step of this process makes a list (`of_call`)"
        yield from follows_at_once(form, step.at_once, step.target, (*at, "at_once"))
        if step.without_commission is not None:
            place: Location = (*at, "without_commission")
            if not step.of_call:
                yield place, "only a step of the whole call (`of_call`) has a commission"
            yield from unknown_rule(book, step.without_commission.rule, (*place, "rule"))
            yield from unknown_names(
                step.without_commission.roles, ROLES, "role", (*place, "roles")
            )


def _reopens(
    form: DefinitionForm, step: TransitionForm, bindings: Bindings, at: Location
) -> Iterator[Located]:
    """An end is left only for what came in time; a list may change what another list closed."""
    if not any(form.states[source].end for source in step.sources if source in form.states):
        yield at, "none of the states that the step comes from is an end"
    in_time = any(guard.guard in bindings.timely for guard in step.guards)
    if not in_time and not step.of_call:
        known_guards = ", ".join(sorted(bindings.timely)) or "none"
        yield (
            at,
            f"an end is left only by what came in time: a guard is missing, one of: {known_guards}",
        )


def _guards(
    step: TransitionForm,
    of_the_kind: Collection[str],
    bindings: Bindings,
    book: RuleBook,
    at: Location,
) -> Iterator[Located]:
    for key, guard_forms, checks in (
        ("guards", step.guards, bindings.guards),
        ("call_guards", step.call_guards, bindings.call_guards),
    ):
        for number, guard in enumerate(guard_forms):
            place: Location = (*at, key, number)
            yield from unknown_names((guard.guard,), checks, "guard", (*place, "guard"))
            yield from unknown_rule(book, guard.rule, (*place, "rule"))
            needed_names = set(bindings.needs.get(guard.guard, ())).difference(of_the_kind)
            yield from _needs(guard, needed_names, book, place)


def _needs(
    guard: GuardForm, needed_names: Collection[str], book: RuleBook, at: Location
) -> Iterator[Located]:
    for name in sorted(needed_names):
        if name not in guard.given and not book.has_number(guard.rule, name):
            where = f"under `with`, or as a number of {guard.rule}"
            yield at, f"`{guard.guard}` needs `{name}`: {where}"


CHECKS: tuple[Callable[[DefinitionForm, Bindings, RuleBook], Iterator[Located]], ...] = (
    states_exist,
    states_are_reachable,
    an_end_is_within_reach,
    waiting_states_wait_well,
    what_comes_first_waits_well,
    time_has_its_steps,
    transitions_are_bound,
    what_follows_is_sound,
)


def _leaves(form: DefinitionForm, state: str, trigger: str, at: Location) -> Iterator[Located]:
    step = form.transitions.get(trigger)
    if step is None:
        yield at, unknown_name(trigger, form.transitions, "transition")
    elif state not in (*step.sources, *step.stays_in) and not step.of_call:
        yield at, f"`{trigger}` does not leave `{state}`"
