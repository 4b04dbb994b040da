"""A running case as another office, or paper, hands it over: the forms that are only of that.

What people record here by themselves has its forms in `states.facts`; these hold what steps that
were taken elsewhere left behind: a place on a list, an agreement in force, a Decree, an appeal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from states.agreements import concluded
from states.application_corrections import APPLICATION_CORRECTION
from states.applying import apply_fact
from states.decrees import with_decree
from states.dossier import Appeal, Application, DecreeIssued, Dossier
from states.fact_declaration import Payload
from states.facts import CANDIDATE, FACTS
from states.frozen import frozen, replace
from states.payloads import HostPeriod
from states.placement import Placement
from states.strict_forms import STRICT, Day, Named, PastDay, Points, StatedReason, Titled
from states.withdrawn_records import WITHDRAWN_RECORD

APPLICATION: Final = "application"
HOST_PERIOD: Final = "host_period"
PLACE: Final = "place"
CONCLUDED: Final = "concluded"
EARLIER_DECREE: Final = "earlier_decree"
EARLIER_APPEAL: Final = "earlier_appeal"


@frozen
class Place:
    """The place on the list that was published on a civil date; `appeal_until` is the last day to
    appeal against that list, `points` are the commission's mean."""

    __pydantic_config__ = STRICT

    outcome: Literal["selected", "waiting", "rejected"]
    rank: Annotated[int, Field(ge=1, le=100_000)]
    list_published_on: PastDay
    appeal_until: Day
    host: Titled | None = None
    points: Points | None = None


@frozen
class ConcludedAgreement:
    """The day on which the newest version of the agreement came into force."""

    __pydantic_config__ = STRICT

    on: PastDay


@frozen
class EarlierDecree:
    """A Decree that stands already, under the number that it bears."""

    __pydantic_config__ = STRICT

    number: Named
    issued_on: PastDay
    method: Literal["course_by_course", "semester_for_semester"] = "course_by_course"
    delivered_on: PastDay | None = None


@frozen
class EarlierAppeal:
    """An appeal that was lodged, and what was decided, if it was."""

    __pydantic_config__ = STRICT

    against: Literal["list", "decree"]
    on: PastDay
    grounds: Annotated[str, Field(max_length=5_000)] | None = None
    decided_on: PastDay | None = None
    upheld: bool | None = None
    reason: Annotated[str, Field(max_length=5_000)] | None = None


@frozen
class HandedOver:
    """Where a case stands and since which civil date, where that was read, and what nobody checked.

    `visited` are states in which it stood before, where it came back to this one.
    """

    __pydantic_config__ = STRICT

    state: Annotated[str, Field(max_length=60)]
    since: PastDay
    source: Annotated[StatedReason, Field(max_length=2_000)]
    not_checked: Annotated[StatedReason, Field(max_length=2_000)]
    visited: tuple[Annotated[str, Field(max_length=60)], ...] = ()


@frozen
class TakenOverFact:
    """A fact by the name of its form, as it was read."""

    name: str
    value: Payload


NOT_TAKEN_OVER: Final = frozenset({CANDIDATE, APPLICATION_CORRECTION, WITHDRAWN_RECORD})
"""Facts that correct what stands here; what comes from elsewhere comes corrected."""

OWN_FORMS: Final[Mapping[str, type[Payload]]] = {
    APPLICATION: Application,
    PLACE: Place,
    HOST_PERIOD: HostPeriod,
    CONCLUDED: ConcludedAgreement,
    EARLIER_DECREE: EarlierDecree,
    EARLIER_APPEAL: EarlierAppeal,
}
"""By name, in the order in which a case gathers them."""


def forms_of(facts: Mapping[str, object]) -> dict[str, type[Payload]]:
    """The forms that a case of a process may bring along; `facts` are its definition's."""
    declared_forms = {
        name: fact.payload
        for name, fact in FACTS.items()
        if name in facts and name not in NOT_TAKEN_OVER
    }
    return {**OWN_FORMS, **declared_forms}


def with_fact(dossier: Dossier, fact: TakenOverFact, since: date) -> Dossier:
    """The dossier with a fact in it; a day that it leaves out is the one since when it stands."""
    own = _OWN.get(fact.name)
    return own(dossier, fact.value) if own else apply_fact(dossier, fact.name, fact.value, since)


def _placed(dossier: Dossier, place: Place) -> Dossier:
    version = dossier.progress.list_version or 1
    placement = Placement(place.outcome, place.rank, place.points, place.host, version)
    progress = replace(
        dossier.progress,
        list_version=version,
        list_published_on=place.list_published_on,
        appeal_until=place.appeal_until,
    )
    return replace(dossier, placement=placement, progress=progress)


def _concluded(dossier: Dossier, value: ConcludedAgreement) -> Dossier:
    return concluded(dossier)


def _decreed(dossier: Dossier, value: EarlierDecree) -> Dossier:
    return with_decree(
        dossier, DecreeIssued(value.number, value.issued_on, value.method, value.delivered_on)
    )


def _appealed(dossier: Dossier, value: EarlierAppeal) -> Dossier:
    in_force = str(dossier.progress.list_version)
    act = in_force if value.against == "list" else dossier.decree and dossier.decree.number
    under = in_force if value.against == "list" and value.decided_on else None
    appeal = Appeal(
        value.against, value.on, value.grounds, value.decided_on, value.upheld, value.reason,
        act or None, under,
    )  # fmt: skip
    return replace(dossier, appeals=(*dossier.appeals, appeal))


_OWN: Final[Mapping[str, Callable[[Dossier, Any], Dossier]]] = {
    PLACE: _placed,
    CONCLUDED: _concluded,
    EARLIER_DECREE: _decreed,
    EARLIER_APPEAL: _appealed,
}
