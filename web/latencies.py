"""How long pages and steps take, for a Prometheus: counted as they are answered, by route."""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Histogram

SECONDS: Final = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Up to how long: a request is counted in the first that it fits, and in all after it."""


class Latencies:
    """The requests that one process has answered since it began."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Histogram(
            "mobility_request_seconds",
            "How long requests took, by route and outcome.",
            ("method", "route", "outcome"),
            registry=self.registry,
            buckets=SECONDS,
        )
        self._steps = Histogram(
            "mobility_step_seconds",
            "How long steps took that people took on the pages, by step.",
            ("step",),
            registry=self.registry,
            buckets=SECONDS,
        )

    def hear(self, method: str, route: str, outcome: str, seconds: float) -> None:
        """A request was answered."""
        self._requests.labels(method, route, outcome).observe(seconds)

    def hear_step(self, step: str, seconds: float) -> None:
        """A step was taken; never with a name that no process has."""
        self._steps.labels(step).observe(seconds)
