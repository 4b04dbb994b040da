"""The public pages on a phone and on a desk, in each language: no barrier, nothing to scroll
sideways, nothing from elsewhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.web.office_at_work import at
from tests.web.outside.test_outside_in_browser import judged
from tests.web.public.conftest import PublicSite, listed
from tests.web.test_browser import browser, window_to
from web.outside.app import make_app

__all__ = ["browser"]

pytestmark = pytest.mark.browser

PAGES = ("index", "calls", "calls/1", "lists/1-1", "decisions", "recognition", "information",
         "projects")  # fmt: skip


def test_every_public_page_is_open_to_everybody_in_each_language(
    site: PublicSite, browser: Browser
) -> None:
    listed(site.office)
    site.office.now = at("2026-03-20")
    wrong: dict[str, object] = {}
    with window_to(site.office, browser, make_app) as window:
        for language in ("en", "sr", "sr-Latn"):
            for page in PAGES:
                judged(window, f"/public/{language}/{page}.html", wrong)
        window.page.goto(f"{window.base}/public/")
        window.page.wait_for_url("**/public/en/index.html")
    assert wrong == {}
    assert window.complaints == []
