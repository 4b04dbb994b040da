"""The first hour: a page says what the office lacks, in order, and what stands already."""

from __future__ import annotations

import html
import re

from sqlalchemy import delete
from starlette.testclient import TestClient

from persistence.database import reading, write_transaction
from persistence.integrity import audit
from persistence.tables import commission_members, role_assignments, staff
from tests.notifications.smtp_servers import server_that
from tests.ports import free_port
from tests.web.browsing import LogIn, send, token_of
from tests.web.conftest import office_on_sqlite as office
from tests.web.office_at_work import OfficeAtWork
from web.app import make_app
from workflows.people.first_login import new_first_link
from workflows.registers.keeping import OPERATOR, RegisterAct
from workflows.running.bootstrap import with_settings_anew

__all__ = ["office"]

CHOSEN = "hladna reka i žuti kaktusi"
LETTERHEAD = {
    "office_en": "Mobility Office", "office_sr": "Канцеларија за мобилност",
    "address_en": "Main Street 1, Niš", "address_sr": "Главна 1, Ниш",
    "place_en": "Niš", "place_sr": "Ниш", "email": "office@bmu.example",
    "phone": "+381 18 1", "web": "", "erasmus_code": "", "head": "dean",
    "faculties": "fit@bmu.example fda@bmu.example", "base_url": "http://mobility.bmu.example",
}  # fmt: skip
SERVER = {
    "transport": "smtp", "sender": "", "host": "127.0.0.1", "port": "587", "starttls": "false",
    "user": "", "password": "",
}  # fmt: skip


def without_people(office: OfficeAtWork) -> None:
    """The office as it is before anybody works there."""
    with write_transaction(office.app.engine) as connection:
        for table in (role_assignments, commission_members, staff):
            connection.execute(delete(table))


def first_link(office: OfficeAtWork) -> str | None:
    with write_transaction(office.app.engine) as connection:
        act = RegisterAct(connection, office.app.office, "bmu", OPERATOR, office.now)
        return new_first_link(act)


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
    assert "Held by nobody" in page and "still the example" in page
    assert "one by one or from a spreadsheet under Partners and data" in page
    assert "published from Tue 1 Dec 2026 (BMU-4b)" in page
    addresses = ("/setup/institution", "/people", "/reference", "/reference/closures",
                 "/setup/mail", "/calls#new-call",
                 "/imports/people/bmu", "/imports/partners/bmu")  # fmt: skip
    for address in addresses:
        assert f'href="{address}"' in page


def test_only_who_supervises_the_office_sets_it_up(log_in: LogIn) -> None:
    assert log_in("goran").get("/setup").status_code == 200
    for login in ("vera", "rektor", "m.ilic"):
        assert log_in(login).get("/setup").status_code == 403


def test_the_first_person_enters_themselves_by_the_newest_link_alone(office: OfficeAtWork) -> None:
    without_people(office)
    older, link = first_link(office), first_link(office)
    guest = TestClient(make_app(office.app, office.clock), raise_server_exceptions=False)
    assert guest.get(f"/{older}").status_code == 410, "each start has a link of its own"
    you = {
        "institution": "bmu", "name": "Ivana Marić", "email": "ivana@bmu.example",
        "writes_in": "sr", "login": "ivana", "password": "kratka", "again": "kratka",
    }  # fmt: skip
    refusal = send(guest, f"/{link}", f"/{link}", you)
    assert refusal.status_code == 422 and "at least 12 characters" in refusal.text
    assert 'value="ivana@bmu.example"' in refusal.text, "what was typed is kept"
    all_wrong = {**you, "name": "", "email": "nowhere", "login": "ž", "again": "other"}
    fields = ("name", "email", "login", "password", "again")
    text = send(guest, f"/{link}", f"/{link}", all_wrong).text
    assert [name for name in fields if f'id="first-{name}-problem"' in text] == [*fields]
    form = {**you, "password": CHOSEN, "again": CHOSEN}
    answer = send(guest, f"/{link}", f"/{link}", form, follow=False)
    assert answer.headers["location"] == "/login?chosen=1&then=/setup"
    login = {"login": "ivana", "password": CHOSEN, "then": "/setup"}
    redirect = send(guest, "/login", "/login", login, follow=False)
    assert redirect.headers["location"] == "/setup"
    assert "људи са лозинком: 1" in html.unescape(guest.get("/setup").text)
    assert first_link(office) is None and guest.get(f"/{link}").status_code == 410
    with reading(office.app.engine) as connection:
        report = audit(connection, office.app.office.data, office.app.office.calendar)
    assert report.discrepancies == ()


def test_the_letterhead_is_written_on_the_page_and_holds_at_once(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    head = log_in("dusan")
    page = "/setup/institution"
    wrong = send(head, page, page, {**LETTERHEAD, "email": "nowhere"})
    assert wrong.status_code == 422 and "is no e-mail address" in html.unescape(wrong.text)
    secure = {
        **LETTERHEAD,
        "base_url": "https://mobility.bmu.example",
        "token": token_of(head, page),
    }
    locked_out = head.post(page, data=secure, headers={"Origin": "http://mobility.bmu.example"})
    assert locked_out.status_code == 422 and "nobody could log in here" in locked_out.text
    text = html.unescape(send(head, page, page, LETTERHEAD).text)
    assert "It holds from now on" in text and "Mobility Office" in text
    assert "was: mobility@bmu.example" in text, "the log says what was before"
    settings = with_settings_anew(office.app).office.settings
    assert settings.institution.faculties == ("fit@bmu.example", "fda@bmu.example")
    assert (settings.home.head, settings.sender) == ("dean", "office@bmu.example")
    assert "Mobility Office" in head.get("/setup").text
    assert log_in("vera").post(page, data=LETTERHEAD).status_code == 403


def test_a_test_mail_leaves_at_once_and_the_servers_words_are_shown(log_in: LogIn) -> None:
    head, page = log_in("dusan"), "/setup/mail"

    def tested(port: int) -> str:
        send(head, page, page, {**SERVER, "port": str(port)})
        return html.unescape(send(head, page, f"{page}/test").text)

    assert "can't be reached" in tested(free_port())
    with server_that(RCPT="550 no such user here") as port:
        assert "no such user here" in tested(port)
    assert "not leave" in html.unescape(head.get("/setup").text)
    with server_that() as port:
        text = tested(port)
    assert "The server took a test for dusan@bmu.example" in text and ".." not in text
    assert re.search(r'class="notice notice-good"[^<]*<p>The server took', text)
    assert "over a mail server" in text.partition("Log of changes")[2], "in words, not as written"
    mail = html.unescape(head.get("/setup").text).partition(". Mail")[2]
    assert re.search(r"chip-soft[^<]*>\s*stands", mail)
    open_line = send(head, page, page, {**SERVER, "user": "office", "password": "s3cret"})
    assert open_line.status_code == 422 and "encrypted line" in open_line.text


def test_settings_written_on_the_page_or_in_the_file_are_seen_by_the_worker(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    app = office.app
    before = app.settings_stamp()
    send(log_in("dusan"), "/setup/institution", "/setup/institution", LETTERHEAD)
    stamp = app.settings_stamp()
    own = app.settings_file
    assert stamp != before and own == app.office.data / "config.yaml"
    own.write_text(own.read_text(encoding="utf-8") + "# looked through\n", encoding="utf-8")
    assert app.settings_stamp() != stamp


def test_an_address_with_a_word_for_a_number_is_a_page_that_says_so(log_in: LogIn) -> None:
    answer = log_in("dusan").get("/calls/none")
    assert answer.status_code == 404 and "There is no such page" in answer.text
