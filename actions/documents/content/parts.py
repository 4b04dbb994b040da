"""What the office's documents share: letterhead, people, institutions, remedy, signatures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from actions.documents.content.words import Days, Part, Words
from states.calls import Level
from states.frozen import frozen
from states.strict_forms import Named


@frozen
class RestsOn(Part):
    """A rule of the register that the document carries out, and its article where it has one."""

    rule: str
    article: Words | None = None


@frozen
class Letterhead(Part):
    """The letterhead and the document's number and civil date; the footer's case and rules.

    `institution` is the faculty with its university where the faculty is the home institution.
    """

    institution: Words
    number: Named
    on: date
    rests_on: tuple[RestsOn, ...]
    address: Words | None = None
    place: Words | None = None
    case: str | None = None

    def __post_init__(self) -> None:
        if not self.rests_on:
            raise ValueError("names no rule that the document rests on")


@frozen
class Rulebook(Part):
    """The regulation in force: its title, and its number and day of adoption where it has them."""

    title: Words
    number: str | None = None
    adopted: date | None = None


@frozen
class Student(Part):
    """Whom the document is about."""

    name: Named
    card: str | None = None
    programme: Words | None = None
    level: Level | None = None
    email: str | None = None


@frozen
class Institution(Part):
    """A home or host institution and its country's name."""

    name: Named
    country: Words | None = None


@frozen
class Signatory(Part):
    """Who signs; `instead_of` is the absent officer's role where a deputy signs."""

    role: Words
    name: str | None = None
    instead_of: Words | None = None


@frozen
class Remedy(Part):
    """The legal remedy in force (BMU-15c, BMU-24b, BEE-C5, or the model of annex 9).

    `to` is who decides, `last_day` the civil date by whose end it is lodged, where that is known;
    `receipt` tells how that date was counted. `closed`: no appeal against what is then decided.
    """

    to: Literal["rector", "dean", "academic_coordinator", "commission"]
    lodge_within: Days
    rule: Words
    decide_within: Days | None = None
    last_day: date | None = None
    receipt: tuple[Words, ...] = ()
    closed: bool = False


@frozen
class Share(Part):
    """A grade and the per cent of passing students who get it."""

    grade: str
    percent: Decimal
    ects_grade: str | None = None
    meaning: Words | None = None


def refuse_reversed(first_day: date | None, last_day: date | None) -> None:
    """Raises ValueError where a period ends before it begins."""
    if first_day and last_day and last_day < first_day:
        raise ValueError(f"the period ends on {last_day}, before it begins on {first_day}")
