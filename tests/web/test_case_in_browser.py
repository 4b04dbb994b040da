"""A case's page in a real browser: by keyboard alone, with no barrier, short and narrow."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.waiting import until
from tests.web.office_at_work import OfficeAtWork
from tests.web.reference_process import files
from tests.web.test_browser import Window, browser, open_everything, window
from tests.web.test_case_tabs import TABS
from tests.web.test_cases import accepted, nominated
from tests.web.test_signing import to_sign

__all__ = ["browser", "window"]

pytestmark = pytest.mark.browser

FAR = 80
"""More stops of the tab key than any page needs."""


def go_to(page: Page, selector: str) -> None:
    """Presses the tab key until what is meant has the focus."""
    for _ in range(FAR):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no key leads to {selector}")


def test_a_case_is_worked_on_by_keyboard_alone(office: OfficeAtWork, window: Window) -> None:
    number = nominated(office)
    window.log_in("vera")
    page = window.page
    window.open(f"/cases/{number}")
    go_to(page, '.sections a[href$="/stay"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/stay")
    go_to(page, "#more-facts > summary")
    page.keyboard.press("Enter")
    go_to(page, "#fact-insurance > summary")
    page.keyboard.press("Enter")
    page.locator("#fact-insurance-to").wait_for()
    go_to(page, "#fact-insurance-to")
    page.keyboard.type("01012026")
    go_to(page, "#fact-insurance button.btn-outline-primary")
    page.keyboard.press("Enter")
    expect(page.locator("#result")).to_be_focused()
    expect(page.locator("#result")).to_contain_text("Nothing was saved.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#fact-insurance-to")).to_be_focused()
    page.keyboard.type("02282027")
    go_to(page, "#fact-insurance button.btn-outline-primary")
    page.keyboard.press("Enter")
    expect(page.locator("#result[role=status]")).to_be_focused()
    assert page.url.endswith("#result")
    window.open(f"/cases/{number}")
    go_to(page, "#step-host_accepts [name=from]")
    page.keyboard.type("10012026")
    go_to(page, "#step-host_accepts [name=to]")
    page.keyboard.type("02122027")
    go_to(page, "#step-host_accepts .send > button:first-child")
    page.keyboard.press("Enter")
    expect(page.locator("#result[role=status]")).to_be_focused()
    expect(page.locator("main")).to_contain_text("Accepted by the host")
    assert window.complaints[1:] == [], "beside the answer 422 nothing is complained of"


def test_what_is_typed_is_there_again_after_another_language_and_the_way_back(
    office: OfficeAtWork, window: Window
) -> None:
    number = nominated(office)
    window.log_in("vera")
    page = window.page
    window.open(f"/cases/{number}#step-host_refuses")
    page.locator("#step-host_refuses [name=reason]").fill("No place is left")
    page.get_by_role("link", name="Српски").click()
    expect(page.locator("#step-host_refuses [name=reason]")).to_have_value("No place is left")
    page.locator("#step-host_refuses [name=reason]").fill("No place is left now")
    page.go_back()

    def is_there_again() -> bool:
        window.open(f"/cases/{number}")
        reason = page.locator("#step-host_refuses [name=reason]")
        return reason.input_value() == "No place is left now"

    assert until(is_there_again), "the page that was left sends it behind the one that comes"


def test_an_old_address_with_an_anchor_leads_to_its_tab(
    office: OfficeAtWork, window: Window
) -> None:
    number = nominated(office)
    window.log_in("vera")
    for anchor, tab in (("history", "history"), ("papers", "documents"), ("mails", "mails")):
        window.open(f"/cases/{number}#{anchor}")
        window.page.wait_for_url(f"**/cases/{number}/{tab}")
        window.open("/work")


@pytest.mark.parametrize("width", [1280, 360])
def test_no_tab_of_a_case_has_a_barrier_is_long_or_scrolls_sideways(
    office: OfficeAtWork, window: Window, width: int
) -> None:
    number = accepted(office)
    window.page.set_viewport_size({"width": width, "height": 900})
    window.log_in("vera")
    for tab in (*TABS, "/print"):
        window.open(f"/cases/{number}{tab}")
        if width == 1280 and tab != "/print":
            assert window.page.evaluate("document.documentElement.scrollHeight") < 2_000, tab
        open_everything(window.page)
        assert window.barriers() == [], tab
        assert window.page.evaluate("document.documentElement.scrollWidth") <= width, tab


@pytest.mark.parametrize("width", [1280, 360])
def test_what_asks_before_it_does_anything_shuts_nobody_out(
    office: OfficeAtWork, window: Window, tmp_path: Path, width: int
) -> None:
    number, at_desk, page = to_sign(office), window, window.page
    page.set_viewport_size({"width": width, "height": 800})
    at_desk.log_in("vera")
    at_desk.open(f"/cases/{number}?form=signature#fact-signature")
    fits(at_desk, width)
    at_desk.open(f"/cases/{number}?form=agreement#fact-agreement")
    page.locator("#fact-agreement .from-table summary").click()
    fits(at_desk, width)
    at_desk.open(f"/cases/{number}/documents?form=document#fact-document")
    page.locator("#several-files").set_input_files(files(tmp_path, "cv.pdf", "scan.pdf"))
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Record the documents").wait_for()
    fits(at_desk, width)
    at_desk.open(f"/cases/{number}#step-withdraw")
    page.get_by_role("button", name="Withdraw", exact=True).click()
    page.get_by_role("button", name="Confirm").wait_for()
    open_everything(page)
    fits(at_desk, width)


def fits(at_desk: Window, width: int) -> None:
    assert at_desk.barriers() == []
    assert at_desk.page.evaluate("document.documentElement.scrollWidth") <= width
