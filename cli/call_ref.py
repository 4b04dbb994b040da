"""The call that a command is about."""

from __future__ import annotations

from sqlalchemy import Connection

from persistence.call_overview import CallRef, find_call
from states.text import Text
from states.validation_error import ValidationError


def get_call(connection: Connection, name: str) -> CallRef:
    """The call of a title or a number; raises ValidationError for an unknown one."""
    call = find_call(connection, name)
    if call is None:
        raise ValidationError(
            Text(
                f"there is no call {name!r}: `mobility call list` shows them",
                f"нема конкурса {name!r}: приказује их `mobility call list`",
            )
        )
    return call
