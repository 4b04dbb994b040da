"""What the Rector's decisions say: on an appeal, and on a member of staff's mobility."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from actions.documents.content.parts import (
    Institution,
    Letterhead,
    Remedy,
    Rulebook,
    Signatory,
    Student,
    refuse_reversed,
)
from actions.documents.content.words import Days, DocumentContent, Words
from states.frozen import frozen


@frozen
class AppealDecision(DocumentContent):
    """The decision on an appeal against the list (BMU-15c) or the Decree (BMU-24b, annex 9).

    `contested` names the list's version or the Decree's number and date; `lodged_on` is the day
    of receipt, from which `decide_within` counts; `consequences` say what follows, for people.
    Against a Decree whose author decides, it is a `complaint`; `source` says where that remedy
    stands.
    """

    head: Letterhead
    against: Literal["list", "decree", "complaint"]
    appellant: Student
    contested: Words
    lodged_on: date
    grounds: Words
    upheld: bool
    reasons: tuple[Words, ...]
    rulebook: Rulebook
    decide_within: Days
    decide_by: date
    rule: str
    signatures: tuple[Signatory, ...]
    deliver_to: tuple[Words, ...]
    consequences: tuple[Words, ...] = ()
    source: Words | None = None

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError("an appeal is decided with reasons, and none is given")


@frozen
class ApprovalDecision(DocumentContent):
    """The decision that approves a member of staff's mobility (BMU-30, BEE-T2).

    The period is exactly the one of the host's confirmation of `confirmed_on`; `hours` are hours
    of teaching; `duties` what is asked of the person, such as BMU-31a and BMU-31b.
    """

    head: Letterhead
    person: str
    activity: Words
    host: Institution
    first_day: date
    last_day: date
    rulebook: Rulebook
    signatures: tuple[Signatory, ...]
    deliver_to: tuple[Words, ...]
    position: Words | None = None
    confirmed_on: date | None = None
    hours: Decimal | None = None
    programme: Literal["erasmus", "bilateral"] | None = None
    duties: tuple[Words, ...] = ()
    remedy: Remedy | None = None

    def __post_init__(self) -> None:
        refuse_reversed(self.first_day, self.last_day)
