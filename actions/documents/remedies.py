"""The legal remedies that documents print: against the list, and against the Decree."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, cast

from actions.documents.content import Days, Remedy
from actions.documents.context import APPEALED_TO, DocumentContext, RankingContext, known
from actions.documents.letterhead import CIRCUMSTANCES, cited
from rules import citations
from rules.event_days import decree_delivered_on
from rules.parameters import whole_number
from rules.receipts import Receipt
from rules.regulation import LegalRemedy
from states.definition import ProcessDefinition
from states.text import Text

_Decider = Literal["rector", "dean", "academic_coordinator", "commission"]


def decree_remedy(context: DocumentContext) -> Remedy | None:
    """The remedy in force when the Decree was issued (BMU-24b, or annex 9); None where none was.

    Its last day is printed where the Decree was delivered, and the awaited step was counted by this
    very remedy. Whoever issued the Decree decides a complaint for good; an appeal goes to somebody
    above.
    """
    legal = remedy_of(context)
    if legal is None:
        return None
    delivered_on, rule = decree_delivered_on(context.file), _source(context, legal)
    counted_receipt = context.due if delivered_on and _counts(legal, context.due) else None
    return Remedy(
        to=_before(legal.to),
        lodge_within=Days(legal.days, legal.unit == "working_days"),
        rule=rule,
        decide_within=Days(legal.decided_in, legal.decided_unit == "working_days"),
        last_day=counted_receipt.due if counted_receipt else None,
        receipt=receipt_lines(context, counted_receipt, rule),
        word="appeal" if legal.to in APPEALED_TO else "complaint",
        closed=legal.to not in APPEALED_TO,
    )


def remedy_of(context: DocumentContext) -> LegalRemedy | None:
    """The legal remedy that the Decree was issued under; before there is one, today's."""
    decree = context.file.decree
    return (
        context.regulation.remedy_of(decree) if decree else context.regulation.remedy(context.today)
    )


def list_remedy(context: DocumentContext, ranking: RankingContext) -> Remedy:
    """The appeal against the list (BMU-15c, BEE-C5), with its last day and how it was counted."""
    book = context.regulation
    rule = book.rule_of("list_appeal")
    numbers = book.numbers(rule, context.today)
    last_day = ranking.progress.appeal_until
    counted_receipt = context.due if context.due and context.due.due == last_day else None
    by_office = any(number.setting for number in book.rule(rule).numbers.get("decision_days", ()))
    has_limit = "decision_days" in numbers and not by_office
    decide = whole_number(numbers, "decision_days") if has_limit else None
    return Remedy(
        to=_before(list_appeal_decider(context.definition)),
        lodge_within=Days(ranking.call.appeal_days or book.appeal_days(context.today)),
        rule=_ground_of_appeal(context, rule),
        decide_within=Days(decide) if decide else None,
        last_day=last_day,
        receipt=receipt_lines(context, counted_receipt),
        word=book.deadlines.list_contested_by,
    )


def _ground_of_appeal(context: DocumentContext, rule: str) -> Text:
    """The article of the appeal against the list, and why it holds here, where it is an analogy."""
    ground = citations.cited(context.regulation, rule)
    applied_ground = context.regulation.deadlines.list_appeal_applied
    if applied_ground is None or not CIRCUMSTANCES[applied_ground.when](context):
        return ground
    return Text(f"{ground.en}; {applied_ground.text.en}", f"{ground.sr}; {applied_ground.text.sr}")


def list_appeal_decider(definition: ProcessDefinition) -> str:
    """The role that decides appeals against the list, as the definition has it."""
    steps = definition.transitions.values()
    appeal_states = {step.target for step in steps if step.takes == "ranking_appeal"}
    upholding_steps = (
        step for step in steps if step.takes == "appeal_upheld" and appeal_states & {*step.sources}
    )
    return known(next(upholding_steps, None), "who decides appeals against the list").roles[0]


def receipt_lines(
    context: DocumentContext, receipt: Receipt | None, ground: Text | None = None
) -> tuple[Text, ...]:
    """A receipt's lines in both languages, its rules by their articles; its own by `ground`."""
    if receipt is None:
        return ()
    return tuple(
        map(
            Text,
            _by_article(context, receipt, "en", ground).lines("en"),
            _by_article(context, receipt, "sr", ground).lines("sr"),
        )
    )


def _by_article(
    context: DocumentContext, receipt: Receipt, language: str, ground: Text | None = None
) -> Receipt:
    place = (ground or cited(context, receipt.rule)).in_(language)
    other_receipts = tuple(_by_article(context, other, language) for other in receipt.compared)
    return replace(receipt, rule=place, compared=other_receipts)


def days_of(receipt: Receipt) -> Days:
    """The length of time that a receipt counted."""
    return Days(receipt.count, receipt.unit == "working_days")


def _counts(legal: LegalRemedy, due: Receipt | None) -> bool:
    return due is not None and (due.count, due.unit) == (legal.days, legal.unit)


def _source(context: DocumentContext, legal: LegalRemedy) -> Text:
    """The rule whose article the remedy is; a model, such as an annex, is no rule itself."""
    return cited(context, legal.rule) if legal.rule else legal.source


def _before(role: str) -> _Decider:
    # A role without words of its own in the remedy is refused when the document is made.
    return cast(_Decider, "commission" if role == "commission_member" else role)
