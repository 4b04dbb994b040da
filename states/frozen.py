"""`frozen`: a class of values, compared by what they hold and changed by nobody.

`@dataclass(frozen=True)` guards each field while the office runs, and for that sets every field of
every new value by way of `object.__setattr__`: making a value costs four times as much. Here the
guard is mypy's, and a test of the architecture reads all rooms for assignments to fields
(docs/decisions/0024).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(made: type[Made]) -> type[Made]:
    """The class as a dataclass with slots, equality and hash; its fields are not to be assigned."""
    return dataclass(slots=True, unsafe_hash=True)(made)
