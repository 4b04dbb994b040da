"""A case: its page, taking a step, recording a fact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from office.wiring import Office
from persistence import cases as case_rows
from persistence import pages
from persistence.database import reading, writing
from states.decision import Refused
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from states.payloads import read_payload
from states.text import Text
from states.validation_error import ValidationError
from states.vocabulary import ROLES
from web.forms.checking import field_errors_of
from web.forms.inputs import Offer, row_of
from web.forms.posting import data_of
from web.forms.shapes import shapes_of
from web.rendering import page
from web.views.case import case_page
from web.views.facts import fact_form_of, facts_of
from web.views.history import title_of
from web.views.tried import Tried
from web.views.ways import refusal
from web.visit import Entered, Forbidden, Posted, Visit
from workflows.cases.advance import (
    ChangedMeanwhile,
    FactRequest,
    Request,
    advance_case,
    record_fact,
)
from workflows.cases.fact_checks import fact_errors
from workflows.cases.status import load_case
from workflows.cases.uploads import Unwelcome, Upload, store, welcomed

router = APIRouter()


def case_of(connection: Connection, visit: Visit, number: str) -> tuple[Case, Dossier]:
    """A case that the person may see. A commission member sees those of its own calls.

    Raises HTTPException 404 where there is none, Forbidden where it is another institution's.
    """
    case_id = case_rows.find(connection, number)
    if case_id is None:
        raise HTTPException(404)
    loaded = load_case(connection, case_id)
    person, case = visit.somebody, loaded[0]
    roles = person.roles_at(case.institution)
    seen = bool(roles - {"commission_member"})
    if not seen and roles:
        seen = case.call_id in pages.calls_of_member(connection, person.member.login)
    if not seen:
        raise Forbidden
    return loaded


@router.get("/cases/{number}", name="case")
def show(visit: Entered, number: str, saved: int = 0, form: str = "") -> Response:
    """The case's page; `saved` is the entry of the history that the person has just made.

    `form` names a fact whose form is shown open, for a browser that runs no scripts.
    """
    return _page(visit, number, saved=saved, opened=form)


@router.post("/cases/{number}/steps/{trigger}", name="take_step")
def take_step(visit: Entered, form: Posted, number: str, trigger: str) -> Response:
    """Takes a step, or shows the page again with what stands against it and what was typed."""
    case, _, definition = _seen(visit, number)
    step = definition.transitions.get(trigger)
    if step is None or step.of_call:
        raise HTTPException(404)
    data = data_of(shapes_of(step.takes), form)
    if problems := field_errors_of(step.takes, data, visit.today):
        return _page(visit, number, Tried("step", trigger, data, problems), 422)
    actor = visit.somebody.actor(case.institution, step.roles)
    request = Request(case.id, trigger, data, _version(form))
    try:
        with writing(visit.app.engine) as connection:
            outcome = advance_case(connection, visit.app.office, request, actor, visit.now)
    except (ValidationError, ChangedMeanwhile) as error:
        return _not_taken(visit, number, Tried("step", trigger, data), error)
    if isinstance(outcome, Refused):
        reasons = refusal(visit.app.office, case, outcome)
        return _page(visit, number, Tried("step", trigger, data, reasons=reasons), 409)
    return _saved(visit, number)


@router.get("/cases/{number}/facts/{fact}", name="fact_form")
def fact_form(visit: Entered, number: str, fact: str) -> Response:
    """The form of a fact by itself, for the page to put where somebody opens it."""
    case, dossier, definition = _seen(visit, number)
    office = visit.app.office
    facts = facts_of(office, definition, case, visit.somebody)
    found = next((one for one in facts if one.name == fact and one.mine), None)
    if found is None:
        raise HTTPException(404)
    form = fact_form_of(office, fact, (case, dossier), visit.now)
    return page(visit, "case/fact_form.html", case=case, fact=found, form=form, tried=None)


@router.post("/cases/{number}/facts/{fact}", name="record")
def record(visit: Entered, form: Posted, number: str, fact: str) -> Response:
    """Records a fact, a document with its file; or shows the page again with what is wrong."""
    case, dossier, definition = _seen(visit, number)
    allowed = definition.facts.get(fact)
    if allowed is None:
        raise HTTPException(404)
    data = data_of(shapes_of(fact), form)
    data.pop("file", None)
    problems = field_errors_of(fact, data, visit.today)
    problems = problems or _fact_errors(visit.app.office, definition, dossier, fact, data)
    upload, unwelcome = _upload(visit, form) if fact == "document" else (None, None)
    if unwelcome:
        problems = {**problems, "file": unwelcome}
    if problems:
        return _page(visit, number, Tried("fact", fact, data, problems), 422)
    actor = visit.somebody.actor(case.institution, allowed.roles)
    try:
        with writing(visit.app.engine) as connection:
            stored = {"file": store(connection, visit.app.office.data, upload)} if upload else {}
            given = {**data, **stored}
            request = FactRequest(case.id, fact, given, _version(form))
            outcome = record_fact(connection, visit.app.office, request, actor, visit.now)
    except (ValidationError, ChangedMeanwhile) as error:
        return _not_taken(visit, number, Tried("fact", fact, data), error)
    if isinstance(outcome, Refused):
        reasons = refusal(visit.app.office, case, outcome)
        return _page(visit, number, Tried("fact", fact, data, reasons=reasons), 409)
    return _saved(visit, number)


@router.get("/cases/{number}/rows/{form}/{listing}", name="row")
def row(
    visit: Entered, number: str, form: str, listing: str, key: int = 0, at: str = ""
) -> Response:
    """One more empty row of a form's list, for the page to put below the others."""
    with reading(visit.app.engine) as connection:
        case, dossier = case_of(connection, visit, number)
    try:
        found = row_of(Offer(form, dossier, case.process), listing, str(key))
    except KeyError:
        found = None
    if found is None:
        raise HTTPException(404)
    return page(visit, "row.html", row=found, key=key, at=at)


