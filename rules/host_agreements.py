"""Whether the hosts of a call may stand in it: each has an agreement in force, with its places.

BMU-4b; BEE-S2. Pure: which agreements there are is handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

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
) -> bool:
    """Whether the hosts of a call of this kind, published on a civil date, must have agreements."""
    if rule is None or published_on < rule.since:
        return False
    return rule.when is None or (rule.when == "of_staff") is kind.of_staff


def hosts_without_agreement(call: Call, agreements: Agreements, rule: str) -> Iterable[CallError]:
    """The hosts that have no agreement in force on the day on which the call is published, each
    with the newest one that does not reach that day, and what to do."""
    for host in call.hosts:
        of_host = agreements.get(host.name, ())
        if not any(agreement.holds_on(call.published) for agreement in of_host):
            yield _without(host.name, of_host, call.published, rule)


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
