"""The page of somebody outside: where their case stands, what is asked, what they handed in.

A host reads of the nomination and the stay, and of nothing that comes after.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection

from notifications.words import asked_in_words
from office.stay_settings import Question
from office.wiring import Office
from persistence import outside_drafts, submissions
from persistence.agreement_history import agreement_story
from persistence.documents import StoredDocument
from persistence.drafts import Fields
from persistence.history import entries_from
from persistence.mailed_documents import mailed_documents
from persistence.submissions import Submission
from rules.receipts import Receipt
from rules.regulation import LegalRemedy
from rules.remedy_words import called_in, own_title
from states.decision import Refused
from states.definition import Awaited
from states.dossier import DecreeIssued, Document
from states.frozen import frozen
from states.moments import civil_date
from states.phases import Phase, phase_of
from states.text import Text
from states.vocabulary import DOCUMENT_KINDS
from web.forms.field_specs import field_specs
from web.forms.inputs import FormContext, Input, inputs_at
from web.forms.prefill import plain
from web.messages.outside import OWN_TITLES
from web.outside.drafts import as_typed, typed_application
from web.outside.grounds import ReasonLine, by_articles, reason_lines
from web.outside.typed import Typed
from web.views.agreement import VersionCard, version_cards
from web.views.describe import Line, describe
from workflows.cases.status import awaited_of
from workflows.outside.agreement_text import PARTIES_OF
from workflows.outside.answering import title_of
from workflows.outside.missing import still_missing
from workflows.outside.open_call import APPLICATION
from workflows.outside.own_case import OwnCase
from workflows.outside.submitting import Submittable, submittables
from workflows.outside.surveying import open_questions

OF_THE_HOST: Final[frozenset[Phase | None]] = frozenset({None, "applying", "agreeing", "away"})
"""The phases in which a host is told where the case stands."""
FINAL: Final = frozenset({"reason", "signature"})
"""The forms of what can't be taken back: it must be confirmed."""
BLANK_ROWS: Final = 6
NOMINATED: Final = (
    "name", "email", "level", "year", "study_programme", "field_of_study", "birth_date", "language",
)  # fmt: skip
"""What a host is told of whom it is to take."""


@frozen
class SubmitForm:
    """A form by which something is handed in; `mark` tells one page's form from another's, and
    `kept` says that it holds what was kept for later."""

    what: Submittable
    inputs: tuple[Input, ...]
    mark: str
    typed: Typed | None
    kept: bool = False

    @property
    def title(self) -> Text:
        """What is handed in, in the words of whoever does."""
        return OWN_TITLES.get(self.what.name, self.what.title)

    @property
    def is_final(self) -> bool:
        """Whether it must be confirmed, for it can't be taken back."""
        return self.what.form in FINAL

    @property
    def id(self) -> str:
        """What it is called on the page."""
        return f"{self.what.kind}-{self.what.name}"


@frozen
class SubmittedLine:
    """What was handed in, in words."""

    submission: Submission
    title: Text


@frozen
class StepLine:
    """A step of the case, and when it was taken."""

    title: Text
    at: datetime


@frozen
class Survey:
    """The questions that a candidate who is back may answer; `typed` is what was sent in vain."""

    questions: Sequence[Question]
    typed: Typed | None

    def answer(self, question: Question) -> object:
        """What was typed to a question."""
        return self.typed.data.get(question.name, "") if self.typed else ""


