"""Stuck cases: overdue, with nobody to act, without a countable date, or with a dead action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from office.wiring import Office
from persistence import dossiers, pages
from persistence.worklist import Waiting
from states.frozen import frozen
from states.moments import civil_date
from states.text import Text
from states.vocabulary import ROLES
from web.views.ways import missing_of
from web.words.counts import due_in_words
from web.words.offers import STATUSES


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
class GivenUp:
    """An action that nobody will try again by itself."""

    id: int
    label: str
    status: Text
    error: str
    attempts: int
    number: str | None


def stuck_cases(
    connection: Connection, office: Office, found: Sequence[Waiting], now: datetime
) -> list[StuckCase]:
    """The stuck cases at an instant, the longest overdue first."""
    lacking = _missing(connection, office, found, now)
    cases = [_stuck(office, one, civil_date(now), lacking.get(one.number, ())) for one in found]
    return sorted(cases, key=lambda case: -case.late)


def _missing(
    connection: Connection, office: Office, found: Sequence[Waiting], now: datetime
) -> dict[str, tuple[Text, ...]]:
    """What the awaited step of each case lacks, by the case's number."""
    ids = pages.ids_of(connection, [one.number for one in found])
    return {
        case.number: missing_of(connection, office, case, dossier, now)
        for case, dossier in dossiers.load(connection, ids).values()
    }


def _stuck(office: Office, one: Waiting, today: date, missing: tuple[Text, ...]) -> StuckCase:
    definition = office.definition(one.definition)
    state = definition.states[one.state]
    late = max(0, (today - one.due).days) if one.due else 0
    whys = [due_in_words(one.due, today)] if late else []
    return StuckCase(
        number=one.number,
        candidate=one.candidate,
        state=state.title,
        step=next((a.title for a in state.awaits if a.step == one.awaited), None),
        owners=tuple(ROLES[role] for role in one.owners),
        people=one.people,
        due=one.due,
        late=late,
        since=one.entered_at,
        whys=tuple([*whys, one.obstacle] if one.obstacle else whys),
        missing=missing,
    )


def given_up(rows: Sequence[Mapping[str, Any]]) -> list[GivenUp]:
    """The actions that were given up or are uncertain."""
    return [
        GivenUp(
            row["id"], row["label"], STATUSES[row["status"]], row["last_error"] or "",
            row["attempts"], row["number"],
        )
        for row in rows
    ]  # fmt: skip
