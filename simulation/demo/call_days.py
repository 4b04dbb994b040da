"""When the demo's calls of students are published, close, and have their lists."""

from __future__ import annotations

from typing import Final

from simulation.demo.diary import CallKey
from states.frozen import frozen


@frozen
class CallDays:
    """The days of a call: published, last day to apply, scores, list; counted from today."""

    published: int
    closes: int
    scored: int = 0
    listed: int = 0


CALLS: Final[dict[CallKey, CallDays]] = {
    "past": CallDays(-400, -372, -369, -365),
    "recent": CallDays(-72, -44, -40, -37),
    "open": CallDays(-20, 11),
}
