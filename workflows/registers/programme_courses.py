"""The register of the courses of the home programmes: entered, corrected, taught no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import Field
from pydantic import ValidationError as PydanticError

from persistence import changes, programme_courses
from persistence.changes import Change, Values
from persistence.programme_courses import ProgrammeCourse
from states.strict_forms import Ects, Hours
from states.strict_yaml import adapter
from states.text import Text, as_key
from states.validation_error import ValidationError, errors_of
from states.validation_messages import message_of
from workflows.registers.keeping import RegisterAct
from workflows.who_may import NotTheirs

KEEPERS: Final = frozenset({"academic_coordinator", "mobility_coordinator", "head_of_ico"})
"""Who keeps the courses of the home programmes."""

LONGEST: Final = {"programme": 200, "code": 60, "title": 300, "english": 300}
Semester = Annotated[int, Field(ge=1, le=16)]
Data = Mapping[str, str]
_UNWRITTEN: Final = ("id", "institution", "key", "in_use")


def add_course(act: RegisterAct, data: Data) -> int:
    """Enters a course: `title`, `programme`, `code`, `english`, `ects`, `hours`, `semester`.

    Returns its number. Raises ValidationError with its field, also where the programme has a
    course with that code (or title); NotTheirs for who does not keep the courses.
    """
    act.check_may(KEEPERS)
    values = _values(data)
    _check_new(act, values)
    course_id = programme_courses.add(act.connection, act.institution, values)
    _note(act, course_id, "course_added", after=_as_values(values))
    return course_id


def change_course(act: RegisterAct, course_id: int, data: Data) -> None:
    """Corrects what is known of a course; cases keep what they were written with.

    Raises as `add_course`.
    """
    course = _course(act, course_id)
    values = _values(data)
    before = {name: getattr(course, name) for name in values}
    changed_fields = [name for name, value in values.items() if before[name] != value]
    if not changed_fields:
        return
    if {"programme", "key"} & set(changed_fields):
        _check_new(act, values)
    programme_courses.change(act.connection, course_id, values)
    _note(
        act, course_id, "course_changed",
        _as_values({name: before[name] for name in changed_fields}),
        _as_values({name: values[name] for name in changed_fields}),
    )  # fmt: skip


def set_taught(act: RegisterAct, course_id: int, in_use: bool) -> None:
    """A course is taught no more, or again; it stays in the register. Raises as `add_course`."""
    course = _course(act, course_id)
    if course.in_use is not in_use:
        programme_courses.set_in_use(act.connection, course_id, in_use)
        name = "course_restored" if in_use else "course_withdrawn"
        _note(act, course_id, name, {"active": course.in_use}, {"active": in_use})


def course_errors(data: Data) -> dict[str, Text]:
    """All that is wrong with what is told of a course, by field."""
    return errors_of(_CHECKS, data)


def key_of(code: str | None, title: str) -> str:
    """What a course is known by within its programme: its code, else its title."""
    return as_key(code or title)


def _course(act: RegisterAct, course_id: int) -> ProgrammeCourse:
    act.check_may(KEEPERS)
    course = programme_courses.find(act.connection, course_id)
    if course is None or course.institution != act.institution:
        raise NotTheirs
    return course


def _check_new(act: RegisterAct, values: Mapping[str, object]) -> None:
    programme, key = str(values["programme"]), str(values["key"])
    if programme_courses.named(act.connection, act.institution, programme, key) is not None:
        field = "code" if values["code"] else "title"
        sentence = Text(
            f"the programme has this course already: {values[field]}",
            f"програм већ има овај предмет: {values[field]}",
        )
        raise ValidationError(sentence, (field,))


def _values(data: Data) -> dict[str, object]:
    """What is told of a course, checked; ValidationError with its field."""
    values = {name: check(data) for name, check in _CHECKS.items()}
    code, title = values["code"], str(values["title"])
    return {**values, "key": key_of(str(code) if code else None, title)}


def _line(data: Data, field: str) -> str:
    line = " ".join((data.get(field) or "").split())
    if len(line) > LONGEST[field]:
        most = LONGEST[field]
        raise ValidationError(Text(f"at most {most} letters", f"највише {most} знакова"), (field,))
    return line


def _title(data: Data) -> str:
    title = _line(data, "title")
    if not title:
        raise ValidationError(Text("this is needed", "ово је обавезно"), ("title",))
    return title


def _number(data: Data, field: str, form: Any) -> Any:
    typed_number = (data.get(field) or "").strip().replace(",", ".")
    if not typed_number:
        return None
    try:
        value = adapter(form).validate_python(typed_number)
    except PydanticError as error:
        raise ValidationError(message_of(error.errors()[0]), (field,)) from None
    return value.normalize() if isinstance(value, Decimal) else value


_CHECKS: Final[Mapping[str, Callable[[Data], object]]] = {
    "programme": lambda data: _line(data, "programme"),
    "code": lambda data: _line(data, "code") or None,
    "title": _title,
    "english": lambda data: _line(data, "english") or None,
    "ects": lambda data: _number(data, "ects", Ects),
    "hours": lambda data: _number(data, "hours", Hours),
    "semester": lambda data: _number(data, "semester", Semester),
}
"""What is told of a course, by field, each checked by itself."""


def _as_values(values: Mapping[str, object]) -> Values:
    """A course as the log of changes has it."""
    return {
        name: format(value, "f") if isinstance(value, Decimal) else value
        for name, value in values.items()
        if name not in _UNWRITTEN
    }


def _note(
    act: RegisterAct,
    course_id: int,
    name: str,
    before: Values | None = None,
    after: Values | None = None,
) -> None:
    change = Change("home_course", str(course_id), name, act.keeper.name, before, after)
    changes.note(act.connection, change, act.now)
