"""What a Prometheus reads: who may, what it costs, and that every alert of the handbook has it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from starlette.testclient import TestClient

from actions.performer import Performer
from notifications.mailer import CapturingMailer
from persistence import signs_of_life
from persistence.database import write_transaction
from tests.web.browsing import LogIn, confirm, send
from tests.web.office_at_work import OfficeAtWork
from tests.web.statements import statements_of
from web.app import make_app
from web.pages.health import is_monitor
from workflows.running.worker import Worker

RUN = Path(__file__).parents[2] / "docs" / "run.md"
OF_THE_PROMETHEUS = {"up"}


def numbers_of(client: TestClient) -> dict[str, float]:
    """Every number by its name with its labels; the client asks from this machine."""
    answer = client.get("/metrics")
    assert answer.status_code == 200
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(number) for name, number in (line.rsplit(" ", 1) for line in lines)}


@pytest.fixture
def monitor(office: OfficeAtWork) -> TestClient:
    """A Prometheus on this machine, beside pages of its own."""
    return TestClient(make_app(office.app, office.clock), client=("127.0.0.1", 50_000))


def test_mails_and_the_time_that_pages_and_steps_took_are_counted(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, vera = office.apply("Ana Petrović"), log_in("vera")
    monitor = TestClient(vera.app, client=("127.0.0.1", 50_000))
    mails_before = numbers_of(monitor)['mobility_mails{outcome="waiting"}']
    assert mails_before >= 1
    page = f"/cases/{number}"
    confirm(vera, send(vera, page, f"{page}/steps/withdraw", {"reason": "Illness"}))
    vera.get("/cases/Ana Petrović")
    performer = Performer(office.app.office, office.app.engine, CapturingMailer(), office.clock)
    worker = Worker(office.app, performer, None, clock=office.clock)
    while worker.turn():
        pass
    numbers = numbers_of(monitor)
    assert numbers['mobility_mails{outcome="waiting"}'] == 0
    assert numbers['mobility_mails{outcome="done"}'] > mails_before
    assert numbers['mobility_step_seconds_count{step="withdraw"}'] == 1
    success = 'method="GET",outcome="done",route="/cases/{number}"'
    refusal = 'method="GET",outcome="refused",route="/cases/{number}"'
    assert numbers[f"mobility_request_seconds_count{{{success}}}"] >= 1
    assert numbers[f"mobility_request_seconds_count{{{refusal}}}"] == 1
    assert not any("Ana" in name or number in name for name in numbers)


def test_it_is_read_by_who_asks_from_an_address_of_the_settings(office: OfficeAtWork) -> None:
    elsewhere = TestClient(make_app(office.app, office.clock), client=("10.1.2.3", 50_000))
    assert elsewhere.get("/metrics").status_code == 403
    assert elsewhere.get("/healthz").status_code in {200, 503}
    assert is_monitor(["10.1.2.0/24"], "10.1.2.3")
    assert not is_monitor(["10.1.2.0/24"], "10.1.3.3")
    assert not is_monitor(["10.1.2.0/24"], "somebody")


def test_it_costs_at_most_twelve_statements(office: OfficeAtWork, monitor: TestClient) -> None:
    for name in ("Ana Petrović", "Mila Đorđević", "Petar Kos"):
        office.apply(name)
    monitor.get("/metrics")
    with statements_of(office.app.engine) as statements:
        numbers_of(monitor)
    assert 0 < len(statements.questions) <= 12, statements.questions


def test_every_alert_that_the_handbook_shows_can_be_raised(
    office: OfficeAtWork, monitor: TestClient, log_in: LogIn
) -> None:
    number, vera = office.apply("Ana Petrović"), log_in("vera")
    page = f"/cases/{number}"
    confirm(vera, send(vera, page, f"{page}/steps/withdraw", {"reason": "Illness"}))
    with write_transaction(office.app.engine) as connection:
        signs_of_life.note(connection, "backup", "office.backup", office.now)
    metrics = {name.partition("{")[0] for name in numbers_of(monitor)}
    metrics |= {
        name.partition("{")[0]
        for name in numbers_of(TestClient(vera.app, client=("127.0.0.1", 50_000)))
    }
    (alerts,) = re.findall(r"```yaml\n(groups:.*?)```", RUN.read_text("utf-8"), re.DOTALL)
    rules = yaml.safe_load(alerts)["groups"][0]["rules"]
    assert len(rules) >= 10
    for rule in rules:
        metrics_of_rule = set(re.findall(r"\b(?:mobility_\w+|up\b)", rule["expr"]))
        assert metrics_of_rule, rule
        assert metrics_of_rule <= metrics | OF_THE_PROMETHEUS, rule
    in_handbook = set(re.findall(r"^\| `(mobility_\w+)", RUN.read_text("utf-8"), re.MULTILINE))
    assert in_handbook == {re.sub(r"_(bucket|count|sum|created)$", "", name) for name in metrics}
