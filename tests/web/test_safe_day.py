"""The latest safe day on the page of a case: with its receipt, and told before anything is late."""

from __future__ import annotations

import html

import pytest

from tests.web import journey
from tests.web.browsing import LogIn
from tests.web.office_at_work import OfficeAtWork, at


@pytest.fixture
def number(office: OfficeAtWork) -> str:
    """A case that waits for the host's answer; the stay begins on 1 October."""
    return journey.nominated(office, "2026-09-08")


def page_of(log_in: LogIn, number: str) -> str:
    return html.unescape(log_in("vera").get(f"/cases/{number}").text)


def test_a_case_says_its_latest_safe_day_and_how_it_was_counted_back(
    office: OfficeAtWork, log_in: LogIn, number: str
) -> None:
    office.now = at("2026-09-10")
    page = page_of(log_in, number)
    assert 'Latest safe day: <time datetime="2026-09-30">Wed 30 Sep 2026</time>' in page
    assert "must be done by Wed 30 Sep 2026 (the day before the stay begins), BMU-8a" in page
    assert "has passed" not in page


def test_that_it_has_passed_is_told_before_the_step_is_overdue(
    office: OfficeAtWork, log_in: LogIn, number: str
) -> None:
    office.now = at("2026-10-02")
    page = page_of(log_in, number)
    assert "The latest safe day has passed." in page
    assert "Nothing is overdue yet" in page
    office.now = at("2026-12-01")
    assert "The latest safe day has passed." not in page_of(log_in, number), "it is overdue"


def test_where_nothing_hangs_on_the_step_the_page_says_that_there_is_none(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Boris Savić")
    office.score_by_all(number, 0)
    office.publish()
    assert "No latest safe day: no later day" in page_of(log_in, number), "an appeal is a right"
    office.advance(number, "withdraw", {"reason": "Ill"}, "2026-03-20", "candidate")
    assert "safe day" not in page_of(log_in, number), "the case has ended"
