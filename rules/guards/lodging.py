"""What appeals and complaints have in common, against the list or against the Decree."""

from __future__ import annotations

from datetime import date, datetime

from rules.guards.wording import guard_reason
from states.moments import civil_date
from states.reasons import GuardReason


def not_in_the_future(on: date, now: datetime) -> list[GuardReason]:
    """Nothing can have been received on a civil date that is still to come."""
    if on <= civil_date(now):
        return []
    message = ("{on} has not come yet.", "Још није наступио датум {on}")
    remedy = ("Give the day on which it was received.", "Навести стварни дан пријема.")
    return [guard_reason(message, remedy, on=on, by=("ranking_appeal", "decree_appeal"))]
