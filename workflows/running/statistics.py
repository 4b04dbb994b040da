"""The statistics of finished work, counted in the background: no page reads all histories."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Engine

from persistence import durations, recognition_rates
from persistence.database import write_transaction

BATCH: Final = 500
"""Cases whose visits are noted in one transaction: what others wait for meanwhile."""

EVERY_MINUTES: Final = 10
"""How often the statistics are counted, where cases have moved."""


def count_statistics(engine: Engine, now: datetime) -> int:
    """Notes what has moved, and counts anew where anything has; returns how many cases moved.

    Stopped in the middle, the next call goes on; two at once do the same.
    """
    total = 0
    while True:
        with write_transaction(engine) as connection:
            visits_noted = durations.note_visits(connection, BATCH)
        total += visits_noted
        if visits_noted < BATCH:
            break
    if total:
        with write_transaction(engine) as connection:
            durations.count_steps(connection, now)
            recognition_rates.count_recognition(connection, now)
    return total
