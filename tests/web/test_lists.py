"""Lists of cases: tabs, orders, filters in the address, pages, lists kept under a name, search."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from sqlalchemy import insert, select, update

from persistence.database import reading, write_transaction
from persistence.tables import case_handling, cases, saved_lists, staff
from tests.web.browsing import LogIn, send, token_of
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.statements import statements_of

NAMES = ("Ana Petrović", "Mila Đorđević", "Zoran Čolić", "Vuk Zec")


def opened(office: OfficeAtWork) -> dict[str, str]:
    """A case for each name, by its number."""
    return {name: office.open(name) for name in NAMES}


def shown(page: str) -> list[str]:
    """The candidates of a list, in its order."""
    text = html.unescape(page)
    return list(re.findall(r'scope="row" class="who">(?:<input[^>]*> )?<a [^>]*>([^<]+)<', text))


def aside(office: OfficeAtWork, number: str, **values: object) -> None:
    """A case is given to somebody or put aside, as the colleagues' page does it."""
    with write_transaction(office.app.engine) as connection:
        case = connection.execute(select(cases).where(cases.c.number == number)).one()
        row = {"case_id": case.id, "stops_time": False, "log_length": 0, "log_tip": "0" * 64}
        if "held_until" in values:
            row |= {"held_visit": case.visit, "held_step": case.awaited}
        connection.execute(insert(case_handling).values(row | values))


def staff_id(office: OfficeAtWork, login: str) -> int:
    with reading(office.app.engine) as connection:
        return int(
            connection.execute(select(staff.c.id).where(staff.c.login == login)).scalar_one()
        )


def counts(page: str) -> dict[str, str]:
    """The number beside each tab."""
    return dict(re.findall(r'id="tab-(\w+)".*?class="count">([^<]+)<', page))


