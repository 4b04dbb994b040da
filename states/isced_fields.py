"""Fields of education by name: a code stands beside what it means (`isced_fields.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from states.strict_yaml import load_yaml_file
from states.text import Text

_FILE: Final = Path(__file__).with_name("isced_fields.yaml")


@cache
def _fields() -> Mapping[str, Text]:
    return load_yaml_file(dict[str, Text], _FILE)[0]


def field_title(code: str) -> Text:
    """A field by its code with its name, or that of the nearest field that it belongs to; a code
    that no name is known for stays as it is."""
    field_names = (_fields().get(code[:length]) for length in range(len(code), 1, -1))
    name = next(filter(None, field_names), None)
    return Text(f"{code} {name.en}", f"{code} {name.sr}") if name else Text(code, code)
