"""Entering the people of the office: what is checked before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection

from persistence import staff
from states.addresses import read_address
from states.text import Text
from states.validation_error import ValidationError
from states.validation_messages import InvalidValue


def address_named(written: str) -> str:
    """A mail address as people write it; raises ValidationError where no mail could reach it."""
    try:
        read_address(written.strip())
    except InvalidValue:
        sentence = Text(
            f"{written!r} is not a mail address (write name@university.example)",
            f"{written!r} није адреса е-поште (на пример: ime@univerzitet.example)",
        )
        raise ValidationError(sentence) from None
    return written.strip()


SALUTATIONS: Final = ("f", "m")
LONGEST_TITLE: Final = 60


def record_address(connection: Connection, data: Mapping[str, str]) -> None:
    """Records how letters address a member of staff: `login`, `salutation`, `academic_title`.

    What is left out is no more recorded. Raises ValidationError with its field.
    """
    salutation = data.get("salutation") or None
    title = title_named(data.get("academic_title") or "")
    if salutation not in (None, *SALUTATIONS):
        sentence = Text("the form of address is f or m", "обраћање је f или m")
        raise ValidationError(sentence, ("salutation",))
    if not staff.address(connection, data["login"], salutation, title):
        sentence = Text(f"nobody logs in as {data['login']}", f"нико нема налог {data['login']}")
        raise ValidationError(sentence, ("login",))


def title_named(written: str) -> str | None:
    """The title before a name as people write it; ValidationError where it is too long for one."""
    title = " ".join(written.split())
    if len(title) > LONGEST_TITLE:
        sentence = Text(
            f"a title has at most {LONGEST_TITLE} letters",
            f"звање има највише {LONGEST_TITLE} знакова",
        )
        raise ValidationError(sentence, ("academic_title",))
    return title or None
