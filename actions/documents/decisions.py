"""The Rector's or Dean's decisions: on an appeal, and on a member of staff's mobility."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, Literal

from actions.documents.content import AppealDecision, ApprovalDecision, Days
from actions.documents.context import DocumentContext, contested_by, known
from actions.documents.form_models import models
from actions.documents.letterhead import cited, dated, letterhead_of
from actions.documents.people import (
    APPELLANT,
    ARCHIVE,
    COMPLAINANT,
    STAFF_MEMBER,
    STUDENT_SERVICE,
    partner_of,
    signed_by_step,
    student_of,
)
from actions.documents.remedies import days_of
from actions.documents.stays import agreed_period
from rules import citations
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
_NO_GROUNDS: Final = {
    APPELLANT: Text("The appeal gives no grounds.", "Жалба не садржи образложење."),
    COMPLAINANT: Text("The complaint gives no grounds.", "Приговор не садржи образложење."),
}


def appeal_decision(context: DocumentContext) -> AppealDecision:
    """The decision on the newest appeal, against the list (BMU-15c) or the Decree (BMU-24b)."""
    appeal = known(next(reversed(context.file.appeals), None), "the appeal")
    counted_receipt = _decided_within(context, appeal)
    contested_act = _contested(context, appeal)
    return AppealDecision(
        head=letterhead_of("appeal_decision", context),
        against=_against(context, appeal),
        appellant=student_of(context),
        contested=contested_act,
        lodged_on=appeal.on,
        grounds=(appeal.grounds or "").strip() or _NO_GROUNDS[_appellant(context, appeal)],
        upheld=bool(appeal.upheld),
        reasons=(known(appeal.reason, "the reason of the decision"),),
        decide_within=_limit_to_decide(context, counted_receipt),
        decide_by=counted_receipt.due,
        rule=cited(context, counted_receipt.rule),
        source=_source_of_the_complaint(context, appeal),
        signatures=signed_by_step(context, "rector"),
        deliver_to=_delivered_to(context, appeal),
        disposition=_disposition(context, appeal, contested_act) if appeal.upheld else (),
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
        agreement=_agreement_to_sign(context),
        host=partner_of(context),
        first_day=first_day,
        last_day=last_day,
        signatures=signed_by_step(context, "rector"),
        deliver_to=(STAFF_MEMBER, ARCHIVE),
        position=POSITIONS.get(dossier.candidate.staff or ""),
        confirmed_on=letter.delivered_on if letter else None,
        hours=dossier.application.teaching_hours if dossier.application else None,
        programme=dossier.application.programme if dossier.application else None,
        duties=tuple(_duties(context)),
    )


def _agreement_to_sign(context: DocumentContext) -> Text:
    """What the approval is followed by (BMU-30; of research BMU-9), in its own words."""
    kind = context.definition.kind
    agreement = known(kind.agreement, "which agreement it is")
    title, purpose = kind.agreement_title, kind.words.purpose
    if not models()[agreement.form].names_purpose:
        return title
    return Text(f"{title.en} {purpose.en}", f"{title.sr} {purpose.sr}")


def _duties(context: DocumentContext) -> Iterator[Text]:
    """What the rules ask of a member of staff who goes, in a line each."""
    for duty in context.regulation.documents["approval_decision"].duties:
        place = cited(context, duty.rule)
        yield Text(f"{duty.text.en} ({place.en}).", f"{duty.text.sr} ({place.sr}).")


def _decided_within(context: DocumentContext, appeal: Appeal) -> Receipt:
    """By when the appeal was to be decided, counted from its receipt as its deadline was."""
    open_again = replace(appeal, decided_on=None, upheld=None, reason=None)
    before = replace(context.file, appeals=(*context.file.appeals[:-1], open_again))
    lodged_case = replace(known(context.case, "the case"), entered_at=instant_of(appeal.on))
    step = known(context.transition, "the step that decides the appeal")
    awaited_step = next(iter(context.definition.states[step.sources[0]].awaits), None)
    waits = known(awaited_step, "what an appeal waits for")
    receipt = due_of(context.definition, waits, lodged_case, before, context.office.calendar)
    return known(receipt, "by when the appeal is to be decided")


def _limit_to_decide(context: DocumentContext, counted_receipt: Receipt) -> Days | None:
    """Within how many days the source has it decided; what is a setting of the office is none."""
    rule = context.regulation.rule(counted_receipt.rule)
    set_by_office = any(number.setting for number in rule.numbers.get("decision_days", ()))
    return None if set_by_office else days_of(counted_receipt)


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
        f"ranking list, version {version} ({title})",
        f"ранг листа, верзија {version} ({title})",
    )


def _against(
    context: DocumentContext, appeal: Appeal
) -> Literal["list", "decree", "complaint", "complaint_list"]:
    """What it contests, and whether the source calls it an appeal or a complaint."""
    if appeal.against == "list":
        list_remedy_kind = context.regulation.deadlines.list_contested_by
        return "complaint_list" if list_remedy_kind == "complaint" else "list"
    return "complaint" if _is_complaint(context, appeal) else "decree"


def _is_complaint(context: DocumentContext, appeal: Appeal) -> bool:
    """Whether it contests a Decree whose author decides on it (annex 9)."""
    decree = context.file.decree
    if appeal.against != "decree" or decree is None:
        return False
    return contested_by(context, decree) == "complaint"


def _disposition(context: DocumentContext, appeal: Appeal, contested_act: Text) -> tuple[Text, ...]:
    """What is annulled, and who decides anew (BMU-15c, BMU-24b, BEE-C5)."""
    if appeal.against == "decree":
        en, sr = contested_act.capitalised().en, contested_act.sr
        return (
            Text(
                f"{en} is annulled, and the matter returns to the Academic Coordinator for a new"
                " decision.",
                f"Поништава се {sr} и предмет се враћа академском координатору на поновно"
                " одлучивање.",
            ),
        )
    maker = _maker_of_list(context, appeal)
    part = _APPELLANTS_PART[_appellant(context, appeal)]
    return (
        Text(
            f"The {contested_act.en} is set aside as far as it concerns {part.en}, and the matter"
            f" returns to {maker.en} for a new decision.",
            f"Ставља се ван снаге {contested_act.sr}, у делу који се односи на {part.sr}, и предмет"
            f" се враћа {maker.sr} на поновно одлучивање.",
        ),
    )


def _appellant(context: DocumentContext, appeal: Appeal) -> Text:
    """Whoever lodged it, in the word of its source."""
    is_complaint = _against(context, appeal).startswith("complaint")
    return COMPLAINANT if is_complaint else APPELLANT


def _maker_of_list(context: DocumentContext, appeal: Appeal) -> Text:
    """Who decides anew: the Commission; where the call names none, who chose (BMU-29)."""
    if context.file.call.commission:
        return _COMMISSION
    version = int(appeal.act) if appeal.act else context.file.progress.list_version
    chooser = context.file.progress.chooser_of(version)
    chosen_as = chooser.deputy_for or chooser.role if chooser else None
    return _DEAN if chosen_as == "dean" else _RECTOR


def _source_of_the_complaint(context: DocumentContext, appeal: Appeal) -> Text | None:
    """Where the remedy stands of a complaint that its own addressee decides for good."""
    decree = context.file.decree
    if decree is None or not _is_complaint(context, appeal):
        return None
    legal = context.regulation.remedy_of(decree)
    return citations.of_act(context.regulation, legal.source) if legal else None


def _delivered_to(context: DocumentContext, appeal: Appeal) -> tuple[Text, ...]:
    """Who gets the decision; the author of the Decree who decided has it already."""
    if _is_complaint(context, appeal):
        return (COMPLAINANT, STUDENT_SERVICE, ARCHIVE)
    if appeal.against == "decree":
        author = Text(f"the {ROLES['academic_coordinator'].en}", "академском координатору")
        return (APPELLANT, author, STUDENT_SERVICE, ARCHIVE)
    appellant = _appellant(context, appeal)
    maker = _maker_of_list(context, appeal)
    # The Rector decided on the own choice, and has the decision already.
    return (appellant, ARCHIVE) if maker is _RECTOR else (appellant, maker, ARCHIVE)


def _consequences(context: DocumentContext, appeal: Appeal) -> Iterator[Text]:
    if appeal.against == "list":
        yield _list_corrected(_maker_of_list(context, appeal)) if appeal.upheld else _LIST_STANDS
        return
    yield _DECREE_CORRECTED if appeal.upheld else _DECREE_STANDS
    if appeal.upheld and context.due:
        on, place = dated(context.due.due), cited(context, context.due.rule)
        yield Text(
            f"The new Decree is due by {on.en} ({place.en}).",
            f"Рок за доношење новог решења је {on.sr} године ({place.sr}).",
        )


def _list_corrected(maker: Text) -> Text:
    return Text(
        f"{maker.capitalised().en} corrects the list, which is published anew as a new version.",
        f"{_BY_MAKER[maker]} исправља листу, која се објављује као нова верзија.",
    )


_COMMISSION: Final = Text("the Commission", "комисији")
_RECTOR: Final = Text("the Rector", "ректору")
_DEAN: Final = Text("the Dean", "декану")
_APPELLANTS_PART: Final = {
    APPELLANT: Text("the appellant", "подносиоца жалбе"),
    COMPLAINANT: Text("the complainant", "подносиоца приговора"),
}
_BY_MAKER: Final = {_COMMISSION: "Комисија", _RECTOR: "Ректор", _DEAN: "Декан"}
"""Who makes lists, as the one who does something."""
_LIST_STANDS: Final = Text("The list stands as published.", "Листа остаје као што је објављена.")
_DECREE_CORRECTED: Final = Text(
    "The Academic Coordinator issues a new Decree in place of the one that was annulled.",
    "Академски координатор доноси ново решење уместо поништеног.",
)
_DECREE_STANDS: Final = Text("The Decree stands.", "Решење остаје на снази.")
