"""What people handed in can't be used: the fault of the caller, told in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from states.explained import Explained
from states.text import Text

Data = TypeVar("Data")


class ValidationError(Explained):
    """What was handed in can't be read: a word not known, a wrong type, a date that isn't one.

    `message` is the sentence in both languages; one that only the command line shows is English.
    `fields` names what is wrong as people write it, each by its path (`on`, `courses.0.ects`).
    """

    def __init__(self, message: Text | str, fields: tuple[str, ...] = ()) -> None:
        self.message = message if isinstance(message, Text) else Text(message, message)
        self.fields = fields
        super().__init__(self.message.en)

    def sentence(self, language: str) -> str:
        """The sentence in the language."""
        return self.message.in_(language)

    @property
    def by_field(self) -> Mapping[str, Text]:
        """What is wrong, by field; `""` where it is wrong with none."""
        return {next(iter(self.fields), ""): self.message}


class SeveralErrors(ValidationError):
    """Several fields can't be used, each for a reason of its own; the first one is the sentence."""

    def __init__(self, errors: Mapping[str, Text]) -> None:
        self.errors = errors
        super().__init__(next(iter(errors.values())), tuple(errors))

    @property
    def by_field(self) -> Mapping[str, Text]:
        """What is wrong, by field."""
        return self.errors


def errors_of(checks: Mapping[str, Callable[[Data], object]], data: Data) -> dict[str, Text]:
    """All that is wrong, by field: of each of the checks what it raises, at the field it names."""
    errors: dict[str, Text] = {}
    for name, check in checks.items():
        try:
            check(data)
        except ValidationError as error:
            errors.setdefault(next(iter(error.fields), name), error.message)
    return errors


def check_all(checks: Mapping[str, Callable[[Data], object]], data: Data) -> None:
    """Raises SeveralErrors with all that the checks find wrong."""
    if errors := errors_of(checks, data):
        raise SeveralErrors(errors)
