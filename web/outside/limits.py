"""How often somebody may ask for a link, from one place and for one address; in memory."""

from __future__ import annotations

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

FROM_A_PLACE = parse("600 per hour")
"""A campus has one address for all: on the last day of a call hundreds ask from there."""
FOR_AN_ADDRESS = parse("3 per hour")


class AskingLimits:
    """What was asked for in the last hour; whether an address is known makes no difference."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def may_ask(self, place: str, address: str) -> bool:
        """Whether one more link may be asked for; it counts."""
        return self._limiter.hit(FROM_A_PLACE, "place", place) and self._limiter.hit(
            FOR_AN_ADDRESS, "address", address
        )
