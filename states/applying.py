"""How a payload changes the dossier: facts as their declarations say, a transition's own here.

`apply_fact` is pure: it returns the dossier as it would stand, and the guards judge that dossier.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, Literal

from states.agreements import completed, concludes_proposal, signed, versioned
from states.decrees import with_decree
from states.dossier import (
    Appeal,
    Application,
    DecreeIssued,
    Dossier,
    HostAnswer,
    Signature,
)
from states.fact_declaration import Payload
from states.facts import FACTS
from states.frozen import replace
from states.payloads import (
    AgreementChange,
    DecreeDraft,
    HostChoice,
    HostPeriod,
    Lodged,
    Reasoned,
    StayChange,
    WrittenReason,
)


def apply_fact(dossier: Dossier, name: str, value: Payload, today: date) -> Dossier:
    """The dossier with a payload in it, by its name; `today` is the civil date of receipt."""
    if name in FACTS:
        return FACTS[name].applied(dossier, value, today)
    return _OF_TRANSITIONS[name](dossier, value, today)


def change_signatures(change: AgreementChange, today: date) -> tuple[Signature, ...]:
    """The signatures that came with a change of the agreement."""
    on = change.on or today
    return tuple(Signature(change.document, party, on) for party in change.signed_by)


def _agreement_change(dossier: Dossier, value: AgreementChange, today: date) -> Dossier:
    """What the change leaves out is taken over from the agreement in force.

    One that concludes the newest proposal adds its signatures to those that stand there.
    """
    signatures = change_signatures(value, today)
    if not concludes_proposal(dossier, value):
        changed_dossier = versioned(dossier, completed(value, dossier.agreed))
        return replace(changed_dossier, signatures=signatures)
    for signature in signatures:
        dossier = signed(dossier, signature)
    return dossier


def _application(dossier: Dossier, value: Application, today: date) -> Dossier:
    received_application = replace(value, received_on=value.received_on or today)
    return replace(dossier, application=received_application)


def _host_choice(dossier: Dossier, value: HostChoice, today: date) -> Dossier:
    if dossier.placement is None:
        return dossier
    listed_host = dossier.placement.host
    host = value.host or listed_host or _first_free_host(dossier)
    return replace(
        dossier, placement=replace(dossier.placement, host=host, listed_host=listed_host)
    )


def _first_free_host(dossier: Dossier) -> str | None:
    """The first of the candidate's preferences where a place is free."""
    preferences = dossier.application.hosts if dossier.application else ()
    places = {host.name: host.places for host in dossier.call.hosts}
    places_taken = dossier.progress.taken
    free = (name for name in preferences if places_taken.get(name, 0) < places.get(name, 0))
    return next(free, None)


def _host_period(dossier: Dossier, value: HostPeriod | StayChange, today: date) -> Dossier:
    return replace(dossier, host_answer=HostAnswer(True, value.first_day, value.last_day))


def _host_refusal(dossier: Dossier, value: Reasoned, today: date) -> Dossier:
    return replace(dossier, host_answer=HostAnswer(False, reason=value.reason))


def _host_cancellation(dossier: Dossier, value: WrittenReason, today: date) -> Dossier:
    """The host takes back what it had said, of the period that it had named."""
    answer = dossier.host_answer or HostAnswer(False)
    return replace(dossier, host_answer=replace(answer, accepted=False, reason=value.reason))


def _recalled(dossier: Dossier, value: WrittenReason, today: date) -> Dossier:
    """What a host answered that should not have been asked counts no more.

    The list that gave the place is corrected, whichever version that is.
    """
    place, application = dossier.placement, dossier.application
    hosts = application.hosts if application else ()
    if place is not None and place.corrected_on is None and place.host not in hosts:
        place = place.in_doubt(today, today)
    return replace(dossier, host_answer=None, placement=place)


def _decree(dossier: Dossier, value: DecreeDraft, today: date) -> Dossier:
    return with_decree(dossier, DecreeIssued("", today, value.method, value.delivered_on))


def _certification_refused(dossier: Dossier, value: WrittenReason, today: date) -> Dossier:
    """The Decree that stands is not certified, and so has no effect."""
    if dossier.decree is None:
        return dossier
    return replace(dossier, decree=replace(dossier.decree, certification_refused_on=today))


def _act(dossier: Dossier, against: Literal["list", "decree"], received_on: date) -> str | None:
    """The act that an appeal is against: the Decree by its number, a list by its version.

    Of the lists it is the one that was in force on the day of receipt.
    """
    if against == "list":
        earlier = dossier.progress.earlier_list_on(received_on)
        return str(earlier.version if earlier else dossier.progress.list_version)
    return dossier.decree.number if dossier.decree else None


def _lodged(against: Literal["list", "decree"]) -> Callable[[Dossier, Lodged, date], Dossier]:
    def receiver(dossier: Dossier, value: Lodged, today: date) -> Dossier:
        received_on = value.on or today
        act = _act(dossier, against, received_on)
        appeal = Appeal(against, received_on, value.grounds, act=act)
        return replace(dossier, appeals=(*dossier.appeals, appeal))

    return receiver


def _decided(is_upheld: bool) -> Callable[[Dossier, WrittenReason, date], Dossier]:
    """Decided is what came last: one against the list may be open beside that on the Decree."""

    def receiver(dossier: Dossier, value: WrittenReason, today: date) -> Dossier:
        in_force = str(dossier.progress.list_version)
        open_kinds = [appeal.against for appeal in dossier.appeals if appeal.decided_on is None]
        appeals = tuple(
            replace(
                appeal,
                decided_on=today,
                upheld=is_upheld,
                reason=value.reason,
                decided_under=in_force if appeal.against == "list" else None,
            )
            if appeal.decided_on is None and appeal.against == open_kinds[-1]
            else appeal
            for appeal in dossier.appeals
        )
        return replace(dossier, appeals=appeals)

    return receiver


def _as_it_stands(dossier: Dossier, value: Payload, today: date) -> Dossier:
    return dossier


_OF_TRANSITIONS: Final[Mapping[str, Callable[[Dossier, Any, date], Dossier]]] = {
    "nothing": _as_it_stands,
    "application": _application,
    "host_choice": _host_choice,
    "host_period": _host_period,
    "stay_change": _host_period,
    "host_refusal": _host_refusal,
    "host_cancellation": _host_cancellation,
    "recalled": _recalled,
    "reason": _as_it_stands,
    "written_reason": _as_it_stands,
    "chosen_order": _as_it_stands,
    "agreement_change": _agreement_change,
    "training_change": _agreement_change,
    "staff_change": _agreement_change,
    "decree": _decree,
    "ranking_appeal": _lodged("list"),
    "decree_appeal": _lodged("decree"),
    "appeal_upheld": _decided(True),
    "appeal_dismissed": _decided(False),
    "certification_refusal": _certification_refused,
}
