"""The proof that somebody typed the code of a link: a signed cookie, for two hours, for that link.

It is worth nothing without the link itself, and ends with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from itsdangerous import BadData, URLSafeSerializer

LASTS: Final = timedelta(hours=2)


@dataclass(frozen=True)
class Proofs:
    """Signs proofs with the office's secret."""

    secret: str

    def give(self, link_id: int, at: datetime) -> str:
        """The cookie of a proof that begins at an instant."""
        return str(self._serializer.dumps([link_id, at.timestamp()]))

    def holds(self, cookie: str | None, link_id: int, at: datetime) -> bool:
        """Whether a cookie proves at an instant that the link's code was typed."""
        if not cookie:
            return False
        try:
            proven_id, begun_at = self._serializer.loads(cookie)
            age = at.timestamp() - float(begun_at)
        except (BadData, TypeError, ValueError):
            return False
        return bool(proven_id == link_id) and 0 <= age < LASTS.total_seconds()

    @property
    def _serializer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.secret, salt="outside proof")


def cookie_of(link_id: int) -> str:
    """The name of a link's cookie: somebody may have several."""
    return f"proof-{link_id}"
