"""What every process of a ground has in hand as it begins: all programs, and the shipped office."""

from __future__ import annotations

from tests.faults import people
from tests.workflows.office_fixtures import shipped

__all__ = ["people"]

for _key in shipped().definition_keys():
    shipped().definition(_key)
