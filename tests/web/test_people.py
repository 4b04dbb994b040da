"""The page People: everybody reads who holds which role; who appoints may change it."""

from __future__ import annotations

import html
from datetime import date
from typing import Any

import pytest
from httpx import Response
from sqlalchemy import select
from starlette.testclient import TestClient

from persistence import staff
from persistence.database import reading
from persistence.staff import Appointed
from persistence.tables import deputies as deputy_rows
from tests.web.browsing import LogIn, confirm, send, token_of
from tests.web.office_at_work import OfficeAtWork, at

PAGE = "/people/bmu"
GIVEN = {
    "login": "tuda", "role": "academic_coordinator", "from": "2026-04-01", "to": "2026-09-30",
    "by": "rector", "by_name": "Mirjana Ilić",
}  # fmt: skip


def text_of(client: TestClient) -> str:
    return html.unescape(client.get(PAGE).text)


def deputies(office: OfficeAtWork, role: str) -> list[Any]:
    with reading(office.app.engine) as connection:
        rows = connection.execute(select(deputy_rows).where(deputy_rows.c.deputy_for == role))
        return list(rows)


def held(office: OfficeAtWork, login: str, role: str) -> list[Appointed]:
    with reading(office.app.engine) as connection:
        register = staff.appointments_at(connection, "bmu")
    return [row for row in register if (row.member.login, row.given.role) == (login, role)]


def end(client: TestClient, assignment_id: int, last: str) -> Response:
    """Ends a role after a day, and confirms it on the page that asks."""
    action = f"{PAGE}/end/{assignment_id}"
    preview = send(client, PAGE, action, {"last": last})
    assert "Nothing has been done yet" in preview.text
    return confirm(client, preview)


@pytest.mark.parametrize("login", ["vera", "m.ilic", "studentska", "rektor"])
def test_everybody_of_the_office_reads_who_holds_which_role(log_in: LogIn, login: str) -> None:
    page = text_of(log_in(login))
    assert "Dušan Perić" in page and "Wed 1 Jan 2020" in page
    assert "BMU-32" in page


