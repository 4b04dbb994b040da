"""`mobility by-hand`: a real Prefect, a real worker of it, and each thing that people start there.

Runs are started as Prefect's page starts them; what they did is asked of the office's database.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from persistence.connections import connect
from persistence.database import write_transaction
from persistence.tables import cases, mails, outbox, timers
from states.moments import BELGRADE, civil_date
from tests.persistence.other_tools import without_guards
from tests.waiting import until
from tests.workflows.office_fixtures import BORIS, Work, at_work, migrated_database
from workflows.running.bootstrap import clock
from workflows.running.by_hand import POOL
from workflows.running.chores import CHORES
from workflows.running.prefect_server import PrefectServer, client_environment

pytestmark = pytest.mark.prefect

ROOT = Path(__file__).parents[3]
ENDED = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}
Ask = Callable[[str, str, dict[str, Any]], Any]


@dataclass(frozen=True)
class Page:
    """Prefect's page, as far as it starts runs and shows them."""

    ask: Ask
    api_url: str
    log: Path

    def deployments(self) -> dict[str, Any]:
        """By name, each that stands on the office's work pool."""
        rows = self.ask(self.api_url, "deployments/filter", {})
        return {row["name"]: row for row in rows if row["work_pool_name"] == POOL}

    def start(self, name: str) -> tuple[str, str]:
        """Starts one now; how its run ended, and what it says of itself."""
        deployment = self.deployments()[name]
        run = self.ask(self.api_url, f"deployments/{deployment['id']}/create_flow_run", {})
        query = {"flow_runs": {"id": {"any_": [run["id"]]}}}
        state: dict[str, Any] = {}

        def ended() -> bool:
            (flow_run,) = self.ask(self.api_url, "flow_runs/filter", query)
            state.update(flow_run["state"])
            return state["type"] in ENDED

        assert until(ended), (state, self.log.read_text())
        return state["type"], state["message"]

    def nights(self, name: str) -> list[datetime]:
        """When its runs are to begin by themselves."""
        of_deployment = {
            "deployments": {"name": {"any_": [name]}},
            "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}},
        }
        runs = self.ask(self.api_url, "flow_runs/filter", of_deployment)
        return sorted(datetime.fromisoformat(run["expected_start_time"]) for run in runs)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Work]:
    """An office at work, one for all tests here."""
    folder = tmp_path_factory.mktemp("by-hand") / "data"
    with migrated_database("sqlite", folder) as url:
        engine = connect(url)
        yield at_work(engine, folder)
        engine.dispose()


@pytest.fixture(scope="module")
def page(
    work: Work,
    prefect_server: PrefectServer,
    ask_prefect: Ask,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Page]:
    """Prefect's page while `mobility by-hand` works for the office's pool."""
    data, folder = work.office.data, tmp_path_factory.mktemp("prefect-worker")
    api_url, log = prefect_server.api_url, folder / "by-hand.log"
    command = [sys.executable, "-m", "cli.main", "by-hand", "--data", str(data)]
    environment = {
        **os.environ,
        **client_environment(prefect_server.home, api_url),
        "PREFECT_HOME": str(folder / "client"),
        "PYTHONPATH": str(ROOT),
    }
    with log.open("w") as output:
        process = subprocess.Popen(
            [*command, "--prefect-api", api_url],
            cwd=ROOT, env=environment, stdout=output, stderr=output, start_new_session=True,
        )  # fmt: skip
    new_page = Page(ask_prefect, api_url, log)
    try:
        assert until(lambda: new_page.deployments().keys() == CHORES.keys()), log.read_text()
        yield new_page
    finally:
        # Prefect's worker ends in its own time; nothing here is about that.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_each_that_people_start_is_carried_out_by_a_prefect_worker_and_says_what_it_did(
    work: Work, page: Page
) -> None:
    boris = work.open(BORIS)
    work.bring("ranking", boris)
    ana = work.open()
    work.drain()
    (paper, *_) = work.outbox(action="document")
    in_an_hour = {"status": "waiting", "done_at": None, "next_attempt_at": _in_an_hour()}
    of_boris = (outbox.c.case_id == boris, outbox.c.action == "mail")
    given_up = {"status": "dead", "last_error": "no room", "attempts": 6, "done_at": None}
    with write_transaction(work.engine) as connection:
        letters = connection.execute(update(outbox).where(*of_boris).values(in_an_hour)).rowcount

    assert page.start("drain now") == ("COMPLETED", f"{letters} mails and documents were tried")
    assert {row.status for row in work.outbox()} == {"done"}

    with write_transaction(work.engine) as connection:
        connection.execute(update(outbox).where(outbox.c.id == paper.id).values(given_up))
    assert page.start("remake documents") == ("COMPLETED", "1 documents were made")
    assert {row.status for row in work.outbox(id=paper.id)} == {"done"}

    assert work.case(ana).state == "call"
    state, message = page.start("sweep now")
    assert (state, work.case(ana).state) == ("COMPLETED", "not_applied")
    number, _, rest = message.partition(" ")
    assert rest == "deadlines were acted on"
    assert int(number) > 0
    assert [row for row in work.rows(timers, closed_at=None) if row.at <= clock()] == []

    state, message = page.start("briefing now")
    briefings = {row.key for row in work.rows(mails, mail="briefing")}
    assert state == "COMPLETED"
    assert bool(briefings) == work.office.calendar.is_worked(civil_date(clock())), message
    assert message.endswith("briefings and plans were written") == bool(briefings)
    assert {row.status for row in work.outbox() if row.key in briefings} <= {"done"}

    state, message = page.start("verify tonight")
    assert (state, message.partition(":")[2]) == ("COMPLETED", " nothing was changed"), message
    with write_transaction(work.engine) as connection:
        without_guards(connection)
        connection.execute(update(cases).where(cases.c.id == ana).values(owners="rector"))
    state, message = page.start("verify tonight")
    assert (state, message.partition(":")[2]) == (
        "FAILED",
        " `mobility verify` says where and what",
    )


def test_what_starts_by_itself_shows_its_schedule_and_its_next_nights(page: Page) -> None:
    schedules = {
        name: [
            (schedule["schedule"]["cron"], schedule["schedule"]["timezone"])
            for schedule in row["schedules"]
        ]
        for name, row in page.deployments().items()
    }
    by_itself = {"verify tonight": [("0 2 * * *", "Europe/Belgrade")]}
    assert schedules == {name: by_itself.get(name, []) for name in CHORES}
    assert until(lambda: len(page.nights("verify tonight")) >= 2), page.log.read_text()
    nights = [night.astimezone(BELGRADE) for night in page.nights("verify tonight")]
    assert {night.time() for night in nights} == {time(2)}
    first = nights[0].date()
    assert [night.date() for night in nights[:2]] == [first, first + timedelta(days=1)]
    assert timedelta() < nights[0] - clock() <= timedelta(days=1, hours=1)


def _in_an_hour() -> datetime:
    return clock() + timedelta(hours=1)
