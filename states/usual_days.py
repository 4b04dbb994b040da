"""How many days an awaited step has usually taken: what the office's own closed steps say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from states.frozen import frozen

ENOUGH_CASES: Final = 20
"""So many times a step must have been taken before its own median stands for its limit."""


@frozen
class UsualDays:
    """The medians of `cases` times a step was taken, from entering its state to the step.

    In days, and in days that are worked.
    """

    days: int
    working_days: int
    cases: int

    @property
    def is_enough(self) -> bool:
        """Whether it says more of this office than the limit does."""
        return self.cases >= ENOUGH_CASES


UsualDaysOf = Mapping[tuple[str, str], UsualDays]
"""By the state and the step out of it, for one process of one institution."""
