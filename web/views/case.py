"""A case as its page shows it: where it stands and why, what can be done, all that is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from actions.documents.case_forms import offered_forms
from actions.documents.form_models import OfferedForm
from persistence import history as history_rows
from persistence import outbox
from persistence.agreement_history import agreement_story
from persistence.directory import Directory
from persistence.documents import StoredDocument, documents_of
from persistence.history import WrittenEntry
from persistence.mails import StoredMail, mails_of
from persistence.outbox import UnfinishedAction
from rules.receipts import Receipt
from rules.safe_day_receipts import SafeDay
from states.definition import Awaited, ProcessDefinition
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.text import Text
from states.vocabulary import ROLES
from web.forms.inputs import Input
from web.views.agreement import VersionCard, version_cards
from web.views.cited_reasons import CitedReason, cited_reasons
from web.views.describe import Line, describe
from web.views.dossier import Card, cards, support_card
from web.views.facts import Fact, FactForm, fact_form_of, facts_of, inputs_for
from web.views.history import HistoryLine, history_lines, versions_of
from web.views.progress import Milestone, milestones
from web.views.rejected_submission import RejectedSubmission
from web.views.rules import RuleLink, rule_link
from web.views.transition_cards import TransitionCard, transition_cards
from web.views.viewer import Viewer
from workflows.cases.in_question import steps_in_question
from workflows.cases.status import awaited_of, safe_day_of


@frozen
class Owner:
    """A role that the case waits for, and who holds it today."""

    role: Text
    people: tuple[str, ...]


@frozen
class QuestionedStep:
    """A step that was taken, and why it could not be taken on what was corrected since."""

    title: Text
    reasons: tuple[CitedReason, ...]


@frozen
class CasePage:
    """All that a case's page shows. `open_forms` holds the forms of facts that are open already;
    the others come when somebody opens them. `rejected` is what was just sent in vain."""

    case: Case
    dossier: Dossier
    definition: ProcessDefinition
    state: Text
    ended: bool
    awaited: Awaited | None
    owners: tuple[Owner, ...]
    receipt: Receipt | None
    rests: Text | None
    receipt_rule: RuleLink | None
    safe_day: SafeDay | None
    milestones: Sequence[Milestone]
    steps: Sequence[TransitionCard]
    step_forms: Mapping[str, tuple[Input, ...]]
    facts: Sequence[Fact]
    open_forms: Mapping[str, FactForm]
    cards: Sequence[Card]
    forms_to_print: Mapping[str, OfferedForm]
    agreement_title: Text
    agreement: Sequence[VersionCard]
    documents: Sequence[StoredDocument]
    mails: Sequence[StoredMail]
    unfinished: Sequence[UnfinishedAction]
    history: Sequence[HistoryLine]
    in_question: Sequence[QuestionedStep]
    rejected: RejectedSubmission | None

    @property
    def typed_for_a_past_step(self) -> tuple[Line, ...]:
        """What was typed for a step that the case has left behind: shown, and so not lost."""
        triggers = {card.step.trigger for card in self.steps if card.availability == "form"}
        rejected = self.rejected
        if rejected is None or rejected.kind == "fact" or rejected.name in triggers:
            return ()
        return tuple(describe(rejected.data))


def case_page(
    viewer: Viewer,
    loaded: tuple[Case, Dossier],
    rejected: RejectedSubmission | None = None,
    open_form: str = "",
) -> CasePage:
    """The page of a case for a person at an instant.

    `rejected` is what they have just sent in vain, `open_form` the fact whose form they asked for.
    """
    case, dossier = loaded
    connection, office = viewer.connection, viewer.office
    definition = office.definition_of(case, dossier)
    awaited, receipt = awaited_of(office, definition, case, dossier, viewer.now)
    entries = history_rows.entries(connection, case.id)
    versions = versions_of(office, definition, entries)
    facts = facts_of(viewer, definition, case)
    steps = transition_cards(viewer, case, dossier)
    return CasePage(
        case=case,
        dossier=dossier,
        definition=definition,
        state=definition.states[case.state].title,
        ended=definition.states[case.state].end,
        awaited=awaited,
        owners=_owners(viewer, case, dossier, awaited),
        receipt=receipt,
        rests=awaited.resting(dossier) if awaited else None,
        receipt_rule=rule_link(office, case.institution, receipt.rule) if receipt else None,
        safe_day=safe_day_of(office, definition, awaited, case, dossier),
        milestones=milestones(definition, case, list(zip(versions, entries, strict=True)), awaited),
        steps=steps,
        step_forms=_step_forms(viewer, loaded, steps, rejected),
        facts=facts,
        open_forms=_open_forms(viewer, loaded, facts, rejected, open_form),
        cards=[*cards(dossier, definition.kind), *support_card(definition, dossier, viewer.today)],
        forms_to_print=offered_forms(office, case),
        agreement_title=definition.kind.agreement_title.capitalised(),
        agreement=version_cards(agreement_story(connection, definition, case.id)),
        documents=documents_of(connection, case.id, case.call_id),
        mails=mails_of(connection, case.id),
        unfinished=outbox.unfinished(connection, case.id),
        history=history_lines(office, versions, entries)[::-1],
        in_question=_in_question(viewer, definition, loaded, entries),
        rejected=rejected,
    )


def _in_question(
    viewer: Viewer,
    definition: ProcessDefinition,
    loaded: tuple[Case, Dossier],
    entries: Sequence[WrittenEntry],
) -> tuple[QuestionedStep, ...]:
    case, dossier = loaded
    return tuple(
        QuestionedStep(step.title, cited_reasons(viewer.office, case.institution, step.reasons))
        for step in steps_in_question(definition, dossier, entries)
    )


def _step_forms(
    viewer: Viewer,
    loaded: tuple[Case, Dossier],
    steps: Sequence[TransitionCard],
    rejected: RejectedSubmission | None,
) -> dict[str, tuple[Input, ...]]:
    return {
        card.step.trigger: inputs_for(
            viewer, card.step.takes, loaded, _of(rejected, "step", card.step.trigger)
        )
        for card in steps
        if card.availability == "form"
    }


def _open_forms(
    viewer: Viewer,
    loaded: tuple[Case, Dossier],
    facts: Sequence[Fact],
    rejected: RejectedSubmission | None,
    open_form: str,
) -> dict[str, FactForm]:
    return {
        fact.name: fact_form_of(viewer, fact.name, loaded, _of(rejected, "fact", fact.name))
        for fact in facts
        if fact.mine and (fact.name == open_form or _of(rejected, "fact", fact.name))
    }


def _owners(
    viewer: Viewer, case: Case, dossier: Dossier, awaited: Awaited | None
) -> tuple[Owner, ...]:
    directory = Directory(viewer.connection)
    owners = []
    for role in awaited.owners if awaited else ():
        if role == "candidate":
            names = [dossier.candidate.name]
        elif role == "commission_member":
            commission = dossier.call.commission
            seated = directory.seated(case.institution, commission, viewer.today)
            names = [member.name for member in seated]
        else:
            holders = directory.reached(case.institution, role, viewer.today)
            names = [member.name for member in holders]
        owners.append(Owner(ROLES[role], tuple(names)))
    return tuple(owners)


def _of(rejected: RejectedSubmission | None, kind: str, name: str) -> RejectedSubmission | None:
    if rejected is None or (rejected.kind, rejected.name) != (kind, name):
        return None
    return rejected
