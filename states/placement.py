"""The place that a ranking list gives to a case. A frozen fact."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from states.frozen import frozen
from states.strict_forms import Day


@frozen
class Placement:
    """The candidate's place on the list in force; `points` is the commission's mean, where it gave
    any.

    `listed_host` is the host that the list gave where another is asked for now; `kept` is said as a
    new version is published, of who was nominated by an earlier one. `listed_for` are the hosts by
    which the list gave the place where the application was corrected since, on `corrected_on`.
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
