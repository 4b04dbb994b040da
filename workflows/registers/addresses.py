"""Mail addresses as people write them: read before they are written down."""

from __future__ import annotations

from typing import Final

from states.addresses import read_address
from states.text import Text
from states.validation_error import ValidationError
from states.validation_messages import InvalidValue

NO_ADDRESS: Final = Text(
    "write a mail address, such as name@university.example",
    "упишите адресу е-поште, на пример: ime@univerzitet.example",
)


def address_named(typed_address: str) -> str:
    """A mail address as people write it; raises ValidationError where no mail could reach it."""
    try:
        read_address(typed_address.strip())
    except InvalidValue:
        sentence = (
            NO_ADDRESS
            if not typed_address.strip()
            else Text(
                f"{typed_address!r} is not a mail address (write name@university.example)",
                f"{typed_address!r} није адреса е-поште (на пример: ime@univerzitet.example)",
            )
        )
        raise ValidationError(sentence) from None
    return typed_address.strip()
