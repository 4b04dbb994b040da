"""What people hand in on the command line: payloads, and the person who acts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from states.validation_error import ValidationError
from states.vocabulary import ROLES

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from states.decision import Actor
    from workflows.cases.uploads import Upload


def payload(written: str | None, file: Path | None) -> Mapping[str, Any]:
    """What was handed in with `--with` or `--with-file`, as a mapping; nothing where neither is.

    Raises ValidationError where both are given or it is no mapping, InvalidFile where it is no
    YAML.
    """
    from states.strict_yaml import InvalidFile, read_yaml, text_of

    if written is not None and file is not None:
        raise ValidationError("give either --with or --with-file, not both")
    if written is None and file is None:
        return {}
    name = str(file) if file else "--with"
    marked = read_yaml(text_of(file) if file else str(written), name)
    if marked.problems:
        raise InvalidFile(marked.problems)
    if marked.data is None:
        return {}
    if not isinstance(marked.data, dict):
        raise ValidationError(f"{name}: names and values are expected, such as {{kind: cv}}")
    return marked.data


def file_handed_in(path: Path | None, fact: str, most_mb: int) -> Upload | None:
    """The document given with `--file`, where type and size are right; None where none is.

    Raises ValidationError with a sentence where it is not, and for a fact that has no file.
    """
    from workflows.cases.uploads import welcomed

    if path is None:
        return None
    if fact != "document":
        raise ValidationError(f"--file belongs to a document: `{fact}` has no file")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ValidationError(f"{path} can't be read: {error.strerror}") from None
    return welcomed(content, path.name, most_mb)


def day_named(written: str) -> date:
    """A civil date as people write it; raises ValidationError where it does not exist."""
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        raise ValidationError(f"{written!r} is not a date that exists (write YYYY-MM-DD)") from None


def role_named(role: str) -> str:
    """A role by its name; raises ValidationError with the known ones."""
    if role not in ROLES:
        raise ValidationError(f"`{role}` is not a role; known are: {', '.join(ROLES)}")
    return role


def actor(
    connection: Connection, institution: str, role: str, name: str, instead: str | None
) -> Actor:
    """Who acts: a person in a role, with the days on which the role stands in for another."""
    from persistence import staff
    from states.decision import Actor

    if role_named(role) == "system":
        raise ValidationError("`system` is the passing of time: nobody acts in its name")
    if instead is None:
        return Actor(role, name)
    periods = staff.authority(connection, institution, role, role_named(instead))
    return Actor(role, name, instead, periods)
