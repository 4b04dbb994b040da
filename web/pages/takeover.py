"""A running case of a call is taken over at its milestone: shown first, then confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence import calls as call_rows
from persistence.call_overview import CallLine
from persistence.database import part_of, reading, write_transaction
from states.calls import Call
from states.decision import Refused
from states.definition import ProcessDefinition
from states.takeover import TakenOverFact
from states.text import Text
from states.validation_error import ValidationError
from web.forms.inputs import empty_row
from web.forms.validation import FieldErrors
from web.messages.takeover import TAKEOVER
from web.pages.access import call_of
from web.pages.confirming import confirm_page, confirmed_mark
from web.pages.rows import PlaceOfRow
from web.permissions import PERMISSIONS
from web.rendering import page
from web.request_context import CurrentContext, Forbidden, RequestContext, SentForm
from web.views.confirmation import Confirmation
from web.views.takeover import (
    CANDIDATE,
    HANDED_OVER,
    MORE,
    Data,
    Group,
    Part,
    facts_in,
    groups_of,
    judged,
    parts_in,
    sections_of,
    shown,
    typed,
)
from workflows.cases.fact_checks import UnfitPayload
from workflows.cases.status import load_case
from workflows.cases.takeover import TakenOver, Takeover, take_over

router = APIRouter()


class _Place(NamedTuple):
    """The call into which a case is taken over, its process, and the parts of the page."""

    line: CallLine
    call: Call
    definition: ProcessDefinition
    groups: list[Group]

    @property
    def parts(self) -> list[Part]:
        """All forms of the page, in the order in which they are told."""
        return parts_in(self.groups)

    @property
    def address(self) -> str:
        return f"/calls/{self.line.id}/takeover"


@router.get("/calls/{call_id}/takeover", name="takeover")
def takeover_page(context: CurrentContext, call_id: int) -> Response:
    """The form in which a running case is taken over into the call."""
    return _page(context, _place(context, call_id, FormData()), {}, {})


@router.get("/calls/{call_id}/takeover/rows/{listing}", name="takeover_row")
def takeover_row(
    context: CurrentContext, call_id: int, listing: str, place: PlaceOfRow
) -> Response:
    """One more empty row of a list of the form, for the page to put below the others."""
    key, _, field = listing.partition(".")
    # The address alone says which form it is: one of that key is then among them.
    for part in _place(context, call_id, FormData({f"{key}.": ""})).parts:
        if part.key == key and (
            row := empty_row(part.form_context, field, str(place.key), f"{key}.")
        ):
            return page(context, "row.html", row=row, key=place.key, at=place.at)
    raise HTTPException(404)


@router.post("/calls/{call_id}/takeover", name="take_over")
def take_over_case(context: CurrentContext, form: SentForm, call_id: int) -> Response:
    """Shows how the case would stand, and once that is confirmed takes it over."""
    place = _place(context, call_id, form)
    data = typed(place.parts, form)
    facts: tuple[tuple[str, TakenOverFact], ...] = ()
    if MORE in form:
        return _page(context, place, data, {}, asked_for=str(form[MORE]))
    try:
        values, errors = judged(place.parts, data)
        if errors:
            return _page(context, place, data, errors)
        facts = facts_in(place.parts, values)
        takeover = Takeover(
            values[CANDIDATE],  # type: ignore[arg-type]
            values[HANDED_OVER],  # type: ignore[arg-type]
            tuple(fact for _, fact in facts),
        )
        with write_transaction(context.engine) as connection:
            return _taken_over(context, form, place, connection, takeover)
    except UnfitPayload as error:
        keys = [key for key, _ in facts]
        return _page(context, place, data, {_path(e.path, keys): e.message for e in error.errors})
    except ValidationError as error:
        errors = {f"{CANDIDATE}.{field}": error.message for field in error.fields}
        return _page(context, place, data, errors, None if errors else error.message)


def _taken_over(
    context: RequestContext, form: FormData, place: _Place, connection: Connection, of: Takeover
) -> Response:
    """Within the transaction: done where what was seen is what would be; taken back otherwise."""
    actor = context.user.actor(place.line.institution, sorted(PERMISSIONS["take_over"]))
    with part_of(connection) as attempt:
        outcome = take_over(context.act(connection, actor), place.line.id, of)
        if isinstance(outcome, Refused):
            raise Forbidden
        confirmation = _confirmation(context, place, connection, (outcome, of))
        if confirmation.mark == confirmed_mark(form):
            attempt.commit()
            return RedirectResponse(f"/cases/{outcome.case.number}?saved=1", 303)
        attempt.rollback()
    return confirm_page(context, form, confirmation)


def _confirmation(
    context: RequestContext,
    place: _Place,
    connection: Connection,
    outcome_and_takeover: tuple[TakenOver, Takeover],
) -> Confirmation:
    outcome, takeover = outcome_and_takeover
    case, dossier = load_case(connection, outcome.case.id)
    sections = sections_of(place.definition, outcome, dossier, takeover.facts)
    mark = sha256(repr((sections, dossier.candidate, case.entered_at)).encode()).hexdigest()
    return Confirmation(
        TAKEOVER["take_over"],
        Text(place.line.title, place.line.title),
        place.address,
        place.address,
        mark,
        sections=sections,
    )


def _path(path: str, keys: Sequence[str]) -> str:
    """`facts.1.document.kind` stands on the page as `document-1-2.kind`, by the key of its form."""
    if path.startswith("facts."):
        _, number, _, field = path.split(".", 3)
        return f"{keys[int(number)]}.{field}"
    return f"{HANDED_OVER}.{path}"


def _place(context: RequestContext, call_id: int, form: FormData) -> _Place:
    with reading(context.engine) as connection:
        line = call_of(connection, context, call_id)
        call, _ = call_rows.load(connection, call_id)
    actor = context.user.actor(line.institution, sorted(PERMISSIONS["take_over"]))
    if actor.acts_as(context.today) not in PERMISSIONS["take_over"]:
        raise Forbidden
    definition = context.office.in_force(line.institution, line.process, context.today)
    return _Place(line, call, definition, groups_of(context.office, definition, call, form))


def _page(
    context: RequestContext,
    place: _Place,
    data: Data,
    errors: FieldErrors,
    sentence: Text | None = None,
    asked_for: str = "",
) -> Response:
    status = 422 if errors or sentence else 200
    groups = shown(place.definition, place.groups, data, errors)
    return page(context, "takeover.html", status, place=place, groups=groups, sentence=sentence,
                asked_for=asked_for)  # fmt: skip
