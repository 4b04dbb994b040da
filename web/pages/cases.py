"""A case: taking a step, recording a fact. Its tabs are shown by `web.pages.case_tabs`.

A click that writes loads its case once, under the lock, is judged once, and is one transaction:
what is not taken leaves nothing behind, and the page is shown again from what was loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any, Final

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence import cases as case_rows
from persistence import drafts
from persistence.database import reading, write_transaction
from persistence.dossiers import LockedCase
from persistence.history import WrittenEntry
from states.decision import Refused, may_take
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from states.text import Text
from states.validation_error import ValidationError
from states.vocabulary import ROLES
from web.forms.field_specs import field_specs
from web.forms.inputs import FormContext
from web.forms.parsing import parse_form
from web.forms.read_rows import asks_for_rows, pasted_in
from web.forms.validation import Validated, validate
from web.pages.access import Wish, case_of, locked_case_of
from web.pages.case_tabs import number_in
from web.pages.confirming import confirm_page, goes_back
from web.pages.drafts import keep_typed
from web.pages.final_steps import taken_or_foreseen
from web.pages.from_table import with_rows
from web.pages.rows import PlaceOfRow, row_page
from web.rendering import page
from web.request_context import CurrentContext, RequestContext, SentForm
from web.views.case import Asked, case_page
from web.views.case_tabs import CHAPTERS, NOW, address_of
from web.views.cited_reasons import cited_reasons
from web.views.confirmation import Confirmation
from web.views.facts import fact_form_of, facts_of
from web.views.history import title_of
from web.views.rejected_submission import RejectedSubmission
from workflows.cases.advance import Request, advance_case
from workflows.cases.changed import ChangedMeanwhile
from workflows.cases.fact_checks import UnfitPayload
from workflows.cases.fact_rules import fact_rule
from workflows.cases.recording import FactRequest, record_fact
from workflows.cases.uploads import UnfitFile, Upload, read_upload, store

router = APIRouter()

RESULT: Final = "result"
"""Where on a page it is said what became of what was sent."""

KEPT: Final = Text(
    "Nothing was done. What you typed is still here.",
    "Ништа није учињено. Ваш унос је и даље овде.",
)

Loaded = tuple[Case, Dossier]


class NotSaved(Exception):
    """Nothing of a submission was saved; the case is as it was loaded."""

    def __init__(
        self, case_and_dossier: Loaded, submission: RejectedSubmission, status: int
    ) -> None:
        super().__init__(submission.name)
        self.loaded = case_and_dossier
        self.submission = submission
        self.status = status


@router.post("/cases/{number}/steps/{trigger}", name="take_step")
def take_step(context: CurrentContext, form: SentForm, number: str, trigger: str) -> Response:
    """Takes a step, or shows the page again with what stands against it and what was typed.

    One that can't be taken back is shown first, with all that follows, and taken once confirmed.
    """
    try:
        with write_transaction(context.engine) as connection:
            locked_case = locked_case_of(connection, context, number, Wish("step", trigger))
            take = partial(_take, connection, context, locked_case, trigger, form)
            entry = taken_or_foreseen(connection, context, locked_case, (trigger, form), take)
    except NotSaved as refusal:
        return not_saved(context, refusal, NOW, form)
    if isinstance(entry, Confirmation):
        return confirm_page(context, form, entry)
    return saved(locked_case.case.number, NOW, entry)


@router.get("/cases/{number}/facts/{fact}", name="fact_form")
def fact_form(context: CurrentContext, number: str, fact: str, tab: str = NOW) -> Response:
    """The form of a fact by itself, for a tab of the page to put where somebody opens it."""
    with reading(context.engine) as connection:
        case, dossier = case_of(connection, context, number)
        viewer = context.viewer(connection)
        facts = facts_of(viewer, context.office.definition_of(case, dossier), case)
        recordable = next((item for item in facts if item.name == fact and item.mine), None)
        if recordable is None:
            raise HTTPException(404)
        form = fact_form_of(viewer, fact, (case, dossier))
    values = {"case": case, "fact": recordable, "form": form, "rejected": None, "tab": tab}
    return page(context, "case/fact_form.html", 200, **values)


@router.post("/cases/{number}/facts/{fact}", name="record")
def record(context: CurrentContext, form: SentForm, number: str, fact: str) -> Response:
    """Records a fact, a document with its file; or shows the page again with what is wrong."""
    try:
        with write_transaction(context.engine) as connection:
            locked_case = locked_case_of(connection, context, number, Wish("fact", fact))
            entry = _record(connection, context, locked_case, fact, form)
    except NotSaved as refusal:
        return not_saved(context, refusal, tab_of(form), form)
    return saved(locked_case.case.number, tab_of(form), entry)


@router.get("/cases/{number}/rows/{form}/{listing}", name="row")
def row(
    context: CurrentContext, number: str, form: str, listing: str, place: PlaceOfRow
) -> Response:
    """One more empty row of a form's list, for the page to put below the others."""
    with reading(context.engine) as connection:
        case, dossier = case_of(connection, context, number)
    kind = context.office.definition(case.definition).kind
    return row_page(context, FormContext(form, dossier, kind), listing, place)


