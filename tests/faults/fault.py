"""What a fault of the suite is: how it strikes, and how hard in the short and in the long form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Fault:
    """A fault by its name.

    `strike` is given an empty folder, a seed and a number of times. It shows that it struck and
    that all promises hold afterwards, or raises AssertionError; its answer tells what happened.
    """

    name: str
    strike: Callable[[Path, int, int], str]
    few: int
    many: int
    on_postgres: bool = False
