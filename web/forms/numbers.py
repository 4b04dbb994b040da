"""Numbers as people write them: with a comma or a point, and thousands apart."""

from __future__ import annotations

import re
from typing import Final

_WITH_THOUSANDS: Final = re.compile(r"\d{1,3}((?:\.\d{3})+,\d+|(?:,\d{3})+\.\d+)")
"""Both signs in it: the last one is the decimal one."""


def plain_number(number_text: str) -> str:
    """A number with a decimal point and nothing else in it; what is none stays as it is."""
    if _WITH_THOUSANDS.fullmatch(number_text):
        between_thousands = min(".,", key=number_text.find)
        number_text = number_text.replace(between_thousands, "")
    return number_text.replace(",", ".")  # 7,5 is how half of Europe writes it
