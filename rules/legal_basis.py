"""What a regulation says that things rest on: documents, forms, bodies, registers, deadlines.

A document that a regulation names no rules for can't be produced under it: `states.soundness`
refuses the definition that would.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import Annotated, Final, Literal, Protocol

from pydantic import BeforeValidator, Field

from states.frozen import frozen
from states.naming import unknown_name
from states.strict_forms import STRICT
from states.strict_yaml import Location
from states.text import Text
from states.vocabulary import PRODUCED, ROLES, Called

RuleId = Annotated[str, Field(pattern=r"^[A-Z]{2,6}(-[A-Z]?[0-9]+[a-z]?(\.[0-9]+)?)?$")]

Circumstance = Literal[
    "outgoing",
    "incoming",
    "of_students",
    "of_staff",
    "by_commission",
    "course_by_course",
    "semester_for_semester",
    "traineeship",
    "replaced",
    "converted",
    "supplement",
    "electives",
    "remaining",
]
"""When a rule holds for some documents of its kind only."""


COMPLETION_DAYS: Final = "completion_days"
"""The number of days that what a case awaits has where the case came back after its day."""


SENTENCES: Final = (
    "replaced",
    "supplement",
    "electives",
    "window",
    "diploma",
    "rubric",
    "remaining",
    "statistics",
    "scale",
)
"""The sentences of a Decree behind which their source is printed, where there is one."""


@frozen
class CitedRule:
    """A rule that a document rests on; with `when` only in those circumstances."""

    __pydantic_config__ = STRICT

    rule: RuleId
    when: Circumstance | None = None


def _cited(value: object) -> object:
    """A rule's id alone stands for the rule in all circumstances."""
    return {"rule": value} if isinstance(value, str) else value


CitedRules = tuple[Annotated[CitedRule, BeforeValidator(_cited)], ...]


@frozen
class Duty:
    """What a rule asks of the person whom a document is about, told in a line."""

    __pydantic_config__ = STRICT

    rule: RuleId
    text: Text


@frozen
class DocumentBasis:
    """What a kind of document rests on, beside the rule of the step that makes it.

    One that stands `alone` rests on its own rules and not on that of the step, which makes another
    kind elsewhere.
    `certified_by` is the role that certifies it beside whoever issues it. `late` is the rule that
    a Decree is late under which comes after the semester began. `sources` names what is printed
    in brackets behind a sentence of it: rules, or an annex in words. `duties` are those of the
    person whom it is about.
    """

    __pydantic_config__ = STRICT

    rules: CitedRules
    alone: bool = False
    certified_by: str | None = None
    late: RuleId | None = None
    sources: dict[str, Text | tuple[RuleId, ...]] = field(default_factory=dict)
    duties: tuple[Duty, ...] = ()

    def __post_init__(self) -> None:
        """Refuses (ValueError) somebody who certifies and has no role, and an unknown sentence."""
        if self.certified_by is not None and self.certified_by not in ROLES:
            raise ValueError(f"{self.certified_by!r} is not a role")
        for sentence in self.sources:
            if sentence not in SENTENCES:
                raise ValueError(unknown_name(sentence, SENTENCES, "sentence with a source"))

    @property
    def cites(self) -> Iterator[tuple[Location, str]]:
        """Every rule that stands here, with its place."""
        yield from (
            (("rules", place), cited_rule.rule) for place, cited_rule in enumerate(self.rules)
        )
        yield from (
            (("duties", place, "rule"), duty.rule) for place, duty in enumerate(self.duties)
        )
        for sentence, source in self.sources.items():
            if not isinstance(source, Text):
                yield from (
                    (("sources", sentence, place), rule) for place, rule in enumerate(source)
                )
        if self.late:
            yield ("late",), self.late


@frozen
class FormBasis:
    """The rules that a form rests on, and the annex whose model it follows, where there is one.

    An annex that is not `in_copy` is named by the source, and its model is not in the copy that the
    office has: the form says so.
    """

    __pydantic_config__ = STRICT

    rules: Annotated[CitedRules, Field(min_length=1)]
    annex: str | None = None
    in_copy: bool = True


@frozen
class Body:
    """A body of the institution, the rule that it rests on and the roles that it is made of."""

    __pydantic_config__ = STRICT

    rule: RuleId
    roles: Annotated[tuple[str, ...], Field(min_length=1)]

    def __post_init__(self) -> None:
        """Refuses (ValueError) a role that nobody has."""
        for role in self.roles:
            if role not in ROLES:
                raise ValueError(f"{role!r} is not a role")


