"""An office from nothing to its first closed case, by clicks alone.

It is made in an empty folder and opened by the link of its start; the first hour, the whole process
of reference and every mail over a real server follow. Time passes as the tests' clock is moved.
From the call to the Decree clicks are counted: what is typed is not, each click, choice and sending
is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Locator, Page, expect

from simulation.virtual_office import VirtualOffice
from tests.notifications.smtp_servers import Inbox
from tests.ports import free_port
from tests.web.clicking import Mouse
from tests.web.office_at_work import PASSWORD, OfficeAtWork, at
from tests.web.reference_process import (
    apply,
    conclude,
    deliver,
    give_points,
    go_and_return,
    nominate,
    on,
    publish,
    recognise,
    stands,
)
from tests.web.test_browser import Window, browser, window
from tests.web.test_setup import first_link
from workflows.running.bootstrap import mailer_of, open_app, with_settings_anew

__all__ = ["browser", "window"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PEOPLE = """Name and surname;Mail address;Role;Appointed by;Language of mails
Vera Simić;vera@bmu.example;Mobility Coordinator;Head of ICO;English
Ana Kostić;ana.k@bmu.example;Academic Coordinator;Rector;English
Goran Savić;goran@bmu.example;General Secretary;Rector;English
Mirjana Ilić;rektor@bmu.example;Rector;;English
Zoran Dekić;dekan@bmu.example;Dean;;English
Milan Ilić;m.ilic@bmu.example;Commission member;Rector;English
Jovana Kos;j.kos@bmu.example;Commission member;Rector;English
Stefan Rus;s.rus@bmu.example;Commission member;Rector;English
Sanja Ilić;studentska@bmu.example;Student Service;Rector;English
Petar Vuk;p.vuk@bmu.example;Vice Director;Rector;English
Milena Kos;milena@bmu.example;Project Administrator;Head of ICO;English
"""
INVITED = 11


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeAtWork]:
    """An office in which nobody works yet."""
    office_at_work = OfficeAtWork(open_app(tmp_path / "data", make=True), at("2026-02-16"))
    yield office_at_work
    office_at_work.app.engine.dispose()


@contextmanager
def mail_server() -> Iterator[tuple[Inbox, int]]:
    """A real mail server without a login, and its port."""
    inbox = Inbox()
    server = Controller(inbox, hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        yield inbox, server.port
    finally:
        server.stop()


def test_an_office_goes_from_an_empty_folder_to_its_first_closed_case(
    office: OfficeAtWork, window: Window, tmp_path: Path
) -> None:
    mouse = Mouse(window)
    with mail_server() as (inbox, port):
        begin(office, mouse)
        set_up(mouse, port)
        enter_people(office, mouse, inbox)
        enter_data(mouse)
        open_call(mouse)
        before = mouse.clicks
        apply(office, mouse, tmp_path)
        rank_unseen(office, mouse)
        nominate(office, mouse)
        conclude(office, mouse)
        go_and_return(office, mouse, tmp_path)
        recognise(office, mouse)
        deliver(office, mouse)
        time_passes(office, "2027-03-15")
        on(office, mouse, "2027-03-15", "vera")
        mouse.window.open("/cases/BMU-2026-0001")
        stands(mouse, "Closed")
        mails = Counter(address for mail in inbox.received for address in mail.rcpt_tos)
    assert mouse.since(before) <= 60, "from call to closed Decree, beside typing"
    assert mails["ana@students.example"] == 10, "from the application to the Decree that is final"
    assert mails["incoming@graz.example"] == 3, "nomination, agreement, the stay that has begun"
    assert mouse.window.complaints == []


def begin(office: OfficeAtWork, mouse: Mouse) -> None:
    """The first login, by the link that the start prints."""
    page, link = mouse.page, first_link(office)
    mouse.window.open("/")
    expect(page.get_by_text("The first login is by a link")).to_be_visible()
    mouse.window.open(f"/{link}")
    page.get_by_label("Name and surname").fill("Dušan Perić")
    page.get_by_label("Mail address").fill("dusan@bmu.example")
    page.get_by_label("Login").fill("dusan")
    choose_password(page)
    mouse.click(page.get_by_role("button", name="Begin"))
    page.wait_for_url("**/login?**")
    page.get_by_label("Login").fill("dusan")
    page.get_by_label("Password").fill(PASSWORD)
    mouse.enter(page.get_by_label("Password"))
    page.wait_for_url("**/setup")


def choose_password(page: Page) -> None:
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=again]").fill(PASSWORD)


def go_on(mouse: Mouse) -> Locator:
    """Back to the first hour by the navigation; the step that comes next is the one to press."""
    links = mouse.page.get_by_role("navigation", name="Pages")
    mouse.click(links.get_by_role("link", name="The first hour"))
    return mouse.page.locator("main .btn-primary")


def set_up(mouse: Mouse, port: int) -> None:
    """The letterhead, and how mails leave, with a test of it."""
    page = mouse.page
    mouse.click(page.locator("main .btn-primary"))
    page.get_by_label("Name of the office, in English").fill("Mobility Centre")
    page.get_by_label("Name of the office, in Serbian").fill("Центар за мобилност")
    page.get_by_label("Address at which the pages open").fill(mouse.window.base)
    mouse.click(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("It holds from now on")).to_be_visible()
    mouse.click(page.get_by_role("link", name="Back to the first hour"))
    mouse.click(page.locator('a[href="/setup/mail"]'))
    mouse.choose(page.get_by_label("How mails leave"), "smtp")
    page.get_by_label("Mail server").fill("127.0.0.1")
    page.get_by_label("Port").fill(str(port))
    mouse.choose(page.get_by_label("Line to the server"), "false")
    mouse.click(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("It holds from now on")).to_be_visible()
    mouse.click(page.get_by_role("button", name="Send a test mail"))
    expect(page.locator(".notice-good", has_text="The server took a test")).to_be_visible()


def enter_people(office: OfficeAtWork, mouse: Mouse, inbox: Inbox) -> None:
    """All the others, from a spreadsheet; each chooses a password by the mail that reached them."""
    page = mouse.page
    assert go_on(mouse).get_attribute("href") == "/people", "what is missing comes in order"
    mouse.click(page.locator('a[href="/imports/people/bmu"]'))
    page.get_by_label("Or cells copied in a spreadsheet").fill(PEOPLE)
    mouse.click(page.get_by_role("button", name="Read and show"))
    mouse.click(page.get_by_role("button", name="Enter the ticked rows"))
    expect(page.get_by_text("All rows are entered.")).to_be_visible()
    time_passes(office, "2026-02-16", 11)
    links = [link for mail in inbox.received if (link := welcome_of(mail.content))]
    assert len(links) == INVITED
    for link in links:
        page.goto(link)
        choose_password(page)
        mouse.click(page.get_by_role("button", name="Save the new password"))
        page.get_by_text("Your password is saved").wait_for()
    on(office, mouse, "2026-02-16", "dusan", hour=11)


def welcome_of(content: str | bytes | None) -> str | None:
    """The link of an invitation; None in any other mail."""
    match = re.search(r"http://\S+/welcome/\S+", text_of(content))
    return match[0] if match else None


def text_of(content: str | bytes | None) -> str:
    assert isinstance(content, bytes)
    plain = message_from_bytes(content, policy=default).get_body(("plain",))
    assert plain is not None
    return str(plain.get_content())


def enter_data(mouse: Mouse) -> None:
    """A partner, and the weeks in which the office is closed."""
    page = mouse.page
    mouse.click(go_on(mouse))
    expect(page.get_by_text("No partner is entered yet.")).to_be_visible()
    mouse.click(page.locator("summary", has_text="New partner"))
    page.get_by_label("Institution", exact=True).fill("University of Graz")
    page.get_by_label("Mail address", exact=True).fill("incoming@graz.example")
    page.get_by_label("Country", exact=True).fill("AT")
    mouse.click(page.get_by_role("button", name="Enter the partner"))
    page.get_by_text("Saved.").wait_for()
    mouse.click(go_on(mouse))
    mouse.click(page.locator("summary", has_text="Enter a closure"))
    page.get_by_label("First day").fill("2026-07-20")
    page.get_by_label("Last day").fill("2026-08-14")
    page.get_by_label("Reason in Serbian").fill("Годишњи одмор")
    page.get_by_label("Reason in English").fill("Summer")
    mouse.click(page.get_by_role("button", name="Enter a closure"))
    page.get_by_text("Saved.").wait_for()


def open_call(mouse: Mouse) -> None:
    """The first call, with the partner of the register; then nothing is missing any more."""
    page = mouse.page
    mouse.click(go_on(mouse))
    mouse.click(page.get_by_role("link", name="Outgoing studies"))
    page.get_by_label("Title").fill("Autumn semester 2026/27")
    page.get_by_label("Last day to apply").fill("2026-03-16")
    page.locator('[name="partners.0.name"]').fill("University of Graz")
    page.locator('[name="partners.0.places"]').fill("2")
    for number, (criterion, most) in enumerate((("grade_average", "60"), ("language", "40"))):
        mouse.choose(page.locator(f'[name="points_for.{number}.criterion"]'), criterion)
        page.locator(f'[name="points_for.{number}.most"]').fill(most)
    for label in ("list of passed exams", "CV", "Milan Ilić", "Jovana Kos", "Stefan Rus"):
        mouse.click(page.get_by_label(label, exact=True))
    mouse.click(page.get_by_role("button", name="Open a call"))
    page.wait_for_url("**/calls/1")
    expect(page.get_by_role("link", name="The first hour")).to_have_count(0)
    mouse.window.open("/setup")
    expect(page.get_by_text("All steps are taken")).to_be_visible()


def rank_unseen(office: OfficeAtWork, mouse: Mouse) -> None:
    """Each member gives points without having read another's; the list follows."""
    on(office, mouse, "2026-03-18", "m.ilic")
    give_points(mouse)
    for member in ("j.kos", "s.rus"):
        on(office, mouse, "2026-03-18", member)
        mouse.window.open("/calls/1")
        expect(mouse.page.get_by_text("Others' points are shown once yours are in")).to_be_visible()
        expect(mouse.page.get_by_role("cell", name="80", exact=True)).to_have_count(0)
        mouse.window.open("/")
        give_points(mouse)
        expect(mouse.page.get_by_role("cell", name="80", exact=True).first).to_be_visible()
    publish(office, mouse)


def time_passes(office: OfficeAtWork, day: str, hour: int = 10) -> None:
    """The worker does what falls due until an instant, and sends what waits."""
    own = with_settings_anew(office.app)
    worker = VirtualOffice(own.office, own.engine, mailer_of(own.office), office.now, False)
    worker.move_to(at(day, hour))
    worker.drain()
    office.now = at(day, hour)
