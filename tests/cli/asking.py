"""What the command line is asked in these tests, and what it answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer in JSON."""
        return json.loads(self.out)


Ask = Callable[..., Answer]

CALL = """
title: A call that never ends
published: 2020-01-01
closes: 2099-01-31
required: [cv]
criteria: {language: 20}
minimum_points: 10
hosts: [{name: University of Graz, email: incoming@graz.example, country: AT, places: 1}]
commission: [m.ilic]
"""
ANA = """
{name: Ana Petrović, email: ana@students.example, level: undergraduate, year: 2, ects_earned: 84}
"""

APPLICATION = """
{hosts: [University of Graz], programme: erasmus, from: 2098-10-01, to: 2099-02-12, semesters: 1}
"""
