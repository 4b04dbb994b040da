"""Every page of the office in a real browser, as who sees most of it: no barrier, nothing to be
scrolled sideways, nothing fetched from elsewhere.

The registry (`page_registry`) names an address for each route that shows a page; a route that is
new fails the test until it has one, or is named among those that show none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import pytest

from tests.web.browsing import LogIn
from tests.web.eventful_office import much_has_happened
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.page_registry import MORE, NO_PAGES, OF_MEMBERS, PAGES, PUBLIC_PAGES, WHILE_OPEN
from tests.web.test_browser import Window, browser, open_everything, window  # noqa: F401
from web.app import ROUTERS

pytestmark = pytest.mark.browser

WIDTHS: Final = (1280, 360)
OTHER_HOMES: Final = ("m.ilic", "studentska", "ana.k")
"""Who works on something else than the others, and so has another home."""


@dataclass
class Inspector:
    """Looks at one page after the other, and keeps what is wrong with each."""

    window: Window
    places: dict[str, str]
    wrong: dict[str, object] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)

    def look_at(self, path: str) -> None:
        """Opens a page and judges it."""
        page, address = self.window.page, path.format(**self.places)
        answer = page.goto(self.window.base + address)
        if answer is None or answer.status not in (200, 410):
            self.wrong[address] = answer and answer.status
            return
        self.judge(address)

    def judge(self, address: str) -> None:
        """Judges the page that is open, with all that is folded away."""
        page = self.window.page
        open_everything(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if (page_width := page.evaluate("document.documentElement.scrollWidth")) > width:
                self.wrong[f"{address} at {width}"] = f"is {page_width} wide"
        if barriers := self.window.barriers():
            self.wrong[f"{address} has barriers"] = barriers


@pytest.fixture
def inspector(office: OfficeAtWork, log_in: LogIn, window: Window) -> Iterator[Inspector]:  # noqa: F811
    """Somebody who looks through all pages of an office in which everything has happened once."""
    visitor = Inspector(window, much_has_happened(office, log_in))
    window.page.on("request", lambda request: visitor.fetched.append(request.url))
    yield visitor
    assert not [line for line in window.complaints if "Content Security Policy" in line]


def test_the_registry_names_every_page_that_there_is() -> None:
    routes = [route for router in ROUTERS for route in router.routes]
    route_names = {route.name for route in routes if "GET" in getattr(route, "methods", ())}
    registry = {*PUBLIC_PAGES, *OF_MEMBERS, *WHILE_OPEN, *PAGES}
    assert route_names - NO_PAGES == registry
    assert not registry & NO_PAGES


def test_every_page_is_open_to_everybody_and_fetches_nothing_from_elsewhere(
    office: OfficeAtWork, inspector: Inspector
) -> None:
    for login, day, paths in (
        (None, "2026-03-27", PUBLIC_PAGES.values()),
        ("m.ilic", "2026-03-11", OF_MEMBERS.values()),
        ("dusan", "2026-03-11", WHILE_OPEN.values()),
        ("dusan", "2026-03-27", (*PAGES.values(), *MORE.values())),
        *((login, "2026-03-27", ("/",)) for login in OTHER_HOMES),
    ):
        office.now = at(day)
        inspector.window.page.context.clear_cookies()
        if login:
            inspector.window.log_in(login)
        for path in paths:
            inspector.look_at(path)
    inspector.window.page.context.clear_cookies()
    inspector.window.log_in("vera")
    inspector.look_at("/")
    inspector.look_at("/cases/{applied}")
    step = inspector.window.page.locator("#step-withdraw")
    step.locator("[name=reason]").fill("in writing", timeout=20_000)
    step.get_by_role("button", name="Withdraw").click()
    inspector.window.page.locator("form.confirm").wait_for()
    inspector.judge("the page that asks before")
    assert inspector.wrong == {}
    elsewhere = rf"(?!{re.escape(inspector.window.base)}/|data:)"
    assert [url for url in inspector.fetched if re.match(elsewhere, url)] == []