def _take(
    connection: Connection,
    context: RequestContext,
    locked_case: LockedCase,
    trigger: str,
    form: FormData,
) -> WrittenEntry:
    """Takes a step with a case; its entry in the history. Raises NotSaved."""
    case, dossier = case_and_dossier = locked_case.case, locked_case.dossier
    definition = context.office.definition_of(case, dossier)
    step = definition.transitions.get(trigger)
    if step is None or step.of_call:
        raise HTTPException(404)
    data = parse_form(field_specs(step.takes), form)
    submission = RejectedSubmission(
        "step", trigger, data, version=version_of(form), pasted=pasted_in(form)
    )
    if asks_for_rows(form):
        raise _with_rows(connection, context, case_and_dossier, form, (step.takes, submission))
    if goes_back(form):
        raise _shown_again(
            connection, context, case_and_dossier, form, replace(submission, note=KEPT)
        )
    actor = context.user.actor(case.institution, step.roles)
    with or_not_saved(context, case_and_dossier, submission):
        validation = validate(step.takes, data)
        refusal = may_take(definition, case, locked_case.dossier, trigger, actor, context.now)
        if validation.errors and refusal is not None:
            raise refused_by_rules(context, case_and_dossier, submission, refusal)
        payload = _payload(case_and_dossier, submission, validation)
        request = Request(
            case.id, trigger, data, version_of(form), value=payload, locked=locked_case
        )
        outcome = advance_case(connection, context.office, request, actor, context.now)
    if isinstance(outcome, Refused):
        raise refused_by_rules(context, case_and_dossier, submission, outcome)
    drafts.discard(connection, context.user.member.id, case.id, submission.form)
    return outcome.entry


def _record(
    connection: Connection,
    context: RequestContext,
    locked_case: LockedCase,
    fact: str,
    form: FormData,
) -> WrittenEntry:
    """Records a fact of a case; its entry in the history. Raises NotSaved."""
    case, dossier = case_and_dossier = locked_case.case, locked_case.dossier
    definition = context.office.definition_of(case, dossier)
    if fact not in definition.facts:
        raise HTTPException(404)
    data = parse_form(field_specs(fact), form)
    rule = fact_rule(definition, fact, data)
    data.pop("file", None)
    submission = RejectedSubmission(
        "fact", fact, data, version=version_of(form), pasted=pasted_in(form)
    )
    if asks_for_rows(form):
        raise _with_rows(connection, context, case_and_dossier, form, (fact, submission))
    with or_not_saved(context, case_and_dossier, submission):
        validation = validate(fact, data)
        upload = None
        if fact == "document":
            upload, validation = _with_upload(context, form, validation)
        payload = _payload(case_and_dossier, submission, validation)
        if upload is not None:
            payload = replace(payload, file=store(connection, context.office, upload))
        request = FactRequest(case.id, fact, data, version_of(form), payload, locked_case)
        actor = context.user.actor(case.institution, rule.roles)
        outcome = record_fact(connection, context.office, request, actor, context.now)
    if isinstance(outcome, Refused):
        raise refused_by_rules(context, case_and_dossier, submission, outcome)
    drafts.discard(connection, context.user.member.id, case.id, submission.form)
    return outcome.entry


def _with_rows(
    connection: Connection,
    context: RequestContext,
    case_and_dossier: Loaded,
    form: FormData,
    submission: tuple[str, RejectedSubmission],
) -> NotSaved:
    """The form with the rows that were pasted or read in it; nothing is saved by that."""
    definition = context.office.definition_of(*case_and_dossier)
    filled_submission = with_rows(
        FormContext(submission[0], case_and_dossier[1], definition.kind), form, submission[1]
    )
    return _shown_again(connection, context, case_and_dossier, form, filled_submission)


def _shown_again(
    connection: Connection,
    context: RequestContext,
    case_and_dossier: Loaded,
    form: FormData,
    submission: RejectedSubmission,
) -> NotSaved:
    """A form that was not sent to be saved, with all that was typed; and who changed the case."""
    try:
        check_seen(connection, case_and_dossier[0], form)
    except ChangedMeanwhile as error:
        sentence = changed_by(error, context.office.definition_of(*case_and_dossier))
        return NotSaved(case_and_dossier, replace(submission, sentence=sentence), 409)
    return NotSaved(case_and_dossier, submission, 200 if submission.note else 422)


