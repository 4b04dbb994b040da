"""The passwords that the office needs for others: from the environment, or a file of its own.

Never from config.yaml, which is read by people, mailed to whoever helps, and kept in repositories.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

PasswordFor = Literal["mail", "mail-in", "database"]
FOLDER: Final = "secrets"
VARIABLES: Final[Mapping[PasswordFor, str]] = {
    "mail": "MOBILITY_MAIL_PASSWORD",
    "mail-in": "MOBILITY_MAIL_IN_PASSWORD",
    "database": "MOBILITY_DATABASE_PASSWORD",
}


def where_it_belongs(kind: PasswordFor) -> str:
    """What people are told who wrote a password into config.yaml."""
    return (
        "a password does not stand in config.yaml: write it into the file "
        f"{FOLDER}/{kind}-password "
        "of the data folder, which only the office's own user may read, or into the variable "
        f"{VARIABLES[kind]} of the environment"
    )


def password_for(data: Path, kind: PasswordFor) -> str | None:
    """A password of the office in a data folder; the environment's goes before the file's."""
    if from_environment := os.environ.get(VARIABLES[kind]):
        return from_environment
    try:
        return _file(data, kind).read_text(encoding="utf-8").strip("\r\n") or None
    except FileNotFoundError:
        return None


def keep_password(data: Path, kind: PasswordFor, password: str) -> None:
    """Writes a password into its file, readable by its owner only; raises OSError."""
    path = _file(data, kind)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(password)


def _file(data: Path, kind: PasswordFor) -> Path:
    return data / FOLDER / f"{kind}-password"
