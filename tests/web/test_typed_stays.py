"""What was typed stands in its form again, with the sentence at its field, where it was wrong."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.web.bad_input import Sheet, lost_of, sheets_on, work_of
from tests.web.browsing import LogIn, send
from tests.web.office_at_work import OfficeAtWork
from tests.web.test_grading_tables import GRAZ
from tests.web.test_grading_tables import PAGE as TABLES
from tests.web.test_people import PAGE as PEOPLE

DEPUTY = {"who": "vice_director", "for": "head_of_ico", "from": "2026-03-11", "to": "2026-04-30"}


def check_stays(sheet: Sheet, name: str, value: str) -> str:
    """Sends a wrong value in a field, and looks for it in the answer; gives the answer."""
    answer = sheet.send({name: value})
    assert answer.status_code == 422, answer.text[:500]
    assert lost_of(sheet, {name: value}, answer) == ""
    assert answer.text.count('aria-invalid="true"') == 1, "the sentence stands at one field"
    return answer.text


def sheet_for(client: TestClient, page: str, part: str) -> Sheet:
    """The first form of a page whose address has a part."""
    return next(sheet for sheet in sheets_on(client, page) if part in sheet.form.action)


@pytest.mark.parametrize("last", ["1999-01-01", "2026-02-30", "never"])
def test_the_last_day_of_a_role_stays_in_its_field(
    office: OfficeAtWork, log_in: LogIn, last: str
) -> None:
    head = log_in("dusan")
    for page in (PEOPLE, "/people/vera"):
        before = work_of(office)
        page_text = check_stays(sheet_for(head, page, f"{PEOPLE}/end/"), "last", last)
        assert "autofocus" in page_text
        assert work_of(office) == before


@pytest.mark.parametrize("last", ["1999-01-01", "2026-02-30", "2027-01-01"])
def test_the_last_day_of_a_deputy_and_of_an_absence_stays_in_its_field(
    office: OfficeAtWork, log_in: LogIn, last: str
) -> None:
    head, away = log_in("dusan"), {"from": "2026-04-01", "to": "2026-04-05"}
    assert send(head, PEOPLE, f"{PEOPLE}/stand-in", DEPUTY).status_code == 200
    check_stays(sheet_for(head, PEOPLE, f"{PEOPLE}/stand-in/"), "last", last)
    assert send(head, "/people/vera", "/people/vera/absences", away).status_code == 200
    if last > "2026":
        check_stays(sheet_for(head, "/people/vera", "/absences/"), "last", last)


def test_a_withdrawal_without_a_reason_is_told_at_its_field_in_the_readers_language(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    ana = log_in("ana.k")
    assert send(ana, TABLES, TABLES, GRAZ).status_code == 200
    withdrawal = sheet_for(ana, TABLES, "/withdraw")
    assert "in words" in check_stays(withdrawal, "reason", " ")
    text = check_stays(withdrawal, "reason", "typed " * 100)
    assert text.count('<details class="others" open>') == 1
    ana.get("/language/sr")
    assert "образложење" in check_stays(withdrawal, "reason", " ")
    assert withdrawal.send({"reason": "Entered twice"}).status_code == 303


@pytest.mark.parametrize("day", ["2026-02-30", "", "soon"])
def test_a_day_of_an_interview_that_there_is_not_stays_in_the_candidates_row(
    office: OfficeAtWork, log_in: LogIn, day: str
) -> None:
    noted_case, case = office.apply("Ana Petrović"), office.apply("Bojan Ilić")
    vera = log_in("vera")
    token = next(sheets_on(vera, "/work")).form.data()["token"]
    vera.post(f"/calls/1/interviews/{noted_case}", data={"token": token, "on": "2026-03-10"})
    interview = sheet_for(vera, "/calls/1", f"/interviews/{case}")
    text = check_stays(interview, "on", day)
    assert (
        f'id="interview-{case}"' in text.partition('aria-invalid="true"')[0].rpartition("<input")[2]
    )
    assert interview.send({"on": "2026-03-10"}).status_code == 303


@pytest.mark.parametrize("letters", [2_001, 10_000])
def test_a_long_entry_is_refused_with_all_its_letters_or_entered_with_all_of_them(
    office: OfficeAtWork, log_in: LogIn, letters: int
) -> None:
    ana, grades = log_in("ana.k"), "1; 10\n2; 80" + "\n" * letters + "5; 9"
    check_stays(sheet_for(ana, TABLES, TABLES), "grades", grades)
    assert send(ana, TABLES, TABLES, GRAZ).status_code == 200
    check_stays(sheet_for(ana, TABLES, "/withdraw"), "reason", "because " * letters)


def test_cells_that_were_pasted_and_not_read_stay_where_another_field_is_wrong(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    vera, number = log_in("vera"), office.apply("Ana Petrović")
    page = f"/cases/{number}/stay?form=transcript"
    transcript = sheet_for(vera, page, "/facts/transcript")
    cells = {"pasted_cells.grading_table": "A\t10\nB\t90"}
    answer = transcript.send({**cells, "courses.0.ects": "many"})
    assert answer.status_code == 422
    assert lost_of(transcript, cells, answer) == ""


def test_a_note_of_an_absence_that_is_too_long_is_refused_whole_and_not_cut(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    sheet = sheet_for(log_in("dusan"), "/people/vera", "/people/vera/absences")
    answer = sheet.send({"from": "2026-04-01", "to": "2026-04-05", "note": "away " * 50})
    assert answer.status_code == 422 and answer.text.count('aria-invalid="true"') == 1
    assert lost_of(sheet, {"note": "away " * 50}, answer) == ""


def test_a_closure_whose_reason_is_too_long_is_refused_whole_and_not_cut(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    page = "/reference/closures"
    sheet, before = sheet_for(log_in("dusan"), page, page), work_of(office)
    closure = {"from": "2026-08-03", "to": "2026-08-04", "en": "Summer " * 40, "sr": "Лето"}
    answer = sheet.send(closure)
    assert answer.status_code == 422 and answer.text.count('aria-invalid="true"') == 1
    assert lost_of(sheet, closure, answer) == ""
    assert work_of(office) == before


def test_a_reason_for_what_was_withdrawn_meanwhile_is_quoted_under_the_sentence(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    ana = log_in("ana.k")
    assert send(ana, TABLES, TABLES, GRAZ).status_code == 200
    withdrawal = sheet_for(ana, TABLES, "/withdraw")
    assert sheet_for(log_in("ana.k"), TABLES, "/withdraw").send({"reason": "Twice"}).is_redirect
    ana.get("/language/sr")
    late = withdrawal.send({"reason": "Погрешан <извор>"})
    assert late.status_code == 422
    assert lost_of(withdrawal, {"reason": "Погрешан <извор>"}, late) == ""
    assert "је већ повучена" in late.text and "was withdrawn already" not in late.text


def test_a_day_that_there_is_not_stands_in_a_field_in_which_a_browser_shows_it(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    """In one of the type `date` it would show nothing of it."""
    head = log_in("dusan")
    for day, kind in (("2026-02-30", "text"), ("20260811", "text"), ("1999-01-01", "date")):
        text = check_stays(sheet_for(head, PEOPLE, f"{PEOPLE}/end/"), "last", day)
        field = text.partition('aria-invalid="true"')[0].rpartition("<input")[2]
        assert f'type="{kind}"' in field, day
    for page in (f"/rules/law?on={day}", f"/year?from={day}&to=2026-03-01"):
        assert f'value="{day}"' in head.get(page).text
