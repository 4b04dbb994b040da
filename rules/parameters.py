"""What a rule's numbers and a definition's words give to guards and deadlines, read by their kind.

A regulation and a definition are data: that a number is a number is seen where it is read. A value
of another kind is the fault of whoever wrote it, and raises TypeError with a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from rules.grades import RULES, ConversionRule
from states.recognition import GradeShare

Number = int | Decimal
Parameters = Mapping[str, object]
"""By name: numbers of the cited rule, words of the definition, and what every guard is given."""


def number(parameters: Parameters, name: str) -> Number:
    """A number that must be there; KeyError where it is not."""
    value = parameters[name]
    if isinstance(value, int | Decimal):
        return value
    raise _another_kind(name, "a number", value)


def whole_number(parameters: Parameters, name: str) -> int:
    """As `number`, in whole days, semesters or persons."""
    return int(number(parameters, name))


def word(parameters: Parameters, name: str) -> str | None:
    """A word, None where there is none."""
    value = parameters.get(name)
    if value is None or isinstance(value, str):
        return value
    raise _another_kind(name, "a word", value)


def words(parameters: Parameters, name: str) -> tuple[str, ...]:
    """Words in their order, none where none are given; one alone stands for a list of one."""
    return words_of(name, parameters.get(name, ()))


def words_of(name: str, value: object) -> tuple[str, ...]:
    """What was given under a name as words."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list | tuple):
        return tuple(str(item) for item in value)
    raise _another_kind(name, "a list of words", value)


def groups_of_words(parameters: Parameters, name: str) -> list[tuple[str, ...]]:
    """Words of which several in one place stand for each other: the Rector, or the Dean."""
    value = parameters[name]
    if isinstance(value, list | tuple):
        return [words_of(name, item) for item in value]
    raise _another_kind(name, "a list of words", value)


def day(parameters: Parameters, name: str) -> date | None:
    """A civil date, None where there is none."""
    value = parameters.get(name)
    if value is None or isinstance(value, date):
        return value
    raise _another_kind(name, "a date", value)


def grading_scale(parameters: Parameters) -> tuple[GradeShare, ...]:
    """The scale of the regulation, best grade first, that its rules of recognition are given."""
    value = parameters["grading_scale"]
    if isinstance(value, list | tuple):
        return tuple(value)
    raise _another_kind("grading_scale", "a grading table", value)


def conversion_rule(parameters: Parameters) -> ConversionRule:
    """How a grade that straddles two is converted, by the regulation."""
    value = parameters["conversion"]
    for rule in RULES:
        if rule == value:
            return rule
    raise _another_kind("conversion", f"one of {', '.join(RULES)}", value)


def _another_kind(name: str, kind: str, value: object) -> TypeError:
    return TypeError(f"`{name}` must be {kind}, not {value!r}")
