"""In a real browser: a clerk logs in, advances a case, adds rows; the pages are in another file."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.waiting import PATIENCE, until
from tests.web.office_at_work import PASSWORD, OfficeAtWork
from web.app import make_app
from web.serving import MakeApp
from workflows.running.bootstrap import App

pytestmark = pytest.mark.browser

CHROMIUM = "/usr/bin/chromium"
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ASKED_OF_AXE = {"resultTypes": ["violations"], "preload": {"assets": ["media"]}}
"""Every rule that axe asks by itself. None of them reads the sheets of styles, which it would take
apart before on every page: a third of its work."""


@dataclass
class Window:
    """A browser window on the office's pages, and what its console complained of."""

    page: Page
    base: str
    complaints: list[str]

    def open(self, path: str) -> None:
        self.page.goto(self.base + path)

    def log_in(self, login: str) -> None:
        self.open("/login")
        self.page.get_by_label("Login").fill(login)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Log in").click()
        self.page.wait_for_url(lambda url: "/login" not in url)

    def barriers(self) -> list[tuple[str, str]]:
        """What axe finds to be in somebody's way: each with the first place where it is."""
        violations = Axe().run(self.page, options=ASKED_OF_AXE).response["violations"]
        return [(barrier["id"], barrier["nodes"][0]["html"]) for barrier in violations]


def open_everything(page: Page) -> None:
    """Opens what is folded away, and waits for the forms that come only then."""
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    expect(page.locator("details [hx-trigger^=toggle]")).to_have_count(0)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, started once; each test opens a window of its own that knows nothing of others."""
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=CHROMIUM, args=OPTIONS, timeout=PATIENCE * 1000
        )
        yield browser
        browser.close()


@contextmanager
def served(app: App, clock: Callable[[], datetime], make: MakeApp = make_app) -> Iterator[str]:
    """Pages of the office on a free port of this machine; their address."""
    config = uvicorn.Config(make(app, clock), port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert until(lambda: server.started)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(PATIENCE)


@pytest.fixture
def window(office: OfficeAtWork, browser: Browser) -> Iterator[Window]:
    """A window to the office."""
    with window_to(office, browser, make_app) as new_window:
        yield new_window


@contextmanager
def window_to(office: OfficeAtWork, browser: Browser, make: MakeApp) -> Iterator[Window]:
    """A window to pages of an office."""
    complaints: list[str] = []
    with served(office.app, office.clock, make) as address, browser.new_context() as context:
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield Window(page, address, complaints)


def test_a_clerk_logs_in_fills_in_an_application_and_the_case_moves(
    office: OfficeAtWork, window: Window
) -> None:
    number = office.open("Ana Petrović")
    for kind in ("passed_exams", "cv"):
        office.record(number, "document", {"kind": kind})
    window.log_in("vera")
    page = window.page
    page.get_by_role("link", name="Ana Petrović").click()
    step = page.locator("#step-submit_application")
    step.get_by_label("First day").fill("2026-10-01")
    step.get_by_label("Last day").fill("2027-02-12")
    step.get_by_label("1.").select_option("University of Graz")
    step.get_by_label("Semesters").fill("1")
    step.get_by_role("button", name="Submit the application").click()
    page.get_by_text("Saved:").wait_for()
    assert page.locator(".stand").inner_text() == "Application received"
    assert page.locator("[aria-current=step]").inner_text().startswith("Application received")
    assert window.complaints == [], "nothing broke the content security policy"


def test_rows_are_added_and_removed_and_the_list_is_filtered_while_one_types(
    office: OfficeAtWork, window: Window
) -> None:
    number = office.apply("Ana Petrović")
    office.open("Mila Đorđević")
    window.log_in("vera")
    page = window.page
    window.open(f"/cases/{number}#fact-agreement")
    form = page.locator("#fact-agreement")
    rows = form.locator("tbody tr")
    rows.nth(1).wait_for()
    assert rows.count() == 2
    form.get_by_role("button", name="Add a row").click()
    rows.nth(2).wait_for()
    form.get_by_role("button", name="Remove row 1").click()
    form.get_by_role("button", name="Add a row").click()
    form.locator('[name="courses.3.title"]').fill("Robotics")
    expect(rows).to_have_count(3)
    form.get_by_role("button", name="Record").click()
    page.get_by_text("Saved:").wait_for()
    assert page.evaluate("document.activeElement.id") == "result", "what became of it is read first"
    page.get_by_role("link", name="Agreement", exact=False).first.click()
    expect(page.get_by_text("Robotics").first).to_be_visible()
    window.open("/work?tab=all")
    page.get_by_label("Name or number", exact=True).press_sequentially("dor")
    page.get_by_text("Ana Petrović").wait_for(state="detached")
    page.get_by_text("Mila Đorđević").wait_for()
    assert window.complaints == []


def test_a_row_is_added_to_a_new_call(window: Window) -> None:
    window.log_in("vera")
    window.open("/calls/new/bmu/outgoing-studies")
    page, rows = window.page, window.page.locator("#new-partners-rows tr")
    before = rows.count()
    page.locator('[data-add-row="new-partners-rows"]').click()
    rows.nth(before).wait_for()
    page.locator(f'[name="partners.{before}.name"]').fill("University of Vienna")
    page.get_by_label("Title").fill("Spring call")
    page.get_by_role("button", name="Open a call").click()
    page.get_by_text("Please fill this in.").first.wait_for()
    assert page.locator('[value="University of Vienna"]').count() == 1, "what was typed stays"
