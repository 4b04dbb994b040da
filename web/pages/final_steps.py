"""A step of a case that can't be taken back: shown before it is taken, taken once confirmed."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection
from starlette.datastructures import FormData

from persistence import calls as call_rows
from persistence.dossiers import LockedCase
from persistence.history import WrittenEntry
from states.definition import Transition
from states.dossier import Case
from states.finality import is_final
from states.text import Text
from web.forms.field_specs import field_specs
from web.forms.parsing import parse_form
from web.pages.confirming import confirmed_mark
from web.request_context import RequestContext
from web.views.confirmation import Confirmation, consequences_of
from web.views.describe import describe
from workflows.foreseeing import Foreseen, Reach, do_if_confirmed


def taken_or_foreseen(
    connection: Connection,
    context: RequestContext,
    locked_case: LockedCase,
    step: tuple[str, FormData],
    take: Callable[[], WrittenEntry],
) -> WrittenEntry | Confirmation:
    """The entry of a step that was taken; of one that can't be taken back and was not confirmed,
    what is to be confirmed: nothing of it is left then. `step` is its trigger with what was sent.
    """
    (trigger, form), case = step, locked_case.case
    definition = context.office.definition_of(case, locked_case.dossier)
    transition = definition.transitions.get(trigger)
    if transition is None or not is_final(definition, transition):
        return take()
    reach = Reach(may_move(connection, case, transition))
    outcome = do_if_confirmed(connection, reach, take, confirmed_mark(form))
    if outcome.done:
        return outcome.result
    return _confirmation(context, locked_case, (transition, form), outcome.foreseen)


def may_move(connection: Connection, case: Case, transition: Transition) -> list[int]:
    """The case; with a step that settles the list the others of its call, too."""
    if not transition.settles_list or case.call_id is None:
        return [case.id]
    return [case.id, *call_rows.cases_in(connection, case.call_id)]


def _confirmation(
    context: RequestContext,
    locked_case: LockedCase,
    step: tuple[Transition, FormData],
    foreseen_outcome: Foreseen,
) -> Confirmation:
    (transition, form), case, name = step, locked_case.case, locked_case.dossier.candidate.name
    address = f"/cases/{case.number}"
    return Confirmation(
        title=transition.title,
        about=Text(f"{case.number} {name}", f"{case.number} {name}"),
        action=f"{address}/steps/{transition.trigger}#result",
        back=f"{address}#step-{transition.trigger}",
        mark=foreseen_outcome.mark,
        keeps=True,
        typed=describe(parse_form(field_specs(transition.takes), form)),
        consequences=consequences_of(context.office, foreseen_outcome),
    )
