"""What can't be taken back is shown first, with all that follows, and done on a second act."""

from __future__ import annotations

import html
import re

import pytest
from httpx import Response
from starlette.testclient import TestClient

from persistence.database import reading
from persistence.history import entries
from persistence.mails import mails_of
from states.finality import alternatives, is_final
from tests.web.browsing import LogIn, confirm, send, token_of
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.test_calls import chosen_call, scored
from tests.web.test_decree import decreed


def refuse(client: TestClient, number: str, reason: str = "The certificate is forged.") -> Response:
    address = f"/cases/{number}"
    return send(client, address, f"{address}/steps/refuse_application", {"reason": reason})


def words(page: str) -> str:
    """The page as it is read: without its marks, each run of blanks one."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def written(office: OfficeAtWork, number: str) -> tuple[int, int]:
    """How many entries the history of a case has, and how many mails."""
    case_id = office.case_id(number)
    with reading(office.app.engine) as connection:
        return len(entries(connection, case_id)), len(mails_of(connection, case_id))


def test_a_refusal_shows_who_is_mailed_what_and_where_the_case_ends_before_it_is_done(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Ana Petrović")
    before, client = written(office, number), log_in("vera")
    preview = refuse(client, number)
    assert preview.status_code == 200
    page = words(preview.text)
    assert "Nothing has been done yet" in page
    assert "Reason The certificate is forged." in page
    assert "Application received → Refused The case ends." in page
    assert "Ana Petrović <ana@students.example>: " in page
    assert "forged" in page.partition("Read it")[2], "the mail itself can be read"
    assert "Documents that are made Notice of refusal" in page or "Refusal letter" in page
    assert written(office, number) == before
    answer = confirm(client, preview)
    assert "Refuse the application → Refused" in words(answer.text)
    assert written(office, number) == (before[0] + 1, before[1] + 1)


def test_dates_that_begin_are_shown_with_their_receipt(office: OfficeAtWork, log_in: LogIn) -> None:
    scored(office)
    page = words(send(log_in("vera"), "/calls/1", "/calls/1/list").text)
    assert "It waits then for: The appeal window (Candidate)" in page
    assert "Fri 27 Mar 2026 = end of the time to appeal against the list" in page
    assert "Fri 3 Apr 2026 = 5 working days after Fri 27 Mar 2026" in page
    assert "Application received → On the list" in page
    assert "Ana Petrović BMU-2026-0001" in page
    assert "Ranking list" in page.partition("Documents that are made")[2]


def test_a_case_that_somebody_changed_meanwhile_is_not_moved_by_an_old_confirmation(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, client = office.apply("Ana Petrović"), log_in("vera")
    preview = refuse(client, number)
    office.record(number, "document", {"kind": "motivation_letter"}, "2026-03-11")
    before = written(office, number)
    answer = confirm(client, preview)
    assert answer.status_code == 409
    assert "While you were looking" in answer.text
    assert "The certificate is forged." in answer.text, "what was typed is still there"
    assert written(office, number) == before


def test_what_would_follow_now_is_shown_anew_where_it_is_not_what_was_confirmed(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    first, second = scored(office)
    client = log_in("vera")
    preview = send(client, "/calls/1", "/calls/1/list")
    office.advance(second, "withdraw", {"reason": "ill"}, "2026-03-19")
    again = confirm(client, preview)
    assert again.status_code == 409
    assert "What follows has changed since you looked" in again.text
    assert "Petar Jović" not in again.text
    assert "list published" in confirm(client, again).text
    assert written(office, first)[0] > written(office, second)[0] - 2


def test_a_mark_that_nobody_was_shown_confirms_nothing(office: OfficeAtWork, log_in: LogIn) -> None:
    number, client = office.apply("Ana Petrović"), log_in("vera")
    before = written(office, number)
    form = {"token": token_of(client, "/work"), "version": "4", "reason": "x", "mark": "0" * 64}
    answer = client.post(f"/cases/{number}/steps/refuse_application", data=form)
    assert answer.status_code == 409
    assert written(office, number) == before


def test_a_confirmation_that_is_sent_twice_is_done_once(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, client = office.apply("Ana Petrović"), log_in("vera")
    preview = refuse(client, number)
    confirm(client, preview)
    after = written(office, number)
    assert confirm(client, preview).status_code == 409
    assert written(office, number) == after


def test_what_can_t_be_done_is_refused_at_once_and_asks_nobody_to_confirm(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, client = office.open("Ana Petrović"), log_in("vera")
    form = {"token": token_of(client, "/work"), "version": "1", "reason": "x"}
    answer = client.post(f"/cases/{number}/steps/refuse_application", data=form)
    assert answer.status_code == 409
    assert 'class="confirm"' not in answer.text


@pytest.mark.parametrize("language", ["sr", "sr-Latn"])
def test_the_page_asks_in_serbian_too(office: OfficeAtWork, log_in: LogIn, language: str) -> None:
    number, client = office.apply("Ana Petrović"), log_in("vera")
    client.get(f"/language/{language}")
    page = words(refuse(client, number).text)
    sentence = {"sr": "Још ништа није учињено.", "sr-Latn": "Još ništa nije učinjeno."}
    assert sentence[language] in page


def test_html_that_was_typed_is_carried_on_as_text(office: OfficeAtWork, log_in: LogIn) -> None:
    number, client = office.apply("Ana Petrović"), log_in("vera")
    text = '"><script>alert(1)</script>\r\nsecond line'
    preview = refuse(client, number, text)
    assert "<script>alert" not in preview.text
    confirm(client, preview)
    history = html.unescape(client.get(f"/cases/{number}/history").text)
    assert "second line" in history


def test_a_decree_and_a_decision_on_an_appeal_are_final_and_a_nomination_is_not(
    office: OfficeAtWork,
) -> None:
    definition = office.app.office.in_force("bmu", "outgoing-studies", office.now.date())
    final = {name for name, step in definition.transitions.items() if is_final(definition, step)}
    assert final == {
        "publish_list", "refuse_application", "host_refuses", "host_cancels", "withdraw",
        "issue_decree",
        "uphold_ranking_appeal", "dismiss_ranking_appeal", "uphold_appeal", "dismiss_appeal",
        "uphold_complaint", "dismiss_complaint",
    }  # fmt: skip


def test_the_two_decisions_on_an_appeal_stand_side_by_side(office: OfficeAtWork) -> None:
    definition = office.app.office.in_force("bmu", "outgoing-studies", office.now.date())
    steps = definition.transitions
    for first, other in (("uphold_appeal", "dismiss_appeal"), ("host_accepts", "host_refuses")):
        names = [step.trigger for step in alternatives(definition, steps[first])]
        assert names == [step.trigger for step in alternatives(definition, steps[other])]
        assert names == [first, other]
    assert alternatives(definition, steps["withdraw"]) == (steps["withdraw"],)


def test_the_rector_is_led_to_neither_decision(office: OfficeAtWork, log_in: LogIn) -> None:
    number = decreed(office)
    office.record(number, "delivery", {"document": "decree", "on": "2027-03-04"}, "2027-03-08")
    appeal = {"on": "2027-03-08", "grounds": "Databases is worth a 9"}
    office.advance(number, "lodge_appeal", appeal, "2027-03-08")
    office.now = at("2027-03-09")
    page = log_in("rektor").get(f"/cases/{number}").text
    above = page.partition('id="steps"')[0]
    assert "Databases is worth a 9" in above, "what is to be decided stands above the decisions"
    assert "Mon 8 Mar 2027" in above
    buttons = re.findall(r'class="btn ([^"]*)" type="submit">(Uphold|Dismiss) the appeal', page)
    assert [look for look, _ in buttons] == ["btn-outline-primary"] * 2
    open_steps = re.findall(r'id="step-(\w+)" open', page)
    assert open_steps == ["uphold_appeal", "dismiss_appeal"]


def test_what_is_awaited_stands_first_and_open(office: OfficeAtWork, log_in: LogIn) -> None:
    number = office.apply("Ana Petrović")
    page = log_in("vera").get(f"/cases/{office.open('Petar Jović')}").text
    assert re.findall(r'id="step-(\w+)" open', page) == ["submit_application"]
    page = log_in("vera").get(f"/cases/{number}").text
    assert re.findall(r'id="step-(\w+)" open', page) == ["publish_list"]


def test_who_goes_back_finds_what_was_typed_and_nothing_is_done(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, client = office.apply("Ana Petrović"), log_in("vera")
    before, preview = written(office, number), refuse(client, number)
    answer = confirm(client, preview, more={"back": "yes"})
    assert answer.status_code == 200
    assert "Nothing was done. What you typed is still here." in answer.text
    form = answer.text.partition('id="step-refuse_application"')[2].partition("</form>")[0]
    assert ">The certificate is forged.</textarea>" in form
    assert written(office, number) == before


def test_who_goes_back_from_a_list_finds_the_places_that_were_typed(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    mira, zora = chosen_call(office).values()
    path, rector = f"/calls/{office.call_id}", log_in("rektor")
    preview = send(rector, path, f"{path}/list", {mira: "2", zora: "1", "reason": "by need"})
    page = confirm(rector, preview, more={"back": "yes"}).text
    assert f'name="{mira}" value="2"' in page
    assert 'value="by need"' in page
    assert "list published" not in page


def test_what_follows_is_shown_also_where_a_program_is_told_of_the_step(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, head = office.apply("Ana Petrović"), log_in("dusan")
    hook = {"title": "Register", "url": "https://register.example/told", "institution": "bmu"}
    assert send(head, "/webhooks", "/webhooks", hook).status_code == 200
    case = f"/cases/{number}"
    preview = send(log_in("vera"), case, f"{case}/steps/withdraw", {"reason": "in writing"})
    assert preview.status_code == 200 and '<form class="confirm"' in preview.text
