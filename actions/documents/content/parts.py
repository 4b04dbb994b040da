"""What the office's documents share: letterhead, people, institutions, remedy, signatures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from actions.documents.content.words import Days, Part, Words
from states.calls import Level
from states.frozen import frozen
from states.strict_forms import Named


@frozen
class Letterhead(Part):
    """The letterhead with the document's number in the register, its civil date and its basis.

    `institution` is the faculty with its university where the faculty is the home institution.
    `basis` names the articles, as it stands behind "under" and „на основу“; `rests_on` are the
    rules' ids, which only the file's properties keep.
    """

    institution: Words
    number: Named
    on: date
    basis: Words
    rests_on: tuple[str, ...]
    address: Words | None = None
    place: Words | None = None
    case: str | None = None

    def __post_init__(self) -> None:
        if not self.rests_on:
            raise ValueError("names no rule that the document rests on")


@frozen
class DocumentContent(Part):
    """All that one document says: each kind that the office makes has a form of its own."""

    head: Letterhead

    def totals(self) -> Mapping[str, Decimal]:
        """What the document adds up, by name; nothing where it adds up nothing."""
        return {}


@frozen
class Student(Part):
    """Whom the document is about; `field` is the field of education by its ISCED-F code."""

    name: Words
    card: str | None = None
    programme: Words | None = None
    level: Level | None = None
    email: str | None = None
    birth_date: date | None = None
    birth_place: str | None = None
    sex: Literal["female", "male"] | None = None
    matriculated_on: date | None = None
    field: str | None = None


@frozen
class Institution(Part):
    """A home or host institution, its country's name, its Erasmus code, and whom to ask there."""

    name: Named
    country: Words | None = None
    erasmus_code: str | None = None
    contact: str | None = None
    email: str | None = None


@frozen
class Signatory(Part):
    """Who signs; `instead_of` is the absent officer's role where a deputy signs."""

    role: Words
    name: Words | None = None
    instead_of: Words | None = None


@frozen
class Remedy(Part):
    """The legal remedy in force (BMU-15c, BMU-24b, BEE-C5, or the model of annex 9).

    `to` is who decides, `last_day` the civil date by whose end it is lodged, where that is known;
    `receipt` tells how that date was counted. `word` is what the source calls it. `closed`: no
    appeal against what is then decided; `decide_within` is left out where no source names it.
    """

    to: Literal["rector", "dean", "academic_coordinator", "commission"]
    lodge_within: Days
    rule: Words
    word: Literal["appeal", "complaint"] = "appeal"
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
