"""Closures announced later, in every process of both institutions: stored dates move at once.

So do latest safe days, with what is recorded and with how long steps take the office.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Row, select

from office.wiring import Office
from persistence import safe_days, usual_days
from persistence.database import reading, write_transaction
from persistence.date_integrity import receipt_discrepancies, safe_day_discrepancies
from persistence.tables import calls, cases, timers
from persistence.usual_days import StepKey
from rules.receipts import Receipt
from simulation.rehearsal.form import load_scenario
from simulation.rehearsal.player import Stage, act, stage_for
from states.decision import Actor
from states.definition import ProcessDefinition
from states.loader import definition_files
from states.moments import civil_date, instant_of
from states.usual_days import UsualDays
from states.validation_error import ValidationError
from workflows.cases.recording import FactRequest, record_fact
from workflows.cases.safe_days import out_of_date, recount
from workflows.registers.closures import add_closure, withdraw_closure
from workflows.registers.keeping import Keeper, RegisterAct
from workflows.running.recounting import keep_calendar
from workflows.running.usual_days import recount_safe_days

SITUATIONS = Path(__file__).parents[2] / "situations"
STORIES = {
    "bmu/outgoing-studies": "bmu/outgoing-in-time",
    "bmu/outgoing-traineeship": "bmu-other/outgoing-traineeship-all-in-time",
    "bmu/outgoing-teaching": "bmu-other/outgoing-teaching-all-in-time",
    "bmu/outgoing-training": "bmu-other/outgoing-training-all-in-time",
    "bmu/outgoing-research": "bmu-other/outgoing-research-all-in-time",
    "bmu/incoming-studies": "bmu-other/incoming-studies-all-in-time",
    "bmu/incoming-traineeship": "bmu-other/incoming-traineeship-all-in-time",
    "bmu/transcript-request": "bmu-requests/transcript-request-in-time",
    "bmu/international-project": "bmu-projects/project-in-time",
    "bee/outgoing-studies": "bee/outgoing-studies-all-in-time",
    "bee/outgoing-teaching": "bee/outgoing-teaching-all-in-time",
    "bee/outgoing-training": "bee/outgoing-training-all-in-time",
    "bmu/inter-institutional-agreement": "bmu-agreements/agreement-in-time",
    "bee/inter-institutional-agreement": "bee-agreements/agreement-in-time",
}
"""A story of each process, from its first state to its end."""
OF_LISTS = [process for process in STORIES if "outgoing" in process]
HEAD = Keeper("Head of ICO", frozenset({"head_of_ico"}))


class NothingIsKept(Exception):
    """What was counted anew was only to be looked at."""


@dataclass
class Desk:
    """An office in which a story is played, whose Head may close it on some days."""

    stage: Stage

    def close(self, first: date, last: date) -> int:
        """The Head enters a closure, and all that is open is counted anew."""
        days = {"from": first.isoformat(), "to": last.isoformat(), "en": "Flood", "sr": "Поплава"}
        with write_transaction(self.stage.engine) as connection:
            number = add_closure(self._act(connection), days)
        self._count_anew()
        return number

    def open_again(self, number: int) -> None:
        """The Head withdraws a closure."""
        with write_transaction(self.stage.engine) as connection:
            withdraw_closure(self._act(connection), number)
        self._count_anew()

    def _act(self, connection: Connection) -> RegisterAct:
        office = self.stage.office
        key = office.settings.institution.key
        return RegisterAct(connection, office, key, HEAD, self.stage.now)

    def _count_anew(self) -> None:
        keep_calendar(self.stage.office, self.stage.engine, self.stage.now)
        assert self.discrepancies() == []

    def discrepancies(self) -> list[str]:
        """What does not follow from its receipt and the calendar in force, anywhere."""
        calendar = self.stage.office.calendar
        with reading(self.stage.engine) as connection:
            dates = receipt_discrepancies(connection, calendar)
            safe_days = safe_day_discrepancies(connection, calendar)
            return [sentence.en for sentence in (*dates, *safe_days)]

    def record(self, fact: str, details: dict[str, object]) -> None:
        """Somebody records a fact of every open case, where it can be taken."""
        for case in self.open_cases():
            with suppress(ValidationError), write_transaction(self.stage.engine) as connection:
                request = FactRequest(case.id, fact, details)
                actor = Actor("mobility_coordinator", "Mobility Coordinator")
                record_fact(connection, self.stage.office, request, actor, self.stage.now)

    def take(self, days: int) -> None:
        """Every step of the process usually takes the office so long from now on."""
        medians = {
            StepKey(definition.institution, definition.process, state.name, step.name): (
                UsualDays(days, days, cases=30)
            )
            for definition in self.definitions()
            for state in definition.states.values()
            for step in state.awaits
        }
        with write_transaction(self.stage.engine) as connection:
            usual_days.write(connection, medians)
        recount_safe_days(self.stage.office, self.stage.engine, self.stage.now)

    def definitions(self) -> list[ProcessDefinition]:
        """The definitions under which the open cases run."""
        keys = {case.definition for case in self.open_cases()}
        return [self.stage.office.definition(key) for key in sorted(keys)]

    def stale_safe_days(self) -> list[int]:
        """The open cases whose latest safe day is not what their dossier gives now, or is not by
        the days off and the usual days that are in force."""
        office, now = self.stage.office, self.stage.now
        with reading(self.stage.engine) as connection:
            open_cases = list(safe_days.of_open_cases(connection))
            medians = usual_days.stored(connection)
            stale = set(out_of_date(open_cases, office.calendar, medians))
        for case in open_cases:
            with suppress(NothingIsKept), write_transaction(self.stage.engine) as connection:
                if recount(connection, [case.id], office, now):
                    stale.add(case.id)
                raise NothingIsKept
        return sorted(stale)

    def open_cases(self) -> list[Row]:
        """The open cases that have a due date."""
        query = select(cases).where(cases.c.ended.is_(False), cases.c.due.is_not(None))
        with reading(self.stage.engine) as connection:
            return list(connection.execute(query))

    def case(self, case_id: int) -> Row:
        """A case as it is stored."""
        with reading(self.stage.engine) as connection:
            return connection.execute(select(cases).where(cases.c.id == case_id)).one()

    def timers(self, case_id: int) -> list[Row]:
        """The timers of a case's due date, whatever became of them."""
        of_case = select(timers).where(timers.c.case_id == case_id).order_by(timers.c.id)
        with reading(self.stage.engine) as connection:
            return list(connection.execute(of_case))


