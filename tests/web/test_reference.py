"""Partners and data: the register, closures that are counted at once, the texts of mails."""

from __future__ import annotations

import html
import re

import pytest
from httpx import Response
from sqlalchemy import select
from starlette.testclient import TestClient

from notifications.catalogue import CATALOGUE
from persistence import calls as call_rows
from persistence import partners
from persistence.database import reading
from persistence.integrity import receipt_discrepancies
from persistence.tables import cases
from tests.web.browsing import LogIn, send, token_of
from tests.web.office_at_work import OfficeAtWork

PAGE = "/reference"
GRAZ = f"{PAGE}/partners/1"
LYON = {
    "name": "Université Lyon 2", "email": "incoming@lyon.example", "country": "fr",
    "erasmus_code": "F LYON02", "address": "", "contact": "", "language": "fr",
    "numbers_courses": "yes",
}  # fmt: skip


def text_of(client: TestClient, page: str) -> str:
    return html.unescape(client.get(page).text)


def add(client: TestClient, **other: str) -> Response:
    return send(client, PAGE, f"{PAGE}/partners", {**LYON, **other})


def test_a_partner_is_entered_found_and_told_with_who_entered_it(log_in: LogIn) -> None:
    client = log_in("vera")
    page = html.unescape(add(client).text)
    assert "F LYON02" in page and "partner entered" in page and "Vera Simić" in page
    assert "Université Lyon 2" in text_of(client, f"{PAGE}?q=lyon")
    assert "University of Graz" not in text_of(client, f"{PAGE}?q=lyon")
    assert "University of Graz" in text_of(client, f"{PAGE}?q=AT")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": " "}, "this is needed"),
        ({"name": "University of Graz"}, "stands in the register already"),
        ({"name": "N" * 301}, "at most 300 letters"),
        ({"email": "nowhere"}, "is not a mail address"),
        ({"country": "Austria"}, "no country's code"),
        ({"erasmus_code": "lyon 2"}, "is not an Erasmus code such as A GRAZ01"),
        ({"language": "xx"}, "choose a language"),
    ],
)
def test_what_cant_be_is_told_at_its_field_and_what_was_typed_is_kept(
    log_in: LogIn, fields: dict[str, str], sentence: str
) -> None:
    refusal = add(log_in("vera"), **fields)
    page = html.unescape(refusal.text)
    assert refusal.status_code == 422 and sentence in page
    assert fields.get("email", "incoming@lyon.example") in page


