"""What every process of a ground has in hand as it begins: all programs, and the shipped office."""

from __future__ import annotations

import logging

import structlog

from tests.faults import kills, people
from tests.workflows.office_fixtures import shipped

__all__ = ["kills", "people"]

structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
"""What each action came to is told by the ground and not by thousands of lines."""
for _key in shipped().definition_keys():
    shipped().definition(_key)
