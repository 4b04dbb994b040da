"""A case that comes from another office, in a closed call of its own, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from simulation.demo.diary import Act, CallKey, Deed, Diary, at_work
from simulation.demo.material import Partner
from states.frozen import frozen

OFFICE: Final = "mobility_coordinator"
JUDGE: Final = "academic_coordinator"
SOURCE: Final = {"source": "Архива Центра", "not_checked": "Потписи на уговору"}


@frozen
class TakenOver:
    """A case of a process that arrives on a day, in a call of its own."""

    diary: Diary
    call: CallKey
    process: str
    arrives: date

    def comes(self, form: Mapping[str, object], case: Mapping[str, object]) -> None:
        """The closed call, and the case as the other office wrote it down."""
        call = Act(
            at_work(self.arrives, 0), "call", OFFICE, self.call, details=form, process=self.process
        )
        self.diary.acts.append(call)
        self._write("take_over", self.arrives, OFFICE, "", {**case, **SOURCE})

    def fact(self, days_ago: int, role: str, name: str, details: Mapping[str, object]) -> None:
        """A fact of the case, so many worked days ago."""
        self._write("record", self.diary.working_day(days_ago), role, name, details)

    def step(self, days_ago: int, role: str, name: str, details: Mapping[str, object]) -> None:
        """A step with the case, so many worked days ago."""
        self._write("step", self.diary.working_day(days_ago), role, name, details)

    def _write(
        self, deed: Deed, day: date, role: str, name: str, details: Mapping[str, object]
    ) -> None:
        minute = {"take_over": 30, "record": 75, "step": 120}[deed]
        act = Act(at_work(day, minute), deed, role, self.call, f"{self.call}-1", name, details)
        self.diary.acts.append(act)


def call_of(title: str, published_on: date) -> dict[str, object]:
    """A call that closed four weeks after its day."""
    closes = published_on + timedelta(days=28)
    return {
        "title": title,
        "published": published_on.isoformat(),
        "closes": closes.isoformat(),
        "required": ["application_form"],
    }


def chosen_by(host: Partner) -> dict[str, object]:
    """What a call adds in which a commission chose for a place at a host."""
    place = {"name": host.name, "email": host.email, "country": host.country, "places": 1}
    return {
        "appeal_days": 8,
        "criteria": {"grade_average": 50, "relevance": 50},
        "minimum_points": 50,
        "hosts": [place],
        "commission": ["m.ilic", "j.kos", "s.rus"],
    }
