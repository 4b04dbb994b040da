"""The place that a ranking list gives to a case. A frozen fact."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from states.frozen import frozen
from states.strict_forms import Day


@frozen
class Merits:
    """What decides between equal points: earlier mobilities, average and the day of receipt."""

    earlier_mobilities: int
    grade_average: Decimal | None
    received_on: Day | None


@frozen
class Placement:
    """The candidate's place on the list in force; `points` is the commission's mean, where it gave
    any.

    `listed_host` is the host that the list gave where another is asked for now; `kept` is said as a
    new version is published, of who was nominated by an earlier one. `listed_for` are the hosts by
    which the list gave the place where the application was corrected since, `listed_merits` what
    it compared the candidate by; on `corrected_on` that began to speak for another list.
    """

    outcome: Literal["selected", "waiting", "rejected"]
    rank: int
    points: Decimal | None
    host: str | None
    list_version: int
    listed_host: str | None = None
    kept: bool = False
    listed_for: tuple[str, ...] | None = None
    corrected_on: Day | None = None
    listed_merits: Merits | None = None
