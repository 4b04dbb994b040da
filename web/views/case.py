"""A case as its page shows it: on every tab where it stands and why, then what the tab holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from persistence.case_counts import CaseCounts, counts_of
from persistence.history import entries_from
from rules.receipts import Receipt
from rules.safe_day_receipts import SafeDay
from states.definition import Awaited, ProcessDefinition
from states.dossier import Case, Dossier
from states.facts import fact_title
from states.frozen import frozen
from states.text import Text
from web.forms.inputs import Input
from web.views.case_tabs import (
    CHAPTERS,
    NOW,
    TABS,
    TabContents,
    TabLink,
    TabSubject,
    contents_of,
    tab_links,
)
from web.views.describe import Line, describe
from web.views.drafts import kept_forms
from web.views.facts import NO_VALUES, Fact, FactForm, fact_form_of, facts_of, inputs_for
from web.views.handling import HandlingPanel, panel_of
from web.views.history import HistoryLine, recent_lines
from web.views.holders import Holder
from web.views.rejected_submission import RejectedSubmission
from web.views.remedy_links import RemedyLinks, remedy_links
from web.views.remedy_places import CitedWithLinks, RemedyLink
from web.views.rules import RuleLink, rule_link
from web.views.submissions import SubmissionsPanel, submissions_panel
from web.views.transition_cards import TransitionCard, transition_cards
from web.views.viewer import Viewer
from workflows.calls.blind_points import SCORE
from workflows.cases.status import awaited_of, safe_day_of

Loaded = tuple[Case, Dossier]


@frozen
class Asked:
    """What somebody wants to see of a case.

    `form` is the fact whose form is open, with `fills` in it; `saved` the entry of the history that
    they have just made, `rejected` what they have just sent in vain; `page` is that of a list.
    """

    tab: str = NOW
    form: str = ""
    fills: Mapping[str, str] = field(default_factory=dict)
    saved: int = 0
    rejected: RejectedSubmission | None = None
    page: int = 1
    plain: bool = False
    """On paper: without forms, and so without what was typed into them."""


@frozen
class CaseTop:
    """What stands on top of every tab: what is awaited, by whom, until when, why, what is missing.

    `record` is the way to the form of a fact that is awaited.
    """

    awaited: Awaited | None
    owners: tuple[Holder, ...]
    receipt: Receipt | None
    receipt_rule: RuleLink | None
    rests: Text | None
    safe_day: SafeDay | None
    card: TransitionCard | None
    record: RemedyLink | None

    @property
    def missing(self) -> tuple[CitedWithLinks, ...]:
        """What the awaited step lacks, each with the way to it."""
        return self.card.missing if self.card else ()


@frozen
class CasePage:
    """All that a tab of a case shows. `open_forms` holds the forms of facts that are open already;
    the others come when somebody opens them."""

    case: Case
    dossier: Dossier
    definition: ProcessDefinition
    state: Text
    ended: bool
    tab: str
    tabs: Sequence[TabLink]
    top: CaseTop
    contents: TabContents
    steps: Sequence[TransitionCard]
    step_forms: Mapping[str, tuple[Input, ...]]
    facts: Sequence[Fact]
    open_forms: Mapping[str, FactForm]
    saved: HistoryLine | None
    rejected: RejectedSubmission | None
    typed: Mapping[str, RejectedSubmission]
    changes: Sequence[HistoryLine]
    handling: HandlingPanel | None
    submissions: SubmissionsPanel | None

    @property
    def strayed(self) -> tuple[RejectedSubmission, ...]:
        """What was typed for a step or fact that has no form here any more: shown, not lost."""
        forms = {f"step/{name}" for name in self.step_forms}
        buttons = [card.step.trigger for card in self.steps if card.availability == "ready"]
        forms |= {f"step/{name}" for name in buttons}
        forms |= {f"fact/{name}" for name in self.open_forms}
        submissions = self.typed.values() if self.tab == NOW else filter(None, [self.rejected])
        return tuple(submission for submission in submissions if submission.form not in forms)

    def lines_of(self, submission: RejectedSubmission) -> Sequence[Line]:
        """What was typed, field by field in words."""
        return describe(submission.data)

    def title_of(self, submission: RejectedSubmission) -> Text:
        """The step or the fact that something was typed for."""
        if submission.kind == "fact":
            return fact_title(submission.name)
        return self.definition.transitions[submission.name].title

    def changed_since(self, submission: RejectedSubmission) -> Sequence[HistoryLine]:
        """What others did since the person saw the case, the newest first."""
        return [line for line in self.changes if line.seq >= submission.version]

    def is_outdated(self, submission: RejectedSubmission) -> bool:
        """Whether the case is another than the one that the person saw."""
        return submission.version != self.case.version

    @property
    def title(self) -> Text:
        """What the tab is called."""
        return TABS[self.tab]

    @property
    def here(self) -> Sequence[Fact]:
        """The facts of this tab that the person may record; on the first tab all of them."""
        own_facts = [fact for fact in self.facts if fact.mine]
        return (
            own_facts
            if self.tab == NOW
            else [fact for fact in own_facts if fact.chapter == self.tab]
        )

    def has_typed(self, cards: Sequence[TransitionCard]) -> bool:
        """Whether something was typed for one of some steps."""
        return any(f"step/{card.step.trigger}" in self.typed for card in cards)

    @property
    def saved_at(self) -> str | None:
        """The fact at whose form it is said that it was recorded; None: above everything."""
        recorded_name = self.saved.name if self.saved and self.saved.kind == "fact" else None
        return recorded_name if recorded_name in {fact.name for fact in self.here} else None


def case_page(viewer: Viewer, case_and_dossier: Loaded, page_wish: Asked) -> CasePage:
    """A tab of a case for a person at an instant."""
    case, dossier = case_and_dossier
    office, connection = viewer.office, viewer.connection
    definition = office.definition_of(case, dossier)
    links = remedy_links(viewer, definition, case_and_dossier)
    steps = transition_cards(viewer, links, case, dossier)
    top = _top(viewer, links, case_and_dossier, steps)
    rejected_by_form = (
        {} if page_wish.plain else _typed(viewer, definition, case, page_wish.rejected)
    )
    subject = TabSubject(viewer, case, dossier, links, top.awaited)
    counts = CaseCounts(0, 0) if page_wish.plain else counts_of(connection, case.id, case.call_id)
    facts = facts_of(viewer, definition, case, _asked_for(top))
    on_tab = (
        facts if page_wish.tab == NOW else [fact for fact in facts if fact.chapter == page_wish.tab]
    )
    return CasePage(
        case=case,
        dossier=dossier,
        definition=definition,
        state=definition.states[case.state].title,
        ended=definition.states[case.state].end,
        tab=page_wish.tab,
        tabs=tab_links(subject, counts),
        top=top,
        contents=contents_of(subject, page_wish.tab, page_wish.page, counts),
        steps=steps,
        step_forms=_step_forms(viewer, case_and_dossier, steps, rejected_by_form)
        if page_wish.tab == NOW
        else {},
        facts=facts if page_wish.tab in (NOW, *CHAPTERS) else (),
        open_forms=_open_forms(viewer, case_and_dossier, on_tab, (page_wish, rejected_by_form)),
        saved=_saved(viewer, definition, case, page_wish.saved),
        rejected=page_wish.rejected,
        typed=rejected_by_form,
        changes=_changes(viewer, definition, case, rejected_by_form),
        handling=panel_of(viewer, case_and_dossier) if page_wish.tab == NOW else None,
        submissions=_submissions(viewer, definition, case, counts)
        if page_wish.tab == NOW
        else None,
    )


def _submissions(
    viewer: Viewer, definition: ProcessDefinition, case: Case, counts: CaseCounts
) -> SubmissionsPanel | None:
    """What people outside handed in; nothing where they have neither links nor that."""
    if not counts.submissions and not counts.links:
        return None
    return submissions_panel(viewer, definition, case)


def _top(
    viewer: Viewer, links: RemedyLinks, case_and_dossier: Loaded, steps: Sequence[TransitionCard]
) -> CaseTop:
    case, dossier = case_and_dossier
    awaited_step, receipt = awaited_of(viewer.office, links.definition, case, dossier, viewer.now)
    record = awaited_step.record if awaited_step else None
    return CaseTop(
        awaited_step,
        links.holders.of(awaited_step.owners) if awaited_step else (),
        receipt,
        rule_link(viewer.office, case.institution, receipt.rule, links.definition.kind)
        if receipt
        else None,
        awaited_step.resting(dossier) if awaited_step else None,
        safe_day_of(viewer.office, links.definition, awaited_step, case, dossier),
        next(
            (card for card in steps if awaited_step and card.step.trigger == awaited_step.step),
            None,
        ),
        links.fact(record, NO_VALUES) if record else None,
    )


def _asked_for(top: CaseTop) -> set[str]:
    """The facts that what is awaited asks for now."""
    asked_names = {name for cited_reason in top.missing for name in cited_reason.reason.by}
    return asked_names | {top.awaited.record} if top.awaited and top.awaited.record else asked_names


def _typed(
    viewer: Viewer,
    definition: ProcessDefinition,
    case: Case,
    rejected_submission: RejectedSubmission | None,
) -> dict[str, RejectedSubmission]:
    """What the person typed into forms of the case, by the form; what was just sent goes first."""
    rejected_by_form = {draft.form: draft for draft in kept_forms(viewer, definition, case)}
    return (
        rejected_by_form | {rejected_submission.form: rejected_submission}
        if rejected_submission
        else rejected_by_form
    )


def _changes(
    viewer: Viewer,
    definition: ProcessDefinition,
    case: Case,
    rejected_by_form: Mapping[str, RejectedSubmission],
) -> Sequence[HistoryLine]:
    """The entries since the oldest version on which something was typed, the newest first."""
    oldest = min(
        (submission.version for submission in rejected_by_form.values()), default=case.version
    )
    if oldest >= case.version:
        return ()
    entries = entries_from(viewer.connection, case.id, oldest)
    return recent_lines(viewer, definition, entries)[::-1]


def _step_forms(
    viewer: Viewer,
    case_and_dossier: Loaded,
    steps: Sequence[TransitionCard],
    rejected_by_form: Mapping[str, RejectedSubmission],
) -> dict[str, tuple[Input, ...]]:
    return {
        card.step.trigger: inputs_for(
            viewer,
            card.step.takes,
            case_and_dossier,
            rejected_by_form.get(f"step/{card.step.trigger}"),
        )
        for card in steps
        if card.availability == "form"
    }


def _open_forms(
    viewer: Viewer,
    case_and_dossier: Loaded,
    facts: Sequence[Fact],
    wish: tuple[Asked, Mapping[str, RejectedSubmission]],
) -> dict[str, FactForm]:
    """The forms that are asked for, and those into which something was typed."""
    (page_wish, rejected_by_form), forms = wish, {}
    for fact in facts:
        rejected_submission = rejected_by_form.get(f"fact/{fact.name}")
        if fact.mine and (fact.name == page_wish.form or rejected_submission):
            fills = page_wish.fills if fact.name == page_wish.form else NO_VALUES
            forms[fact.name] = fact_form_of(
                viewer, fact.name, case_and_dossier, rejected_submission, fills
            )
    return forms


def _saved(
    viewer: Viewer, definition: ProcessDefinition, case: Case, seq: int
) -> HistoryLine | None:
    """The entry that was just made, where it is one of this case."""
    if not 0 < seq < case.version:
        return None
    entries = [
        entry
        for entry in entries_from(viewer.connection, case.id, seq)[:1]
        if entry.entry.name != SCORE
    ]
    return next(iter(recent_lines(viewer, definition, entries)), None)