@frozen
class OwnPage:
    """All that the page shows. `asked` is what the reader owes, `right` a right of theirs that
    lasts until the receipt's day; `decree` with its `remedy` where one was issued;
    `nominated` tells a host who was nominated, `versions` are those of the agreement; `missing` is
    what an application lacks still."""

    own: OwnCase
    state: Text
    awaited: Awaited | None
    asked: Text | None
    right: Text | None
    receipt: Receipt | None
    decree: DecreeIssued | None
    remedy: LegalRemedy | None
    documents: Sequence[tuple[Text, Document]]
    mailed: Sequence[tuple[Text, StoredDocument]]
    nominated: Sequence[Line]
    versions: Sequence[VersionCard]
    submitted: Sequence[SubmittedLine]
    steps: Sequence[StepLine]
    forms: Sequence[SubmitForm]
    missing: Sequence[ReasonLine]
    survey: Survey | None
    is_proven: bool
    office: Office

    @property
    def is_candidate(self) -> bool:
        """Whether the reader is who the case is about."""
        return self.own.purpose == "candidate"

    @property
    def applies(self) -> bool:
        """Whether the reader is about to apply, and has not yet handed the application in."""
        return any(form.what.form == APPLICATION for form in self.forms)

    def refused_lines(self, refusal: Refused) -> list[ReasonLine]:
        """What stands against something that was just handed in."""
        return reason_lines(self.office, self.own.definition, refusal.reasons)

    def receipt_lines(self, language: str) -> list[str]:
        """How the day was counted, each limit by its article."""
        if self.receipt is None:
            return []
        return by_articles(self.office, self.own.definition, self.receipt, language).lines(language)

    @property
    def due(self) -> date | None:
        """The last day of what is asked of the reader, or of their right."""
        return self.receipt.due if self.receipt else None


@frozen
class Shown:
    """How a page is asked for: whether the code was typed, and what was sent in vain."""

    is_proven: bool
    typed: Typed | None = None


def own_page(
    connection: Connection, office: Office, own: OwnCase, shown_parts: Shown, now: datetime
) -> OwnPage:
    """The page of a case as its candidate or its host sees it at an instant."""
    case, dossier, definition = own.case, own.dossier, own.definition
    awaited_step, receipt = awaited_of(office, definition, case, dossier, now)
    is_candidate = own.purpose == "candidate"
    is_theirs = awaited_step is not None and is_candidate and own.purpose in awaited_step.owners
    is_right = awaited_step is not None and awaited_step.candidates_right
    decree = dossier.decree if is_candidate else None
    own_submissions = submissions.of_case(connection, case.id)
    drafts = outside_drafts.of_case(connection, case.id, own.purpose)
    missing_reasons = still_missing(
        own, own_submissions, typed_application(own, shown_parts.typed, drafts), now
    )
    title = asked_in_words(awaited_step.step, awaited_step.title) if awaited_step else None
    return OwnPage(
        own=own,
        state=_state(own),
        awaited=awaited_step if is_candidate else None,
        asked=title if is_theirs and not is_right else None,
        right=title if is_theirs and is_right else None,
        receipt=receipt if is_candidate else None,
        decree=decree,
        remedy=office.regulation_of(definition).remedy_of(decree) if decree else None,
        documents=_documents(office, own) if is_candidate else (),
        mailed=[
            (_kind(document.kind), document)
            for document in mailed_documents(connection, case.id, own.purpose)
        ],
        nominated=() if is_candidate else _nominated(own),
        versions=_versions(connection, own),
        submitted=_submitted(own, own_submissions),
        steps=_steps(connection, own) if is_candidate else (),
        forms=sorted(
            (
                _form(own, submittable, shown_parts.typed, drafts)
                for submittable in _offered(own, own_submissions, civil_date(now))
            ),
            key=lambda form: (form.what.form != APPLICATION, form.is_final),
        ),
        missing=reason_lines(office, definition, missing_reasons) if is_candidate else (),
        survey=_survey(connection, office, own, shown_parts.typed),
        is_proven=shown_parts.is_proven,
        office=office,
    )


def _survey(
    connection: Connection, office: Office, own: OwnCase, typed_submission: Typed | None
) -> Survey | None:
    questions = open_questions(connection, office, own)
    return (
        Survey(
            questions,
            typed_submission if typed_submission and typed_submission.kind == "survey" else None,
        )
        if questions
        else None
    )


def _state(own: OwnCase) -> Text:
    phase = phase_of(own.definition, own.case.state)
    if own.purpose == "host" and phase not in OF_THE_HOST:
        return Text("The stay is over", "Боравак је завршен")
    return own.definition.states[own.case.state].title


