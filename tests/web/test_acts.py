"""The register of acts: seen by the desk, narrowed, in pages, with links, and taken as a file."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest
from starlette.testclient import TestClient

from persistence.act_register import Act, enter
from persistence.database import write_transaction
from tests.web.browsing import LogIn
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.statements import statements_of


def refuse(office: OfficeAtWork, name: str, day: str = "2026-03-10") -> str:
    """A case whose application is refused, so that a letter gets a number; the case's number."""
    number = office.apply(name, day)
    office.advance(number, "refuse_application", {"reason": "No place is left."}, day)
    return number


def many(office: OfficeAtWork, count: int, year: int = 2026) -> None:
    with write_transaction(office.app.engine) as connection:
        for _ in range(count):
            enter(connection, Act("bmu", "decree"), at(f"{year}-05-04").date())


def numbers(client: TestClient, query: str = "") -> list[str]:
    """The numbers on the page, from the top."""
    return re.findall(r'<th scope="row" class="who number">([^<]+)<', client.get(query).text)


def test_each_act_stands_with_its_day_its_kind_and_its_case_the_newest_first(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    ana, boris = refuse(office, "Ana Petrović"), refuse(office, "Boris Savić", "2026-03-11")
    vera = log_in("vera")
    assert numbers(vera, "/acts") == ["BMU-2026/2", "BMU-2026/1"]
    page = vera.get("/acts").text
    rows = re.findall(r"<tr><th scope=\"row\".*?</tr>", page)
    assert "11 Mar 2026" in rows[0] and "refusal letter" in rows[0]
    assert f'href="/cases/{boris}/documents"' in rows[0]
    assert f'href="/cases/{ana}/documents"' in rows[1]
    assert vera.get(f"/cases/{ana}/documents").status_code == 200


def test_a_ranking_list_leads_to_its_call(office: OfficeAtWork, log_in: LogIn) -> None:
    with write_transaction(office.app.engine) as connection:
        enter(connection, Act("bmu", "ranking_list", call_id=1), at("2026-03-19").date())
    assert 'href="/calls/1"' in log_in("vera").get("/acts").text


def test_the_register_is_narrowed_by_year_kind_and_number(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    refuse(office, "Ana Petrović")
    many(office, 12)
    many(office, 2, 2027)
    vera = log_in("vera")
    assert numbers(vera, "/acts?year=2027") == ["BMU-2027/2", "BMU-2027/1"]
    assert numbers(vera, "/acts?kind=refusal_letter") == ["BMU-2026/1"]
    assert numbers(vera, "/acts?number=2") == ["BMU-2027/2", "BMU-2026/2"]
    assert numbers(vera, "/acts?number=bmu-2026/12") == ["BMU-2026/12"]
    assert numbers(vera, "/acts?number=99") == []
    assert "No act is like that." in vera.get("/acts?number=99").text


@pytest.mark.parametrize(
    "query",
    ["year=MMXXVI", "year=²²²²", "kind=love_letter", "institution=oxford", "page=-1", "page=9999"],
)
def test_what_is_asked_wrongly_shows_the_register(
    office: OfficeAtWork, log_in: LogIn, query: str
) -> None:
    refuse(office, "Ana Petrović")
    assert numbers(log_in("vera"), f"/acts?{query}") == ["BMU-2026/1"]


def test_a_long_register_is_shown_in_pages_of_fifty_with_few_statements(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    many(office, 120)
    vera = log_in("vera")
    assert len(numbers(vera, "/acts")) == 50
    assert numbers(vera, "/acts?page=3")[-1] == "BMU-2026/1"
    assert "1–50 of 120 acts" in html.unescape(vera.get("/acts").text)
    with statements_of(office.app.engine) as statements:
        vera.get("/acts")
    assert len(statements.texts) <= 12


def test_the_file_has_the_acts_that_the_filter_leaves_all_of_them(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    ana = refuse(office, "Ana Petrović")
    many(office, 60, 2027)
    vera = log_in("vera")
    page = vera.get("/acts?year=2027").text
    assert 'href="/exports/acts.xlsx?year=2027"' in page
    rows = file(vera, "/exports/acts.csv?year=2027")
    assert rows[0] == ["Number", "Day", "Act", "Case", "Call"]
    assert len(rows) == 61 and rows[-1][:3] == ["BMU-2027/1", "2027-05-04", "Decree"]
    assert file(vera, "/exports/acts.csv?number=BMU-2026/1")[1:] == [
        ["BMU-2026/1", "2026-03-10", "refusal letter", ana, ""]
    ]


def file(client: TestClient, address: str) -> list[list[str]]:
    text = client.get(address).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_desk_reaches_it_from_the_board_and_from_the_data_and_the_commission_does_not(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    assert 'href="/acts"' in log_in("dusan").get("/board").text
    assert 'href="/acts"' in log_in("studentska").get("/reference").text
    assert log_in("studentska").get("/acts").status_code == 200
    commission = log_in("m.ilic")
    assert commission.get("/acts").status_code == 403
    assert commission.get("/exports/acts.csv").status_code == 403


def test_in_serbian_it_is_the_delovodnik(office: OfficeAtWork, log_in: LogIn) -> None:
    refuse(office, "Ana Petrović")
    vera = log_in("vera")
    vera.cookies.set("language", "sr")
    page = vera.get("/acts").text
    assert "Деловодник" in page and "обавештење о одбијању" in page and "1 акт" in page
