"""From what a browser sent to the plain data of a form: blank fields and blank rows left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.datastructures import FormData

from web.forms.shapes import Shape

SAYS_NOTHING: Final = frozenset({"choice", "yesno"})
"""Kinds that always have a value: alone they do not make a row that somebody filled in."""


def data_of(shapes: Sequence[Shape], form: FormData, prefix: str = "") -> dict[str, Any]:
    """The form's values by their written names, as `states.payloads.read_payload` takes them."""
    found = ((shape.name, _value(shape, form, prefix + shape.name)) for shape in shapes)
    return {name: value for name, value in found if value not in (None, "", [], {})}


def _value(shape: Shape, form: FormData, path: str) -> Any:
    if shape.kind == "group":
        group = data_of(shape.parts, form, f"{path}.")
        return group if _filled(shape.parts, group) else None
    if shape.kind == "rows":
        rows = (data_of(shape.parts, form, f"{path}.{key}.") for key in _row_keys(form, path))
        return [row for row in rows if _filled(shape.parts, row)]
    if shape.kind == "many":
        given = (str(value).strip() for value in form.getlist(path))
        return list(dict.fromkeys(value for value in given if value))
    return _simple(shape, form.get(path))


def _simple(shape: Shape, given: object) -> Any:
    if not isinstance(given, str):
        return None
    value = given.strip()
    if shape.kind in ("number", "whole"):
        return value.replace(",", ".")  # 7,5 is how half of Europe writes it
    if shape.kind == "yesno" and value in ("true", "false"):
        return value == "true"
    return value


def _row_keys(form: FormData, path: str) -> list[str]:
    """The keys of a list's rows in the order in which the page shows them."""
    start = f"{path}."
    keys = (name[len(start) :].split(".", 1)[0] for name in form if name.startswith(start))
    return list(dict.fromkeys(keys))


def _filled(parts: Sequence[Shape], row: Mapping[str, Any]) -> bool:
    return any(part.name in row for part in parts if part.kind not in SAYS_NOTHING)
