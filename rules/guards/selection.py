"""Guards of the selection: the list, the time to appeal against it, and the hosts' places.

BMU-15c, BMU-15d; BEE-C5, BEE-L3.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, Literal

from rules.event_days import lodged_on, waiting_ends_on
from rules.guards.limits import last_day_of
from rules.guards.lodging import not_in_the_future
from rules.guards.remedies import NOTHING
from rules.guards.settled_list import window_still_open
from rules.guards.wording import guard_reason, listed
from rules.list_appeals import (
    awaits_corrected_list,
    corrected_since_list,
    decided_against_same_list,
)
from rules.parameters import Parameters, whole_number, word
from rules.remedy_words import list_remedy
from states.calls import PublishedList
from states.dossier import Dossier
from states.moments import civil_date
from states.placement import Placement
from states.reasons import GuardReason
from states.text import Text

OUTCOMES: Final = {
    "selected": Text("selected", "изабран"),
    "waiting": Text("on the waiting list", "на листи чекања"),
    "rejected": Text("rejected", "одбијен"),
    None: Text("not on a list", "није на листи"),
}


def chosen_without_commission(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-29: where the call names no commission, the Rector (the Dean) chooses among staff."""
    if not dossier.call.commission:
        return []
    message = ("The call names a commission.", "Конкурс именује комисију.")
    remedy = ("The commission gives points.", "Комисија бодује.")
    return [guard_reason(message, remedy, by=("score",))]


