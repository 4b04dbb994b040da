"""A whole year of one mobility, in a browser, by everybody who has a part in it.

The candidate applies by phone, the commission scores, the host confirms, all sign, the grant's
first instalment falls due, the transcript comes in by mail, the Decree leaves, the survey is
answered, and the report counts it all. Mails lie in a Maildir; what comes in is taken from another.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from office.config_file import SHIPPED
from simulation.virtual_office import VirtualOffice
from tests.waiting import until
from tests.web.clicking import Mouse
from tests.web.delivered import delivered, mails_to
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.reference_process import (
    AGREEMENT,
    decide,
    files,
    give_points,
    on,
    opened,
    paste_rows,
    publish,
    record,
    record_files,
    saved,
    stands,
    transcript,
)
from tests.web.test_browser import Window, browser, window, window_to
from tests.web.test_uploads import PDF
from web.outside.app import make_app
from workflows.running.bootstrap import mailer_of, open_app
from workflows.running.mail_in import take_mail_in
from workflows.running.stay_mails import ask_about_stays

__all__ = ["browser", "window"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ANA = "ana@students.example"
NUMBER = "BMU-2026-0001"
GRAZ = "incoming@graz.example"
PAPERS = ("transcript of records.pdf", "petition.pdf", "report.pdf", "grading system.pdf")
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def office(new_office: Path, tmp_path: Path) -> Iterator[OfficeAtWork]:
    """An office whose candidates and hosts have pages, and whose mailbox is read."""
    data = shutil.copytree(new_office, tmp_path / "data")
    text = SHIPPED.read_text(encoding="utf-8")
    text = text.replace("outside:\n  enabled: false", "outside:\n  enabled: true")
    text = text.replace("take_from: nowhere", "take_from: maildir")
    (data / "config.yaml").write_text(text, encoding="utf-8")
    for part in ("tmp", "new", "cur"):
        (data / "mail-in" / part).mkdir(parents=True)
    office_at_work = OfficeAtWork(open_app(data), at("2026-03-10"), 1)
    yield office_at_work
    office_at_work.app.engine.dispose()


def test_a_year_from_the_candidates_phone_to_the_report_that_counts_it(
    office: OfficeAtWork, window: Window, browser: Browser, tmp_path: Path
) -> None:
    mouse = Mouse(window)
    with (
        window_to(office, browser, make_app) as phone,
        window_to(office, browser, make_app) as desk,
    ):
        phone.page.set_viewport_size(PHONE)
        apply_by_phone(office, phone, tmp_path)
        accept_all(office, mouse, "2026-03-11")
        score(office, mouse)
        publish(office, mouse)
        at_her_case(office, mouse, "2026-03-31", "vera")
        mouse.click(mouse.page.get_by_role("button", name="Nominate to the host"))
        stands(mouse, "Nominated to the host")
        confirm_as_host(office, desk)
        accept_all(office, mouse, "2026-04-20")
        stands(mouse, "Accepted by the host")
        sign_everywhere(office, mouse, phone, desk)
        owe_the_first_instalment(office, mouse, tmp_path)
        go_away_and_come_back(office, mouse, phone)
        send_transcript_by_mail(office, mouse)
        at_her_case(office, mouse, "2027-03-01", "ana.k")
        decide(mouse)
        at_her_case(office, mouse, "2027-03-02", "vera")
        mouse.click(mouse.page.get_by_role("link", name="Delivery").first)
        record(mouse, mouse.page.locator("#fact-delivery"))
        answer_survey(office, phone)
        read_report(office, mouse)
        assert [*mouse.window.complaints, *phone.complaints, *desk.complaints] == []


def at_her_case(office: OfficeAtWork, mouse: Mouse, day: str, login: str) -> None:
    """On a day somebody sits down and opens the case by its number."""
    on(office, mouse, day, login)
    mouse.window.open(f"/cases/{NUMBER}")


def click_for_mail(office: OfficeAtWork, button: Locator, address: str) -> None:
    """Clicks, and waits for the mail that follows: it is written once the page has answered."""
    before = len(mails_to(office, address))
    button.click()
    assert until(lambda: len(mails_to(office, address)) > before), address


def follow_link(office: OfficeAtWork, outside: Window, address: str) -> None:
    """Opens the link of the newest mail to an address, and types the code that is mailed."""
    (link, *_) = re.findall(r"https?://[^/\s]+(/l/\S+)", delivered(office, address))
    outside.page.context.clear_cookies()
    outside.open(f"{link}?lang=en")
    click_for_mail(office, outside.page.get_by_role("button", name="Send me a code"), address)
    (code,) = re.findall(r"(?:Code|Код|Kod): (\d{6})\b", delivered(office, address))
    outside.page.get_by_label("The six digits").fill(code)
    outside.page.get_by_role("button", name="Go on").click()


def hand_in(page: Page, form: str) -> None:
    """Sends one of the forms of somebody's own page, and waits for its receipt."""
    page.locator(f"#{form}").get_by_role("button", name=re.compile("^Hand it in")).click()
    page.locator("#result, #submitted").first.wait_for()


