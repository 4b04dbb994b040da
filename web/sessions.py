"""Sessions in a signed cookie, and the token that every form carries.

The cookie holds the login, a seed drawn at login, and a mark of the password's hash: who changes
the password ends all sessions begun with the old one.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from itsdangerous import BadData, URLSafeTimedSerializer

from states.frozen import frozen

SESSION = "session"
VISITOR = "visitor"
LASTS = 12 * 3600
"""Seconds for which a session holds: a working day."""


@frozen
class Session:
    """Who logged in. `seed` is different for each login; form tokens are made from it."""

    login: str
    seed: str
    mark: str


@dataclass(frozen=True)
class Sessions:
    """Signs sessions and form tokens with the office's secret."""

    secret: str

    def begin(self, login: str, password_hash: str) -> str:
        """The cookie of a new session."""
        session = [login, secrets.token_urlsafe(18), mark_of(password_hash)]
        return self._serializer.dumps(session)

    def read(self, cookie: str | None) -> Session | None:
        """The session of a cookie; None where there is none, it ran out, or it was altered."""
        if not cookie:
            return None
        try:
            parts: Iterable[object] = self._serializer.loads(cookie, max_age=LASTS)
            login, seed, mark = map(str, parts)
        except (BadData, TypeError, ValueError):
            return None
        return Session(login, seed, mark)

    def token(self, seed: str) -> str:
        """The token of the forms of a session, or of a visitor who has none yet."""
        return hmac.new(self.secret.encode(), f"form {seed}".encode(), hashlib.sha256).hexdigest()

    def is_token(self, seed: str, token: object) -> bool:
        """Whether a form's token belongs to the seed."""
        return isinstance(token, str) and hmac.compare_digest(
            self.token(seed).encode(), token.encode()
        )

    @property
    def _serializer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.secret, salt="session")


def mark_of(password_hash: str) -> str:
    """A mark by which a changed password is noticed; it tells nothing about the hash."""
    return hashlib.sha256(f"mark {password_hash}".encode()).hexdigest()[:16]
