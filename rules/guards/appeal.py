"""Guards of the legal remedy against the Decree: BMU-24b, and annex 9 where that is in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Final

from rules.event_days import decree_delivered_on, lodged_on
from rules.guards.limits import last_day_of, last_working_day_of
from rules.guards.lodging import not_in_the_future
from rules.guards.remedies import DEPUTY, NOTHING
from rules.guards.wording import guard_reason
from rules.parameters import Parameters, whole_number
from rules.remedy_words import REMEDY_WORDS, called_against
from rules.stated_days import stated
from states.decision import Actor
from states.decrees import DECREE
from states.dossier import Dossier
from states.moments import civil_date
from states.reasons import GuardReason
from states.vocabulary import COMPLAINT, ROLES

FINAL: Final = (
    "Nothing removes this: the Decree is final. If it came in earlier, give the day of receipt.",
    "Ништа не отклања ову препреку: решење је коначно. Ако је пријем био ранији, навести тај дан.",
)
"""What remains once the time to appeal is over."""


def decree_bears_an_appeal(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-24b: the Decree was issued while the remedy in force was an appeal to the Rector."""
    if not _bears_a_complaint(dossier):
        return []
    message = (
        "The Decree was issued under annex 9: it bears a complaint to the Academic Coordinator, "
        "not an appeal.",
        "Решење садржи упутство о правном средству из прилога 9: против њега се подноси приговор "
        "академском координатору, а не жалба.",
    )
    remedy = ("Lodge a complaint.", "Поднети приговор.")
    return [guard_reason(message, remedy, by=("decree_appeal",))]


def decree_bears_a_complaint(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-24b (annex 9): the Decree was issued while a complaint was the remedy in force."""
    if _bears_a_complaint(dossier):
        return []
    message = (
        "The Decree was issued under article 24: it bears an appeal to the Rector, "
        "not a complaint.",
        "Решење садржи упутство о правном средству из члана 24: против њега се изјављује жалба "
        "ректору, а не приговор.",
    )
    remedy = ("Lodge an appeal.", "Изјавити жалбу.")
    return [guard_reason(message, remedy, by=("decree_appeal",))]


def decree_appeal_in_time(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-24b: an appeal against the Decree is received within 8 days of that Decree's delivery.

    The day of receipt decides, not the one on which it is written down. A Decree that nobody
    received yet has no time running; what is left of a pause does not lengthen it, and no closure
    that is withdrawn takes back a last day that was told.
    """
    message = (
        "The appeal was received on {on}; the time to appeal against the Decree ended on {until}.",
        "Жалба је примљена {on} Рок за жалбу на решење истекао је {until}",
    )
    limit = whole_number(parameters, "lodging_days")
    return _in_time(dossier, now, partial(last_day_of, days=limit, parameters=parameters), message)


def decree_complaint_in_time(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-24b (annex 9): a complaint is received within 7 working days of the delivery."""
    message = (
        "The complaint was received on {on}; the time for it ended on {until}.",
        "Приговор је примљен {on} Рок за приговор истекао је {until}",
    )
    limit = whole_number(parameters, "complaint_working_days")
    last_day = partial(last_working_day_of, days=limit, parameters=parameters)
    return _in_time(dossier, now, last_day, message)


def decree_still_contestable(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-24b: no case stays closed by a delivery that had been written down wrongly.

    The time to contest the Decree runs from its delivery as that stands now, and from none while
    nobody has delivered it; what was decided on it is final all the same.
    """
    days, working_days = (
        whole_number(parameters, name) for name in ("lodging_days", "complaint_working_days")
    )
    last_day = partial(last_day_of, days=days, parameters=parameters)
    if _bears_a_complaint(dossier):
        last_day = partial(last_working_day_of, days=working_days, parameters=parameters)
    until, today = _contestable_until(dossier, last_day), civil_date(now)
    if until is not None and today > until:
        message = (
            "The time to contest the Decree ended on {until}; today is {today}.",
            "Рок за оспоравање решења истекао је {until} Данас је {today}",
        )
        return [guard_reason(message, FINAL, until=until, today=today, by=("delivery",))]
    return decree_not_decided_before(dossier, parameters, now)


def _in_time(
    dossier: Dossier,
    now: datetime,
    last_day: Callable[[date], date],
    too_late: tuple[str, str],
) -> list[GuardReason]:
    on, until = lodged_on(dossier) or civil_date(now), _contestable_until(dossier, last_day)
    if until is None or on <= until:
        return not_in_the_future(on, now)
    return [guard_reason(too_late, FINAL, on=on, until=until, by=(NOTHING,))]


def _contestable_until(dossier: Dossier, last_day: Callable[[date], date]) -> date | None:
    """The last day by the calendar in force, or the one that was told where that is later."""
    delivered_on, earlier = decree_delivered_on(dossier), stated(dossier.decree)
    if delivered_on is None:
        return None
    return max(last_day(delivered_on), earlier.due) if earlier else last_day(delivered_on)


def decree_not_decided_before(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-24b: what was decided on an appeal or a complaint against this Decree is final.

    One that was upheld set its Decree aside, so it was never against the one that stands.
    """
    dismissed_appeals = [
        appeal
        for appeal in dossier.appeals
        if appeal.against == DECREE and appeal.decided_on is not None and not appeal.upheld
    ]
    if not dismissed_appeals or dismissed_appeals[-1].decided_on is None:
        return []
    message = (
        "The {remedy} against this Decree was dismissed on {on}, and that is final.",
        "Против овог решења је {lodged}, одлучено је {on}, и та одлука је коначна.",
    )
    remedy = (
        "Nothing removes this: it can't be decided a second time.",
        "Ништа не отклања ову препреку: о истом се не одлучује поново.",
    )
    word, on = REMEDY_WORDS[called_against(dossier.decree)], dismissed_appeals[-1].decided_on
    return [guard_reason(message, remedy, on=on, by=(NOTHING,), **word)]


def decided_by_another(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-24b: who issued the Decree, also in another's place, does not decide on the appeal.

    Persons are told apart by their names; where one of them is not known, by their roles.
    """
    decree, actor = dossier.decree, parameters.get("actor")
    if decree is None or not isinstance(actor, Actor):
        return []
    if not actor.is_person(decree.issued_by, decree.issued_as):
        return []
    message = (
        "The Decree was issued by {who}, who can't decide on the appeal against it.",
        "Решење је донело лице које сада одлучује ({who}), а оно не може одлучивати о жалби.",
    )
    remedy = (
        "Let somebody else decide: name a substitute for the role who did not issue the Decree.",
        "Нека одлучи друго лице: одредити за ту улогу замену која није донела решење.",
    )
    issuer = decree.issued_by or ROLES[actor.role]
    reason = guard_reason(message, remedy, who=issuer, by=(DEPUTY,))
    return [reason.filling(**{"for": actor.deputy_for or actor.role})]


def decree_not_delivered(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-18b: holds while nobody has recorded that the newest Decree reached the student."""
    if decree_delivered_on(dossier) is None:
        return []
    message = ("The Decree was delivered.", "Решење је уручено.")
    remedy = ("Nothing more is asked.", "Није потребно ништа даље.")
    return [guard_reason(message, remedy, by=("withdrawn_record",))]


def _bears_a_complaint(dossier: Dossier) -> bool:
    return dossier.decree is not None and dossier.decree.remedy == COMPLAINT
