"""The page of a case with a Decree: its delivery is awaited, and what came in time reopens it."""

from __future__ import annotations

from collections.abc import Mapping

from tests.web.browsing import LogIn, send
from tests.web.journey import STAY, conclude
from tests.web.office_at_work import COURSES, OfficeAtWork, at
from tests.web.test_cases import nominated

TITLES = [str(course["title"]) for course in COURSES]


def decreed(office: OfficeAtWork, first_decision: Mapping[str, object] | None = None) -> str:
    """A Decree of 4 March 2027 that nobody has delivered; the supplement has the other courses."""
    number = nominated(office)
    office.advance(number, "host_accepts", STAY, "2026-04-20")
    agreement = {"language": "en", "semesters": 1, "courses": COURSES}
    office.record(number, "agreement", agreement, "2026-05-11")
    conclude(office, number, "2026-05-12", "2026-05-13")
    judge = "academic_coordinator"
    office.record(number, "stay", {"arrived_on": "2026-10-01"}, "2026-10-01")
    office.advance(number, "start_mobility", {}, "2026-10-01")
    office.record(number, "stay", {"returned_on": "2027-02-13"}, "2027-02-15")
    for kind in ("petition", "transcript_of_records"):
        office.record(number, "document", {"kind": kind}, "2027-03-01")
    courses = [{"title": title, "ects": 7, "grade": "1", "passed": True} for title in TITLES]
    transcript = {
        "language": "en",
        "holds_grading_system": True,
        "grading_table": [{"grade": "1", "percent": 40}, {"grade": "2", "percent": 60}],
        "courses": courses,
    }
    office.record(number, "transcript", transcript, "2027-03-01")
    office.advance(number, "submit_documents", {}, "2027-03-01")
    decisions = [{"host": title, "supplement": True} for title in TITLES]
    decisions[0] |= first_decision or {}
    office.record(number, "recognition", {"decisions": decisions}, "2027-03-03", judge)
    office.advance(number, "issue_decree", {}, "2027-03-04", judge)
    office.now = at("2027-03-08")
    return number


def test_a_decree_that_nobody_delivered_is_the_coordinators_to_deliver(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = decreed(office)
    client = log_in("vera")
    page = client.get(f"/cases/{number}").text
    now = page[page.index('id="top"') : page.index('id="steps"')]
    assert "Delivery of the Decree" in now
    assert "Vera Simić" in now
    assert "Thu 11 Mar 2027" in now, "five working days after the issue"
    assert f'href="/cases/{number}?form=delivery#fact-delivery"' in now
    delivery = {"document": "decree", "on": "2027-03-08"}
    answer = send(client, f"/cases/{number}", f"/cases/{number}/facts/delivery", delivery)
    assert answer.status_code == 200
    now = answer.text[answer.text.index('id="top"') : answer.text.index('id="steps"')]
    assert "The appeal window" in now
    assert "Tue 16 Mar 2027" in now


def test_an_undelivered_decree_stays_in_the_coordinators_work_until_its_day_is_known(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = decreed(office)
    client = log_in("vera")
    work = client.get("/work").text
    line = work.partition(number)[2].partition("</tr>")[0]
    assert "Delivery of the Decree" in line
    assert "Thu 11 Mar 2027" in line
    assert number in log_in("studentska").get("/work").text, "who may record it finds it too"
    assert number not in log_in("rektor").get("/work").text, "it is not hers to deliver"
    office.now = at("2027-05-03")
    late = client.get("/work").text.partition(number)[2].partition("</tr>")[0]
    assert "Delivery of the Decree" in late, "no time closes the case, and no time forgets it"
    assert "days late" in late
    delivery = {"document": "decree", "on": "2027-05-03"}
    office.record(number, "delivery", delivery, "2027-05-03")
    assert "Delivery of the Decree" not in client.get("/work").text


def test_a_delivery_before_the_decree_is_told_at_its_field(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = decreed(office)
    delivery = {"document": "decree", "on": "2027-03-03"}
    answer = send(log_in("vera"), f"/cases/{number}", f"/cases/{number}/facts/delivery", delivery)
    assert answer.status_code == 422
    assert "A delivery on 2027-03-03 lies before the issue on 2027-03-04" in answer.text
    assert 'id="fact-delivery-on-problem"' in answer.text


def closed_by_time(office: OfficeAtWork) -> str:
    """Delivered on Thursday 4 March, closed when the eighth day was over."""
    number = decreed(office)
    office.record(number, "delivery", {"document": "decree", "on": "2027-03-04"}, "2027-03-08")
    office.advance(number, "finalise", {}, "2027-03-13", "system")
    office.now = at("2027-03-15")
    return number


def test_an_ended_case_says_by_what_it_can_be_opened_again(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = closed_by_time(office)
    page = log_in("vera").get(f"/cases/{number}").text
    assert "The case has come to its end" in page
    assert "opened again only by what came in time" in page
    assert "No step leads on from here" not in page
    appeal = {"on": "2027-03-12", "grounds": "Databases deserves a better grade"}
    answer = send(log_in("vera"), f"/cases/{number}", f"/cases/{number}/steps/lodge_appeal", appeal)
    assert answer.status_code == 200
    assert "Appeal against the Decree" in answer.text
    assert "Mon 22 Mar 2027" in answer.text, "8 days after the day of receipt, a Saturday moved on"


def test_what_came_a_day_late_leaves_the_case_closed_and_says_why(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = closed_by_time(office)
    answer = send(
        log_in("vera"),
        f"/cases/{number}",
        f"/cases/{number}/steps/lodge_appeal",
        {"on": "2027-03-13"},
    )
    assert answer.status_code == 409
    assert "the time to appeal against the Decree ended on Fri 12 Mar 2027" in answer.text
    assert "The case has come to its end" in answer.text


def test_who_decides_on_recognition_is_offered_to_withdraw_a_precedent_and_nobody_else(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    home = {"title": "Базе података", "ects": 7, "hours": 60}
    decreed(office, {"supplement": False, "home": home})
    page = "/reference/precedents"
    assert "/withdraw" not in log_in("dusan").get(page).text, "the Head decides on no recognition"
    judge = log_in("ana.k")
    text = judge.get(page).text
    address = text.partition(f'action="{page}/')[2].partition('"')[0]
    (form,) = (tag for tag in text.split("<form")[1:] if f'action="{page}/{address}"' in tag)
    assert 'hx-boost="false"' in form.partition(">")[0], "a refusal would not be shown in the list"
    refusal = send(judge, page, f"{page}/{address}", {"reason": " "})
    assert refusal.status_code == 422 and 'aria-invalid="true"' in refusal.text
    register = send(judge, page, f"{page}/{address}", {"reason": "Another syllabus"})
    assert "Another syllabus" in register.text and "Saved." in register.text
