"""Mail addresses as people write them: read before they are written down."""

from __future__ import annotations

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
