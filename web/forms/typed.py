"""What somebody typed into a small form, and what is wrong with it, field by field."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import field
from datetime import date
from typing import Final

from starlette.datastructures import FormData

from states.frozen import frozen
from states.text import Text
from states.validation_error import ValidationError

_OF_A_BROWSER: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@frozen
class TypedForm:
    """A form as it was sent, or an empty one; `errors` by field, `""` for the whole form."""

    name: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, Text] = field(default_factory=dict)

    def refused(self, error: ValidationError, fields: Collection[str]) -> TypedForm:
        """The same with what is wrong at each field that the error names, else above the form."""
        at_fields = {name: text for name, text in error.by_field.items() if name in fields}
        at = next((name for name in error.fields if name in fields), "")
        return TypedForm(self.name, self.values, at_fields or {at: error.message})


def typed_fields(form: FormData, *names: str) -> dict[str, str]:
    """The named fields as text without blanks around them; a file is no text."""
    sent_values = ((name, form.get(name)) for name in names)
    return {name: value.strip() if isinstance(value, str) else "" for name, value in sent_values}


def day_input_type(typed_text: str | None) -> str:
    """The type of the input that a day stands in: of what is no day, a browser shows nothing in
    one of the type `date`, and what was typed would be lost."""
    if not typed_text:
        return "date"
    try:
        is_day = _OF_A_BROWSER.fullmatch(typed_text) and date.fromisoformat(typed_text)
    except ValueError:
        is_day = None
    return "date" if is_day else "text"
