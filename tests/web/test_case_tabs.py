"""A case by its tabs: each at its address, with what is awaited on top of it, short and printed."""

from __future__ import annotations

import html
import re

import pytest

from tests.web.browsing import LogIn, send
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.statements import statements_of
from tests.web.test_cases import accepted, nominated

TABS = ("", "/dossier", "/agreement", "/stay", "/documents", "/mails", "/history")


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("login", ["vera", "ana.k", "studentska", "rektor"])
def test_every_tab_says_on_top_what_is_awaited_by_whom_until_when_and_what_is_missing(
    office: OfficeAtWork, log_in: LogIn, tab: str, login: str
) -> None:
    number = accepted(office)
    page = html.unescape(log_in(login).get(f"/cases/{number}{tab}").text)
    top = page.split('id="top"')[1].split("</section>")[0]
    for words in ("Conclude the Learning Agreement", "Ana Kostić", "Wed 30 Sep 2026", "Why this",
                  "5 conditions not met", "Signature missing"):  # fmt: skip
        assert words in top, words
    assert page.count('aria-current="page"') >= 1


def test_no_tab_asks_the_database_anything_twice(office: OfficeAtWork, log_in: LogIn) -> None:
    number = accepted(office)
    client = log_in("vera")
    for tab in (*TABS, "/print"):
        with statements_of(office.app.engine) as statements:
            assert client.get(f"/cases/{number}{tab}").status_code == 200
        assert statements.asked_twice == {}, tab


def test_what_was_recorded_is_said_at_its_form_on_the_tab_where_it_was(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = accepted(office)
    data = {"kind": "passport_copy", "delivered_on": "2026-05-12", "tab": "documents"}
    page = f"/cases/{number}/documents"
    answer = send(log_in("vera"), page, f"/cases/{number}/facts/document", data)
    assert answer.url.path == page
    assert answer.url.fragment == "result"
    before, after = answer.text.split('id="result" role="status"')
    assert 'id="fact-document"' in after and 'id="fact-document"' not in before
    assert "Conditions not met yet: 5" in after.split("</div>")[0]


def test_a_wrong_field_is_named_at_the_form_with_the_way_to_it(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = accepted(office)
    data = {"from": "2026-02-30", "to": "2027-02-12", "tab": "stay"}
    answer = send(log_in("vera"), f"/cases/{number}/stay", f"/cases/{number}/facts/insurance", data)
    form = answer.text.split('id="fact-insurance"')[1].split("</form>")[0]
    alert = form.split('role="alert"')[1].split("</ul>")[0]
    assert 'href="#fact-insurance-from"' in alert
    assert "There is no such date." in alert
    assert 'id="fact-insurance-from"' in form


def test_what_belongs_to_the_state_is_offered_first_and_the_rest_behind_more(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = accepted(office)
    page = log_in("ana.k").get(f"/cases/{number}").text
    first, more = page.split('id="record"')[1].split('id="more-facts"')
    in_front, behind = (set(re.findall(r'id="fact-(\w+)"', part)) for part in (first, more))
    assert {"signature", "agreement", "document"} <= in_front
    assert {"transcript", "recognition", "home_courses", "delivery"} <= behind


def test_a_case_is_reached_by_its_number_and_by_its_serial(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    client = log_in("vera")
    for short in (number, number.lower(), "0001", "1"):
        answer = client.get(f"/c/{short}", follow_redirects=False)
        assert answer.headers["location"] == f"/cases/{number}", short
    for wrong in ("0002", "²", "BMU-2026-9999", "0" * 30, "1" * 30):
        assert client.get(f"/c/{wrong}", follow_redirects=False).status_code == 404, wrong
    assert log_in("tuda").get(f"/c/{number}").status_code == 403


def test_the_whole_case_is_printed_without_a_form(office: OfficeAtWork, log_in: LogIn) -> None:
    number = accepted(office)
    page = html.unescape(log_in("vera").get(f"/cases/{number}/print").text)
    for words in ("Databases", "Case opened", "nomination", "CV", "Ana Petrović", "Progress"):
        assert words in page, words
    main = page.split("<main")[1]
    assert "<form" not in main


def test_points_stand_in_the_history_under_the_members_name(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Ana Petrović")
    office.score(number, "m.ilic", 20)
    office.now = at("2026-03-18", 12)
    for tab in ("history", "print"):
        page = log_in("vera").get(f"/cases/{number}/{tab}").text
        entry = page[page.index("Points of the commission") :]
        assert "Milan Ilić" in entry
        assert "m.ilic" not in page


def test_a_long_history_is_read_in_pages(office: OfficeAtWork, log_in: LogIn) -> None:
    number = nominated(office)
    for n in range(20):
        office.record(number, "document", {"kind": "cv", "language": "en"}, f"2026-04-{n + 1:02}")
    client = log_in("vera")
    newest, older = (client.get(f"/cases/{number}/history{q}").text for q in ("", "?page=2"))
    assert "Case opened" not in newest and "Case opened" in older
    assert '?page=2" rel="next"' in newest and '?page=1" rel="prev"' in older
    for wrong in ("99", "0", "x", "²", "9" * 40):
        assert client.get(f"/cases/{number}/history?page={wrong}").status_code == 200


def test_an_address_that_asks_for_nonsense_is_a_page_all_the_same(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    client = log_in("vera")
    for query in (
        "saved=9999999999999999999999",
        "saved=-1",
        "form=rumour",
        "form=document&kind=<b>",
        "form=agreement&courses=x&semesters=²",
    ):
        answer = client.get(f"/cases/{number}?{query}")
        assert answer.status_code == 200, query
        assert 'value="<b>"' not in answer.text
    assert client.get(f"/cases/{number}/nonsense").status_code == 404


def test_a_step_that_is_rare_in_a_state_stands_behind_the_others_and_opens_with_what_was_typed(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, vera = accepted(office), log_in("vera")
    page = vera.get(f"/cases/{number}").text
    usual_steps, _, rare_steps = page.partition('<details class="others" id="more-steps">')
    assert 'id="step-withdraw"' in usual_steps
    assert 'id="step-lodge_ranking_appeal"' in rare_steps and "recall_nomination" in rare_steps
    lodging = rare_steps.partition('id="step-lodge_ranking_appeal"')[2].partition("</details>")[0]
    assert "leads to" not in lodging, "who is nominated stays nominated"
    step = f"/cases/{number}/steps/lodge_ranking_appeal"
    answer = send(vera, f"/cases/{number}", step, {"on": "2026-03-11", "grounds": ""})
    assert '<details class="others" id="more-steps" open>' in answer.text
