"""Money on the pages: a case's tab, the sums of calls with the cases behind them, and budgets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import select
from starlette.testclient import TestClient

from notifications.rendering import render
from persistence import money_due
from persistence.database import reading, write_transaction
from persistence.mails import stored_mail
from persistence.money_due import MoneyDue
from persistence.tables import mails
from tests.web.browsing import LogIn, confirm, send
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.statements import statements_of
from tests.web.test_cases import nominated
from tests.web.test_chosen_list import chosen_by_the_rector
from tests.web.test_exported_lists import sheet
from web.views.paging import PAGE_SIZE

BUDGET = {"amount": "4000,50", "currency": "EUR", "project": "2026-1-RS01-KA131", "to": ""}
TERMS = {
    "distance_km": "600", "green_travel": "false", "fewer_opportunities": "false",
    "interrupted_days": "0",
}  # fmt: skip
STAY = {"from": "2026-10-01", "to": "2027-02-12"}


def set_budget(client: TestClient, office: OfficeAtWork, **other: str) -> Any:
    page = f"/calls/{office.call_id}/budget"
    return send(client, page, page, {**BUDGET, **other})


def record(client: TestClient, number: str, fact: str, values: Mapping[str, Any]) -> Any:
    return send(client, f"/cases/{number}/money", f"/cases/{number}/facts/{fact}", values)


def granted(office: OfficeAtWork, log_in: LogIn) -> str:
    """A case with a grant of 3,257.00 EUR whose first instalment is owed; its number."""
    number = nominated(office)
    office.advance(number, "host_accepts", STAY, "2026-04-20")
    assert "The budget is set." in set_budget(log_in("dusan"), office).text
    assert record(log_in("vera"), number, "grant", TERMS).status_code == 200
    document = {"kind": "grant_agreement", "signed_by": ["student", "rector"]}
    office.record(number, "document", document, "2026-04-20")
    return number


def test_a_grant_its_receipt_and_what_is_owed_stand_on_the_tab_in_both_languages(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = granted(office, log_in)
    client = log_in("vera")
    page = client.get(f"/cases/{number}/money").text
    for words in ("3,257.00 EUR", "Pay the first instalment: 2,605.60 EUR", "Why this amount",
                 "4 months and 12 days × 670.00 EUR a month = 2,948.00 EUR",
                 "These rates are an example", "ICO-2b"):  # fmt: skip
        assert words in page, words
    assert f"/cases/{number}?form=instalment&amp;amount=2605.60#fact-instalment" in page
    client.get("/language/sr")
    serbian = client.get(f"/cases/{number}/money").text
    for words in ("3.257,00 EUR", "Исплата прве рате: 2.605,60 EUR", "4 месеца и 12 дана"):
        assert words in serbian, words


def test_a_grant_beyond_the_budget_is_refused_with_the_way_to_the_budget(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    office.advance(number, "host_accepts", STAY, "2026-04-20")
    head, vera = log_in("dusan"), log_in("vera")
    refusal = record(vera, number, "grant", TERMS)
    assert refusal.status_code == 409
    assert "The call has no budget yet." in refusal.text
    set_budget(head, office, amount="3256.99")
    refusal = record(vera, number, "grant", TERMS)
    assert "0.01 EUR too much" in refusal.text
    assert "no grant is recorded" in vera.get(f"/cases/{number}/money").text.lower()
    assert 'action="/calls' not in vera.get(f"/calls/{office.call_id}/budget").text
    wrong = set_budget(head, office, amount="much")
    assert wrong.status_code == 422
    assert 'value="much"' in wrong.text
    assert 'id="budget-amount-problem"' in wrong.text


def test_a_budget_below_what_is_promised_is_refused_and_the_earlier_ones_stay(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    granted(office, log_in)
    head = log_in("dusan")
    refusal = set_budget(head, office, amount="3256.99")
    assert refusal.status_code == 409
    assert "The call has promised 3,257.00 EUR already" in refusal.text
    page = set_budget(head, office, amount="3257").text
    assert f'href="/exports/calls/{office.call_id}/budget.xlsx?saved=1"' in page
    lines = sheet(head, f"calls/{office.call_id}/budget.xlsx")
    assert [line[:3] for line in lines[1:]] == [
        [3257, "EUR", "2026-1-RS01-KA131"],
        [4000.5, "EUR", "2026-1-RS01-KA131"],
    ]
    assert page.index("3,257.00 EUR") < page.index("4,000.50 EUR")


def test_much_that_is_owed_is_read_and_shown_in_pages_the_earliest_first(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    numbers = [office.open(f"Person {number:02}") for number in range(PAGE_SIZE + 1)]
    vera = log_in("vera")
    with write_transaction(office.app.engine) as connection:
        for days, number in enumerate(reversed(numbers)):
            case = office.case_id(number)
            day = at("2026-05-01").date() + timedelta(days=days)
            debt = MoneyDue(case, "first_instalment", 100, "EUR", day, "{}", day, None)
            money_due.keep(connection, case, [debt])
    with statements_of(office.app.engine) as statements:
        page = vera.get("/money").text
    assert f"1–{PAGE_SIZE} of {PAGE_SIZE + 1} entries" in page
    assert f'href="/cases/{numbers[-1]}/money"' in page
    assert f'href="/cases/{numbers[0]}/money"' not in page
    assert f'href="/cases/{numbers[0]}/money"' in vera.get("/money?page=2").text
    (debts,) = [text for text in statements.questions if "money_due.receipt" not in text
                and "FROM money_due" in text and "persons" in text]  # fmt: skip
    assert f"LIMIT {PAGE_SIZE}" in debts
    assert len(sheet(vera, "payments.xlsx")) == PAGE_SIZE + 2


def test_each_sum_is_what_the_cases_behind_it_come_to(office: OfficeAtWork, log_in: LogIn) -> None:
    number = granted(office, log_in)
    vera = log_in("vera")
    assert record(vera, number, "instalment", {"on": "2026-04-20", "amount": "2000"}).is_success
    page = log_in("dusan").get("/money").text
    lists = re.findall(r'href="(/money/cases\?[^"]+)"', page)
    assert len(lists) == 4  # by call, project, country and month
    for address in lists:
        cases = vera.get(address.replace("&amp;", "&")).text
        assert number in cases, address
        for words in ("3,257.00 EUR", "2,000.00 EUR", "605.60 EUR"):
            assert words in cases, (address, words)
    assert page.count("3,257.00 EUR") == 4
    assert "743.50 EUR" in page  # what the budget has left
    assert "605.60 EUR" in page  # what is owed
    for elsewhere in ("year=2025", "project=other", "country=DE", "month=2026-05", "call=99"):
        assert number not in vera.get(f"/money/cases?year=2026&{elsewhere}").text, elsewhere


def test_the_payment_list_is_a_spreadsheet_of_what_is_to_be_paid(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = granted(office, log_in)
    sheet = load_workbook(BytesIO(log_in("vera").get("/exports/payments.xlsx").content)).active
    assert sheet is not None
    lines = [list(row) for row in sheet.iter_rows(values_only=True)]
    line = next(line for line in lines if line[0] == number)
    assert line[1:5] == ["Ana Petrović", "Pay the first instalment", 2605.6, "EUR"]
    due = line[5]
    assert (due.date() if hasattr(due, "date") else due) == date(2026, 5, 20)
    cases = load_workbook(BytesIO(log_in("vera").get("/exports/money.xlsx").content)).active
    assert cases is not None
    rows = [row for row in cases.iter_rows(values_only=True) if row[0] == number]
    assert [row[4:8] for row in rows] == [(3257, 0, 2605.6, "EUR")]


def test_a_changed_stay_is_shown_with_what_the_grant_would_be_and_the_filled_form(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = granted(office, log_in)
    office.advance(number, "host_changes_stay", {**STAY, "to": "2027-02-22"}, "2026-04-21")
    office.now = at("2026-04-21")
    page = log_in("vera").get(f"/cases/{number}/money").text
    assert "The grant stands for another stay" in page
    assert "4 months and 22 days × 670.00 EUR a month = 3,171.33 EUR" in page
    assert "Record the change of the grant: 223.33 EUR" in page
    assert "form=grant&amp;distance_km=600" in page


def test_who_comes_to_us_is_granted_nothing_here(office: OfficeAtWork) -> None:
    shipped_office = office.app.office
    kinds = {key.split(".")[0] for key in shipped_office.definition_keys()
             if "grant" in shipped_office.definition(key).facts}  # fmt: skip
    assert kinds == {
        "bee/outgoing-studies", "bee/outgoing-teaching", "bee/outgoing-training",
        "bmu/outgoing-research", "bmu/outgoing-studies", "bmu/outgoing-teaching",
        "bmu/outgoing-training", "bmu/outgoing-traineeship",
    }  # fmt: skip


def test_the_sums_of_all_calls_are_not_the_student_services(log_in: LogIn) -> None:
    assert log_in("studentska").get("/money").status_code == 403


def test_what_is_to_be_paid_is_work_of_who_pays_until_it_is_paid(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = granted(office, log_in)
    vera, head = log_in("vera"), log_in("dusan")
    waits = "Money that waits for you"
    work = vera.get("/work").text
    assert "Pay the first instalment: 2,605.60 EUR" in work[work.index(waits) :]
    assert f'href="/cases/{number}/money"' in work
    for elsewhere in (vera.get("/work?tab=all"), head.get("/work"), log_in("ana.k").get("/work")):
        assert waits not in elsewhere.text
    plan = "/plans/month/2026-05-01"
    assert "Pay the first instalment" in head.get(plan).text, "a plan would begin with it"
    assert "Pay the first instalment" not in head.get("/plans/month/2026-04-01").text
    plan_page = send(head, plan, f"{plan}/begin").text
    assert "Pay the first instalment" in plan_page[plan_page.index("Vera Simić") :]
    confirm(head, send(head, plan, f"{plan}/give-out"))
    with reading(office.app.engine) as connection:
        query = select(mails.c.id).where(mails.c.mail == "plan_given_out")
        mail = stored_mail(connection, connection.execute(query).scalars().all()[0])
    assert mail is not None
    assert "Pay the first instalment" in render(mail.written).text
    payment = {"on": "2026-04-20", "amount": "2605.60"}
    assert record(vera, number, "instalment", payment).is_success
    assert waits not in vera.get("/work").text
    line = head.get(plan).text.partition("Pay the first instalment")[0].rpartition("<tr")[2]
    assert 'class="done"' in line


def test_more_paid_than_granted_is_said_so_and_not_as_a_sum_below_nothing(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = granted(office, log_in)
    vera = log_in("vera")
    assert record(vera, number, "instalment", {"on": "2026-04-20", "amount": "2605.60"}).is_success
    shorter = {**TERMS, "interrupted_days": "60", "reason": "two months at home"}
    assert record(vera, number, "grant", shorter).is_success
    page = vera.get(f"/cases/{number}/money").text
    assert "Paid beyond the grant</dt><dd>688.60 EUR" in page
    assert "Still to pay" not in page
    assert "2,605.60" in vera.get(f"/cases/{number}/history").text


def test_a_journey_is_ordered_and_settled_on_the_tab_with_its_receipt(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    call_id, number = chosen_by_the_rector(office)
    office.advance(number, "nominate", {}, "2026-04-20")
    office.advance(number, "host_accepts", {"from": "2026-10-05", "to": "2026-10-09"}, "2026-04-20")
    budget = f"/calls/{call_id}/budget"
    assert "The budget is set." in send(log_in("dusan"), budget, budget, BUDGET).text
    vera = log_in("vera")
    assert record(vera, number, "grant", TERMS).is_success
    office.now = at("2026-09-21")
    order = {
        "number": "7/2026", "on": "2026-09-21", "ordered_by": "Jovan Petrović",
        "destination": "Graz", "from": "2026-10-04", "to": "2026-10-10", "advance": "300",
    }  # fmt: skip
    too_much = record(vera, number, "travel_order", {**order, "advance": "1259.01"})
    assert too_much.status_code == 409
    assert "an advance of 1,259.01 EUR is more" in too_much.text
    assert record(vera, number, "travel_order", order).is_success
    assert "Pay the advance for the journey: 300.00 EUR" in vera.get(f"/cases/{number}/money").text
    assert number in str(payments(vera))
    assert record(vera, number, "instalment", {"on": "2026-09-21", "amount": "300"}).is_success
    assert number not in str(payments(vera))
    office.record(number, "stay", {"returned_on": "2026-10-09"}, "2026-10-12")
    office.record(number, "document", {"kind": "travel_receipts"}, "2026-10-12")
    office.now = at("2026-10-12")
    page = vera.get(f"/cases/{number}/money").text
    assert "Settle the journey" in page[: page.index("Entries, the newest first")]
    assert f"/cases/{number}?form=settlement#fact-settlement" in page
    costs = {"on": "2026-10-12", "travel_costs": "240"}
    early = record(vera, number, "settlement", {**costs, "on": "2026-10-08"})
    assert early.status_code == 422
    assert "2026-10-08 lies before the return, 2026-10-09" in early.text
    assert record(vera, number, "settlement", costs).is_success
    page = vera.get(f"/cases/{number}/money").text
    for words in ("Journey settled", "travel, by its receipts: 240.00 EUR", "1,190.00 EUR",
                 "Pay the last instalment: 890.00 EUR", "7/2026"):  # fmt: skip
        assert words in page, words
    assert "Settle the journey" not in page[: page.index("Entries, the newest first")]
    again = record(vera, number, "settlement", costs)
    assert again.status_code == 422
    assert "the journey is settled so already" in again.text
    vera.get("/language/sr")
    assert "путни трошкови према рачунима: 240,00 EUR" in vera.get(f"/cases/{number}/money").text


def payments(client: TestClient) -> list[tuple[Any, ...]]:
    sheet = load_workbook(BytesIO(client.get("/exports/payments.xlsx").content)).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))
