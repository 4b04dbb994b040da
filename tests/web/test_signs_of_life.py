"""Dead man's switch: pages of who supervises, and the address for monitors."""

from __future__ import annotations

from datetime import datetime, timedelta

from starlette.testclient import TestClient

from persistence import signs_of_life
from persistence.database import write_transaction
from tests.web.browsing import LogIn
from tests.web.office_at_work import OfficeAtWork, at
from web.app import make_app

ALARM = "The office is not being watched"


def alive(office: OfficeAtWork, at: datetime | None = None) -> None:
    """Sweep, worker and briefing were there at an instant, by default just now."""
    with write_transaction(office.app.engine) as connection:
        for part in ("sweep", "worker", "briefing"):
            signs_of_life.note(connection, part, "one", at or office.now)


def test_while_all_are_alive_the_board_says_when_they_were_there_and_nothing_is_red(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    alive(office)
    page = log_in("dusan").get("/board").text
    assert ALARM not in page
    assert "Deadlines watched" in page


def test_a_dead_worker_is_red_on_every_page_of_who_supervises(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    alive(office, office.now - timedelta(minutes=4))
    head, clerk = log_in("dusan"), log_in("vera")
    for path in ("/board", "/work", "/calls", "/people", "/rules", "/stuck"):
        page = head.get(path).text
        assert ALARM in page, path
        assert "The worker has been silent for 4 minutes" in page, path
        assert ALARM not in clerk.get(path).text, path


def test_a_sign_from_the_future_is_as_bad_as_none(office: OfficeAtWork, log_in: LogIn) -> None:
    """A clock was moved eight months ahead and put right again: nothing that was noted holds."""
    alive(office, office.now + timedelta(days=240))
    page = log_in("dusan").get("/board").text
    assert page.count("a clock was moved") >= 3
    assert TestClient(make_app(office.app, office.clock)).get("/healthz").status_code == 503


def test_monitors_hear_each_sign_and_503_where_one_is_late(office: OfficeAtWork) -> None:
    client = TestClient(make_app(office.app, office.clock))
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["signs"]["worker"] == {
        "at": None,
        "late": True,
        "why": "No worker has ever been here, no mail leaves: "
        "tell who runs the system to start it.",
    }
    alive(office)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert set(answer.json()["signs"]) == {"sweep", "worker", "action", "briefing", "backup"}


def test_an_old_backup_is_told_to_who_supervises_and_to_monitors(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    alive(office)
    client, monitor = log_in("dusan"), TestClient(make_app(office.app, office.clock))
    assert monitor.get("/healthz").json()["signs"]["backup"]["at"] is None
    with write_transaction(office.app.engine) as connection:
        signs_of_life.note(connection, "backup", "office.backup", office.now - timedelta(hours=50))
    assert "Last backup" in client.get("/board").text
    assert monitor.get("/healthz").status_code == 200
    office.now += timedelta(hours=1)
    alive(office)
    page = client.get("/board").text
    assert "There is no recent backup" in page
    assert ALARM not in page, "deadlines are watched"
    assert "The last backup was made 2 days ago" in page
    answer = monitor.get("/healthz")
    assert (answer.status_code, answer.json()["signs"]["backup"]["late"]) == (503, True)


def test_a_briefing_that_did_not_come_on_a_working_day_is_missed(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    office.now = at("2026-03-13", 9)
    alive(office)
    office.now = at("2026-03-16", 8)
    with write_transaction(office.app.engine) as connection:
        for part in ("sweep", "worker"):
            signs_of_life.note(connection, part, "one", office.now)
    client = log_in("dusan")
    assert ALARM not in client.get("/board").text, "Monday at 8: an hour is not over yet"
    office.now = at("2026-03-16", 9)
    assert "The briefing did not come" in client.get("/board").text


def test_a_mail_that_nobody_sends_is_told_after_half_an_hour(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    office.apply("Ana Petrović", "2026-03-11")
    client = log_in("dusan")
    alive(office)
    assert ALARM not in client.get("/board").text
    office.now += timedelta(minutes=31)
    alive(office)
    assert "has waited for 31 minutes" in client.get("/board").text


def test_a_prometheus_reads_numbers_and_no_name(office: OfficeAtWork) -> None:
    monitor = TestClient(make_app(office.app, office.clock), client=("127.0.0.1", 50_000))
    alive(office)
    number = office.apply("Ana Petrović", "2026-03-11")
    office.now += timedelta(days=90)
    answer = monitor.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    numbers = dict(
        line.rsplit(" ", 1) for line in answer.text.splitlines() if not line.startswith("#")
    )
    assert float(numbers['mobility_cases_stuck{why="overdue"}']) == 1
    assert float(numbers['mobility_actions{status="waiting"}']) >= 1
    assert float(numbers["mobility_actions_unattended"]) >= 1
    assert float(numbers['mobility_sign_late{sign="worker"}']) == 1
    assert float(numbers['mobility_sign_age_seconds{sign="worker"}']) >= 89 * 86_400
    assert "backup" not in "".join(name for name in numbers if "age" in name), "none was made"
    assert "Ana" not in answer.text
    assert number not in answer.text


def test_an_office_whose_people_read_the_mailbox_has_no_sign_of_it(office: OfficeAtWork) -> None:
    alive(office)
    monitor = TestClient(make_app(office.app, office.clock))
    assert "mail_in" not in monitor.get("/healthz").json()["signs"]
