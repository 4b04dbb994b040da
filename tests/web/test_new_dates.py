"""The host's new dates, and a version that says nothing new, as a clerk meets them on the page."""

from __future__ import annotations

from tests.web.browsing import LogIn, send
from tests.web.office_at_work import COURSES, OfficeAtWork, at
from tests.web.test_cases import accepted


def test_the_hosts_new_dates_are_recorded_with_both_days_and_all_counts_from_them(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = accepted(office)
    step = f"/cases/{number}/steps/host_changes_stay"
    half = send(log_in("vera"), f"/cases/{number}", step, {"from": "2026-11-02", "to": ""})
    assert half.status_code == 422
    assert 'id="step-host_changes_stay-to-problem"' in half.text
    days = {"from": "2026-11-02", "to": "2027-03-12"}
    answer = send(log_in("vera"), f"/cases/{number}", step, days)
    assert (answer.status_code, "Saved:" in answer.text) == (200, True)
    assert "Accepted by the host" in answer.text
    assert "Sun 1 Nov 2026" in answer.text, "the day before the stay begins (BMU-8a)"


def test_a_version_that_says_the_same_is_told_at_its_courses_and_nothing_is_saved(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = accepted(office)
    rows = {
        f"courses.{place}.{name}": str(value)
        for place, course in enumerate(COURSES[:2])
        for name, value in course.items()
        if name != "replaces"
    }
    homes = {
        f"courses.{place}.replaces.{name}": str(value)
        for place, course in enumerate(COURSES[:2])
        for name, value in dict(course["replaces"]).items()  # type: ignore[call-overload]
    }
    agreement = {"language": "en", "semesters": "1", **rows, **homes}
    fact = f"/cases/{number}/facts/agreement"
    answer = send(log_in("ana.k"), f"/cases/{number}", fact, agreement)
    assert answer.status_code == 422
    assert "This says the same as version 1" in answer.text
    assert "Version 2" not in answer.text
    new_version = {**agreement, "courses.0.semester": "1", "tab": "agreement"}
    second_answer = send(log_in("ana.k"), f"/cases/{number}/agreement", fact, new_version)
    assert (second_answer.status_code, "Version 2" in second_answer.text) == (200, True)


def test_the_agreement_in_force_is_marked_and_a_proposal_is_called_one(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = accepted(office)
    agreement = {"language": "en", "semesters": 1, "courses": COURSES}
    office.record(number, "agreement", agreement, "2026-05-12")
    for party in ("student", "academic_coordinator", "rector", "host"):
        signature = {"document": "learning_agreement", "party": party, "on": "2026-05-12"}
        office.record(number, "signature", signature, "2026-05-12")
    sign = "sign_learning_agreement"
    office.advance(number, sign, {}, "2026-05-13", "academic_coordinator")
    office.record(number, "agreement", {**agreement, "semesters": 2}, "2026-05-14")
    office.now = at("2026-05-14")
    page = log_in("vera").get(f"/cases/{number}/agreement").text
    section = page[page.index('id="agreement-title"') :]
    third, second = section.split("Version 3")[1].split("Version 2")
    assert "proposal" in third and "in force" not in third
    assert "in force" in second.split("</h3>")[0]
