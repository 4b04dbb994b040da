"""The survey after a return: answered once by who is back, and told only where five have."""

from __future__ import annotations

import html

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from persistence import survey
from persistence.database import reading, write_transaction
from persistence.survey import Answer
from persistence.tables import survey_answers
from tests.web.browsing import LogIn
from tests.web.journey import conclude, drawn_up
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.outside.conftest import Guest


@pytest.fixture
def back(office: OfficeAtWork) -> str:
    """Ana's case once she is back, in February 2027."""
    number = drawn_up(office)
    conclude(office, number, "2026-04-13", "2026-04-14")
    office.advance(number, "start_mobility", {}, "2026-10-01")
    office.record(number, "stay", {"returned_on": "2027-02-10"}, "2027-02-11")
    office.now = at("2027-02-17")
    return number


@pytest.fixture
def ana(office: OfficeAtWork, outside: FastAPI, back: str) -> Guest:
    guest = Guest(office, "ana@students.example", outside)
    guest.browser.post("/", data={"address": "ana@students.example"})
    guest.link = guest.newest_link()
    return guest


def answers(office: OfficeAtWork) -> dict[str, tuple[int | None, str | None]]:
    with reading(office.app.engine) as connection:
        rows = connection.execute(select(survey_answers)).all()
    return {row.question: (row.score, row.words) for row in rows}


def test_who_is_back_answers_once_after_the_code(office: OfficeAtWork, ana: Guest) -> None:
    assert "The questions open once a code was typed." in ana.page()
    answer = ana.browser.post(f"{ana.link}/survey", data={"preparation": "4"})
    assert answers(office) == {}
    assert answer.status_code == 200
    ana.prove()
    assert "How well were you prepared for the stay?" in ana.page()
    form = {"preparation": "4", "to_others": " Take <b>warm</b> clothes ", "content": ""}
    thanks = ana.browser.post(f"{ana.link}/survey", data=form)
    assert "Thank you, we have your answers." in thanks.text
    first_answers = {"preparation": (4, None), "to_others": (None, "Take <b>warm</b> clothes")}
    assert answers(office) == first_answers
    assert "How well were you prepared" not in ana.page()
    ana.browser.post(f"{ana.link}/survey", data={"preparation": "1", "content": "1"})
    assert answers(office) == first_answers


def test_what_is_no_answer_is_told_at_its_question_and_nothing_is_lost(
    office: OfficeAtWork, ana: Guest
) -> None:
    ana.prove()
    empty = ana.browser.post(f"{ana.link}/survey", data={})
    assert empty.status_code == 422 and "Answer one question at least." in empty.text
    wrong = {"preparation": "6", "to_others": "Take an umbrella"}
    answer = ana.browser.post(f"{ana.link}/survey", data=wrong)
    assert answer.status_code == 422
    assert "is a number from 1 to 5" in answer.text and "Take an umbrella" in answer.text
    too_long = ana.browser.post(f"{ana.link}/survey", data={"to_others": "a" * 2001})
    assert too_long.status_code == 422
    assert answers(office) == {}


def test_the_host_has_no_survey_and_nobody_before_the_return(
    office: OfficeAtWork, outside: FastAPI, back: str
) -> None:
    graz = Guest(office, "incoming@graz.example", outside)
    graz.prove()
    assert "How was your stay?" not in graz.page()
    graz.browser.post(f"{graz.link}/survey", data={"preparation": "1"})
    assert answers(office) == {}


def test_the_office_reads_nothing_of_fewer_than_five_and_then_all_joined(
    office: OfficeAtWork, back: str, log_in: LogIn
) -> None:
    cases = [office.case_id(back)]
    cases += [office.case_id(office.open(f"Guest{n} Test")) for n in range(4)]
    for place, case_id in enumerate(cases):
        if place == 4:
            told_of_four = html.unescape(log_in("dusan").get("/survey?year=2027").text)
        score, words = 5 - place % 2, f"Word {place}"
        replies = [Answer("preparation", score, None), Answer("to_others", None, words)]
        with write_transaction(office.app.engine) as connection:
            survey.keep(connection, case_id, replies, at("2027-02-20"))
    assert "fewer than five answers" in told_of_four and "Word 0" not in told_of_four
    page = html.unescape(log_in("dusan").get("/survey?year=2027").text)
    assert "4.6" in page and "Word 0" in page and "Word 4" in page
    assert "Ana" not in page.split("<main")[1]
    assert "Nobody has answered in this year." in log_in("dusan").get("/survey?year=2026").text
    table = log_in("dusan").get("/exports/survey.csv?year=2027").content.decode("utf-8-sig")
    assert "How well were you prepared for the stay?,5,0,0,0,2,3" in table


def test_what_was_said_in_words_is_paged_and_the_numbers_stay(
    office: OfficeAtWork, back: str, log_in: LogIn
) -> None:
    for n in range(60):
        replies = [Answer("preparation", 4, None), Answer("to_others", None, f"Word {n:02}.")]
        case_id = office.case_id(office.open(f"Guest{n} Test"))
        with write_transaction(office.app.engine) as connection:
            survey.keep(connection, case_id, replies, at("2027-02-20"))
    head = log_in("dusan")
    first, second = (head.get(f"/survey?year=2027&page={page}").text for page in (1, 2))
    assert "1–50 of 60 answers" in first and "51–60 of 60 answers" in second
    assert "Word 49." in first and "Word 50." not in first
    assert "Word 50." in second and "Word 59." in second and "Word 49." not in second
    assert first.count(">60</td>") == second.count(">60</td>") == 2
    assert 'href="/survey?year=2027&amp;page=2"' in first