def chosen_list_to_correct(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-15c, BMU-29: the corrected list is made by who chose the one before."""
    return [
        *chosen_without_commission(dossier, parameters, now),
        *corrected_list_awaited(dossier, parameters, now),
    ]


def corrected_list_awaited(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-15c, BEE-C5: who won an appeal waits for the list that carries the decision out.

    So does who was written down wrongly as the list was made, where that gave another place.
    """
    if awaits_corrected_list(dossier) or corrected_since_list(dossier):
        return []
    message = (
        "Of {name} {none_upheld} against the list in force was upheld, and nothing that it was "
        "made by was corrected since.",
        "{name}: {none_upheld} на важећу ранг листу, нити је од тада исправљено нешто по чему је "
        "сачињена.",
    )
    remedy = ("No corrected list is awaited.", "Исправљена листа се не чека.")
    return [
        guard_reason(
            message,
            remedy,
            name=dossier.candidate.name,
            by=("appeal_upheld", "application_correction", "candidate"),
            **list_remedy(parameters),
        )
    ]


def closed_by_what_was_corrected(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-15c, BEE-C5: nobody stays closed by what the office had written down wrongly.

    Either the list itself is to be corrected for the case, or who waits by the days that were
    really applied for was closed by others.
    """
    if not corrected_list_awaited(dossier, parameters, now):
        return []
    waiting_ends = waiting_ends_on(dossier)
    waits = dossier.placement is not None and dossier.placement.outcome == "waiting"
    if waits and waiting_ends is not None and civil_date(now) <= waiting_ends:
        return []
    message = (
        "Nothing by which {name} was closed as not selected was corrected since.",
        "{name}: од затварања пријаве није исправљено ништа по чему је затворена.",
    )
    remedy = (
        "Correct what was written down wrongly of the application.",
        "Исправити оно што је у пријави погрешно евидентирано.",
    )
    return [
        guard_reason(
            message, remedy, name=dossier.candidate.name, by=("application_correction", "candidate")
        )
    ]


def is_selected(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BMU-15d, BEE-L3: only who is selected on the list in force is nominated to the host."""
    return _has_outcome(dossier, parameters, "selected")


def is_waiting(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BMU-15d, BEE-L3: only who waits on the list in force is promoted to a place left free."""
    return _has_outcome(dossier, parameters, "waiting")


def _has_outcome(
    dossier: Dossier, parameters: Parameters, needed_outcome: Literal["selected", "waiting"]
) -> list[GuardReason]:
    outcome = dossier.placement.outcome if dossier.placement else None
    if outcome == needed_outcome:
        return []
    message = (
        "{name}'s outcome on the list in force: {is_}. This step is for: {wanted}.",
        "{name}, исход на важећој листи: {is_}. Овај корак је предвиђен за исход: {wanted}.",
    )
    remedy = (
        "Take the step that fits the outcome, or correct the list {by_upheld}.",
        "Предузети корак који одговара исходу или исправити листу {by_upheld}.",
    )
    facts = {"is_": OUTCOMES[outcome], "wanted": OUTCOMES[needed_outcome]}
    return [
        guard_reason(
            message,
            remedy,
            name=dossier.candidate.name,
            **facts,
            **list_remedy(parameters),
            by=("host_choice", "ranking_appeal"),
        )
    ]


def place_is_free(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BMU-15d, BEE-L3: a host takes no more candidates than the call gives it places.

    Asked of `host` where it is given, else of the placement's host, else of the hosts applied for.
    A call without hosts has no places to count.
    """
    if not dossier.call.hosts:
        return []
    hosts = _hosts_of(dossier, word(parameters, "host"))
    if any(free_places_at(dossier, host) > 0 for host in hosts):
        return []
    if not hosts:
        message = ("No host is chosen.", "Није изабрана установа домаћин.")
        return [
            guard_reason(
                message,
                ("Choose a host of the call.", "Изабрати установу из конкурса."),
                by=("host_choice", "reason"),
            )
        ]
    message = ("No place is free at: {hosts}.", "Нема слободних места: {hosts}.")
    remedy = (
        "Choose a host of the call with a free place, or wait until one is given back.",
        "Изабрати установу из конкурса са слободним местом или сачекати да се место ослободи.",
    )
    return [guard_reason(message, remedy, hosts=listed(hosts), by=("host_choice", "reason"))]


def host_was_applied_for(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-15d, BEE-L3: a candidate is sent only where the candidate applied to be sent.

    Asked of the host that the case would get. A call without hosts has none to choose.
    """
    host = dossier.placement.host if dossier.placement else None
    applied_hosts = dossier.application.hosts if dossier.application else ()
    if host is None or host in applied_hosts or not dossier.call.hosts:
        return []
    message = (
        "{name} did not apply for {host}, but for: {applied}.",
        "{name}, установа {host} није наведена у пријави; наведене су: {applied}.",
    )
    remedy = (
        "Choose a host that was applied for; a nomination that was sent already is recalled.",
        "Изабрати установу која је наведена у пријави; већ послата номинација се опозива.",
    )
    name = dossier.candidate.name
    return [
        guard_reason(
            message,
            remedy,
            name=name,
            host=host,
            applied=listed(applied_hosts),
            by=("host_choice", "application_correction", "recalled"),
        )
    ]


def nominated_elsewhere(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-15d, BEE-L3: only a nomination to a host that nobody applied for is the office's to undo.

    And one by a list against which the nominated won an appeal: the corrected one may give another
    place. Everything else is for the host to answer or for the candidate to give up.
    """
    if awaits_corrected_list(dossier):
        return []
    if host_was_applied_for(dossier, parameters, now):
        return []
    host = dossier.placement.host if dossier.placement else None
    message = (
        "{name} applied for {host}, and was nominated there.",
        "{name}: установа {host} наведена је у пријави и номинација је ваљана.",
    )
    remedy = (
        "Correct the application where it was written down wrongly; who gives up withdraws.",
        "Исправити пријаву ако је погрешно уписана; ко одустаје, подноси одустанак.",
    )
    facts = {"name": dossier.candidate.name, "host": host or ""}
    return [guard_reason(message, remedy, **facts, by=("application_correction", "reason"))]


def next_in_line(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BMU-15d, BEE-L3: a place that falls free goes to the first on the waiting list who wants it.

    Asked of the host that the case would get; who waits for other hosts only is not passed over.
    The place that the list itself gives to a selected case has fallen free to nobody.
    """
    placement = dossier.placement
    if placement is None or not placement.host or _is_its_own(placement):
        return []
    if free_places_at(dossier, placement.host) <= 0:
        return []
    waiting_places = [
        place
        for place in dossier.progress.waiting
        if place.rank < placement.rank and placement.host in place.hosts
    ]
    message = (
        "{host} has a free place, and {first} ({case}) stands before {name} on the waiting list.",
        "Установа {host} има слободно место, а на листи чекања {first} ({case}) стоји испред: "
        "{name}.",
    )
    remedy = (
        "Promote {case} first, or record that the candidate withdraws.",
        "Најпре доделити место за предмет {case} или евидентирати одустанак кандидата.",
    )
    facts = {"host": placement.host, "name": dossier.candidate.name}
    return [
        guard_reason(
            message,
            remedy,
            first=place.name,
            case=place.case,
            **facts,
            by=("host_choice", "reason"),
        )
        for place in waiting_places[:1]
    ]


def _is_its_own(placement: Placement) -> bool:
    listed_host = placement.listed_host or placement.host
    return placement.outcome == "selected" and listed_host == placement.host


def _hosts_of(dossier: Dossier, host_named: str | None) -> tuple[str, ...]:
    listed_host = dossier.placement.host if dossier.placement else None
    if host := host_named or listed_host:
        return (host,)
    return dossier.application.hosts if dossier.application else ()


def free_places_at(dossier: Dossier, host: str) -> int:
    """Free places at a host; the place that a selected case holds itself is free to it."""
    places = sum(offer.places for offer in dossier.call.hosts if offer.name == host)
    placement = dossier.placement
    listed_host = (placement.listed_host or placement.host) if placement else None
    holds_one = bool(placement and placement.outcome == "selected" and listed_host == host)
    return places - dossier.progress.taken.get(host, 0) + holds_one


def appeal_window_is_open(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-15c, BEE-C5: an appeal against the list counts if received in the time that it has.

    One that was received before a corrected list took its place is against the list of that day,
    and keeps to the time of that one: when it is written down takes no right away.
    """
    on = lodged_on(dossier) or civil_date(now)
    earlier = dossier.progress.earlier_list_on(on)
    until = _last_day_against(earlier, dossier, parameters)
    if until is not None and on <= until:
        return not_in_the_future(on, now)
    if until is None:
        return window_still_open(dossier, parameters, now)
    message = (
        "Received on {on}; the time {to_remedy} against the list ended on {until}.",
        "Датум пријема: {on} Рок {to_remedy} на ранг листу истекао је {until}",
    )
    remedy_words = list_remedy(parameters)
    corrected_until = dossier.progress.appeal_until
    if earlier and corrected_until and civil_date(now) <= corrected_until:
        remedy = (
            "{lodge} against the corrected list: that is possible until {corrected}.",
            "{lodge} на исправљену листу. Рок за то истиче {corrected}",
        )
        facts = {"on": on, "until": until, "corrected": corrected_until}
        return [guard_reason(message, remedy, **facts, **remedy_words, by=("ranking_appeal",))]
    remedy = (
        "Nothing removes this: no {remedy} against this list is possible any more.",
        "Ништа не отклања ову препреку: рок {to_remedy} на ову листу је протекао.",
    )
    return [guard_reason(message, remedy, on=on, until=until, by=(NOTHING,), **remedy_words)]


def _last_day_against(
    earlier: PublishedList | None, dossier: Dossier, parameters: Parameters
) -> date | None:
    """The last day to appeal against an earlier list; else against the one in force.

    A day that was told is never taken back, whatever the calendar says today.
    """
    if earlier is None:
        return dossier.progress.appeal_until
    days = dossier.call.appeal_days or whole_number(parameters, "appeal_days")
    counted_day = last_day_of(earlier.published_on, days, parameters)
    return max(counted_day, earlier.appeal_until or counted_day)


def not_decided_before(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-15c, BEE-C5: what was decided is final; the same person can't appeal against it again.

    A corrected list is a new act: against that one the same person may appeal.
    """
    decided_on = decided_against_same_list(dossier)
    if decided_on is None:
        return []
    message = (
        "On {on_remedy} of {name} against this list it was decided on {on}.",
        "{name}: {on_remedy} на ову листу одлучено је {on}",
    )
    remedy = (
        "Nothing removes this: it can't be decided a second time.",
        "Ништа не отклања ову препреку: о истом се не одлучује поново.",
    )
    name, remedy_words = dossier.candidate.name, list_remedy(parameters)
    return [guard_reason(message, remedy, name=name, on=decided_on, by=(NOTHING,), **remedy_words)]
