"""From what a browser sent to the plain data of a form: blank fields and blank rows left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from starlette.datastructures import FormData

from web.forms.field_specs import FieldSpec
from web.forms.numbers import plain_number

NONE_OF_THEM: Final = "none"
"""The choice, among several, that there is none."""

SAYS_NOTHING: Final = frozenset({"choice", "yesno"})
"""Kinds that always have a value: alone they do not make a row that somebody filled in."""


def parse_form(specs: Sequence[FieldSpec], form: FormData, prefix: str = "") -> dict[str, object]:
    """The form's values by their written names, as `states.payloads.read_payload` takes them."""
    values = ((spec.name, _value(spec, form, prefix + spec.name)) for spec in specs)
    return {name: value for name, value in values if value not in (None, "", [], {})}


def _value(spec: FieldSpec, form: FormData, path: str) -> object:
    if spec.kind == "group":
        group = parse_form(spec.parts, form, f"{path}.")
        return group if _is_filled_in(spec.parts, group) else None
    if spec.kind == "rows":
        rows = (parse_form(spec.parts, form, f"{path}.{key}.") for key in _row_keys(form, path))
        return [row for row in rows if _is_filled_in(spec.parts, row)]
    if spec.kind == "many":
        choices = [str(choice).strip() for choice in form.getlist(path)]
        if spec.may_be_none and choices == [NONE_OF_THEM]:
            return ()
        return list(dict.fromkeys(choice for choice in choices if choice not in ("", NONE_OF_THEM)))
    return _simple(spec, form.get(path))


def _simple(spec: FieldSpec, typed_value: object) -> str | bool | None:
    if not isinstance(typed_value, str):
        return None
    value = typed_value.strip()
    if spec.kind in ("number", "whole"):
        return plain_number(value)
    if spec.kind == "yesno" and value in ("true", "false"):
        return value == "true"
    return value


def _row_keys(form: FormData, path: str) -> list[str]:
    """The keys of a list's rows in the order in which the page shows them."""
    start = f"{path}."
    keys = (name[len(start) :].split(".", 1)[0] for name in form if name.startswith(start))
    return list(dict.fromkeys(keys))


def _is_filled_in(parts: Sequence[FieldSpec], row: Mapping[str, object]) -> bool:
    return any(part.name in row for part in parts if part.kind not in SAYS_NOTHING)
