"""Random closures and facts: no time to contest a Decree is shorter than any day that was told.

What the law counts is counted here by itself: from the delivery, by every calendar that the office
had since that delivery was written down.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from office.settings import ChosenRemedy, ClosedDays
from office.wiring import Office
from persistence.connections import connect, sqlite_url
from persistence.database import reading, write_transaction
from persistence.integrity import audit
from rules.calendar import Calendar
from rules.deadlines import CountedUnit, due_after
from rules.stated_days import stated
from states.decision import Actor, Refused
from states.moments import civil_date
from states.text import Text
from tests.workflows.office_fixtures import (
    Clock,
    Work,
    at,
    at_work,
    migrated_database,
    shipped,
    with_settings,
)
from workflows.cases.advance import Request, advance_case
from workflows.running.recounting import recount_open_cases
from workflows.running.scheduler import look

DELIVERED = date(2027, 3, 4)
REASON = Text("Flood", "Поплава")
ANNEX_9 = ChosenRemedy(date(2021, 6, 29), "annex_9", Text("The Senate chose", "Одлука Сената"))
LAW: dict[str, tuple[int, CountedUnit]] = {
    "lodge_appeal": (8, "days"),
    "lodge_complaint": (7, "working_days"),
}
"""By the step that contests a Decree: how long that is possible after its delivery."""
RANDOM = settings(
    max_examples=int(os.environ.get("RANDOM_HISTORIES", "12")),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@dataclass
class Told:
    """A case with a delivered Decree, and what its student was told, kept beside the office."""

    work: Work
    case: int
    step: str
    closed: list[ClosedDays] = field(default_factory=list)
    last_days: dict[date, date] = field(default_factory=dict)
    """By day of delivery the latest of all last days that the law gave since it was recorded."""
    delivered: date = DELIVERED

    def count(self) -> None:
        """What the law counts now, by the calendar of now."""
        days, unit = LAW[self.step]
        event, calendar = Text("delivered", "уручено"), self.calendar
        until = due_after("BMU-24b", event, self.delivered, days, unit, calendar).due
        self.last_days[self.delivered] = max(until, self.last_days.get(self.delivered, until))

    @property
    def calendar(self) -> Calendar:
        return self.work.office.calendar

    @property
    def until(self) -> date:
        """The last day of the time that the student has."""
        return self.last_days[self.delivered]

    def start_with(self, closures: list[ClosedDays]) -> None:
        """The office starts again, closed on these days."""
        self.closed = closures
        office = with_settings(self.work.office, closures=tuple(closures))
        self.work = replace(self.work, office=office)
        recount_open_cases(office, self.work.engine, self.work.clock())
        self.count()


class Undone(Exception):
    """Nothing of what was tried is to be kept."""


def taken(story: Told, day: date) -> bool:
    """Whether what is received on a day and written down after it would be taken."""
    now = max(story.work.clock(), at(f"{day} 20:00"))
    request = Request(story.case, story.step, {"on": day.isoformat()})
    outcome: list[object] = []
    try:
        with write_transaction(story.work.engine) as connection:
            actor = Actor("mobility_coordinator", "")
            outcome.append(advance_case(connection, story.work.office, request, actor, now))
            raise Undone
    except Undone:
        return not isinstance(outcome[0], Refused)


def close(story: Told, data: st.DataObject) -> None:
    """A closure is announced."""
    first = DELIVERED + timedelta(days=data.draw(st.integers(1, 16)))
    last = first + timedelta(days=data.draw(st.integers(0, 4)))
    story.start_with([*story.closed, ClosedDays(first, last, REASON)])


def open_again(story: Told, data: st.DataObject) -> None:
    """A closure is withdrawn."""
    if story.closed:
        place = data.draw(st.sampled_from(range(len(story.closed))))
        story.start_with([days for number, days in enumerate(story.closed) if number != place])


def record(story: Told, data: st.DataObject) -> None:
    """A fact that has nothing to do with the time: what is awaited is computed anew."""
    day = data.draw(st.sampled_from(["2027-10-01", "2027-10-04"]))
    story.work.record(story.case, "semester_start", {"on": day})


def deliver(story: Told, data: st.DataObject) -> None:
    """The delivery is put right: withdrawn, and recorded for the same day or another one."""
    mistaken = {"fact": "delivery", "document": "decree", "reason": "Mixed up"}
    day = DELIVERED + timedelta(days=data.draw(st.integers(0, 2)))
    if day > civil_date(story.work.clock()) or story.work.case(story.case).state != "decree":
        return
    assert not isinstance(story.work.record(story.case, "withdrawn_record", mistaken), Refused)
    delivery = {"document": "decree", "on": day.isoformat()}
    assert not isinstance(story.work.record(story.case, "delivery", delivery), Refused)
    story.delivered = day
    story.count()


def wait(story: Told, data: st.DataObject) -> None:
    """Days go by, and time does what is its own."""
    story.work.clock.pass_by(days=data.draw(st.integers(1, 3)))
    look(story.work.app, "tests", story.work.clock())


HAPPENING: list[Callable[[Told, st.DataObject], None]] = [close, open_again, record, deliver, wait]


def holds(story: Told) -> None:
    """On the last day what comes in is taken, the day after it is refused, and time keeps to it."""
    case, decree = story.work.case(story.case), story.work.dossier(story.case).decree
    receipt = stated(decree)
    assert receipt is not None
    assert (receipt.start, receipt.due) == (story.delivered, story.until)
    if case.state == "decree":
        assert case.due == story.until
    else:
        assert civil_date(story.work.clock()) > min(story.last_days.values())
    assert taken(story, story.until)
    assert not taken(story, story.until + timedelta(days=1))
    with reading(story.work.engine) as connection:
        assert audit(connection, story.work.office.data, story.calendar).is_sound


@pytest.fixture(scope="module")
def decree_folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """By the step that contests it, a database with a Decree that was delivered on 4 March."""
    folders: dict[str, Path] = {}
    for step, remedies in (("lodge_appeal", ()), ("lodge_complaint", (ANNEX_9,))):
        folder = tmp_path_factory.mktemp(step) / "data"
        with migrated_database("sqlite", folder) as url:
            engine = connect(url)
            work = at_work(engine, folder)
            work = replace(work, office=with_settings(work.office, legal_remedy=remedies))
            case = work.open()
            recount_open_cases(work.office, engine, work.clock())
            work.bring("decree", case)
            engine.dispose()
        folders[step] = folder
    return folders


@pytest.mark.parametrize("step", LAW)
@RANDOM
@given(data=st.data())
def test_no_time_to_contest_a_decree_is_shorter_than_what_was_told(
    decree_folders: dict[str, Path], step: str, data: st.DataObject
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "office.db").write_bytes((decree_folders[step] / "office.db").read_bytes())
        engine = connect(sqlite_url(folder))
        try:
            tell(story_on(engine, folder, step), data)
        finally:
            engine.dispose()


def story_on(engine: Engine, folder: Path, step: str) -> Told:
    """The story of the one case, from the day after the delivery on."""
    settings_of_step = {"legal_remedy": (ANNEX_9,)} if step == "lodge_complaint" else {}
    office = with_settings(shipped(), **settings_of_step)
    office = Office(office.settings, folder, office.folder)
    story = Told(Work(office, engine, Clock(at("2027-03-05 09:00"))), 1, step)
    story.count()
    return story


def tell(story: Told, data: st.DataObject) -> None:
    """Eight things happen, one after another; what must hold is looked at after each."""
    for _ in range(8):
        data.draw(st.sampled_from(HAPPENING))(story, data)
        holds(story)
