"""What is wrong with a form's data, field by field and in both languages, before it is used."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from pydantic import ValidationError as PydanticError

from states.strict_yaml import adapter
from states.text import Text
from states.validation_messages import message_of
from web.forms.shapes import FILLED_IN

FieldErrors = Mapping[str, Text]
"""A sentence for each field that is wrong, by the field's path (`courses.0.ects`)."""

MISSING: Final = Text("Please fill this in.", "Попуните ово поље.")
NO_DATE: Final = Text("There is no such date.", "Такав датум не постоји.")
NO_NUMBER: Final = Text("Please write a number.", "Упишите број.")
NOT_OFFERED: Final = Text("Please choose from the list.", "Изаберите са списка.")
TOO_LONG: Final = Text("This is too long.", "Текст је предугачак.")
BACKWARDS: Final = Text(
    "The last day lies before the first day.", "Последњи дан је пре првог дана."
)
OF_TOMORROW: Final = Text("This day has not come yet.", "Тај дан још није наступио.")

_SAID: Final[Mapping[str, Text]] = {
    "missing": MISSING,
    "missing_argument": MISSING,
    "string_too_short": MISSING,
    "too_short": MISSING,
    "string_too_long": TOO_LONG,
    "literal_error": NOT_OFFERED,
    "bool_parsing": NOT_OFFERED,
}


def field_errors_of(form: str, data: Mapping[str, Any], today: date) -> dict[str, Text]:
    """The problems of a form's data; empty where `read_payload` would take it. `today` is civil."""
    try:
        value = adapter(FILLED_IN[form]).validate_python(dict(data))
    except PydanticError as error:
        return {".".join(map(str, item["loc"])): _say(dict(item)) for item in error.errors()}
    return _together(form, value, today)


def _together(form: str, value: Any, today: date) -> dict[str, Text]:
    """What no field shows alone: the order of two days, and a day that is still to come.

    A semester's first day is the one `on` that may lie ahead.
    """
    first, last = getattr(value, "first_day", None), getattr(value, "last_day", None)
    problems = {"to": BACKWARDS} if first and last and last < first else {}
    on = getattr(value, "on", None) if form != "semester_start" else None
    return {**problems, "on": OF_TOMORROW} if on and on > today else problems


def _say(item: dict[str, Any]) -> Text:
    kind, limits = item["type"], item.get("ctx") or {}
    if kind.startswith("date"):
        return NO_DATE
    if kind.startswith(("decimal", "int")):
        return NO_NUMBER
    if "ge" in limits:
        return Text(f"At least {limits['ge']}.", f"Најмање {limits['ge']}.")
    if "le" in limits:
        return Text(f"At most {limits['le']}.", f"Највише {limits['le']}.")
    return _SAID.get(kind) or message_of(item).capitalised()
