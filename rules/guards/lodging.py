"""What an appeal against the list and one against the Decree have in common."""

from __future__ import annotations

from datetime import date, datetime

from rules.guards.wording import unmet
from states.moments import civil_date
from states.reasons import Unmet


def not_in_the_future(on: date, now: datetime) -> list[Unmet]:
    """An appeal can't have been received on a civil date that is still to come."""
    if on <= civil_date(now):
        return []
    found = ("{on} has not come yet.", "Још није наступио датум {on}")
    remedy = ("Give the day on which the appeal was received.", "Навести дан пријема жалбе.")
    return [unmet(found, remedy, on=on)]