def test_a_list_is_ordered_by_a_column_as_the_serbian_alphabet_has_it(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    opened(office)
    client = log_in("vera")
    page = client.get("/work?sort=candidate").text
    assert shown(page) == ["Ana Petrović", "Mila Đorđević", "Vuk Zec", "Zoran Čolić"]
    assert 'aria-sort="ascending"><a class="sort" id="sort-candidate"' in page
    assert page.count("aria-sort") == 1
    back = client.get("/work?sort=-candidate").text
    assert shown(back) == shown(page)[::-1]
    assert 'aria-sort="descending"><a class="sort" id="sort-candidate"' in back


@pytest.mark.parametrize("sort", ["host", "step", "owner", "due", "case", "-host", "-case", "²"])
def test_every_order_shows_every_case_once(office: OfficeAtWork, log_in: LogIn, sort: str) -> None:
    opened(office)
    page = log_in("vera").get("/work", params={"tab": "all", "sort": sort}).text
    assert sorted(shown(page)) == sorted(NAMES)


def test_a_case_stands_in_the_tab_where_it_is_looked_for(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    numbers = opened(office)
    aside(office, numbers["Ana Petrović"], held_until=date(2026, 3, 13), held_reason="Away")
    aside(office, numbers["Vuk Zec"], assignee=staff_id(office, "dusan"))
    office.advance(numbers["Mila Đorđević"], "withdraw", {})
    client = log_in("vera")
    assert shown(client.get("/work").text) == ["Zoran Čolić"]
    assert shown(client.get("/work?tab=others").text) == ["Vuk Zec"]
    on_hold = client.get("/work?tab=hold").text
    assert shown(on_hold) == ["Ana Petrović"]
    assert "Away" in on_hold
    page = client.get("/work?tab=all").text
    assert sorted(shown(page)) == sorted(NAMES), "nothing vanishes because it is done"
    assert counts(page) == {"todo": "1", "others": "1", "hold": "1", "done": "30 days", "all": "4"}
    assert shown(log_in("dusan").get("/work").text) == ["Vuk Zec"], "who has it, has it to do"


def test_a_hold_hides_no_case_on_the_day_that_its_limit_ends(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.open("Ana Petrović")
    aside(office, number, held_until=date(2026, 4, 1), held_reason="Away")
    client = log_in("vera")
    assert shown(client.get("/work").text) == []
    office.now = at("2026-03-16")
    assert shown(client.get("/work").text) == ["Ana Petrović"]


def test_what_a_colleague_who_has_left_had_is_to_do_again(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.open("Ana Petrović")
    aside(office, number, assignee=staff_id(office, "dusan"))
    client = log_in("vera")
    assert shown(client.get("/work").text) == []
    with write_transaction(office.app.engine) as connection:
        connection.execute(update(staff).where(staff.c.login == "dusan").values(active=False))
    assert shown(client.get("/work").text) == ["Ana Petrović"]


def test_what_was_done_lately_is_told_an_act_a_line_for_thirty_days(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    first = office.apply("Ana Petrović")
    second = office.apply("Mila Đorđević", "2026-03-11")
    for number in (first, second):
        office.score_by_all(number, 30)
    office.publish("2026-03-19")
    office.now = at("2026-03-20")
    client = log_in("vera")
    page = html.unescape(client.get("/work?tab=done").text)
    assert "in the last 30 days" in page
    assert page.index("Autumn semester 2026/27</a>") < page.index("Ana Petrović")
    assert page.count("Autumn semester 2026/27</a>") == 1, "the list is one line"
    office.now = at("2026-04-30")
    assert "You have taken no step" in client.get("/work?tab=done").text


def test_what_was_done_lately_is_ordered_by_each_column_and_narrowed_as_other_lists_are(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    numbers = opened(office)
    for name, day in (("Zoran Čolić", "2026-03-10"), ("Ana Petrović", "2026-03-11")):
        office.advance(numbers[name], "withdraw", {}, day)
    office.apply("Iva Đokić", "2026-03-09")
    client = log_in("vera")

    def done(query: str) -> list[str]:
        return shown(client.get(f"/work?tab=done{query}").text)

    assert done("&sort=candidate") == ["Ana Petrović", "Iva Đokić", "Zoran Čolić"]
    assert done("&sort=-candidate") == ["Zoran Čolić", "Iva Đokić", "Ana Petrović"]
    assert done("&sort=-host")[0] == "Iva Đokić", "Graz; the others have applied nowhere"
    assert done("&sort=act")[0] == "Iva Đokić", "submitted; the others withdrawn"
    assert done("&sort=when")[0] == "Iva Đokić", "the day before"
    assert done("&sort=state")[0] == "Iva Đokić"
    assert done("&sort=due") == done(""), "by when it was done, as if nothing was asked"
    assert done("&host=University+of+Graz") == ["Iva Đokić"]
    assert sorted(done("&state=withdrawn")) == ["Ana Petrović", "Zoran Čolić"]
    assert done("&q=colic") == ["Zoran Čolić"]
    page = html.unescape(client.get("/work?tab=done&q=colic&sort=candidate").text)
    assert 'href="/work?tab=done&sort=candidate"' in page, "the filter is taken off"
    assert page.count('class="sort"') == 5
    assert "No case fits" in client.get("/work?tab=done&q=nobody").text


def test_what_is_on_hold_is_ordered_by_the_day_on_which_it_is_back(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    numbers = opened(office)
    days = {"Ana Petrović": 14, "Vuk Zec": 12, "Zoran Čolić": 13}
    for name, day in days.items():
        until = date(2026, 3, day)
        aside(office, numbers[name], held_until=until, held_reason="Away")
    client = log_in("vera")
    page = client.get("/work?tab=hold&sort=hold").text
    assert shown(page) == ["Vuk Zec", "Zoran Čolić", "Ana Petrović"]
    assert 'aria-sort="ascending"><a class="sort" id="sort-hold"' in page
    assert shown(client.get("/work?tab=hold&sort=-hold").text) == shown(page)[::-1]
    everywhere = client.get("/work?tab=all&sort=hold")
    assert everywhere.status_code == 200
    assert 'id="sort-hold"' not in everywhere.text


def test_filters_stand_in_the_address_and_each_can_be_taken_off(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    opened(office)
    office.apply("Iva Kos")
    client = log_in("vera")
    page = html.unescape(client.get("/work?tab=all&state=call&owner=candidate&sort=host").text)
    assert len(shown(page)) == 4
    assert 'href="/work?tab=all&owner=candidate&sort=host"' in page, "without the state"
    assert 'href="/work?tab=all&state=call&sort=host"' in page, "without the owner"
    assert shown(client.get("/work?tab=all&host=University+of+Graz").text) == ["Iva Kos"]
    assert len(shown(client.get("/work?tab=all&until=2026-03-16").text)) == 4
    assert shown(client.get("/work?tab=all&from=2026-03-17&until=2026-03-31").text) == ["Iva Kos"]
    assert shown(client.get("/work?tab=all&overdue=1").text) == []
    assert shown(client.get("/work?tab=all&call=999").text) == []
    office.now = at("2026-03-18")
    assert len(shown(client.get("/work?tab=all&overdue=1").text)) == 4


def test_what_was_chosen_stays_chosen_though_it_is_offered_no_more(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    """Of many calls and hosts the form has the newest, and keeps what the address asks for."""
    page = html.unescape(log_in("vera").get("/work?call=999&host=Old+College&state=call").text)
    assert '<option value="999" selected>999</option>' in page
    assert '<option value="Old College" selected>Old College</option>' in page
    assert page.count('<option value="call" selected>') == 1, "what is offered stands there once"


@pytest.mark.parametrize(
    "query",
    [
        "page=²", "page=99999999999", "page=-1", "call=²", "call=" + "9" * 40, "from=2026-02-30",
        "until=32.13.2026", "tab=nowhere", "sort=colour", "q=%25", "q=%00", "q=" + "ђ" * 5000,
        "state=%3Cb%3E", "owner=nobody", "host=%F0%9F%8E%93", "assignee='--", "q=%E2%80%AE",
    ],
)  # fmt: skip
def test_whatever_an_address_asks_wrongly_gives_a_list_and_no_error(
    office: OfficeAtWork, log_in: LogIn, query: str
) -> None:
    office.open("Ana Petrović")
    answer = log_in("vera").get(f"/work?{query}")
    assert answer.status_code == 200
    assert "<b>" not in re.sub(r"<b>[\w ./-]*</b>", "", answer.text)


def test_a_day_that_does_not_exist_is_said_at_its_field_and_what_was_typed_stays(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    page = log_in("vera").get("/work?from=2026-02-30").text
    assert 'value="2026-02-30" aria-invalid="true" aria-describedby="e-from"' in page
    assert 'id="e-from" role="alert">This is not a day of the calendar.' in page


def test_a_list_has_fifty_lines_a_page_and_says_of_how_many(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    for number in range(51):
        office.open(f"Ana Petrović {number}", address=f"a{number}@students.example")
    client = log_in("vera")
    page = html.unescape(client.get("/work?sort=case").text)
    assert len(shown(page)) == 50
    assert "1–50 of 51 cases" in page
    assert 'rel="next" href="/work?sort=case&page=2"' in page
    assert shown(client.get("/work?sort=case&page=2").text) == ["Ana Petrović 50"]
    assert 'href="/work?sort=host"' in page, "another order begins on page 1"


def test_a_list_is_kept_under_a_name_shared_and_taken_away_by_who_kept_it(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    opened(office)
    client, other = log_in("vera"), log_in("dusan")
    here = "/work?tab=all&state=call&sort=-host"
    form = {"name": " At  the call ", "query": "tab=all&state=call&sort=-host", "shared": "1"}
    answer = send(client, here, "/work/lists", form, follow=False)
    assert answer.headers["location"] == here
    assert '<a href="/work?tab=all&amp;state=call&amp;sort=-host">At the call</a>' in (
        client.get("/work").text
    )
    page = other.get("/work").text
    assert "At the call" in page
    assert "shared by Vera Simić" in page
    assert "/forget" not in page
    send(client, here, "/work/lists", {**form, "query": "tab=hold", "shared": ""}, follow=False)
    with reading(office.app.engine) as connection:
        (row,) = connection.execute(select(saved_lists)).all()
    assert (row.query, row.name) == ("tab=hold", "At the call"), "one list a name"
    forget = f"/work/lists/{row.id}/forget"
    assert other.post(forget, data={"token": token_of(other, "/work")}).status_code == 404
    send(client, "/work", forget)
    assert "At the call" not in client.get("/work").text


def test_a_kept_list_leads_nowhere_else(office: OfficeAtWork, log_in: LogIn) -> None:
    client = log_in("vera")
    data = {"name": "x", "query": "//evil.example/?tab=all&state=<b>"}
    answer = send(client, "/work", "/work/lists", data, follow=False)
    assert answer.headers["location"] == "/work?state=%3Cb%3E"


@pytest.mark.parametrize("words", ["Djordjevic", "Ђорђевић", "dordevic", "ĐORĐEVIĆ mila"])
def test_the_search_finds_a_name_however_it_is_typed(
    office: OfficeAtWork, log_in: LogIn, words: str
) -> None:
    opened(office)
    page = log_in("vera").get("/search", params={"q": words}).text
    assert shown(page) == ["Mila Đorđević"]


def test_the_search_finds_an_address_a_host_a_part_of_a_number_and_opens_an_exact_one(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    numbers = opened(office)
    number = office.apply("Iva Kos")
    client = log_in("vera")
    assert shown(client.get("/search?q=vuk@students").text) == ["Vuk Zec"]
    assert shown(client.get("/search?q=graz").text) == ["Iva Kos"]
    assert shown(client.get("/search?q=iva+graz").text) == ["Iva Kos"]
    assert len(shown(client.get("/search?q=BMU-2026-000").text)) == 5
    exact = client.get("/search", params={"q": f" {number.lower()} "}, follow_redirects=False)
    assert exact.headers["location"] == f"/cases/{number}"
    assert shown(client.get("/search?q=%25").text) == [], "a sign, and not anything"
    assert "No case fits" in client.get("/search?q=nowhere").text
    assert numbers["Ana Petrović"] in client.get("/search?q=petrov").text


def test_no_list_asks_more_however_long_it_is(office: OfficeAtWork, log_in: LogIn) -> None:
    client = log_in("vera")
    reads_by_query = {}
    for length in (2, 60):
        for number in range(length):
            office.open(f"Ana Petrović {number}", address=f"{length}.{number}@students.example")
        for query in ("", "?tab=others", "?tab=hold", "?tab=done", "?tab=all&q=ana&overdue=1"):
            with statements_of(office.app.engine) as statements:
                client.get(f"/work{query}")
            reads = [text for text in statements.texts if text.startswith("SELECT")]
            reads_by_query.setdefault(query, []).append(len(reads))
    assert all(few == many <= 12 for few, many in reads_by_query.values()), reads_by_query
