"""How often one may try to log in: counted for each login and for each address."""

from __future__ import annotations

import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

FOR_A_LOGIN = parse("5 per 5 minutes")
FOR_AN_ADDRESS = parse("30 per 5 minutes")


class Attempts:
    """Failed logins of the last minutes, in this process's memory; good ones do not count."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def wait(self, login: str, address: str) -> int:
        """Seconds to wait before the next try; 0 where one may try now."""
        return max(self._wait(item, name) for item, name in _counted(login, address))

    def failed(self, login: str, address: str) -> None:
        """Counts a failed try."""
        for item, name in _counted(login, address):
            self._limiter.hit(item, name)

    def _wait(self, item: RateLimitItem, name: str) -> int:
        if self._limiter.test(item, name):
            return 0
        window = self._limiter.get_window_stats(item, name)
        return max(1, round(window.reset_time - time.time()))


def _counted(login: str, address: str) -> tuple[tuple[RateLimitItem, str], ...]:
    return (FOR_A_LOGIN, f"login {login.casefold()}"), (FOR_AN_ADDRESS, f"address {address}")
