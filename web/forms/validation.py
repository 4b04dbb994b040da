"""A form's data validated, once: its value, or what is wrong field by field in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError as PydanticError

from states.frozen import frozen
from states.payloads import check_written
from states.strict_yaml import adapter
from states.text import Text
from states.validation_messages import message_of
from web.forms.field_specs import FORM_TYPES, field_specs

FieldErrors = Mapping[str, Text]
"""A sentence for each field that is wrong, by the field's path (`courses.0.ects`)."""

MISSING: Final = Text("Please fill this in.", "Попуните ово поље.")
NOT_CHOSEN: Final = Text("Please choose one.", "Изаберите једно.")
NO_DATE: Final = Text("There is no such date.", "Такав датум не постоји.")
NO_NUMBER: Final = Text("Please write a number.", "Упишите број.")
NOT_ON_THE_LIST: Final = Text("Please choose from the list.", "Изаберите са списка.")
TOO_LONG: Final = Text("This is too long.", "Текст је предугачак.")

_MESSAGES: Final[Mapping[str, Text]] = {
    "missing": MISSING,
    "missing_argument": MISSING,
    "string_too_short": MISSING,
    "too_short": MISSING,
    "string_too_long": TOO_LONG,
    "literal_error": NOT_ON_THE_LIST,
    "bool_parsing": NOT_ON_THE_LIST,
}


@frozen
class Validated:
    """A form's data as the value of its type; where there are `errors`, there is no value."""

    value: Any = None
    errors: FieldErrors | None = None


def validate(form: str, data: Mapping[str, object]) -> Validated:
    """A form's data as a value, or all that is wrong with a field alone.

    Days that can't be are found by the engine, which judges every form (`rules.possible_days`).

    Raises ValidationError where the data holds what nobody can write down.
    """
    try:
        value = adapter(FORM_TYPES[form]).validate_python(dict(data))
    except PydanticError as error:
        errors = {
            ".".join(map(str, item["loc"])): _message(item["type"], dict(item))
            for item in error.errors()
        }
        return Validated(errors=errors)
    check_written(data)
    left_open = {
        spec.name: NOT_CHOSEN
        for spec in field_specs(form)
        if spec.required and spec.kind == "choice" and spec.name not in data
    }
    return Validated(errors=left_open) if left_open else Validated(value)


def _message(kind: str, error: dict[str, Any]) -> Text:
    limits = error.get("ctx") or {}
    if kind.startswith("date"):
        return NO_DATE
    if kind.startswith(("decimal", "int")):
        return NO_NUMBER
    if "ge" in limits:
        return Text(f"At least {limits['ge']}.", f"Најмање {limits['ge']}.")
    if "le" in limits:
        return Text(f"At most {limits['le']}.", f"Највише {limits['le']}.")
    return _MESSAGES.get(kind) or message_of(error).capitalised()
