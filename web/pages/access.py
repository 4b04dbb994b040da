"""Which cases and calls a person may see; every page that shows one asks here."""

from __future__ import annotations

from typing import Literal, NamedTuple

from sqlalchemy import Connection
from starlette.exceptions import HTTPException

from persistence import call_overview, dossiers
from persistence import cases as case_rows
from persistence.call_overview import CallLine
from persistence.commission import calls_of_member
from persistence.database import write_transaction
from persistence.dossiers import LockedCase
from states.dossier import Case, Dossier
from states.vocabulary import OFFICE_ROLES
from web.request_context import Forbidden, RequestContext
from workflows.cases.document_views import Viewed, note_view
from workflows.cases.locking import lock_for, lock_for_fact


class Wish(NamedTuple):
    """What is to be done with a case: a step by its trigger, or a fact to be recorded."""

    kind: Literal["step", "fact"]
    name: str


def case_of(connection: Connection, context: RequestContext, number: str) -> tuple[Case, Dossier]:
    """A case that the person may see. A commission member sees those of its own calls.

    Raises HTTPException 404 where there is none, Forbidden where it is another institution's.
    """
    case_and_dossier = dossiers.find(connection, number)
    if case_and_dossier is None:
        raise HTTPException(404)
    _check_sight(connection, context, case_and_dossier[0])
    return case_and_dossier


def locked_case_of(
    connection: Connection, context: RequestContext, number: str, wish: Wish | None = None
) -> LockedCase:
    """The same, to be changed: nobody else changes it until the transaction ends, nor its call,
    unless the wish says what it is locked for, and that touches no other case of the call.
    """
    case_id = _id_of(connection, number)
    if wish is None:
        locked_case = dossiers.lock(connection, [case_id])[case_id]
    elif wish.kind == "step":
        locked_case = lock_for(connection, context.office, {case_id: wish.name})[case_id]
    else:
        locked_case = lock_for_fact(connection, case_id, wish.name)[case_id]
    _check_sight(connection, context, locked_case.case)
    return locked_case


def _id_of(connection: Connection, number: str) -> int:
    case_id = case_rows.find(connection, number)
    if case_id is None:
        raise HTTPException(404)
    return case_id


def _check_sight(connection: Connection, context: RequestContext, case: Case) -> None:
    person = context.user
    roles = person.roles_at(case.institution)
    may_see = bool(roles - {"commission_member"})
    if not may_see and roles:
        may_see = case.call_id in calls_of_member(connection, person.member.login)
    if not may_see:
        raise Forbidden


def call_of(connection: Connection, context: RequestContext, call_id: int) -> CallLine:
    """A call that the person may see; raises HTTPException 404 where there is none."""
    line = call_overview.call_line(connection, call_id, context.user.institutions)
    if line is None:
        raise HTTPException(404)
    return line


def note_sensitive_view(context: RequestContext, document: Viewed) -> None:
    """Writes down that the person opens a sensitive document; what can't be is not shown."""
    if not document.is_sensitive or document.case_id is None:
        return
    with write_transaction(context.engine) as connection:
        case, _ = case_of(connection, context, case_rows.number_of(connection, document.case_id))
        actor = context.user.actor(case.institution, OFFICE_ROLES)
        note_view(context.act(connection, actor), document)
