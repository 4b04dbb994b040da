"""What people write about a call or a candidate, read as the value of its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from pydantic import ValidationError as PydanticError

from states.payloads import check_written, paths_of
from states.strict_yaml import adapter
from states.validation_error import ValidationError
from states.validation_messages import in_one_sentence, message_of

Form = TypeVar("Form")


def read_form(form: type[Form], data: Mapping[str, object]) -> Form:
    """The value of a form; raises ValidationError with a sentence for each slip of the pen."""
    check_written(data)
    try:
        return adapter(form).validate_python(dict(data))
    except PydanticError as error:
        errors = [
            (".".join(map(str, item["loc"])) or "all", message_of(item)) for item in error.errors()
        ]
        raise ValidationError(in_one_sentence(errors), paths_of(error)) from None
