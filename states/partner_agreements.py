"""Inter-institutional agreements: what both institutions agree on, until when, and what comes next.

The class of a fact is its form, as in `states.dossier`. What stands in the candidate's place of
such a case is the partner: its name in the register of partners, and where it is written to.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field

from states.calls import Level
from states.frozen import frozen
from states.strict_forms import STRICT, Day, Hours, IscedField, StatedReason

PARTNER_AGREEMENT: Final = "partner_agreement"
"""Under which its signatures are recorded."""

PARTNER: Final = "partner"
"""Who signs it beside our legal representative."""

CONCLUDED: Final = ("signed", "in_force", "last_year", "renewed", "ended")
"""The states of an agreement that both have signed; its days alone say whether it is in force."""

BEING_MADE: Final = ("draft", "sent")
"""The states of one that they have not signed yet."""

YearlyPlaces = Annotated[int, Field(ge=1, le=10_000)]


@frozen
class PartnerTerms:
    """From which day to which an agreement holds, and the languages that it names with levels."""

    __pydantic_config__ = STRICT

    first_day: Annotated[Day, Field(alias="from")]
    last_day: Annotated[Day, Field(alias="to")]
    languages: Annotated[str, Field(max_length=200)] | None = None


@frozen
class AgreedPlaces:
    """So many places a year, in one direction, for one kind of mobility, field and level.

    `hours` are those that a teacher teaches; without a `field` or a `level` they are for any.
    """

    __pydantic_config__ = STRICT

    direction: Literal["outgoing", "incoming"]
    mobility: Literal["studies", "traineeship", "teaching", "training", "research"]
    yearly_places: YearlyPlaces
    field: IscedField | None = None
    level: Level | None = None
    hours: Hours | None = None


@frozen
class AgreementEnd:
    """An agreement that ends before its last day, and why: notice was given, or both agreed."""

    __pydantic_config__ = STRICT

    ends_on: Day
    reason: StatedReason


@frozen
class NextAgreement:
    """The agreement that takes the place of another one, by the number of its case."""

    __pydantic_config__ = STRICT

    agreement: Annotated[str, Field(min_length=1, max_length=40)]


def last_day_of(terms: PartnerTerms, end: AgreementEnd | None) -> date:
    """The last day on which an agreement holds; a civil date."""
    return min(terms.last_day, end.ends_on) if end else terms.last_day


def with_places(earlier: tuple[AgreedPlaces, ...], later: AgreedPlaces) -> tuple[AgreedPlaces, ...]:
    """Of each direction, kind, field and level one record: the later takes the earlier's place."""
    places_by_key = {_counted_under(places): places for places in (*earlier, later)}
    return tuple(places_by_key.values())


def _counted_under(places: AgreedPlaces) -> tuple[object, ...]:
    return places.direction, places.mobility, places.field, places.level


@frozen
class ConcludedAgreement:
    """An agreement that both have signed, as far as calls ask for it: the number of its case, when
    the second of them signed, and from when to when it holds; civil dates.

    `directions` are those in which it names places.
    """

    number: str
    concluded_on: date
    first_day: date
    last_day: date
    directions: frozenset[str] = frozenset()

    def holds_on(self, day: date) -> bool:
        """Whether it was in force on a civil date: signed by both by then, and within its days."""
        return max(self.concluded_on, self.first_day) <= day <= self.last_day
