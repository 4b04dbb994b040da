"""Pages of an office to which more has happened, in a real browser: mail that came in, a mailbox
that can't be read, agreements from a spreadsheet, a survey, data that are due to go."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest

from persistence import survey
from persistence.database import write_transaction
from persistence.survey import Answer
from tests.notifications.incoming_examples import postfix, reply
from tests.web.browsing import LogIn, send
from tests.web.importing import entered, read
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.test_all_pages import Inspector
from tests.web.test_browser import Window, browser, window
from tests.web.test_imported_agreements import AGREEMENTS, HEAD, SOUND
from tests.web.test_incoming import alive, come_in, office, received, with_transcript
from tests.web.test_personal_data import HERE, withdrawn
from workflows.running.mail_in import keep_taking_in

__all__ = ["browser", "office", "window"]

pytestmark = pytest.mark.browser


def look_as(inspector: Inspector, login: str, *paths: str) -> None:
    """Somebody looks at pages."""
    inspector.window.page.context.clear_cookies()
    inspector.window.log_in(login)
    for path in paths:
        inspector.look_at(path)


def test_mail_that_came_in_and_a_mailbox_that_can_not_be_read_have_no_barrier(
    office: OfficeAtWork,
    log_in: LogIn,
    window: Window,
) -> None:
    number = office.apply("Ana Petrović")
    mail = received(office, number)
    come_in(office, with_transcript(mail), postfix(mail), reply("", "Buy", To="all@bmu.example"),
            reply("<none@x.example>", Subject="Answer sooner"))  # fmt: skip
    addresses = [f"/incoming/{place}" for place in range(1, 5)]
    alive(office)
    folder = office.app.office.data / "mail-in"
    folder.rename(folder.with_name("elsewhere"))
    for minutes in (1, 20):
        office.now += timedelta(minutes=minutes)
        alive(office)
        keep_taking_in(office.app, "a worker", office.now)
    assert "Mail does not come in" in log_in("dusan").get("/board").text
    inspector = Inspector(window, {})
    look_as(inspector, "dusan", "/work", "/board", "/incoming", "/incoming?show=settled")
    look_as(inspector, "vera", "/work", f"/cases/{number}/mails", "/mails", *addresses)
    assert inspector.wrong == {}


def test_agreements_from_a_spreadsheet_have_no_barrier_sound_or_wrong(
    office: OfficeAtWork,
    log_in: LogIn,
    window: Window,
) -> None:
    vera = log_in("vera")
    wrong = HEAD + "Nowhere;2025-10-01;²;2025-06-15;sideways;students, for studies;-3;9;;\n"
    previews = [read(vera, AGREEMENTS, rows) for rows in (wrong, SOUND)]
    addresses = [str(preview.url.path) for preview in previews]
    entered(vera, previews[1])
    inspector = Inspector(window, {})
    look_as(inspector, "vera", AGREEMENTS, *addresses, "/cases/BMU-IA-2026-0001",
            "/cases/BMU-IA-2026-0001/dossier", "/reference/partners/1")  # fmt: skip
    assert inspector.wrong == {}


def test_a_survey_and_data_that_are_due_to_go_have_no_barrier(
    office: OfficeAtWork,
    log_in: LogIn,
    window: Window,
) -> None:
    for name in ("Ana", "Boris", "Ceca", "Dejan", "Ema"):
        case_id = office.case_id(withdrawn(office, f"{name} Đorđević"))
        answers = [Answer("preparation", 4, None), Answer("to_others", None, name * 400)]
        with write_transaction(office.app.engine) as connection:
            survey.keep(connection, case_id, answers, at("2027-02-20"))
    come_in(office, reply("", To="all@bmu.example"))
    vera = log_in("vera")
    send(vera, "/incoming/1", "/incoming/1/aside", {"text": "advertisement"})
    office.now = at("2046-03-12")
    due = html.unescape(log_in("dusan").get(HERE).text)
    assert "5 cases" in due and "a message of no case" in due
    inspector = Inspector(window, {})
    look_as(inspector, "dusan", "/survey?year=2027", HERE)
    page = inspector.window.page
    page.locator("[name=who]").fill("Ana Đorđević")
    page.get_by_role("button", name="Show what is held").click()
    inspector.judge("what is held on a person")
    page.locator("[name=reason]").fill("request of 12 May")
    page.get_by_role("button", name="Erase the person").click()
    page.locator("form.confirm").wait_for()
    inspector.judge("what an erasure would take")
    assert inspector.wrong == {}


def test_on_a_phone_each_number_of_a_list_says_what_it_counts(
    office: OfficeAtWork, window: Window
) -> None:
    office.score_by_all(office.apply("Ana Petrović"), 30)
    office.publish()
    window.log_in("vera")
    window.page.set_viewport_size({"width": 360, "height": 800})
    window.open("/calls/1")
    before = "cells => cells.map(cell => getComputedStyle(cell, '::before').content)"
    labels = window.page.locator(".points .points-cell[data-label]").evaluate_all(before)
    assert labels == ['"Milan Ilić: "', '"Jovana Kos: "', '"Stefan Rus: "']
    list_labels = window.page.locator("#list td[data-label]").evaluate_all(before)
    assert '"Points: "' in list_labels


def test_the_number_of_messages_without_a_case_is_no_wider_than_it_need_be(
    office: OfficeAtWork, window: Window
) -> None:
    come_in(office, reply("<none@x.example>", Subject="Answer sooner"))
    window.log_in("vera")
    box = window.page.locator(".waits .count").bounding_box()
    assert box is not None and box["width"] < 60
