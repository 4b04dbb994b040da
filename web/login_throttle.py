"""How often one may fail to log in from an address; a login's own tries are counted at the server
(`persistence.login_failures`).
"""

from __future__ import annotations

import time

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

FOR_AN_ADDRESS = parse("30 per 5 minutes")


class LoginThrottle:
    """Failed logins of the last minutes, in this process's memory; good ones do not count."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def seconds_to_wait(self, address: str) -> int:
        """Seconds to wait before the next try; 0 where one may try now."""
        if self._limiter.test(FOR_AN_ADDRESS, address):
            return 0
        window = self._limiter.get_window_stats(FOR_AN_ADDRESS, address)
        return max(1, round(window.reset_time - time.time()))

    def count_failure(self, address: str) -> None:
        """Counts a failed try."""
        self._limiter.hit(FOR_AN_ADDRESS, address)
