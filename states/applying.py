"""How what was handed in changes the dossier.

`apply_fact` is pure: it returns the dossier as it would stand, and the guards judge that dossier.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final, Literal

from states.dossier import (
    AgreementVersion,
    Appeal,
    DecreeIssued,
    Delivery,
    Document,
    Dossier,
    HostAnswer,
    Pause,
    Signature,
    Stay,
    StudyPlan,
)
from states.payloads import AgreementChange, DecreeDraft, HostChoice, HostPeriod, Lodged, Reasoned


def apply_fact(dossier: Dossier, form: str, value: Any, today: date) -> Dossier:
    """The dossier with a value of a form in it; `today` is the civil date of receipt."""
    return _RECEIVERS[form](dossier, value, today)


def change_signatures(change: AgreementChange, today: date) -> tuple[Signature, ...]:
    """The signatures that came with a change of the agreement."""
    on = change.on or today
    return tuple(Signature(change.document, party, on) for party in change.signed_by)


def _document(dossier: Dossier, value: Document, today: date) -> Dossier:
    return replace(dossier, documents={**dossier.documents, value.kind: value})


def _signature(dossier: Dossier, value: Signature, today: date) -> Dossier:
    """One on the Study Plan says nothing of an agreement that there is already."""
    if value.document == "study_plan" and dossier.agreement is not None:
        return dossier
    others = [
        signature
        for signature in dossier.signatures
        if (signature.document, signature.party) != (value.document, value.party)
    ]
    return replace(dossier, signatures=(*others, value))


def _study_plan(dossier: Dossier, value: StudyPlan, today: date) -> Dossier:
    """A plan that is written anew is signed anew."""
    if dossier.study_plan is None:
        return replace(dossier, study_plan=value)
    kept = tuple(one for one in dossier.signatures if one.document != "study_plan")
    return replace(dossier, study_plan=value, signatures=kept)


def _agreement(dossier: Dossier, value: AgreementVersion, today: date) -> Dossier:
    version = dossier.agreement_version + 1
    return replace(dossier, agreement=value, agreement_version=version, signatures=())


def _agreement_change(dossier: Dossier, value: AgreementChange, today: date) -> Dossier:
    """What the change leaves out is taken over from the version before."""
    base = dossier.agreement or AgreementVersion()
    kept = {
        part.name: getattr(value, part.name) or getattr(base, part.name)
        for part in fields(AgreementVersion)
    }
    changed = _agreement(dossier, AgreementVersion(**kept), today)
    return replace(changed, signatures=change_signatures(value, today))


def _stay(dossier: Dossier, value: Stay, today: date) -> Dossier:
    """Arrival and return are recorded apart: a day left out keeps the earlier one."""
    earlier = dossier.stay
    stay = Stay(value.arrived_on or earlier.arrived_on, value.returned_on or earlier.returned_on)
    return replace(dossier, stay=stay)


def _delivery(dossier: Dossier, value: Delivery, today: date) -> Dossier:
    return replace(dossier, deliveries={**dossier.deliveries, value.document: value.on})


def _pause(dossier: Dossier, value: Pause, today: date) -> Dossier:
    """A pause takes the place of those that it overlaps; others stand beside it."""
    apart = [
        pause
        for pause in dossier.pauses
        if pause.last_day < value.first_day or value.last_day < pause.first_day
    ]
    pauses = sorted([*apart, value], key=lambda pause: pause.first_day)
    return replace(dossier, pauses=tuple(pauses))


def _host_choice(dossier: Dossier, value: HostChoice, today: date) -> Dossier:
    if dossier.placement is None:
        return dossier
    listed = dossier.placement.host
    host = value.host or listed or _first_free_host(dossier)
    return replace(dossier, placement=replace(dossier.placement, host=host, listed_host=listed))


def _first_free_host(dossier: Dossier) -> str | None:
    """The first of the candidate's preferences where a place is free."""
    wanted = dossier.application.hosts if dossier.application else ()
    places = {host.name: host.places for host in dossier.call.hosts}
    taken = dossier.progress.taken
    free = (name for name in wanted if taken.get(name, 0) < places.get(name, 0))
    return next(free, None)


def _host_period(dossier: Dossier, value: HostPeriod, today: date) -> Dossier:
    return replace(dossier, host_answer=HostAnswer(True, value.first_day, value.last_day))


def _host_refusal(dossier: Dossier, value: Reasoned, today: date) -> Dossier:
    return replace(dossier, host_answer=HostAnswer(False, reason=value.reason))


def _decree(dossier: Dossier, value: DecreeDraft, today: date) -> Dossier:
    return replace(dossier, decree=DecreeIssued("", today, value.method, value.delivered_on))


def _lodged(against: Literal["list", "decree"]) -> Callable[[Dossier, Lodged, date], Dossier]:
    def receiver(dossier: Dossier, value: Lodged, today: date) -> Dossier:
        appeal = Appeal(against, value.on or today, value.grounds)
        return replace(dossier, appeals=(*dossier.appeals, appeal))

    return receiver


def _decided(upheld: bool) -> Callable[[Dossier, Reasoned, date], Dossier]:
    def receiver(dossier: Dossier, value: Reasoned, today: date) -> Dossier:
        appeals = tuple(
            replace(appeal, decided_on=today, upheld=upheld, reason=value.reason)
            if appeal.decided_on is None
            else appeal
            for appeal in dossier.appeals
        )
        return replace(dossier, appeals=appeals)

    return receiver


def _unchanged(dossier: Dossier, value: Any, today: date) -> Dossier:
    return dossier


_RECEIVERS: Final[Mapping[str, Callable[[Dossier, Any, date], Dossier]]] = {
    "document": _document,
    "signature": _signature,
    "study_plan": _study_plan,
    "agreement": _agreement,
    "stay": _stay,
    "transcript": lambda dossier, value, today: replace(dossier, transcript=value),
    "traineeship": lambda dossier, value, today: replace(dossier, traineeship=value),
    "recognition": lambda dossier, value, today: replace(dossier, recognition=value.decisions),
    "home_courses": lambda dossier, value, today: replace(dossier, home_courses=value.semester),
    "insurance": lambda dossier, value, today: replace(dossier, insurance=value),
    "residence_permit": lambda dossier, value, today: replace(dossier, residence_permit=value),
    "semester_start": lambda dossier, value, today: replace(dossier, semester_start=value.on),
    "pause": _pause,
    "delivery": _delivery,
    "nothing": _unchanged,
    "application": lambda dossier, value, today: replace(dossier, application=value),
    "host_choice": _host_choice,
    "host_period": _host_period,
    "host_refusal": _host_refusal,
    "reason": _unchanged,
    "written_reason": _unchanged,
    "agreement_change": _agreement_change,
    "training_change": _agreement_change,
    "staff_change": _agreement_change,
    "decree": _decree,
    "ranking_appeal": _lodged("list"),
    "decree_appeal": _lodged("decree"),
    "appeal_upheld": _decided(True),
    "appeal_dismissed": _decided(False),
}
