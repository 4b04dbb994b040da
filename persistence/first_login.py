"""The link by which somebody begins an office in which nobody works: a file in the data folder.

Only a hash of its secret is kept, so that who reads the folder can use none. The newest link opens,
until somebody works here.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import Final

FILE: Final = "first-login.json"


def draw(data: Path, ends_at: datetime) -> str:
    """A new secret, good until an instant; an earlier one opens no more."""
    secret = secrets.token_urlsafe(32)
    kept_values = {"hash": _hash(secret), "ends_at": ends_at.isoformat()}
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(data / FILE, flags, 0o600), "w", encoding="ascii") as file:
        json.dump(kept_values, file)
    return secret


def opens(data: Path, secret: str, at: datetime) -> bool:
    """Whether a secret is the newest one, and still good at an instant."""
    try:
        kept_values = json.loads((data / FILE).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return False
    is_it = hmac.compare_digest(str(kept_values["hash"]), _hash(secret))
    return is_it and at < datetime.fromisoformat(kept_values["ends_at"])


def end(data: Path) -> None:
    """No link opens any more."""
    (data / FILE).unlink(missing_ok=True)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
