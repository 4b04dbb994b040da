"""What is wrong with data that a form can't take: pydantic's findings as sentences of ours.

Each stands after the place that it is about, and tells what is to be there and what is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic_core import ErrorDetails

from states.text import Text


class InvalidValue(ValueError):
    """A value that a form can't take, told by the form's own validator."""

    def __init__(self, en: str, sr: str) -> None:
        self.message = Text(en, sr)
        super().__init__(en)


_MISSING: Final = Text("is missing", "недостаје")
_UNKNOWN: Final = Text("is not a known key here", "овде није познат податак")
_EMPTY: Final = Text("must not be empty", "не сме бити празно")
_TEXT: Final = Text("must be text", "мора бити текст")
_WHOLE: Final = Text("must be a whole number", "мора бити цео број")
_NUMBER: Final = Text("must be a number", "мора бити број")
_DATE: Final = Text("must be a date (write YYYY-MM-DD)", "мора бити датум (пише се ГГГГ-ММ-ДД)")
_TIME: Final = Text("must be a time of day (write HH:MM)", "мора бити време (пише се ЧЧ:ММ)")
_YES_OR_NO: Final = Text("must be true or false", "мора бити true или false")
_LIST: Final = Text("must be a list", "мора бити списак")
_NAMES: Final = Text("must be names with values", "морају бити имена с вредностима")

_TEMPLATES: Final[Mapping[str, Text]] = {
    "missing": _MISSING,
    "missing_argument": _MISSING,
    "extra_forbidden": _UNKNOWN,
    "unexpected_keyword_argument": _UNKNOWN,
    "greater_than": Text("must be more than {gt}", "мора бити веће од {gt}"),
    "greater_than_equal": Text("must be at least {ge}", "мора бити најмање {ge}"),
    "less_than": Text("must be less than {lt}", "мора бити мање од {lt}"),
    "less_than_equal": Text("must be at most {le}", "мора бити највише {le}"),
    "string_type": _TEXT,
    "string_too_short": _EMPTY,
    "string_too_long": Text(
        "must have at most {max_length} characters", "највећи број знакова је {max_length}"
    ),
    "string_pattern_mismatch": Text(
        "must be written as `{pattern}` has it", "мора бити написано по обрасцу `{pattern}`"
    ),
    "too_short": Text("needs at least {min_length}", "најмањи број ставки је {min_length}"),
    "too_long": Text("takes at most {max_length}", "највећи број ставки је {max_length}"),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "decimal_max_places": Text(
        "must have at most {decimal_places} decimals", "највећи број децимала је {decimal_places}"
    ),
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "date_type": _DATE,
    "date_from_datetime_inexact": _DATE,
    "time_type": _TIME,
    "time_parsing": _TIME,
    "bool_type": _YES_OR_NO,
    "bool_parsing": _YES_OR_NO,
    "literal_error": Text("must be {expected}", "мора бити {expected}"),
    "list_type": _LIST,
    "tuple_type": _LIST,
    "dict_type": _NAMES,
    "mapping_type": _NAMES,
    "model_type": _NAMES,
    "dataclass_type": _NAMES,
}
"""By pydantic's name for what it found; in braces, what it was compared with."""

_SHORT: Final = 60
"""Characters: a longer value is not repeated."""


def message_of(item: ErrorDetails | Mapping[str, Any]) -> Text:
    """A finding of pydantic as a sentence that the author of the data understands."""
    kind, limits, value = item["type"], item.get("ctx") or {}, repr(item["input"])
    error = limits.get("error")
    if kind == "value_error":
        return error.message if isinstance(error, InvalidValue) else Text(*[str(error)] * 2)
    if kind.startswith("date") and isinstance(item["input"], str):
        return Text(
            f"{value} is not a date that exists (write YYYY-MM-DD)",
            f"{value} није датум који постоји (пише се ГГГГ-ММ-ДД)",
        )
    template = _TEMPLATES.get(kind)
    if template is None:
        return Text(*[item["msg"][0].lower() + item["msg"][1:]] * 2)
    en, sr = template.en.format(**limits), template.sr.format(**_in_serbian(limits))
    if template in (_MISSING, _UNKNOWN, _EMPTY) or len(value) >= _SHORT:
        return Text(en, sr)
    return Text(f"{en}, not {value}", f"{sr}, а не {value}")


def in_one_sentence(messages: Sequence[tuple[str, Text]]) -> Text:
    """Every message after its place, in one sentence."""
    en, sr = (
        "; ".join(f"{place}: {message.in_(of)}" for place, message in messages)
        for of in ("en", "sr")
    )
    return Text(en, sr)


def _in_serbian(limits: Mapping[str, object]) -> dict[str, object]:
    expected_text = str(limits.get("expected", "")).replace(" or ", " или ")
    return {**limits, "expected": expected_text}
