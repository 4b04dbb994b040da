"""The form of a correction: the fields of what is corrected, each of which may be left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Annotated, Any, Final, cast, get_args, get_origin, get_type_hints

from pydantic import Field
from pydantic.fields import FieldInfo

from states.fact_declaration import Payload
from states.frozen import frozen
from states.strict_forms import STRICT, StatedReason

REASON: Final = "reason"


def correction_form(
    name: str, docstring: str, corrected_form: type[Payload], asked_fields: Mapping[str, Any]
) -> type[Payload]:
    """A form with the fields of a class, and with those `asked` besides, which must be filled in.

    Why something is corrected is always asked for. A field has the name that people write for it.
    """
    hints = get_type_hints(corrected_form, include_extras=True)
    names = [part.name for part in fields(corrected_form)]
    optional = {field: _optional(hints[field]) for field in names}
    body: dict[str, Any] = {
        "__module__": __name__,
        "__doc__": docstring,
        "__annotations__": {REASON: StatedReason, **asked_fields, **optional},
        "__pydantic_config__": STRICT,
        **dict.fromkeys(names),
    }
    return cast(type[Payload], frozen(type(name, (), body)))


def values_in(correction: Payload, corrected_form: type[Payload]) -> dict[str, object]:
    """The values that a correction holds, by the field of the class that it corrects."""
    values = ((part.name, getattr(correction, part.name)) for part in fields(corrected_form))
    return {name: value for name, value in values if value is not None}


def differing_fields(before: Payload, after: Payload) -> tuple[str, ...]:
    """The fields in which two values of a class differ."""
    names = (part.name for part in fields(before))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def _optional(hint: Any) -> Any:
    """The type with None; the name that people write stands outside of that."""
    if get_origin(hint) is not Annotated:
        return hint | None
    bare, *notes = get_args(hint)
    alias_notes = [note for note in notes if isinstance(note, FieldInfo) and note.alias]
    if not alias_notes:
        return hint | None
    other_notes = tuple(note for note in notes if note not in alias_notes)
    value = Annotated[(bare, *other_notes)] if other_notes else bare
    return Annotated[value | None, Field(alias=alias_notes[0].alias)]
