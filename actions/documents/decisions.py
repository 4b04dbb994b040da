"""The Rector's or Dean's decisions: on an appeal, and on a member of staff's mobility."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from actions.documents.content import AppealDecision, ApprovalDecision
from actions.documents.context import DocumentContext, contested_by, known
from actions.documents.letterhead import dated, letterhead_of, rulebook_of
from actions.documents.people import (
    APPELLANT,
    ARCHIVE,
    COMPLAINANT,
    STAFF_MEMBER,
    partner_of,
    step_signatory,
    student_of,
)
from actions.documents.remedies import days_of
from actions.documents.stays import agreed_period
from rules.due import due_of
from rules.receipts import Receipt
from states.dossier import Appeal
from states.moments import instant_of
from states.text import Text
from states.vocabulary import ROLES

POSITIONS: Final = {
    "teaching": Text("teaching staff", "наставно особље"),
    "non_teaching": Text("non-teaching staff", "ненаставно особље"),
}
_NO_GROUNDS: Final = Text("The appeal gives no grounds.", "Жалба не садржи образложење.")
_NO_REASON: Final = Text(
    "No reason was recorded with the decision.", "Уз одлуку није евидентиран разлог."
)


def appeal_decision(context: DocumentContext) -> AppealDecision:
    """The decision on the newest appeal, against the list (BMU-15c) or the Decree (BMU-24b)."""
    appeal = known(next(reversed(context.file.appeals), None), "the appeal")
    counted = _decided_within(context, appeal)
    return AppealDecision(
        head=letterhead_of("appeal_decision", context),
        against="complaint" if _is_complaint(context, appeal) else appeal.against,
        appellant=student_of(context),
        contested=_contested(context, appeal),
        lodged_on=appeal.on,
        grounds=appeal.grounds or _NO_GROUNDS,
        upheld=bool(appeal.upheld),
        reasons=(appeal.reason or _NO_REASON,),
        rulebook=rulebook_of(context),
        decide_within=days_of(counted),
        decide_by=counted.due,
        rule=counted.rule,
        source=_source_of_the_complaint(context, appeal),
        signatures=(step_signatory(context, "rector"),),
        deliver_to=_delivered_to(context, appeal),
        consequences=tuple(_consequences(context, appeal)),
    )


def approval_decision(context: DocumentContext) -> ApprovalDecision:
    """The decision that approves a staff mobility, exactly as the host confirmed it (BMU-30)."""
    dossier = context.file
    first_day, last_day = agreed_period(context)
    letter = dossier.documents.get("acceptance_letter") or dossier.documents.get(
        "invitation_letter"
    )
    return ApprovalDecision(
        head=letterhead_of("approval_decision", context),
        person=dossier.candidate.name,
        activity=context.definition.kind.words.activity,
        host=partner_of(context),
        first_day=first_day,
        last_day=last_day,
        rulebook=rulebook_of(context),
        signatures=(step_signatory(context, "rector"),),
        deliver_to=(STAFF_MEMBER, ARCHIVE),
        position=POSITIONS.get(dossier.candidate.staff or ""),
        confirmed_on=letter.delivered_on if letter else None,
        hours=dossier.application.teaching_hours if dossier.application else None,
        programme=dossier.application.programme if dossier.application else None,
        duties=tuple(_duties(context)),
    )


def _duties(context: DocumentContext) -> Iterator[Text]:
    """What the rules ask of a member of staff who goes, in a line each."""
    for duty in context.regulation.documents["approval_decision"].duties:
        yield Text(f"{duty.text.en} ({duty.rule}).", f"{duty.text.sr} ({duty.rule}).")


def _decided_within(context: DocumentContext, appeal: Appeal) -> Receipt:
    """By when the appeal was to be decided, counted from its receipt as its deadline was."""
    open_again = replace(appeal, decided_on=None, upheld=None, reason=None)
    before = replace(context.file, appeals=(*context.file.appeals[:-1], open_again))
    lodged = replace(known(context.case, "the case"), entered_at=instant_of(appeal.on))
    step = known(context.transition, "the step that decides the appeal")
    awaited = next(iter(context.definition.states[step.sources[0]].awaits), None)
    waits = known(awaited, "what an appeal waits for")
    receipt = due_of(context.definition, waits, lodged, before, context.office.calendar)
    return known(receipt, "by when the appeal is to be decided")


def _contested(context: DocumentContext, appeal: Appeal) -> Text:
    dossier = context.file
    if appeal.against == "decree":
        decree = known(dossier.decree, "the Decree")
        on = dated(decree.issued_on)
        return Text(
            f"Decree no. {decree.number} of {on.en}",
            f"решење број {decree.number} од {on.sr} године",
        )
    version = dossier.placement.list_version if dossier.placement else 1
    title = dossier.call.title
    return Text(
        f"ranking list, version {version}: {title}",
        f"ранг листу, верзија {version}: {title}",
    )


def _is_complaint(context: DocumentContext, appeal: Appeal) -> bool:
    """Whether it contests a Decree whose author decides on it (annex 9)."""
    decree = context.file.decree
    if appeal.against != "decree" or decree is None:
        return False
    return contested_by(context, decree) == "complaint"


def _source_of_the_complaint(context: DocumentContext, appeal: Appeal) -> Text | None:
    """Where the remedy stands of a complaint that its own addressee decides for good."""
    decree = context.file.decree
    if decree is None or not _is_complaint(context, appeal):
        return None
    legal = context.regulation.remedy_of(decree)
    return legal.source if legal else None


def _delivered_to(context: DocumentContext, appeal: Appeal) -> tuple[Text, ...]:
    """Who gets the decision; the author of the Decree who decided has it already."""
    if _is_complaint(context, appeal):
        return (COMPLAINANT, ARCHIVE)
    return (APPELLANT, _decided_at_first_by(appeal), ARCHIVE)


def _decided_at_first_by(appeal: Appeal) -> Text:
    """Who decided what was appealed against, and learns how the appeal ended."""
    if appeal.against == "list":
        return Text("the Commission", "комисији")
    return Text(ROLES["academic_coordinator"].en, "академском координатору")


def _consequences(context: DocumentContext, appeal: Appeal) -> Iterator[Text]:
    if appeal.against == "list":
        yield _LIST_CORRECTED if appeal.upheld else _LIST_STANDS
        return
    yield _DECREE_CORRECTED if appeal.upheld else _DECREE_STANDS
    if appeal.upheld and context.due:
        on = dated(context.due.due)
        yield Text(
            f"The corrected Decree is due by {on.en} ({context.due.rule}).",
            f"Рок за исправљено решење је {on.sr} године ({context.due.rule}).",
        )


_LIST_CORRECTED: Final = Text(
    "The Commission corrects the list, which is published anew as a new version.",
    "Комисија исправља листу, која се објављује као нова верзија.",
)
_LIST_STANDS: Final = Text("The list stands as published.", "Листа остаје као што је објављена.")
_DECREE_CORRECTED: Final = Text(
    "The Academic Coordinator issues a corrected Decree in place of the one appealed against.",
    "Академски координатор доноси исправљено решење уместо оспореног.",
)
_DECREE_STANDS: Final = Text("The Decree stands.", "Решење остаје на снази.")
