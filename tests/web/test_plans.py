"""Plans: begun from what is due, ordered and given out by the Head, ticked off by who did it."""

from __future__ import annotations

from datetime import date

import pytest
from icalendar import Calendar
from sqlalchemy import select
from starlette.testclient import TestClient

from persistence.database import reading
from persistence.tables import mails
from tests.web.browsing import LogIn, confirm, token_of
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.test_decree import decreed
from tests.web.test_exported_lists import sheet
from web.app import make_app

WEEK = "/plans/week/2026-03-16"


def send(client: TestClient, address: str, **fields: str) -> tuple[int, str]:
    answer = client.post(address, data={"token": token_of(client, "/plans"), **fields})
    return answer.status_code, answer.text


def begun(office: OfficeAtWork, log_in: LogIn) -> TestClient:
    """The Head has begun the plan of the week in which two calls' applications end."""
    office.open("Ana Petrović")
    office.open("Bojan Ilić")
    head = log_in("dusan")
    send(head, f"{WEEK}/begin")
    return head


def given_out(head: TestClient) -> str:
    """The plan of the week, once the Head has seen who is mailed what, and confirmed it."""
    preview = head.post(f"{WEEK}/give-out", data={"token": token_of(head, "/plans")})
    return confirm(head, preview).text


def mails_of_plans(office: OfficeAtWork) -> int:
    with reading(office.app.engine) as connection:
        keys = connection.execute(select(mails.c.key).where(mails.c.mail == "plan_given_out"))
        return len(keys.all())


def test_a_plan_begins_with_what_is_due_by_person(office: OfficeAtWork, log_in: LogIn) -> None:
    office.open("Ana Petrović")
    head = log_in("dusan")
    proposal = head.get(WEEK).text
    assert "not begun" in proposal and "Ana Petrović" in proposal
    status, plan = send(head, f"{WEEK}/begin")
    assert status == 200
    assert plan.index("Vera Simić") < plan.index("Ana Petrović"), "she is the only coordinator"
    assert send(head, f"{WEEK}/begin")[1].count("BMU-2026-0001<") == 1, "begun twice is one plan"


