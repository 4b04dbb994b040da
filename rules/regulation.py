"""A regulation: one institution's rulebook as data, each rule told and each number dated and cited.

It says what the law is, never whether a case keeps it: that is for the guards and the deadlines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from rules.appointments import Appointing
from rules.legal_basis import (
    Bodies,
    CallRules,
    Deadlines,
    DocumentBasis,
    FormBasis,
    Registers,
    RuleId,
    Subject,
    subjects_of,
)
from rules.objections import Objections
from rules.parameters import Parameters, whole_number
from rules.precedents import BINDING
from rules.publicity import Publicity
from states.dossier import DecreeIssued
from states.frozen import frozen
from states.mobility_kind import MobilityKind
from states.recognition import GradeShare
from states.strict_forms import STRICT
from states.text import Text
from states.vocabulary import (
    ROLES,
    Called,
    LegalRepresentative,
    Remedy,
)

# What can be read as a number is one, also where YAML hands over its text.
Value = Annotated[int | Decimal | tuple[str, ...] | str, Field(union_mode="left_to_right")]
Unit = Literal[
    "days", "working_days", "months", "year_of_study", "ects", "hours", "persons", "level",
    "languages", "grades", "method", "percent", "practice", "remedy",
]  # fmt: skip


@frozen
class DatedNumber:
    """A number of a rule from a civil date on; a `setting` is the office's choice, with reason."""

    __pydantic_config__ = STRICT

    since: Annotated[date, Field(alias="from")]
    value: Value
    unit: Unit
    source: Text
    setting: bool = False
    reason: Text | None = None

    def __post_init__(self) -> None:
        """Refuses (ValueError) a setting without its reason, and a reason without a setting."""
        if self.setting and self.reason is None:
            raise ValueError("a setting must say its reason")
        if self.reason is not None and not self.setting:
            raise ValueError("only a setting gives a reason; a rule's number has its source")


Dated = Annotated[tuple[DatedNumber, ...], Field(min_length=1)]


@frozen
class AppliedRule:
    """By which article a rule holds for those of whom its own does not speak, and what it says."""

    __pydantic_config__ = STRICT

    article: Text
    text: Text


@frozen
class Rule:
    """One clause in the office's own words, and what carries it out beside guards and deadlines.

    `documented` names the document, list or role that shows it, and `shown_on` the documents,
    mails and pages on which that is seen; `people` says why it is for people to judge. `applied`
    is how it holds for those of whom its own article does not speak: who reads of them reads that.
    """

    __pydantic_config__ = STRICT

    article: Text
    text: Text
    numbers: dict[str, Dated] = field(default_factory=dict)
    documented: Text | None = None
    shown_on: tuple[str, ...] = ()
    people: Text | None = None
    applied: dict[Literal["of_staff", "incoming"], AppliedRule] = field(default_factory=dict)

    def holding_for(self, kind: MobilityKind | None) -> Rule:
        """The rule as it holds for who goes in a kind of mobility."""
        applied_rule = None
        if kind is not None and kind.of_staff:
            applied_rule = self.applied.get("of_staff")
        elif kind is not None and kind.incoming:
            applied_rule = self.applied.get("incoming")
        return (
            replace(self, article=applied_rule.article, text=applied_rule.text)
            if applied_rule
            else self
        )


@frozen
class LegalRemedy:
    """Whom a Decree can be challenged before, until when, and how soon it is decided.

    `rule` is the rule whose article the remedy is; a model, such as an annex, is no rule.
    """

    __pydantic_config__ = STRICT

    to: str
    days: Annotated[int, Field(ge=1, le=60)]
    unit: Literal["days", "working_days"]
    decided_in: Annotated[int, Field(ge=1, le=60)]
    decided_unit: Literal["days", "working_days"]
    source: Text
    text: Text
    rule: RuleId | None = None

    def __post_init__(self) -> None:
        """Refuses (ValueError) a remedy before somebody who has no role here."""
        if self.to not in ROLES:
            raise ValueError(f"{self.to!r} is not a role")


