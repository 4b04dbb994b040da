"""One act for many ticked cases: asked first, each with its own result, nothing done twice."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select
from starlette.testclient import TestClient

from persistence.database import reading
from persistence.dossiers import load
from persistence.tables import history, mails
from tests.web.browsing import LogIn, token_of
from tests.web.office_at_work import OfficeAtWork, at

THREE = ("Ana Petrović", "Boris Savić", "Vida Đorđević")


@pytest.fixture
def numbers(office: OfficeAtWork) -> list[str]:
    """Three selected cases, whose nomination is awaited on 30 March 2026; their numbers."""
    numbers = [office.apply(name) for name in THREE]
    for number in numbers:
        office.score_by_all(number, 30)
    office.publish()
    office.now = at("2026-03-30")
    return numbers


def ask(client: TestClient, act: str, *numbers: str, **more: str) -> str:
    """Ticks cases and says what to do; the address of the page that asks, or its answer's text."""
    data = {"token": token_of(client, "/work"), "act": act, "case": list(numbers), **more}
    answer = client.post("/work/bulk", data=data, follow_redirects=False)
    if answer.status_code != 303:
        return answer.text
    return str(answer.headers["location"])


def confirm(client: TestClient, address: str, **values: str) -> str:
    data = {"token": token_of(client, "/work"), **values}
    return client.post(address, data=data).text


def steps(office: OfficeAtWork, number: str) -> int:
    entries = select(func.count()).select_from(history)
    with reading(office.app.engine) as connection:
        of_case = entries.where(history.c.case_id == office.case_id(number))
        return int(connection.execute(of_case).scalar_one())


def addresses(office: OfficeAtWork, mail: str) -> list[str]:
    with reading(office.app.engine) as connection:
        rows = connection.execute(select(mails.c.to_address).where(mails.c.mail == mail))
        return sorted(rows.scalars())


def test_nothing_is_done_before_the_page_that_asks_is_confirmed(
    office: OfficeAtWork, log_in: LogIn, numbers: list[str]
) -> None:
    vera = log_in("vera")
    before = [steps(office, number) for number in numbers]
    page = vera.get(ask(vera, "step", *numbers)).text
    assert "Nothing has been done yet." in page
    assert all(number in page for number in numbers)
    assert "as of entry" in page
    assert [steps(office, number) for number in numbers] == before


def test_each_case_is_nominated_or_says_why_not_and_the_page_sent_twice_does_nothing_twice(
    office: OfficeAtWork, log_in: LogIn, numbers: list[str]
) -> None:
    vera = log_in("vera")
    address = ask(vera, "step", *numbers)
    page = confirm(vera, address)
    nominees = [number for number in numbers if "nominated" in state(office, number)]
    assert nominees
    assert page.count('<span class="chip chip-selected">done</span>') == len(nominees)
    assert page.count('<b class="bad">refused</b>') == len(numbers) - len(nominees)
    entries = [steps(office, number) for number in numbers]
    again = confirm(vera, address)
    assert [steps(office, number) for number in numbers] == entries
    assert again.count("chip chip-selected") == page.count("chip chip-selected")


def state(office: OfficeAtWork, number: str) -> str:
    case_id = office.case_id(number)
    with reading(office.app.engine) as connection:
        return load(connection, [case_id])[case_id][0].state


def test_a_refusal_names_its_reasons_with_their_rules_and_what_to_do(
    office: OfficeAtWork, log_in: LogIn, numbers: list[str]
) -> None:
    service = log_in("studentska")
    page = confirm(service, ask(service, "step", *numbers))
    assert page.count('<b class="bad">refused</b>') == 3
    assert page.count('<a class="cite"') >= 3
    assert "Mobility Coordinator" in page
    assert {state(office, number) for number in numbers} == {"ranking"}


def test_what_somebody_has_to_decide_is_never_done_for_many(
    office: OfficeAtWork, log_in: LogIn, numbers: list[str]
) -> None:
    vera = log_in("vera")
    confirm(vera, ask(vera, "step", *numbers))
    nominees = [number for number in numbers if state(office, number) == "nominated"]
    page = confirm(vera, ask(vera, "step", *nominees))
    assert page.count("decides something: it is taken in the case alone") == len(nominees) > 0
    assert {state(office, number) for number in nominees} == {"nominated"}


def test_a_case_that_changed_meanwhile_is_left_alone_and_says_by_whom(
    office: OfficeAtWork, log_in: LogIn, numbers: list[str]
) -> None:
    vera = log_in("vera")
    address = ask(vera, "document", *numbers)
    office.record(numbers[0], "document", {"kind": "cv"}, "2026-03-30", "mobility_coordinator")
    page = confirm(vera, address, kind="motivation_letter", delivered_on="2026-03-30")
    assert page.count("changed meanwhile</b>") == 1
    assert "Changed meanwhile by Vera Simić; nothing was done." in page
    assert page.count("chip chip-selected") == 2


