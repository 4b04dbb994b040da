"""A process definition: the states and transitions of one kind of mobility, every name bound.

Made by the loader from YAML, immutable afterwards; a running case stays on the one it began with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any, Final, Literal, Protocol

from states.call_terms import CallTerms
from states.calls import Call
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.mobility_kind import MobilityKind
from states.reasons import GuardReason
from states.text import Text
from states.vocabulary import Called

Guard = Callable[[Dossier, Mapping[str, object], datetime], list[GuardReason]]
Rest = Callable[[Dossier, Called], Text | None]
"""Why an awaited step rests, in the word that its source has for what is brought against a list;
None while it does not."""
BoundRest = Callable[[Dossier], Text | None]
"""The same of a definition, whose source is known."""
LIST_CONTESTED_BY: Final = "list_contested_by"
"""The name under which every guard is given that word (`Called`)."""
Bound = Literal["follows", "settles", "fixed", "happens"]
"""How the day of an event stands to the steps before it.

It comes with the step before (`follows`), or with it and the time to appeal against the list that
it published (`settles`); it is a day that they must keep (`fixed`), or it comes whatever they do
(`happens`).
"""


class RuleBook(Protocol):
    """What a definition asks of a regulation."""

    def known(self, rule: str) -> bool:
        """Whether the regulation has this rule."""

    def has_number(self, rule: str, name: str) -> bool:
        """Whether the rule has a number of this name."""

    def numbers(self, rule: str, on: date) -> Mapping[str, object]:
        """The rule's numbers in force on a civil date."""

    def rule_of(self, subject: Any) -> str:
        """The rule that a body, a register, a deadline or every call rests on."""

    def contests_lists_by(self) -> Called:
        """What the source calls what is brought against a list."""

    def has_basis(self, group: Literal["documents", "forms"], name: str) -> bool:
        """Whether the regulation says which rules a document or a form rests on."""


class Anchor(Protocol):
    """An event that deadlines count from or are tied to."""

    @property
    def event(self) -> Text:
        """What happened or will happen, as a receipt says it."""

    @property
    def day(self) -> Callable[[Dossier, Case, Mapping[str, object]], date | None]:
        """The civil date of the event, or None while it is not known."""

    @property
    def bound(self) -> Bound:
        """How its day stands to the steps before it."""

    @property
    def of_complaint(self) -> Text | None:
        """The event, where what is brought against an act is no appeal and called a complaint."""

    @property
    def later_event(self) -> Callable[[Dossier, Case, Mapping[str, object]], Text | None]:
        """What set the day instead, where something later than the event did."""


@frozen
class BoundGuard:
    """A guard as a definition uses it: the check, the rule it answers for, what it is given."""

    name: str
    rule: str
    check: Callable[..., list[GuardReason]]
    given: Mapping[str, Any] = field(default_factory=dict)


@frozen
class Deadline:
    """A limit: on the day of an event, or so many days or working days after it.

    `count` is a number, or the name of one of the rule's numbers.
    """

    rule: str
    anchor: str
    unit: str
    count: int | str | None = None


@frozen(eq=False)
class Awaited:
    """What a state waits for: a `step`, or the `record` of a fact; exactly one of the two.

    Of several deadlines the earliest binds. `when` names a guard that must hold for this to be
    what is awaited; `then` is the transition that time makes once the due day is over. `right`
    where the limit is somebody's right, or a decider's own: no pause lengthens it. While `rests`
    says something, what is awaited is forbidden, and no limit runs. `reminds` are those who get
    the reminder beside the owners. `goes_before` what the state waits for otherwise.
    """

    step: str | None
    title: Text
    owners: tuple[str, ...]
    deadlines: tuple[Deadline, ...]
    ladder: str
    when: str | None = None
    then: str | None = None
    record: str | None = None
    right: bool = False
    rests: BoundRest | None = None
    reminds: tuple[str, ...] = ()
    goes_before: bool = False

    @property
    def name(self) -> str:
        """The step or the fact, as the case's row names what it awaits."""
        return str(self.step or self.record)

    @property
    def candidates_right(self) -> bool:
        """Whether it is the candidate's right, which they may use or leave."""
        return self.right and "candidate" in self.owners

    def resting(self, dossier: Dossier) -> Text | None:
        """Why the step rests now; None where its limit runs."""
        return self.rests(dossier) if self.rests else None


@frozen(eq=False)
class State:
    """The last milestone reached. An end awaits nothing."""

    name: str
    title: Text
    awaits: tuple[Awaited, ...] = ()
    end: bool = False

    def title_of(self, name: str | None) -> Text | None:
        """The title of what a case in this state awaits, by the name in its row."""
        return next(
            (awaited_step.title for awaited_step in self.awaits if awaited_step.name == name), None
        )


@frozen
class MailRule:
    """A mail of the catalogue and whom a transition sends it to.

    `sources` are the states that the step must come from for the mail to be sent; none: from each.
    `when` names a guard that must hold. It rests on `rule`; none: on that of the step.
    """

    mail: str
    to: tuple[str, ...]
    sources: tuple[str, ...] = ()
    when: str | None = None
    rule: str | None = None


@frozen
class WithoutCommission:
    """Who makes the list of a call that names no commission, and under which rule."""

    rule: str
    roles: tuple[str, ...]


