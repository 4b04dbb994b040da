"""The stay that a document names: its days, its academic year and its semesters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final, Literal

from actions.documents.context import DocumentContext, known
from rules.event_days import first_day_of_stay, last_day_of_stay
from rules.guards.ects import semesters_of
from states.dossier import Dossier

Season = Literal["winter", "summer"]
_WINTER_FROM_MONTH: Final = 7
"""From July on a stay that lasts into the autumn belongs to the academic year that begins then."""
_YEAR_FROM_MONTH: Final = 10
"""By the law on higher education a year of studies begins on 1 October: what is over by then is of
the year before."""


def agreed_period(context: DocumentContext) -> tuple[date, date]:
    """First and last day that the host confirmed, else those applied for; civil dates."""
    dossier = context.file
    first = known(first_day_of_stay(dossier), "the first day of the stay")
    return first, known(last_day_of_stay(dossier), "the last day of the stay")


def spent_period(context: DocumentContext) -> tuple[date, date]:
    """The agreed period as far as the candidate was really there; civil dates.

    Days of travel before and after it are left out.
    """
    first, last = agreed_period(context)
    stay = context.file.stay
    return max(first, stay.arrived_on or first), min(last, stay.returned_on or last)


def academic_year(first_day: date, last_day: date) -> str:
    """The academic year of a stay: `2026/2027`."""
    is_over = _is_over_by_autumn(first_day, last_day)
    start = first_day.year - (is_over or first_day.month < _WINTER_FROM_MONTH)
    return f"{start}/{start + 1}"


def academic_years(first_day: date, last_day: date, of_stay: Sequence[Season]) -> str:
    """Each academic year that a stay's semesters belong to: `2025/2026, 2026/2027` for a summer
    semester and the winter one after it."""
    start = int(academic_year(first_day, last_day).partition("/")[0])
    years = 1 + sum(pair == ("summer", "winter") for pair in pairwise(of_stay))
    return ", ".join(f"{year}/{year + 1}" for year in range(start, start + years))


def _is_over_by_autumn(first_day: date, last_day: date) -> bool:
    return last_day < date(first_day.year, _YEAR_FROM_MONTH, 1)


def seasons(dossier: Dossier, first_day: date, last_day: date) -> tuple[Season, ...]:
    """The semesters abroad in order, as many as the agreement or else the application says.

    Of the academic year that `academic_year` names: one of the summer alone begins in its summer.
    """
    order: tuple[Season, Season] = ("winter", "summer")
    in_autumn = first_day.month >= _WINTER_FROM_MONTH and not _is_over_by_autumn(
        first_day, last_day
    )
    begins = 0 if in_autumn else 1
    return tuple(
        order[(begins + place) % 2] for place in range(semesters_of(dossier, dossier.agreed))
    )
