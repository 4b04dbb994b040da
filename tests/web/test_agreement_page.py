"""The agreement on the case's page: versions, signatures, changes, and forms to print."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from tests.web.browsing import LogIn
from tests.web.office_at_work import COURSES, OfficeAtWork

CHANGED = [{**COURSES[0], "ects": 8}, *COURSES[1:], {"code": "SP", "title": "Sport", "ects": 2}]


@pytest.fixture
def number(office: OfficeAtWork) -> str:
    """A case with two versions of its agreement, of which the first is signed by the student."""
    case_number = office.apply("Ana Petrović")
    version = {"language": "en", "semesters": 1}
    office.record(case_number, "agreement", {**version, "courses": COURSES}, "2026-05-03")
    signature = {"document": "learning_agreement", "party": "student", "on": "2026-05-04"}
    office.record(case_number, "signature", signature, "2026-05-04")
    office.record(case_number, "agreement", {**version, "courses": CHANGED}, "2026-05-06")
    return case_number


def section(page: str) -> str:
    """The section of the agreement, its marks and icons left out."""
    (markup,) = re.findall(
        r'<section aria-labelledby="agreement-title".*?</section>', page, re.DOTALL
    )
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))


def test_each_version_shows_who_signed_it_and_what_it_changed(log_in: LogIn, number: str) -> None:
    text = section(log_in("vera").get(f"/cases/{number}/agreement").text)
    newest, first = text.split("Version 1")
    assert "Version 2 proposal newest" in newest
    assert "proposal" in first
    assert "changed INF.101 Databases (for Baze podataka) 7 INF.101" in newest
    assert "added — — SP Sport 2" in newest
    assert "All courses — 21 — 24" in newest
    assert "the student: not signed yet" in newest
    assert "the student: Mon 4 May 2026" in first
    assert "not signed yet" not in first


def test_the_page_tells_it_in_serbian_too(log_in: LogIn, number: str) -> None:
    client = log_in("vera")
    client.cookies.set("language", "sr")
    text = section(client.get(f"/cases/{number}/agreement").text)
    assert "Уговор о учењу" in text
    assert "додато" in text
    assert "студент: још није потписано" in text


def test_a_case_without_an_agreement_says_so(office: OfficeAtWork, log_in: LogIn) -> None:
    page = log_in("vera").get(f"/cases/{office.apply('Ana')}/agreement").text
    assert "No agreement has been recorded yet." in page
    assert "Version 1" not in page


@pytest.mark.parametrize(("language", "title"), [("en", "Learning"), ("sr", "Уговор")])
def test_every_form_that_the_page_offers_can_be_downloaded(
    log_in: LogIn, number: str, language: str, title: str
) -> None:
    client = log_in("vera")
    page = client.get(f"/cases/{number}/documents").text
    links = re.findall(rf'href="(/cases/[^"]+/forms/\w+\?lang={language})"', page)
    assert len(links) == 4
    for link in links:
        answer = client.get(link)
        assert answer.headers["content-type"] == "application/pdf"
        assert "attachment" in answer.headers["content-disposition"]
        assert "Ana Petrović" in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    form = client.get(next(link for link in links if "/learning_agreement" in link))
    assert title in PdfReader(io.BytesIO(form.content)).pages[0].extract_text()


def test_a_form_of_another_kind_of_mobility_or_language_is_not_there(
    log_in: LogIn, number: str
) -> None:
    client = log_in("vera")
    assert client.get(f"/cases/{number}/forms/research_plan").status_code == 404
    assert client.get(f"/cases/{number}/forms/study_plan?lang=de").status_code in (404, 422)