@frozen
class ScaleStep:
    """A passing grade, its ECTS letter, and the share of passing students in per cent."""

    __pydantic_config__ = STRICT

    grade: Annotated[str, Field(min_length=1)]
    letter: Annotated[str, Field(pattern="^[A-E]$")]
    percent: Annotated[Decimal, Field(gt=0, le=100)]


@frozen
class GradingScale:
    """The institution's ECTS Grading Scale, from the best grade down (BMU-22.4, annex 11).

    `method` is how a grade that straddles two is converted; the rules in `serves` are given both.
    """

    __pydantic_config__ = STRICT

    source: Text
    serves: tuple[RuleId, ...]
    method: Dated
    steps: Annotated[tuple[ScaleStep, ...], Field(min_length=1)]

    def __post_init__(self) -> None:
        """Refuses (ValueError) shares that are not 100 % together, and a grade that comes twice."""
        if (total := sum(step.percent for step in self.steps)) != 100:
            raise ValueError(f"the shares add up to {total} %, not to 100 %")
        if len({step.grade for step in self.steps}) != len(self.steps):
            raise ValueError("a grade stands here twice")

    def shares(self) -> tuple[GradeShare, ...]:
        """The scale as a grading table, best grade first, in per cent."""
        return tuple(GradeShare(step.grade, step.percent) for step in self.steps)


@frozen
class Seat:
    """Where an institution stands: its address, and the place that its acts are dated at."""

    __pydantic_config__ = STRICT

    address: Text
    place: Text


