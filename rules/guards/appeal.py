"""Guards of the appeal against the Decree: BMU-24b."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from rules.anchors import decree_delivered_on, lodged_on
from rules.guards.limits import last_day_of
from rules.guards.lodging import not_in_the_future
from rules.guards.wording import unmet
from states.dossier import Dossier
from states.moments import civil_date
from states.reasons import Unmet


def decree_appeal_in_time(
    dossier: Dossier, parameters: Mapping[str, Any], now: datetime
) -> list[Unmet]:
    """BMU-24b: an appeal against the Decree is received within 8 days of its delivery.

    The last day is `window_until`, else the step's `due` day, else `lodging_days` after the
    delivery. A Decree that nobody received yet has no time running.
    """
    on = lodged_on(dossier) or civil_date(now)
    until = _last_day(dossier, parameters)
    if until is None or on <= until:
        return not_in_the_future(on, now)
    found = (
        "The appeal was received on {on}; the time to appeal against the Decree ended on {until}.",
        "Жалба је примљена {on} Рок за жалбу на решење истекао је {until}",
    )
    remedy = ("The Decree is final.", "Решење је коначно.")
    return [unmet(found, remedy, on=on, until=until)]


def _last_day(dossier: Dossier, parameters: Mapping[str, Any]) -> date | None:
    given: date | None = parameters.get("window_until") or parameters.get("due")
    delivered = decree_delivered_on(dossier)
    if given or delivered is None:
        return given
    return last_day_of(delivered, parameters["lodging_days"], parameters)