def _payload(
    case_and_dossier: Loaded, submission: RejectedSubmission, validation: Validated
) -> Any:
    """The value of what was typed; raises NotSaved with each field that is wrong."""
    if validation.errors:
        raise NotSaved(case_and_dossier, replace(submission, errors=validation.errors), 422)
    return validation.value


@contextmanager
def or_not_saved(
    context: RequestContext, case_and_dossier: Loaded, submission: RejectedSubmission
) -> Iterator[None]:
    """What can't be taken at all becomes NotSaved, with what is to be said of it."""
    try:
        yield
    except UnfitPayload as error:
        errors = {fault.path: fault.message.capitalised() for fault in error.errors}
        raise NotSaved(case_and_dossier, replace(submission, errors=errors), 422) from error
    except ValidationError as error:
        raise NotSaved(
            case_and_dossier, replace(submission, sentence=error.message), 422
        ) from error
    except ChangedMeanwhile as error:
        raise NotSaved(case_and_dossier, submission, 409) from error


def refused_by_rules(
    context: RequestContext,
    case_and_dossier: Loaded,
    submission: RejectedSubmission,
    refusal: Refused,
) -> NotSaved:
    """What the rules refused, with all reasons."""
    reasons = cited_reasons(context.office, case_and_dossier[0].institution, refusal.reasons)
    return NotSaved(case_and_dossier, replace(submission, reasons=reasons), 409)


def saved(number: str, tab: str, entry: WrittenEntry) -> Response:
    """Back to the tab that the form was on, where it is said what was saved."""
    return RedirectResponse(f"{address_of(number, tab)}?saved={entry.seq}#{RESULT}", 303)


def not_saved(context: RequestContext, refusal: NotSaved, tab: str, form: FormData) -> Response:
    """The tab again, with what was sent in vain and why; it is kept until it is sent or thrown
    away."""
    keep_typed(context, refusal.loaded[0], refusal.submission.form, form)
    page_wish = Asked(tab, rejected=refusal.submission)
    with reading(context.engine) as connection:
        case = case_page(context.viewer(connection), refusal.loaded, page_wish)
    return page(context, "case.html", refusal.status, it=case)


def tab_of(form: FormData) -> str:
    """The tab that a form was on; one that nobody knows is the first."""
    tab = str(form.get("tab", NOW))
    return tab if tab in (NOW, *CHAPTERS) else NOW


def version_of(form: FormData) -> int:
    """The version that the person saw; a form without one is as good as outdated.

    Where the page said what was changed meanwhile, `seen` is the version up to which the person
    ticked that they have seen it; without that the form stands on what they saw before.
    """
    return number_in(str(form.get("seen") or form.get("version", "")))


def check_seen(connection: Connection, case: Case, form: FormData) -> None:
    """Raises ChangedMeanwhile where the case is not the one that the person saw."""
    if version_of(form) != case.version:
        raise ChangedMeanwhile(case_rows.last_change(connection, case.id))


def changed_by(error: ChangedMeanwhile, definition: ProcessDefinition) -> Text:
    """By whom the case was changed meanwhile, what they did, and where it stands now."""
    change, role = error.change, ROLES[error.change.role]
    title = title_of(definition, change.kind, change.name)
    state = definition.states[change.state].title
    by = Text(change.person or role.en, change.person or role.sr)
    return Text(
        f"While you were looking, {by.en} ({role.en}) changed the case: {title.en}. It stands at "
        f"“{state.en}” now. Nothing of yours was saved; what you typed is still here. Look at the "
        "case again, and send it again if it still holds.",
        f"Док сте гледали предмет, изменио га је: {by.sr} ({role.sr}) – {title.sr}. Предмет је "
        f"сада у стању „{state.sr}“. Ваш унос није сачуван, али је и даље овде. Погледајте предмет "
        "поново и, ако унос и даље важи, пошаљите га још једном.",
    )


def _with_upload(
    context: RequestContext, form: FormData, validation: Validated
) -> tuple[Upload | None, Validated]:
    """The uploaded file, where there is one; why it is not taken stands among the errors."""
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return None, validation
    most = context.office.settings.largest_upload_mb
    try:
        return read_upload(file.file.read(), file.filename, most), validation
    except UnfitFile as error:
        return None, Validated(errors={**(validation.errors or {}), "file": error.message})
