"""`frozen`: a class of values, compared by what they hold and changed by nobody.

`@dataclass(frozen=True)` guards each field while the office runs, and for that sets every field of
every new value by way of `object.__setattr__`: making a value costs four times as much. Here the
guard is mypy's, and a test of the architecture reads all rooms for assignments to fields
(docs/decisions/0024). Of the methods that a dataclass has, each compiled anew for each class, only
`__init__` is: values are compared, hashed and shown in one way.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(made: type[Made]) -> type[Made]:
    """The class as a dataclass with slots, equality and hash; its fields are not to be assigned."""
    made = dataclass(slots=True, eq=False, repr=False)(made)
    compared = [one.name for one in fields(made) if one.compare]  # type: ignore[arg-type]
    held = attrgetter(*compared or ["__class__"])

    def is_equal(self: Any, other: Any) -> Any:
        return held(self) == held(other) if other.__class__ is self.__class__ else NotImplemented

    def hash_of(self: Any) -> int:
        return hash(held(self))

    made.__eq__, made.__hash__ = is_equal, hash_of  # type: ignore[method-assign]
    made.__repr__ = _shown  # type: ignore[method-assign]
    return made


def _shown(self: Any) -> str:
    held = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({', '.join(held)})"
