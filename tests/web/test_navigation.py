"""Where pages lead: the navigation of each role, the page one is on, and each one's first page."""

from __future__ import annotations

import re

import pytest

from tests.web.browsing import LogIn
from tests.web.office_at_work import OfficeAtWork, at
from web.navigation import NAVIGATION
from web.permissions import ROUTES


def navigation(page: str) -> list[tuple[str, bool]]:
    """The addresses of the navigation, and which is marked as the current one."""
    menu = re.search(r'<nav class="main-nav".*?</nav>', page, re.S)
    assert menu is not None
    links = re.findall(r'<a href="([^"]+)"( aria-current="page")?>', menu.group())
    return [(address, bool(current)) for address, current in links]


@pytest.mark.parametrize("login", ["dusan", "goran", "rektor"])
def test_who_supervises_begins_with_the_board(log_in: LogIn, login: str) -> None:
    answer = log_in(login).get("/", follow_redirects=False)
    assert answer.headers["location"] == "/board"


@pytest.mark.parametrize("login", ["vera", "ana.k", "studentska", "m.ilic"])
def test_who_handles_cases_begins_with_their_work(log_in: LogIn, login: str) -> None:
    answer = log_in(login).get("/", follow_redirects=False)
    assert answer.headers["location"] == "/work"


def test_who_stands_in_for_the_head_keeps_their_own_first_page_and_may_open_the_board(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    office.substitute("student_service", "head_of_ico", "2026-03-01", "2026-03-31")
    client = log_in("studentska")
    assert client.get("/", follow_redirects=False).headers["location"] == "/work"
    assert client.get("/board").status_code == 200
    office.now = at("2026-04-01")
    assert client.get("/board").status_code == 403


def test_the_navigation_has_what_the_person_may_open_and_marks_where_they_are(
    log_in: LogIn,
) -> None:
    entries = [(entry.address, entry.route == "board") for entry in NAVIGATION]
    assert navigation(log_in("dusan").get("/stuck").text) == entries
    addresses = [address for address, _ in navigation(log_in("m.ilic").get("/calls/1").text)]
    assert "/board" not in addresses
    assert ("/calls", True) in navigation(log_in("m.ilic").get("/calls/1").text)


def test_each_entry_is_a_route_with_a_permission() -> None:
    assert {entry.route for entry in NAVIGATION} <= set(ROUTES)


@pytest.mark.parametrize("address", ["/search?q=Ana%00", "/cases/{number}%00"])
def test_a_sign_that_no_text_holds_is_left_out_of_an_address(
    office: OfficeAtWork, log_in: LogIn, address: str
) -> None:
    number = office.apply("Ana Petrović")
    answer = log_in("vera").get(address.format(number=number))
    assert answer.status_code == 200
    assert "Ana Petrović" in answer.text