@frozen(eq=False)
class Transition:
    """A step: who may take it from where, under which rule, and what follows.

    `target` is None where the case stays in its state; in those of `stays_in` it does so, too,
    though the step leads elsewhere from others. `call_guards` judge a whole call, where
    the step is one of all its cases (`of_call`). A step that `reopens` may leave an end. With one
    that `concludes` the agreement, the newest version comes into force. After one that settles the
    list (`settles_list`), what the other cases of the call await is counted anew. `at_once` names
    the steps of time that may follow in the very instant of this one.
    """

    trigger: str
    title: Text
    rule: str
    sources: tuple[str, ...]
    target: str | None
    roles: tuple[str, ...]
    takes: str = "nothing"
    of_call: bool = False
    guards: tuple[BoundGuard, ...] = ()
    call_guards: tuple[BoundGuard, ...] = ()
    mails: tuple[MailRule, ...] = ()
    documents: tuple[str, ...] = ()
    reopens: bool = False
    concludes: Literal["agreement"] | None = None
    settles_list: bool = False
    at_once: tuple[str, ...] = ()
    without_commission: WithoutCommission | None = None
    stays_in: tuple[str, ...] = ()

    def is_taken_in(self, state: str) -> bool:
        """Whether it can be taken by a case in a state at all."""
        return state in self.sources or state in self.stays_in

    def target_from(self, state: str) -> str | None:
        """The state that it leads to from one; None where the case stays."""
        return None if state in self.stays_in else self.target

    @property
    def takes_back(self) -> bool:
        """Whether it undoes a step of the office that was a slip: no case gets on by it."""
        return self.takes == "recalled"

    def roles_in(self, call: Call) -> tuple[str, ...]:
        """Who may take it in a call: others make the list of one that names no commission."""
        instead = self.without_commission
        return instead.roles if instead and not call.commission else self.roles

    def rule_in(self, call: Call) -> str:
        """The rule that it rests on in a call, likewise."""
        instead = self.without_commission
        return instead.rule if instead and not call.commission else self.rule


@frozen
class FactRule:
    """Who may record a fact, and under which rule.

    One that is `expected` is shown as missing once the stay is over, though no step waits for it.
    `at_once` names the steps of time that follow in its very instant, where their guards let them.
    `checklist` names what is to be thought of: values of the field that the fact is listed by.
    """

    roles: tuple[str, ...]
    rule: str
    title: Text
    expected: bool = False
    checklist: tuple[str, ...] = ()
    at_once: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class ProcessDefinition:
    """States and transitions of one kind of mobility under one regulation.

    `key` names the version (`bmu/outgoing-studies.2021-06-29`), `digest` is the SHA-256 of its
    text: a case remembers both. `given` is what every guard is given: the office's calendar.
    `replaces` says for states of earlier versions which state they became. Cases of a process
    `by_request` are opened one by one, in no call; of the others
    `call` says what theirs must be like. Those of one that is `numbered` are numbered for
    themselves, the word in each number. `representative` is the Rector or the Dean,
    where it is settled which of them speaks for the home institution.
    """

    institution: str
    process: str
    in_force: date
    title: Text
    kind: MobilityKind
    initial: str
    states: Mapping[str, State]
    transitions: Mapping[str, Transition]
    facts: Mapping[str, FactRule]
    rulebook: RuleBook
    anchors: Mapping[str, Anchor]
    conditions: Mapping[str, Guard]
    given: Mapping[str, Any] = field(default_factory=dict)
    replaces: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    digest: str = ""
    by_request: bool = False
    numbered: str | None = None
    representative: str | None = None
    call: CallTerms | None = None

    @property
    def key(self) -> str:
        """`institution/process.date-in-force`."""
        return f"{self.institution}/{self.process}.{self.in_force}"

    @property
    def number_prefix(self) -> str:
        """What the numbers of its cases begin with: `BMU`, or `BMU-IA`."""
        return "-".join(filter(None, (self.institution.upper(), self.numbered)))

    def leaving(self, state: str) -> list[Transition]:
        """The transitions that are taken in a state, in the definition's order; those after which
        it stays though they lead on from others come last.
        """
        steps = [step for step in self.transitions.values() if step.is_taken_in(state)]
        return sorted(steps, key=lambda step: state in step.stays_in)

    def event(self, anchor: Anchor) -> Text:
        """What a deadline runs from, in the word that the source has for what is brought against a
        list."""
        complaint = self.rulebook.contests_lists_by() == "complaint"
        return anchor.of_complaint if complaint and anchor.of_complaint else anchor.event

    @cached_property
    def numbers(self) -> Callable[[str, date], Mapping[str, object]]:
        """The numbers of a rule in force on a civil date, remembered."""
        return lru_cache(maxsize=4096)(self.rulebook.numbers)

    def awaits_first(self, state: str) -> Awaited | None:
        """What a state waits for first, where no slip is to be taken back and nothing comes before
        it; None at an end.
        """
        for awaited_step in self.states[state].awaits:
            step = self.transitions.get(awaited_step.step or "")
            if not awaited_step.goes_before and (step is None or not step.takes_back):
                return awaited_step
        return None

    def awaited(self, case: Case, dossier: Dossier, now: datetime) -> Awaited | None:
        """The step that a case waits for; None at an end."""
        for awaited_step in self.states[case.state].awaits:
            if self.holds(awaited_step.when, dossier, now):
                return awaited_step
        return None

    def holds(self, condition: str | None, dossier: Dossier, now: datetime) -> bool:
        """Whether the guard that a `when` names has nothing against it; also where none is named.

        It is asked without a rule's numbers.
        """
        guard = self.conditions.get(condition) if condition else None
        return guard is None or not guard(dossier, {}, now)