def _documents(office: Office, own: OwnCase) -> list[tuple[Text, Document]]:
    remedy_kinds = called_in(own.dossier, office.regulation_of(own.definition))
    return [
        (own_title(kind, DOCUMENT_KINDS[kind], remedy_kinds).capitalised(), document)
        for kind, document in own.dossier.documents.items()
    ]


def _nominated(own: OwnCase) -> list[Line]:
    """What a nomination tells of the student (annex 6): no more than the letter that was sent."""
    candidate, application = own.dossier.candidate, own.dossier.application
    candidate_values = plain(candidate)
    data: dict[str, object] = {
        name: candidate_values[name] for name in NOMINATED if name in candidate_values
    }
    if application is not None:
        period = plain(application)
        data |= {name: period[name] for name in ("from", "to", "semesters") if name in period}
    return describe(data)


def _versions(connection: Connection, own: OwnCase) -> list[VersionCard]:
    """The versions of the agreement, the newest first, each with what it changed, and what the
    reader said of it."""
    if not own.dossier.agreement_version:
        return []
    own_comments = [
        comment
        for comment in own.dossier.agreement_comments
        if comment.from_party in PARTIES_OF[own.purpose]
    ]
    story = agreement_story(connection, own.definition, own.case.id)
    return version_cards(own.definition.kind, story, own_comments)


def _kind(kind: str) -> Text:
    return DOCUMENT_KINDS[kind].capitalised()


def _submitted(own: OwnCase, own_submissions: Sequence[Submission]) -> list[SubmittedLine]:
    """What came from this side; a host reads nothing of a candidate's, and the other way round."""
    return [
        SubmittedLine(
            submission,
            _kind(submission.document)
            if submission.document
            else title_of(own.definition, submission),
        )
        for submission in own_submissions
        if submission.purpose == own.purpose
    ]


def _offered(own: OwnCase, own_submissions: Sequence[Submission], today: date) -> list[Submittable]:
    """What may be handed in; an application, and a request for a transcript, waits once, and is
    told as handed in meanwhile. Who is nominated is not asked whether to contest a list for ever.
    """
    window_ends, steps = own.dossier.progress.appeal_until, own.definition.transitions
    over_names = {
        step.trigger
        for step in steps.values()
        if own.case.state in step.stays_in and (window_ends is None or today > window_ends)
    }
    waiting_names = {
        submission.document or submission.name
        for submission in own_submissions
        if submission.outcome is None and (submission.kind == "step" or submission.document)
    }
    return [
        submittable
        for submittable in submittables(own)
        if submittable.name not in over_names
        and (submittable.at_once or submittable.name not in waiting_names)
    ]


def _steps(connection: Connection, own: OwnCase) -> list[StepLine]:
    steps = own.definition.transitions
    return [
        StepLine(steps[entry.entry.name].title, entry.at)
        for entry in entries_from(connection, own.case.id, 0)
        if entry.entry.kind == "step" and entry.entry.name in steps
    ][::-1]


def _blank_rows(submittable: Submittable) -> dict[str, object]:
    """What lists show before anything is typed: a page without scripts adds no row."""
    lists = (spec.name for spec in field_specs(submittable.form) if spec.kind == "rows")
    return {name: [{}] * BLANK_ROWS for name in lists if name in submittable.fields}


def _form(
    own: OwnCase,
    submittable: Submittable,
    typed_submission: Typed | None,
    drafts: Mapping[str, Fields],
) -> SubmitForm:
    typed_here = (
        typed_submission
        if typed_submission
        and (typed_submission.kind, typed_submission.name) == (submittable.kind, submittable.name)
        else None
    )
    form_context = FormContext(submittable.form, own.dossier, own.definition.kind)
    draft = drafts.get(f"{submittable.kind}/{submittable.name}")
    opening = {**_blank_rows(submittable), **(as_typed(submittable, draft) if draft else {})}
    values = (typed_here.data, typed_here.errors) if typed_here else (opening, {})
    inputs = inputs_at(form_context, "", submittable.fields, values)
    return SubmitForm(submittable, inputs, secrets.token_urlsafe(9), typed_here, draft is not None)
