"""Entering the people of the office: what is checked before it is written."""

from __future__ import annotations

from email.errors import MessageError
from email.headerregistry import Address

from pydantic import ValidationError as PydanticError

from states.strict_forms import Email
from states.strict_yaml import adapter
from states.text import Text
from states.validation_error import ValidationError


def address_named(written: str) -> str:
    """A mail address as people write it; raises ValidationError where no mail could reach it."""
    try:
        plain = Address(addr_spec=written.strip()).addr_spec
        return str(adapter(Email).validate_python(plain))
    except (MessageError, ValueError, IndexError, PydanticError):
        sentence = Text(
            f"{written!r} is not a mail address (write name@university.example)",
            f"{written!r} није адреса е-поште (на пример: ime@univerzitet.example)",
        )
        raise ValidationError(sentence) from None
