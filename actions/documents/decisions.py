"""The Rector's or Dean's decisions: on an appeal, and on a member of staff's mobility."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, Literal

from actions.documents.content import AppealDecision, ApprovalDecision
from actions.documents.context import Matter, contested_by, known
from actions.documents.heading import dated, head_of, rulebook_of
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

Activity = Literal["teaching", "training", "research"]
ACTIVITIES: Final[dict[str, Activity]] = {
    "outgoing-teaching": "teaching",
    "outgoing-training": "training",
    "outgoing-research": "research",
}
POSITIONS: Final = {
    "teaching": Text("teaching staff", "наставно особље"),
    "non_teaching": Text("non-teaching staff", "ненаставно особље"),
}
STAFF_DUTIES: Final = {
    "BMU-31a": Text(
        "Travel health insurance for the whole period",
        "Путно здравствено осигурање за цео период мобилности",
    ),
    "BMU-31b": Text(
        "A report on the mobility after the return",
        "Извештај о мобилности по повратку",
    ),
    "BEE-T2": Text(
        "A report after the return, and passing on what was learnt",
        "Извештај по повратку и преношење стеченог искуства",
    ),
}
"""What the rules ask of a member of staff who goes, told in a line each."""

_NO_GROUNDS: Final = Text("The appeal gives no grounds.", "Жалба не садржи образложење.")
_NO_REASON: Final = Text(
    "No reason was recorded with the decision.", "Уз одлуку није евидентиран разлог."
)


def appeal_decision(matter: Matter) -> AppealDecision:
    """The decision on the newest appeal, against the list (BMU-15c) or the Decree (BMU-24b)."""
    appeal = known(next(reversed(matter.file.appeals), None), "the appeal")
    counted = _decided_within(matter, appeal)
    return AppealDecision(
        head=head_of("appeal_decision", matter),
        against="complaint" if _is_complaint(matter, appeal) else appeal.against,
        appellant=student_of(matter),
        contested=_contested(matter, appeal),
        lodged_on=appeal.on,
        grounds=appeal.grounds or _NO_GROUNDS,
        upheld=bool(appeal.upheld),
        reasons=(appeal.reason or _NO_REASON,),
        rulebook=rulebook_of(matter),
        decide_within=days_of(counted),
        decide_by=counted.due,
        rule=counted.rule,
        signatures=(step_signatory(matter, "rector"),),
        deliver_to=_delivered_to(matter, appeal),
        consequences=tuple(_consequences(matter, appeal)),
    )


def approval_decision(matter: Matter) -> ApprovalDecision:
    """The decision that approves a staff mobility, exactly as the host confirmed it (BMU-30)."""
    dossier = matter.file
    first_day, last_day = agreed_period(matter)
    letter = dossier.documents.get("acceptance_letter") or dossier.documents.get(
        "invitation_letter"
    )
    return ApprovalDecision(
        head=head_of("approval_decision", matter),
        person=dossier.candidate.name,
        activity=known(ACTIVITIES.get(matter.definition.process), "the kind of activity"),
        host=partner_of(matter),
        first_day=first_day,
        last_day=last_day,
        rulebook=rulebook_of(matter),
        signatures=(step_signatory(matter, "rector"),),
        deliver_to=(STAFF_MEMBER, ARCHIVE),
        position=POSITIONS.get(dossier.candidate.staff or ""),
        confirmed_on=letter.delivered_on if letter else None,
        hours=dossier.application.teaching_hours if dossier.application else None,
        programme=dossier.application.programme if dossier.application else None,
        duties=tuple(_duties(matter)),
    )


def _duties(matter: Matter) -> Iterator[Text]:
    for rule, duty in STAFF_DUTIES.items():
        if matter.regulation.known(rule):
            yield Text(f"{duty.en} ({rule}).", f"{duty.sr} ({rule}).")


def _decided_within(matter: Matter, appeal: Appeal) -> Receipt:
    """By when the appeal was to be decided, counted from its receipt as its deadline was."""
    open_again = replace(appeal, decided_on=None, upheld=None, reason=None)
    before = replace(matter.file, appeals=(*matter.file.appeals[:-1], open_again))
    lodged = replace(known(matter.case, "the case"), entered_at=instant_of(appeal.on))
    step = known(matter.transition, "the step that decides the appeal")
    awaited = next(iter(matter.definition.states[step.sources[0]].awaits), None)
    waits = known(awaited, "what an appeal waits for")
    receipt = due_of(matter.definition, waits, lodged, before, matter.office.calendar)
    return known(receipt, "by when the appeal is to be decided")


def _contested(matter: Matter, appeal: Appeal) -> Text:
    dossier = matter.file
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


def _is_complaint(matter: Matter, appeal: Appeal) -> bool:
    """Whether it contests a Decree whose author decides on it (annex 9)."""
    decree = matter.file.decree
    if appeal.against != "decree" or decree is None:
        return False
    return contested_by(matter, decree) == "complaint"


def _delivered_to(matter: Matter, appeal: Appeal) -> tuple[Text, ...]:
    """Who gets the decision; the author of the Decree who decided has it already."""
    if _is_complaint(matter, appeal):
        return (COMPLAINANT, ARCHIVE)
    return (APPELLANT, _decided_at_first_by(appeal), ARCHIVE)


def _decided_at_first_by(appeal: Appeal) -> Text:
    """Who decided what was appealed against, and learns how the appeal ended."""
    if appeal.against == "list":
        return Text("the Commission", "комисији")
    return Text(ROLES["academic_coordinator"].en, "академском координатору")


def _consequences(matter: Matter, appeal: Appeal) -> Iterator[Text]:
    if appeal.against == "list":
        yield _LIST_CORRECTED if appeal.upheld else _LIST_STANDS
        return
    yield _DECREE_CORRECTED if appeal.upheld else _DECREE_STANDS
    if appeal.upheld and matter.due:
        on = dated(matter.due.due)
        yield Text(
            f"The corrected Decree is due by {on.en} ({matter.due.rule}).",
            f"Рок за исправљено решење је {on.sr} године ({matter.due.rule}).",
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
