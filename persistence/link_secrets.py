"""Secrets as people bring them, `NUMBER.SECRET`: drawn at random, kept as a hash, compared in
constant time."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final, NamedTuple

_NOBODY: Final = "0" * 64
_LARGEST: Final = 2**62


class Drawn(NamedTuple):
    """A new secret, and what is kept of it."""

    secret: str
    hash: str


class Brought(NamedTuple):
    """What somebody brings: the number of a row, and its secret."""

    number: int
    secret: str

    def fits(self, kept_hash: str | None) -> bool:
        """Whether the secret is the one of which a hash is kept; never where none is."""
        return hmac.compare_digest(kept_hash or _NOBODY, _hash(self.secret))


def draw() -> Drawn:
    """A secret that nobody has had before."""
    secret = secrets.token_urlsafe(32)
    return Drawn(secret, _hash(secret))


def read(link_text: str) -> Brought:
    """What is brought; a number that no row has where it is none."""
    number, _, secret = link_text.partition(".")
    is_number = number.isdecimal() and number.isascii() and len(number) <= len(str(_LARGEST))
    return Brought(min(int(number), _LARGEST) if is_number else 0, secret)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
