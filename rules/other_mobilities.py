"""The months of a person's other mobilities that this office ran (BMU-5 counts them in)."""

from __future__ import annotations

from fractions import Fraction

from rules.parameters import Parameters, words
from rules.stay import months_of
from states.dossier import Dossier, OtherCase


def months_of_other_cases(dossier: Dossier, parameters: Parameters) -> dict[str, Fraction]:
    """By the number of each case on the candidate's level that counts, how many months it lasts.

    `also` are the processes whose cases count, `never_went` the ends before anybody went.
    """
    counting = (
        (other, _days(other, words(parameters, "never_went")))
        for other in dossier.other_cases
        if other.process in words(parameters, "also") and other.level == dossier.candidate.level
    )
    return {other.number: months for other, months in counting if months}


def _days(other: OtherCase, never_went: tuple[str, ...]) -> Fraction | None:
    """The days really spent go first; who arrived went, however the case ended."""
    arrived_on, returned_on = other.stay.arrived_on, other.stay.returned_on
    if arrived_on is None and other.state in never_went:
        return None
    agreed_period = other.period
    first = arrived_on or (agreed_period.first_day if agreed_period else None)
    last = returned_on or (agreed_period.last_day if agreed_period else None)
    if first is None or last is None or last < first:
        return None
    return months_of(first, last)
