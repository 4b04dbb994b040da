"""The place that a ranking list gives to a case. A frozen fact."""

from __future__ import annotations

from dataclasses import replace
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
    it compared the candidate by; on `corrected_on` that began to speak for another list, and on
    `put_right_on` it ceased to, having been corrected back.
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
    put_right_on: Day | None = None
    listed_merits: Merits | None = None

    def in_doubt(self, since: Day | None, today: Day) -> Placement:
        """The place as it is from today on: in doubt since a day, or in none (any more)."""
        if since is None and self.corrected_on is not None:
            return replace(self, corrected_on=None, put_right_on=today)
        return replace(self, corrected_on=since)
