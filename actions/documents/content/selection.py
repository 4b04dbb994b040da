"""What the documents of a selection say: the ranking list, the nomination, the refusal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from actions.documents.content.parts import (
    DocumentContent,
    Institution,
    Remedy,
    Signatory,
    Student,
    refuse_reversed,
)
from actions.documents.content.words import Part, Words
from states.dossier import DocumentKind
from states.frozen import frozen


@frozen
class Criterion(Part):
    """What the commission scored, the points it gives at most, and its weight in per cent."""

    name: Words
    maximum: Decimal
    weight: Decimal | None = None


@frozen
class Ranked(Part):
    """A candidate's place; `points` is the commission's mean, `host` for whom is selected."""

    rank: int
    candidate: Words
    case: str
    points: Decimal | None
    outcome: Literal["selected", "waiting", "rejected"]
    host: str | None = None
    reason: Words | None = None


@frozen
class LeftOut(Part):
    """An application that was not considered, with the reason in writing."""

    candidate: Words
    case: str
    reason: Words


@frozen
class RankingList(DocumentContent):
    """The final list with the right of appeal (BMU-15b, BMU-15c; BEE-C4, BEE-C5).

    `criteria` with their maxima come in the order of the call, `minimum` is in points. `ties`
    tells how equal points were ordered, `replaces` which version this one takes the place of and
    `changes` what it changed. `left_out` were not considered (BMU-15a, BEE-C1), `seats` tells who
    took whose seat on the commission (BEE-C3). `chosen_by` is who chose where the call names no
    commission, with the reason given (BMU-29). `ties_by` says who goes first between equals, by one
    thing after the other.
    """

    call: Words
    version: int
    closed_on: date
    commission: tuple[Words, ...]
    criteria: tuple[Criterion, ...]
    minimum: Decimal
    places: tuple[Ranked, ...]
    remedy: Remedy
    signatures: tuple[Signatory, ...]
    ties: tuple[Words, ...] = ()
    replaces: Words | None = None
    changes: tuple[Words, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    seats: tuple[Words, ...] = ()
    chosen_by: Words | None = None
    choice_reason: Words | None = None
    ties_by: tuple[Words, ...] = ()

    def __post_init__(self) -> None:
        if not self.criteria:
            raise ValueError("a ranking list names the criteria that it was made by")
        if not (self.commission or self.chosen_by):
            raise ValueError("a ranking list names the commission that made it, or who chose")

    def totals(self) -> Mapping[str, Decimal]:
        """The points that all criteria give together at most: 100 where they are weighed."""
        is_weighed = any(criterion.weight is not None for criterion in self.criteria)
        total = sum((criterion.maximum for criterion in self.criteria), Decimal(0))
        return {"maximum": Decimal(100) if is_weighed else total}


@frozen
class NominationLetter(DocumentContent):
    """The letter that asks the host for its acceptance (BMU-15d, BEE-L3).

    The period is the one planned; `answer_by` the civil date by which the host is asked to
    answer, `reply_to` the office's address for it, `agreement` what the host is asked to sign,
    `purpose` what that mobility is for.
    """

    host: Institution
    candidate: Student
    home: Institution
    programme: Literal["erasmus", "bilateral"]
    first_day: date
    last_day: date
    answer_by: date
    reply_to: str
    signatures: tuple[Signatory, ...]
    agreement: DocumentKind = "learning_agreement"
    purpose: Words | None = None
    semesters: int | None = None

    def __post_init__(self) -> None:
        refuse_reversed(self.first_day, self.last_day)


@frozen
class RefusalReason(Part):
    """Why, under which rule, and what the candidate can do."""

    message: Words
    rule: Words
    advice: Words | None = None


@frozen
class RefusalLetter(DocumentContent):
    """An application refused with its reasons in writing (BMU-15a, BMU-26b, BEE-C1; BMU-15d).

    `refused_by` is the home office, or the host whose decision the letter passes on.
    """

    candidate: Student
    call: Words
    refused_by: Literal["home", "host"]
    reasons: tuple[RefusalReason, ...]
    signatures: tuple[Signatory, ...]
    host: Institution | None = None
    remedy: Remedy | None = None
    deliver_to: tuple[Words, ...] = ()

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError("an application is refused with reasons, and none is given")
        if self.refused_by == "host" and self.host is None:
            raise ValueError("the host refused, and no host is named")
