"""What all pages share: languages, headers, styles, rules, errors, and a sign of life."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from persistence.database import write_transaction
from tests.web.browsing import LogIn
from tests.web.office_at_work import OfficeAtWork
from tests.web.whole_database import silent
from web.app import make_app

PATHS = ("/work", "/stuck", "/calls", "/calls/1", "/rules", "/work?tab=all", "/nope")


def addresses(page: str) -> set[str]:
    """Every address that a page loads."""
    return set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))


def test_every_style_script_and_picture_is_served(office: OfficeAtWork) -> None:
    client = TestClient(make_app(office.app, office.clock))
    paths = addresses(client.get("/login").text)
    assert len(paths) == 5
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["cache-control"] == "max-age=3600"


def test_pages_load_nothing_from_elsewhere_and_run_no_inline_script(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Ana Petrović")
    client = log_in("vera")
    for path in (*PATHS, f"/cases/{number}"):
        page = client.get(path).text
        assert not re.search(r'(src|href|action)="(https?:)?//', page), path
        assert not re.search(r"<script(?![^>]*src=)|\son\w+=|style=\"", page), path


def test_every_answer_carries_the_headers_that_protect(office: OfficeAtWork, log_in: LogIn) -> None:
    client = log_in("vera")
    for path in (*PATHS, "/healthz", "/static/office/office.css"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'self'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
    assert client.get("/work").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("code", "title"),
    [("en", "My work"), ("sr", "Моји послови"), ("sr-Latn", "Moji poslovi")],
)
def test_all_pages_speak_the_language_that_was_chosen(log_in: LogIn, code: str, title: str) -> None:
    client = log_in("vera")
    page = client.get(f"/language/{code}?back=/work")
    assert page.url.path == "/work"
    assert f'<html lang="{code}">' in page.text
    assert f"<h1>{title}</h1>" in page.text
    assert f'<html lang="{code}">' in client.get("/rules").text


def test_a_latin_page_has_no_cyrillic_letter_but_in_what_is_cyrillic_by_name(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Ana Petrović")
    client = log_in("vera")
    client.get("/language/sr-Latn")
    for path in (*PATHS, f"/cases/{number}"):
        page = client.get(path).text.replace("Српски", "")
        page = re.sub(r'<td class="who"><a href="/letters/\d+">[^<]*</a>', "", page)
        assert not re.findall(r"[\u0400-\u04ff]+", page), path


def test_an_unknown_language_changes_nothing_and_the_way_back_stays_inside(
    log_in: LogIn,
) -> None:
    client = log_in("vera")
    answer = client.get("/language/xx?back=//evil.example", follow_redirects=False)
    assert answer.headers["location"] == "/"
    assert "set-cookie" not in answer.headers


def test_a_page_that_does_not_exist_is_a_page_too(log_in: LogIn) -> None:
    answer = log_in("vera").get("/nope")
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert log_in("vera").get("/actions/1/retry").status_code == 405


def test_a_failure_shows_a_sentence_and_no_traceback(office: OfficeAtWork, log_in: LogIn) -> None:
    client = log_in("vera")
    number = office.apply("Ana Petrović")
    with write_transaction(office.app.engine) as connection:
        connection.execute(text("UPDATE cases SET state = 'no_such_state'"))
    answer = client.get(f"/cases/{number}")
    assert answer.status_code == 500
    assert "Something went wrong here" in answer.text
    assert "Traceback" not in answer.text
    assert "no_such_state" not in answer.text


def test_a_database_that_does_not_answer_is_said_to_people(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client = log_in("vera")
    with silent(office.app.engine):
        answer = client.get("/work")
    assert answer.status_code == 503
    assert "The database does not answer" in answer.text


def test_the_rules_are_told_with_article_number_and_reason(log_in: LogIn) -> None:
    page = log_in("studentska").get("/rules").text
    assert 'id="BMU-24a"' in page
    assert "5 (working days)" in page
    assert "10-10-00315/1" in page


def test_the_pages_give_a_sign_of_life_to_anybody(office: OfficeAtWork) -> None:
    answer = TestClient(make_app(office.app, office.clock)).get("/healthz/pages")
    assert (answer.status_code, answer.text) == (200, "ok")


def test_an_address_with_a_huge_number_is_no_page(log_in: LogIn) -> None:
    client = log_in("dusan")
    for huge in ("9" * 19, "9" * 5000):
        for page in ("/letters/{}", "/calls/{}", "/files/{}"):
            assert client.get(page.format(huge)).status_code == 404