@frozen
class Regulation:
    """An institution's rulebook, and what all that the office makes and keeps rests on.

    `title` is how documents name it; `rulebook` and `adopted` are None where the source bears
    neither. `cited_as` is the act as it stands behind an article, in Serbian in the genitive, and
    `other_acts` those of which single rules come, by the words that their places begin with.
    `signs` is who signs for the institution where its office has not settled that, `seat` where it
    stands where the office is another's.
    `usual_process` is the kind of mobility that is meant where none is named. `public` is what
    everybody may read; None: nothing. `objections` says who answers those; None: the source names
    no address for them.
    """

    __pydantic_config__ = STRICT

    institution: Annotated[str, Field(pattern="^[a-z][a-z0-9_]*$", max_length=20)]
    name: Text
    title: Text
    usual_process: str
    in_force: date
    rules: dict[RuleId, Rule]
    grading_scale: GradingScale
    documents: dict[str, DocumentBasis]
    forms: dict[str, FormBasis]
    bodies: Bodies
    registers: Registers
    deadlines: Deadlines
    calls: CallRules
    rulebook: str | None = None
    adopted: date | None = None
    cited_as: Text | None = None
    other_acts: dict[str, Text] = field(default_factory=dict)
    signs: LegalRepresentative | None = None
    seat: Seat | None = None
    legal_remedies: dict[Remedy, LegalRemedy] = field(default_factory=dict)
    remedy_in_force: tuple[DatedNumber, ...] = ()
    appointments: dict[str, Appointing] = field(default_factory=dict)
    public: Publicity | None = None
    objections: Objections | None = None

    @property
    def key(self) -> str:
        """`institution.date`: which version of which rulebook this is."""
        return f"{self.institution}.{self.in_force}"

    def known(self, rule_id: str) -> bool:
        """Whether a rule with this id stands in the regulation."""
        return rule_id in self.rules

    def rule(self, rule_id: str) -> Rule:
        """The rule with this id. Raises KeyError with a sentence where there is none."""
        try:
            return self.rules[rule_id]
        except KeyError:
            raise KeyError(f"{rule_id} is not a rule of {self.institution}") from None

    def number(self, rule_id: str, name: str, on: date) -> object:
        """A rule's number in force on a civil date; KeyError where none is yet, or none exists."""
        try:
            return self.numbers(rule_id, on)[name]
        except KeyError:
            raise KeyError(f"{rule_id} has no number {name!r} in force on {on}") from None

    def has_number(self, rule_id: str, name: str) -> bool:
        """Whether the rule has a number of this name, whenever it comes into force."""
        if rule_id in self.grading_scale.serves and name in ("grading_scale", "conversion"):
            return True
        return self.known(rule_id) and name in self.rules[rule_id].numbers

    def numbers(self, rule_id: str, on: date) -> Parameters:
        """All numbers of a rule in force on a civil date; KeyError where the rule is unknown.

        A rule that the grading scale serves is also given `grading_scale` (a tuple of GradeShare,
        best first) and `conversion` (the method's name).
        """
        dated_numbers = self.rule(rule_id).numbers.items()
        in_force = ((name, _in_force(entries, on)) for name, entries in dated_numbers)
        numbers: dict[str, object] = {name: entry.value for name, entry in in_force if entry}
        method = _in_force(self.grading_scale.method, on)
        if rule_id in self.grading_scale.serves and method:
            numbers |= {"grading_scale": self.grading_scale.shares(), "conversion": method.value}
        return numbers

    def has_basis(self, group: Literal["documents", "forms"], name: str) -> bool:
        """Whether the regulation says which rules a document or a form rests on."""
        return name in (self.documents if group == "documents" else self.forms)

    def rule_of(self, subject: Subject) -> str:
        """The rule that a body, a register, a deadline or every call rests on."""
        return subjects_of(self)[subject][1]

    def contests_lists_by(self) -> Called:
        """What the source calls what is brought against a list."""
        return self.deadlines.list_contested_by

    def appeal_days(self, on: date) -> int:
        """Days to appeal against a list whose call names none (BMU-15c, BEE-C5)."""
        return whole_number(self.numbers(self.deadlines.list_appeal, on), "appeal_days")

    def proposes_precedents(self, on: date) -> bool:
        """Whether earlier decisions are told of on a civil date: proposed, or binding (BEE-L5)."""
        return self._practice(on) != "not_proposed"

    def precedents_bind(self, on: date) -> bool:
        """Whether a later case is decided as an earlier one was, on a civil date (BEE-L5)."""
        return self._practice(on) == BINDING

    def _practice(self, on: date) -> object:
        return self.number(self.registers.precedents, "precedents", on)

    def remedy_named(self, on: date) -> Remedy | None:
        """The name of the remedy against a Decree of that civil date; None where there is none."""
        entry = _in_force(self.remedy_in_force, on)
        return str(entry.value) if entry else None

    def remedy(self, on: date) -> LegalRemedy | None:
        """The remedy against a Decree of that civil date; None where the rules give none."""
        name = self.remedy_named(on)
        return self.legal_remedies[name] if name else None

    def remedy_of(self, decree: DecreeIssued) -> LegalRemedy | None:
        """The legal remedy that a Decree bears: the one in force when it was issued (BMU-24b)."""
        return (
            self.legal_remedies[decree.remedy] if decree.remedy else self.remedy(decree.issued_on)
        )

    def with_remedies(self, choices: Sequence[DatedNumber]) -> Regulation:
        """The same rulebook with the office's own dated choices among its legal remedies.

        A choice holds from its day on, and takes the place of what the rulebook says for that day.
        """
        entries_by_day = {entry.since: entry for entry in (*self.remedy_in_force, *choices)}
        return replace(
            self, remedy_in_force=tuple(entries_by_day[day] for day in sorted(entries_by_day))
        )


def _in_force(dated_numbers: tuple[DatedNumber, ...], on: date) -> DatedNumber | None:
    """The newest entry that has come into force: entries stand oldest first."""
    return next((entry for entry in reversed(dated_numbers) if entry.since <= on), None)
