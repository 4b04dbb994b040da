"""Whether the hosts of a call may stand in it: each has an agreement in force, with its places.

BMU-4b; BEE-S2. Pure: which agreements there are is handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal, TypeGuard

from rules.call_conditions import CallError
from rules.legal_basis import HostAgreements
from rules.wording import format_text
from states.calls import Call
from states.mobility_kind import MobilityKind
from states.partner_agreements import ConcludedAgreement

Agreements = Mapping[str, Sequence[ConcludedAgreement]]
"""By the name of a host what was concluded with it, whatever has ended since."""


def asks_for_agreements(
    rule: HostAgreements | None, kind: MobilityKind, published_on: date
) -> TypeGuard[HostAgreements]:
    """Whether the hosts of a call of this kind, published on a civil date, must have agreements."""
    if rule is None or published_on < rule.since:
        return False
    return rule.when is None or _are_meant(rule.when, kind)


def may_stand(
    agreements: Iterable[ConcludedAgreement], rule: HostAgreements, kind: MobilityKind, day: date
) -> bool:
    """Whether a host with these agreements may stand in a call of this kind, published on a civil
    date."""
    return any(
        agreement.holds_on(day) and _names_places(agreement, rule, kind) for agreement in agreements
    )


def hosts_without_agreement(
    call: Call, agreements: Agreements, rule: HostAgreements, kind: MobilityKind
) -> Iterable[CallError]:
    """The hosts that have no agreement in force on the day on which the call is published, or none
    that names places in its direction where the rule asks for some; each with what to do."""
    day = call.published
    for host in call.hosts:
        of_host = agreements.get(host.name, ())
        if may_stand(of_host, rule, kind, day):
            continue
        in_force = next((agreement for agreement in of_host if agreement.holds_on(day)), None)
        if in_force is None:
            yield _without(host.name, of_host, day, rule.rule)
        else:
            yield _without_places(host.name, in_force, rule.rule)


def _are_meant(circumstance: Literal["of_students", "of_staff"], kind: MobilityKind) -> bool:
    return (circumstance == "of_staff") is kind.of_staff


def _names_places(agreement: ConcludedAgreement, rule: HostAgreements, kind: MobilityKind) -> bool:
    if rule.with_places is None or not _are_meant(rule.with_places, kind):
        return True
    return kind.direction in agreement.directions


def _without_places(host: str, agreement: ConcludedAgreement, rule: str) -> CallError:
    message = format_text(
        "the agreement in force with {host} ({number}) names no places for who goes there: the "
        "Mobility Coordinator or the Head records those that it has on its case, or the host is "
        "left out",
        "споразум на снази са установом {host} ({number}) не садржи места за одлазну мобилност: "
        "координатор мобилности или руководилац у предмету уписује она која садржи, или се "
        "установа изоставља",
        host=host,
        number=agreement.number,
    )
    return CallError("hosts", message, rule)


def _without(
    host: str, agreements: Sequence[ConcludedAgreement], day: date, rule: str
) -> CallError:
    newest = max(agreements, key=lambda agreement: agreement.last_day, default=None)
    if newest is None:
        message = format_text(
            "with {host} no agreement was concluded: the Mobility Coordinator or the Head opens "
            "one on the partner's page, or the host is left out",
            "са установом {host} није закључен споразум: координатор мобилности или руководилац "
            "отвара га на страници партнера, или се установа изоставља",
            host=host,
        )
    else:
        message = format_text(
            "with {host} no agreement is in force on {day} ({number}, signed by both on {signed}, "
            "holds from {first} to {last}): the Mobility Coordinator or the Head opens another "
            "on the partner's page, or the host is left out",
            "са установом {host} није на снази споразум на дан {day} ({number}: потписан {signed} "
            "важи од {first} до {last}): координатор мобилности или руководилац отвара нови на "
            "страници партнера, или се установа изоставља",
            host=host,
            day=day,
            number=newest.number,
            signed=newest.concluded_on,
            first=newest.first_day,
            last=newest.last_day,
        )
    return CallError("hosts", message, rule)
