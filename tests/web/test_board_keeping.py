"""The board's numbers are counted before anybody asks, and a page only looks them up."""

from __future__ import annotations

from starlette.testclient import TestClient

from tests.waiting import until
from tests.web.browsing import LogIn
from tests.web.conftest import Desk
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.statements import Statements, statements_of
from web.app import make_app
from web.board_keeping import count_for_everybody


def counts(statements: Statements) -> int:
    """How often open cases were counted by where they stand."""
    return sum(
        "GROUP BY listed_cases.institution, listed_cases.process" in text
        for text in statements.texts
    )


def test_who_opens_the_board_first_finds_it_counted(office: OfficeAtWork) -> None:
    office.apply("Ana Petrović")
    app = make_app(office.app, office.clock)
    with statements_of(office.app.engine) as beforehand, TestClient(app):
        assert until(lambda: counts(beforehand) == 1 and beforehand.texts[-1] == "COMMIT")
        for login in ("dusan", "rektor"):
            client = Desk(app, office, login)
            client.sit_down()
            with statements_of(office.app.engine) as statements:
                assert "<b>1</b> open cases" in client.get("/board").text
            assert counts(statements) == 0


def test_it_is_counted_anew_where_a_case_has_moved_or_a_day_has_passed(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    head = log_in("dusan")
    state = head.app.state.shared  # type: ignore[attr-defined]
    for change in (lambda: office.apply("Ana Petrović"), lambda: office.open("Boris Tot")):
        change()
        with statements_of(office.app.engine) as statements:
            assert count_for_everybody(state) == 1
            assert count_for_everybody(state) == 1
        assert counts(statements) == 1
    office.now = at("2026-03-12")
    with statements_of(office.app.engine) as statements:
        assert count_for_everybody(state) == 1
        assert "<b>2</b> open cases" in head.get("/board").text
    assert counts(statements) == 1
