"""Offices that earlier programs left come up under this one, verify, and go on.

`make.py` says which programs, and how the offices were made.
"""

from __future__ import annotations

import shutil
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from notifications.maildir import MaildirMailer
from persistence.database import reading, write_transaction
from persistence.integrity import audit
from persistence.migrating import current_revision, head_revision
from persistence.tables import cases, outbox
from simulation.demo.making import PASSWORD
from simulation.virtual_office import VirtualOffice
from states.decision import Actor, Advanced
from tests.upgrade.make import ARCHIVE, COMMITS, WITH_BACKUP
from tests.web.browsing import token_of
from web.app import make_app
from workflows.cases.advance import Request, advance_case
from workflows.running.bootstrap import App, open_app
from workflows.running.restoring import Request as RestoreRequest
from workflows.running.restoring import restore

NOW = datetime(2026, 11, 16, 11, tzinfo=UTC)
PAGES = ("", "/history", "/mails", "/documents", "/agreement", "/stay", "/dossier")


@pytest.fixture(scope="session")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all of them."""
    folder = tmp_path_factory.mktemp("offices")
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(folder, filter="data")
    return folder


@pytest.fixture(params=sorted(COMMITS))
def old(request: pytest.FixtureRequest, offices: Path, tmp_path: Path) -> Iterator[App]:
    """The office of one of them, opened by this program."""
    shutil.copytree(offices / request.param, tmp_path / "data")
    app = open_app(tmp_path / "data")
    yield app
    app.engine.dispose()


def test_it_comes_up_verifies_is_shown_and_goes_on_to_its_end(old: App) -> None:
    assert current_revision(old.engine) == head_revision()
    _verifies(old)
    _pages_open(old)
    _goes_on(old)
    _verifies(old)


def test_a_backup_of_before_is_restored_and_goes_on(offices: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    restoration = restore(RestoreRequest(offices / f"{WITH_BACKUP}.backup", data))
    assert (restoration.discrepancies, restoration.waiting) == ((), 0)
    app = open_app(data)
    assert current_revision(app.engine) == head_revision()
    _goes_on(app)
    _verifies(app)
    app.engine.dispose()


def _verifies(app: App) -> None:
    with reading(app.engine) as connection:
        audit_result = audit(connection, app.office.data, app.office.calendar)
    assert audit_result.is_sound, audit_result.discrepancies
    assert audit_result.cases >= 9
    assert audit_result.entries >= 100
    assert audit_result.files >= 11


def _pages_open(app: App) -> None:
    with (
        reading(app.engine) as connection,
        TestClient(make_app(app, lambda: NOW), raise_server_exceptions=False) as client,
    ):
        form = {"login": "jelena", "password": PASSWORD, "token": token_of(client)}
        assert client.post("/login", data=form).status_code == 200
        own = select(cases.c.number, cases.c.state).where(cases.c.number.startswith("BMU"))
        numbers = {row.number: row.state for row in connection.execute(own)}
        of_one = next(number for number, state in numbers.items() if state == "closed")
        addresses = {"/work?tab=all", "/calls", "/mails", "/stuck", "/reference"}
        addresses |= {f"/cases/{number}" for number in numbers}
        addresses |= {f"/cases/{of_one}{page}" for page in PAGES}
        for address in sorted(addresses):
            page = client.get(address)
            assert page.status_code == 200, (address, page.text)


def _goes_on(app: App) -> None:
    """The Decree that was awaited is issued and delivered; time closes the case."""
    stage = VirtualOffice(
        app.office, app.engine, MaildirMailer(app.office.data / "mail", durable=False), NOW
    )
    awaiting = select(cases.c.id, cases.c.history_length).where(
        cases.c.state == "documents_submitted"
    )
    with write_transaction(app.engine) as connection:
        case_id, entries = connection.execute(awaiting).one()
        details = {"method": "course_by_course", "delivered_on": "2026-11-16"}
        request = Request(case_id, "issue_decree", details)
        actor = Actor("academic_coordinator", "Nikola Stanković")
        outcome = advance_case(connection, app.office, request, actor, NOW)
        assert isinstance(outcome, Advanced), outcome
    stage.drain()
    stage.move_to(datetime(2026, 12, 14, 11, tzinfo=UTC))
    stage.drain()
    with reading(app.engine) as connection:
        case = connection.execute(select(cases).where(cases.c.id == case_id)).one()
        assert (case.state, case.history_length > entries) == ("closed", True)
        open_actions = select(outbox.c.key, outbox.c.last_error).where(outbox.c.status != "done")
        assert connection.execute(open_actions).all() == []
    assert len(list((app.office.data / "mail" / "new").iterdir())) > 0
