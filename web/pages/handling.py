"""How colleagues share a case: the page of it, and the forms that assign, put aside and comment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from persistence.call_overview import LONGEST_NUMBER
from persistence.database import reading, write_transaction
from persistence.dossiers import LockedCase
from persistence.handling_log import LoggedEntry
from rules.wording import listed
from states.decision import Refused
from states.dossier import Case, Dossier
from states.text import Text
from states.validation_error import ValidationError
from web.pages.access import case_of, locked_case_of
from web.rendering import page
from web.request_context import CurrentContext, RequestContext, SentForm
from web.views.handling import RejectedHandling, handling_panel, pause_roles
from workflows.cases.changed import ChangedMeanwhile
from workflows.cases.colleagues import HANDLING_ROLES, Colleague
from workflows.cases.comments import comment, follow, unfollow
from workflows.cases.handling import ReassignedMeanwhile, assign, give_back, take
from workflows.cases.holds import end_hold, put_on_hold
from workflows.cases.reminding import remind

router = APIRouter()

LONGEST_KEY: Final = 64
CHANGED_MEANWHILE: Final = Text(
    "The case was changed while you were looking. Nothing of yours was saved; look at it again.",
    "Предмет је измењен док сте га гледали. Ваш унос није сачуван; погледајте поново.",
)
Outcome = LoggedEntry | Refused | bool | None
Values = Mapping[str, str]


@router.get("/cases/{number}/colleagues", name="colleagues")
def colleagues(context: CurrentContext, number: str) -> Response:
    """Who has the case, what was put aside and said, and the forms for it."""
    with reading(context.engine) as connection:
        case_and_dossier = case_of(connection, context, number)
        panel = handling_panel(context.viewer(connection), case_and_dossier)
    return _page(context, case_and_dossier, panel)


@router.post("/cases/{number}/colleagues/{act}", name="handle")
def handle(context: CurrentContext, form: SentForm, number: str, act: str) -> Response:
    """Does what a form of that page asks for, or shows the page again with what is wrong."""
    if act not in _ACTS:
        raise HTTPException(404)
    values = _values(form)
    try:
        with write_transaction(context.engine) as connection:
            locked_case = locked_case_of(connection, context, number)
            by = _colleague(connection, context, locked_case, values)
            outcome = _ACTS[act](by, locked_case.case.id, values)
            if isinstance(outcome, Refused):
                raise ValidationError(listed(reason.message for reason in outcome.reasons))
    except (ValidationError, ChangedMeanwhile) as error:
        return _rejected(context, number, act, values, error)
    entry = outcome.seq if isinstance(outcome, LoggedEntry) else act
    back = "" if values.get("back") == "case" else "/colleagues"
    number = locked_case.case.number
    return RedirectResponse(f"/cases/{number}{back}?shared={entry}#colleagues", 303)


def _rejected(
    context: RequestContext, number: str, act: str, values: Values, error: Exception
) -> Response:
    status = 409 if isinstance(error, ChangedMeanwhile | ReassignedMeanwhile) else 422
    with reading(context.engine) as connection:
        case_and_dossier = case_of(connection, context, number)
        rejected_handling = RejectedHandling(act, values, _errors(error))
        panel = handling_panel(context.viewer(connection), case_and_dossier, rejected_handling)
    return _page(context, case_and_dossier, panel, status)


def _errors(error: Exception) -> Mapping[str, Text]:
    if isinstance(error, ValidationError):
        return error.by_field
    return {"": CHANGED_MEANWHILE}


def _page(
    context: RequestContext,
    case_and_dossier: tuple[Case, Dossier],
    panel: object,
    status: int = 200,
) -> Response:
    case, dossier = case_and_dossier
    definition = context.office.definition_of(case, dossier)
    values = {"case": case, "dossier": dossier, "definition": definition, "panel": panel}
    return page(context, "case/colleagues.html", status, **values)


def _colleague(
    connection: Connection, context: RequestContext, locked_case: LockedCase, values: Values
) -> Colleague:
    """The person as one who shares the case: in the role that may stop the limit, where they do."""
    viewer, case = context.viewer(connection), locked_case.case
    roles = HANDLING_ROLES
    if values.get("stops_time") or values.get("paused"):
        roles = pause_roles(viewer, case, locked_case.dossier) or HANDLING_ROLES
    actor = context.user.actor(case.institution, roles)
    act = context.act(connection, actor)
    return Colleague(act, context.user.member, values.get("key") or None)


def _values(form: FormData) -> dict[str, str]:
    values = {name: value for name, value in form.items() if isinstance(value, str)}
    values["key"] = values.get("key", "")[:LONGEST_KEY]
    return values


def _assign(by: Colleague, case_id: int, values: Values) -> Outcome:
    return assign(by, case_id, values.get("assignee", ""), values.get("expected", ""))


def _take(by: Colleague, case_id: int, values: Values) -> Outcome:
    return take(by, case_id, values.get("expected", ""))


def _give_back(by: Colleague, case_id: int, values: Values) -> Outcome:
    return give_back(by, case_id)


def _hold(by: Colleague, case_id: int, values: Values) -> Outcome:
    until = _day(values.get("until", ""))
    stops_time = bool(values.get("stops_time"))
    version = _number(values.get("version", "")) if stops_time else None
    return put_on_hold(by, case_id, until, values.get("reason", ""), stops_time, version)


def _end_hold(by: Colleague, case_id: int, values: Values) -> Outcome:
    return end_hold(by, case_id)


def _comment(by: Colleague, case_id: int, values: Values) -> Outcome:
    return comment(by, case_id, values.get("text", ""))


def _follow(by: Colleague, case_id: int, values: Values) -> Outcome:
    follow(by, case_id, bool(values.get("by_mail")))
    return None


def _unfollow(by: Colleague, case_id: int, values: Values) -> Outcome:
    return unfollow(by, case_id)


def _remind(by: Colleague, case_id: int, values: Values) -> Outcome:
    return remind(by, case_id)


_ACTS: Final[Mapping[str, Callable[[Colleague, int, Values], Outcome]]] = {
    "assign": _assign,
    "take": _take,
    "give-back": _give_back,
    "hold": _hold,
    "end-hold": _end_hold,
    "comment": _comment,
    "follow": _follow,
    "unfollow": _unfollow,
    "remind": _remind,
}
"""What the forms ask for, by the last part of their addresses."""


def _day(day_text: str) -> date | None:
    try:
        return date.fromisoformat(day_text.strip())
    except ValueError:
        return None


def _number(number_text: str) -> int:
    return int(number_text) if number_text.isdecimal() and len(number_text) < LONGEST_NUMBER else 0
