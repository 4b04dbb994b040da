"""What is wrong with data is told in our own words, in both languages."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, TypeAdapter
from pydantic import ValidationError as PydanticError

from states.strict_forms import Country, Day, Ects, Email, IscedField, Label, Named
from states.text import Text
from states.validation_messages import in_one_sentence, message_of

CASES: list[tuple[Any, Any, str, str]] = [
    (Ects, -6, "must be at least 0, not -6", "мора бити најмање 0, а не -6"),
    (Ects, 121, "must be at most 120, not 121", "мора бити највише 120, а не 121"),
    (Ects, "six", "must be a number, not 'six'", "мора бити број, а не 'six'"),
    (Ects, "0.1234567", "must have at most 6 decimals, not '0.1234567'",
     "највећи број децимала је 6, а не '0.1234567'"),
    (Annotated[Decimal, Field(gt=0)], 0, "must be more than 0, not 0",
     "мора бити веће од 0, а не 0"),
    (int, "two", "must be a whole number, not 'two'", "мора бити цео број, а не 'two'"),
    (int, 1.5, "must be a whole number, not 1.5", "мора бити цео број, а не 1.5"),
    (Named, "", "must not be empty", "не сме бити празно"),
    (Named, 5, "must be text, not 5", "мора бити текст, а не 5"),
    (Named, "x" * 301, "must have at most 300 characters", "највећи број знакова је 300"),
    (bool, "perhaps", "must be true or false, not 'perhaps'",
     "мора бити true или false, а не 'perhaps'"),
    (Literal["en", "sr"], "de", "must be 'en' or 'sr', not 'de'",
     "мора бити 'en' или 'sr', а не 'de'"),
    (tuple[str, ...], 5, "must be a list, not 5", "мора бити списак, а не 5"),
    (dict[str, str], "x", "must be names with values, not 'x'",
     "морају бити имена с вредностима, а не 'x'"),
    (Day, "2026-02-30", "'2026-02-30' is not a date that exists (write YYYY-MM-DD)",
     "'2026-02-30' није датум који постоји (пише се ГГГГ-ММ-ДД)"),
    (Day, 20260230, "20260230 is not a date (write YYYY-MM-DD)",
     "20260230 није датум (пише се ГГГГ-ММ-ДД)"),
    (Day, "1926-02-03", "1926-02-03 is not a day between the years 1990 and 2199",
     "1926-02-03 није дан између 1990. и 2199. године"),
    (date, None, "must be a date (write YYYY-MM-DD), not None",
     "мора бити датум (пише се ГГГГ-ММ-ДД), а не None"),
    (time, "noon", "must be a time of day (write HH:MM), not 'noon'",
     "мора бити време (пише се ЧЧ:ММ), а не 'noon'"),
    (Email, "ana", "'ana' is no e-mail address", "'ana' није имејл адреса"),
    (Country, "Austria", "`Austria` is no country's code of two capital letters, such as AT",
     "`Austria` није двословна ознака државе великим словима, као што је AT"),
    (Label, "a\x1fb", "'a\\x1fb' holds a control character",
     "'a\\x1fb' садржи управљачки знак"),
    (IscedField, "IT", "`IT` is not an ISCED-F code of two to four digits, such as 0613",
     "`IT` није ознака ISCED-F од две до четири цифре, као што је 0613"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "data", "en", "sr"), CASES, ids=lambda part: str(part)[:30])
def test_an_error_says_what_is_to_be_there_and_what_is(
    form: Any, data: Any, en: str, sr: str
) -> None:
    with pytest.raises(PydanticError) as exception:
        TypeAdapter(form).validate_python(data)
    (error,) = exception.value.errors()
    assert message_of(error) == Text(en, sr)


def test_all_errors_are_told_each_after_its_place() -> None:
    wrong = [("ects", Text("is missing", "недостаје")), ("on", Text("is late", "касни"))]
    assert in_one_sentence(wrong) == Text(
        "ects: is missing; on: is late", "ects: недостаје; on: касни"
    )
