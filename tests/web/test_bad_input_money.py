"""What nobody should send into the forms of money and of projects: of grants, payments, budgets.

They stand apart from the other forms, since they are there only once a grant is recorded.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from sqlalchemy import delete, select
from starlette.testclient import TestClient

from persistence.database import reading, write_transaction
from persistence.tables import ledger_entries, role_assignments
from tests.web.bad_input import Sheet, problems, sheets_on, work_of
from tests.web.browsing import LogIn
from tests.web.office_at_work import OfficeAtWork
from tests.web.test_money import BUDGET, granted, record, set_budget
from tests.web.test_projects import BRIDGE, NEW, milena, opened

__all__ = ["milena"]

MONEY_FORMS = ("grant", "instalment", "refund", "payment_correction")


def sheets(client: TestClient, pages: Iterable[str]) -> list[Sheet]:
    """The forms of pages, each once."""
    by_looks = {sheet.form.looks: sheet for page in pages for sheet in sheets_on(client, page)}
    return list(by_looks.values())


def money_forms(client: TestClient, number: str) -> list[Sheet]:
    """The forms of a case's money, those under "more" too."""
    return sheets(client, (f"/cases/{number}/money?form={form}" for form in MONEY_FORMS))


def test_whatever_is_sent_into_the_forms_of_money_is_answered_and_never_becomes_money(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = granted(office, log_in)
    forms = money_forms(log_in("vera"), number)
    names = {sheet.form.action.rpartition("/")[2].partition("#")[0] for sheet in forms}
    assert set(MONEY_FORMS) <= names
    budget = sheets(log_in("dusan"), [f"/calls/{office.call_id}/budget"])
    assert problems([*forms, *budget]) == {}
    with reading(office.app.engine) as connection:
        kinds = connection.execute(select(ledger_entries.c.kind)).scalars().all()
    assert set(kinds) <= {"granted", "changed"}, "nothing was paid by what nobody can read"


def test_whatever_is_sent_into_the_forms_of_a_project_is_answered_with_a_page(
    milena: TestClient,
) -> None:
    number = opened(milena, **BRIDGE)
    assert problems(sheets(milena, (NEW, f"/cases/{number}", f"/cases/{number}/dossier"))) == {}


@pytest.mark.parametrize(
    "amount", ["", "²", "1e9", "9" * 40, "-5", "0", "5,5,5", "NaN", "<b>5</b>"]
)
def test_what_is_no_amount_is_told_at_its_field_with_what_was_typed(
    office: OfficeAtWork, log_in: LogIn, amount: str
) -> None:
    number, before = granted(office, log_in), 1
    answer = record(log_in("vera"), number, "instalment", {"on": "2026-04-20", "amount": amount})
    assert answer.status_code == 422, amount
    assert "aria-invalid" in answer.text
    assert set_budget(log_in("dusan"), office, **{**BUDGET, "amount": amount}).status_code == 422
    with reading(office.app.engine) as connection:
        assert len(connection.execute(select(ledger_entries)).all()) == before


def test_a_payment_from_an_old_page_twice_or_by_who_holds_no_role_any_more_is_paid_once(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = granted(office, log_in)
    vera = log_in("vera")
    (sheet,) = (
        money_sheet
        for money_sheet in money_forms(vera, number)
        if "/facts/instalment" in money_sheet.form.action
    )
    payment = {"on": "2026-04-20", "amount": "2605.60"}
    assert sheet.send(payment).status_code == 303
    again = sheet.send(payment)
    assert again.status_code in (303, 409), "the same form of the page before"
    with reading(office.app.engine) as connection:
        kinds = connection.execute(select(ledger_entries.c.kind)).scalars().all()
    assert sorted(kinds) == ["granted", "paid"]
    now = sheet.anew()
    with write_transaction(office.app.engine) as connection:
        connection.execute(delete(role_assignments))
    before = work_of(office)
    assert now.send({"on": "2026-04-20", "amount": "1"}).status_code in (303, 401, 403)
    assert work_of(office) == before