@contextmanager
def told(office: Office, process: str, until: str | None = None) -> Iterator[Iterator[Desk]]:
    """A story step by step; with `until` no further than where a case stands in that state."""
    scenario = load_scenario(SITUATIONS / f"{STORIES[process]}.yaml")
    with stage_for(office, scenario) as stage:

        def steps() -> Iterator[Desk]:
            for step in scenario.steps:
                stage.move_to(step.at)
                with suppress(ValidationError):
                    act(stage, step)
                desk = Desk(stage)
                yield desk
                if until in {case.state for case in desk.open_cases()}:
                    return

        yield steps()


def test_a_story_of_each_process_is_told() -> None:
    processes = {f"{path.parent.name}/{path.name.split('.')[0]}" for path in definition_files()}
    assert set(STORIES) == processes


@pytest.mark.parametrize("process", STORIES)
def test_whatever_is_counted_moves_as_the_office_is_closed_on_its_day_and_what_was_sent_stays(
    office: Office, process: str
) -> None:
    """And a day tied to the stay, to the call or to the funder is moved by no closure."""
    looked_at: dict[tuple[str, str], str] = {}
    with told(office, process) as desks:
        for desk in desks:
            for case in desk.open_cases():
                waits = (case.state, case.awaited)
                if waits not in looked_at and case.due > civil_date(desk.stage.now):
                    looked_at[waits] = closed_on_the_day(desk, case)
    counted_waits = [waits for waits, unit in looked_at.items() if unit != "on"]
    assert len(counted_waits) >= 2, looked_at


