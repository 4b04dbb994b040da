"""What people hand in on the command line: payloads, documents, and the person who acts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from cli.arguments import read_role
from office.wiring import Office
from persistence import deputies as deputy_rows
from states.decision import Actor
from states.strict_yaml import InvalidFile, read_yaml, text_of
from states.validation_error import ValidationError
from workflows.act import Act
from workflows.cases.uploads import Upload, read_upload
from workflows.running.read_only_office import clock


class Acting(NamedTuple):
    """Who acts, as they say it themselves; `actor` asks the register of people."""

    role: str
    name: str
    deputy_for: str | None


def read_payload(text: str | None, file: Path | None) -> Mapping[str, object]:
    """What was handed in with `--with` or `--with-file`, as a mapping; nothing where neither is.

    Raises ValidationError where both are given or it is no mapping, InvalidFile where it is no
    YAML.
    """
    if text is not None and file is not None:
        raise ValidationError("give either --with or --with-file, not both")
    if text is None and file is None:
        return {}
    name = str(file) if file else "--with"
    marked_data = read_yaml(text_of(file) if file else str(text), name)
    if marked_data.problems:
        raise InvalidFile(marked_data.problems)
    if marked_data.data is None:
        return {}
    if not isinstance(marked_data.data, dict):
        raise ValidationError(f"{name}: names and values are expected, such as {{kind: cv}}")
    return marked_data.data


def read_document(path: Path | None, fact: str, most_mb: int) -> Upload | None:
    """The document given with `--file`, where type and size are right; None where none is.

    Raises ValidationError with a sentence where it is not, and for a fact that has no file.
    """
    if path is None:
        return None
    if fact != "document":
        raise ValidationError(f"--file belongs to a document: `{fact}` has no file")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ValidationError(f"{path} can't be read: {error.strerror}") from None
    return read_upload(content, path.name, most_mb)


def act_of(session: tuple[Office, Connection], institution: str, acting_person: Acting) -> Act:
    """What whoever calls does at an institution, now."""
    office, connection = session
    return Act(connection, office, actor(connection, institution, *acting_person), clock())


def actor(
    connection: Connection, institution: str, role: str, name: str, deputy_for: str | None
) -> Actor:
    """Who acts: a person in a role, with the days on which the role is deputy for another."""
    if read_role(role) == "system":
        raise ValidationError("`system` is the passing of time: nobody acts in its name")
    if deputy_for is None:
        return Actor(role, name)
    periods = deputy_rows.authority(connection, institution, role, read_role(deputy_for))
    return Actor(role, name, deputy_for, periods)
