"""The guard that waits until a list can no longer change: BMU-15c, BEE-C5."""

from __future__ import annotations

from datetime import datetime

from rules.guards.remedies import TIME
from rules.guards.wording import guard_reason, listed
from rules.parameters import Parameters
from states.dossier import Dossier
from states.moments import civil_date
from states.reasons import GuardReason


def no_appeal_possible_or_open(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-15c, BEE-C5: nobody is sent, nor closed, before the list can't change by an appeal.

    The time to appeal is over at 24:00 of its last day. After an appeal was upheld, the list in
    force is carried out no more: the corrected one takes its place. So does one that has an
    application which came in time and was written down once the list was there.
    """
    reasons = window_still_open(dossier, now)
    progress = dossier.progress
    if progress.open_appeals:
        reasons.append(_open_appeals(progress.open_appeals))
    if progress.upheld:
        reasons.append(_upheld(progress.upheld))
    if progress.corrected:
        reasons.append(_corrected(progress.corrected))
    if progress.missing:
        reasons.append(_missing(progress.missing))
    return reasons


def window_still_open(dossier: Dossier, now: datetime) -> list[GuardReason]:
    """BMU-15c, BEE-C5: until the last day of the time to appeal is over, an appeal is possible."""
    until = dossier.progress.appeal_until
    if until is None:
        message = ("The list has not been published.", "Ранг листа није објављена.")
        return [
            guard_reason(
                message, ("Publish the list.", "Објавити ранг листу."), by=("publish_list",)
            )
        ]
    if civil_date(now) > until:
        return []
    message = (
        "The list can be contested until {until}, 24:00.",
        "Ранг листа се може оспорити до 24:00 последњег дана: {until}",
    )
    remedy = ("Wait until {until} is over.", "Сачекати истек рока: {until}")
    return [guard_reason(message, remedy, until=until, by=(TIME,))]


def _open_appeals(cases: tuple[str, ...]) -> GuardReason:
    message = (
        "What was brought against the list is not decided yet: {cases}.",
        "Није одлучено о правним средствима против ранг листе: {cases}.",
    )
    remedy = ("Wait for the decision: {cases}.", "Сачекати одлуку: {cases}.")
    return guard_reason(
        message, remedy, cases=listed(cases), by=("appeal_upheld", "appeal_dismissed")
    )


def _upheld(cases: tuple[str, ...]) -> GuardReason:
    message = (
        "What was brought against the list was upheld, and the corrected list is not published: "
        "{cases}.",
        "Усвојено је правно средство против ранг листе, а исправљена листа није објављена: "
        "{cases}.",
    )
    remedy = ("Publish the corrected list.", "Објавити исправљену ранг листу.")
    return guard_reason(message, remedy, cases=listed(cases), by=("publish_list",))


def _corrected(cases: tuple[str, ...]) -> GuardReason:
    message = (
        "What the list was made by was corrected since it was published, and the corrected list is "
        "not published: {cases}.",
        "После објављивања ранг листе исправљени су подаци по којима је сачињена, а исправљена "
        "листа није објављена: {cases}.",
    )
    remedy = ("Publish the corrected list.", "Објавити исправљену ранг листу.")
    return guard_reason(message, remedy, cases=listed(cases), by=("publish_list",))


def _missing(cases: tuple[str, ...]) -> GuardReason:
    message = (
        "An application that came in time is not on the list, and the corrected list is not "
        "published: {cases}.",
        "На ранг листи недостаје благовремена пријава, а исправљена листа није објављена: {cases}.",
    )
    remedy = (
        "Publish the corrected list; an application that is incomplete is refused first.",
        "Објавити исправљену ранг листу; непотпуна пријава се претходно одбија.",
    )
    return guard_reason(message, remedy, cases=listed(cases), by=("publish_list", "reason"))
