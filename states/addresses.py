"""Mail addresses: what can be one, judged alike where it is typed and where mail leaves."""

from __future__ import annotations

import re
from email.headerregistry import Address
from typing import Final

from states.validation_messages import InvalidValue

_WORD: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL_PART: Final = re.compile(rf"{_WORD}(\.{_WORD})*")
_LABEL: Final = r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
_DOMAIN: Final = re.compile(rf"{_LABEL}(\.{_LABEL})+")
_LONGEST_LOCAL_PART: Final = 64
_LONGEST_DOMAIN: Final = 253

ERASED_ADDRESSES: Final = "@erased.invalid"
"""What the address of a candidate ends with who was erased; no mail server has that domain."""


def read_address(text: str) -> Address:
    """The address that mail goes to; a domain in Cyrillic stands in its ASCII form.

    Raises InvalidValue for what no mail server carries: letters outside ASCII before the @, a
    dot at an end or two in a row, several addresses, one in angle brackets or with a scheme.
    """
    local_part, _, domain = text.rpartition("@")
    domain = _in_ascii(domain)
    fits = len(local_part) <= _LONGEST_LOCAL_PART and len(domain) <= _LONGEST_DOMAIN
    if not (fits and _LOCAL_PART.fullmatch(local_part) and _DOMAIN.fullmatch(domain)):
        raise InvalidValue(f"{text!r} is no e-mail address", f"{text!r} није имејл адреса")
    return Address(username=local_part, domain=domain)


def is_erased(address: str) -> bool:
    """Whether an address is that of a candidate who was erased."""
    return address.endswith(ERASED_ADDRESSES)


def address_key(text: str) -> str:
    """What an address is known by: the case of its letters makes no other person of anybody."""
    local_part, _, domain = text.strip().rpartition("@")
    return f"{local_part}@{_in_ascii(domain) or domain}".casefold()


def _in_ascii(domain: str) -> str:
    """The domain as servers know it; nothing where it can't be written so."""
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return ""
