"""The order of a long list alone: applications for many hosts, with ties, as rules rank them."""

from __future__ import annotations

import statistics
import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from rules.ranking import Scored, rank

MONDAY = datetime(2026, 3, 9, 8, tzinfo=UTC)
MEMBERS = ("m.ilic", "j.kos", "s.rus")
CRITERIA = ("programme_compatibility", "grade_average", "relevance", "language")
MINIMUM = Decimal(50)


class Ranking(NamedTuple):
    """Seconds of ranking so many applications for so many hosts."""

    applications: int
    hosts: int
    seconds: float


def run(applications: int = 2000, hosts: int = 300, rounds: int = 5) -> Ranking:
    """Seconds of ranking one list with its explanations; the median."""
    applications_scored, places = call_of(applications, hosts)
    times_ms = []
    for _ in range(rounds):
        began_at = time.perf_counter()
        ranked_applications = rank(applications_scored, places, MINIMUM)
        times_ms.append(time.perf_counter() - began_at)
        assert len(ranked_applications) == applications
    return Ranking(applications, hosts, statistics.median(times_ms))


def call_of(applications: int, hosts: int) -> tuple[list[Scored], dict[str, int]]:
    """A call's applications and places: whole points, so that many are equal."""
    random = Random(2026)
    places = {f"University {number:03d}": random.randint(1, 5) for number in range(hosts)}
    names = list(places)
    return [_application(random, number, names) for number in range(applications)], places


def _application(random: Random, number: int, hosts: list[str]) -> Scored:
    merit = random.uniform(8, 24)
    points = {
        member: {
            criterion: Decimal(min(25, max(0, round(merit + random.uniform(-2, 2)))))
            for criterion in CRITERIA
        }
        for member in MEMBERS
    }
    average = Decimal(random.randint(60, 100)) / 10
    applied_at = MONDAY + timedelta(minutes=random.randint(0, 10_000))
    wishes = tuple(random.sample(hosts, min(3, len(hosts))))
    return Scored(
        f"BMU-2026-{number:04d}", points, random.randint(0, 2), average, applied_at, wishes
    )


if __name__ == "__main__":
    print(run())
