"""The form of a process definition's YAML: what may be written, before any name is bound."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from states.call_terms import CallTerms
from states.frozen import frozen
from states.mobility_kind import MobilityKind
from states.strict_forms import STRICT, listed
from states.text import Text

Names = Annotated[tuple[str, ...], BeforeValidator(listed)]


@frozen
class DeadlineForm:
    """`on` an event's day, or so many `days` or `working_days` `after` an event."""

    __pydantic_config__ = STRICT

    rule: str
    on: str | None = None
    after: str | None = None
    days: int | str | None = None
    working_days: int | str | None = None


@frozen
class AwaitedForm:
    """What a state awaits: a `step`, or that a fact is recorded (`record`)."""

    __pydantic_config__ = STRICT

    owner: Names
    deadline: Annotated[tuple[DeadlineForm, ...], BeforeValidator(listed)]
    title: Text | None = None
    ladder: str = "default"
    when: str | None = None
    then: str | None = None
    step: str | None = None
    record: str | None = None
    right: bool = False
    rests: str | None = None
    reminds: Names = ()


@frozen
class AwaitedFirstForm:
    """What some states await before all else, where its condition holds."""

    __pydantic_config__ = STRICT

    states: Annotated[Names, Field(alias="in")]
    awaits: Annotated[tuple[AwaitedForm, ...], BeforeValidator(listed)]


@frozen
class StateForm:
    """A state: it awaits something, or it is an end."""

    __pydantic_config__ = STRICT

    title: Text
    awaits: Annotated[tuple[AwaitedForm, ...], BeforeValidator(listed)] = ()
    end: bool = False


@frozen
class GuardForm:
    """A guard by its name, the rule that it answers for, and what it is given."""

    __pydantic_config__ = STRICT

    guard: str
    rule: str
    given: Annotated[dict[str, Any], Field(alias="with")] = field(default_factory=dict)


@frozen
class MailRuleForm:
    """A mail and its recipients, and the states that the step must come from, where not each.

    `when` names a guard that must hold for it to be sent, `rule` what it rests on where that is
    not the rule of the step.
    """

    __pydantic_config__ = STRICT

    mail: str
    to: Names
    sources: Annotated[Names, Field(alias="from")] = ()
    when: str | None = None
    rule: str | None = None


@frozen
class WithoutCommissionForm:
    """Who publishes the list of a call without a commission, and under which rule."""

    __pydantic_config__ = STRICT

    rule: str
    roles: Names


@frozen
class TransitionForm:
    """A step out of one or more states; in those of `stays_in` the case stays where it is."""

    __pydantic_config__ = STRICT

    title: Text
    rule: str
    sources: Annotated[Names, Field(alias="from")]
    roles: Names
    target: Annotated[str | None, Field(alias="to")] = None
    stays: bool = False
    takes: str = "nothing"
    of_call: bool = False
    guards: tuple[GuardForm, ...] = ()
    call_guards: tuple[GuardForm, ...] = ()
    mails: tuple[MailRuleForm, ...] = ()
    documents: Names = ()
    reopens: bool = False
    concludes: Literal["agreement"] | None = None
    settles_list: bool = False
    at_once: Names = ()
    without_commission: WithoutCommissionForm | None = None
    stays_in: Names = ()


@frozen
class FactForm:
    """The rule of a fact, and who may record it where that differs from its declaration.

    One that is `expected` is shown as missing once the stay is over, though no step waits for it.
    `title` where the process calls it otherwise than its declaration. `at_once` names the steps of
    time that may follow in its very instant. `checklist` names what is to be thought of: values of
    the field that the fact is listed by.
    """

    __pydantic_config__ = STRICT

    rule: str
    roles: Names = ()
    expected: bool = False
    checklist: Names = ()
    title: Text | None = None
    at_once: Names = ()


@frozen
class DefinitionForm:
    """A whole definition; `replaces` names, for states of earlier versions, what they became.

    Cases of a process that is `numbered` have a sequence of numbers of their own.
    """

    __pydantic_config__ = STRICT

    process: str
    institution: str
    in_force: date
    title: Text
    kind: MobilityKind
    initial: str
    states: dict[str, StateForm]
    transitions: dict[str, TransitionForm]
    facts: dict[str, FactForm] = field(default_factory=dict)
    replaces: dict[str, str] = field(default_factory=dict)
    by_request: bool = False
    numbered: Annotated[str | None, Field(pattern="^[A-Z]{2,4}$")] = None
    awaited_first: AwaitedFirstForm | None = None
    call: CallTerms | None = None
