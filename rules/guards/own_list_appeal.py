"""Guards of an appeal against the list of who has been nominated meanwhile: BMU-15c, BEE-C5.

What came in by the last day is heard, whenever it is written down, and wherever its case stands
by then; there it keeps what it has until it is decided.
"""

from __future__ import annotations

from datetime import datetime

from rules.guards.remedies import DEPUTY
from rules.guards.selection import chosen_without_commission
from rules.guards.wording import guard_reason
from rules.list_appeals import awaits_corrected_list, newest_list_appeal
from rules.parameters import Parameters
from rules.remedy_words import list_remedy
from states.decision import Actor
from states.dossier import Dossier
from states.moments import civil_date
from states.reasons import GuardReason
from states.vocabulary import ON_CALLS_ONLY, ROLES


def list_appeal_is_open(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-15c, BEE-C5: what was received waits for its decision, wherever its case stands."""
    if _is_open(dossier):
        return []
    message = (
        "Of {name} no {remedy} against the list waits for a decision.",
        "{name}: на одлуку не чека {remedy} на ранг листу.",
    )
    remedy = (
        "Record the {remedy} with the day on which it was received.",
        "Евидентирати поднесак са даном пријема ({remedy}).",
    )
    name = dossier.candidate.name
    return [
        guard_reason(message, remedy, by=("ranking_appeal",), name=name, **list_remedy(parameters))
    ]


def list_appeal_to_decide(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-15c, BEE-C5: only what was received is decided.

    Asked with the decision of today in the dossier; that none is made twice, its payload is asked.
    """
    appeal = newest_list_appeal(dossier)
    if appeal is not None and appeal.decided_on == civil_date(now):
        return []
    return list_appeal_is_open(dossier, parameters, now)


def list_decided_by_another(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-15c, BEE-C5: who made the list decides on nothing that is brought against it.

    That is who sits on the commission, or did as the list was published, and who chose in another's
    place. Who chose and decides as what they are themselves is named for both by the source: the
    Rector, by articles 29 and 15.
    """
    actor = parameters.get("actor")
    if not isinstance(actor, Actor) or not _has_made(actor, dossier):
        return []
    message = (
        "The list was made by {who}, who can't decide on {on_remedy} against it.",
        "Ранг листу је сачинило лице које сада одлучује ({who}), а оно не може одлучивати "
        "{on_remedy}.",
    )
    remedy = (
        "Let somebody else decide: name a substitute for the role who did not make the list.",
        "Нека одлучи друго лице: одредити за ту улогу замену која није сачинила листу.",
    )
    office = actor.deputy_for or actor.role
    if actor.deputy_for is not None:
        remedy = (
            "Let the {office} decide, or name another substitute for the role who did not make the "
            "list.",
            "Нека одлучи {office} или друго лице у замени које није сачинило листу.",
        )
    decider = actor.name or ROLES[actor.role]
    words = {**list_remedy(parameters), "office": ROLES[office]}
    reason = guard_reason(message, remedy, who=decider, by=(DEPUTY,), **words)
    return [reason.filling(**{"for": office})]


def _has_made(actor: Actor, dossier: Dossier) -> bool:
    appeal, progress = newest_list_appeal(dossier), dossier.progress
    version = int(appeal.act) if appeal and appeal.act else progress.list_version
    if dossier.call.commission:
        return _sits_on((*dossier.call.commission, *progress.members_gone(version)), actor)
    chooser = progress.chooser_of(version)
    if chooser is None or not actor.is_person(chooser.person, chooser.role):
        return False
    return chooser.deputy_for is not None or actor.deputy_for is not None


def _sits_on(commission: tuple[str, ...], actor: Actor) -> bool:
    """Whether somebody is a member; who acts without an account is told by the role."""
    return actor.role == ON_CALLS_ONLY if actor.login is None else actor.login in commission


def no_list_appeal_open_yet(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-15c, BEE-C5: who waits for the decision on one against the list brings no second."""
    open_appeals = [
        appeal
        for appeal in dossier.appeals
        if appeal.against == "list" and appeal.decided_on is None
    ]
    if len(open_appeals) <= 1:
        return []
    message = (
        "It is not decided yet on {on_remedy} of {name} against the list, received on {on}.",
        "{name}: још није одлучено {on_remedy} на ранг листу (датум пријема: {on})",
    )
    remedy = ("Wait for the decision.", "Сачекати одлуку.")
    by = ("appeal_upheld", "appeal_dismissed")
    name, on = dossier.candidate.name, open_appeals[0].on
    return [guard_reason(message, remedy, by=by, name=name, on=on, **list_remedy(parameters))]


def list_appeal_is_upheld(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-15c, BEE-C5: who won against the list waits for the corrected one, wherever nominated."""
    if awaits_corrected_list(dossier):
        return []
    message = (
        "Of {name} {none_upheld} against the list in force was upheld.",
        "{name}: {none_upheld} на важећу ранг листу.",
    )
    remedy = ("No corrected list is awaited.", "Исправљена листа се не чека.")
    name = dossier.candidate.name
    return [
        guard_reason(message, remedy, by=("appeal_upheld",), name=name, **list_remedy(parameters))
    ]


def chosen_list_appeal_is_upheld(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-15c, BMU-29: that one is made by who chose the list before, where no commission did."""
    return [
        *chosen_without_commission(dossier, parameters, now),
        *list_appeal_is_upheld(dossier, parameters, now),
    ]


def own_list_appeal_decided(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-15c, BEE-C5: nobody leaves the place where the own open appeal is to be decided."""
    if not _is_open(dossier):
        return []
    message = (
        "It is not decided yet on {on_remedy} of {name} against the list.",
        "{name}: још није одлучено {on_remedy} на ранг листу.",
    )
    remedy = ("Wait for the decision.", "Сачекати одлуку.")
    name, by = dossier.candidate.name, ("appeal_upheld", "appeal_dismissed")
    return [guard_reason(message, remedy, name=name, by=by, **list_remedy(parameters))]


def own_list_appeal_settled(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-15c, BEE-C5: no case ends, and none gets its Decree, past its own open appeal.

    With the case the right to a decision would end, and what was won with it.
    """
    if not awaits_corrected_list(dossier):
        return own_list_appeal_decided(dossier, parameters, now)
    message = (
        "{name} won {on_remedy} against the list, and the corrected list is not published.",
        "{name}: исправљена ранг листа није објављена, а одлучено је {on_remedy}.",
    )
    remedy = ("Publish the corrected list.", "Објавити исправљену ранг листу.")
    name = dossier.candidate.name
    return [
        guard_reason(message, remedy, name=name, by=("publish_list",), **list_remedy(parameters))
    ]


def _is_open(dossier: Dossier) -> bool:
    appeal = newest_list_appeal(dossier)
    return appeal is not None and appeal.decided_on is None
