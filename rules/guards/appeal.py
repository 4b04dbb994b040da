"""Guards of the legal remedy against the Decree: BMU-24b, and annex 9 where that is in force."""

from __future__ import annotations

from datetime import date, datetime

from rules.anchors import decree_delivered_on, lodged_on
from rules.guards.limits import last_day_of
from rules.guards.lodging import not_in_the_future
from rules.guards.wording import guard_reason
from rules.parameters import Parameters, day, whole_number
from states.dossier import Dossier
from states.moments import civil_date
from states.reasons import GuardReason
from states.vocabulary import COMPLAINT


def decree_bears_an_appeal(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-24b: the Decree was issued while the remedy in force was an appeal to the Rector."""
    if not _bears_a_complaint(dossier):
        return []
    message = (
        "The Decree was issued under annex 9: it bears a complaint to the Academic Coordinator, "
        "not an appeal.",
        "Решење је донето уз поуку из прилога 9: против њега се подноси приговор академском "
        "координатору, а не жалба.",
    )
    remedy = ("Lodge a complaint.", "Поднети приговор.")
    return [guard_reason(message, remedy)]


def decree_bears_a_complaint(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-24b (annex 9): the Decree was issued while a complaint was the remedy in force."""
    if _bears_a_complaint(dossier):
        return []
    message = (
        "The Decree was issued under article 24: it bears an appeal to the Rector, "
        "not a complaint.",
        "Решење је донето уз поуку из члана 24: против њега се изјављује жалба ректору, а не "
        "приговор.",
    )
    remedy = ("Lodge an appeal.", "Изјавити жалбу.")
    return [guard_reason(message, remedy)]


def decree_appeal_in_time(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-24b: an appeal against the Decree is received within 8 days of its delivery.

    The last day is `window_until`, else the step's `due` day, else `lodging_days` after the
    delivery. A Decree that nobody received yet has no time running.
    """
    message = (
        "The appeal was received on {on}; the time to appeal against the Decree ended on {until}.",
        "Жалба је примљена {on} Рок за жалбу на решење истекао је {until}",
    )
    return _in_time(dossier, _last_day(dossier, parameters), now, message)


def decree_complaint_in_time(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-24b (annex 9): a complaint is received by `due`, 7 working days after the delivery.

    A Decree that nobody received yet has no time running, and so no such day.
    """
    message = (
        "The complaint was received on {on}; the time for it ended on {until}.",
        "Приговор је примљен {on} Рок за приговор истекао је {until}",
    )
    return _in_time(dossier, day(parameters, "due"), now, message)


def _in_time(
    dossier: Dossier, until: date | None, now: datetime, too_late: tuple[str, str]
) -> list[GuardReason]:
    on = lodged_on(dossier) or civil_date(now)
    if until is None or on <= until:
        return not_in_the_future(on, now)
    return [
        guard_reason(too_late, ("The Decree is final.", "Решење је коначно."), on=on, until=until)
    ]


def _bears_a_complaint(dossier: Dossier) -> bool:
    return dossier.decree is not None and dossier.decree.remedy == COMPLAINT


def _last_day(dossier: Dossier, parameters: Parameters) -> date | None:
    last_day = day(parameters, "window_until") or day(parameters, "due")
    delivered = decree_delivered_on(dossier)
    if last_day or delivered is None:
        return last_day
    return last_day_of(delivered, whole_number(parameters, "lodging_days"), parameters)
