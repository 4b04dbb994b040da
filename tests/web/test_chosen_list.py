"""A list that the Rector made without a commission, and the case of somebody on it."""

from __future__ import annotations

import html
from datetime import date

from persistence.database import write_transaction
from states.calls import Call, Candidate, Host
from tests.web.browsing import LogIn
from tests.web.office_at_work import OfficeAtWork, at
from workflows.act import Act
from workflows.calls.new_call import open_call
from workflows.calls.publishing import Published, publish_list
from workflows.cases.new_case import open_case

WHY = "The only plan that both faculties asked for"
WEEK = {"from": "2026-10-05", "to": "2026-10-09"}


def chosen_by_the_rector(office: OfficeAtWork) -> tuple[int, str]:
    """A call for teachers without a commission, its list, and the number of who is on it."""
    call = Call(
        "Teachers 2026", date(2026, 2, 16), date(2026, 3, 16), 8, ("work_plan",),
        {"work_plan": 60, "development": 40},
        hosts=(Host("University of Graz", "staff@graz.example", "AT", 1),),
    )  # fmt: skip
    teacher = Candidate("Mira Savić", "mira@bmu.example", employed=True, staff="teaching")
    with write_transaction(office.app.engine) as connection:
        act = Act(
            connection, office.app.office, office.actor("mobility_coordinator"), at("2026-03-02")
        )
        call_id = open_call(act, "bmu", "outgoing-teaching", call)
        number = open_case(act, call_id, teacher).number
    office.record(number, "document", {"kind": "work_plan"})
    application = {"hosts": ["University of Graz"], "teaching_hours": 8, **WEEK}
    office.advance(number, "submit_application", application)
    with write_transaction(office.app.engine) as connection:
        act = Act(connection, office.app.office, office.actor("rector"), at("2026-03-18"))
        choice = {"order": [number], "reason": WHY}
        assert isinstance(publish_list(act, call_id, choice), Published)
    office.now = at("2026-03-19")
    return call_id, number


def test_the_call_says_that_it_names_no_commission(office: OfficeAtWork, log_in: LogIn) -> None:
    call_id, _ = chosen_by_the_rector(office)
    client = log_in("vera")
    assert "The call names no commission." in client.get(f"/calls/{call_id}").text
    client.get("/language/sr")
    assert "Конкурс не именује комисију." in client.get(f"/calls/{call_id}").text


def test_a_teachers_dossier_names_no_points_and_nothing_that_students_alone_are_asked(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    _, number = chosen_by_the_rector(office)
    page = log_in("vera").get(f"/cases/{number}/dossier").text
    dossier = page.split('id="dossier-title"')[1].split("</section>")[0]
    assert "Teaching hours" in dossier
    assert "selected" in dossier
    for not_theirs in ("None", "Points", "ECTS", "Months abroad", "Purpose"):
        assert not_theirs not in dossier, not_theirs


def test_the_list_says_who_chose_and_why_and_so_does_the_history(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    call_id, number = chosen_by_the_rector(office)
    client = log_in("vera")
    page = html.unescape(client.get(f"/calls/{call_id}").text)
    rector = office.actor("rector").name
    assert f"Chosen without a commission by: {rector} (Rector)." in page
    assert WHY in page.split('id="list"')[1]
    history = html.unescape(client.get(f"/cases/{number}/history").text)
    assert WHY in history
    client.get("/language/sr")
    assert f"Избор без комисије: {rector} (Ректор)." in client.get(f"/calls/{call_id}").text


def test_a_teachers_application_has_no_semesters(office: OfficeAtWork, log_in: LogIn) -> None:
    _, number = chosen_by_the_rector(office)
    dossier = log_in("vera").get(f"/cases/{number}").text.split('id="dossier"')[1]
    assert "Semesters" not in dossier.split("</section>")[0]