def apply_by_phone(office: OfficeAtWork, phone: Window, folder: Path) -> None:
    """From the call's page to the application that is handed in, with its documents."""
    page = phone.page
    phone.open("/apply?lang=en")
    page.get_by_role("link", name="Autumn semester 2026/27").click()
    page.locator("#address").fill(ANA)
    click_for_mail(office, page.locator("form button.btn-primary"), ANA)
    follow_link(office, phone, ANA)
    for name, value in (("name", "Ana Petrović"), ("year", "2"), ("grade_average", "9"),
                        ("ects_earned", "84")):  # fmt: skip
        page.locator(f'[name="{name}"]').fill(value)
    page.locator('[name="level"]').select_option("undergraduate")
    page.locator('[name="writes_in"]').select_option("en")
    page.get_by_role("button", name="Go on to the application").click()
    for kind, path in zip(
        ("passed_exams", "cv"), files(folder, "exams.pdf", "cv.pdf"), strict=True
    ):
        page.locator("#fact-document summary").first.click()
        page.locator("#fact-document-kind").select_option(kind)
        page.locator("#fact-document-file").set_input_files(path)
        hand_in(page, "fact-document")
    form = page.locator("#step-submit_application")
    if form.get_attribute("open") is None:
        form.locator("summary").first.click()
    form.locator('[name="from"]').fill("2026-10-01")
    form.locator('[name="to"]').fill("2027-02-12")
    form.locator('[name="hosts"]').first.select_option("University of Graz")
    form.locator('[name="programme"]').select_option("erasmus")
    form.locator('[name="semesters"]').fill("1")
    hand_in(page, "step-submit_application")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def accept_all(office: OfficeAtWork, mouse: Mouse, day: str) -> None:
    """The coordinator accepts whatever was handed in, the application after its documents."""
    at_her_case(office, mouse, day, "vera")
    buttons = mouse.page.locator("#from-outside").get_by_role("button", name=re.compile("^Accept"))
    for count in range(buttons.count(), 0, -1):
        mouse.click(buttons.last)
        expect(buttons).to_have_count(count - 1)


def score(office: OfficeAtWork, mouse: Mouse) -> None:
    for member in ("m.ilic", "j.kos", "s.rus"):
        on(office, mouse, "2026-03-18", member)
        give_points(mouse)


def confirm_as_host(office: OfficeAtWork, desk: Window) -> None:
    """The host opens its link, and confirms the exact period."""
    office.now = at("2026-04-17")
    follow_link(office, desk, GRAZ)
    form = desk.page.locator("#step-host_accepts")
    form.locator("summary").first.click()
    form.locator('[name="from"]').fill("2026-10-01")
    form.locator('[name="to"]').fill("2027-02-12")
    hand_in(desk.page, "step-host_accepts")


def sign_everywhere(office: OfficeAtWork, mouse: Mouse, phone: Window, desk: Window) -> None:
    """The agreement is drawn up; student and host sign on their pages, the others at the office."""
    at_her_case(office, mouse, "2026-05-11", "ana.k")
    form = opened(mouse, "agreement")
    mouse.choose(form.get_by_label("Language"), "en")
    paste_rows(mouse, form, AGREEMENT)
    record(mouse, form)
    office.now = at("2026-05-12")
    for outside, address in ((phone, ANA), (desk, GRAZ)):
        ask_for_link(office, outside, address)
        form = outside.page.locator("#fact-signature")
        form.locator("summary").first.click()
        form.locator('[name="confirmed"]').check()
        hand_in(outside.page, "fact-signature")
    accept_all(office, mouse, "2026-05-12")
    at_her_case(office, mouse, "2026-05-13", "ana.k")
    mouse.click(mouse.page.get_by_role("link", name="Signature").first)
    form = mouse.page.locator("#fact-signature")
    form.get_by_label("Signed on, The Academic Coordinator").fill("2026-05-12")
    mouse.click(form.get_by_label("The Rector", exact=True))
    mouse.click(form.get_by_role("button", name="Record the signatures"))
    saved(mouse)
    mouse.click(mouse.page.get_by_role("button", name="Conclude the Learning Agreement"))
    stands(mouse, "Learning Agreement signed")


def ask_for_link(office: OfficeAtWork, outside: Window, address: str) -> None:
    """A link of one's own is asked for with the address alone."""
    outside.open("/?lang=en")
    outside.page.locator("#address").fill(address)
    click_for_mail(office, outside.page.locator("form button.btn-primary"), address)
    follow_link(office, outside, address)


