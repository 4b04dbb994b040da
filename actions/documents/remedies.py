"""The legal remedies that documents print: against the list, and against the Decree."""

from __future__ import annotations

from typing import Literal, cast

from actions.documents.content import Days, Remedy
from actions.documents.context import APPEALED_TO, Matter, RankingMatter, borne_by, known
from actions.documents.heading import cited
from rules.receipts import Receipt
from rules.regulation import LegalRemedy
from states.definition import ProcessDefinition
from states.text import Text

_Decider = Literal["rector", "dean", "academic_coordinator", "commission"]


def decree_remedy(matter: Matter) -> Remedy | None:
    """The remedy in force when the Decree was issued (BMU-24b, or annex 9); None where none was.

    Its last day is printed where the awaited step was counted by this very remedy. Whoever
    issued the Decree decides a complaint for good; an appeal goes to somebody above.
    """
    legal = remedy_of(matter)
    if legal is None:
        return None
    counted = matter.due if _counts(legal, matter.due) else None
    return Remedy(
        to=_before(legal.to),
        lodge_within=Days(legal.days, legal.unit == "working_days"),
        rule=_source(matter, legal),
        decide_within=Days(legal.decided_in, legal.decided_unit == "working_days"),
        last_day=counted.due if counted else None,
        receipt=told(counted),
        closed=legal.to not in APPEALED_TO,
    )


def remedy_of(matter: Matter) -> LegalRemedy | None:
    """The legal remedy that the Decree was issued under; before there is one, today's."""
    decree = matter.file.decree
    return borne_by(matter, decree) if decree else matter.regulation.remedy(matter.today)


def list_remedy(matter: Matter, ranking: RankingMatter) -> Remedy:
    """The appeal against the list (BMU-15c, BEE-C5), with its last day and how it was counted."""
    book = matter.regulation
    rule = book.list_appeal_rule
    numbers = book.numbers(rule, matter.today)
    last_day = ranking.progress.appeal_until
    counted = matter.due if matter.due and matter.due.due == last_day else None
    decide = numbers.get("decision_days")
    return Remedy(
        to=_before(list_appeal_decider(matter.definition)),
        lodge_within=Days(ranking.call.appeal_days or book.appeal_days(matter.today)),
        rule=cited(matter, rule),
        decide_within=Days(int(decide)) if decide else None,
        last_day=last_day,
        receipt=told(counted),
    )


def list_appeal_decider(definition: ProcessDefinition) -> str:
    """The role that decides appeals against the list, as the definition has it."""
    steps = definition.transitions.values()
    lodged = {step.target for step in steps if step.takes == "ranking_appeal"}
    upheld = (step for step in steps if step.takes == "appeal_upheld" and lodged & {*step.sources})
    return known(next(upheld, None), "who decides appeals against the list").roles[0]


def told(receipt: Receipt | None) -> tuple[Text, ...]:
    """A receipt's lines in both languages."""
    if receipt is None:
        return ()
    return tuple(map(Text, receipt.lines("en"), receipt.lines("sr")))


def days_of(receipt: Receipt) -> Days:
    """The length of time that a receipt counted."""
    return Days(receipt.count, receipt.unit == "working_days")


def _counts(legal: LegalRemedy, due: Receipt | None) -> bool:
    return due is not None and (due.count, due.unit) == (legal.days, legal.unit)


def _source(matter: Matter, legal: LegalRemedy) -> Text:
    """The rule whose article the remedy is; a model, such as annex 9, is no rule itself."""
    rules = matter.regulation.rules.items()
    same = (rule_id for rule_id, rule in rules if rule.article == legal.source)
    rule_id = next(same, None)
    return cited(matter, rule_id) if rule_id else legal.source


def _before(role: str) -> _Decider:
    # A role without words of its own in the remedy is refused when the document is made.
    return cast(_Decider, "commission" if role == "commission_member" else role)
