"""The report on a year: opened by who supervises, as page, file and paper, whatever is asked."""

from __future__ import annotations

import html
from datetime import datetime

import pytest

from tests.web.browsing import LogIn
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.test_exported_lists import sheet

SPAN = "from=2026-01-01&to=2026-12-31"


def test_a_withdrawal_is_in_the_report_and_its_number_opens_the_case(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Mila Đorđević")
    office.advance(number, "withdraw", {"reason": "<b>My mother fell ill</b>"}, "2026-03-12")
    office.now = at("2026-03-20")
    head = log_in("dusan")
    page = head.get(f"/year?{SPAN}").text
    assert "&lt;b&gt;My mother fell ill&lt;/b&gt;" in page
    address = f"/year/cases?{SPAN}&institution=bmu&what=withdrawals"
    assert address in html.unescape(page) or "what=withdrawals" in page
    assert number in head.get(address).text
    assert number not in head.get(f"{address}&source=nominated").text
    file_of_cases = address.replace("/year/cases", "/exports/year/cases.xlsx")
    assert file_of_cases in html.unescape(head.get(address).text)
    (_, row) = sheet(head, file_of_cases.removeprefix("/exports/"))
    assert row[:2] == [number, "Mila Đorđević"] and isinstance(row[4], datetime)
    assert head.get(f"/exports/year/cases.csv?{SPAN}&what=names").status_code == 404
    for kind in ("xlsx", "csv"):
        file = head.get(f"/exports/year.{kind}?{SPAN}")
        assert file.status_code == 200
        assert b"mother" not in file.content
    paper = head.get(f"/year.pdf?{SPAN}")
    assert paper.content.startswith(b"%PDF")


def test_who_does_not_supervise_finds_no_door(log_in: LogIn) -> None:
    student_service = log_in("studentska")
    for path in (
        "/year",
        f"/year/cases?{SPAN}&what=mobilities",
        "/year.pdf",
        "/exports/year.csv",
        f"/exports/year/cases.csv?{SPAN}&what=mobilities",
    ):
        assert student_service.get(path).status_code == 403, path


@pytest.mark.parametrize(
    "query",
    [
        "from=2026-12-31&to=2026-01-01", "from=yesterday&to=", "from=²026-01-01&to=2026-01-01",
        "from=0001-01-01&to=9999-12-31", f"from={'9' * 10_000}&to=2026-01-01",
        "from=<script>&to=😀",
    ],
)  # fmt: skip
def test_a_span_that_is_none_shows_this_year_and_says_so(log_in: LogIn, query: str) -> None:
    answer = log_in("dusan").get(f"/year?{query}")
    assert answer.status_code == 200
    assert "Write two dates" in answer.text
    assert "<script>" not in answer.text


def test_a_number_that_is_none_opens_nothing(log_in: LogIn) -> None:
    head = log_in("dusan")
    assert head.get(f"/year/cases?{SPAN}&what=names").status_code == 404
    assert head.get(f"/year/cases?{SPAN}").status_code == 404
    assert head.get(f"/year/cases?{SPAN}&what=appeals&host={'x' * 5000}").status_code == 404
    page = head.get(f"/year/cases?{SPAN}&what=mobilities&host=%27%3B--&institution=elsewhere")
    assert page.status_code == 200