def closed_on_the_day(desk: Desk, case: Row) -> str:
    """A closure of three days from a case's due date on; how that date is counted."""
    receipt = Receipt.from_json(json.loads(case.receipt))
    sent_timers = [timer for timer in desk.timers(case.id) if timer.outcome == "sent"]
    number = desk.close(case.due, case.due + timedelta(days=2))
    case_then, after = desk.case(case.id), desk.timers(case.id)
    if receipt.unit == "on":
        assert case_then.due == case.due
    else:
        assert case_then.due > case.due + timedelta(days=2)
        assert "Flood" in case_then.receipt
    assert {timer.due for timer in after if timer.closed_at is None} <= {case_then.due}
    assert [timer for timer in after if timer.outcome == "sent"] == sent_timers
    desk.open_again(number)
    assert desk.case(case.id).due in (case.due, case_then.due)
    return receipt.unit


@pytest.mark.parametrize("process", OF_LISTS)
def test_the_time_to_contest_a_list_is_lengthened_and_never_taken_back(
    office: Office, process: str
) -> None:
    with told(office, process, until="ranking") as desks:
        *_, desk = desks
        with reading(desk.stage.engine) as connection:
            until = connection.execute(select(calls.c.appeal_until)).scalar_one()
        number = desk.close(until, until + timedelta(days=2))
        with reading(desk.stage.engine) as connection:
            longer = connection.execute(select(calls.c.appeal_until)).scalar_one()
        assert longer > until + timedelta(days=2)
        desk.open_again(number)
        with reading(desk.stage.engine) as connection:
            assert connection.execute(select(calls.c.appeal_until)).scalar_one() == longer


@pytest.mark.parametrize("process", OF_LISTS)
def test_a_reminder_that_left_stays_and_the_new_day_has_one_of_its_own(
    office: Office, process: str
) -> None:
    """The host's answer is due in five weeks; two working days before, the office closes."""
    with told(office, process, until="nominated") as desks:
        *_, desk = desks
        nominated_case = next(case for case in desk.open_cases() if case.state == "nominated")
        (ahead, *_) = (t for t in desk.timers(nominated_case.id) if t.closed_at is None)
        desk.stage.move_to(ahead.at)
        sent_timers = [timer for timer in desk.timers(nominated_case.id) if timer.outcome == "sent"]
        assert "reminder" in {timer.level for timer in sent_timers}
        desk.close(nominated_case.due, nominated_case.due + timedelta(days=13))
        assert [t for t in desk.timers(nominated_case.id) if t.outcome == "sent"] == sent_timers
        due = desk.case(nominated_case.id).due
        assert due > nominated_case.due + timedelta(days=13)
        desk.stage.move_to(instant_of(due))
        again = [timer for timer in desk.timers(nominated_case.id) if timer.outcome == "sent"]
        assert again[: len(sent_timers)] == sent_timers
        assert {(timer.level, timer.due) for timer in again[len(sent_timers) :]} == {
            ("reminder", due)
        }


HAPPENING = ["nothing", "closure", "closure", "opened again", "semester", "usual days"]
"""What may happen after each step of a story besides."""
RANDOM = settings(
    max_examples=int(os.environ.get("RANDOM_HISTORIES", "6")),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@RANDOM
@given(data=st.data())
def test_whatever_is_closed_and_opened_again_each_stored_date_follows_from_its_receipt(
    office: Office, data: st.DataObject
) -> None:
    """In any story, at any step, for any days: what is stored rebuilds by the calendar in force."""
    process = data.draw(st.sampled_from(sorted(STORIES)))
    numbers: list[int] = []
    with told(office, process) as desks:
        for desk in desks:
            happening = data.draw(st.sampled_from(HAPPENING))
            day = civil_date(desk.stage.now) + timedelta(days=data.draw(st.integers(0, 45)))
            with suppress(ValidationError):
                if happening == "closure":
                    last_day = day + timedelta(days=data.draw(st.integers(0, 9)))
                    numbers.append(desk.close(day, last_day))
                elif happening == "opened again" and numbers:
                    desk.open_again(numbers.pop())
                elif happening == "semester":
                    desk.record("semester_start", {"on": day.isoformat()})
                elif happening == "usual days":
                    desk.take(data.draw(st.integers(0, 30)))
            assert desk.stale_safe_days() == [], (happening, day)
        assert desk.discrepancies() == []