def test_a_candidates_own_window_is_no_work_of_the_office_and_stands_in_no_plan(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, head, week = decreed(office), log_in("dusan"), "/plans/week/2027-03-08"
    assert f"/cases/{number}" in head.get(week).text, "the Decree is to be delivered"
    delivery = {"document": "decree", "on": "2027-03-08"}
    office.record(number, "delivery", delivery, "2027-03-08")
    assert f"/cases/{number}" not in head.get("/plans/month/2027-03-08").text, "she may appeal"


def test_a_step_is_done_once_its_case_has_gone_on(office: OfficeAtWork, log_in: LogIn) -> None:
    head = begun(office, log_in)
    assert "0 / 2 done" in head.get(WEEK).text
    for kind in ("passed_exams", "cv"):
        office.record("BMU-2026-0001", "document", {"kind": kind})
    office.advance(
        "BMU-2026-0001",
        "submit_application",
        {
            "hosts": ["University of Graz"], "programme": "erasmus", "from": "2026-10-01",
            "to": "2027-02-12", "semesters": 1,
        },
    )  # fmt: skip
    assert "1 / 2 done" in head.get(WEEK).text


def test_a_decision_that_may_fall_either_way_is_planned_as_neither(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Ana Petrović")
    office.score_by_all(number, 20)
    office.publish("2026-03-19")
    office.advance(number, "lodge_ranking_appeal", {"grounds": "The points"}, "2026-03-20")
    office.now, head, week = at("2026-03-23"), log_in("dusan"), "/plans/week/2026-03-30"

    def plan() -> str:
        return head.get(week).text.split("<main")[1]

    assert "Decision on the appeal against the list" in plan(), "what it would begin with"
    send(head, f"{week}/begin")
    assert "Decision on the appeal against the list" in plan()
    decision = {"reason": "The average was misread"}
    office.advance(number, "uphold_ranking_appeal", decision, "2026-03-23", "rector")
    assert "1 / 1 done" in plan()
    assert "Decision on the appeal against the list" in plan(), "also once it was decided"
    assert "Dismiss the appeal" not in plan()


def test_a_task_is_added_given_and_ticked_off_by_who_has_it_alone(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    head, vera, ana = begun(office, log_in), log_in("vera"), log_in("ana.k")
    send(head, f"{WEEK}/tasks", title="Order the flags", login="vera", due="2026-03-18")
    assert "Order the flags" in vera.get("/plans").text
    assert "Order the flags" not in ana.get("/plans").text
    _, answer = send(ana, "/tasks/1/tick", done="yes")
    assert "Only who is to do it ticks a task off" in answer
    send(vera, "/tasks/1/tick", done="yes")
    assert "1 / 3 done" in head.get(WEEK).text
    assert "Order the flags" not in vera.get("/plans").text
    send(head, "/tasks/1/tick", done="no")
    assert "0 / 3 done" in head.get(WEEK).text


def test_lines_change_places_go_to_others_and_are_left_out(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    head = begun(office, log_in)

    def order() -> bool:
        text = head.get(WEEK).text
        return text.index("Ana Petrović") < text.index("Bojan Ilić")

    assert order()
    send(head, "/plans/lines/2", what="up")
    assert not order()
    send(head, "/plans/lines/2", what="up")
    assert not order(), "the first one stays the first"
    send(head, "/plans/lines/1", what="assign", login="ana.k")
    assert "Ana Kostić" in head.get(WEEK).text
    send(head, "/plans/lines/2", what="leave_out")
    assert "Bojan Ilić" not in head.get(WEEK).text


def test_a_plan_given_out_reaches_every_member_with_theirs_first(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    head = begun(office, log_in)
    task = {"title": "Order the flags", "login": "ana.k", "due": "2026-03-18"}
    assert "The task is in the plan." in send(head, f"{WEEK}/tasks", **task)[1]
    assert "every member of the office gets it by mail" in given_out(head)
    with reading(office.app.engine) as connection:
        rows = connection.execute(select(mails).where(mails.c.mail == "plan_given_out")).all()
    by_name = {row.to_name: row for row in rows}
    assert set(by_name) == {"Dušan Perić", "Vera Simić", "Ana Kostić"}
    of_ana = by_name["Ana Kostić"].words
    assert "1 line yours" in by_name["Ana Kostić"].subject
    assert "Yours first" in of_ana
    assert "Nothing in it is yours" in by_name["Dušan Perić"].words
    assert of_ana.index("Order the flags") < of_ana.index("BMU-2026-0001")
    given_out(head)
    with reading(office.app.engine) as connection:
        again = connection.execute(select(mails.c.key).where(mails.c.mail == "plan_given_out"))
        assert len(again.all()) == 6, "given out again after a change, to each once more"


def test_a_plan_is_given_out_once_who_is_mailed_what_was_seen(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    head = begun(office, log_in)
    token = {"token": token_of(head, "/plans")}
    preview = head.post(f"{WEEK}/give-out", data=token)
    assert "Nothing has been done yet" in preview.text
    for name in ("Dušan Perić", "Vera Simić", "Ana Kostić"):
        assert f"<b>{name}</b>" in preview.text
    assert mails_of_plans(office) == 0
    send(head, f"{WEEK}/tasks", title="Order the flags", login="ana.k", due="2026-03-18")
    shown_anew = confirm(head, preview)
    assert shown_anew.status_code == 409 and "Order the flags" in shown_anew.text
    assert mails_of_plans(office) == 0, "what is mailed has become something else"
    assert "every member of the office gets it by mail" in confirm(head, shown_anew).text
    assert mails_of_plans(office) == 3
    assert confirm(head, shown_anew).status_code == 409, "sent twice, it asks whether once more"
    assert mails_of_plans(office) == 3


def test_only_the_head_makes_plans_and_all_see_them(office: OfficeAtWork, log_in: LogIn) -> None:
    begun(office, log_in)
    vera = log_in("vera")
    assert vera.get(WEEK).status_code == 200
    assert "Give out" not in vera.get(WEEK).text
    for address in (f"{WEEK}/begin", f"{WEEK}/give-out", f"{WEEK}/tasks", "/plans/lines/1"):
        assert send(vera, address, title="x")[0] == 403


def test_wrong_input_is_told_at_its_field(office: OfficeAtWork, log_in: LogIn) -> None:
    head = begun(office, log_in)
    for field, value in (("title", ""), ("title", "x" * 10_000), ("due", "2026-02-30")):
        fields = {"title": "Order the flags", "login": "", "due": "", field: value}
        status, text = send(head, f"{WEEK}/tasks", **fields)
        assert status == 422
        assert f'id="{field}-error"' in text
    assert send(head, f"{WEEK}/tasks", title="x", login="nobody")[0] == 422
    assert head.get("/plans/year/2026-03-16").status_code == 400
    assert head.get("/plans/week/tomorrow").status_code in (404, 422)
    for day in ("0001-01-01", "9999-12-31"):
        assert head.get(f"/plans/week/{day}").status_code == 400
        assert "at most a year away" in send(head, "/meetings", day=day)[1]


def test_the_calendar_has_due_dates_tasks_and_meetings_and_no_names(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    head, vera = begun(office, log_in), log_in("vera")
    send(head, f"{WEEK}/tasks", title="Order the flags", login="vera", due="2026-03-18")
    send(vera, "/meetings", day="2026-03-20")
    _, page = send(vera, "/plans/calendar")
    address = page.split('<code class="secret">')[1].split("<")[0]
    path = address[address.index("/calendar/") :]
    stranger = TestClient(make_app(office.app, office.clock))
    answer = stranger.get(path)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    events = {str(event["summary"]): event["dtstart"].dt for event in
              Calendar.from_ical(answer.content).walk("VEVENT")}  # fmt: skip
    assert events["Order the flags"] == date(2026, 3, 18)
    assert events["Meeting"] == date(2026, 3, 20)
    assert any(name.startswith("BMU-2026-0001 · ") for name in events)
    assert "Petrov" not in answer.text
    send(vera, "/plans/calendar/end")
    assert stranger.get(path).status_code == 404
    assert stranger.get("/calendar/1.wrong.ics").status_code == 404


def test_a_meeting_tells_what_was_done_what_slipped_and_why_and_what_is_new(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    office.apply("Ana Petrović")
    office.open("Bojan Ilić", address="bojan@students.example")
    office.now = at("2026-03-12")
    head = log_in("dusan")
    send(head, "/meetings", day="2026-03-12")
    page = head.get("/meetings/2026-03-12").text
    assert "Submit the application" in page
    assert "Bojan Ilić" in page, "his case is new"
    office.now = at("2026-03-20")
    send(head, "/meetings", day="2026-03-20")
    later = head.get("/meetings/2026-03-20").text
    section = later[later.index('id="slipped"') : later.index('id="new"')]
    assert "Bojan Ilić" in section
    assert 'class="reason"' in section, "each condition that is not met"


def test_minutes_are_kept_and_two_who_write_lose_nothing(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    head, vera = log_in("dusan"), log_in("vera")
    send(head, "/meetings", day="2026-03-12")
    day = "/meetings/2026-03-12"
    assert send(head, f"{day}/minutes", minutes="Graz has answered.", version="1")[0] == 200
    status, text = send(vera, f"{day}/minutes", minutes="Vienna has not.", version="1")
    assert status == 409
    assert "Graz has answered." in text and "Vienna has not." in text
    send(head, f"{day}/tasks", title="Ask Vienna again", login="vera", due="2026-03-16")
    assert "Ask Vienna again" in vera.get("/plans").text
    assert send(vera, f"{day}/minutes", minutes="x" * 60_000, version="2")[0] == 422


def test_a_plan_a_meetings_tasks_and_ones_own_are_taken_along_as_files(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    head, day = begun(office, log_in), "/meetings/2026-03-12"
    send(head, f"{WEEK}/tasks", title="Order flags", login="vera", due="2026-03-20")
    send(head, "/meetings", day="2026-03-12")
    send(head, f"{day}/tasks", title="Print posters", login="vera", due="")
    assert head.get(f"/exports{WEEK}.csv").text.splitlines() == [
        "\ufeffWith,Title,Case,Candidate,Due,Done",
        "Vera Simić,Submit the application,BMU-2026-0001,Ana Petrović,2026-03-16,no",
        "Vera Simić,Submit the application,BMU-2026-0002,Bojan Ilić,2026-03-16,no",
        "Vera Simić,Order flags,,,2026-03-20,no",
    ]
    assert sheet(head, "meetings/2026-03-12.xlsx")[1:] == [
        ["Print posters", "Vera Simić", None, "no"]
    ]
    own = {row[0] for row in sheet(log_in("vera"), "tasks.xlsx")[1:]}
    assert own == {"Order flags", "Print posters"}
    for page in (WEEK, day):
        assert f'href="/exports{page}.xlsx"' in head.get(page).text
    assert head.get("/exports/meetings/2026-03-13.xlsx").status_code == 404


@pytest.mark.parametrize("day", ["", "2026-02-30", "²", "9999-01-01", "x" * 5000])
def test_a_meeting_on_a_day_that_cant_be_is_told_at_its_field(log_in: LogIn, day: str) -> None:
    status, page = send(log_in("dusan"), "/meetings", day=day)
    assert status == 422
    assert 'id="meeting-day-problem"' in page