@frozen
class Bodies:
    """Who ranks the candidates; who watches over all work and may move a case (decision 0015)."""

    __pydantic_config__ = STRICT

    commission: Body
    supervision: Body


@frozen
class Registers:
    """The rules under which earlier decisions and grading tables are kept."""

    __pydantic_config__ = STRICT

    precedents: RuleId
    grading_tables: RuleId


@frozen
class Analogy:
    """In which circumstance a rule is applied to what it does not speak of, and why."""

    __pydantic_config__ = STRICT

    when: Circumstance
    text: Text


@frozen
class Deadlines:
    """The rules that limit what no deadline of a definition does.

    `list_appeal` limits the appeal against a list whose call names no days, `completion` what a
    case awaits that comes back after its day.

    `list_contested_by` is what the source calls it; only of an appeal it says that what is
    decided on it is final, published and delivered. `list_appeal_applied` tells for which lists the
    source grants it only by analogy.
    """

    __pydantic_config__ = STRICT

    list_appeal: RuleId
    completion: RuleId
    list_contested_by: Called = "appeal"
    list_appeal_applied: Analogy | None = None


@frozen
class HostAgreements:
    """The rule by which the hosts of a call have an agreement in force, for calls that are
    published from a day on; with `when` only of those who go in that circumstance.

    `with_places` are those for whom it is an agreement of their direction, and names places there.
    """

    __pydantic_config__ = STRICT

    rule: RuleId
    since: Annotated[date, Field(alias="from")]
    when: Literal["of_students", "of_staff"] | None = None
    with_places: Literal["of_students", "of_staff"] | None = None


@frozen
class CallRules:
    """The rules that no call may break: points for no protected attribute, and, where the source
    says so, hosts with an agreement in force."""

    __pydantic_config__ = STRICT

    equal_treatment: RuleId
    agreements: HostAgreements | None = None


class LegalBasis(Protocol):
    """The sections of a regulation that say what things rest on."""

    @property
    def documents(self) -> Mapping[str, DocumentBasis]:
        """What each kind of document rests on."""

    @property
    def forms(self) -> Mapping[str, FormBasis]:
        """What each form rests on."""

    @property
    def bodies(self) -> Bodies:
        """What the bodies rest on."""

    @property
    def registers(self) -> Registers:
        """What the registers rest on."""

    @property
    def deadlines(self) -> Deadlines:
        """What deadlines outside a definition rest on."""

    @property
    def calls(self) -> CallRules:
        """What every call must keep to."""


Subject = Literal[
    "commission",
    "supervision",
    "precedents",
    "grading_tables",
    "list_appeal",
    "completion",
    "equal_treatment",
]
"""What rests on one rule alone."""


def subjects_of(basis: LegalBasis) -> Mapping[Subject, tuple[Location, str]]:
    """For each subject the place where its rule stands, and the rule."""
    return {
        "commission": (("bodies", "commission", "rule"), basis.bodies.commission.rule),
        "supervision": (("bodies", "supervision", "rule"), basis.bodies.supervision.rule),
        "precedents": (("registers", "precedents"), basis.registers.precedents),
        "grading_tables": (("registers", "grading_tables"), basis.registers.grading_tables),
        "list_appeal": (("deadlines", "list_appeal"), basis.deadlines.list_appeal),
        "completion": (("deadlines", "completion"), basis.deadlines.completion),
        "equal_treatment": (("calls", "equal_treatment"), basis.calls.equal_treatment),
    }


def basis_problems(basis: LegalBasis, rules: Collection[str]) -> Iterator[tuple[Location, str]]:
    """What can't stand in a regulation's basis, each with its place; `rules` are its ids."""
    for name in basis.documents:
        if name not in PRODUCED:
            noun = "document that the office makes"
            yield ("documents", name), unknown_name(name, PRODUCED, noun)
    if (ranking := basis.documents.get("ranking_list")) and not ranking.rules:
        message = "a list is published for a whole call: no step's rule stands on it, so name one"
        yield ("documents", "ranking_list", "rules"), message
    for place, rule in _cited_rules(basis):
        if rule not in rules:
            yield place, f"{rule} is not a rule here"


def _cited_rules(basis: LegalBasis) -> Iterator[tuple[Location, str]]:
    for name, document in basis.documents.items():
        yield from ((("documents", name, *place), rule) for place, rule in document.cites)
    for name, form in basis.forms.items():
        for place, cited_rule in enumerate(form.rules):
            yield ("forms", name, "rules", place), cited_rule.rule
    yield from subjects_of(basis).values()
    if (agreements := basis.calls.agreements) is not None:
        yield ("calls", "agreements", "rule"), agreements.rule
