"""All parties' signatures in one form: recorded together, each in the history, or none."""

from __future__ import annotations

import html
import re

from starlette.testclient import TestClient

from persistence.database import reading
from persistence.history import entries
from tests.web.browsing import LogIn, token_of
from tests.web.office_at_work import COURSES, OfficeAtWork, at
from tests.web.test_cases import accepted


def to_sign(office: OfficeAtWork) -> str:
    """A case whose agreement was recorded on 11 May 2026 and that nobody has signed."""
    number = accepted(office)
    agreement = {"language": "en", "semesters": 1, "courses": COURSES}
    office.record(number, "agreement", agreement, "2026-05-11")
    office.now = at("2026-05-13")
    return number


def row(key: str, on: str = "2026-05-12", party: str = "") -> dict[str, str]:
    at_row = f"signatures.0-{key}."
    fields = {f"{at_row}signed": "yes", f"{at_row}on": on, f"{at_row}party": party}
    return {name: value for name, value in fields.items() if value}


ALL = {
    **row("0", party="student"),
    **row("1", party="academic_coordinator"),
    **row("2", party="rector"),
    **row("3", party="host"),
}


def sign(client: TestClient, number: str, fields: dict[str, str], version: str = "") -> str:
    page = client.get(f"/cases/{number}?form=signature").text
    case_version = version or page.partition('name="version" value="')[2].partition('"')[0]
    data = {"token": token_of(client, "/work"), "version": case_version, **fields}
    return html.unescape(client.post(f"/cases/{number}/signatures", data=data).text)


def signatures(office: OfficeAtWork, number: str) -> list[str]:
    with reading(office.app.engine) as connection:
        lines = entries(connection, office.case_id(number))
    return [line.entry.data for line in lines if line.entry.name == "signature"]


def test_the_form_has_a_row_for_each_party_with_today_to_be_seen(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    page = log_in("vera").get(f"/cases/{to_sign(office)}?form=signature").text
    form = page.partition("/signatures#result")[2].partition("</form>")[0]
    labels = re.findall(r'role="group" aria-label="([^"]*)"', form)
    assert labels == [
        "The student", "The Academic Coordinator", "The Rector or the Dean", "The host institution",
    ]  # fmt: skip
    assert form.count('value="2026-05-13"') == 4
    assert form.count('type="radio"') == 2
    assert not re.search(r'type="radio"[^>]*checked', form), "nobody is chosen for the office"


def test_four_signatures_are_four_entries_of_one_act(office: OfficeAtWork, log_in: LogIn) -> None:
    number, client = to_sign(office), log_in("vera")
    assert "Saved:" in sign(client, number, ALL)
    assert len(signatures(office, number)) == 4
    assert '"party":"rector"' in signatures(office, number)[2]
    agreement = client.get(f"/cases/{number}/agreement").text
    assert "not signed yet" not in agreement
    assert "Tue 12 May 2026" in agreement
    again = client.get(f"/cases/{number}?form=signature").text
    assert "/signatures#result" not in again, "nothing is missing any more"


def test_who_has_not_signed_is_left_out(office: OfficeAtWork, log_in: LogIn) -> None:
    number, client = to_sign(office), log_in("vera")
    sign(client, number, row("0", party="student"))
    assert len(signatures(office, number)) == 1
    page = client.get(f"/cases/{number}?form=signature").text
    form = page.partition("/signatures#result")[2].partition("</form>")[0]
    assert "Signed already: the student Tue 12 May 2026" in " ".join(form.split())
    assert form.count('type="date"') == 3


def test_one_wrong_row_keeps_all_back_and_each_error_stands_at_its_row(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, client = to_sign(office), log_in("vera")
    wrong = {
        **ALL,
        **row("1", on="2026-02-30", party="academic_coordinator"),
        **row("3", on="2026-06-01", party="host"),
    }
    page = sign(client, number, wrong)
    assert signatures(office, number) == []
    assert page.count('class="problem"') == 1, "what is no date is told before all else"
    assert "There is no such date." in page.partition('id="signatures.0-1-on-problem"')[2][:60]
    ahead = {**ALL, **row("3", on="2026-06-01", party="host")}
    ahead.pop("signatures.0-2.party")
    page = sign(client, number, ahead)
    assert "Choose who signed." in page
    page = sign(client, number, {**ahead, **row("2", party="dean")})
    assert "lies in the future" in page.partition('id="signatures.0-3-on-problem"')[2][:80]
    assert 'value="2026-06-01"' in page, "what was typed is still there"
    assert re.search(r'value="dean" checked', page)
    assert signatures(office, number) == []


def test_a_form_without_a_tick_or_with_a_stranger_in_it_records_nothing_of_that(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, client = to_sign(office), log_in("vera")
    assert "Tick at least one signature" in sign(client, number, {})
    assert signatures(office, number) == []
    sign(client, number, row("0", party="host"))
    assert '"party":"student"' in signatures(office, number)[0], "the row says whose it is"
    assert "Choose who signed." in sign(client, number, row("2", party="host"))
    assert len(signatures(office, number)) == 1


def test_only_who_is_a_party_is_offered_as_one(office: OfficeAtWork, log_in: LogIn) -> None:
    number, client = to_sign(office), log_in("vera")
    sign(client, number, ALL)
    for fact, field in (("signature", "party"), ("agreement_comment", "from_party")):
        form = client.get(f"/cases/{number}/facts/{fact}").text
        choice = form.partition(f'name="{field}"')[2].partition("</select>")[0]
        assert set(re.findall(r'<option value="(\w+)"', choice)) == {
            "student", "academic_coordinator", "rector", "dean", "host",
        }, fact  # fmt: skip


def test_signatures_that_are_sent_twice_or_from_an_old_page_are_recorded_once(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, client = to_sign(office), log_in("vera")
    page = client.get(f"/cases/{number}?form=signature").text
    version = page.partition('name="version" value="')[2].partition('"')[0]
    sign(client, number, row("0", party="student"), version)
    again = sign(client, number, row("1", party="academic_coordinator"), version)
    assert "While you were looking" in again
    assert len(signatures(office, number)) == 1


def test_who_records_no_signatures_is_refused(office: OfficeAtWork, log_in: LogIn) -> None:
    number = to_sign(office)
    answer = sign(log_in("studentska"), number, ALL, "9")
    assert signatures(office, number) == []
    assert "This page is not open to you" in answer
