"""The guard that waits until a list can no longer change: BMU-15c, BEE-C5."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from rules.guards.remedies import TIME
from rules.guards.wording import guard_reason, listed
from rules.parameters import Parameters
from rules.remedy_words import list_remedy
from states.dossier import Dossier
from states.moments import civil_date
from states.reasons import GuardReason
from states.text import Text


def no_appeal_possible_or_open(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-15c, BEE-C5: nobody is sent, nor closed, before the list can't change by an appeal.

    The time to appeal is over at 24:00 of its last day. After an appeal was upheld, the list in
    force is carried out no more: the corrected one takes its place. So does one that has an
    application which came in time and was written down once the list was there, and one by which
    somebody was nominated where they had not applied.
    """
    reasons = window_still_open(dossier, parameters, now)
    progress, word = dossier.progress, list_remedy(parameters)
    if progress.open_appeals:
        reasons.append(_open_appeals(progress.open_appeals, word))
    if progress.upheld:
        reasons.append(_upheld(progress.upheld, word))
    if progress.to_recall:
        reasons.append(_to_recall(progress.to_recall))
    if progress.corrected:
        reasons.append(_corrected(progress.corrected))
    if progress.missing:
        reasons.append(_missing(progress.missing))
    return reasons


def window_still_open(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
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
        "The time {to_remedy} against the list ends on {until}, 24:00.",
        "Рок {to_remedy} на ранг листу истиче у 24:00 последњег дана: {until}",
    )
    remedy = ("Wait until {until} is over.", "Сачекати истек рока: {until}")
    return [guard_reason(message, remedy, until=until, by=(TIME,), **list_remedy(parameters))]


def _open_appeals(cases: tuple[str, ...], word: Mapping[str, Text]) -> GuardReason:
    message = (
        "It is not decided yet on {on_remedy} against the list: {cases}.",
        "Још није одлучено {on_remedy} на ранг листу: {cases}.",
    )
    remedy = ("Wait for the decision: {cases}.", "Сачекати одлуку: {cases}.")
    return guard_reason(
        message, remedy, cases=listed(cases), by=("appeal_upheld", "appeal_dismissed"), **word
    )


def _upheld(cases: tuple[str, ...], word: Mapping[str, Text]) -> GuardReason:
    message = (
        "The {remedy} against the list was upheld, and the corrected list is not published: "
        "{cases}.",
        "Исправљена ранг листа није објављена, а {upheld}: {cases}.",
    )
    remedy = ("Publish the corrected list.", "Објавити исправљену ранг листу.")
    return guard_reason(message, remedy, cases=listed(cases), by=("publish_list",), **word)


def _to_recall(cases: tuple[str, ...]) -> GuardReason:
    message = (
        "Who was nominated to a host that the application does not name holds a place of the list: "
        "{cases}.",
        "Место са ранг листе заузето је номинацијом код установе која у пријави није наведена: "
        "{cases}.",
    )
    remedy = (
        "Recall the nomination, then publish the corrected list: {cases}.",
        "Опозвати номинацију, па објавити исправљену ранг листу: {cases}.",
    )
    return guard_reason(
        message, remedy, cases=listed(cases), by=("recalled", "application_correction")
    )


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
