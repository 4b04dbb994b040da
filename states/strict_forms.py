"""What strict forms share: no key that is not known, and the kinds of values, each with its bounds.

ECTS, hours and points are exact decimals, a day is a civil date.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
)

from states.addresses import read_address
from states.frozen import frozen
from states.isced_fields import fields_within, isced_codes
from states.validation_messages import InvalidValue

STRICT = ConfigDict(extra="forbid")

RECORDED: Final = object()
"""The context in which a form reads what was taken once: a list that was closed since then stays
open to it."""

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


@frozen
class NotAfterToday:
    """Of a day: it has come. `rules.possible_days` judges every form that says so by its type."""


def _written_out(day: object) -> object:
    """A date is written as one: a number is not taken for seconds since 1970."""
    if isinstance(day, int | float) or (isinstance(day, str) and day.strip().isdecimal()):
        raise InvalidValue(
            f"{day!r} is not a date (write YYYY-MM-DD)", f"{day!r} није датум (пише се ГГГГ-ММ-ДД)"
        )
    return day


def _of_our_time(day: date) -> date:
    """A year that is mistyped must not carry a due date out of every calendar."""
    if not 1990 <= day.year <= 2199:
        raise InvalidValue(
            f"{day} is not a day between the years 1990 and 2199",
            f"{day} није дан између 1990. и 2199. године",
        )
    return day


def _as_written(word: object) -> object:
    """A grade or a code is a word, also where YAML reads a number: 30 and `30L` in one table."""
    return str(word) if isinstance(word, int | float) and word is not True else word


def _in_one_line(name: str) -> str:
    """A control character is a slip, and parts what is kept in one column."""
    if _CONTROL.search(name):
        raise InvalidValue(
            f"{name!r} holds a control character", f"{name!r} садржи управљачки знак"
        )
    return name


def _field(code: str, info: ValidationInfo) -> str:
    """Two to four digits, each further one narrows the field: one of the list, save in a record
    that was taken before the list was asked."""
    if not (code.isascii() and code.isdigit() and 2 <= len(code) <= 4):
        raise InvalidValue(
            f"`{code}` is not an ISCED-F code of two to four digits, such as 0613",
            f"`{code}` није ознака ISCED-F од две до четири цифре, као што је 0613",
        )
    if code not in isced_codes() and info.context is not RECORDED:
        above, below = fields_within(code)
        codes = ", ".join(below)
        raise InvalidValue(
            f"`{code}` is no field of ISCED-F 2013; {f'in {above}' if above else 'in all'} there "
            f"are: {codes}",
            f"`{code}` није област по ISCED-F 2013; {f'у {above}' if above else 'укупно'} постоје: "
            f"{codes}",
        )
    return code


def _address(text: str) -> str:
    """As it is written: a domain in Cyrillic is shown as people know it."""
    read_address(text)
    return text


def _not_blank(name: str) -> str:
    """Blanks are no name: nobody could tell on a list who is meant."""
    if not name.strip():
        raise InvalidValue("must not be empty", "не сме бити празно")
    return name


def _country(code: str) -> str:
    if not (code.isascii() and code.isalpha() and code.isupper() and len(code) == 2):
        raise InvalidValue(
            f"`{code}` is no country's code of two capital letters, such as AT",
            f"`{code}` није двословна ознака државе великим словима, као што је AT",
        )
    return code


def _erasmus(code: str) -> str:
    """As the Commission writes it: country, town, number, in capitals."""
    if not re.fullmatch(r"[A-Z]{1,3} ?[A-Z-]{2,12}[0-9]{2,3}", code):
        raise InvalidValue(
            f"`{code}` is not an Erasmus code such as A GRAZ01",
            f"`{code}` није Еразмус код као што је A GRAZ01",
        )
    return code


def listed(value: object) -> object:
    """One name, or one form, stands for a list of one."""
    return [value] if isinstance(value, str | dict) else value


Day = Annotated[date, BeforeValidator(_written_out), AfterValidator(_of_our_time)]
PastDay = Annotated[Day, NotAfterToday()]
"""A day of something that has happened: a signature, a delivery, a return."""
Email = Annotated[str, Field(max_length=200), AfterValidator(_address)]
Country = Annotated[str, AfterValidator(_country)]
ErasmusCode = Annotated[str, Field(max_length=20), AfterValidator(_erasmus)]
Ects = Annotated[Decimal, Field(ge=0, le=120, decimal_places=6)]
Hours = Annotated[Decimal, Field(ge=0, le=10_000, decimal_places=6)]
Points = Annotated[Decimal, Field(ge=0, le=10_000, decimal_places=6)]
Named = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_not_blank)]
Titled = Annotated[str, Field(max_length=300)]
Salutation = Literal["f", "m"]
"""How a person wants to be addressed: Поштована, Поштовани."""
AcademicTitle = Annotated[str, Field(max_length=60)]
"""As it stands before the name: `др`, `проф. др`."""
StatedReason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A reason that must be given: blanks say nothing."""
Code = Annotated[str, Field(max_length=60)]
Label = Annotated[Code, AfterValidator(_in_one_line)]
"""A criterion or a member of the commission: control characters part them where points are read."""
Spoken = Annotated[str, Field(max_length=20)]
Grade = Annotated[str, BeforeValidator(_as_written), Field(min_length=1, max_length=40)]
IscedField = Annotated[str, BeforeValidator(_as_written), AfterValidator(_field)]
"""A field of education by its ISCED-F 2013 code: broad 06, narrow 061, detailed 0613."""
