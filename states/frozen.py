"""`frozen`: a class of values, compared by what they hold and changed by nobody.

`@dataclass(frozen=True)` guards each field while the office runs, and for that sets every field of
every new value by way of `object.__setattr__`: making a value costs four times as much. Here the
guard is mypy's, and a test of the architecture reads all rooms for assignments to fields
(docs/decisions/0024). Of the methods that a dataclass has, each compiled anew for each class, only
`__init__` is: values are compared, hashed and shown in one way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache, partial
from operator import attrgetter
from typing import Any, TypeVar, cast, dataclass_transform, overload

Made = TypeVar("Made")


@overload
def frozen(of: type[Made], /) -> type[Made]: ...
@overload
def frozen(*, eq: bool) -> Callable[[type[Made]], type[Made]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(
    of: type[Made] | None = None, /, *, eq: bool = True
) -> type[Made] | Callable[[type[Made]], type[Made]]:
    """The class as a dataclass with slots, equality and hash; its fields are not to be assigned.

    A field of `field(hash=False)` is compared but not hashed. With `eq=False` an object is equal to
    itself only: for what is made once and asked for often, as the parts of a definition are.
    """
    return _frozen(of, eq) if of else partial(_frozen, eq=eq)


def _frozen(of: type[Made], eq: bool) -> type[Made]:
    frozen_class: Any = dataclass(slots=True, eq=False, repr=False)(of)
    frozen_class.__repr__ = _shown
    if not eq:
        return cast(type[Made], frozen_class)
    compared_fields = [part for part in fields(frozen_class) if part.compare]
    values = _values(part.name for part in compared_fields)
    hashed_values = _values(part.name for part in compared_fields if part.hash is not False)

    def is_equal(self: object, other: object) -> object:
        same_class = other.__class__ is self.__class__
        return values(self) == values(other) if same_class else NotImplemented

    def hash_of(self: object) -> int:
        return hash(hashed_values(self))

    frozen_class.__eq__, frozen_class.__hash__ = is_equal, hash_of
    return cast(type[Made], frozen_class)


def replace(value: Made, **parts: object) -> Made:
    """The value with some of its fields set anew, as by `dataclasses.replace`, sooner."""
    kind: Any = type(value)
    places, values_of = _init(kind)
    of_class, *values = values_of(value)
    for name, part in parts.items():
        values[places[name]] = part
    instance: Made = of_class(*values)
    return instance


@cache
def _init(of: Any) -> tuple[Mapping[str, int], Callable[[object], Iterable[Any]]]:
    """Where each field stands among the arguments of `__init__`, and what gives all of them."""
    names = [part.name for part in fields(of)]
    # With the class before them: an `attrgetter` of one name gives no tuple.
    return {name: place for place, name in enumerate(names)}, attrgetter("__class__", *names)


def _values(names: Iterable[str]) -> Callable[[object], object]:
    return attrgetter(*tuple(names) or ["__class__"])


def _shown(self: Any) -> str:
    parts = (f"{part.name}={getattr(self, part.name)!r}" for part in fields(self) if part.repr)
    return f"{type(self).__qualname__}({', '.join(parts)})"
