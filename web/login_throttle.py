"""How often one may try to log in: counted for each login and for each address."""

from __future__ import annotations

import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

FOR_A_LOGIN = parse("5 per 5 minutes")
FOR_AN_ADDRESS = parse("30 per 5 minutes")


class LoginThrottle:
    """Failed logins of the last minutes, in this process's memory; good ones do not count."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def seconds_to_wait(self, login: str, address: str) -> int:
        """Seconds to wait before the next try; 0 where one may try now."""
        return max(self._seconds_left(limit, name) for limit, name in _limits(login, address))

    def count_failure(self, login: str, address: str) -> None:
        """Counts a failed try."""
        for limit, name in _limits(login, address):
            self._limiter.hit(limit, name)

    def _seconds_left(self, limit: RateLimitItem, name: str) -> int:
        if self._limiter.test(limit, name):
            return 0
        window = self._limiter.get_window_stats(limit, name)
        return max(1, round(window.reset_time - time.time()))


def _limits(login: str, address: str) -> tuple[tuple[RateLimitItem, str], ...]:
    return (FOR_A_LOGIN, f"login {login.casefold()}"), (FOR_AN_ADDRESS, f"address {address}")
