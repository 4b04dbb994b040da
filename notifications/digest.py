"""What a digest lists: what is due, grouped by day or week and then by person; what failed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from states.frozen import frozen


@frozen
class DigestItem:
    """One awaited step in a digest; `owner` is the person, or the role where nobody holds it.

    `mine` where it waits for the reader. `rests` says why no limit runs: the step is forbidden
    meanwhile, and nobody is late with it. `past_safe` is its latest safe day, where that has passed
    and the step is not overdue.
    """

    number: str
    candidate: str
    state: str
    step: str
    owner: str
    due: date | None
    overdue: bool
    url: str
    stuck_reason: str | None = None
    rests: str | None = None
    mine: bool = False
    past_safe: date | None = None


@frozen
class DeadAction:
    """An action that ran out of attempts: what it was, the last error, where to look."""

    label: str
    error: str
    url: str


@frozen
class NotLookedAt:
    """A case in which something waits that people outside handed in: how much, since which day."""

    number: str
    candidate: str
    waiting: int
    since: date


@frozen
class OpenObjection:
    """An objection or a suggestion that waits for an answer, by its number, and until when."""

    number: int
    due: date
    url: str


@frozen
class FromOutside:
    """What people outside sent and nobody has looked at: by case what they handed in, and mail;
    and what they object to, or suggest, of no case."""

    handed_in: tuple[NotLookedAt, ...] = ()
    replies: tuple[NotLookedAt, ...] = ()
    objections: tuple[OpenObjection, ...] = ()


@frozen
class UndecidedRequest:
    """What a candidate asked for on a day and nobody has decided yet."""

    number: str
    candidate: str
    title: str
    asked_on: date


@frozen
class DueToGo:
    """Of how many cases data are due to go by the settings, and where they are shown."""

    number: int
    url: str


@frozen
class LedgerResult:
    """What the last comparison of the ladders with the mails said: how many notices were compared,
    how many are missing or doubled, and where the ledger stands."""

    at: date
    compared: int
    alarms: int
    url: str


Days = Mapping[date, Mapping[str, tuple[DigestItem, ...]]]
"""Day (or the Monday of a week) → person → what they have to do, all in order."""


def by_day(items: Iterable[DigestItem], today: date) -> Days:
    """What is due from today to Sunday, by civil day and person; what is overdue stays out."""
    sunday = today + timedelta(days=6 - today.weekday())
    return _grouped(_due_within(items, today, sunday), lambda due: due)


def by_week(items: Iterable[DigestItem], today: date) -> Days:
    """What is due from today to the end of its month, by the Monday of the week and person."""
    next_month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return _grouped(_due_within(items, today, next_month - timedelta(days=1)), _monday)


def _due_within(
    items: Iterable[DigestItem], first: date, last: date
) -> list[tuple[date, DigestItem]]:
    due = [(item.due, item) for item in items if item.due is not None and not item.overdue]
    return sorted(
        ((day, item) for day, item in due if first <= day <= last),
        key=lambda pair: (pair[0], pair[1].owner, pair[1].number),
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _grouped(due: Iterable[tuple[date, DigestItem]], heading: Callable[[date], date]) -> Days:
    plan: dict[date, dict[str, tuple[DigestItem, ...]]] = {}
    for day, item in due:
        people = plan.setdefault(heading(day), {})
        people[item.owner] = (*people.get(item.owner, ()), item)
    return {day: dict(sorted(people.items())) for day, people in plan.items()}
