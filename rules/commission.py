"""The commission of a call as it stood on a day: three seats, and who took over which (BEE-C3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from states.decision import Actor
from states.frozen import frozen


@frozen
class Replacement:
    """A member whose seat another takes from a civil date on. `seat` counts from 0.

    `by` is who recorded it, at the instant `at`.
    """

    seat: int
    former: str
    successor: str
    from_day: date
    reason: str
    by: Actor
    at: datetime


def commission_on(
    members: Sequence[str], replacements: Sequence[Replacement], day: date
) -> tuple[str, ...]:
    """Who sat on the commission on a civil date; `members` sit on it now.

    The replacements come in the order in which they were recorded.
    """
    seats = list(members)
    for change in reversed(replacements):
        if change.from_day > day:
            seats[change.seat] = change.former
    return tuple(seats)


def left_since(replacements: Sequence[Replacement], instant: datetime) -> tuple[str, ...]:
    """Who had a seat at an instant, as was known then, and has given it up since.

    The replacements come in the order in which they were recorded.
    """
    former_members = {
        change.seat: change.former for change in reversed(replacements) if change.at > instant
    }
    return tuple(former_members.values())


def replaced(replacements: Sequence[Replacement], member: str) -> Replacement | None:
    """The newest replacement of somebody who left, or None."""
    return next(
        (replacement for replacement in reversed(replacements) if replacement.former == member),
        None,
    )
