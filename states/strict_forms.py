"""What strict forms share: no key that is not known, a day written as one, an address for mails."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

STRICT = ConfigDict(extra="forbid")


def _written_out(day: Any) -> Any:
    """A date is written as one: a number is not taken for seconds since 1970."""
    if isinstance(day, int | float) or (isinstance(day, str) and day.strip().isdecimal()):
        raise ValueError(f"{day!r} is not a date (write YYYY-MM-DD)")
    return day


def _of_our_time(day: date) -> date:
    """A year that is mistyped must not carry a due date out of every calendar."""
    if not 1990 <= day.year <= 2199:
        raise ValueError(f"{day} is not a day between the years 1990 and 2199")
    return day


Day = Annotated[date, BeforeValidator(_written_out), AfterValidator(_of_our_time)]
Email = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=200)]
