"""While running cases are brought under a corrected text, pages are read and nothing is written."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from office.wiring import Office
from persistence.database import reading
from persistence.definitions import kept
from persistence.tables import cases, history
from states.loader import HERE
from states.strict_yaml import InvalidFile
from tests.waiting import until
from tests.web.api.conftest import new_token
from tests.web.browsing import Browser, send
from tests.web.conftest import Desk
from tests.web.office_at_work import OfficeAtWork
from web.app import make_app
from workflows.running.bootstrap import App, is_behind

KEY = "bmu/outgoing-studies.2021-06-29"
CASE = "/cases/BMU-2026-0001"
WITHDRAW = {"reason": "A scholarship elsewhere"}


@pytest.fixture
def behind(office: OfficeAtWork, tmp_path: Path) -> App:
    """The office with a case that began on a text which was corrected since: one day more."""
    office.open("Ana Petrović")
    folder = tmp_path / "definitions"
    shutil.copytree(HERE, folder)
    path = folder / f"{KEY}.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("on: call_closes", "after: call_closes, days: 1"), "utf-8")
    with reading(office.app.engine) as connection:
        before, _ = kept(connection)[KEY]
    corrections = f"corrected:\n  {KEY}:\n    - {before}\n"
    (folder / "corrections.yaml").write_text(corrections, "utf-8")
    own = office.app.office
    return App(Office(own.settings, own.data, folder), office.app.engine)


def test_pages_are_read_under_a_banner_and_what_is_sent_is_kept_and_not_saved(
    office: OfficeAtWork, behind: App
) -> None:
    assert is_behind(behind)
    vera = Desk(make_app(behind, office.clock, is_behind(behind)), office, "vera")
    for address in ("/work", CASE, "/calls/1", "/rules"):
        page = vera.get(address)
        assert page.status_code == 200
        assert "For the moment the office can only be read" in page.text
    answer = send(vera, CASE, f"{CASE}/steps/withdraw", WITHDRAW)
    assert answer.status_code == 200 and "A scholarship elsewhere" in answer.text
    assert "It is not saved yet." in answer.text
    refusal = send(vera, "/calls/1/cases/new", "/calls/1/cases/new", {"name": "Boris Tot"})
    assert refusal.status_code == 503 and "Nothing was saved; try again" in refusal.text
    with reading(office.app.engine) as connection:
        assert connection.execute(select(cases.c.number)).scalars().all() == ["BMU-2026-0001"]
        assert connection.execute(select(history.c.name)).scalars().all() == ["open"]


def test_a_program_is_told_the_same_and_when_to_come_back(
    office: OfficeAtWork, behind: App
) -> None:
    token = new_token(office, "vera", ("mobility_coordinator",), timedelta(days=7))
    program = Browser(
        make_app(behind, office.clock, True), headers={"Authorization": f"Bearer {token}"}
    )
    assert program.get(f"/api/v1{CASE}").status_code == 200
    answer = program.post(f"/api/v1{CASE}/steps/withdraw", json={"payload": WITHDRAW})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert answer.json()["type"] == "urn:mobility:only-read"


def test_the_pages_bring_the_cases_along_themselves_and_are_written_in_again(
    office: OfficeAtWork, behind: App
) -> None:
    pages = make_app(behind, office.clock, True)
    with TestClient(pages):
        assert until(lambda: not pages.state.shared.is_behind)
        vera = Desk(pages, office, "vera")
        assert "can only be read" not in vera.get("/work").text
        send(vera, CASE, f"{CASE}/steps/withdraw", WITHDRAW)
    with reading(office.app.engine) as connection:
        case = connection.execute(select(cases)).one()
        names = connection.execute(select(history.c.name).order_by(history.c.seq)).scalars().all()
    assert names[1] == "corrected" and case.due != date(2026, 3, 16)
    assert not is_behind(behind)


def test_a_text_that_no_correction_names_is_refused_before_any_page(behind: App) -> None:
    (behind.office.folder / "corrections.yaml").write_text("corrected: {}\n", "utf-8")
    with pytest.raises(InvalidFile, match="later date in force"):
        is_behind(behind)