@pytest.mark.parametrize(
    "values",
    [{}, {"kind": "decree"}, {"kind": "cv", "delivered_on": "2026-02-31"}],
)
def test_a_document_that_can_not_be_is_told_at_its_field_and_nothing_is_done(
    office: OfficeAtWork, log_in: LogIn, numbers: list[str], values: dict[str, str]
) -> None:
    vera = log_in("vera")
    address = ask(vera, "document", *numbers)
    page = confirm(vera, address, **values)
    assert 'class="problem"' in page
    assert "Nothing has been done yet." in page
    assert "Nothing has been done yet." in vera.get(address).text


def test_owners_are_reminded_once_a_day_and_of_the_second_time_it_is_said(
    office: OfficeAtWork, log_in: LogIn, numbers: list[str]
) -> None:
    dusan = log_in("dusan")
    first = confirm(dusan, ask(dusan, "remind", *numbers))
    count = first.count("chip chip-selected")
    assert count
    assert len(addresses(office, "asked_again")) == count
    second = confirm(dusan, ask(dusan, "remind", *numbers))
    assert second.count("A reminder left today already") == count
    assert len(addresses(office, "asked_again")) == count


def test_a_colleague_who_gets_many_cases_gets_one_mail(
    office: OfficeAtWork, log_in: LogIn, numbers: list[str]
) -> None:
    dusan = log_in("dusan")
    address = ask(dusan, "assign", *numbers)
    choices = re.findall(r'<option value="([^"]+)">', dusan.get(address).text)
    assert choices == ["vera"], "nobody is offered who may have none of the cases"
    assert 'id="assignee-problem"' in confirm(dusan, address, assignee="nobody")
    page = confirm(dusan, address, assignee="vera")
    count = page.count("chip chip-selected")
    assert count
    confirm(dusan, address, assignee="vera")
    assert len(addresses(office, "assigned")) == 1
    assert "Vera Simić" in dusan.get(f"/cases/{numbers[0]}/colleagues").text


def test_the_whole_list_is_what_the_filter_leaves_and_is_frozen_when_it_is_asked(
    office: OfficeAtWork, log_in: LogIn, numbers: list[str]
) -> None:
    dusan = log_in("dusan")
    address = ask(dusan, "remind", query="tab=all&q=petrovic", all="yes")
    office.open("Mina Petrović", "2026-03-30", "mina@students.example")
    page = dusan.get(address).text
    assert numbers[0] in page
    assert numbers[1] not in page
    assert "Mina" not in page
    assert 'href="/work?tab=all&amp;q=petrovic"' in page


def test_ticked_cases_are_taken_along_as_a_file(
    office: OfficeAtWork, log_in: LogIn, numbers: list[str]
) -> None:
    vera = log_in("vera")
    data = {"token": token_of(vera, "/work"), "act": "xlsx", "case": numbers[:2]}
    answer = vera.post("/work/bulk", data={**data, "query": "tab=all"})
    rows = load_workbook(io.BytesIO(answer.content)).active
    assert rows is not None
    assert {row[0].value for row in rows.iter_rows(min_row=2)} == set(numbers[:2])


def test_nothing_ticked_no_act_and_what_is_not_ones_own_are_told(
    office: OfficeAtWork, log_in: LogIn, numbers: list[str]
) -> None:
    vera = log_in("vera")
    assert "Tick a case first." in ask(vera, "remind")
    assert "Say what to do." in ask(vera, "steal", *numbers)
    assert "not yours to change: KGU-2026-0001" in ask(vera, "remind", "KGU-2026-0001")
    page = vera.get(ask(vera, "remind", numbers[0], "<b>")).text
    assert "not yours to change: &lt;b&gt;" in page


def test_nobody_opens_the_batch_of_another(
    office: OfficeAtWork, log_in: LogIn, numbers: list[str]
) -> None:
    vera, dusan = log_in("vera"), log_in("dusan")
    address = ask(vera, "remind", *numbers)
    assert dusan.get(address).status_code == 404
    assert vera.get("/work/bulk/none").status_code == 404


def test_the_list_has_a_box_for_each_case_and_none_for_who_changes_nothing(
    office: OfficeAtWork, log_in: LogIn, numbers: list[str]
) -> None:
    assert log_in("vera").get("/work?tab=all").text.count('form="bulk" name="case"') == 3
    assert 'form="bulk"' not in log_in("m.ilic").get("/work?tab=all").text