def owe_the_first_instalment(office: OfficeAtWork, mouse: Mouse, folder: Path) -> None:
    """A budget, the grant, its agreement: the first instalment is owed, and paid."""
    page = mouse.page
    on(office, mouse, "2026-05-14", "dusan")
    mouse.window.open("/calls/1/budget")
    page.locator('[name="amount"]').fill("5000")
    page.locator('[name="project"]').fill("2026-1-RS01-KA131")
    page.get_by_role("button", name="Set the budget").click()
    page.get_by_text("The budget is set.").wait_for()
    at_her_case(office, mouse, "2026-05-14", "vera")
    mouse.window.open(f"/cases/{NUMBER}/money")
    form = opened(mouse, "grant")
    form.locator('[name="distance_km"]').fill("600")
    record(mouse, form)
    mouse.window.open(f"/cases/{NUMBER}/documents")
    record_files(mouse, files(folder, "grant agreement.pdf"))
    mouse.window.open(f"/cases/{NUMBER}/money")
    expect(page.get_by_text("Pay the first instalment").first).to_be_visible()
    mouse.click(page.locator('a[href*="form=instalment"]').first)
    record(mouse, page.locator("#fact-instalment"))
    mouse.window.open(f"/cases/{NUMBER}/money")
    expect(page.get_by_text("Pay the first instalment")).to_have_count(0)


def go_away_and_come_back(office: OfficeAtWork, mouse: Mouse, phone: Window) -> None:
    """The departure; the office asks how it goes, and the return is told from the phone."""
    at_her_case(office, mouse, "2026-10-01", "vera")
    mouse.click(mouse.page.get_by_role("button", name="Start the mobility"))
    stands(mouse, "On mobility")
    office.now = at("2026-10-15")
    assert ask_about_stays(office.app.office, office.app.engine, office.now) == 1
    assert "Is all well with your courses" in delivered(office, ANA)
    office.now = at("2027-02-15")
    ask_for_link(office, phone, ANA)
    form = phone.page.locator("#fact-stay")
    form.locator("summary").first.click()
    form.locator('[name="returned_on"]').fill("2027-02-13")
    hand_in(phone.page, "fact-stay")
    accept_all(office, mouse, "2027-02-16")


def send_transcript_by_mail(office: OfficeAtWork, mouse: Mouse) -> None:
    """The student answers the office's mail with the papers; people record them, nothing else."""
    office.now = at("2027-02-22")
    assert ask_about_stays(office.app.office, office.app.engine, office.now) == 1
    assert "A few questions wait for you" in delivered(office, ANA)
    message = EmailMessage()
    message["From"] = f"Ana Petrović <{ANA}>"
    message["To"] = "mobility@bmu.example"
    message["Subject"] = "My papers"
    message["Message-ID"] = "<papers@students.example>"
    message["In-Reply-To"] = newest_message_id(office, ANA)
    message.set_content("Here they are.")
    for name in PAPERS:
        content = PDF + name.encode()
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    (office.app.office.data / "mail-in" / "new" / "1").write_bytes(message.as_bytes())
    assert take_mail_in(office.app, office.now).filed == {"reply": 1}
    page = mouse.page
    for number in range(len(PAPERS)):
        at_her_case(office, mouse, "2027-02-22", "vera")
        mouse.click(page.get_by_role("link", name=re.compile("^Mails")).first)
        mouse.click(page.get_by_role("link", name="My papers"))
        mouse.click(page.get_by_role("button", name=re.compile(PAPERS[number])))
        mouse.click(page.get_by_role("button", name="Record the documents"))
        saved(mouse)
    at_her_case(office, mouse, "2027-02-22", "vera")
    mouse.click(page.get_by_role("button", name="Take in the documents"))
    stands(mouse, "Documents delivered")
    transcript(mouse)


def newest_message_id(office: OfficeAtWork, address: str) -> str:
    """The Message-ID of the newest mail that reached an address."""
    delivered(office, address)
    paths = (office.app.office.data / "mail").rglob("*/*")
    newest = sorted(
        (path for path in paths if path.is_file()), key=lambda path: path.stat().st_mtime_ns
    )
    mails = (message_from_bytes(path.read_bytes(), policy=default) for path in reversed(newest))
    return next(str(mail["Message-ID"]) for mail in mails if address in str(mail["To"]))


def answer_survey(office: OfficeAtWork, phone: Window) -> None:
    """The Decree's mail leads to the page on which the survey is answered, on the phone."""
    office.now = at("2027-03-03")
    follow_link(office, phone, ANA)
    page = phone.page
    page.get_by_label("How well were you prepared for the stay?").select_option("4")
    page.get_by_label("What should others know before they go?").fill("Take warm clothes.")
    page.get_by_role("button", name="Send the answers").click()
    page.get_by_text("Thank you, we have your answers.").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def read_report(office: OfficeAtWork, mouse: Mouse) -> None:
    """Time closes the case; the report counts one mobility with its Decree."""
    clock = VirtualOffice(
        office.app.office, office.app.engine, mailer_of(office.app.office), office.now, False
    )
    clock.move_to(at("2027-03-15"))
    clock.drain()
    on(office, mouse, "2027-03-15", "dusan")
    mouse.window.open("/year?from=2026-09-01&to=2027-08-31")
    page = mouse.page
    line = page.locator("tr", has=page.get_by_role("rowheader", name="Mobilities that began"))
    expect(line.locator("td a").first).to_have_text("1")
    mouse.click(line.locator("td a").first)
    expect(page.get_by_text("Ana Petrović")).to_be_visible()
