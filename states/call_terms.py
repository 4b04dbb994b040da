"""What the rules ask of the calls of a process: the criteria of its source, and a commission.

A definition states it under `call`; nothing of it stands in code.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Final, Literal

from pydantic import Field

from states.frozen import frozen
from states.strict_forms import STRICT

TieBreak = Literal["earlier_mobilities", "first_mobility", "grade_average"]
"""What of a candidate may decide between equal points: fewer earlier mobilities, none at all yet,
the higher grade average."""
TIE_BREAKS: Final[tuple[TieBreak, ...]] = ("earlier_mobilities", "grade_average")


@frozen
class CallTerms:
    """The criteria that candidates are chosen by, and the rule that names them.

    With `others` a call may add criteria of its own; without, it has none but these. Under
    `chosen_without_commission` a call may name no commission. `extra_support` is the rule by which
    a call tells of support for those with a disability or in a difficult social position. `ties`
    are what the source lets decide between equal points, in order; where it says no more, the
    earlier application goes first.
    """

    __pydantic_config__ = STRICT

    rule: str
    criteria: Annotated[tuple[str, ...], Field(min_length=1)]
    others: bool = False
    chosen_without_commission: bool = False
    extra_support: str | None = None
    ties: tuple[TieBreak, ...] = TIE_BREAKS

    def left_out(self, criteria: Iterable[str]) -> list[str]:
        """The criteria of the source that a call does not judge by."""
        of_call = set(criteria)
        return [name for name in self.criteria if name not in of_call]

    def not_of_the_source(self, criteria: Iterable[str]) -> list[str]:
        """The criteria of a call that its source does not know, where it knows no others."""
        return [] if self.others else [name for name in criteria if name not in self.criteria]
