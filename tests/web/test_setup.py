"""The first hour: a page says what the office lacks, in order, and what stands already."""

from __future__ import annotations

import html

from tests.web.browsing import LogIn


def test_the_head_reads_what_is_missing_and_where_it_is_done(log_in: LogIn) -> None:
    page = html.unescape(log_in("dusan").get("/setup").text)
    titles = (
        "First login",
        "Institution",
        "People",
        "Partners",
        "Calendar",
        "Mail",
        "The first call",
    )
    places = [page.index(f". {title}") for title in titles]
    assert places == sorted(places)
    assert "held by nobody" in page and "config.yaml" in page
    for address in (
        "/people",
        "/reference",
        "/calls",
        "/imports/people/bmu",
        "/imports/partners/bmu",
    ):
        assert f'href="{address}"' in page


def test_only_who_supervises_the_office_sets_it_up(log_in: LogIn) -> None:
    assert log_in("goran").get("/setup").status_code == 200
    for login in ("vera", "rektor", "m.ilic"):
        assert log_in(login).get("/setup").status_code == 403
