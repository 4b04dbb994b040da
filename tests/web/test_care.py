"""What is done for people stands on one card of the case's page, in both languages."""

from __future__ import annotations

from tests.web.browsing import LogIn, send
from tests.web.office_at_work import OfficeAtWork
from tests.web.test_cases import accepted, nominated


def test_what_is_done_for_somebody_stands_on_one_card_in_both_languages(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    client = log_in("vera")
    assert "<h3>Support</h3>" not in client.get(f"/cases/{number}/dossier").text
    records = {
        "contact": {"on": "2026-04-01", "how": "telephone", "what": "Asked after the room"},
        "student_status": {"requested_on": "2026-04-02"},
        "help": {"need": "lodging", "on": "2026-04-03", "what": "A room in Graz"},
    }
    for fact, values in records.items():
        answer = send(client, f"/cases/{number}", f"/cases/{number}/facts/{fact}", values)
        assert (answer.status_code, "Saved:" in answer.text) == (200, True), fact
    page = client.get(f"/cases/{number}/dossier").text
    card = page.split("<h3>Support</h3>")[1].split("</dl>")[0]
    assert card.count("Vera Simić") == 3
    for words in ("telephone", "Asked after the room", "Requested in writing on: Thu 2 Apr 2026",
                 "Help with: lodging", "A room in Graz"):  # fmt: skip
        assert words in card
    client.get("/language/sr")
    serbian = client.get(f"/cases/{number}/dossier").text
    serbian = serbian.split("<h3>Подршка</h3>")[1].split("</dl>")[0]
    for words in ("Мировање статуса студента", "Датум писаног захтева", "Помоћ око: смештај"):
        assert words in serbian


def test_what_is_still_to_be_thought_of_stands_on_the_card_until_somebody_has(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = accepted(office)
    client = log_in("vera")
    open_items = "visa, travel, lodging, language: not recorded yet"
    assert open_items in client.get(f"/cases/{number}/dossier").text
    values = {"need": "visa", "on": "2026-05-04", "what": "None is needed"}
    send(client, f"/cases/{number}", f"/cases/{number}/facts/help", values)
    page = client.get(f"/cases/{number}/dossier").text
    assert "travel, lodging, language: not recorded yet" in page
    assert open_items not in page


def test_a_decision_without_a_request_is_told_at_its_field(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    answer = send(
        log_in("studentska"), f"/cases/{number}", f"/cases/{number}/facts/student_status",
        {"decided_on": "2026-04-01", "status": "dormant"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert 'id="fact-student_status-requested_on-problem"' in answer.text


def test_the_level_of_language_is_not_the_mobility_coordinators_to_decide(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    form = f"/cases/{number}/facts/language_decision"
    assert log_in("vera").get(form).status_code == 404
    values = {"language": "de", "language_level": "B1", "on": "2026-04-01"}
    values["tab"] = "dossier"
    answer = send(log_in("ana.k"), f"/cases/{number}/dossier", form, values)
    assert "Level of the language: B1" in answer.text
