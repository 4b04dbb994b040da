"""Money in the demo: what its calls may promise, and what was granted, paid and is owed.

Where the office has no rates for the demo's calls nothing can be granted: then it has no money.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from rules.rates import Rates, rates_for
from simulation.demo.diary import Act, CallKey, Diary, at_work
from simulation.demo.story import Story
from states.money import GRANT, GRANT_AGREEMENT, GRANT_REPORT, INSTALMENT, SETTLEMENT
from states.travel import TRAVEL_ORDER

NEEDS_RATES: Final = (GRANT, INSTALMENT, TRAVEL_ORDER, SETTLEMENT)
"""What rests on a grant."""
OFFICE: Final = "mobility_coordinator"
PROGRAMME: Final = "erasmus"
FOR_EACH: Final = 1_500
"""So many euros of a call's budget for each of its candidates: a part of them gets a grant."""


def rated(acts: Sequence[Act], rates: Sequence[Rates]) -> list[Act]:
    """The acts without money that there are no rates for, by the years in which they happen."""
    years = {act.at.year for act in acts}
    if all(rates_for(rates, PROGRAMME, year) for year in years):
        return list(acts)
    return [act for act in acts if act.deed != "budget" and act.name not in NEEDS_RATES]


def budget(diary: Diary, call: CallKey, day: date, candidates: int) -> Act:
    """The Head sets what a call may promise, out of the year's project."""
    project = f"{day:%Y}-1-RS01-KA131-HED-000{day:%y}4417"
    details = {"amount": FOR_EACH * candidates, "project": project}
    return Act(at_work(day, 240), "budget", "head_of_ico", call, details=details)


def granted(story: Story, grant: date, signed_on: date) -> None:
    """The grant is recorded, and its agreement comes back signed: the first instalment is owed."""
    _write(story, grant, GRANT, {"distance_km": 900})
    parties = ["student", "rector"]
    _write(story, signed_on, "document", {"kind": GRANT_AGREEMENT, "signed_by": parties})


def first_paid(story: Story, grant: date, signed_on: date, paid_on: date) -> None:
    """The same, and the first instalment is paid: what is owed then, to the cent."""
    granted(story, grant, signed_on)
    _write(story, paid_on, INSTALMENT, {"on": paid_on.isoformat()})


def reports(story: Story, day: date) -> None:
    """The report on the grant comes in: the last instalment is owed."""
    _write(story, day, "document", {"kind": GRANT_REPORT})


def was_interrupted(story: Story, day: date, days: int) -> None:
    """So many days of the stay are not granted for: more was paid than is due."""
    reason = story.says("interrupted_stay", "sr")
    terms = {"distance_km": 900, "interrupted_days": days, "reason": reason}
    _write(story, day, GRANT, terms)


def _write(story: Story, day: date, fact: str, details: Mapping[str, object]) -> None:
    act = Act(at_work(day, 330), "record", OFFICE, story.call, story.part.key, fact, details)
    story.diary.acts.append(act)