def test_a_corrected_address_holds_for_open_calls_at_once(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    fields = {**LYON, "name": "University of Graz", "email": "new@graz.example", "country": "AT",
             "erasmus_code": "A GRAZ01"}  # fmt: skip
    page = html.unescape(send(log_in("vera"), GRAZ, GRAZ, fields).text)
    assert "was: incoming@graz.example" in page
    with reading(office.app.engine) as connection:
        (host,) = call_rows.load(connection, office.call_id)[0].hosts
    assert (host.name, host.email, host.erasmus_code) == (
        "University of Graz", "new@graz.example", "A GRAZ01",
    )  # fmt: skip


def test_a_partner_that_stands_twice_is_merged_and_calls_keep_the_name_they_have(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client = log_in("vera")
    add(client, name="Karl-Franzens-Universität Graz", email="office@graz.example")
    desk = {"name": "Maria Huber", "email": "huber@graz.example", "duty": ""}
    send(client, GRAZ, f"{GRAZ}/contacts", desk)
    page = html.unescape(send(client, GRAZ, f"{GRAZ}/merge", {"into": "2"}).text)
    assert "Also known as:" in page and "University of Graz" in page
    assert "huber@graz.example" in page, "who was entered under the other name is reached too"
    assert "/remove" not in page, "and is taken out under that name"
    with reading(office.app.engine) as connection:
        (host,) = call_rows.load(connection, office.call_id)[0].hosts
        assert [partner.id for partner in partners.offered(connection)] == [2]
    assert (host.name, host.email) == ("University of Graz", "office@graz.example")
    assert "is one with another partner" in text_of(client, GRAZ)
    send(client, GRAZ, f"{GRAZ}/part")
    with reading(office.app.engine) as connection:
        (host,) = call_rows.load(connection, office.call_id)[0].hosts
    assert host.email == "incoming@graz.example"


def test_a_new_name_leaves_the_old_one_where_calls_have_it(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client = log_in("vera")
    fields = {**LYON, "name": "Universität Graz", "email": "x@graz.example", "country": "AT",
             "erasmus_code": ""}  # fmt: skip
    page = html.unescape(send(client, GRAZ, GRAZ, fields).text)
    assert "<h1>Universität Graz</h1>" in page and "partner renamed" in page
    with reading(office.app.engine) as connection:
        (host,) = call_rows.load(connection, office.call_id)[0].hosts
    assert (host.name, host.email) == ("University of Graz", "x@graz.example")


@pytest.mark.parametrize("into", ["1", "99", "x", "", "9" * 30])
def test_a_partner_is_merged_into_another_one_of_the_register_only(
    log_in: LogIn, into: str
) -> None:
    client = log_in("vera")
    add(client)
    refusal = send(client, GRAZ, f"{GRAZ}/merge", {"into": into})
    assert refusal.status_code == 422 and "choose another partner" in refusal.text


def test_contacts_are_entered_and_removed(log_in: LogIn) -> None:
    client = log_in("vera")
    fields = {"name": "Eva Moser", "email": "eva@graz.example", "duty": "Incoming students"}
    page = text_of_answer(send(client, GRAZ, f"{GRAZ}/contacts", fields))
    assert "Incoming students" in page
    (removing,) = set(re.findall(rf"{GRAZ}/contacts/\d+/remove", page))
    page_after = text_of_answer(send(client, GRAZ, removing))
    assert "Nobody is entered." in page_after and "contact removed" in page_after


def text_of_answer(answer: Response) -> str:
    return html.unescape(answer.text)


def test_who_does_not_keep_partners_reads_them_only(log_in: LogIn) -> None:
    rector = log_in("rektor")
    assert "University of Graz" in text_of(rector, GRAZ)
    assert f'action="{GRAZ}"' not in text_of(rector, GRAZ)
    data = {**LYON, "token": token_of(rector, "/work")}
    assert rector.post(f"{PAGE}/partners", data=data).status_code == 403
    assert log_in("m.ilic").get(PAGE).status_code == 403


CLOSED = {"from": "2026-03-23", "to": "2026-03-27", "en": "Heating", "sr": "Грејање"}


def due_of(office: OfficeAtWork, number: str) -> object:
    with reading(office.app.engine) as connection:
        return connection.execute(select(cases.c.due).where(cases.c.number == number)).scalar()


def test_a_closure_is_counted_at_once_and_its_withdrawal_too(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Ana Petrović")
    before = due_of(office, number)
    head = log_in("dusan")
    page = text_of_answer(send(head, f"{PAGE}/closures", f"{PAGE}/closures", CLOSED))
    assert "Heating" in page and "Dušan Perić" in page and "are being counted anew" in page
    during = due_of(office, number)
    assert during != before
    with reading(office.app.engine) as connection:
        assert list(receipt_discrepancies(connection, office.app.office.calendar)) == []
    (withdrawing,) = set(re.findall(rf"{PAGE}/closures/\d+/withdraw", page))
    send(head, f"{PAGE}/closures", withdrawing)
    assert due_of(office, number) == before
    head.cookies.set("language", "sr")
    log = text_of(head, f"{PAGE}/closures").partition("Дневник измена")[2]
    assert "Грејање" in log and "Heating" not in log
    with reading(office.app.engine) as connection:
        assert list(receipt_discrepancies(connection, office.app.office.calendar)) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"from": "2026-02-30"}, "2026-02-30"),
        ({"to": "2026-03-01"}, "the last day lies before the first"),
        ({"to": "2027-03-01"}, "at most 62 days"),
        ({"from": "1999-01-01", "to": "1999-01-02"}, "no holidays are known"),
        ({"en": " "}, "the reason must be given in words"),
        ({"sr": ""}, "the reason must be given in words"),
    ],
)
def test_a_closure_that_cant_be_is_told_at_its_field(
    log_in: LogIn, fields: dict[str, str], sentence: str
) -> None:
    refusal = send(log_in("dusan"), f"{PAGE}/closures", f"{PAGE}/closures", {**CLOSED, **fields})
    assert refusal.status_code == 422 and sentence in html.unescape(refusal.text)


def test_the_coordinator_closes_no_office(log_in: LogIn) -> None:
    client = log_in("vera")
    data = {**CLOSED, "token": token_of(client, "/work")}
    assert client.post(f"{PAGE}/closures", data=data).status_code == 403


@pytest.mark.parametrize("language", ["en", "sr", "sr-Latn"])
def test_each_mail_reads_with_sample_data_in_each_language(log_in: LogIn, language: str) -> None:
    client = log_in("vera")
    page = text_of(client, f"{PAGE}/mails")
    for mail in CATALOGUE:
        assert f'href="{PAGE}/mails/{mail}"' in page
        answer = client.get(f"{PAGE}/mails/{mail}?lang={language}&to=host")
        assert answer.status_code == 200, mail
        assert f'lang="{language}"' in answer.text
    assert client.get(f"{PAGE}/mails/nothing").status_code == 404


def test_the_university_lists_mails_and_papers_on_appeals_alone(log_in: LogIn) -> None:
    client = log_in("vera")
    page = text_of(client, f"{PAGE}/mails")
    assert "Decision on the appeal against the list" in page and "decision on the appeal" in page
    assert "or complaint" not in page
    assert "Appeal against the list" in text_of(client, f"{PAGE}/mails/ranking_appeal_received")
    kinds = text_of(client, "/acts")
    assert "decision on the appeal" in kinds and "complaint" not in kinds
    columns = client.get("/exports/calls.csv").text.splitlines()[0]
    assert "Appeal until" in columns and "omplaint" not in columns


def test_the_registers_that_decrees_fill_are_read_in_pages(log_in: LogIn) -> None:
    client = log_in("vera")
    for name, empty in (
        ("grading-tables", "No grading table is kept"),
        ("precedents", "No Decree has entered any"),
        ("home-courses/named", "No Decree has named any"),
        ("home-courses", "No course is like that"),
    ):
        assert empty in text_of(client, f"{PAGE}/{name}")
