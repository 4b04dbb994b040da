"""What the Rector's decisions say: on an appeal, and on a member of staff's mobility."""

from __future__ import annotations

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
from actions.documents.content.words import Days, Words
from states.frozen import frozen


@frozen
class AppealDecision(DocumentContent):
    """The decision on an appeal against the list (BMU-15c) or the Decree (BMU-24b, annex 9).

    `contested` names the list's version or the Decree's number and date; `lodged_on` is the day
    of receipt, from which `decide_within` counts, left out where no source limits it; `disposition`
    is what is decided beside its outcome, `consequences` say what follows, for people. Before the
    Decree's own author it is a `complaint`, as is what a faculty's source calls so against its
    list; `source` says where a complaint's remedy stands, `rule` where the decision's own.
    """

    against: Literal["list", "decree", "complaint", "complaint_list"]
    appellant: Student
    contested: Words
    lodged_on: date
    grounds: Words
    upheld: bool
    reasons: tuple[Words, ...]
    decide_within: Days | None
    decide_by: date
    rule: Words
    signatures: tuple[Signatory, ...]
    deliver_to: tuple[Words, ...]
    disposition: tuple[Words, ...] = ()
    consequences: tuple[Words, ...] = ()
    source: Words | None = None

    def __post_init__(self) -> None:
        if not self.reasons:
            raise ValueError("an appeal is decided with reasons, and none is given")


@frozen
class ApprovalDecision(DocumentContent):
    """The decision that approves a member of staff's mobility (BMU-30, BEE-T2).

    The period is exactly the one of the host's confirmation of `confirmed_on`; `hours` are hours
    of teaching; `agreement` is what the person signs next, `duties` what else is asked of them,
    such as BMU-31a and BMU-31b.
    """

    person: str
    activity: Words
    agreement: Words
    host: Institution
    first_day: date
    last_day: date
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
