"""The pages of people outside on a phone, and what the office sees of them: no barrier, nothing to
be scrolled sideways, in each language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser

from tests.web.browsing import LogIn
from tests.web.delivered import delivered
from tests.web.office_at_work import OfficeAtWork
from tests.web.outside.applying import Applicant
from tests.web.outside.conftest import PDF, Guest
from tests.web.outside.test_hosts import graz
from tests.web.outside.test_links import numbers
from tests.web.test_browser import Window, browser, open_everything, window, window_to
from web.outside.app import make_app

__all__ = ["browser", "graz", "window"]

pytestmark = pytest.mark.browser

WIDTHS = (360, 1280)


def judged(window: Window, address: str, wrong: dict[str, object]) -> None:
    """Opens a page with all that is folded away, and notes what is wrong with it."""
    page = window.page
    page.goto(window.base + address)
    open_everything(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if (page_width := page.evaluate("document.documentElement.scrollWidth")) > width:
            wrong[f"{address} at {width}"] = f"is {page_width} wide"
    if barriers := window.barriers():
        wrong[f"{address} has barriers"] = barriers


def test_every_page_is_open_to_everybody_on_a_phone_in_each_language(
    office: OfficeAtWork, ana: Guest, browser: Browser
) -> None:
    wrong: dict[str, object] = {}
    with window_to(office, browser, make_app) as window:
        for language in ("en", "sr", "sr-Latn"):
            for address in ("/", "/l/nothing", ana.link):
                judged(window, f"{address}?lang={language}", wrong)
        ana.browser.post(f"{ana.link}/code")
        window.page.goto(window.base + ana.link + "?lang=en")
        window.page.get_by_label("The six digits").fill(ana.mailed_code())
        window.page.get_by_role("button", name="Go on").click()
        window.page.get_by_text("A document", exact=True).wait_for()
        for language in ("en", "sr"):
            judged(window, f"{ana.link}?lang={language}", wrong)
    assert wrong == {}
    assert [line for line in window.complaints if "404" not in line] == []


def test_a_call_and_an_application_are_open_to_everybody_on_a_phone_in_each_language(
    office: OfficeAtWork, outside: FastAPI, browser: Browser
) -> None:
    wrong: dict[str, object] = {}
    mina = Applicant(office, outside, "mina@students.example")
    mina.ask()
    mina.browser.post(f"{mina.link}/code")
    (code,) = re.findall(r"Code: (\d{6})|Код: (\d{6})", delivered(office, mina.address))
    with window_to(office, browser, make_app) as window:
        for language in ("en", "sr", "sr-Latn"):
            for address in ("/apply", "/apply/1", mina.link):
                judged(window, f"{address}?lang={language}", wrong)
        page = window.page
        page.goto(window.base + mina.link + "?lang=en")
        page.get_by_label("The six digits").fill("".join(code))
        page.get_by_role("button", name="Go on").click()
        for language in ("sr", "en"):
            judged(window, f"{mina.link}?lang={language}", wrong)
        page.get_by_label("Name", exact=True).fill("Mina Lukić")
        page.get_by_role("button", name="Go on to the application").click()
        page.get_by_text("What is still missing").wait_for()
        for language in ("en", "sr"):
            judged(window, f"{mina.link}?lang={language}", wrong)
    assert wrong == {}
    assert [line for line in window.complaints if "404" not in line] == []


def test_a_document_is_dropped_in_on_a_phone_and_its_receipt_stands_on_the_page(
    office: OfficeAtWork, ana: Guest, browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "cv.pdf").write_bytes(PDF)
    ana.browser.post(f"{ana.link}/code")
    with window_to(office, browser, make_app) as window:
        page = window.page
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto(window.base + ana.link + "?lang=en")
        page.get_by_label("The six digits").fill(ana.mailed_code())
        page.get_by_role("button", name="Go on").click()
        page.get_by_text("A document", exact=True).click()
        page.locator("#fact-document-kind").select_option("cv")
        page.locator("#fact-document-file").set_input_files(tmp_path / "cv.pdf")
        page.get_by_role("button", name=re.compile("Hand it in.*A document")).click()
        page.get_by_text("waits for the office").wait_for()
        assert "CV: Received, number 1" in page.locator("section:has(#submitted)").inner_text()


def test_what_waits_has_no_barrier_for_the_clerk(
    office: OfficeAtWork, ana: Guest, outside: FastAPI, log_in: LogIn, window: Window
) -> None:
    wrong: dict[str, object] = {}
    ana.prove()
    ana.hand_in("fact/document", {"kind": "cv"}, PDF)
    ana.hand_in("fact/extra_support", {"support": "social", "what": "A room nearby."})
    window.log_in("vera")
    for address in ("/work", f"/cases/{numbers(office)[0]}"):
        judged(window, address, wrong)
    assert wrong == {}
