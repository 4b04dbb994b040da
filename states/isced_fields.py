"""Fields of education: the closed list of ISCED-F 2013 codes (`isced_codes.yaml`), and what broad
and narrow ones are called (`isced_fields.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from states.strict_yaml import load_yaml_file
from states.text import Text

_FILE: Final = Path(__file__).with_name("isced_fields.yaml")
_CODES: Final = Path(__file__).with_name("isced_codes.yaml")


@cache
def _fields() -> Mapping[str, Text]:
    return load_yaml_file(dict[str, Text], _FILE)[0]


@cache
def isced_codes() -> frozenset[str]:
    """Every code that there is: broad fields of two digits, narrow of three, detailed of four."""
    by_broad_field: dict[str, tuple[str, ...]] = load_yaml_file(dict[str, tuple[str, ...]], _CODES)[
        0
    ]
    detailed_codes = [code for codes in by_broad_field.values() for code in codes]
    return frozenset(code[:length] for code in detailed_codes for length in (2, 3, 4))


def fields_within(code: str) -> tuple[str, list[str]]:
    """The nearest field that there is above a code, and the codes of those next below it; of a
    code without any, no field and the broad ones."""
    above = next((code[:n] for n in range(len(code), 1, -1) if code[:n] in isced_codes()), "")
    length = len(above) + 1 if above else 2
    below = (other for other in isced_codes() if len(other) == length and other.startswith(above))
    return above, sorted(below)


def field_title(code: str) -> Text:
    """A field by its code with its name, or that of the nearest field that it belongs to; a code
    that no name is known for stays as it is."""
    field_names = (_fields().get(code[:length]) for length in range(len(code), 1, -1))
    name = next(filter(None, field_names), None)
    return Text(f"{code} {name.en}", f"{code} {name.sr}") if name else Text(code, code)
