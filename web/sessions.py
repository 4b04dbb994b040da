"""Sessions as the browser knows them: a signed cookie, and the token that every form carries.

The cookie holds the session's secret, drawn at login, and a mark of the password's hash; the
session itself stands at the server (`persistence.sessions`) and ends there. Who changes the
password ends all sessions begun with the old one.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from itsdangerous import BadData, URLSafeSerializer

from states.frozen import frozen

SESSION = "session"
VISITOR = "visitor"
LASTS = 24 * 3600
"""Seconds for which a browser keeps the cookies: the server ends a session before."""


@frozen
class Cookie:
    """What a session's cookie says. `seed` is its secret; form tokens are made from it."""

    seed: str
    mark: str


@dataclass(frozen=True)
class Sessions:
    """Signs sessions and form tokens with the office's secret."""

    secret: str

    def cookie(self, seed: str, password_hash: str) -> str:
        """The cookie of a session."""
        return self._serializer.dumps([seed, mark_of(password_hash)])

    def read(self, cookie: str | None) -> Cookie | None:
        """What a cookie says; None where there is none, or it was altered."""
        if not cookie:
            return None
        try:
            parts: Iterable[object] = self._serializer.loads(cookie)
            seed, mark = map(str, parts)
        except (BadData, TypeError, ValueError):
            return None
        return Cookie(seed, mark)

    def token(self, seed: str) -> str:
        """The token of the forms of a session, or of a visitor who has none yet."""
        return hmac.new(self.secret.encode(), f"form {seed}".encode(), hashlib.sha256).hexdigest()

    def is_token(self, seed: str, token: object) -> bool:
        """Whether a form's token belongs to the seed, whatever mark of the form follows it."""
        return isinstance(token, str) and hmac.compare_digest(
            self.token(seed).encode(), token.partition(".")[0].encode()
        )

    @property
    def _serializer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.secret, salt="session")


def new_seed() -> str:
    """The secret of a new session."""
    return secrets.token_urlsafe(24)


def mark_of(password_hash: str) -> str:
    """A mark by which a changed password is noticed; it tells nothing about the hash."""
    return hashlib.sha256(f"mark {password_hash}".encode()).hexdigest()[:16]
