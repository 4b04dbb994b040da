"""Plans and meetings on paper, as Chromium prints them: what was written, and nothing to press."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.web.browsing import LogIn, send
from tests.web.office_at_work import OfficeAtWork
from tests.web.test_browser import Window, browser, window

pytestmark = pytest.mark.browser
__all__ = ["browser", "window"]

MEETING, PLAN = "/meetings/2026-03-12", "/plans/week/2026-03-16"
NAMES = [f"Kandidat{number} Petrović" for number in range(25)]
MINUTES = "Договорено је:\nпозвати Грац.\n" + "Записник се наставља.\n" * 60


def sheets(page: Page) -> list[str]:
    """The words of each sheet, as the page is printed on A4."""
    return [
        " ".join(sheet.extract_text().split())
        for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    ]


@pytest.fixture
def busy(office: OfficeAtWork, log_in: LogIn) -> OfficeAtWork:
    """Twenty-five candidates who may still apply, a plan of them, and a meeting with minutes."""
    for name in NAMES:
        office.open(name)
    head = log_in("dusan")
    send(head, PLAN, f"{PLAN}/begin")
    send(head, "/plans", "/meetings", {"day": "2026-03-12"})
    send(head, MEETING, f"{MEETING}/minutes", {"minutes": MINUTES})
    send(head, MEETING, f"{MEETING}/tasks", {"title": "Write to Graz", "login": "", "due": ""})
    return office


def test_the_minutes_of_a_meeting_are_printed_with_its_tasks(
    busy: OfficeAtWork, window: Window
) -> None:
    window.log_in("dusan")
    window.open(MEETING)
    paper = sheets(window.page)
    words = " ".join(paper)
    assert words.count("позвати Грац") == 1 and words.count("Записник се наставља.") == 60
    assert "Write to Graz" in words and NAMES[24] in words
    for button in ("Save the minutes", "Log out", "Excel", "Deadlines watched", "Add a task"):
        assert button not in words, button
    window.page.emulate_media(media="screen")
    assert not window.page.locator(".print-only").is_visible(), "there the field has them"


def test_a_plan_is_printed_with_every_line_and_no_sheet_half_empty(
    busy: OfficeAtWork, window: Window
) -> None:
    window.log_in("dusan")
    window.open(PLAN)
    paper = sheets(window.page)
    assert len(paper) > 1, "more lines than a sheet has"
    for name in NAMES:
        assert sum(f"{name}:" in sheet for sheet in paper) == 1, name
    assert all("Kandidat" in sheet for sheet in paper), "a long list begins where there is room"
    assert all("Due" in sheet for sheet in paper), "its heading is on each sheet"
    for button in ("Give out", "Log out", "Excel", "Deadlines watched", "Give to"):
        assert button not in " ".join(paper), button
