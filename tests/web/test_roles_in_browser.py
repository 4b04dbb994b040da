"""Each role's pages in a real browser, where they hold what another role's do not: no barrier,
nothing to be scrolled sideways, nothing fetched from elsewhere.

A page of whose elements each was looked at for another role is not opened again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import pytest
from starlette.testclient import TestClient

from tests.web.browsing import LogIn
from tests.web.eventful_office import much_has_happened
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.page_registry import MORE, OF_MEMBERS, PAGES
from tests.web.test_all_pages import Inspector
from tests.web.test_browser import Window, browser, window  # noqa: F401
from tests.web.test_money import granted
from tests.web.test_pages_of_roles import expected
from tests.web.test_permissions import LOGIN_OF
from tests.web.test_projects import BRIDGE, milena, opened

__all__ = ["milena"]
pytestmark = pytest.mark.browser

ELEMENT: Final = re.compile(r"<([a-z][a-z0-9]*)\b([^>]*)>")
TELLING: Final = re.compile(r'\b(class|type|role|scope|aria-current|name)="([^"]*)"')


@dataclass
class Seen:
    """The kinds of element that were looked at, by the page's route."""

    by_route: dict[str, set[str]] = field(default_factory=dict)

    def anything_new(self, route: str, page: str) -> bool:
        """Whether a page holds a kind of element that none of its route had before."""
        there = {kind_of(*element) for element in ELEMENT.findall(page)}
        before = self.by_route.setdefault(route, set())
        is_new = not there <= before
        before |= there
        return is_new


def kind_of(tag: str, attributes: str) -> str:
    """An element by its tag and the attributes that tell what it is for, whatever its numbers."""
    return re.sub(r"\d+", "#", f"{tag} {sorted(TELLING.findall(attributes))}")


def test_what_a_role_sees_otherwise_than_another_has_no_barrier(
    office: OfficeAtWork,
    log_in: LogIn,
    window: Window,  # noqa: F811
) -> None:
    inspector = Inspector(window, much_has_happened(office, log_in))
    office.now, memory, looked_at = at("2026-03-27"), Seen(), 0
    heads_first = sorted(LOGIN_OF, key=lambda role: role != "head_of_ico")
    for role in heads_first:
        login = LOGIN_OF[role]
        client, is_logged_in = log_in(login), False
        for route, path in every_page():
            answer = client.get(path.format(**inspector.places), follow_redirects=False)
            assert answer.status_code == expected(role, route), (role, path)
            # The Head's are looked at elsewhere, page by page.
            if answer.status_code != 200 or not memory.anything_new(route, answer.text):
                continue
            if role == "head_of_ico":
                continue
            if not is_logged_in:
                window.page.context.clear_cookies()
                window.log_in(login)
                is_logged_in = True
            inspector.look_at(path)
            looked_at += 1
    assert inspector.wrong == {}
    assert looked_at > len(LOGIN_OF), "every role has something of its own"


def every_page() -> Iterator[tuple[str, str]]:
    """Route and address of each page that stays."""
    for pages in (PAGES, OF_MEMBERS, MORE):
        yield from pages.items()


MONEY: Final[Mapping[str, tuple[str, ...]]] = {
    "vera": ("/work", "/cases/{paid}", "/cases/{paid}/money", "/money", "/money/cases"),
    "dusan": ("/money", "/calls/1/budget", "/cases/{paid}/money", "/plans/month/2026-05-01"),
    "ana.k": ("/cases/{paid}/money",),
    "rektor": ("/money", "/money/cases"),
}
"""Who looks at pages of money; `paid` is a case with a grant whose first instalment is owed."""


def test_the_pages_of_money_have_no_barrier_once_there_is_some(
    office: OfficeAtWork,
    log_in: LogIn,
    window: Window,  # noqa: F811
) -> None:
    inspector = Inspector(window, {"paid": granted(office, log_in)})
    look_as(inspector, MONEY)


def test_the_pages_of_a_project_have_no_barrier(
    milena: TestClient,
    window: Window,  # noqa: F811
) -> None:
    inspector = Inspector(window, {"project": opened(milena, **BRIDGE)})
    tabs = ("", "/dossier", "/agreement", "/documents", "/mails", "/history", "/print")
    pages = tuple(f"/cases/{{project}}{tab}" for tab in tabs)
    form = "/calls/requests/bmu/international-project"
    look_as(inspector, {"milena": ("/", form, *pages), "dusan": pages[:1]})


def look_as(inspector: Inspector, pages: Mapping[str, tuple[str, ...]]) -> None:
    """Looks at pages as each of some people, and finds nothing wrong."""
    for login, paths in pages.items():
        inspector.window.page.context.clear_cookies()
        inspector.window.log_in(login)
        for path in paths:
            inspector.look_at(path)
    assert inspector.wrong == {}