def test_the_head_of_ico_appoints_somebody_and_the_page_says_who_appointed_and_who_entered_it(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client = log_in("dusan")
    answer = send(client, PAGE, f"{PAGE}/appoint", GIVEN, follow=False)
    assert answer.headers["location"] == f"{PAGE}#academic_coordinator"
    page = text_of(client)
    assert "begins later" in page and "Wed 30 Sep 2026" in page
    assert "entered by Dušan Perić" in page
    office.now = at("2026-10-01")
    later = text_of(client)
    assert "Assignments that are over (1)" in later


def test_who_may_not_appoint_to_the_role_is_told_and_what_was_typed_is_kept(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client = log_in("dusan")
    answer = send(client, PAGE, f"{PAGE}/appoint", {**GIVEN, "by": "head_of_ico"})
    page = html.unescape(answer.text)
    assert answer.status_code == 422
    assert "appointed by Rector, Dean, not by Head of ICO (BMU-32)" in page
    assert 'value="2026-09-30"' in page and 'value="Mirjana Ilić"' in page
    client.cookies.set("language", "sr")
    page = html.unescape(send(client, PAGE, f"{PAGE}/appoint", {**GIVEN, "from": "x"}).text)
    assert "'x' није датум који постоји" in page
    assert held(office, "tuda", "academic_coordinator") == []


def test_the_rector_appoints_in_the_own_name_only(office: OfficeAtWork, log_in: LogIn) -> None:
    client = log_in("rektor")
    assert send(client, PAGE, f"{PAGE}/appoint", GIVEN).status_code == 200
    (tuda,) = held(office, "tuda", "academic_coordinator")
    assert (tuda.given.appointed_as, tuda.given.entered_by) == ("rector", "Mirjana Ilić")
    foreign = {**GIVEN, "role": "dean", "by": "council"}
    assert send(client, PAGE, f"{PAGE}/appoint", foreign).status_code == 403


def test_the_general_secretary_neither_appoints_nor_ends_what_the_rector_appoints_to(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client = log_in("goran")
    (ana,) = held(office, "ana.k", "academic_coordinator")
    assert f"{PAGE}/end/{ana.id}" not in client.get(PAGE).text
    token = {"token": token_of(client, PAGE)}
    form = {**token, "last": "2026-03-31"}
    assert client.post(f"{PAGE}/end/{ana.id}", data=form).status_code == 403
    assert client.post(f"{PAGE}/appoint", data={**token, **GIVEN}).status_code == 403
    (sanja,) = held(office, "studentska", "student_service")
    answer = end(client, sanja.id, "2026-03-31")
    assert "Tue 31 Mar 2026" in answer.text


def test_who_only_reads_finds_no_forms(log_in: LogIn) -> None:
    client = log_in("vera")
    assert "/appoint" not in client.get(PAGE).text
    data = {"token": token_of(client, "/work"), **GIVEN}
    assert client.post(f"{PAGE}/appoint", data=data).status_code == 403


def test_an_assignment_that_ends_is_over_on_the_day_after(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    (vera,) = held(office, "vera", "mobility_coordinator")
    client = log_in("dusan")
    early = send(client, PAGE, f"{PAGE}/end/{vera.id}", {"last": "2019-12-31"})
    assert early.status_code == 422
    assert "Tue 31 Dec 2019 can't be the last day" in html.unescape(early.text)
    assert end(client, vera.id, "2026-03-11").status_code == 200
    (over,) = held(office, "vera", "mobility_coordinator")
    assert over.ended_by == "Dušan Perić"
    assert log_in("vera").get("/work").status_code == 200, "today is still the last day"
    office.now = at("2026-03-12")
    page = text_of(log_in("dusan"))
    assert "letters to this role can't be sent" in page


def test_a_substitute_with_days_gets_the_letters_of_a_role_that_nobody_holds(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client = log_in("dusan")
    days = {"who": "general_secretary", "for": "dean", "from": "2026-03-11", "to": "2026-03-20"}
    page = html.unescape(send(client, PAGE, f"{PAGE}/stand-in", days).text)
    assert "Letters go to the substitute: Goran Savić" in page
    assert "Fri 20 Mar 2026" in page.split('id="standing-in"')[1]
    wrong = send(client, PAGE, f"{PAGE}/stand-in", {**days, "to": "2026-03-01"})
    assert wrong.status_code == 422
    assert "lies before the first" in wrong.text


def test_a_substitution_ends_when_whose_role_it_is_comes_back_earlier(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client = log_in("dusan")
    days = {"who": "general_secretary", "for": "dean", "from": "2026-03-11", "to": "2026-03-20"}
    send(client, PAGE, f"{PAGE}/stand-in", days)
    (deputy,) = deputies(office, "dean")
    ending = f"{PAGE}/stand-in/{deputy.id}/end"
    late = send(client, PAGE, ending, {"last": "2026-03-21"})
    assert late.status_code == 422
    assert "Sat 21 Mar 2026 can't be the last day" in html.unescape(late.text)
    stranger = log_in("vera")
    form = {"last": "2026-03-12", "token": token_of(stranger, "/work")}
    assert stranger.post(ending, data=form).status_code == 403
    client = log_in("dusan")
    assert send(client, PAGE, ending, {"last": "2026-03-12"}).status_code == 200
    (deputy,) = deputies(office, "dean")
    assert (deputy.last_day, deputy.ended_by) == (date(2026, 3, 12), "Dušan Perić")
    office.now = at("2026-03-13")
    client = log_in("dusan")
    page = text_of(client)
    assert "Goran Savić" not in page.split('id="dean"')[1].split("<tbody")[0]
    form = {"last": "2026-03-12", "token": token_of(client, "/work")}
    assert client.post(ending, data=form).status_code == 404, "it is over"


def test_another_institution_is_not_shown(log_in: LogIn) -> None:
    client = log_in("dusan")
    assert client.get("/people/bee").status_code == 404
    assert client.get("/people").url.path == PAGE


def test_how_letters_address_somebody_is_recorded_by_who_keeps_the_register(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    form = {"login": "tuda", "salutation": "f", "academic_title": "проф. др"}
    client = log_in("dusan")
    answer = send(client, PAGE, f"{PAGE}/address", form, follow=False)
    assert answer.headers["location"] == f"{PAGE}#roles"
    with reading(office.app.engine) as connection:
        (member,) = staff.by_logins(connection, ["tuda"])
    assert (member.salutation, member.academic_title) == ("f", "проф. др")
    assert "(Ms (Poštovana) проф. др)" in text_of(client)


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"login": "tuda", "salutation": "x"}, "the form of address is f or m"),
        ({"login": "nobody", "salutation": "f"}, "nobody logs in as nobody"),
        ({"login": "tuda", "academic_title": "dr " * 40}, "at most 60 letters"),
    ],
)
def test_a_form_of_address_that_cant_be_is_told_and_written_nowhere(
    log_in: LogIn, form: dict[str, str], why: str
) -> None:
    answer = send(log_in("dusan"), PAGE, f"{PAGE}/address", form, follow=False)
    assert answer.status_code == 422 and why in html.unescape(answer.text)
