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
from web.views.remedy_links import CitedWithLinks, RemedyLink, RemedyLinks, remedy_links
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
        here = self.typed.values() if self.tab == NOW else filter(None, [self.rejected])
        return tuple(one for one in here if one.form not in forms)

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
        mine = [fact for fact in self.facts if fact.mine]
        return mine if self.tab == NOW else [fact for fact in mine if fact.chapter == self.tab]

    @property
    def saved_at(self) -> str | None:
        """The fact at whose form it is said that it was recorded; None: above everything."""
        recorded = self.saved.name if self.saved and self.saved.kind == "fact" else None
        return recorded if recorded in {fact.name for fact in self.here} else None


def case_page(viewer: Viewer, loaded: Loaded, asked: Asked) -> CasePage:
    """A tab of a case for a person at an instant."""
    case, dossier = loaded
    office, connection = viewer.office, viewer.connection
    definition = office.definition_of(case, dossier)
    links = remedy_links(viewer, definition, loaded)
    steps = transition_cards(viewer, links, case, dossier)
    top = _top(viewer, links, loaded, steps)
    typed = {} if asked.plain else _typed(viewer, definition, case, asked.rejected)
    subject = TabSubject(viewer, case, dossier, links, top.awaited)
    counts = CaseCounts(0, 0) if asked.plain else counts_of(connection, case.id, case.call_id)
    facts = facts_of(viewer, definition, case, _asked_for(top))
    on_tab = facts if asked.tab == NOW else [fact for fact in facts if fact.chapter == asked.tab]
    return CasePage(
        case=case,
        dossier=dossier,
        definition=definition,
        state=definition.states[case.state].title,
        ended=definition.states[case.state].end,
        tab=asked.tab,
        tabs=tab_links(subject, counts),
        top=top,
        contents=contents_of(subject, asked.tab, asked.page, counts),
        steps=steps,
        step_forms=_step_forms(viewer, loaded, steps, typed) if asked.tab == NOW else {},
        facts=facts if asked.tab in (NOW, *CHAPTERS) else (),
        open_forms=_open_forms(viewer, loaded, on_tab, (asked, typed)),
        saved=_saved(viewer, definition, case, asked.saved),
        rejected=asked.rejected,
        typed=typed,
        changes=_changes(viewer, definition, case, typed),
        handling=panel_of(viewer, loaded) if asked.tab == NOW else None,
        submissions=_submissions(viewer, definition, case, counts) if asked.tab == NOW else None,
    )


def _submissions(
    viewer: Viewer, definition: ProcessDefinition, case: Case, counts: CaseCounts
) -> SubmissionsPanel | None:
    """What people outside handed in; nothing where they have neither links nor that."""
    if not counts.submissions and not counts.links:
        return None
    return submissions_panel(viewer, definition, case)


def _top(
    viewer: Viewer, links: RemedyLinks, loaded: Loaded, steps: Sequence[TransitionCard]
) -> CaseTop:
    case, dossier = loaded
    awaited, receipt = awaited_of(viewer.office, links.definition, case, dossier, viewer.now)
    record = awaited.record if awaited else None
    return CaseTop(
        awaited,
        links.holders.of(awaited.owners) if awaited else (),
        receipt,
        rule_link(viewer.office, case.institution, receipt.rule, links.definition.kind)
        if receipt
        else None,
        awaited.resting(dossier) if awaited else None,
        safe_day_of(viewer.office, links.definition, awaited, case, dossier),
        next((card for card in steps if awaited and card.step.trigger == awaited.step), None),
        links.fact(record, NO_VALUES) if record else None,
    )


def _asked_for(top: CaseTop) -> set[str]:
    """The facts that what is awaited asks for now."""
    named = {name for cited in top.missing for name in cited.reason.by}
    return named | {top.awaited.record} if top.awaited and top.awaited.record else named


def _typed(
    viewer: Viewer, definition: ProcessDefinition, case: Case, rejected: RejectedSubmission | None
) -> dict[str, RejectedSubmission]:
    """What the person typed into forms of the case, by the form; what was just sent goes first."""
    typed = {draft.form: draft for draft in kept_forms(viewer, definition, case)}
    return typed | {rejected.form: rejected} if rejected else typed


def _changes(
    viewer: Viewer,
    definition: ProcessDefinition,
    case: Case,
    typed: Mapping[str, RejectedSubmission],
) -> Sequence[HistoryLine]:
    """The entries since the oldest version on which something was typed, the newest first."""
    oldest = min((one.version for one in typed.values()), default=case.version)
    if oldest >= case.version:
        return ()
    entries = entries_from(viewer.connection, case.id, oldest)
    return recent_lines(viewer, definition, entries)[::-1]


def _step_forms(
    viewer: Viewer,
    loaded: Loaded,
    steps: Sequence[TransitionCard],
    typed: Mapping[str, RejectedSubmission],
) -> dict[str, tuple[Input, ...]]:
    return {
        card.step.trigger: inputs_for(
            viewer, card.step.takes, loaded, typed.get(f"step/{card.step.trigger}")
        )
        for card in steps
        if card.availability == "form"
    }


def _open_forms(
    viewer: Viewer,
    loaded: Loaded,
    facts: Sequence[Fact],
    wish: tuple[Asked, Mapping[str, RejectedSubmission]],
) -> dict[str, FactForm]:
    """The forms that are asked for, and those into which something was typed."""
    (asked, typed), forms = wish, {}
    for fact in facts:
        entered = typed.get(f"fact/{fact.name}")
        if fact.mine and (fact.name == asked.form or entered):
            fills = asked.fills if fact.name == asked.form else NO_VALUES
            forms[fact.name] = fact_form_of(viewer, fact.name, loaded, entered, fills)
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
