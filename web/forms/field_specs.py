"""The fields of a form: what each field of a fact or payload is, read from its type."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from states.calls import Candidate
from states.frozen import frozen, replace
from states.payloads import PAYLOADS
from states.takeover import OWN_FORMS, HandedOver
from web.forms.call_form import CallForm

Kind = Literal[
    "date", "number", "whole", "text", "area", "choice", "yesno", "many", "group", "rows"
]

FORM_TYPES: Final[Mapping[str, type[Any]]] = {
    **PAYLOADS,
    **OWN_FORMS,
    "handed_over": HandedOver,
    "new_candidate": Candidate,
    "call": CallForm,
}
"""The forms that pages show: facts, payloads, a new case's candidate, a new call."""

LONG: Final = frozenset(
    "activity evaluation extra_support grounds note outcomes programme reason remarks skills "
    "not_checked source tasks what".split()
)
"""Free texts that need room."""


DECIDING: Final = frozenset(
    {
        "decree", "earlier_decree", "recognition", "language_decision", "extra_support", "place",
        "earlier_appeal", "appeal_upheld", "appeal_dismissed", "host_refusal", "written_reason",
        "certification_refusal", "grant", "host_cancellation",
    }
)  # fmt: skip
"""Forms in which somebody decides: nothing in them is chosen before that person chooses it."""


@frozen
class FieldSpec:
    """A field: its written name, kind, whether it must be filled, the values it may have.

    `parts` are the fields of a group, or of each row where it repeats. Of several values a field
    that `may_be_none` tells that nobody said any from that there is none.
    """

    name: str
    kind: Kind
    required: bool
    values: tuple[str, ...] = ()
    parts: tuple[FieldSpec, ...] = ()
    default: str | int | bool | None = None
    may_be_none: bool = False


@cache
def field_specs(form: str) -> tuple[FieldSpec, ...]:
    """The fields of a form of `FORM_TYPES`, in their order."""
    specs = _fields_of(FORM_TYPES[form])
    return tuple(map(_undecided, specs)) if form in DECIDING else specs


def _undecided(spec: FieldSpec) -> FieldSpec:
    """The field with nothing chosen; what has to be one of several must then be chosen."""
    parts = tuple(map(_undecided, spec.parts))
    if spec.kind not in ("choice", "yesno"):
        return replace(spec, parts=parts)
    is_chosen = spec.kind == "choice" and spec.default is not None
    return replace(spec, required=spec.required or is_chosen, default=None)


def _fields_of(form: type) -> tuple[FieldSpec, ...]:
    hints = get_type_hints(form, include_extras=True)
    return tuple(_field(part, hints[part.name]) for part in fields(form))


def _field(part: Field[object], hint: object) -> FieldSpec:
    alias, bare = _without_notes(hint)
    is_required = part.default is MISSING and part.default_factory is MISSING
    name = alias or part.name
    kind, values, parts = _kind(part.name, bare)
    default = part.default if isinstance(part.default, str | int | bool) else None
    may_be_none = kind == "many" and part.default is None
    return FieldSpec(name, kind, is_required, values, parts, default, may_be_none)


def _without_notes(hint: object) -> tuple[str | None, object]:
    """The name that people write, and the type without `None` and annotations."""
    alias = None
    while True:
        if get_origin(hint) is Annotated:
            hint, *notes = get_args(hint)
            alias = alias or next((a for n in notes if (a := getattr(n, "alias", None))), None)
        elif get_origin(hint) in (Union, types.UnionType):
            hint = next(arm for arm in get_args(hint) if arm is not type(None))
        else:
            return alias, hint


_ENGLISH: Final = FieldSpec("en", "text", False)
"""Of a candidate's levels, by language, the one that a rule asks for (BEE-D1)."""

_SIMPLE: Final[Mapping[object, Kind]] = {
    date: "date",
    Decimal: "number",
    int: "whole",
    bool: "yesno",
}


def _kind(name: str, hint: object) -> tuple[Kind, tuple[str, ...], tuple[FieldSpec, ...]]:
    if isinstance(hint, type) and is_dataclass(hint):
        return "group", (), _fields_of(hint)
    if get_origin(hint) is Literal:
        return "choice", tuple(map(str, get_args(hint))), ()
    if get_origin(hint) is dict:
        return "group", (), (_ENGLISH,)
    if get_origin(hint) is tuple:
        return _repeated(get_args(hint)[0])
    if hint in _SIMPLE:
        return _SIMPLE[hint], (), ()
    return ("area" if name in LONG else "text"), (), ()


def _repeated(hint: object) -> tuple[Kind, tuple[str, ...], tuple[FieldSpec, ...]]:
    _, bare = _without_notes(hint)
    if isinstance(bare, type) and is_dataclass(bare):
        return "rows", (), _fields_of(bare)
    values = tuple(map(str, get_args(bare))) if get_origin(bare) is Literal else ()
    return "many", values, ()
