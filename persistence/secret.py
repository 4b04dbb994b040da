"""The secret of an office: made once, kept in its data folder, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from persistence.database_errors import DatabaseError


def secret_of(data: Path) -> str:
    """The secret that signs sessions and forms; the first call on a data folder makes it."""
    path = data / "secret.key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    except OSError as error:
        if path.is_file():
            return path.read_text(encoding="ascii")
        raise DatabaseError(f"{path} can't be made: {error.strerror}") from None
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        secret = secrets.token_hex(32)
        file.write(secret)
    return secret
