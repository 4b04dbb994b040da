"""Stuck cases: overdue, with nobody to act, without a countable date, or with a dead action."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from office.wiring import Office
from persistence import cases as case_rows
from persistence import dossiers
from persistence.outbox import GivenUpAction
from persistence.worklist import Waiting
from states.frozen import frozen
from states.text import Text
from states.vocabulary import ROLES
from web.messages.counts import due_in_words
from web.messages.values import STATUSES
from web.views.transition_cards import missing_for_awaited
from web.views.viewer import Viewer


@frozen
class StuckCase:
    """A stuck case; `late` are civil days past the due date, 0 where it is not overdue.

    `whys` say why it counts as stuck, `missing` what the awaited step still lacks.
    """

    number: str
    candidate: str
    state: Text
    step: Text | None
    owners: tuple[Text, ...]
    people: tuple[str, ...]
    due: date | None
    late: int
    since: datetime
    whys: tuple[Text, ...]
    missing: tuple[Text, ...]


@frozen
class DeadAction:
    """An action that nobody will try again by itself."""

    id: int
    label: str
    status: Text
    error: str
    attempts: int
    number: str | None


def stuck_cases(viewer: Viewer, waiting: Sequence[Waiting]) -> list[StuckCase]:
    """The stuck cases at an instant, the longest overdue first."""
    ids = case_rows.ids_of(viewer.connection, [case.number for case in waiting])
    missing_by_case = missing_for_awaited(viewer, dossiers.load(viewer.connection, ids))
    cases = [
        _stuck(viewer.office, case, viewer.today, missing_by_case.get(case.number, ()))
        for case in waiting
    ]
    return sorted(cases, key=lambda case: -case.late)


def _stuck(office: Office, case: Waiting, today: date, missing: tuple[Text, ...]) -> StuckCase:
    state = office.definition(case.definition).states[case.state]
    late = max(0, (today - case.due).days) if case.due else 0
    whys = [due_in_words(case.due, today)] if late else []
    return StuckCase(
        number=case.number,
        candidate=case.candidate,
        state=state.title,
        step=state.title_of(case.awaited),
        owners=tuple(ROLES[role] for role in case.owners),
        people=case.people,
        due=case.due,
        late=late,
        since=case.entered_at,
        whys=tuple([*whys, case.obstacle] if case.obstacle else whys),
        missing=missing,
    )


def dead_actions(actions: Sequence[GivenUpAction]) -> list[DeadAction]:
    """The actions that were given up or are uncertain."""
    return [
        DeadAction(
            action.id, action.label, STATUSES[action.status], action.last_error or "",
            action.attempts, action.number,
        )
        for action in actions
    ]  # fmt: skip