def _page(
    visit: Visit,
    number: str,
    tried: Tried | None = None,
    status: int = 200,
    saved: int = 0,
    opened: str = "",
) -> Response:
    with reading(visit.app.engine) as connection:
        loaded = case_of(connection, visit, number)
        known = case_page(
            connection, visit.app.office, visit.somebody, loaded, visit.now, tried, opened
        )
    entry = next((one for one in known.history if one.seq == saved), None)
    return page(visit, "case.html", status, it=known, saved=entry)


def _seen(visit: Visit, number: str) -> tuple[Case, Dossier, ProcessDefinition]:
    with reading(visit.app.engine) as connection:
        case, dossier = case_of(connection, visit, number)
    return case, dossier, visit.app.office.definition_of(case, dossier)


def _fact_errors(
    office: Office,
    definition: ProcessDefinition,
    dossier: Dossier,
    fact: str,
    data: Mapping[str, Any],
) -> dict[str, Text]:
    """What is wrong with a fact as a whole, at the fields where it shows.

    What can't even be read is left to be told by recording it.
    """
    try:
        value = read_payload(fact, data)
    except ValidationError:
        return {}
    return {one.path: one.message for one in fact_errors(office, definition, fact, value, dossier)}


def _saved(visit: Visit, number: str) -> Response:
    with reading(visit.app.engine) as connection:
        case, _ = case_of(connection, visit, number)
        length = pages.history_length(connection, case.id)
    return RedirectResponse(f"/cases/{case.number}?saved={length}", 303)


def _version(form: FormData) -> int:
    """The version that the person saw; a form without one is as good as outdated."""
    given = str(form.get("version", ""))
    return int(given) if given.isdigit() else 0


def _not_taken(
    visit: Visit, number: str, tried: Tried, error: ValidationError | ChangedMeanwhile
) -> Response:
    if isinstance(error, ChangedMeanwhile):
        sentence, status = _changed(visit, number, error), 409
    else:
        sentence, status = error.message, 422
    again = Tried(tried.kind, tried.name, tried.data, sentence=sentence)
    return _page(visit, number, again, status)


def _changed(visit: Visit, number: str, error: ChangedMeanwhile) -> Text:
    """By whom the case was changed meanwhile, what they did, and where it stands now."""
    change, (*_, definition) = error.change, _seen(visit, number)
    what, state = (
        title_of(definition, change.kind, change.name),
        definition.states[change.state].title,
    )
    role = ROLES[change.role]
    by = Text(change.person or role.en, change.person or role.sr)
    return Text(
        f"While you were looking, {by.en} ({role.en}) changed the case: {what.en}. It stands at "
        f"“{state.en}” now. Nothing of yours was saved; what you typed is still here. Look at the "
        "case again, and send it again if it still holds.",
        f"Док сте гледали предмет, изменио га је: {by.sr} ({role.sr}) – {what.sr}. Предмет је сада "
        f"у стању „{state.sr}“. Ваш унос није сачуван, али је и даље овде. Погледајте предмет "
        "поново и, ако унос и даље важи, пошаљите га још једном.",
    )


def _upload(visit: Visit, form: FormData) -> tuple[Upload | None, Text | None]:
    """The uploaded file, where there is one; or why it is not taken."""
    given = form.get("file")
    if not isinstance(given, UploadFile) or not given.filename:
        return None, None
    most = visit.app.office.settings.largest_upload_mb
    try:
        return welcomed(given.file.read(), given.filename, most), None
    except Unwelcome as error:
        return None, error.message
